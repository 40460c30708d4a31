/** Tests of the judgements: little literal stories, and the verdict on each. */
import { breachingBefore, passThrough, reach, stay, type Judgement } from './judge';
import type { Moment } from './timeline';

const moments =
  (source: 'sample' | 'history') =>
  <T>(...all: [second: number, value: T][]): Moment<T>[] =>
    all.map(([second, value]) => ({ at: second * 1000, value, source }));
const looks = moments('sample');
const history = moments('history');

const MS = 0.001;
/** From 1:00 to 3:00; seconds here, milliseconds where a judgement is asked. */
const span = { from: 60_000, to: 180_000 };

const holds = (second?: number): Judgement =>
  second === undefined ? { verdict: 'holds' } : { verdict: 'holds', at: second * 1000 };
const open: Judgement = { verdict: 'open' };
const broken = (en: string): Judgement => ({
  verdict: 'broken',
  because: { ko: expect.any(String) as string, en },
});

const unseen = (en: string): Judgement => ({
  verdict: 'unseen',
  because: { ko: expect.any(String) as string, en },
});
/** Seconds that looks may stand apart. */
const resolution = 120;

describe('reach', () => {
  const is8 = (value: number): boolean => value === 8;

  it.each<[string, Moment<number>[], number, Judgement]>([
    ['an empty series, time left', [], 100, open],
    ['an empty series on the last millisecond', [], 180, open],
    ['an empty series a millisecond later', [], 180 + MS, broken('not reached')],
    ['another value, time left', looks([80, 2]), 100, open],
    ['another value until the end', looks([80, 2], [170, 7]), 181, broken('not reached')],
    ['the value', looks([80, 2], [100, 8]), 100, holds(100)],
    ['the value, left again', looks([100, 8], [120, 2]), 120, holds(100)],
    ['the value twice: the first one counts', looks([100, 8], [120, 2], [140, 8]), 140, holds(100)],
    ['the value at the very start', looks([60, 8]), 60, holds(60)],
    ['the value a millisecond before the start', looks([60 - MS, 8]), 60, open],
    ['the value before the start and still', looks([20, 8], [80, 8]), 80, holds(80)],
    ['the value at the very end', looks([180, 8]), 200, holds(180)],
    [
      'the value a millisecond after the end',
      looks([120, 2], [180 + MS, 8]),
      200,
      broken('late: at 2:00, 0:00 over the budget'),
    ],
    ['the value a minute late', looks([120, 2], [240, 8]), 240, broken('late: at 3:00, 1:00 over the budget')],
    [
      'the value a minute late, when nobody had looked for longer than is allowed',
      looks([120 - MS, 2], [240, 8]),
      240,
      unseen('not observed from 1:00 to 3:00: nothing can be said of that time'),
    ],
    ['the same of a history', history([100, 2], [240, 8]), 240, broken('late: at 3:00, 1:00 over the budget')],
    [
      'a long time without a look after the end',
      looks([181, 2], [400, 8]),
      400,
      broken('late: at 5:40, 3:40 over the budget'),
    ],
    ['an entry of a history, learned of after the end', history([150, 8]), 240, holds(150)],
    ['no number', looks([100, NaN]), 181, broken('not reached')],
  ])('%s', (_, story, now, verdict) => {
    expect(reach(story, is8, span, now * 1000, { resolution })).toEqual(verdict);
  });

  it.each<[string, Moment<number>[], Judgement]>([
    ['on time', looks([90, 8]), holds(90)],
    ['a millisecond too early', looks([90 - MS, 8]), broken('too early: at 0:30, but not before 0:30 was expected')],
    ['far too early', looks([60, 8]), broken('too early: at 0:00, but not before 0:30 was expected')],
    [
      'too early, and again on time',
      looks([70, 8], [80, 2], [100, 8]),
      broken('too early: at 0:10, but not before 0:30 was expected'),
    ],
    ['before the start, and again on time', looks([50, 8], [70, 2], [100, 8]), holds(100)],
  ])('not before 0:30: %s', (_, story, verdict) => {
    expect(reach(story, is8, span, 180_000, { notBefore: 30, resolution })).toEqual(verdict);
  });
});

