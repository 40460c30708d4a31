/** What CloudWatch remembers of every metric: its minutes, found by time. */
import type { Seconds } from '../time';
import type { Datapoint, Dimension, MetricIdentity, Statistic, StatisticSet } from './model';

export const MINUTE = 60_000;

/** API reference, GetMetricStatistics: datapoints with a period of 60 seconds are available for 15 days. */
export const RETENTION: Seconds = 15 * 86_400;

/** Old minutes are let go of a day at a time, so that a new minute seldom pays for it. */
const SLACK: Seconds = 86_400;

/** One aligned period of a metric with at least one datapoint in it. */
export interface Aggregate extends StatisticSet {
  /** In milliseconds since the epoch; a multiple of the period. */
  start: number;
}

/** The minutes of one metric, in rising order. */
export class Series {
  readonly #minutes: Datapoint[] = [];

  constructor(
    readonly identity: MetricIdentity,
    readonly unit: string,
  ) {}

  /** Adds a minute; what is put to a minute twice is aggregated, as PutMetricData does it. */
  add(datapoint: Datapoint): void {
    const minutes = this.#minutes;
    const at = this.#indexOf(datapoint.minute);
    const there = minutes[at];
    if (there?.minute === datapoint.minute)
      minutes[at] = { ...merged(there, datapoint), minute: there.minute, visibleAt: there.visibleAt };
    else minutes.splice(at, 0, { ...datapoint });
    const oldest = minutes.at(-1)!.minute - RETENTION * 1000;
    if (minutes[0]!.minute < oldest - SLACK * 1000) minutes.splice(0, this.#indexOf(oldest));
  }

  /** Start of the newest minute that is visible at `now`. */
  newest(now: number): number | undefined {
    for (let i = this.#minutes.length - 1; i >= 0; i--)
      if (this.#minutes[i]!.visibleAt <= now) return this.#minutes[i]!.minute;
    return undefined;
  }

  /**
   * The periods with data from `from` (inclusive) to `to` (exclusive), oldest first, as they are visible at `now`.
   * Periods are aligned to multiples of their length; `from` and `to` are milliseconds since the epoch.
   */
  periods(from: number, to: number, period: Seconds, now: number): Aggregate[] {
    const length = period * 1000;
    const periods: Aggregate[] = [];
    for (let i = this.#indexOf(from); i < this.#minutes.length && this.#minutes[i]!.minute < to; i++) {
      const datapoint = this.#minutes[i]!;
      const { minute, sum, count, min, max } = datapoint;
      if (datapoint.visibleAt > now) continue;
      const start = Math.floor(minute / length) * length;
      const last = periods.at(-1);
      if (last?.start === start) Object.assign(last, merged(last, datapoint));
      else periods.push({ start, sum, count, min, max });
    }
    return periods;
  }

  /** Where the first minute not before `minute` is, or would be. */
  #indexOf(minute: number): number {
    const minutes = this.#minutes;
    let low = 0;
    let high = minutes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (minutes[middle]!.minute < minute) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Every metric of the account, by its identity. */
export class MetricStore {
  readonly #series = new Map<string, Series>();

  /**
   * @throws Error for a start that is not on a minute, for values that are no numbers, and for a second unit: on AWS
   * the units of a metric live side by side, which nothing in the lab does
   */
  put(metric: MetricIdentity, datapoint: Datapoint, unit: string): void {
    const { minute, sum, count, min, max } = datapoint;
    const name = `${metric.namespace} ${metric.name}`;
    if (minute % MINUTE !== 0)
      throw new Error(`${name}: a datapoint starts on a whole minute, found ${minute} ms. Round the start down.`);
    if (![sum, count, min, max].every(Number.isFinite))
      throw new Error(
        `${name}: expected finite values, found ${JSON.stringify(datapoint)}. Do not publish this minute.`,
      );
    const key = keyOf(metric);
    let series = this.#series.get(key);
    if (!series) this.#series.set(key, (series = new Series(copyOf(metric), unit)));
    if (series.unit !== unit)
      throw new Error(`${name} is kept in ${series.unit}, found ${unit}. Publish a metric in one unit.`);
    series.add(datapoint);
  }

  /** The metric of exactly this identity; with a unit, only if it is kept in that unit. */
  find(metric: MetricIdentity, unit?: string): Series | undefined {
    const series = this.#series.get(keyOf(metric));
    return unit === undefined || series?.unit === unit ? series : undefined;
  }

  /** Every metric with its key, by which they are ordered. */
  list(): { key: string; series: Series }[] {
    return [...this.#series].map(([key, series]) => ({ key, series })).sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

/** One statistic of what happened in a period. */
export function statisticOf({ sum, count, min, max }: StatisticSet, statistic: Statistic): number {
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'Average':
      return count === 0 ? 0 : sum / count;
    case 'Minimum':
      return min;
    case 'Maximum':
      return max;
    case 'SampleCount':
      return count;
  }
}

const merged = (a: StatisticSet, b: StatisticSet): StatisticSet => ({
  sum: a.sum + b.sum,
  count: a.count + b.count,
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
});

/** The same text for the same metric, in whatever order its dimensions come. */
export function keyOf({ namespace, name, dimensions }: MetricIdentity): string {
  const pairs = dimensions.map(({ Name, Value }) => [Name, Value]).sort(([a], [b]) => (a! < b! ? -1 : 1));
  return JSON.stringify([namespace, name, pairs]);
}

const copyOf = ({ namespace, name, dimensions }: MetricIdentity): MetricIdentity => ({
  namespace,
  name,
  dimensions: dimensions.map(({ Name, Value }: Dimension) => ({ Name, Value })),
});
