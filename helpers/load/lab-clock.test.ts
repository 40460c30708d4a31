/** When the load thread's alarms ring in lab time. */
import { LabClock } from './lab-clock';

function clockAt(start: number) {
  const shared = new SharedArrayBuffer(8);
  const time = new Float64Array(shared);
  time[0] = start;
  const rung: string[] = [];
  return { time, rung, clock: new LabClock(shared) };
}

it('shows the time that the other thread has set', () => {
  const { time, clock } = clockAt(1000);
  expect(clock.now()).toBe(1000);
  time[0] = 2500.5;
  expect(clock.now()).toBe(2500.5);
});

it('knows its next alarm, and rings those that are due in their order, once', () => {
  const { time, rung, clock } = clockAt(1000);
  expect(clock.next).toBe(Infinity);
  clock.at(3000, () => rung.push('c'));
  clock.at(2000, () => rung.push('b'));
  clock.at(1000, () => rung.push('a'));
  clock.at(Infinity, () => rung.push('never'));
  expect(clock.next).toBe(1000);
  time[0] = 2000;
  expect(rung).toEqual([]);
  clock.ring();
  clock.ring();
  expect([rung, clock.next]).toEqual([['a', 'b'], 3000]);
});

it('rings none that was taken back, be it by one that rang with it', () => {
  const { time, rung, clock } = clockAt(0);
  const takeBack = clock.at(2, () => rung.push('b'));
  clock.at(1, () => {
    rung.push('a');
    takeBack();
    clock.at(1, () => rung.push('at once, the next time'));
  });
  time[0] = 5;
  clock.ring();
  expect([rung, clock.next]).toEqual([['a'], 1]);
  clock.ring();
  expect(rung).toEqual(['a', 'at once, the next time']);
});
