/** What a series says about an expectation at a given moment: pure decisions, from plain data. */
import type { Text } from './language';
import { messages } from './messages';
import { changes, type Moment } from './timeline';
import type { Seconds } from './time';

export type Judgement =
  | { verdict: 'holds'; at?: number }
  /** May still come true. */
  | { verdict: 'open' }
  /** Can't come true any more. */
  | { verdict: 'broken'; because: Text }
  /** Nothing can be said: nobody was looking when it mattered. That is no failure of the lab's. */
  | { verdict: 'unseen'; because: Text };

/** A span of time, in milliseconds since the epoch. */
export interface Span {
  from: number;
  to: number;
}

/**
 * The value is first seen within the span, and not earlier than `notBefore` after its start.
 * @param resolution how far looks may stand apart: where a longer stretch without one covers the end of the span, what is first seen
 * after it may have come in time
 */
export function reach<T>(
  moments: readonly Moment<T>[],
  is: (value: T) => boolean,
  span: Span,
  now: number,
  { notBefore = 0, resolution }: { notBefore?: Seconds; resolution: Seconds },
): Judgement {
  const { from, to } = span;
  const found = moments.find(({ at, value }) => at >= from && is(value));
  if (found && found.at < from + notBefore * 1000)
    return {
      verdict: 'broken',
      because: messages.tooEarly(since(from, found.at), notBefore),
    };
  if (found && found.at <= to) return { verdict: 'holds', at: found.at };
  if (found) return missed(moments, found, span, resolution);
  return now > to ? { verdict: 'broken', because: messages.notReached } : { verdict: 'open' };
}

/** What was seen after the span: late, unless nobody had looked for long before. A history tells its own moments. */
function missed<T>(
  moments: readonly Moment<T>[],
  found: Moment<T>,
  { from, to }: Span,
  resolution: Seconds,
): Judgement {
  const before = moments.filter(({ at }) => at < found.at).at(-1)?.at ?? from;
  if (found.source === 'sample' && before <= to && found.at - before > resolution * 1000)
    return { verdict: 'unseen', because: messages.notObserved(since(from, before), since(from, found.at)) };
  return { verdict: 'broken', because: messages.late(since(from, found.at), (found.at - to) / 1000) };
}

/** The values follow one another directly, nothing between them, the last of them within the span. @param resolution as for `reach` */
export function passThrough<T>(
  moments: readonly Moment<T>[],
  values: readonly T[],
  span: Span,
  now: number,
  resolution: Seconds,
): Judgement {
  const { from, to } = span;
  const first = moments.filter(({ at }) => at <= from).at(-1);
  const seen = changes([...(first ? [first] : []), ...moments.filter(({ at }) => at > from)]);
  // Once the first value was left for another than the second, the sequence was broken for good.
  const left = seen.findIndex(({ value }, i) => i > 0 && seen[i - 1]!.value === values[0] && value !== values[1]);
  const end = left > 0 ? left : seen.length;
  for (let i = 0; i < end && i + values.length <= seen.length; i++) {
    const last = seen[i + values.length - 1]!;
    if (!values.every((value, k) => seen[i + k]!.value === value)) continue;
    if (last.at <= to) return { verdict: 'holds', at: last.at };
    return missed(moments, last, span, resolution);
  }
  if (left > 0)
    return { verdict: 'broken', because: messages.anotherCame(String(values[0]), String(seen[left]!.value)) };
  return now > to ? { verdict: 'broken', because: messages.notReached } : { verdict: 'open' };
}

/**
 * Every observation of the span is so. The series must cover the span: a stretch without observations longer than
 * `resolution` proves nothing.
 */
export function stay<T>(
  moments: readonly Moment<T>[],
  is: (value: T) => boolean,
  { from, to }: Span,
  resolution: Seconds,
): Judgement {
  const within = moments.filter(({ at }) => at >= from && at <= to);
  const outside = within.find(({ value }) => !is(value));
  if (outside) return { verdict: 'broken', because: messages.was(String(outside.value), since(from, outside.at)) };
  const looks = within.filter(({ source }) => source === 'sample').map(({ at }) => at);
  const bounds = [from, ...looks, to];
  // Without a single look nothing can be said of the shortest span either.
  const longest = looks.length === 0 ? -1 : resolution * 1000;
  const gap = bounds.findIndex((at, i) => i > 0 && at - bounds[i - 1]! > longest);
  if (gap > 0)
    return {
      verdict: 'unseen',
      because: messages.notObserved(since(from, bounds[gap - 1]!), since(from, bounds[gap]!)),
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
  return longest >= count ? { verdict: 'holds' } : { verdict: 'broken', because: messages.fewBreached(longest) };
}

/** From a start. */
const since = (from: number, at: number): Seconds => (at - from) / 1000;
