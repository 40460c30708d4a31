/** Tests of the clocks. */
import { everyReal, FarClock, minutes, pacedAlarms, seconds, wallAlarms, wallClock } from './time';

describe('alarms of the wall clock', () => {
  const rings = (moment: number): Promise<number> =>
    new Promise((resolve) => wallAlarms.at(moment, () => resolve(wallAlarms.now())));

  it('ring when their moment has come, and not before', async () => {
    const now = wallClock.now().getTime();
    expect(Math.abs(wallAlarms.now() - now)).toBeLessThan(1000);
    const moments = Array.from({ length: 20 }, (_, i) => now + i + 0.5);
    const rung = await Promise.all(moments.map(rings));
    rung.forEach((at, i) => expect(at).toBeGreaterThanOrEqual(moments[i]!));
    expect(await rings(now - 5_000)).toBeGreaterThan(now);
  });

  it('ring no more when taken back, and wait longer than a timer can', async () => {
    const rung: string[] = [];
    const takeBack = wallAlarms.at(wallAlarms.now() + 5, () => rung.push('soon'));
    const takeBackTheLate = wallAlarms.at(wallAlarms.now() + 1e10, () => rung.push('late'));
    const takeBackTheLast = wallAlarms.at(Infinity, () => rung.push('never'));
    takeBack();
    await rings(wallAlarms.now() + 20);
    takeBackTheLate();
    takeBackTheLast();
    expect(rung).toEqual([]);
  });
});

describe('what is called every so often', () => {
  const heldUp = (seconds: number): void => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
  };

  it('is called once after the thread was held up, and the rest of the loop has its turn before it is again', async () => {
    let calls = 0;
    const stop = everyReal(0.01, () => calls++);
    heldUp(0.2);
    await new Promise(setImmediate);
    expect(calls).toBeLessThanOrEqual(1);
    while (calls < 2) await new Promise(setImmediate);
    stop();
  });
});

it('counts durations in seconds', () => {
  expect([seconds(30), minutes(3)]).toEqual([30, 180]);
});

describe('a far clock', () => {
  it('is this machine’s until it has heard, and then goes from there', async () => {
    const clock = new FarClock();
    expect(Math.abs(clock.now().getTime() - wallClock.now().getTime())).toBeLessThan(1000);
    const there = new Date('2020-03-29T09:41:00Z');
    clock.heard(there);
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(there.getTime());
    await clock.sleep(0.05);
    expect(clock.now().getTime() - there.getTime()).toBeGreaterThanOrEqual(49);
    expect(clock.now().getTime() - there.getTime()).toBeLessThan(60_000);
  });

  it('believes the first that it hears, and nothing that is no time', () => {
    const clock = new FarClock();
    clock.heard(new Date(NaN));
    clock.heard(new Date('2020-03-29T09:41:00Z'));
    clock.heard(new Date('2031-01-01T00:00:00Z'));
    expect(clock.now().getUTCFullYear()).toBe(2020);
  });

  it('goes at its pace: a sleep there is short here, and an alarm rings when it is time there', async () => {
    const clock = new FarClock(1000);
    clock.heard(new Date('2020-03-29T09:41:00Z'));
    const before = clock.now().getTime();
    const here = wallAlarms.now();
    await clock.sleep(20);
    expect(clock.now().getTime() - before).toBeGreaterThanOrEqual(19_000);
    expect(wallAlarms.now() - here).toBeLessThan(10_000);
    const alarms = pacedAlarms(clock.pace);
    const moment = alarms.now() + 10_000;
    expect(await new Promise((resolve) => alarms.at(moment, () => resolve(alarms.now())))).toBeGreaterThanOrEqual(
      moment,
    );
  });
});
