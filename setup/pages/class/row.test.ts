/** Tests of the class as a table: what each attendee's result is, what does not count, and that no text is more than a page can have. */
import { at, attendee, chapter, classOf, failed, run, said, step } from './made-up';
import { tableOf } from './row';
import type { AttendeeRecord } from './record';
import type { RunRecord } from '../run-record';

const rowsOf = (...attendees: AttendeeRecord[]) => tableOf(classOf(...attendees)).rows;
const ended = { startedAt: at(0), endedAt: at(10) };

it('each attendee has a result, also without a run', () => {
  const rows = rowsOf(
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
    attendee('k', undefined, { attempts: [], standing: 'notRun' }),
    attendee('l', undefined, { attempts: [], standing: 'noResult' }),
    attendee('m', undefined, { attempts: [], standing: 'unreadable' }),
    // It came, and too late: that is no pass.
    attendee('n', run([step('z'), failed('a', 'late')])),
    attendee('o', run([failed('a', 'load insufficient')])),
    attendee('p', run([step('a')], { ended: undefined }), { standing: 'running', attempts: [{ startedAt: at(0) }] }),
  );
  expect(rows.map(({ id, group, verdict, result }) => `${id} ${group}, ${verdict}: ${result.en}`)).toEqual([
    'a hold, passed: Passed',
    'b stuck, misconfigured: Misconfigured',
    'c notYet, not yet: Not yet',
    'd outside, not ready: Not ready',
    'e outside, interrupted: killed',
    'f outside, tool error: Tool error',
    'g open, skipped: Waiting',
    'h outside, interrupted: Not finished',
    'i outside, tool error: Tool error',
    'j outside, interrupted: other account',
    'k outside, interrupted: Not run',
    'l outside, interrupted: No result',
    'm outside, interrupted: Unreadable',
    'n stuck, late: Late',
    'o outside, load insufficient: Load insufficient',
    'p open, skipped: Running',
  ]);
});

it('what an earlier run has left is not what one found that was begun since, and a run without a code is no pass', () => {
  const before = run([step('a')], { exitCode: 0 });
  const [lost, open, codeless] = rowsOf(
    attendee('lost', before, { standing: 'lost', attempts: [ended, { startedAt: at(20) }] }),
    attendee('open', before, { standing: 'running', attempts: [ended, { startedAt: at(20) }] }),
    attendee('codeless', run([step('a')]), { attempts: [ended] }),
  );
  expect([lost, open].map((row) => [row?.group, row?.passed, row?.cells])).toEqual([
    ['outside', 0, ['none']],
    ['open', 0, ['none']],
  ]);
  expect([codeless?.group, codeless?.verdict]).toEqual(['outside', 'tool error']);
});

it('two attendees who were found in one lab count for neither, however their runs were made', () => {
  const of = (name: string, more: Partial<RunRecord> = {}) =>
    attendee(name, run([step('a')], { attendee: name, region: 'ap-northeast-2', cluster: 'DEMOGO-ECS', ...more }));
  const results = (...all: AttendeeRecord[]) =>
    rowsOf(...all).map(({ id, group, result }) => `${id} ${group}: ${result.en}`);
  expect(results(of('kim'), of('lee'), of('park', { cluster: 'PARK-ECS' }))).toEqual([
    'kim outside: same lab',
    'lee outside: same lab',
    'park hold: Passed',
  ]);
  expect(results(of('kim', { lab: 'simulator' }), of('lee', { lab: 'simulator' }))).toEqual([
    'kim hold: Passed',
    'lee hold: Passed',
  ]);
  // Without a name they may be one person's.
  expect(results(of('kim', { attendee: undefined }), of('lee', { attendee: undefined }))).toEqual([
    'kim hold: Passed',
    'lee hold: Passed',
  ]);
});

it('of a run in a lab that is not the attendee’s, or may not be, nothing is shown and nothing counts', () => {
  const of = run([step('a', { labStartedAt: 0, labEndedAt: 9 }), failed('b', 'misconfigured')]);
  const foreign = (cut: 'other account' | 'same lab') =>
    tableOf(classOf(attendee('a', of, { attempts: [{ ...ended, exitCode: 1, cut, stuck: 'service / b' }] })));
  for (const cut of ['other account', 'same lab'] as const) {
    const { rows, columns, mistakes, times, depths, labs } = foreign(cut);
    expect({ columns, mistakes, times, depths, labs }).toEqual({
      columns: [],
      mistakes: [],
      times: [],
      depths: [],
      labs: [],
    });
    expect(rows[0]).toEqual({
      id: 'a',
      name: 'a',
      folder: 'a',
      group: 'outside',
      verdict: 'interrupted',
      result: expect.objectContaining({ en: cut }) as object,
      passed: 0,
      of: 0,
      runs: 1,
      lab: undefined,
      cells: [],
    });
  }
  const [later] = rowsOf(
    attendee('a', of, {
      attempts: [
        { ...ended, cut: 'other account' },
        { startedAt: at(20), cut: 'not started' },
      ],
    }),
  );
  expect(later!.cells).toEqual([]);
  const [again] = rowsOf(attendee('a', of, { attempts: [{ ...ended, cut: 'other account' }, ended] }));
  expect(again!.cells).toEqual(['passed', 'misconfigured']);
});

