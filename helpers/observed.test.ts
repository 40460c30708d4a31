/** Tests of what an expectation that holds tells of what it has seen: value and moment, in both languages. */
import { budget } from './budget';
import './matchers';
import { takeObserved } from './observed';
import { Timeline } from './timeline';
import { Watch } from './watch';

const START = 1_585_474_860_000;

/** A count that becomes 8 after a minute, looked at every 20 s. */
function lived() {
  let now = START;
  const clock = { now: () => new Date(now), sleep: async (duration: number) => void (now += duration * 1000) };
  const read = async (timeline: Timeline, at: number): Promise<void> =>
    timeline.sample('count', at, at < START + 60_000 ? 2 : 8);
  return new Watch(clock, new Timeline(), [{ name: 'the service', every: 20, read }]).series<number>('count', {
    ko: '개수',
    en: 'count',
  });
}
const within = budget({ takes: 120, because: { ko: '평가', en: 'evaluation' } });

it('is the value that was waited for and its moment, or how it went, and is taken once', async () => {
  const count = lived();
  await expect(count).toReach(8, { within });
  expect(count).toStayWithin(2, 8);
  expect(takeObserved(globalThis)).toEqual([
    { ko: '개수: 8 @1:00', en: 'count: 8 @1:00' },
    { ko: '개수: 2 @0:00 → 8 @1:00', en: 'count: 2 @0:00 → 8 @1:00' },
  ]);
  expect(takeObserved(globalThis)).toEqual([]);
});

it('is of a thing with many parts what was sought of it', async () => {
  const count = lived().derive({ ko: '활동', en: 'activity' }, (moments) =>
    moments.map((moment) => ({ ...moment, value: { id: 'x'.repeat(36), to: moment.value } })),
  );
  await expect(count).toReach(expect.objectContaining({ to: 8 }), { within });
  expect(takeObserved(globalThis)[0]?.en).toBe('activity: {"to":8} @1:00');
});

it('is nothing of one that fails', async () => {
  await expect(async () => expect(lived()).toReach(9, { within })).rejects.toThrow();
  expect(takeObserved(globalThis)).toEqual([]);
});
