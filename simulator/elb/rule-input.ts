/** The conditions and actions of rules as the API takes them: checked as AWS does, in the simulator's terms. */
import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';
import { faults } from './faults';
import { KEPT } from './redirect';
import { isBlock } from './rule-conditions';
import type { FixedResponse, QueryPair, Redirect, RuleAction, RuleCondition } from './rules';

/** ELB user guide, load-balancer-limits; "the current default limit is 5" for wildcards too. */
const MOST_VALUES = 5;
const MOST_WILDCARDS = 5;
const FIELDS = [
  'host-header',
  'http-header',
  'http-request-method',
  'path-pattern',
  'query-string',
  'source-ip',
] as const;
/** Of these a rule may have several (ELB API reference, RuleCondition). */
const REPEATED: readonly string[] = ['http-header', 'query-string'];
const CONTENT_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];

/** @throws ValidationError for what AWS refuses, in its words where they are known */
export function conditionsOf(sent: readonly sdk.RuleCondition[]): RuleCondition[] {
  if (sent.length === 0) throw faults.invalid('A condition must be specified');
  const conditions = sent.map(conditionOf);
  const fields = conditions.map(({ field }) => field).filter((field) => !REPEATED.includes(field));
  const twice = fields.find((field, i) => fields.indexOf(field) < i);
  if (twice) throw faults.invalid(`A rule can only have one '${twice}' condition`);
  // Observed.
  if (conditions.flatMap(({ values }) => [...values]).length > MOST_VALUES)
    throw faults.invalid(`A rule can only have '${MOST_VALUES}' condition values`);
  if (conditions.flatMap(wildcardsOf).length > MOST_WILDCARDS)
    throw faults.invalid(`A rule can only have '${MOST_WILDCARDS}' condition wildcards`);
  return conditions;
}

