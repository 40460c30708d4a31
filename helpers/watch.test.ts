/** Tests of the watch: when it looks, what a failed look is, and what ends a wait. */
import { budget } from './budget';
import { Blocked, ToolError } from './errors';
import { asIs } from './language';
import './matchers';
import type { Clock } from './time';
import { Timeline } from './timeline';
import { Watch, type Awaited, type Reading } from './watch';

const START = 1_585_474_860_000;

/** Nothing real goes on, so a sleep is over at once. */
function jumpingClock(): Clock & { slept: number[] } {
  let now = START;
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    sleep: async (duration) => {
      slept.push(duration);
      now += duration * 1000;
    },
  };
}

const secondsOf = (moment: number): number => (moment - START) / 1000;

/** A reading of the seconds gone by; `fails` says when it can't be read. */
function fakeReading(
  name: string,
  every: number,
  fails: (second: number) => boolean = () => false,
): Reading & { looks: number[] } {
  const looks: number[] = [];
  return {
    name,
    every,
    looks,
    read: async (timeline, at) => {
      looks.push(secondsOf(at));
      if (fails(secondsOf(at))) throw new Error(`no answer at ${secondsOf(at)}`);
      timeline.sample(name, at, secondsOf(at));
    },
  };
}

const watchOf = (...readings: Reading[]): Watch => new Watch(jumpingClock(), new Timeline(), readings);
const minute = budget({ takes: 60, because: asIs('of patience') });

describe('a look', () => {
  it('reads each thing at its own period', async () => {
    const [often, seldom] = [fakeReading('often', 20), fakeReading('seldom', 60)];
    const watch = watchOf(often, seldom);
    for (let i = 0; i < 7; i++) await watch.look();
    expect(often.looks).toEqual([0, 20, 40, 60, 80, 100, 120]);
    expect(seldom.looks).toEqual([0, 60, 120]);
  });

  it('sleeps exactly until the next one is due', async () => {
    const watch = watchOf(fakeReading('a', 20), fakeReading('b', 50));
    for (let i = 0; i < 5; i++) await watch.look();
    expect((watch.clock as ReturnType<typeof jumpingClock>).slept).toEqual([20, 20, 10, 10]);
  });

  it('leaves alone what is due a moment later', async () => {
    const [first, second] = [fakeReading('a', 20), fakeReading('b', 20.001)];
    const watch = watchOf(first, second);
    for (let i = 0; i < 4; i++) await watch.look();
    expect([first.looks, second.looks]).toEqual([
      [0, 20, 40],
      [0, 20.001],
    ]);
  });

  it('does not begin before someone waits', () => {
    const reading = fakeReading('a', 20);
    watchOf(reading);
    expect(reading.looks).toEqual([]);
  });

  it('that is overdue is made once, not for each period missed', async () => {
    const reading = fakeReading('a', 20);
    const watch = watchOf(reading);
    await watch.look();
    await watch.clock.sleep(90);
    await watch.look();
    await watch.look();
    expect(reading.looks).toEqual([0, 90, 110]);
  });

  it('now reads what is named, due or not, and counts its periods from there', async () => {
    const [often, seldom, other] = [fakeReading('often', 20), fakeReading('seldom', 60), fakeReading('other', 30)];
    const watch = watchOf(often, seldom, other);
    await watch.look();
    await watch.clock.sleep(5);
    await watch.lookNow('often', 'seldom');
    await watch.look();
    await watch.look();
    expect(often.looks).toEqual([0, 5, 25]);
    expect(seldom.looks).toEqual([0, 5]);
    expect(other.looks).toEqual([0, 30]);
  });

  it('now goes on until each that is named has been read', async () => {
    const reading = fakeReading('often', 20);
    let failing = 2;
    const watch = watchOf({
      ...reading,
      read: (timeline, at) => (failing-- > 0 ? Promise.reject(new Error('no answer')) : reading.read(timeline, at)),
    });
    await watch.lookNow('often');
    expect(reading.looks).toEqual([40]);
  });

  it('is first made as long after the start as it says', async () => {
    const [first, later] = [fakeReading('first', 20), fakeReading('later', 60)];
    const watch = watchOf(first, { ...later, after: 40, read: (timeline, at) => later.read(timeline, at) });
    for (let i = 0; i < 6; i++) await watch.look();
    expect(first.looks).toEqual([0, 20, 40, 60, 80, 100]);
    expect(later.looks).toEqual([40, 100]);
  });
});

describe('expectations', () => {
  it('share the looks, one after the other', async () => {
    const reading = fakeReading('a', 20);
    const series = watchOf(reading).series<number>('a');
    await expect(series).toReach(60, { within: minute });
    const before = reading.looks.length;
    await expect(series).toReach(20, { within: minute });
    await expect(series).toPassThrough([20, 40], { within: minute });
    expect(reading.looks).toHaveLength(before);
  });

  it('share the looks, several at once', async () => {
    const reading = fakeReading('a', 20);
    const series = watchOf(reading).series<number>('a');
    await Promise.all([20, 40, 60, 60, 60].map((value) => expect(series).toReach(value, { within: minute })));
    expect(reading.looks).toEqual([0, 20, 40, 60]);
  });
});

