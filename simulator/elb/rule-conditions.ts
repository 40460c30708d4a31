/** Whether a request meets the conditions of a rule: decisions without state. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { QueryPair, RoutedRequest, RuleCondition } from './rules';

/** All conditions of a rule must be met (ELB user guide, load-balancer-listeners, "Rule conditions"). */
export const meetsAll = (conditions: readonly RuleCondition[], request: RoutedRequest): boolean => {
  for (const condition of conditions) if (!meets(condition, request)) return false;
  return true;
};

/**
 * Whether a request meets one condition (ELB API reference, RuleCondition): the case counts for paths and methods alone; methods
 * have no wildcards; of a header that comes several times any value is enough. What was not told of a request meets nothing.
 */
export function meets(condition: RuleCondition, request: RoutedRequest): boolean {
  switch (condition.field) {
    case 'path-pattern':
      return condition.values.some((pattern) => matchesPattern(pattern, request.path));
    case 'http-request-method':
      return request.method !== undefined && condition.values.includes(request.method);
    case 'host-header':
      return request.host !== undefined && matchesAny(condition.values, request.host);
    case 'http-header':
      return (request.headers?.[condition.name.toLowerCase()] ?? []).some((value) =>
        matchesAny(condition.values, value),
      );
    case 'query-string':
      return pairsOf(request.query ?? '').some((pair) => condition.values.some((wanted) => matchesPair(wanted, pair)));
    case 'source-ip':
      return request.sourceIp !== undefined && isWithin(condition.values, request.sourceIp);
  }
}

/**
 * Whether a text matches a pattern: `*` stands for any characters, also none and also `/`, `?` for exactly one; the case
 * counts (ELB user guide, load-balancer-listeners, "Path conditions").
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let p = 0;
  let s = 0;
  let star = -1;
  let retry = 0;
  while (s < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      retry = s;
    } else if (pattern[p] === '?' || pattern[p] === text[s]) {
      p++;
      s++;
    } else if (star >= 0) {
      // The last star takes one character more.
      p = star + 1;
      s = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

const matchesAny = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matchesPattern(pattern.toLowerCase(), text.toLowerCase()));

/** `a=1&b` as keys and values. They are compared as they were sent: whether AWS decodes them first is not documented. */
const pairsOf = (query: string): QueryPair[] =>
  query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? { key: part, value: '' } : { key: part.slice(0, equals), value: part.slice(equals + 1) };
    });

const matchesPair = (wanted: QueryPair, { key = '', value }: QueryPair): boolean =>
  (wanted.key === undefined || matchesEscaped(wanted.key, key)) && matchesEscaped(wanted.value, value);

/** In query strings, `\*` and `\?` are the characters themselves (ELB API reference, QueryStringConditionConfig). */
const matchesEscaped = (pattern: string, text: string): boolean =>
  matchesPattern(
    pattern.toLowerCase().replaceAll('\\*', '\u0001').replaceAll('\\?', '\u0002'),
    text.toLowerCase().replaceAll('*', '\u0001').replaceAll('?', '\u0002'),
  );

function isWithin(blocks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = '', bits] = block.split('/');
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/** Whether a text is a block of addresses in CIDR notation. */
export function isBlock(text: string): boolean {
  const [, network = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  return isIPv4(network) ? Number(bits) <= 32 : isIPv6(network) && Number(bits) <= 128;
}
