/** Tests of the roster's log: who is on the roster, what became of each of their runs, and what a log from elsewhere may not say. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendLog, isOpen, logIn, loggedIn, readLog, type LogLine } from './roster-log';

const at = (minute: number): string => `2026-11-26T05:${String(minute).padStart(2, '0')}:00.000Z`;
const roster = (minute: number, ids: string, chosen?: string): LogLine => ({
  roster: [...ids].map((id) => ({ id, name: `이름 ${id}` })),
  ...(chosen !== undefined && { chosen: [...chosen] }),
  depth: 'inspect',
  at: at(minute),
});
const who = (...lines: LogLine[]) => loggedIn(lines).map(({ id, chosen }) => (chosen ? id : `(${id})`));

it('has those of the newest roster, in its order, and whom it is to run', () => {
  expect(who(roster(0, 'abc', 'abc'), roster(1, 'cb', 'b'))).toEqual(['(c)', 'b']);
  expect(who(roster(0, 'abc', 'abc'), roster(1, 'abc', 'c'))).toEqual(['(a)', '(b)', 'c']);
});

it('where a roster says only whom it runs, those before it stay', () => {
  expect(who(roster(0, 'ab'), roster(1, 'c'))).toEqual(['(a)', '(b)', 'c']);
});

it('a name is the newest roster’s, and the runs stay with the id', () => {
  const [one] = loggedIn([
    roster(0, 'a', 'a'),
    { started: 'a', at: at(1) },
    { ended: 'a', at: at(2), exitCode: 1, stuck: 'service / a', stuckSeen: at(1) },
    { roster: [{ id: 'a', name: '고친 이름' }], chosen: [], depth: 'inspect', at: at(3) },
  ]);
  expect(one).toMatchObject({
    name: '고친 이름',
    attempts: [{ startedAt: at(1), endedAt: at(2), exitCode: 1, stuck: 'service / a', stuckSeen: at(1) }],
  });
});

it('a run that had not ended when another roster began is lost, unless it ends after all', () => {
  const lines: LogLine[] = [
    roster(0, 'ab', 'ab'),
    { started: 'a', at: at(1) },
    roster(2, 'ab', 'b'),
    { started: 'b', at: at(3) },
  ];
  expect(loggedIn(lines).map(({ attempts }) => attempts[0]!.lost)).toEqual([true, undefined]);
  expect(loggedIn([...lines, { ended: 'a', at: at(4), exitCode: 0 }])[0]!.attempts[0]!.endedAt).toBe(at(4));
});

it('is open from a roster’s beginning to its end', () => {
  expect(isOpen([])).toBe(false);
  expect(isOpen([roster(0, 'a')])).toBe(true);
  expect(isOpen([roster(0, 'a'), { finished: true, at: at(1) }])).toBe(false);
  expect(isOpen([roster(0, 'a'), { finished: true, at: at(1) }, roster(2, 'a')])).toBe(true);
});

it('an id that is no attendee’s folder is nobody', () => {
  const hostile = ['../class/a', '..', '/etc', 'a/b', 'a\\b', '', '-', 'x'.repeat(65), 'a\n'];
  const lines: LogLine[] = [
    { roster: [...hostile, 'a-1'].map((id) => ({ id, name: 'x' })), depth: 'inspect', at: at(0) },
    ...hostile.map((started): LogLine => ({ started, at: at(1) })),
  ];
  expect(loggedIn(lines).map(({ id }) => id)).toEqual(['a-1']);
});

it('reads what it has written, beside half a line that a kill has left', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roster-log-'));
  try {
    const lines: LogLine[] = [
      roster(0, 'ab', 'a'),
      { started: 'a', at: at(1) },
      { ended: 'a', at: at(2), cut: 'killed', stuck: 's', stuckSeen: at(1) },
    ];
    appendLog(folder, lines[0]!);
    writeFileSync(logIn(folder), `${readFileSync(logIn(folder), 'utf8')}{"started":"b","a`);
    for (const line of lines.slice(1)) appendLog(folder, line);
    expect(readLog(folder)).toEqual(lines);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
