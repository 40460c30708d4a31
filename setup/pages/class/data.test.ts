/** Tests of the class as CSV and JSON: safe for a spreadsheet, whole, and without what nobody else is to read. */
import { classCsv, classJson } from './data';
import { classExample } from './example';
import { at, attendee, classOf, failed, run, step } from './made-up';
import { tableOf, type ClassTable } from './row';

it('CSV is safe for a spreadsheet', () => {
  const hostile = [
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\tx',
    'a"b',
    'a,b',
    'a\nb',
    "=cmd|'/c calc'!A1",
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ];
  const csv = classCsv(
    tableOf(classOf(...hostile.map((name, i) => attendee(name, run([step('a')]), { id: `i${i + 10}` })))),
  );
  const lines = csv.split('\r\n').slice(1, -1);
  expect(lines.map((line) => /^i\d\d,("(?:[^"]|"")*"|[^,]*),/.exec(line)?.[1])).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    'x',
    '"a""b"',
    '"a,b"',
    'a b',
    "'=cmd|'/c calc'!A1",
    "'＝1",
    "'＋1",
    "'－1",
    "'＠x",
  ]);
});

it('and has all that a row has, under headings in both languages', () => {
  const csv = classCsv(
    tableOf(
      classOf(
        attendee('a', run([step('a'), failed('b', 'wrong', 9)], { region: 'ap-northeast-2' })),
        attendee('b', undefined, { attempts: [], standing: 'noResult' }),
      ),
    ),
  );
  expect(csv.startsWith('\ufeff')).toBe(true);
  const lines = csv.slice(1).split('\r\n');
  const head = lines[0]!.split(',');
  const cells = (line: number) => Object.fromEntries(lines[line]!.split(',').map((cell, i) => [head[i]!, cell]));
  expect(cells(1)).toMatchObject({
    id: 'a',
    '이름 · Name': 'a',
    '전체 단계 · Steps': '2',
    '실습 환경 · Lab': 'aws',
    '마지막 확인 · Last checked': '2026-11-26 14:10',
    'Service 한글 · Service: a 한글 · a': 'passed',
    'Service 한글 · Service: b 한글 · b': 'wrong',
  });
  expect(lines[1]).toBe(
    'a,a,기대와 다름 · Not as expected,1,2,b 한글 · b,2026-11-26 14:09,2026-11-26 14:10,1,aws,****9012,ap-northeast-2,verify,passed,wrong',
  );
  expect(lines[2]).toBe('b,b,결과 없음 · No result,0,0,,,,0,,,,,none,none');
});

it('JSON has all that the page shows, with what to say of each mistake', () => {
  const table = tableOf(classExample(30));
  const json = JSON.parse(classJson(table)) as ClassTable;
  expect(json).toEqual({ version: 1, ...(JSON.parse(JSON.stringify(table)) as object) });
  expect(json.rows).toHaveLength(30);
  expect(json.rows.every(({ cells }) => cells.length === table.columns.length)).toBe(true);
  expect(json.mistakes.length).toBeGreaterThan(0);
  for (const { say, people } of json.mistakes) expect([say.ko, say.en, people[0]?.id].every(Boolean)).toBe(true);
});

it('a folder with an account id in its name is left out of it, unless ids are shown', () => {
  const record = classOf(
    attendee('a', undefined, { folder: '../lab-123456789012/a', attempts: [{ startedAt: at(0), cut: 'killed' }] }),
    attendee('b', undefined, { folder: 'b' }),
  );
  const folders = (mask: boolean) =>
    (JSON.parse(classJson(tableOf(record, { mask }))) as ClassTable).rows.map(({ folder }) => folder);
  expect(folders(true)).toEqual([undefined, 'b']);
  expect(folders(false)).toEqual(['../lab-123456789012/a', 'b']);
  expect(classCsv(tableOf(record))).not.toContain('123456789012');
  // The page's link leads there.
  expect(tableOf(record).rows[0]!.folder).toBe('../lab-123456789012/a');
});
