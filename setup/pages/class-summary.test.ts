/** Tests of what a class comes to: columns, who is stuck on what and since when, mistakes and times; and of its CSV and JSON. */
import type { AttendeeRecord } from './class-record';
import { classCsv, classJson } from './class-data';
import { classExample } from './class-example';
import { tableOf } from './class-row';
import { cellsOf, columnsOf, mistakesOf, stepTimes, stuckOf, stuckSince } from './class-summary';
import type { RunRecord, StepRecord } from './run-record';

const said = (word: string) => ({ ko: `${word} 한글`, en: word });
const at = (minute: number): string => `2026-11-26T05:${String(minute).padStart(2, '0')}:00.000Z`;

const step = (title: string, more: Partial<StepRecord> = {}): StepRecord => ({
  path: [],
  title: said(title),
  state: 'passed',
  verdict: 'passed',
  ...more,
});
const failed = (title: string, verdict: StepRecord['verdict'], minute = 9): StepRecord =>
  step(title, { state: 'failed', verdict, endedAt: at(minute), observed: said('seen') });

const run = (steps: StepRecord[], more: Partial<RunRecord> = {}, step?: string, found?: string): RunRecord => ({
  lab: 'aws',
  depth: 'verify',
  account: '123456789012',
  began: at(0),
  ended: at(10),
  lastSeen: at(10),
  chapters: [
    {
      name: 'service',
      title: said('Service'),
      finished: true,
      steps,
      problems: [],
      misses: 0,
      remarks: [],
      ...(step && { diagnosis: { step, text: { ko: `확인된 것: ${found}`, en: `Found: ${found}` } } }),
    },
  ],
  statements: [],
  lacks: [],
  ...more,
});

const attendee = (name: string, of?: RunRecord, more: Partial<AttendeeRecord> = {}): AttendeeRecord => ({
  id: name,
  name,
  standing: 'ended',
  folder: name,
  pages: true,
  attempts: [{ startedAt: at(0), endedAt: at(10), exitCode: of && stuckOf(of) ? 1 : 0, stuck: of && stuckOf(of)?.key }],
  ...(of && { run: of }),
  ...more,
});

it('has a column for each step that any run has, a chapter’s together', () => {
  const other = run([step('c')]);
  other.chapters.push({ ...other.chapters[0]!, name: 'cluster', title: said('Cluster') });
  const class_ = [attendee('a', run([step('a'), step('b')])), attendee('b', other), attendee('c')];
  const columns = columnsOf(class_);
  expect(columns.map(({ key }) => key)).toEqual(['service / a', 'service / b', 'service / c', 'cluster / c']);
  expect([...cellsOf(class_[0]!.run)]).toEqual([
    ['service / a', 'passed'],
    ['service / b', 'passed'],
  ]);
});

it('an attendee is stuck at what failed first, not at what that stands in the way of', () => {
  const of = run([step('a'), failed('b', 'blocked'), failed('c', 'misconfigured'), failed('d', 'wrong')]);
  expect(stuckOf(of)).toMatchObject({ key: 'service / c', verdict: 'misconfigured', at: at(9) });
  expect(stuckOf(run([step('a')]))).toBeUndefined();
});

it('and is there since the first of the runs on end that were', () => {
  const of = run([failed('b', 'wrong', 50)]);
  const stuck = stuckOf(of)!;
  const attempts = (...keys: (string | undefined)[]) =>
    keys.map((key, i) => ({ startedAt: at(i * 10), endedAt: at(i * 10 + 5), stuck: key }));
  const since = (...keys: (string | undefined)[]) =>
    stuckSince(attendee('a', of, { attempts: attempts(...keys) }), stuck);
  expect(since('service / b')).toBe(at(50));
  expect(since('service / b', 'service / b', 'service / b')).toBe(at(5));
  expect(since('service / b', 'service / a', 'service / b', 'service / b')).toBe(at(25));
  expect(since('service / b', undefined, 'service / b')).toBe(at(50));
});

it('ranks what goes wrong by the step to set right, with what was found instead', () => {
  const wrong = (found: string) => run([failed('b', 'misconfigured')], {}, 'maximum', found);
  const mistakes = mistakesOf([
    attendee('a', run([failed('b', 'not yet')], {}, 'loadScript', 'none')),
    attendee('b', run([failed('z', 'wrong')])),
    attendee('c', wrong('Max = 6')),
    attendee('d', wrong('Max = 10')),
    attendee('e', wrong('Max = 6')),
    attendee('f', run([failed('b', 'tool error')])),
    attendee('g', run([failed('b', 'blocked')])),
    attendee('h', run([failed('b', 'not yet')], {}, 'loadScript', 'none')),
    attendee('i', run([failed('b', 'not yet')], {}, 'loadScript', 'none')),
    attendee('j', run([failed('b', 'not yet')], {}, 'loadScript', 'none')),
  ]);
  expect(mistakes.map(({ step: of, verdict, names }) => [of, verdict, names.join('')])).toEqual([
    ['maximum', 'misconfigured', 'cde'],
    [undefined, 'wrong', 'b'],
    ['loadScript', 'not yet', 'ahij'],
  ]);
  expect(mistakes[0]!.found.map(({ said: { en, ko }, count }) => [en, ko, count])).toEqual([
    ['Max = 6', 'Max = 6', 2],
    ['Max = 10', 'Max = 10', 1],
  ]);
});

