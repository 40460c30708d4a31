/** Tests of the table on the terminal: what it says, how wide it is, and that no name can write beyond its place. */
import { columns } from '../../helpers/chart/display-width';
import type { Attendee } from './attendee';
import { LiveTable, stateOf, tableLines } from './live-table';
import type { Standing } from './run-roster';

const START = '2026-11-26T05:00:00.000Z';
const now = Date.parse(START) + 65_000;

const standing = (name: string, more: Partial<Standing> = {}): Standing => ({
  attendee: { id: name, name, line: 1, lab: 'simulator', accounts: [], settings: {} } satisfies Attendee,
  report: '/nowhere',
  state: 'waiting',
  ...more,
});

const all: Standing[] = [
  standing('김민준', { state: 'running', startedAt: START }),
  standing('이서연', { state: 'ended', ended: { exitCode: 0 } }),
  standing('park', { state: 'ended', ended: { exitCode: 1 } }),
  standing('choi', { state: 'ended', ended: { cut: 'not started', reason: { ko: '없음', en: 'no such file' } } }),
  standing('jung'),
];
const progress = () => ({ step: { ko: '최대 태스크 수', en: 'Maximum' }, ended: 2, of: 12, since: START });

it('says where each of them is', () => {
  expect(tableLines(all, { columns: 70, rows: 24 }, now, progress)).toEqual([
    'Name                 State             Since   Step',
    '김민준               ▸ running         1:05    2/12 Maximum',
    '이서연               ✓ all hold',
    'park                 ✗ does not hold',
    'choi                 ! not started             no such file',
    'jung                 · waiting',
    '3 of 5 ended',
  ]);
});

it.each([20, 40, 79, 200])('no line is wider than a terminal of %p columns', (width) => {
  const long = '가나다라마바사아자차카타파하'.repeat(4);
  const step = () => ({ step: { ko: long, en: long }, ended: 1, of: 2, since: START });
  for (const line of tableLines(
    [standing(long, { state: 'running', startedAt: START })],
    { columns: width, rows: 24 },
    now,
    step,
  ))
    expect(columns(line)).toBeLessThan(width);
});

it('a terminal too low for all has those that run before those that have ended', () => {
  const lines = tableLines(all, { columns: 70, rows: 6 }, now, progress);
  expect(lines).toHaveLength(5);
  expect(lines.slice(1, 4).map((line) => line.split(' ')[0])).toEqual(['김민준', 'jung', '이서연']);
});

it('a name is no command to the terminal', () => {
  const [, line] = tableLines([standing('kim\x1b[2J\x1b]0;x\x07\n\u202e')], { columns: 70, rows: 24 }, now, progress);
  expect(line).toMatch(/^kim {2,}· waiting$/);
});

it('is drawn over what was drawn before', () => {
  let written = '';
  const table = new LiveTable((text) => (written += text));
  table.draw(['one', 'two']);
  table.draw(['three']);
  table.say('stays');
  table.draw(['four']);
  table.resized();
  table.draw(['five']);
  expect(written).toBe('one\ntwo\n\x1b[2A\r\x1b[Jthree\nstays\nfour\n\x1b[2J\x1b[Hfive\n');
});

it.each([
  [{ exitCode: 0, cut: 'other account' as const }, 'other account'],
  [{ exitCode: 3 }, 'not ready'],
  [{ exitCode: 1, verdict: 'misconfigured' as const }, 'does not hold'],
  [{ exitCode: 1, verdict: 'not yet' as const }, 'steps to do'],
  [{ exitCode: 0, cut: 'same lab' as const }, 'same lab'],
  [{ exitCode: 2 }, 'tool failed'],
  [{ cut: 'time limit' as const }, 'time limit'],
])('what ended with %p is told as %p', (ended, word) => {
  expect(stateOf({ state: 'ended', ended }).word.en).toBe(word);
});
