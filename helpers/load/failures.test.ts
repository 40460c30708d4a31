/** Tests of when too many requests fail to go on. */
import { failureWindow, RecentFailures } from './failures';

const after = (outcomes: string, window = 10): RecentFailures => {
  const failures = new RecentFailures(window);
  for (const outcome of outcomes) failures.add(outcome === 'x');
  return failures;
};

it.each([
  ['', false],
  ['xxxxxxxxx', false],
  ['xxxxxxxxxx', true],
  ['xxxxx.....', false],
  ['xxxxxx....', true],
  ['xxxxxxxxxx.....', false],
  ['..........xxxxx', false],
  ['..........xxxxxx', true],
])('of the last ten, "%s" too many failed: %s', (outcomes, tooMany) => {
  expect(after(outcomes).tooMany).toBe(tooMany);
});

it.each([
  ['x', 0.01],
  ['xxx', 0.03],
  ['xx.x', 0.01],
  ['x'.repeat(100), 1],
  ['x'.repeat(5000), 1],
])('rests longer the longer nothing works', (outcomes, rest) => {
  expect(after(outcomes).rest).toBeCloseTo(rest);
});

it.each([
  [1, 1000],
  [200, 1000],
  [800, 3200],
])('%d in flight are judged over %d requests', (inFlight, window) => {
  expect(failureWindow(inFlight)).toBe(window);
});
