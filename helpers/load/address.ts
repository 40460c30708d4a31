/** The address that a connection really goes to: an IP literal, and the IPv4 address that an IPv6 one may stand for. */
import { isIP, type BlockList } from 'node:net';

/** Prefixes of IPv6 addresses that have an IPv4 address within, as groups of 16 bits, and the group where that begins. */
const KINDS: readonly (readonly [prefix: readonly number[], at: number])[] = [
  // IPv4-mapped and, deprecated, IPv4-compatible (RFC 4291, section 2.5.5).
  [[0, 0, 0, 0, 0, 0xffff], 6],
  [[0, 0, 0, 0, 0, 0], 6],
  // NAT64's well-known prefix (RFC 6052, section 2.1).
  [[0x64, 0xff9b, 0, 0, 0, 0], 6],
  // 6to4 (RFC 3056, section 2).
  [[0x2002], 1],
];

/** Whether a list has the address, or the IPv4 address within it. False for what is no IP literal. */
export function isAmong(address: string, list: BlockList): boolean {
  const family = isIP(address);
  if (family === 4) return list.check(address);
  if (family === 0) return false;
  const within = ipv4Within(address);
  return list.check(address, 'ipv6') || (within !== undefined && list.check(within));
}

/** @param address an IPv6 literal, in any spelling */
function ipv4Within(address: string): string | undefined {
  const groups = groupsOf(address);
  const [, at] = KINDS.find(([prefix]) => prefix.every((group, i) => groups[i] === group)) ?? [];
  if (at === undefined) return undefined;
  return groups
    .slice(at, at + 2)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** A URL has addresses in one spelling, in hexadecimal alone (WHATWG URL, IPv6 serializer); a zone it cannot have. */
function groupsOf(address: string): number[] {
  const written = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1);
  const [before, after = []] = written
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16))));
  return [...before!, ...Array<number>(8 - before!.length - after.length).fill(0), ...after];
}