it.each([
  [[4], 4, 4],
  [[1, 2], 1.5, 2],
  [[5, 1, 3], 3, 5],
  [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 5.5, 9],
])('of steps that took %p minutes the median is %p, and 90 %% are done after %p', (minutes, median, p90) => {
  const runs = minutes.map((m, i) => {
    const timed = step('a', { labStartedAt: 0, labEndedAt: m * 60_000 });
    const others = [step('b', { state: 'failed', verdict: 'late', labStartedAt: 0, labEndedAt: 9 })];
    return attendee(String(i), run([timed, ...others]));
  });
  const inspected = attendee('z', run([step('a', { labStartedAt: 0, labEndedAt: 1 })], { depth: 'inspect' }));
  const all = [...runs, inspected];
  expect(stepTimes(all, columnsOf(all))).toMatchObject([
    { column: { key: 'service / a' }, runs: minutes.length, median: median * 60_000, p90: p90 * 60_000 },
  ]);
});

it('each attendee has a result, also without a run', () => {
  const ended = { startedAt: at(0), endedAt: at(10) };
  const { rows } = tableOf({
    at: at(10),
    open: false,
    attendees: [
      attendee('a', run([step('a')])),
      attendee('b', run([failed('a', 'misconfigured')])),
      attendee('c', run([failed('a', 'not yet')])),
      attendee('d', run([failed('a', 'not ready')])),
      attendee('e', undefined, { attempts: [{ ...ended, cut: 'killed' }] }),
      attendee('f', undefined, { attempts: [{ ...ended, exitCode: 2 }] }),
      attendee('g', undefined, { attempts: [], standing: 'waiting' }),
      attendee('h', run([step('a')], { ended: undefined }), { standing: 'lost', attempts: [{ startedAt: at(0) }] }),
      // It said in its exit code what no file of it says: an undo that failed.
      attendee('i', run([step('a')]), { attempts: [{ ...ended, exitCode: 4 }] }),
      attendee('j', run([step('a')]), { attempts: [{ ...ended, exitCode: 0, cut: 'other account' }] }),
    ],
  });
  expect(rows.map(({ id, group, result }) => `${id} ${group}: ${result.en}`)).toEqual([
    'a hold: Passed',
    'b stuck: Misconfigured',
    'c notYet: Not yet',
    'd outside: Not ready',
    'e outside: killed',
    'f outside: Tool error',
    'g open: Waiting',
    'h outside: Not finished',
    'i outside: Tool error',
    'j outside: other account',
  ]);
});

it('account ids show their last four digits alone, unless they are asked for', () => {
  const record = {
    at: at(0),
    open: false,
    attendees: [attendee('a 123456789012', run([failed('in 123456789012', 'wrong')]), { id: 'a', folder: 'a' })],
  };
  const all = (mask: boolean) => classJson(tableOf(record, { mask })) + classCsv(tableOf(record, { mask }));
  expect(all(true)).not.toContain('123456789012');
  expect(all(true)).toContain('****9012');
  expect(all(false)).toContain('123456789012');
});

it('CSV is safe for a spreadsheet, and complete', () => {
  const hostile = ['=1+1', '+1', '-1', '@x', '\tx', 'a"b', 'a,b', 'a\nb', "=cmd|'/c calc'!A1"];
  const csv = classCsv(
    tableOf({
      at: at(0),
      open: false,
      attendees: hostile.map((name, i) => attendee(name, run([step('a')]), { id: `i${i}` })),
    }),
  );
  const lines = csv.split('\r\n');
  expect(csv.startsWith('\ufeffid,이름 · Name,결과 · Result,')).toBe(true);
  expect(lines[0]).toMatch(/,Service 한글 · Service: a 한글 · a$/);
  expect(lines.slice(1, -1).map((line) => /^i\d,("(?:[^"]|"")*"|[^,]*),/.exec(line)?.[1])).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "'\tx",
    '"a""b"',
    '"a,b"',
    '"a\nb"',
    "'=cmd|'/c calc'!A1",
  ]);
  expect(lines[1]).toMatch(/,통과 · Passed,1,1,,,1,\*\*\*\*9012,,verify,passed$/);
});

it('JSON has all that the page shows', () => {
  const table = tableOf(classExample(30));
  expect(JSON.parse(classJson(table))).toEqual({ version: 1, ...(JSON.parse(JSON.stringify(table)) as object) });
  expect(table.rows).toHaveLength(30);
  expect(table.rows.every(({ cells }) => cells.length === table.columns.length)).toBe(true);
});
