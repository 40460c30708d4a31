/** Tests of `npm run class` as it is called: what it says, in either language, and how it ends. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClassTable } from './pages/class/row';

// A process of its own each time, on a machine that may be slow.
jest.setTimeout(120_000);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'class-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PROJECT = resolve(__dirname, '..');

function run(args: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', join(PROJECT, 'node_modules/esbuild-register/register.js'), join(PROJECT, 'setup/class.ts'), ...args],
    { cwd: folder, env: { PATH: process.env.PATH, ...environment }, encoding: 'utf8', timeout: 60_000 },
  );
  return { status, out: stdout, err: stderr };
}

function leaveRun(name: string, attendee: string, account = '123456789012'): void {
  mkdirSync(join(folder, name));
  const run = { version: 1, id: 'x', attendee, lab: 'aws', account, depth: 'inspect', chapters: [] };
  writeFileSync(join(folder, name, 'run.json'), JSON.stringify({ ...run, began: '2026-11-26T05:00:00.000Z' }));
}

const table = (): ClassTable => JSON.parse(readFileSync(join(folder, 'report/class.json'), 'utf8')) as ClassTable;

it('makes a page of what there is, and says what it leaves out', () => {
  leaveRun('one', '김민준');
  writeFileSync(join(folder, 'junit.xml'), '');
  // An earlier page is no report, and nothing to tell of.
  const pages = ['class.ko.html', 'class.en.html', 'class.csv', 'class.json'];
  for (const name of pages) writeFileSync(join(folder, name), '');
  const first = run(['one', 'junit.xml', ...pages, `./class.csv`]);
  expect(first).toEqual({
    status: 0,
    out: '1 attendee: report/class.ko.html\n',
    err: 'No reports, and left out: junit.xml\n',
  });
  expect(table().rows).toMatchObject([{ id: 'gimminjun', lab: 'aws', account: '****9012' }]);

  leaveRun('two', '이서연', '210987654321');
  const both = run(['one', 'two'], { LAB_LANG: 'ko', LAB_MASK: 'off' });
  expect(both).toEqual({ status: 0, out: '실습자 2명: report/class.ko.html\n', err: '' });
  expect(table()).toMatchObject({ masked: false, rows: [{ account: '123456789012' }, {}] });
});

it('with the roster also has who left nothing, in its order; what it says is plain text', () => {
  writeFileSync(join(folder, 'attendees.yaml'), 'attendees: [{ name: 이서연 }, { name: 김민준 }]');
  leaveRun('one', '김민준');
  leaveRun('two', '\u001b[31m박도윤', '210987654321');
  const { status, out, err } = run(['--roster', 'attendees.yaml', 'one', 'two']);
  expect([status, out, err]).toEqual([0, '3 attendees: report/class.ko.html\n', 'Not on the roster: 박도윤\n']);
  expect(table().rows.map(({ name, group, result }) => [name, group, result.en])).toEqual([
    ['이서연', 'outside', 'No result'],
    ['김민준', 'outside', 'Not finished'],
    ['박도윤', 'outside', 'Not finished'],
  ]);
});

it('ends with 2 where nothing is left, or the roster can not be used', () => {
  mkdirSync(join(folder, 'empty'));
  expect(run(['empty'])).toMatchObject({
    status: 2,
    out: '',
    err: expect.stringMatching(/^Expected reports/) as string,
  });
  leaveRun('one', '김민준');
  expect(run(['--roster', 'nowhere.yaml', 'one'])).toMatchObject({
    status: 2,
    err: expect.stringMatching(/nowhere\.yaml can't be read/) as string,
  });
});

it('ends with 2 where its page can not be written', () => {
  leaveRun('one', '김민준');
  for (const report of ['one/run.json', '/proc/self/class', ''])
    expect(run([`--report=${report}`, 'one'])).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(
        /^--report \S+ is no folder that can be written to, and none can be made there\./,
      ) as string,
    });
});
