/** The expectations: Jest matchers that wait on the live timeline, and say the whole story when they fail. */
import { explain, mmss, type Budget } from './budget';
import { ToolError } from './errors';
import { asIs, inEach, joined, lines, spoken, text, type Language, type Text } from './language';
import { messages } from './messages';
import { breachingBefore, passThrough, reach, stay, type Judgement, type Span } from './judge';
import { tellObserved } from './observed';
import { minutes, type Seconds } from './time';
import { changes, type Moment } from './timeline';
import type { Watched } from './watch';

interface Since {
  /** What the budget counts from, in milliseconds since the epoch; the start of the watch, if not told. */
  since?: number;
}

interface Within extends Since {
  within: Budget;
  /** Asked after each look: why it can't come true any more, whatever is waited for. Ends the wait. */
  unless?: () => Text | undefined;
}

interface Breach extends Since {
  above?: number;
  below?: number;
  datapoints: number;
  period: Seconds;
  by: number;
}

declare global {
  namespace jest {
    interface Matchers<R> {
      /** Waits until the series is this value (or matches it), not earlier than `notBefore` and within the budget. */
      toReach(value: unknown, options: Within & { notBefore?: Seconds }): Promise<R>;
      /** Waits until the series has gone through these values, one directly after the other. */
      toPassThrough(values: readonly unknown[], options: Within): Promise<R>;
      /** Every observation from `since` to `until` (now, if not told) was from `min` to `max`. */
      toStayWithin(min: number, max: number, options?: Since & { until?: number }): R;
      /** No observation from `since` to `until` (now, if not told) was this value. */
      toStayWithout(value: unknown, options?: Since & { until?: number }): R;
      /**
       * So many consecutive datapoints were beyond the threshold, whose periods begin after `since` and end before `by`. Waits for
       * datapoints that are read later than what was decided by them.
       */
      toHaveBreached(options: Breach): Promise<R>;
    }
  }
}

/** How long to go on looking after a missed budget, to tell "late" from "never". */
const GRACE = minutes(5);
/** An alarm may be seen before the datapoints that raised it: an answer fails or is seconds old, and the next look is a minute off. */
const READ_WITHIN = minutes(2);
/** "Always" is claimed at this resolution: looks may stand this far apart, one failed read included. */
const RESOLUTION = minutes(2);

expect.extend({
  async toReach(
    series: Watched<unknown>,
    value: unknown,
    { since = series.watch.startedAt, within, notBefore = 0, unless }: Within & { notBefore?: Seconds },
  ) {
    const is = (found: unknown): boolean => this.equals(found, value);
    const judgement = await settled(series, spoken(shown(value)), { since, within, unless }, (span, now) =>
      reach(series.moments, is, span, now, { notBefore, resolution: RESOLUTION }),
    );
    return result(series, judgement, messages.reach(shown(value), within.total, notBefore), since, within, value);
  },

  async toPassThrough(
    series: Watched<unknown>,
    values: readonly unknown[],
    { since = series.watch.startedAt, within, unless }: Within,
  ) {
    const judgement = await settled(
      series,
      spoken(joined(values.map(shown), ' → ')),
      { since, within, unless },
      (span, now) => passThrough(series.moments, values, span, now, RESOLUTION),
    );
    return result(series, judgement, messages.passThrough(values.map(String).join(' → '), within.total), since, within);
  },

  toStayWithin(
    series: Watched<number>,
    min: number,
    max: number,
    { since = series.watch.startedAt, until = series.watch.now }: Since & { until?: number } = {},
  ) {
    const judgement = stay(
      series.moments,
      (value) => value >= min && value <= max,
      { from: since, to: until },
      RESOLUTION,
    );
    return result(series, judgement, messages.stayWithin(min, max), since);
  },

  toStayWithout(
    series: Watched<unknown>,
    value: unknown,
    { since = series.watch.startedAt, until = series.watch.now }: Since & { until?: number } = {},
  ) {
    const judgement = stay(
      series.moments,
      (found) => !this.equals(found, value),
      { from: since, to: until },
      RESOLUTION,
    );
    return result(series, judgement, messages.stayWithout(shown(value), (until - since) / 1000), since);
  },

  async toHaveBreached(
    series: Watched<number>,
    { above = Infinity, below = -Infinity, datapoints, period, since = series.watch.startedAt, by }: Breach,
  ) {
    const { watch } = series;
    const line = above === Infinity ? messages.below(below) : messages.above(above);
    const deadline = watch.now + READ_WITHIN * 1000;
    const judge = (): Judgement =>
      breachingBefore(series.moments, (value) => value > above || value < below, datapoints, period, {
        from: since,
        to: by,
      });
    let judgement = judge();
    while (judgement.verdict !== 'holds' && watch.now < deadline) {
      watch.show({ awaited: spoken(series.label), latest: latestOf(series), goal: spoken(line), deadline }, watch.now);
      await watch.look();
      judgement = judge();
    }
    watch.show(undefined, watch.now);
    return result(series, judgement, messages.breach(datapoints, line, (by - since) / 1000), since);
  },
});

