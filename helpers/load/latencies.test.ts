/** Tests of the latencies: what goes in comes out, also from several generators. */
import { addUp, emptyHistograms, record, summaries } from './latencies';

it('tells percentiles to three digits, and exact counts', () => {
  const histograms = emptyHistograms();
  for (let ms = 1; ms <= 1000; ms++) record(histograms.service, ms);
  const { service, lag } = summaries(histograms);
  expect(service.count).toBe(1000);
  const found = [service.p50, service.p90, service.p99, service.max];
  [500, 900, 990, 1000].forEach((ms, i) => expect(Math.abs(found[i]! / ms - 1)).toBeLessThan(0.001));
  expect(lag).toEqual({ count: 0, p50: NaN, p90: NaN, p99: NaN, max: NaN });
});

it('takes what took no time, or less, for a microsecond', () => {
  const histograms = emptyHistograms();
  for (const ms of [0, -5, 0.0001]) record(histograms.lag, ms);
  expect(summaries(histograms).lag).toEqual({ count: 3, p50: 0.001, p90: 0.001, p99: 0.001, max: 0.001 });
});

it('adds up to what one generator would have found', () => {
  const [a, b, both] = [emptyHistograms(), emptyHistograms(), emptyHistograms()];
  for (let ms = 0; ms < 500; ms++)
    for (const name of ['response', 'service', 'lag'] as const) {
      const took = ms * { response: 3, service: 2, lag: 1 }[name];
      record((ms % 3 ? a : b)[name], took);
      record(both[name], took);
    }
  expect(summaries(addUp([a, b]))).toEqual(summaries(both));
  expect(summaries(a).response.count + summaries(b).response.count).toBe(500);
});
