/** Tests of the clocks. */
import { minutes, seconds, wallAlarms, wallClock } from './time';

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

it('counts durations in seconds', () => {
  expect([seconds(30), minutes(3)]).toEqual([30, 180]);
});