describe('pass through 2 → 8', () => {
  it.each<[string, Moment<number>[], number, Judgement]>([
    ['an empty series, time left', [], 180, open],
    ['an empty series, no time left', [], 180 + MS, broken('not reached')],
    ['only the first', looks([60, 2], [100, 2]), 100, open],
    ['only the first until the end', looks([60, 2], [100, 2]), 181, broken('not reached')],
    ['only the second', looks([60, 8]), 181, broken('not reached')],
    ['both', looks([60, 2], [80, 8]), 80, holds(80)],
    ['the first seen again and again', looks([60, 2], [80, 2], [100, 2], [120, 8], [140, 8]), 140, holds(120)],
    ['the first only before the start', looks([40, 2], [80, 8]), 80, holds(80)],
    [
      'what came before the last look before the start does not count',
      looks([20, 2], [40, 8], [80, 8]),
      181,
      broken('not reached'),
    ],
    ['backwards', looks([60, 8], [80, 2]), 181, broken('not reached')],
    ['another one before', looks([60, 3], [80, 2], [100, 8]), 100, holds(100)],
    ['a value between', looks([60, 2], [80, 5], [100, 8]), 100, broken('after 2 came 5')],
    ['left for another, time left', looks([60, 2], [80, 5]), 80, broken('after 2 came 5')],
    ['more after it', looks([60, 2], [80, 8], [100, 7]), 100, holds(80)],
    ['the last at the very end', looks([60, 2], [180, 8]), 200, holds(180)],
    [
      'the last a millisecond late',
      looks([60, 2], [100, 2], [180 + MS, 8]),
      200,
      broken('late: at 2:00, 0:00 over the budget'),
    ],
    ['the last a minute late', looks([60, 2], [150, 2], [240, 8]), 240, broken('late: at 3:00, 1:00 over the budget')],
    [
      'the last a minute late, when nobody had looked for longer than is allowed',
      looks([60, 2], [240, 8]),
      240,
      unseen('not observed from 0:00 to 3:00: nothing can be said of that time'),
    ],
  ])('%s', (_, story, now, verdict) => {
    expect(passThrough(story, [2, 8], span, now * 1000, resolution)).toEqual(verdict);
  });

  it('and on to 7', () => {
    const story = looks([60, 2], [80, 8], [100, 7]);
    expect(passThrough(story, [2, 8, 7], span, 100_000, resolution)).toEqual(holds(100));
    expect(passThrough(story.slice(0, 2), [2, 8, 7], span, 100_000, resolution)).toEqual(open);
    expect(passThrough(looks([60, 2], [80, 8], [100, 6], [120, 7]), [2, 8, 7], span, 181_000, resolution)).toEqual(
      broken('not reached'),
    );
  });
});