describe('a failed read', () => {
  it('is a miss and no observation', async () => {
    const watch = watchOf(fakeReading('a', 20, (second) => second === 20));
    for (let i = 0; i < 3; i++) await watch.look();
    expect(watch.series<number>('a').moments.map(({ value }) => value)).toEqual([0, 40]);
    expect(watch.timeline.misses).toEqual([{ at: START + 20_000, reading: 'a', reason: 'no answer at 20' }]);
  });

  it('keeps no other from being read', async () => {
    const other = fakeReading('b', 20);
    const watch = watchOf(
      fakeReading('a', 20, () => true),
      other,
    );
    await watch.look();
    expect(watch.series('b').latest).toBe(0);
  });

  const until = async (watch: Watch, second: number): Promise<void> => watch.until(START + second * 1000, 'the end');

  it('is borne for less than five minutes', async () => {
    await expect(until(watchOf(fakeReading('the service', 20, () => true)), 280)).resolves.toBeUndefined();
  });

  it('for five minutes on end is the tool’s failure', async () => {
    const failing = until(watchOf(fakeReading('the service', 20, () => true)), 400);
    await expect(failing).rejects.toThrow(ToolError);
    await expect(failing).rejects.toThrow(
      'Could not read the service for 5 minutes; the last answer was: no answer at 300. This says nothing about the lab: check the credentials, their permissions and the network, then run again.',
    );
  });

  it('now and then is borne for ever', async () => {
    const watch = watchOf(fakeReading('a', 20, (second) => second % 280 !== 0));
    await expect(until(watch, 3600)).resolves.toBeUndefined();
  });

  it('of one thing is not made good by another', async () => {
    const watch = watchOf(
      fakeReading('a', 20),
      fakeReading('b', 20, (second) => second > 100),
    );
    await expect(until(watch, 3600)).rejects.toThrow('Could not read b for 5 minutes;');
  });
});

describe('work that goes on meanwhile', () => {
  it('ends a wait with its own failure', async () => {
    const reading = fakeReading('a', 20);
    const watch = watchOf(reading);
    let fail = (_: Error): void => {};
    watch.endOn(new Promise((_, reject) => (fail = reject)));
    await watch.look();
    fail(new Error('the load failed'));
    await expect(expect(watch.series('a')).toReach(-1, { within: minute })).rejects.toThrow('the load failed');
    expect(reading.looks).toEqual([0, 20]);
  });

  it('that ends well ends no wait', async () => {
    const watch = watchOf(fakeReading('a', 20));
    watch.endOn(Promise.resolve());
    await watch.until(START + 60_000, 'the end');
    expect(watch.now).toBe(START + 60_000);
  });
});

describe('until a moment', () => {
  it('looks and shows what is awaited, then shows nothing', async () => {
    const shown: (Awaited | undefined)[] = [];
    const reading = fakeReading('a', 20);
    const watch = new Watch(jumpingClock(), new Timeline(), [reading], (awaited) => shown.push(awaited));
    const deadline = START + 40_000;
    await watch.until(deadline, 'the pause');
    expect(reading.looks).toEqual([0, 20, 40]);
    const awaited = { awaited: 'the pause', latest: '', goal: '', deadline };
    expect(shown).toStrictEqual([awaited, awaited, awaited, undefined]);
  });

  it('that is over looks at nothing', async () => {
    const reading = fakeReading('a', 20);
    await watchOf(reading).until(START, 'nothing');
    expect(reading.looks).toEqual([]);
  });
});

describe('a watched series', () => {
  it('grows while it is watched, and so does what is made of it', async () => {
    const watch = watchOf(fakeReading('a', 20));
    const series = watch.series<number>('a');
    const doubled = series.derive(asIs('twice a'), (moments) =>
      moments.map((moment) => ({ ...moment, value: moment.value * 2 })),
    );
    expect([series.latest, doubled.latest]).toEqual([undefined, undefined]);
    await watch.look();
    await watch.look();
    expect([series.latest, doubled.latest]).toEqual([20, 40]);
    expect([series.label, doubled.label]).toEqual([asIs('a'), asIs('twice a')]);
  });

  it('says when it was first so, from the start or from a moment', async () => {
    const watch = watchOf(fakeReading('a', 20));
    const series = watch.series<number>('a');
    for (let i = 0; i < 4; i++) await watch.look();
    const any = (): boolean => true;
    expect(secondsOf(series.first((value) => value > 10, asIs('more than 10')))).toBe(20);
    expect(secondsOf(series.first(any, asIs('anything'), START + 40_000))).toBe(40);
    expect(secondsOf(series.first(any, asIs('anything'), START + 40_001))).toBe(60);
  });

  it('blocks what starts from what was not seen', () => {
    const series = watchOf(fakeReading('a', 20)).series<number>('a');
    const first = (): number => series.first(() => true, asIs('AlarmHigh In alarm'));
    expect(first).toThrow(Blocked);
    expect(first).toThrow(
      'AlarmHigh In alarm was not seen, and this step starts from there. See the step that waits for it.',
    );
  });
});
