/** Tests of a class read back: from a roster's report under way, killed or over, and from artefacts of many jobs. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendLog } from '../roster/roster-log';
import { writeClass } from './class-files';
import { readClass } from './class-read';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'class-read-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (minute: number): string => `2026-11-26T05:${String(minute).padStart(2, '0')}:00.000Z`;

/** What a run of one chapter with one step leaves. */
function leaveRun(path: string, attendee: string, ended = true): void {
  mkdirSync(join(path, 'steps'), { recursive: true });
  const run = { version: 1, id: 'x', attendee, lab: 'simulator', depth: 'inspect', chapters: ['one'], began: at(0) };
  writeFileSync(join(path, 'run.json'), JSON.stringify({ ...run, ...(ended && { ended: at(1) }) }));
  const lines = [
    { chapter: 'one', at: at(0), tests: [{ path: ['장 · Chapter'], title: '단계 · Step' }] },
    { started: 0, at: at(0) },
    ...(ended
      ? [
          { ended: 0, at: at(1), status: 'passed', verdict: 'passed' },
          { finished: true, at: at(1) },
        ]
      : []),
  ];
  writeFileSync(join(path, 'steps/one.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** A roster's report with these on it, of whom the first has ended and the second was begun. */
function leaveRoster(report: string, ...ids: string[]): void {
  appendLog(report, { roster: ids.map((id) => ({ id, name: `이름 ${id}` })), depth: 'inspect', at: at(0) });
  const [first, second] = ids;
  appendLog(report, { started: first!, at: at(0) });
  leaveRun(join(report, first!), `이름 ${first}`);
  appendLog(report, { ended: first!, at: at(1), exitCode: 0 });
  if (second === undefined) return;
  appendLog(report, { started: second, at: at(1) });
  leaveRun(join(report, second), `이름 ${second}`, false);
}

const read = (folders: string[], running = false, page = folder) => readClass(folders, { at: at(9), page, running });

it.each([
  ['under way', true, 'running'],
  ['killed', false, 'lost'],
] as const)('a roster that is %s has who ended, who did not, and who waits', (_what, running, standing) => {
  leaveRoster(folder, 'a', 'b', 'c');
  const { attendees, open } = read([folder], running);
  expect(open).toBe(running);
  expect(attendees.map((one) => [one.id, one.name, one.standing, one.folder, one.run?.chapters.length])).toEqual([
    ['a', '이름 a', 'ended', 'a', 1],
    ['b', '이름 b', standing, 'b', 1],
    ['c', '이름 c', 'waiting', 'c', undefined],
  ]);
});

it('sees what has come since it was read before', () => {
  leaveRoster(folder, 'a', 'b');
  const stepOf = () => read([folder], true).attendees[1]!.run!.chapters[0]!.steps[0]!.state;
  expect(stepOf()).toBe('running');
  leaveRun(join(folder, 'b'), '이름 b');
  expect(stepOf()).toBe('passed');
});

it('puts together what came as artefacts, each in folders of its own, and runs without a roster', () => {
  leaveRoster(join(folder, 'roster-a/report/a'), 'a');
  leaveRoster(join(folder, 'roster-b'), 'b');
  leaveRun(join(folder, 'alone'), '혼자');
  mkdirSync(join(folder, 'roster-a/.lab'));
  const all = ['alone', 'roster-a', 'roster-b'].map((name) => join(folder, name));
  const { attendees } = read(all, false, join(folder, 'page'));
  expect(attendees.map(({ id, name, folder: of, standing }) => [id, name, of, standing])).toEqual([
    ['alone', '혼자', '../alone', 'ended'],
    ['a', '이름 a', '../roster-a/report/a/a', 'ended'],
    ['b', '이름 b', '../roster-b/b', 'ended'],
  ]);
});

it('of two runs of one attendee the later counts, and knows of the earlier', () => {
  const [early, late] = [join(folder, 'early'), join(folder, 'late')];
  leaveRoster(early, 'a');
  appendLog(late, { roster: [{ id: 'a', name: '새 이름' }], depth: 'inspect', at: at(5) });
  appendLog(late, { started: 'a', at: at(5) });
  appendLog(late, { ended: 'a', at: at(6), cut: 'killed' });
  for (const order of [
    [early, late],
    [late, early],
  ]) {
    const [one] = read(order).attendees;
    expect([one!.name, one!.folder, one!.attempts.map(({ startedAt }) => startedAt)]).toEqual([
      '새 이름',
      'late/a',
      [at(0), at(5)],
    ]);
  }
});

it('a folder with neither is named', () => {
  expect(() => read([folder])).toThrow(/Expected reports of attendees in .*class-read-/);
});

it('is written whole: both pages, CSV and JSON, and nothing else', () => {
  leaveRoster(folder, 'a');
  const record = read([folder]);
  const page = join(folder, 'page');
  writeClass(record, page, { mask: true });
  const before = readFileSync(join(page, 'class.ko.html'), 'utf8');
  writeClass(record, page, { mask: true });
  expect(readdirSync(page).sort()).toEqual(['class.csv', 'class.en.html', 'class.json', 'class.ko.html']);
  expect(readFileSync(join(page, 'class.ko.html'), 'utf8')).toBe(before);
});