/** Looks until the judgement is made, or there is no hope of one; past the deadline only to tell late from never. */
async function settled<T>(
  series: Watched<T>,
  goal: string,
  { since, within, unless }: Within & { since: number },
  judge: (span: Span, now: number) => Judgement,
): Promise<Judgement> {
  const { watch } = series;
  const span = { from: since, to: since + within.total * 1000 };
  let judgement = judge(span, watch.now);
  const missed = (): boolean => judgement.verdict === 'broken' && judgement.because === messages.notReached;
  while (judgement.verdict === 'open' || (missed() && watch.now <= span.to + GRACE * 1000)) {
    const aside = series.aside ? ` (${series.aside()})` : '';
    watch.show({ awaited: spoken(series.label), latest: latestOf(series) + aside, goal, deadline: span.to }, watch.now);
    await watch.look();
    judgement = judge(span, watch.now);
    const hopeless = judgement.verdict === 'open' || missed() ? unless?.() : undefined;
    if (hopeless !== undefined) {
      judgement = { verdict: 'broken', because: messages.hopeless(hopeless) };
      break;
    }
  }
  watch.show(undefined, watch.now);
  return judgement;
}

/** What Jest is told, and keeps on its error: also the message in both languages, whichever of them is shown. */
interface Told extends jest.CustomMatcherResult {
  told: Text;
}

/** @throws ToolError when nobody was looking when it mattered: that says nothing about the lab */
function result(
  series: Watched<unknown>,
  judgement: Judgement,
  wanted: Text,
  since: number,
  within?: Budget,
  sought?: unknown,
): Told {
  const pass = judgement.verdict === 'holds';
  const told = lines([
    messages.expected(series.label, wanted, pass),
    messages.found('because' in judgement ? judgement.because : messages[judgement.verdict]),
    '',
    text`  ${story(series.moments, since)}`,
    ...(within ? ['', text`  ${messages.budgetOf(explain(within))}`] : []),
    ...missesOf(series),
  ]);
  if (judgement.verdict === 'unseen') throw new ToolError(told);
  if (judgement.verdict === 'holds') tellObserved(seen(series, judgement.at, since, sought));
  return { pass, told, message: () => spoken(told) };
}

/** Of a series that goes up and down for an hour, its end. */
const CHANGES_SEEN = 8;

/** The value at the moment that decided it, of a thing with many parts those that were sought; where no moment did, how the series went. */
function seen({ label, moments }: Watched<unknown>, at: number | undefined, since: number, sought: unknown): Text {
  const those = changes(moments.filter((moment) => at === undefined || moment.at === at));
  if (at === undefined) return text`${label}: ${story(those.slice(-CHANGES_SEEN), since)}`;
  const last = those.slice(-1).map((one) => (typeof one.value === 'object' ? { ...one, value: sought } : one));
  return text`${label}: ${story(last, since)}`;
}

/** The series with times counted from the start of the budget: `2 @-0:20 → 8 @5:12`. */
export function story(moments: readonly Moment<unknown>[], since: number): Text {
  if (moments.length === 0) return messages.nothingObserved;
  const all = changes(moments).map(({ at, value }) => text`${shown(value)} @${mmss((at - since) / 1000)}`);
  return joined(all.length > 40 ? [...all.slice(0, 5), messages.more(all.length - 35), ...all.slice(-30)] : all, ' → ');
}

const missesOf = ({ watch }: Watched<unknown>): (Text | string)[] => {
  const { misses } = watch.timeline;
  const last = misses.at(-1);
  if (!last) return [];
  const reading = watch.readings.find(({ name }) => name === last.reading)?.label ?? asIs(last.reading);
  return ['', text`  ${messages.misses(misses.length, reading, last.reason)}`];
};

const latestOf = ({ latest }: Watched<unknown>): string =>
  spoken(latest === undefined ? messages.nothingYet : shown(latest));

/** A value in a message: words as they are, Jest's asymmetric matchers by what they hold. */
function shown(value: unknown): Text {
  if (typeof value === 'string' || typeof value === 'number') return asIs(value);
  if (value === undefined) return asIs(String(value));
  if (isAny(value)) return messages.anyValue;
  return inEach((language) =>
    JSON.stringify(value, (_, part: unknown) => (isMatcher(part) ? held(part, language) : part)),
  );
}

interface Matcher {
  asymmetricMatch: unknown;
  sample?: unknown;
}

function held(matcher: Matcher, language: Language): unknown {
  const { sample } = matcher;
  if (isAny(matcher)) return messages.anyValue[language];
  return sample instanceof RegExp ? String(sample) : sample;
}

/** `expect.any` holds a class, and `expect.anything` nothing. */
const isAny = (part: unknown): part is Matcher =>
  isMatcher(part) && (typeof part.sample === 'function' || part.sample === undefined);

const isMatcher = (part: unknown): part is Matcher =>
  part !== null && typeof part === 'object' && 'asymmetricMatch' in part;
