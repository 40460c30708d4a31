/** What a series says about an expectation at a given moment: pure decisions, from plain data. */
import { mmss } from './budget';
import { changes, type Moment } from './timeline';
import type { Seconds } from './time';

export type Judgement =
  | { verdict: 'holds'; at?: number }
  /** May still come true. */
  | { verdict: 'open' }
  /** Can't come true any more. */
  | { verdict: 'broken'; because: string };

/** A span of time, in milliseconds since the epoch. */
export interface Span {
  from: number;
  to: number;
}

/** The value is first seen within the span, and not earlier than `notBefore` after its start. */
export function reach<T>(
  moments: readonly Moment<T>[],
  is: (value: T) => boolean,
  { from, to }: Span,
  now: number,
  notBefore: Seconds = 0,
): Judgement {
  const found = moments.find(({ at, value }) => at >= from && is(value));
  if (found && found.at < from + notBefore * 1000)
    return {
      verdict: 'broken',
      because: `too early: at ${since(from, found.at)}, but not before ${mmss(notBefore)} was expected`,
    };
  if (found && found.at <= to) return { verdict: 'holds', at: found.at };
  if (found)
    return {
      verdict: 'broken',
      because: `late: at ${since(from, found.at)}, ${mmss((found.at - to) / 1000)} over the budget`,
    };
  return now > to ? { verdict: 'broken', because: 'not reached' } : { verdict: 'open' };
}

/** The values follow one another directly, nothing between them, the last of them within the span. */
export function passThrough<T>(
  moments: readonly Moment<T>[],
  values: readonly T[],
  { from, to }: Span,
  now: number,
): Judgement {
  const first = moments.filter(({ at }) => at <= from).at(-1);
  const seen = changes([...(first ? [first] : []), ...moments.filter(({ at }) => at > from)]);
  // Once the first value was left for another than the second, the sequence was broken for good.
  const left = seen.findIndex(({ value }, i) => i > 0 && seen[i - 1]!.value === values[0] && value !== values[1]);
  const end = left > 0 ? left : seen.length;
  for (let i = 0; i < end && i + values.length <= seen.length; i++) {
    const last = seen[i + values.length - 1]!;
    if (!values.every((value, k) => seen[i + k]!.value === value)) continue;
    if (last.at <= to) return { verdict: 'holds', at: last.at };
    return {
      verdict: 'broken',
      because: `late: at ${since(from, last.at)}, ${mmss((last.at - to) / 1000)} over the budget`,
    };
  }
  if (left > 0) return { verdict: 'broken', because: `after ${String(values[0])} came ${String(seen[left]!.value)}` };
  return now > to ? { verdict: 'broken', because: 'not reached' } : { verdict: 'open' };
}

/**
 * Every observation of the span is so. The series must cover the span: a stretch without observations longer than
 * `resolution` proves nothing, and breaks the claim.
 */
export function stay<T>(
  moments: readonly Moment<T>[],
  is: (value: T) => boolean,
  { from, to }: Span,
  resolution: Seconds,
): Judgement {
  const within = moments.filter(({ at }) => at >= from && at <= to);
  const outside = within.find(({ value }) => !is(value));
  if (outside) return { verdict: 'broken', because: `${String(outside.value)} at ${since(from, outside.at)}` };
  const looks = within.filter(({ source }) => source === 'sample').map(({ at }) => at);
  const bounds = [from, ...looks, to];
  // Without a single look nothing can be said of the shortest span either.
  const longest = looks.length === 0 ? -1 : resolution * 1000;
  const gap = bounds.findIndex((at, i) => i > 0 && at - bounds[i - 1]! > longest);
  if (gap > 0)
    return {
      verdict: 'broken',
      because: `not observed from ${since(from, bounds[gap - 1]!)} to ${since(from, bounds[gap]!)}: nothing can be said of that time`,
    };
  return { verdict: 'holds' };
}

/**
 * So many consecutive datapoints are beyond the threshold, whose periods begin and end within the span.
 * @param moments datapoints at the start of their periods
 */
export function breachingBefore(
  moments: readonly Moment<number>[],
  breaches: (value: number) => boolean,
  count: number,
  period: Seconds,
  { from, to: by }: Span,
): Judgement {
  let run = 0;
  let longest = 0;
  let previous: number | undefined;
  for (const { at, value } of moments) {
    if (at < from) continue;
    if (at + period * 1000 > by) break;
    const consecutive = previous === undefined || at - previous === period * 1000;
    run = breaches(value) ? (consecutive ? run + 1 : 1) : 0;
    longest = Math.max(longest, run);
    previous = at;
  }
  return longest >= count
    ? { verdict: 'holds' }
    : { verdict: 'broken', because: `only ${longest} consecutive breaching datapoints were complete by then` };
}

/** Minutes and seconds from a start. */
const since = (from: number, at: number): string => mmss((at - from) / 1000);
