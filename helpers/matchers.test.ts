/** Tests of the expectations: what passes, and every word of what fails. */
import { budget } from './budget';
import { ToolError } from './errors';
import { asIs } from './language';
import { story } from './matchers';
import { Timeline, type Moment } from './timeline';
import { Watch, type Watched } from './watch';

const START = 1_585_474_860_000;

/** The value that a look finds, by the seconds gone by; an Error is a read that fails, undefined a look that sees nothing. */
type Plot = (second: number) => unknown;

/** A series that is looked at every 20 s. */
function lived(plot: Plot): Watched<number> {
  let now = START;
  const clock = { now: () => new Date(now), sleep: async (duration: number) => void (now += duration * 1000) };
  const read = async (timeline: Timeline, at: number): Promise<void> => {
    const value = plot((at - START) / 1000);
    if (value instanceof Error) throw value;
    if (value !== undefined) timeline.sample('desired count', at, value);
  };
  return new Watch(clock, new Timeline(), [{ name: 'the service', every: 20, read }]).series('desired count');
}

/** The same, looked at until `seconds` have gone by. */
async function seen(seconds: number, plot: Plot): Promise<Watched<number>> {
  const series = lived(plot);
  await series.watch.look();
  await series.watch.until(START + seconds * 1000, 'the past');
  return series;
}

const within = budget(
  { takes: 60, because: { ko: '평가', en: 'evaluation' } },
  { takes: 60, because: { ko: '다음 관찰', en: 'the next look' } },
);
const suspended = { ko: '조정이 일시 중지되었습니다', en: 'scaling is suspended' };
const elapsed = ({ watch }: Watched<number>): number => (watch.now - START) / 1000;
const step =
  (second: number, before: unknown, after: unknown): Plot =>
  (now) =>
    now < second ? before : after;

