/** The memory for metrics: what is found, what is visible, what is let go. */
import fc from 'fast-check';
import { keyOf, MetricStore, MINUTE, RETENTION, statisticOf } from './metrics';
import { requests } from './testing';

const point = (minute: number, sum: number, visibleAt = minute) => ({
  minute,
  visibleAt,
  sum,
  count: 1,
  min: sum,
  max: sum,
});

const filled = (minutes: readonly number[]): MetricStore => {
  const store = new MetricStore();
  for (const i of minutes) store.put(requests, point(i * MINUTE, i), 'None');
  return store;
};

it('knows a metric by its dimensions in any order', () => {
  const turned = { ...requests, dimensions: [...requests.dimensions].reverse() };
  expect(keyOf(turned)).toBe(keyOf(requests));
  expect(filled([1]).find(turned)).toBeDefined();
  expect(filled([1]).find({ ...requests, dimensions: requests.dimensions.slice(1) })).toBeUndefined();
  expect(filled([1]).find(requests, 'Percent')).toBeUndefined();
});

it('finds what a scan would find, in whatever order the minutes came', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(200)),
      fc.nat(200),
      fc.nat(200),
      fc.constantFrom(60, 120, 300),
      (minutes, from, to, period) => {
        const found =
          filled(minutes)
            .find(requests)
            ?.periods(from * MINUTE, to * MINUTE, period, Infinity) ?? [];
        const scanned = new Map<number, number>();
        for (const i of minutes.filter((i) => i >= from && i < to).sort((a, b) => a - b)) {
          const start = Math.floor((i * 60) / period) * period * 1000;
          scanned.set(start, (scanned.get(start) ?? 0) + i);
        }
        expect(found.map(({ start, sum }) => [start, sum])).toEqual([...scanned]);
      },
    ),
  );
});

it('shows nothing before its time', () => {
  const store = new MetricStore();
  store.put(requests, point(0, 1, 150_000), 'None');
  store.put(requests, point(MINUTE, 2, 180_000), 'None');
  const series = store.find(requests)!;
  expect([149_999, 150_000, 179_999, 180_000].map((now) => series.newest(now))).toEqual([undefined, 0, 0, MINUTE]);
  expect(series.periods(0, 2 * MINUTE, 60, 179_999)).toEqual([{ start: 0, sum: 1, count: 1, min: 1, max: 1 }]);
});

it('aggregates a minute that comes twice, and every statistic of a period', () => {
  const store = filled([5, 5, 7]);
  const [period] = store.find(requests)!.periods(0, 10 * MINUTE, 600, Infinity);
  const statistics = (['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'] as const).map((s) =>
    statisticOf(period!, s),
  );
  expect(statistics).toEqual([17, 17 / 3, 5, 7, 3]);
});

it('lets go of minutes that are older than 15 days, a day at a time', () => {
  const days = (count: number) => count * 1440;
  const store = filled([0, 1, days(15), days(16), days(16) + 1]);
  const starts = () =>
    store
      .find(requests)!
      .periods(0, Infinity, 60, Infinity)
      .map(({ start }) => start / MINUTE);
  expect(starts()).toEqual([days(15), days(16), days(16) + 1]);
  expect(RETENTION).toBe(days(15) * 60);
});

it.each([
  ['a start within a minute', point(1, 1), 'None', /whole minute, found 1 ms/],
  ['values that are no numbers', point(0, NaN), 'None', /finite values/],
  ['a second unit', point(0, 1), 'Count', /kept in None, found Count/],
])('refuses %s', (_, datapoint, unit, message) => {
  const store = filled([0]);
  expect(() => store.put(requests, datapoint, unit)).toThrow(message);
});
