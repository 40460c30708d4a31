/** Tests of the statement of a whole run: one chapter's stands for no other, and what is not known is said to be so. */
import { asIs } from '../../helpers/language';
import { leftBehind } from './left-behind';
import type { ChapterRecord, RunRecord } from './run-record';

const chapter = (name: string, more: Partial<ChapterRecord> = {}): ChapterRecord => ({
  name,
  title: asIs(name),
  finished: true,
  watched: true,
  steps: [],
  misses: 0,
  problems: [],
  remarks: [],
  ...more,
});
const run = (more: Partial<RunRecord>): RunRecord => ({
  lab: 'aws',
  depth: 'provision',
  began: '2026-11-26T04:00:00.000Z',
  lastSeen: '2026-11-26T04:00:00.000Z',
  chapters: [chapter('first'), chapter('second')],
  statements: [],
  lacks: [],
  ...more,
});
const first = { of: 'first', lines: [asIs('Put back: all.')] };
const told = (of: RunRecord): string[] =>
  leftBehind(of).map(
    ({ title, lines }) => `${title?.en ?? ''}: ${lines.map(({ en }) => en.slice(0, 19).trim()).join(' ')}`,
  );

it.each<[string, RunRecord, string[]]>([
  ['one of two has said it', run({ statements: [first] }), ['first: Put back: all.', 'second: Nothing is recorded']],
  [
    'the end of a run that was cut short has',
    run({ statements: [first, { of: 'interrupted', lines: [asIs('Put back: more.')] }] }),
    ['first: Put back: all.', 'When the run was cut short: Put back: more.'],
  ],
  ['the lab was not ready', run({ chapters: [chapter('first', { watched: false })] }), ['first: Nothing was changed']],
  [
    'it has not come so far',
    run({ statements: [first], chapters: [chapter('first'), chapter('second', { notReached: true })] }),
    ['first: Put back: all.'],
  ],
  ['it only looked', run({ depth: 'verify', chapters: [chapter('first')] }), ['first: Nothing was changed']],
  ['it only read', run({ depth: 'inspect' }), [': The run only read.']],
  ['there is no account', run({ lab: 'simulator' }), [': The run was on the']],
])('%s', (_what, of, lines) => {
  expect(told(of)).toEqual(lines);
});
