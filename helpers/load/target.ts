/** Where requests go: a URL's addresses, looked up once, and the bytes of the one request that is sent again and again. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { LoadFailed } from './report';

export interface Target {
  /** IP literals, taken in turn: a load balancer has several, and a generator that stays on the first loads only that one. */
  addresses: string[];
  port: number;
  request: Buffer;
}

export type Lookup = (host: string) => Promise<{ address: string; family: number }[]>;

const systemLookup: Lookup = (host) => lookup(host, { all: true });

/**
 * Looks the host up. Connecting to a name would cost a `getaddrinfo` for every connection, on libuv's four threads.
 *
 * @throws LoadFailed when the name does not resolve
 */
export async function resolveTarget(url: string, userAgent: string, find: Lookup = systemLookup): Promise<Target> {
  const { hostname, host, port, pathname, search } = new URL(url);
  const request =
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${userAgent}\r\n` +
    'Accept: */*\r\nConnection: close\r\n\r\n';
  return {
    addresses: await addressesOf(hostname, find),
    port: Number(port || 80),
    request: Buffer.from(request, 'latin1'),
  };
}

async function addressesOf(hostname: string, find: Lookup): Promise<string[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal)) return [literal];
  const found = await find(hostname).catch((error: Error) => {
    throw new LoadFailed(
      `Expected the host "${hostname}" to have an address, found none (${error.message}). ` +
        'Check its spelling, that it still exists, and the name server of this machine.',
    );
  });
  // A machine without IPv6 is told of IPv6 addresses all the same, and every turn on one would be a failure.
  const v4 = found.filter(({ family }) => family === 4);
  return (v4.length > 0 ? v4 : found).map(({ address }) => address);
}