describe('stay within 2–8, a look every 40 s or less', () => {
  const within = (value: number): boolean => value >= 2 && value <= 8;

  it.each<[string, Moment<number>[], Judgement]>([
    ['looks at both ends and between', looks([60, 2], [100, 8], [140, 8], [180, 2]), holds()],
    ['gaps as long as allowed, also at the ends', looks([100, 2], [140, 2]), holds()],
    [
      'a gap a millisecond longer',
      looks([100, 2], [140 + MS, 2]),
      unseen('not observed from 0:40 to 1:20: nothing can be said of that time'),
    ],
    [
      'a late first look',
      looks([101, 2], [140, 2]),
      unseen('not observed from 0:00 to 0:41: nothing can be said of that time'),
    ],
    [
      'an early last look',
      looks([80, 2], [110, 2], [139, 2]),
      unseen('not observed from 1:19 to 2:00: nothing can be said of that time'),
    ],
    ['an empty series', [], unseen('not observed from 0:00 to 2:00: nothing can be said of that time')],
    [
      'a history alone: it says nothing of the time between',
      history([60, 2], [90, 2], [120, 2], [150, 2], [180, 2]),
      unseen('not observed from 0:00 to 2:00: nothing can be said of that time'),
    ],
    ['a short visit elsewhere', looks([80, 2], [110, 9], [140, 2], [170, 2]), broken('9 at 0:50')],
    ['the first of two visits is told', looks([80, 1], [110, 9], [140, 2], [170, 2]), broken('1 at 0:20')],
    [
      'elsewhere by a history',
      [...looks([80, 2], [110, 2]), ...history([115, 9]), ...looks([140, 2], [170, 2])],
      broken('9 at 0:55'),
    ],
    ['elsewhere is told before a gap is', looks([80, 9]), broken('9 at 0:20')],
    ['elsewhere on the first millisecond', looks([60, 9], [100, 2], [140, 2]), broken('9 at 0:00')],
    ['elsewhere on the last millisecond', looks([100, 2], [140, 2], [180, 9]), broken('9 at 2:00')],
    ['elsewhere a millisecond before and after', looks([60 - MS, 9], [100, 2], [140, 2], [180 + MS, 9]), holds()],
    ['no number', looks([80, 2], [110, NaN], [140, 2], [170, 2]), broken('NaN at 0:50')],
  ])('%s', (_, story, verdict) => {
    expect(stay(story, within, span, 40)).toEqual(verdict);
  });
});

describe('three breaching datapoints', () => {
  /** From 0:00 on, up to 10:00. */
  const minutes = (...values: number[]): Moment<number>[] =>
    history(...values.map((value, i): [number, number] => [i * 60, value]));
  const above4000 = (value: number): boolean => value > 4000;
  const only = (count: number): Judgement =>
    broken(`only ${count} consecutive breaching datapoints were complete by then`);

  it.each<[string, Moment<number>[], { from: number; to: number }, Judgement]>([
    ['an empty series', [], { from: 0, to: 600_000 }, only(0)],
    ['three in a row', minutes(0, 5000, 5000, 5000, 0), { from: 0, to: 600_000 }, holds()],
    ['more than three', minutes(5000, 5000, 5000, 5000), { from: 0, to: 600_000 }, holds()],
    ['two in a row', minutes(0, 5000, 5000, 0), { from: 0, to: 600_000 }, only(2)],
    ['the longest row is told', minutes(5000, 0, 5000, 5000, 0, 5000), { from: 0, to: 600_000 }, only(2)],
    ['exactly on the line', minutes(4000, 4000, 4000), { from: 0, to: 600_000 }, only(0)],
    ['no numbers', minutes(NaN, NaN, NaN), { from: 0, to: 600_000 }, only(0)],
    [
      'a minute without a datapoint between',
      history([0, 5000], [60, 5000], [180, 5000]),
      { from: 0, to: 600_000 },
      only(2),
    ],
    [
      'three after a minute without one',
      history([0, 5000], [120, 5000], [180, 5000], [240, 5000]),
      { from: 0, to: 600_000 },
      holds(),
    ],
    ['the third is complete on the last millisecond', minutes(5000, 5000, 5000), { from: 0, to: 180_000 }, holds()],
    ['the third lacks a millisecond', minutes(5000, 5000, 5000), { from: 0, to: 179_999 }, only(2)],
    ['the first begins on the first millisecond', minutes(0, 5000, 5000, 5000), { from: 60_000, to: 600_000 }, holds()],
    ['the first began a millisecond before', minutes(0, 5000, 5000, 5000), { from: 60_001, to: 600_000 }, only(2)],
  ])('%s', (_, story, within, verdict) => {
    expect(breachingBefore(story, above4000, 3, 60, within)).toEqual(verdict);
  });
});
