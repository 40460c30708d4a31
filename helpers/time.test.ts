/** Tests of the clocks. */
import { labNow, labTimeReader, minutes, seconds, setLabTime, sharedClock, wallClock } from './time';

describe('shared clock', () => {
  const start = new Date('2020-03-29T09:41:00.250Z');

  it('stands where it was put, for every reader, until it is set', () => {
    const clock = sharedClock(start);
    const read = labTimeReader(clock);
    expect([read(), labNow(clock)]).toEqual([start.getTime(), start.getTime()]);
    setLabTime(clock, new Date('2020-03-29T09:42:00Z'));
    expect(new Date(read()).toISOString()).toBe('2020-03-29T09:42:00.000Z');
    expect(labNow(clock)).toBe(read());
  });

  it('cannot set the wall clock', () => {
    expect(() => setLabTime({ kind: 'wall' }, start)).toThrow('it cannot be set');
  });
});

it('reads the wall clock as the wall does', async () => {
  const before = wallClock.now().getTime();
  await wallClock.sleep(0.02);
  // A timer may fire a millisecond early.
  expect(labNow({ kind: 'wall' }) - before).toBeGreaterThanOrEqual(19);
});

it('counts durations in seconds', () => {
  expect([seconds(30), minutes(3)]).toEqual([30, 180]);
});