it('all hold only where every chapter was run that the class has', () => {
  const chapters = [chapter('service', [step('a')]), chapter('cluster', [step('a')])];
  const rows = rowsOf(
    attendee('both', run([], { chapters })),
    attendee('one', run([step('a')])),
    attendee('failed', run([failed('a', 'wrong')])),
  );
  expect(rows.map(({ group, result, passed, of }) => [group, result.ko, passed, of])).toEqual([
    ['hold', '통과', 2, 2],
    ['notYet', '일부만 실행', 1, 1],
    ['stuck', '기대와 다름', 0, 1],
  ]);
  expect(rowsOf(attendee('one', run([step('a')])))[0]!.group).toBe('hold');
});

it('the step that is named is the one of the result', () => {
  const [one, two] = rowsOf(
    attendee('a', run([failed('a', 'not yet'), failed('b', 'misconfigured')])),
    attendee('b', run([failed('a', 'tool error'), failed('b', 'misconfigured')])),
  );
  for (const row of [one!, two!])
    expect([row.verdict, row.stuckAt!.en, row.stuckKey]).toEqual(['misconfigured', 'b', 'service / b']);
});

it('says whose labs the runs were in, at which depths, and when each was last seen', () => {
  const { rows, labs, depths, masked } = tableOf(
    classOf(
      attendee('a', run([step('a')], { lab: 'simulator', depth: 'inspect', account: undefined })),
      attendee('b', run([step('a')])),
      attendee('c', run([step('a')], { ended: undefined, lastSeen: at(7) }), { standing: 'running' }),
      attendee('d', undefined, { attempts: [{ ...ended, cut: 'killed' }] }),
      attendee('e', undefined, { attempts: [], standing: 'noResult' }),
    ),
  );
  expect(rows.map(({ lab, depth, seen, runs }) => [lab, depth, seen, runs])).toEqual([
    ['simulator', 'inspect', at(10), 1],
    ['aws', 'verify', at(10), 1],
    ['aws', 'verify', at(7), 1],
    [undefined, undefined, at(10), 1],
    [undefined, undefined, undefined, 0],
  ]);
  expect({ labs, depths, masked }).toEqual({ labs: ['simulator', 'aws'], depths: ['inspect', 'verify'], masked: true });
});

describe('texts', () => {
  const HOSTILE = '\u001b[31mred\u001b[0m\u0000 \u202eeman\nnext';
  const hostileRun = (): RunRecord =>
    run([], {
      region: HOSTILE,
      chapters: [
        chapter('service', [{ ...failed(HOSTILE, 'misconfigured'), observed: said(HOSTILE) }], {
          title: said(HOSTILE),
          diagnosis: { text: { ko: `확인된 것: ${HOSTILE}`, en: `Found: ${HOSTILE}` } },
        }),
      ],
    });

  it('are without control characters, wherever they stand', () => {
    const table = tableOf(classOf(attendee(HOSTILE, hostileRun(), { id: HOSTILE, folder: HOSTILE })));
    const all: string[] = [];
    JSON.stringify(table, (_, value: unknown) => {
      if (typeof value === 'string') all.push(value);
      return value;
    });
    expect(all.filter((text) => /[\u0000-\u001f\u202e]/.test(text))).toEqual([]);
    expect(table.rows[0]!.name).toBe('red   eman next');
    expect(table.rows[0]!.stuckKey).toBe(table.columns[0]!.key);
  });

  it('are no longer than they can be read', () => {
    const long = 'x'.repeat(2_000_000);
    const table = tableOf(
      classOf(attendee(long, run([failed(long, 'wrong')], { attendee: long, region: long }), { folder: 'a' })),
    );
    expect(table.rows[0]!.name).toHaveLength(81);
    expect(JSON.stringify(table).length).toBeLessThan(10_000);
  });

  it('have the last four digits of account ids alone, unless they are asked for', () => {
    const account = '123456789012';
    const record = classOf(
      attendee(`a ${account}`, run([failed(`in ${account}`, 'wrong')]), { id: `lab-${account}`, folder: 'a' }),
      // A letter before it, which could be a digit of a hexadecimal number, is none in a name.
      attendee(`lab${account}`, undefined, { id: `lab${account}`, folder: 'b' }),
      attendee('c', undefined, { id: 'lab-999999999012', folder: 'c' }),
    );
    const all = (mask: boolean) => JSON.stringify(tableOf(record, { mask }));
    expect(all(true)).not.toContain(account);
    expect(tableOf(record).rows.map(({ id, name }) => [id, name])).toEqual([
      ['lab-****9012', 'a ****9012'],
      ['lab****9012', 'lab****9012'],
      ['lab-****9012-2', 'c'],
    ]);
    const cut = tableOf(classOf(attendee(`${'x'.repeat(73)} ${account}`))).rows[0]!;
    expect(cut.name).toBe(`${'x'.repeat(73)} ****90…`);
    expect(all(false)).toContain(`lab-${account}`);
    expect(tableOf(record, { mask: false }).masked).toBe(false);
  });
});

it('has no more columns than a table can show, those that most runs have, and says how many it leaves out', () => {
  const many = Array.from({ length: 5000 }, (_, i) => step(`step ${i}`));
  const { columns, rows, notes } = tableOf(
    classOf(attendee('a', run(many)), attendee('b', run([step('common')])), attendee('c', run([step('common')]))),
  );
  expect([columns.length, rows[0]!.cells.length, rows[0]!.of]).toEqual([100, 100, 5000]);
  expect(columns.map(({ title }) => title.en)).toContain('common');
  expect(notes).toEqual([
    {
      ko: '단계가 너무 많아 4901개는 표시하지 않습니다.',
      en: 'There are too many steps to show: 4901 of them are left out.',
    },
  ]);
  expect(tableOf(classOf(attendee('a', run([step('a')])))).notes).toEqual([]);
});
