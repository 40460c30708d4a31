/** Tests of which address an IP literal stands for. */
import { BlockList } from 'node:net';
import { isAmong } from './address';

const list = new BlockList();
list.addSubnet('192.0.2.0', 24);
list.addSubnet('2001:db8::', 32, 'ipv6');

it.each([
  ['192.0.2.1', true],
  ['192.0.3.1', false],
  ['2001:db8::1', true],
  ['2001:DB8:0:0:0:0:0:1', true],
  ['2001:db8::1%eth0', true],
  ['2001:db9::1', false],
  // Mapped, compatible, NAT64 and 6to4, each in both spellings, and an address beside the list.
  ['::ffff:192.0.2.1', true],
  ['0:0:0:0:0:FFFF:C000:0201', true],
  ['::ffff:192.0.3.1', false],
  ['::192.0.2.1', true],
  ['::c000:201', true],
  ['::192.0.3.1', false],
  ['64:ff9b::192.0.2.1', true],
  ['0064:ff9b::c000:201', true],
  ['64:ff9b::192.0.3.1', false],
  ['2002:c000:201::', true],
  ['2002:c000:201:1:2:3:4:5', true],
  ['2002:c000:301::', false],
  // No such prefix, though the last bytes are the same.
  ['2001:db9::192.0.2.1', false],
  ['64:ff9b:2::192.0.2.1', false],
  ['::', false],
  ['::1', false],
  ['lab.test', false],
  ['[2001:db8::1]', false],
  ['', false],
])('%s is on the list: %s', (address, expected) => {
  expect(isAmong(address, list)).toBe(expected);
});
