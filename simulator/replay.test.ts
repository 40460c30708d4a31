/** Playing a lab again leaves the process to others in between, and what would never end is refused. */
import { assemble } from './index';
import { Recording, replay, type RecordedLab } from './recording';
import { readState, STATE_VERSION } from './state';
import { smallLab, START } from './testing';

const shape = { method: 'GET', path: '/', bytesIn: 80, keepAlive: false, weight: 1, held: false };
const state = (now: number, arrivals: number) =>
  readState({
    version: STATE_VERSION,
    lab: {
      ...{ account: '123456789012', region: 'ap-northeast-2', seed: 1, uptime: 1800, scenario: null },
      start: new Date(START).toISOString(),
    },
    now,
    shapes: [shape],
    inputs: [{ at: START, shape: 0, arrivals }],
  });

function fresh(): RecordedLab {
  const recording: Recording = new Recording(() => lab.parts.agenda.ms);
  const lab: RecordedLab = {
    ...assemble(smallLab, { start: new Date(START), account: '123456789012' }, recording),
    recording,
  };
  return lab;
}

it.each([
  ['many requests', state(START, 35_000), 3],
  ['a long time', state(START + 5.5 * 3_600_000, 1), 5],
])('with %s it lets others have a turn', async (_, saved, least) => {
  let turns = 0;
  let over = false;
  const turn = (): void => void (over || (turns++, setImmediate(turn)));
  setImmediate(turn);
  const lab = fresh();
  await replay(lab, saved, saved.now);
  over = true;
  expect(turns).toBeGreaterThanOrEqual(least);
  expect(lab.parts.agenda.ms).toBe(saved.now);
});

it('more requests than could be taken in are refused', () => {
  expect(() => state(START, 1e15)).toThrow('inputs.0');
});
