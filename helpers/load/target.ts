/** Where requests go: the addresses of a URL's host, looked up from time to time, and the bytes that are sent there. */
import type { LookupAddress, RecordWithTtl } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { wallAlarms, type Alarms, type Seconds } from '../time';
import { isAmong } from './address';
import { insteadOfHeader } from './own-headers';
import type { Request } from './plan';
import { LoadFailed } from './report';
import { isForbiddenAddress } from './safety';

export interface Target {
  readonly url: string;
  readonly userAgent: string;
  readonly port: number;
  /** For https. `servername` is what the certificate must be for, unless that is the address. */
  readonly tls?: { context: SecureContext; servername?: string };
  /** An IP literal: that of the host whose turn it is. A load balancer has several, and a generator that stays on the first loads only that one. */
  address(): string;
  /** Whether the address still is one of the host's, as far as is known. */
  has(address: string): boolean;
}

export interface Addresses {
  addresses: string[];
  /** For how long they may be kept. */
  ttl: Seconds;
}

/** Rejects when there are none. */
export type Lookup = (host: string) => Promise<Addresses>;

export interface TargetOptions {
  find?: Lookup;
  /** In PEM, an authority to trust instead of Node's own list. For all that it trusts there is `NODE_EXTRA_CA_CERTS`. */
  ca?: string;
  /** Of real time: a name server knows no other. */
  clock?: Pick<Alarms, 'now'>;
}

/** A load balancer changes its addresses as it scales, and gives them 60 s ("Best practices in evaluating Elastic Load Balancing", AWS). */
const LONGEST_TTL: Seconds = 60;
const SHORTEST_TTL: Seconds = 5;

/** This machine; a connection to an address of zeros goes there too. */
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addSubnet('0.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');
loopback.addAddress('::', 'ipv6');

/**
 * Looks the host up: connecting to a name would cost a `getaddrinfo` for every connection, on libuv's four threads.
 *
 * The addresses are looked up again when their time to live is over and the target is in use, beside the requests: none ever
 * waits for it. If that finds nothing, or nothing that may be loaded, the old ones stay.
 *
 * @param url `http://` or `https://`; of its host and port
 * @throws LoadFailed when the name does not resolve, or has an address that must not be loaded: a link-local one, or this machine's
 * where the URL does not plainly say so
 */
export async function resolveTarget(url: string, userAgent: string, options: TargetOptions = {}): Promise<Target> {
  const { find = systemLookup, ca, clock = wallAlarms } = options;
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const literal = isIP(host) !== 0;

  const search = async (): Promise<Addresses> => {
    const found = literal ? { addresses: [host], ttl: Infinity } : await find(host);
    for (const address of found.addresses) checkAddress(host, address);
    return found;
  };
  let { addresses, ttl } = await search().catch((error: Error) => {
    if (error instanceof LoadFailed) throw error;
    throw new LoadFailed(
      `Expected the host "${hostname}" to have an address, found none (${error.message}). ` +
        'Check its spelling, that it still exists, and the name server of this machine.',
    );
  });

  const after = (wait: Seconds): number =>
    wait === Infinity ? Infinity : clock.now() + Math.min(Math.max(wait, SHORTEST_TTL), LONGEST_TTL) * 1000;
  let staleAt = after(ttl);
  const refresh = async (): Promise<void> => {
    staleAt = Infinity;
    try {
      ({ addresses, ttl } = await search());
      staleAt = after(ttl);
    } catch {
      staleAt = after(SHORTEST_TTL);
    }
  };

  const current = (): readonly string[] => {
    if (clock.now() >= staleAt) void refresh();
    return addresses;
  };
  let turn = 0;
  return {
    url,
    userAgent,
    port: Number(port || (secure ? 443 : 80)),
    tls: secure ? { context: createSecureContext({ ca }), servername: literal ? undefined : host } : undefined,
    address: () => current()[turn++ % addresses.length]!,
    // Asked before each request on a connection that is kept: a list of a few costs next to nothing.
    has: (address) => current().includes(address),
  };
}

/** By what the address is after the lookup: a name can be pointed anywhere. */
function checkAddress(host: string, address: string): void {
  const refuse = (what: string, advice: string): never => {
    const found = host === address ? address : `"${host}" at ${address}`;
    throw new LoadFailed(`Expected the address of a load balancer, found ${found}, ${what}. ${advice}`);
  };
  if (isForbiddenAddress(address))
    refuse('which is link-local or a metadata service', 'Such an address is never loaded; check the name server.');
  if (isAmong(address, loopback) && host !== 'localhost' && host !== address)
    refuse('which is this machine', 'Check its name server and /etc/hosts; to load this machine, say "localhost".');
}

/**
 * The name server's A records, which come with a time to live; what it does not know the system may: names in files or under a
 * search domain, and hosts that have IPv6 alone.
 *
 * @param ask rejects when there are none, as `dns.resolve4` does
 * @param system rejects when there are none, as `dns.lookup` does
 */
export function lookupThrough(
  ask: (host: string) => Promise<RecordWithTtl[]>,
  system: (host: string) => Promise<LookupAddress[]>,
): Lookup {
  return async (host) => {
    const records = host === 'localhost' ? [] : await ask(host).catch(() => []);
    if (records.length > 0)
      return { addresses: records.map(({ address }) => address), ttl: Math.min(...records.map(({ ttl }) => ttl)) };
    const found = await system(host);
    // A machine without IPv6 is told of IPv6 addresses all the same, and every turn on one would be a failure.
    const v4 = found.filter(({ family }) => family === 4);
    return { addresses: (v4.length > 0 ? v4 : found).map(({ address }) => address), ttl: LONGEST_TTL };
  };
}

/** A name server that is there answers far sooner; where none is, the system's lookup soon has its turn. */
const nameServer = new Resolver({ timeout: 2000, tries: 2 });

const systemLookup = lookupThrough(
  (host) => nameServer.resolve4(host, { ttl: true }),
  (host) => lookup(host, { all: true }),
);

/**
 * The one request of a pass, which is sent again and again. What the URL has after a `#` is the client's own, and never sent
 * (RFC 9110, section 4.2.5).
 *
 * @throws TypeError for a header that HTTP/1 cannot carry (RFC 9110, section 5), or that is written here
 */
export function requestBytes({ url, userAgent }: Pick<Target, 'url' | 'userAgent'>, pass: Request): Buffer {
  const { pathname, search } = new URL(pass.url);
  const lines = [
    `GET ${pathname}${search} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    `User-Agent: ${userAgent}`,
    'Accept: */*',
    ...(pass.keepAlive ? [] : ['Connection: close']),
    ...Object.entries(pass.headers ?? {}).map(([name, value]) => {
      if (insteadOfHeader(name)) throw new TypeError(`Expected headers beside the generator's own, found "${name}".`);
      return `${name}: ${value}`;
    }),
  ];
  for (const line of lines.slice(1)) {
    // Characters above U+00FF would lose their upper half, and so might turn into an end of line.
    if (!/^[\w!#$%&'*+.^`|~-]+: [\t\x20-\x7e\x80-\xff]*$/.test(line))
      throw new TypeError(
        // Not its value, which may be secret.
        `Expected headers as HTTP/1 has them, on one line and in Latin-1, found ${JSON.stringify(line.split(':')[0])} ` +
          'with a name or a value that is not. Change it in the pass.',
      );
  }
  return Buffer.from([...lines, '', ''].join('\r\n'), 'latin1');
}
