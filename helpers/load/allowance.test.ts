/** Tests of what a load may still send. */
import { Allowance } from './allowance';

const start = Date.parse('2020-03-29T09:41:30Z');
const at = (seconds: number): number => start + seconds * 1000;

/** How many of so many are granted. */
function granted(allowance: Allowance, kind: 'closed' | 'open', times: number, now: number): number {
  return Array.from({ length: times }, () => allowance.grants(kind, now)).filter(Boolean).length;
}

it('grants so many requests of whatever kind, and then says why no more', () => {
  const allowance = new Allowance({ maxRequests: 5, maxPerMinute: 100 });
  expect([granted(allowance, 'closed', 2, at(0)), granted(allowance, 'open', 3, at(100))]).toEqual([2, 3]);
  expect(allowance.exceeded).toBeUndefined();
  expect(granted(allowance, 'open', 1, at(200))).toBe(0);
  expect(allowance.exceeded).toBe(
    'Expected the load to send 5 requests at most, found that there would be more. ' +
      'Plan for less, or raise maxRequests, up to 10000000 for all threads.',
  );
});

it('grants a closed loop so many in each minute of the lab, and none once that was not enough', () => {
  const allowance = new Allowance({ maxRequests: 1000, maxPerMinute: 10 }, 2);
  expect(granted(allowance, 'closed', 10, at(29.999))).toBe(10);
  expect(granted(allowance, 'closed', 9, at(30))).toBe(9);
  expect(granted(allowance, 'closed', 2, at(89.999))).toBe(1);
  expect(granted(allowance, 'closed', 1, at(90))).toBe(0);
  expect(allowance.exceeded).toBe(
    'Expected each of the 2 threads of the load to send 10 requests a minute at most, found that there would be more in the ' +
      'minute from 2020-03-29T09:42:00.000Z: a closed loop sends as fast as it is answered. ' +
      'Have fewer requests in flight, or raise maxPerMinute, up to 1000000 for all threads.',
  );
});

it('counts a rate in the minute of a closed loop, but leaves it to its plan', () => {
  const allowance = new Allowance({ maxRequests: 1000, maxPerMinute: 10 });
  expect(granted(allowance, 'open', 12, at(0))).toBe(12);
  expect(allowance.exceeded).toBeUndefined();
  expect(granted(allowance, 'closed', 1, at(1))).toBe(0);
  expect(granted(allowance, 'open', 1, at(60))).toBe(0);
});
