/** What may be loaded, and how much: the limits that a load plan must keep before its first socket opens. */
import { BlockList } from 'node:net';
import type { Seconds } from '../time';
import { isAmong } from './address';
import { mostInFlight, type LoadPlan, type Pass } from './plan';
import { schedule } from './schedule';
import { withoutPasswords } from './secrets';

export interface Limits {
  /**
   * Of an open pass, all its shares together, this is known before. A closed pass sends as fast as it is answered: who runs it
   * ends the load in the minute in which it would send more (see `Allowance`).
   */
  maxPerMinute: number;
  maxInFlight: number;
  /** Of the whole plan: its `atMost`. */
  maxDuration: Seconds;
  /**
   * Of the whole plan. Where closed passes repeat, only their first round can be counted before, for nobody knows how soon
   * it has sent its requests; who runs the plan ends it at this many.
   */
  maxRequests: number;
}

export interface Safety extends Limits {
  /**
   * `host` or `host:port`, and no others. Without a port, that of the URL's scheme is meant. Names are compared whole, in
   * lower case and as IDNA has them (WHATWG URL, host parsing).
   */
  hosts: readonly string[];
}

/**
 * What the chapters of a lab need with room to spare. Their own scripts sent some 276,000 requests a minute where they were recorded,
 * and are closed loops, which send more from a faster machine: 600,000 a minute are 10,000 a second, more than one thread
 * of this generator has sent with a connection for each.
 */
export const DEFAULT_LIMITS: Readonly<Limits> = {
  maxPerMinute: 600_000,
  maxInFlight: 1000,
  maxDuration: 40 * 60,
  maxRequests: 2_000_000,
};

/**
 * What no one may raise the limits above. AWS takes a load test for one as long as the endpoint is expected to handle it
 * (EC2 testing policy), and stops even DDoS simulations by its partners at 50,000 requests a second (DDoS simulation
 * testing policy). A third of that is the ceiling here, a million a minute; 5000 in flight are many times what any chapter's script
 * has; two hours are more than any chapter takes, and ten million requests five times the default.
 */
export const CEILINGS: Readonly<Limits> = {
  maxPerMinute: 1_000_000,
  maxInFlight: 5000,
  maxDuration: 2 * 60 * 60,
  maxRequests: 10_000_000,
};

/**
 * Addresses that no list makes loadable: link-local ones, among them the metadata services of EC2 instances and ECS tasks
 * (RFC 3927, RFC 4291; EC2 user guide, instancedata-data-retrieval; ECS developer guide, task-metadata-endpoint), and
 * fd00:ec2::/32, where AWS has its services of the same kind for IPv6.
 */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addSubnet('fd00:ec2::', 32, 'ipv6');

/** Of an IP literal, as a URL or a name server has it; IPv4 addresses within IPv6 ones are seen through: see `isAmong`. */
export const isForbiddenAddress = (address: string): boolean => isAmong(address.replace(/^\[(.*)\]$/, '$1'), forbidden);

/**
 * Looks at a plan that `checkPlan` has taken. What a host's name resolves to is not known here: see `isForbiddenAddress`.
 *
 * @throws TypeError that names the first thing in the plan, or in the limits themselves, that is not allowed
 */
export function checkSafety(plan: LoadPlan, safety: Safety): void {
  for (const limit of Object.keys(CEILINGS) as (keyof Limits)[]) {
    const { [limit]: found } = safety;
    if (!(found > 0 && found <= CEILINGS[limit]))
      refuse(`the limit ${limit} of the load`, `above 0, and ${CEILINGS[limit]} at most`, found, 'Correct it.');
  }
  const allowed = safety.hosts.map(readHost);
  plan.passes.forEach((pass, i) => {
    checkUrl(pass.url, `passes[${i}].url of the load plan`, allowed);
    atMost(`requests in flight in passes[${i}]`, mostInFlight(pass), safety, 'maxInFlight');
    atMost(`requests a minute in passes[${i}]`, fastest(pass), safety, 'maxPerMinute');
  });
  atMost('seconds in atMost', plan.atMost, safety, 'maxDuration');
  atMost('requests', requestsOf(plan), safety, 'maxRequests');
}

function checkUrl(written: string, what: string, allowed: readonly Host[]): void {
  if (!URL.canParse(written)) refuse(what, 'a URL', withoutPasswords(written), 'Correct it.');
  const url = new URL(written);
  if (!/^https?:$/.test(url.protocol)) refuse(what, 'http:// or https://', url.protocol, 'Load over HTTP.');
  // Its password is not for logs.
  if (url.username || url.password)
    refuse(what, 'free of user names and passwords', 'one', 'Send them in an Authorization header.');
  if (isForbiddenAddress(url.hostname))
    refuse(what, 'no link-local or metadata address', url.host, 'Load a load balancer by its DNS name.');
  if (!allowed.some((host) => isAt(url, host)))
    refuse(
      what,
      `at a host that may be loaded (${allowed.map(({ listed }) => listed).join(', ') || 'none may'})`,
      url.host,
      'Correct the URL; or, if the host is your own and meant to be loaded, list it.',
    );
}

/** An entry of the list, as it is and as a URL would have it. */
interface Host {
  listed: string;
  name: string;
  port: number | undefined;
}

function readHost(listed: string): Host {
  const [, host = '', port] = /^(\[[^[\]]+\]|[^\s:/?#@\\[\]]+)(?::(\d+))?$/.exec(listed) ?? [];
  if (!URL.canParse(`http://${host}`))
    refuse('every host that may be loaded', 'host or host:port', `"${listed}"`, 'Correct the list.');
  return { listed, name: new URL(`http://${host}`).hostname, port: port === undefined ? undefined : Number(port) };
}

const isAt = (url: URL, { name, port }: Host): boolean =>
  url.hostname === name && (port === undefined ? url.port === '' : portOf(url) === port);

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

const fastest = (pass: Pass): number => (pass.kind === 'open' ? Math.max(pass.perMinute.from, pass.perMinute.to) : 0);

/** In all rounds, where it is known how long each takes; else in the first. */
function requestsOf({ passes, repeatFor, atMost }: LoadPlan): number {
  const round = passes.reduce((sum, { duration }) => sum + duration, 0);
  const known = passes.every(({ kind }) => kind === 'open');
  const rounds = known ? Math.max(1, Math.ceil(Math.min(repeatFor, atMost) / round)) : 1;
  return rounds * passes.reduce((sum, pass) => sum + requestsIn(pass), 0);
}

const requestsIn = (pass: Pass): number =>
  pass.kind === 'closed' ? pass.maxRequests : schedule({ perMinute: pass.perMinute, duration: pass.duration }).count;

function atMost(what: string, found: number, safety: Safety, limit: keyof Limits): void {
  if (found > safety[limit])
    refuse(
      `${what} of the load plan`,
      `${safety[limit]} at most`,
      found,
      `Plan for less, or raise ${limit}, up to ${CEILINGS[limit]}.`,
    );
}

function refuse(what: string, expected: string, found: string | number, then: string): never {
  throw new TypeError(`Expected ${what} to be ${expected}, found ${found}. ${then}`);
}