function conditionOf(sent: sdk.RuleCondition): RuleCondition {
  // Observed.
  if (!sent.Field) throw faults.invalid('A condition field must be specified');
  const field = FIELDS.find((known) => known === sent.Field);
  if (!field) throw faults.invalid(`Condition field '${sent.Field}' must be one of '[${FIELDS.join(', ')}]'`);
  switch (field) {
    case 'host-header':
      return { field, values: each(textsOf(sent, 'HostHeaderConfig'), checkHost) };
    case 'path-pattern':
      return { field, values: each(textsOf(sent, 'PathPatternConfig'), checkPath) };
    case 'http-header': {
      const { HttpHeaderName: name = '' } = sent.HttpHeaderConfig ?? {};
      if (!/^[\w!#$%&'*+.^`|~-]{1,40}$/.test(name) || name.toLowerCase() === 'host')
        throw faults.invalid(
          `The HTTP header name '${name}' must be the name of a header with up to 40 characters, and not 'host'`,
        );
      return { field, name, values: each(textsOf(sent, 'HttpHeaderConfig'), checkLength) };
    }
    case 'http-request-method':
      return { field, values: each(sent.HttpRequestMethodConfig?.Values, checkMethod) };
    case 'query-string':
      return { field, values: each(sent.QueryStringConfig?.Values, checkPair).map(pairOf) };
    case 'source-ip':
      return { field, values: each(sent.SourceIpConfig?.Values, checkBlock) };
  }
}

/** The values of a condition that may have regular expressions too, and, but for headers, an older place for them. */
function textsOf(
  sent: sdk.RuleCondition,
  config: 'HostHeaderConfig' | 'PathPatternConfig' | 'HttpHeaderConfig',
): string[] | undefined {
  if (sent[config]?.RegexValues?.length) throw faults.notSimulated('A condition with regular expressions');
  if (config === 'HttpHeaderConfig') return sent[config]?.Values;
  // Observed.
  if (sent.Values?.length && sent[config]?.Values?.length)
    throw faults.invalid(`You cannot provide both Values and '${config}' for a condition of type '${sent.Field}'`);
  return sent[config]?.Values ?? sent.Values;
}

function each<T>(values: readonly T[] | undefined, check: (value: T) => void): T[] {
  // Observed.
  if (!values?.length) throw faults.invalid('A condition value must be specified');
  values.forEach(check);
  return [...values];
}

function checkLength(value: string): void {
  if (value === '') throw faults.invalid('A condition value must be specified');
  if (value.length > 128) throw faults.invalid(`The condition value '${value}' is longer than 128 characters`);
}

/** ELB user guide, load-balancer-listeners, "Host conditions". */
function checkHost(value: string): void {
  checkLength(value);
  if (!/^[A-Za-z0-9.*?-]*\.[A-Za-z*?]*$/.test(value))
    throw faults.invalid(
      `The host header value '${value}' must have letters, digits, '-', '.', '*' and '?' alone, a '.', and no digit after the last one`,
    );
}

/** ELB user guide, load-balancer-listeners, "Path conditions". */
function checkPath(value: string): void {
  checkLength(value);
  if (!/^[\w.$/~"'@:+&*?-]+$/.test(value))
    throw faults.invalid(`The path pattern '${value}' must have letters, digits, and _-.$/~"'@:+&*? alone`);
}

function checkMethod(value: string): void {
  if (!/^[A-Z_-]{1,40}$/.test(value))
    throw faults.invalid(`The HTTP request method '${value}' must have up to 40 of A-Z, '-' and '_'`);
}

function checkPair({ Key = '', Value }: sdk.QueryStringKeyValuePair): void {
  checkLength(Value ?? '');
  if (Key !== '') checkLength(Key);
}

const pairOf = ({ Key, Value = '' }: sdk.QueryStringKeyValuePair): QueryPair => ({
  ...(Key && { key: Key }),
  value: Value,
});

function checkBlock(value: string): void {
  if (!isBlock(value)) throw faults.invalid(`The source IP '${value}' must be a block of addresses in CIDR notation`);
}

/** `\*` and `\?` of a query string are none. */
function wildcardsOf(condition: RuleCondition): string[] {
  if (condition.field === 'source-ip' || condition.field === 'http-request-method') return [];
  const texts =
    condition.field === 'query-string'
      ? condition.values.flatMap(({ key = '', value }) => [key, value]).map((text) => text.replace(/\\[*?]/g, ''))
      : condition.values;
  return texts.flatMap((text) => text.match(/[*?]/g) ?? []);
}

/**
 * The one action of a rule. Authentication, which may stand before it, needs HTTPS and is not simulated, nor are weights.
 * @throws ValidationError and InvalidLoadBalancerAction for what AWS refuses
 */
export function actionOf(actions: readonly sdk.Action[]): RuleAction {
  const [action, more] = actions;
  if (!action) throw faults.invalid('An action must be specified');
  if (more) throw faults.notSimulated('A rule with several actions');
  if (action.Type === 'forward') return { type: 'forward', targetGroupArn: targetGroupOf(action) };
  if (action.Type === 'redirect') return redirectOf(action.RedirectConfig);
  if (action.Type === 'fixed-response') return fixedResponseOf(action.FixedResponseConfig);
  throw faults.notSimulated(`The action '${action.Type}'`);
}

function targetGroupOf({ TargetGroupArn, ForwardConfig }: sdk.Action): string {
  const groups = ForwardConfig?.TargetGroups?.map((group) => group.TargetGroupArn) ?? [];
  if (groups.length > 1) throw faults.notSimulated('Forwarding to several target groups');
  const arn = TargetGroupArn ?? groups[0];
  if (arn === undefined) throw faults.invalid(`A value for 'targetGroupArn' must be specified`);
  return arn;
}

/** ELB API reference, RedirectActionConfig. */
function redirectOf(sent: sdk.RedirectActionConfig | undefined): Redirect {
  if (!sent) throw faults.actionWithout('redirect', 'RedirectConfig');
  const { Protocol, Port, Host, Path, Query, StatusCode } = sent;
  const redirect: Redirect = {
    type: 'redirect',
    protocol: Protocol ?? KEPT.protocol,
    port: Port ?? KEPT.port,
    host: Host ?? KEPT.host,
    path: Path ?? KEPT.path,
    query: Query ?? KEPT.query,
    status: StatusCode === 'HTTP_302' ? 302 : 301,
  };
  const checks: [what: string, value: string | undefined, holds: boolean][] = [
    ['protocol', redirect.protocol, /^(HTTPS?|#\{protocol\})$/.test(redirect.protocol)],
    ['port', redirect.port, redirect.port === KEPT.port || isPort(redirect.port)],
    ['host', redirect.host, fits(redirect.host, 1) && onlyKeywords(redirect.host, ['host'])],
    [
      'path',
      redirect.path,
      fits(redirect.path, 1) && redirect.path.startsWith('/') && onlyKeywords(redirect.path, ['host', 'path', 'port']),
    ],
    [
      'query',
      redirect.query,
      fits(redirect.query, 0) &&
        !redirect.query.startsWith('?') &&
        onlyKeywords(redirect.query, ['protocol', 'host', 'port', 'path', 'query']),
    ],
    ['status code', StatusCode, StatusCode === 'HTTP_301' || StatusCode === 'HTTP_302'],
  ];
  for (const [what, value, holds] of checks)
    if (!holds) throw faults.action(`The redirect ${what} '${value}' is not valid`);
  return redirect;
}

const isPort = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;

/**
 * At most 128 characters (ELB API reference, RedirectActionConfig). That others than those of printable ASCII are refused is
 * inferred: all of them become part of a header, which can't have them.
 */
const fits = (text: string, least: number): boolean =>
  text.length >= least && text.length <= 128 && /^[!-~]*$/.test(text);

const onlyKeywords = (text: string, allowed: readonly string[]): boolean =>
  [...text.matchAll(/#\{([^}]*)\}/g)].every(([, keyword]) => allowed.includes(keyword!));

/** ELB API reference, FixedResponseActionConfig. */
function fixedResponseOf(sent: sdk.FixedResponseActionConfig | undefined): FixedResponse {
  if (!sent) throw faults.actionWithout('fixed-response', 'FixedResponseConfig');
  const { StatusCode = '', ContentType, MessageBody } = sent;
  if (!/^[245]\d\d$/.test(StatusCode))
    throw faults.action(`The fixed response status code '${StatusCode}' is not valid`);
  if (ContentType && !CONTENT_TYPES.includes(ContentType))
    throw faults.action(
      `The fixed response content type '${ContentType}' must be one of '[${CONTENT_TYPES.join(', ')}]'`,
    );
  if ((MessageBody ?? '').length > 1024)
    throw faults.action('The fixed response message body is longer than 1024 characters');
  return {
    type: 'fixed-response',
    status: Number(StatusCode),
    ...(ContentType && { contentType: ContentType }),
    ...(MessageBody && { body: MessageBody }),
  };
}
