/** How long requests took, in Node's own histograms: exact counts, and values to three significant digits. */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Latency, LoadResult } from './report';

/** Microseconds of lab time each. What is posted to another thread shares its memory with what is kept. */
export type Histograms = Record<keyof LoadResult['latency'], RecordableHistogram>;

export const emptyHistograms = (): Histograms => ({
  response: createHistogram(),
  service: createHistogram(),
  lag: createHistogram(),
});

/** A histogram takes whole numbers from 1 up: what took no time at all is taken for a microsecond. */
export function record(histogram: RecordableHistogram, ms: number): void {
  histogram.record(Math.max(1, Math.round(ms * 1000)));
}

/** All of them together, in histograms of their own. */
export function addUp(all: readonly Histograms[]): Histograms {
  const sum = emptyHistograms();
  for (const each of all) {
    sum.response.add(each.response);
    sum.service.add(each.service);
    sum.lag.add(each.lag);
  }
  return sum;
}

export const summaries = ({ response, service, lag }: Histograms): LoadResult['latency'] => ({
  response: summary(response),
  service: summary(service),
  lag: summary(lag),
});

function summary(histogram: RecordableHistogram): Latency {
  const { count } = histogram;
  const ms = (microseconds: number): number => (count === 0 ? NaN : microseconds / 1000);
  return {
    count,
    p50: ms(histogram.percentile(50)),
    p90: ms(histogram.percentile(90)),
    p99: ms(histogram.percentile(99)),
    max: ms(histogram.max),
  };
}
