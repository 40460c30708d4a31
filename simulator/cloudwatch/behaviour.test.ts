/** CloudWatch's documented evaluation tables, and what holds for every alarm. */
import fc from 'fast-check';
import { alarmState, evaluationRange, isBreaching, LATENESS, type Period } from './behaviour';
import type { AlarmState, Comparison, MissingData } from './model';
import { alarm } from './testing';

const TREATMENTS: MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** Oldest first: `0` within the threshold, `X` breaching, `-` missing. */
const drawn = (points: string): Period[] =>
  points.split(' ').map((point, i) => ({ start: i * 60_000, value: { '0': 0, X: 5000 }[point], sampleCount: 1 }));

const judge = (points: string, treatMissingData: MissingData, datapointsToAlarm: number, state: AlarmState) =>
  alarmState({ definition: alarm({ treatMissingData, datapointsToAlarm }), state, range: drawn(points) });

type Expected = AlarmState | 'retain';
type Row = readonly [points: string, toFill: number, Expected, Expected, Expected, Expected];

/** CloudWatch user guide, AlarmThatSendsEmail; `retain` keeps the state the alarm is in. */
describe.each([
  {
    datapointsToAlarm: 3,
    rows: [
      ['0 - X - X', 0, 'OK', 'OK', 'OK', 'OK'],
      ['0 - - - -', 2, 'OK', 'OK', 'OK', 'OK'],
      ['- - - - -', 3, 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'],
      ['0 X X - X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['- - X - -', 2, 'ALARM', 'retain', 'ALARM', 'OK'],
    ] as Row[],
  },
  {
    datapointsToAlarm: 2,
    rows: [
      ['0 - X - X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['0 0 X 0 X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['0 - X - -', 1, 'OK', 'OK', 'ALARM', 'OK'],
      ['- - - - 0', 2, 'OK', 'OK', 'ALARM', 'OK'],
      ['- - - X -', 2, 'ALARM', 'retain', 'ALARM', 'OK'],
    ] as Row[],
  },
])('$datapointsToAlarm datapoints to alarm of 3', ({ datapointsToAlarm, rows }) => {
  it.each<Row>(rows)('%s: %i to fill, then %s, %s, %s, %s', (points, toFill, ...expected) => {
    for (const state of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
      const verdicts = TREATMENTS.map((treatment) => judge(points, treatment, datapointsToAlarm, state));
      expect(verdicts.map((verdict) => verdict.state)).toEqual(expected.map((e) => (e === 'retain' ? state : e)));
      expect(verdicts.map(({ filled }) => filled.length)).toEqual([toFill, toFill, toFill, toFill]);
    }
  });
});

describe('premature alarms', () => {
  it.each([
    ['- - - - X', 'INSUFFICIENT_DATA'],
    ['- - - X -', 'INSUFFICIENT_DATA'],
    ['- - - X X', 'INSUFFICIENT_DATA'],
    ['- - X - -', 'ALARM'],
    ['- - X - X', 'ALARM'],
    ['X - - - -', 'ALARM'],
    ['0 - X - -', 'OK'],
  ])('%s is %s', (points, expected) => {
    expect(judge(points, 'missing', 3, 'OK').state).toBe(expected);
  });
});

it.each<[Comparison, boolean, boolean, boolean]>([
  ['GreaterThanThreshold', false, false, true],
  ['GreaterThanOrEqualToThreshold', false, true, true],
  ['LessThanThreshold', true, false, false],
  ['LessThanOrEqualToThreshold', true, true, false],
])('%s: below %s, at %s, above %s', (comparison, ...expected) => {
  const definition = alarm({ comparison });
  expect([3999, 4000, 4001].map((value) => isBreaching(definition, { start: 0, value }))).toEqual(expected);
});

describe('state only by rule', () => {
  const points = fc.array(fc.constantFrom('0', 'X', '-'), { minLength: 1, maxLength: 20 });
  const states = fc.constantFrom<AlarmState>('OK', 'ALARM', 'INSUFFICIENT_DATA');
  const cases = fc.record({
    points,
    state: states,
    treatMissingData: fc.constantFrom(...TREATMENTS),
    n: fc.integer({ min: 1, max: 18 }),
    m: fc.integer({ min: 1, max: 18 }),
  });
  const run = ({ points, state, treatMissingData, n, m }: typeof cases extends fc.Arbitrary<infer T> ? T : never) => {
    const definition = alarm({ evaluationPeriods: n, datapointsToAlarm: Math.min(m, n), treatMissingData });
    return { verdict: alarmState({ definition, state, range: drawn(points.join(' ')) }), definition };
  };

  it('judges the newest real datapoints, N at most, and fills no more than are lacking', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { verdict } = run(input);
        const real = input.points.map((p, i) => (p === '-' ? -1 : i * 60_000)).filter((start) => start >= 0);
        expect(verdict.judged.map(({ start }) => start)).toEqual(real.reverse().slice(0, input.n));
        expect(verdict.filled.length).toBeLessThanOrEqual(input.n - verdict.judged.length);
      }),
    );
  });

  it('keeps or loses nothing by the former state, but where missing data is ignored', () => {
    fc.assert(
      fc.property(cases, states, (input, other) => {
        const one = run(input).verdict;
        const two = run({ ...input, state: other }).verdict;
        if (input.treatMissingData !== 'ignore' || one.filled.length === 0) expect(two.state).toBe(one.state);
      }),
    );
  });

  it('is ALARM with M real breaching datapoints among the judged, and never OK by missing ones alone', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { verdict, definition } = run(input);
        const breaching = verdict.judged.filter((period) => isBreaching(definition, period)).length;
        if (breaching >= definition.datapointsToAlarm!) expect(verdict.state).toBe('ALARM');
        if (verdict.judged.length === 0 && input.treatMissingData === 'missing')
          expect(verdict.state).toBe('INSUFFICIENT_DATA');
      }),
    );
  });
});

describe('evaluation range', () => {
  const at = (minutes: number): number => minutes * 60_000;
  it.each([
    ['ends with the newest visible minute', { now: at(100.9), newest: at(98) }, at(94), at(99)],
    ['waits for a datapoint that may still show', { now: at(100.9), newest: at(97) }, at(93), at(98)],
    ['counts a minute as missing when it is late', { now: at(101), newest: at(96) }, at(93), at(98)],
    ['goes on without any datapoint', { now: at(100.5), newest: undefined }, at(92), at(97)],
    ['never looks at a minute that is not over', { now: at(100.5), newest: at(103) }, at(95), at(100)],
  ])('%s', (_, { now, newest }, from, to) => {
    expect(evaluationRange({ now, newest, period: 60, evaluationPeriods: 3 })).toEqual({ from, to });
  });

  it('judges a longer period once its last minute is visible, or late', () => {
    const range = (now: number, newest: number) => evaluationRange({ now, newest, period: 300, evaluationPeriods: 1 });
    expect(range(at(106), at(103))).toEqual({ from: at(85), to: at(100) });
    expect(range(at(106), at(104))).toEqual({ from: at(90), to: at(105) });
    expect(range(at(105) + LATENESS * 1000, at(103))).toEqual({ from: at(90), to: at(105) });
  });
});
