/** Tests of a class read back: from a roster's report under way, killed or over, and from artefacts of many jobs. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { appendLog } from '../../roster/roster-log';
import { writeClass } from './files';
import { readClass, type ReadOptions } from './read';
import { tableOf } from './row';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'class-read-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (minute: number): string => `2026-11-26T05:${String(minute).padStart(2, '0')}:00.000Z`;

interface LeftRun {
  ended?: boolean;
  failed?: boolean;
  began?: string;
  run?: object;
}

/** What a run of one chapter with one step leaves. */
function leaveRun(path: string, attendee: string | undefined, given: LeftRun = {}): void {
  const { ended = true, failed = false, began = at(0), run: more } = given;
  mkdirSync(join(path, 'steps'), { recursive: true });
  const run = { version: 1, id: 'x', attendee, lab: 'simulator', depth: 'inspect', chapters: ['one'], began, ...more };
  writeFileSync(join(path, 'run.json'), JSON.stringify({ ...run, ...(ended && { ended: at(1) }) }));
  const verdict = failed ? { status: 'failed', verdict: 'misconfigured' } : { status: 'passed', verdict: 'passed' };
  const lines = [
    { chapter: 'one', at: at(0), tests: [{ path: ['장 · Chapter'], title: '단계 · Step' }] },
    { started: 0, at: at(0) },
    ...(ended || failed ? [{ ended: 0, at: at(1), ...verdict }] : []),
    ...(ended ? [{ finished: true, at: at(1) }] : []),
  ];
  writeFileSync(join(path, 'steps/one.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

const logRoster = (report: string, ids: string[], chosen = ids, minute = 0): void =>
  appendLog(report, {
    roster: ids.map((id) => ({ id, name: `이름 ${id}` })),
    chosen,
    depth: 'inspect',
    at: at(minute),
  });

/** A roster's report with these on it, of whom the first has ended and the second was begun. */
function leaveRoster(report: string, ...ids: string[]): void {
  logRoster(report, ids);
  const [first, second] = ids;
  appendLog(report, { started: first!, at: at(0) });
  leaveRun(join(report, first!), `이름 ${first}`);
  appendLog(report, { ended: first!, at: at(1), exitCode: 0 });
  if (second === undefined) return;
  appendLog(report, { started: second, at: at(1) });
  leaveRun(join(report, second), `이름 ${second}`, { ended: false });
}

const read = (folders: string[], options: Partial<ReadOptions> = {}) =>
  readClass(folders, { at: at(9), page: folder, ...options });
const standings = (folders: string[], options: Partial<ReadOptions> = {}) =>
  read(folders, options).attendees.map(({ id, standing }) => `${id} ${standing}`);
const english = (warnings: { en: string }[]) => warnings.map(({ en }) => en.replaceAll(folder, ''));

it('a copy of a folder in a roster’s report is no other run, and no other judgement', () => {
  leaveRoster(folder, 'a');
  appendLog(folder, { ended: 'a', at: at(1), exitCode: 0, cut: 'other account' });
  const copy = join(folder, '../', `${basename(folder)}-copy`);
  try {
    leaveRun(copy, '이름 a');
    for (const order of [
      [folder, copy],
      [copy, folder],
    ])
      expect(tableOf(read(order)).rows.map(({ name, result, runs }) => [name, result.en, runs])).toEqual([
        ['이름 a', 'other account', 1],
      ]);
    // One that began after the roster's had ended is another.
    leaveRun(copy, '이름 a', { began: at(2) });
    expect(tableOf(read([folder, copy])).rows.map(({ runs }) => runs)).toEqual([2]);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

it.each([
  ['under way', true, 'running', 'waiting'],
  ['over or killed', false, 'lost', 'notRun'],
] as const)('a roster that is %s has who ended, who did not, and who waits', (_what, running, second, third) => {
  leaveRoster(folder, 'a', 'b', 'c');
  const { attendees, open, warnings } = read([folder], { running });
  expect([open, warnings]).toEqual([running, []]);
  expect(attendees.map((one) => [one.id, one.name, one.standing, one.folder, one.run?.chapters.length])).toEqual([
    ['a', '이름 a', 'ended', 'a', 1],
    ['b', '이름 b', second, 'b', 1],
    ['c', '이름 c', third, '', undefined],
  ]);
});

it('one that was killed, and then one with others chosen: nobody runs who is not begun by that one', () => {
  leaveRoster(folder, 'a', 'b', 'c');
  logRoster(folder, ['a', 'b', 'c'], ['a'], 5);
  appendLog(folder, { started: 'a', at: at(6) });
  expect(standings([folder], { running: true })).toEqual(['a running', 'b lost', 'c noResult']);
  expect(standings([folder], { running: false })).toEqual(['a lost', 'b lost', 'c noResult']);
  logRoster(folder, ['a', 'b', 'c'], ['b'], 7);
  expect(standings([folder], { running: true })).toEqual(['a lost', 'b waiting', 'c noResult']);
});

it('a roster that is named while it is under way is known by what it has written last', () => {
  leaveRoster(folder, 'a', 'b', 'c');
  const under = ['a ended', 'b running', 'c waiting'];
  const over = ['a ended', 'b lost', 'c notRun'];
  expect(standings([folder], { at: at(3) })).toEqual(under);
  expect(read([folder], { at: at(3) }).open).toBe(false);
  expect(standings([folder], { at: at(4) })).toEqual(over);
  // A step may take long, and the page is drawn meanwhile.
  writeClass({ at: at(20), open: true, attendees: [] }, folder, { mask: true });
  expect(standings([folder], { at: at(21) })).toEqual(under);
  expect(standings([folder], { at: at(23) })).toEqual(over);
  appendLog(folder, { finished: true, at: at(21) });
  expect(standings([folder], { at: at(21) })).toEqual(over);
});

it('whoever is not on the newest roster any more is gone', () => {
  leaveRoster(folder, 'old', 'b');
  logRoster(folder, ['new', 'b'], ['new'], 5);
  expect(standings([folder])).toEqual(['new notRun', 'b lost']);
});

it('sees what has come since it was read before', () => {
  leaveRoster(folder, 'a', 'b');
  const stepOf = () => read([folder], { running: true }).attendees[1]!.run!.chapters[0]!.steps[0]!.state;
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
  const { attendees, warnings } = read(all, { page: join(folder, 'page') });
  expect(attendees.map(({ id, name, folder: of, standing }) => [id, name, of, standing])).toEqual([
    ['honja', '혼자', '../alone', 'ended'],
    ['a', '이름 a', '../roster-a/report/a/a', 'ended'],
    ['b', '이름 b', '../roster-b/b', 'ended'],
  ]);
  expect(warnings).toEqual([]);
});

it('a run without a roster is its attendee’s, wherever its folder lies', () => {
  leaveRun(join(folder, 'alice/report'), '이서연', { failed: true });
  leaveRun(join(folder, 'bob/report'), '김하늘');
  leaveRun(join(folder, 'carol/report'), undefined);
  leaveRun(join(folder, 'dave/report'), undefined);
  leaveRoster(join(folder, 'class'), 'iseoyeon');
  // Of the roster's attendee it has the folder's name alone.
  leaveRun(join(folder, 'h/iseoyeon'), '박도윤');
  const names = ['alice', 'bob', 'carol', 'dave', 'class', 'h/iseoyeon'];
  const { attendees } = read(names.map((name) => join(folder, name)));
  expect(attendees.map(({ id, name, folder: of, attempts }) => [id, name, of, attempts.length])).toEqual([
    ['iseoyeon', '이서연', 'alice/report', 1],
    ['gimhaneul', '김하늘', 'bob/report', 1],
    ['carol-report', 'carol/report', 'carol/report', 1],
    ['dave-report', 'dave/report', 'dave/report', 1],
    ['iseoyeon-2', '이름 iseoyeon', 'class/iseoyeon', 1],
    ['bakdoyun', '박도윤', 'h/iseoyeon', 1],
  ]);
});

it('what a run without a roster was stuck at is in its own record', () => {
  leaveRun(join(folder, 'early'), '이서연', { failed: true });
  leaveRun(join(folder, 'late'), '이서연', { failed: true, began: at(5) });
  const record = read([join(folder, 'late'), join(folder, 'early')]);
  expect(record.attendees.map(({ attempts }) => attempts)).toEqual([
    [at(0), at(5)].map((startedAt) => ({
      startedAt,
      endedAt: at(1),
      exitCode: 1,
      stuck: 'one / Step',
      stuckSeen: at(1),
    })),
  ]);
  expect(tableOf(record).rows[0]).toMatchObject({ runs: 2, since: at(1), stuckAt: { en: 'Step' } });
});

it('and so is that of a roster’s run that was killed', () => {
  leaveRoster(folder, 'a', 'b');
  leaveRun(join(folder, 'b'), '이름 b', { ended: false, failed: true });
  expect(read([folder]).attendees[1]!.attempts).toMatchObject([{ stuck: 'one / Step', stuckSeen: at(1) }]);
});

it('what is no report is left out and told, and one good folder is enough', () => {
  leaveRoster(join(folder, 'good'), 'a');
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'journals/.lab'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '');
  // Not readable as a log.
  mkdirSync(join(folder, 'parts/odd/roster.jsonl'), { recursive: true });
  leaveRoster(join(folder, 'parts/other'), 'b');
  const names = ['empty', 'index.html', 'parts', 'good', 'journals', 'nowhere'];
  const { attendees, warnings } = read(names.map((name) => join(folder, name)));
  expect(attendees.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(english(warnings)).toEqual([
    expect.stringMatching(/^\/parts\/odd can't be read, and is left out \(.*EISDIR/),
    'No reports, and left out: /empty, /index.html, /journals, /nowhere',
  ]);
});

it('but where there is none at all, the folders are named', () => {
  expect(() => read([folder, 'nowhere'])).toThrow(/Expected reports of attendees in .*class-read-\w+, nowhere, found/);
});

it('looks no further down than an artefact has them', () => {
  const deep = (levels: number) => join(folder, ...Array.from({ length: levels }, () => 'in'));
  leaveRun(deep(4), '이서연');
  expect(() => read([folder])).toThrow(/Expected reports/);
  leaveRun(join(deep(2), 'other'), '김하늘');
  expect(read([folder]).attendees.map(({ name }) => name)).toEqual(['김하늘']);
});

it('a report counts once, by whatever way it is named', () => {
  leaveRoster(join(folder, 'class'), 'a');
  // A run begins some time after the roster has begun it.
  leaveRun(join(folder, 'class/a'), '이름 a', { began: '2026-11-26T05:00:02.000Z' });
  leaveRun(join(folder, 'alone'), '혼자');
  symlinkSync(join(folder, 'class'), join(folder, 'link'));
  symlinkSync(folder, join(folder, 'loop'));
  const names = ['class/a', 'class', 'link', '.', 'class', 'alone', 'loop/alone'];
  const { attendees, warnings } = read(names.map((name) => join(folder, name)));
  expect(attendees.map(({ id, folder: of, attempts }) => [id, of, attempts.length])).toEqual([
    ['a', 'class/a', 1],
    ['honja', 'alone', 1],
  ]);
  expect(warnings).toEqual([]);
});

it('a log leads to no folder outside of its own', () => {
  leaveRoster(join(folder, 'class'), 'a');
  const other = join(folder, 'other');
  appendLog(other, {
    roster: ['../class/a', 'b'].map((id) => ({ id, name: id })),
    chosen: [],
    depth: 'inspect',
    at: at(0),
  });
  for (const id of ['../class/a', 'b']) appendLog(other, { started: id, at: at(0) });
  symlinkSync(join(folder, 'class/a'), join(other, 'b'));
  const { attendees, warnings } = read([other]);
  expect(attendees.map(({ id, standing, run, pages }) => [id, standing, run, pages])).toEqual([
    ['b', 'unreadable', undefined, false],
  ]);
  expect(english(warnings)).toEqual([
    "../class/a is not inside the roster's folder, and was not read.",
    "/other/b is not inside the roster's folder, and was not read.",
  ]);
});

it('a record that no run writes is told as that', () => {
  leaveRoster(folder, 'a');
  writeFileSync(join(folder, 'a/run.json'), '{');
  const alone = join(folder, 'b/c');
  mkdirSync(alone, { recursive: true });
  writeFileSync(join(alone, 'run.json'), '{');
  expect(standings([folder, join(folder, 'b')])).toEqual(['a unreadable', 'b-c unreadable']);
});

it('with the roster’s file also who has left nothing is told, in its order', () => {
  leaveRoster(join(folder, 'one'), 'a');
  const roster = ['b', 'a'].map((id) => ({ id, name: `이름 ${id}`, accounts: [] }));
  expect(standings([join(folder, 'one')], { roster })).toEqual(['b noResult', 'a ended']);
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