async function failure(expectation: () => unknown): Promise<string> {
  try {
    await expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Expected the expectation to fail, found that it passed.');
}

describe('toReach', () => {
  it('passes the moment it holds', async () => {
    const series = lived(step(60, 2, 8));
    await expect(series).toReach(8, { within });
    expect(elapsed(series)).toBe(60);
  });

  it('compares as Jest does', async () => {
    const series = lived(() => ({ status: 'Successful', more: 1 }));
    await expect(series).toReach(expect.objectContaining({ status: expect.stringMatching(/^Succ/) as string }), {
      within,
    });
  });

  it('ends with the first look that says why it can’t come any more', async () => {
    const series = lived(() => 2);
    const unless = () => (elapsed(series) >= 40 ? suspended : undefined);
    expect(await failure(() => expect(series).toReach(8, { within, unless }))).toBe(
      [
        'Expected desired count to reach 8 within 2:00',
        "Found    it can't come any more: scaling is suspended",
        '',
        '  2 @0:00',
        '',
        '  The budget: 2:00 = 1:00 evaluation + 1:00 the next look',
      ].join('\n'),
    );
    expect(elapsed(series)).toBe(40);
  });

  it('holds whatever is said against it, once it holds', async () => {
    await expect(lived(() => 8)).toReach(8, { within, unless: () => suspended });
    await expect(lived(step(20, 2, 8))).toPassThrough([2, 8], { within, unless: () => undefined });
  });

  it('does not look for what is late, either, where there is no hope', async () => {
    const series = lived(() => 2);
    const unless = () => (elapsed(series) > 120 ? suspended : undefined);
    expect(await failure(() => expect(series).toPassThrough([2, 8], { within, unless }))).toContain(
      'any more: scaling',
    );
    expect(elapsed(series)).toBe(140);
  });

  it('tells late from never: late', async () => {
    const series = lived(step(200, 2, 8));
    expect(await failure(() => expect(series).toReach(8, { within }))).toBe(
      [
        'Expected desired count to reach 8 within 2:00',
        'Found    late: at 3:20, 1:20 over the budget',
        '',
        '  2 @0:00 → 8 @3:20',
        '',
        '  The budget: 2:00 = 1:00 evaluation + 1:00 the next look',
      ].join('\n'),
    );
    expect(elapsed(series)).toBe(200);
  });

  it('tells late from never: never, five minutes after the budget', async () => {
    const series = lived(() => 2);
    expect(await failure(() => expect(series).toReach(8, { within }))).toBe(
      [
        'Expected desired count to reach 8 within 2:00',
        'Found    not reached',
        '',
        '  2 @0:00',
        '',
        '  The budget: 2:00 = 1:00 evaluation + 1:00 the next look',
      ].join('\n'),
    );
    expect(elapsed(series)).toBe(440);
  });

  it('says too early at once', async () => {
    const series = lived(step(40, 2, 8));
    expect(await failure(() => expect(series).toReach(8, { within, notBefore: 60 }))).toContain(
      'Expected desired count to reach 8 within 2:00, not before 1:00\nFound    too early: at 0:40, but not before 1:00 was expected\n',
    );
    expect(elapsed(series)).toBe(40);
  });

  it('counts from `since`', async () => {
    const series = lived(step(160, 2, 8));
    const since = START + 100_000;
    await expect(series).toReach(8, { since, within });
    expect(await failure(() => expect(series).toReach(8, { since: since - 100_000, within }))).toContain(
      'late: at 2:40, 0:40',
    );
  });

  it('says how many reads failed, and why', async () => {
    const series = lived((second) => (second < 60 ? new Error(`no answer at ${second}`) : 2));
    expect(await failure(() => expect(series).toReach(8, { within }))).toBe(
      [
        'Expected desired count to reach 8 within 2:00',
        'Found    not reached',
        '',
        '  2 @1:00',
        '',
        '  The budget: 2:00 = 1:00 evaluation + 1:00 the next look',
        '',
        '  3 reads failed and count as no observation; the last one: the service: no answer at 40',
      ].join('\n'),
    );
  });

  it('says what a matcher holds', async () => {
    const series = lived(() => 'OK');
    const wanted = expect.objectContaining({ cause: expect.stringMatching(/AlarmHigh/) as string }) as unknown;
    expect(await failure(() => expect(series).toReach(wanted, { within }))).toContain(
      'to reach {"cause":"/AlarmHigh/"} within',
    );
  });

  it('says when the opposite was expected', async () => {
    const series = lived(() => 8);
    expect(await failure(() => expect(series).not.toReach(8, { within }))).toContain(
      'Expected desired count not to reach 8 within 2:00\nFound    holds\n',
    );
  });
});

describe('toPassThrough', () => {
  it('passes the moment it holds', async () => {
    const series = lived(step(60, 2, 8));
    await expect(series).toPassThrough([2, 8], { within });
    expect(elapsed(series)).toBe(60);
  });

  it('fails at once for a value between', async () => {
    const series = lived((second) => (second < 40 ? 2 : second < 80 ? 5 : 8));
    expect(await failure(() => expect(series).toPassThrough([2, 8], { within }))).toBe(
      [
        'Expected desired count to pass through 2 → 8 within 2:00',
        'Found    after 2 came 5',
        '',
        '  2 @0:00 → 5 @0:40',
        '',
        '  The budget: 2:00 = 1:00 evaluation + 1:00 the next look',
      ].join('\n'),
    );
    expect(elapsed(series)).toBe(40);
  });

  it('tells late from never', async () => {
    const late = lived(step(200, 2, 8));
    expect(await failure(() => expect(late).toPassThrough([2, 8], { within }))).toContain(
      'Found    late: at 3:20, 1:20 over the budget',
    );
    const never = lived(() => 2);
    expect(await failure(() => expect(never).toPassThrough([2, 8], { within }))).toContain('Found    not reached');
  });
});

describe('toStayWithin', () => {
  it('passes when every look was so', async () => {
    expect(await seen(300, step(100, 2, 8))).toStayWithin(2, 8);
  });

  it('fails for one that was not', async () => {
    const series = await seen(300, (second) => (second === 100 ? 9 : 8));
    expect(await failure(() => expect(series).toStayWithin(2, 8))).toBe(
      ['Expected desired count to stay within 2–8', 'Found    9 at 1:40', '', '  8 @0:00 → 9 @1:40 → 8 @2:00'].join(
        '\n',
      ),
    );
  });

  it('judges the span that it is told, no more', async () => {
    const series = await seen(300, (second) => (second === 100 ? 9 : 8));
    expect(series).toStayWithin(2, 8, { since: START + 100_001 });
    expect(series).toStayWithin(2, 8, { until: START + 99_999 });
  });

  it('claims nothing of more than two minutes without an observation, which are the tool’s', async () => {
    const series = await seen(300, (second) => (second > 60 && second < 200 ? new Error('no answer') : 8));
    expect(() => expect(series).toStayWithin(2, 8)).toThrow(ToolError);
    expect(await failure(() => expect(series).toStayWithin(2, 8))).toBe(
      [
        'Expected desired count to stay within 2–8',
        'Found    not observed from 1:00 to 3:20: nothing can be said of that time',
        '',
        '  8 @0:00',
        '',
        '  6 reads failed and count as no observation; the last one: the service: no answer',
      ].join('\n'),
    );
  });

  it('bears two minutes without an observation', async () => {
    expect(await seen(300, (second) => (second > 60 && second < 180 ? new Error('no answer') : 8))).toStayWithin(2, 8);
  });

  it('is not kept by what is no number', async () => {
    const series = await seen(300, (second) => (second === 100 ? NaN : 8));
    expect(await failure(() => expect(series).toStayWithin(2, 8))).toContain('Found    NaN at 1:40');
  });
});

describe('toStayWithout', () => {
  it('passes when no look was so', async () => {
    expect(await seen(300, () => 'OK')).toStayWithout('ALARM');
  });

  it('fails for one that was', async () => {
    const series = await seen(300, step(260, 'OK', 'ALARM'));
    expect(await failure(() => expect(series).toStayWithout('ALARM'))).toBe(
      [
        'Expected desired count never to be ALARM until 5:00',
        'Found    ALARM at 4:20',
        '',
        '  OK @0:00 → ALARM @4:20',
      ].join('\n'),
    );
    expect(series).toStayWithout('ALARM', { until: START + 259_000 });
  });
});

describe('toHaveBreached', () => {
  const breach = { datapoints: 3, period: 20, by: START + 300_000 };

  it('passes for enough datapoints above or below the line', async () => {
    const series = await seen(300, step(100, 5000, 100));
    await expect(series).toHaveBreached({ ...breach, above: 4000 });
    await expect(series).toHaveBreached({ ...breach, below: 3600 });
    expect(series.watch.now).toBe(START + 300_000);
  });

  it('waits for datapoints that are read late, and not for those after the moment', async () => {
    const early = await seen(60, () => 5000);
    await expect(early).toHaveBreached({ ...breach, datapoints: 6, above: 4000 });
    const series = await seen(60, step(100, 100, 5000));
    await failure(() => expect(series).toHaveBreached({ ...breach, by: START + 140_000, above: 4000 }));
  });

  it('fails for too few', async () => {
    const series = await seen(120, step(40, 5000, 100));
    expect(await failure(() => expect(series).toHaveBreached({ ...breach, above: 4000 }))).toBe(
      [
        'Expected desired count to have 3 consecutive datapoints above 4000 by 5:00',
        'Found    only 2 consecutive breaching datapoints were complete by then',
        '',
        '  5000 @0:00 → 100 @0:40',
      ].join('\n'),
    );
    expect(await failure(() => expect(series).toHaveBreached({ ...breach, datapoints: 15, below: 3600 }))).toContain(
      'to have 15 consecutive datapoints below 3600 by 5:00\nFound    only 13 consecutive',
    );
  });

  it('is not done by what is no number', async () => {
    const series = await seen(300, () => NaN);
    await failure(() => expect(series).toHaveBreached({ ...breach, above: 4000 }));
    await failure(() => expect(series).toHaveBreached({ ...breach, below: 3600 }));
  });
});

describe('a series in which nothing was ever seen', () => {
  it.each<[string, (series: Watched<number>) => unknown]>([
    ['toReach', (series) => expect(series).toReach(8, { within })],
    ['toReach anything', (series) => expect(series).toReach(expect.anything(), { within })],
    ['toPassThrough', (series) => expect(series).toPassThrough([2, 8], { within })],
    ['toStayWithin', (series) => expect(series).toStayWithin(-Infinity, Infinity)],
    ['toStayWithout', (series) => expect(series).toStayWithout('ALARM')],
    [
      'toHaveBreached',
      (series) => expect(series).toHaveBreached({ above: 0, datapoints: 1, period: 60, by: START + 300_000 }),
    ],
  ])('does not pass %s', async (_, expectation) => {
    const series = await seen(300, () => undefined);
    expect(await failure(() => expectation(series))).toContain('\n\n  nothing was observed');
  });
});

describe('the story', () => {
  const moments = (values: unknown[]): Moment<unknown>[] =>
    values.map((value, i) => ({ at: START + i * 20_000, value, source: 'sample' }));

  it('counts from the start of the budget, and tells changes alone', () => {
    expect(story(moments([2, 2, 8, 8, 7]), START + 20_000)).toEqual(asIs('2 @-0:20 → 8 @0:20 → 7 @1:00'));
  });

  it('tells up to forty changes, and of more the first five and the last thirty', () => {
    const counting = (n: number): string[] => story(moments([...Array(n).keys()]), START).en.split(' → ');
    expect(counting(40)).toHaveLength(40);
    const [long, middle] = [counting(41), counting(41)[5]];
    expect(long).toHaveLength(36);
    expect(middle).toBe('… 6 more …');
    expect([long[4], long[6], long.at(-1)]).toEqual(['4 @1:20', '11 @3:40', '40 @13:20']);
  });
});
