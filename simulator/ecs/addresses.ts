/** The addresses that Fargate tasks get: those of a subnet, one for each task that lives. */
import type { Random } from '../world';

/** Each zone has one subnet of the size that AWS gives to the subnets of a default VPC (VPC user guide, "Default VPC components"). */
const SUBNET_SIZE = 4096;
/** AWS keeps the first four addresses and the last of a subnet for itself (VPC user guide, "Subnet sizing"). */
const FIRST = 4;
export const ADDRESSES_PER_ZONE = SUBNET_SIZE - FIRST - 1;

/**
 * A free address of the zone's subnet, the first one from a place that chance says.
 * @param taken those of live tasks
 * @returns undefined when none is free
 */
export function freeAddress(zone: string, taken: ReadonlySet<string>, random: Random): string | undefined {
  const start = Math.floor(random.next() * ADDRESSES_PER_ZONE);
  for (let i = 0; i < ADDRESSES_PER_ZONE; i++) {
    const address = addressAt(zone, (start + i) % ADDRESSES_PER_ZONE);
    if (!taken.has(address)) return address;
  }
  return undefined;
}

/** @param index from 0 to ADDRESSES_PER_ZONE - 1 */
export function addressAt(zone: string, index: number): string {
  const subnet = Math.max(0, zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0)) % 16;
  const offset = FIRST + index;
  return `10.0.${subnet * (SUBNET_SIZE / 256) + Math.floor(offset / 256)}.${offset % 256}`;
}
