/** Tests of `npm run report`: after a kill, of another folder, and where there is nothing to draw. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { forget, runChapter, type ChapterRun } from '../fixtures/run-chapter';
import { ACCOUNT, exampleRun } from './pages/example-run';

const root = resolve(__dirname, '..');

interface Told {
  code: number;
  stdout: string;
  stderr: string;
}

const report = (args: string[], environment: Record<string, string> = {}): Promise<Told> =>
  new Promise((done) => {
    execFile(
      process.execPath,
      ['-r', 'esbuild-register', 'setup/report.ts', ...args],
      { cwd: root, env: { ...process.env, ...environment } },
      (error, stdout, stderr) =>
        done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('draws both languages of the run in a folder, and masks it unless told otherwise', async () => {
  exampleRun(folder, { attendee: '김하나' });
  const { code, stdout } = await report([folder]);
  expect([code, stdout]).toEqual([0, `${join(folder, 'attendee.ko.html')}\n${join(folder, 'attendee.en.html')}\n`]);
  expect(readFileSync(join(folder, 'attendee.ko.html'), 'utf8')).not.toContain(ACCOUNT);
  await report([], { LAB_REPORT: folder, LAB_MASK: 'off' });
  expect(readFileSync(join(folder, 'attendee.ko.html'), 'utf8')).toContain(ACCOUNT);
}, 60_000);

it.each([
  ['a folder without a run', ['/nowhere'], {}, /Expected the report of a run in \/nowhere, found no run\.json/],
  ['an option', ['--all'], {}, /^Usage: npm run report/],
  ['two folders', ['a', 'b'], {}, /^Usage: npm run report/],
  ['a setting that can’t be used', [], { LAB_MASK: 'maybe' }, /LAB_MASK=maybe must be "on"/],
])(
  'ends with code 2 and one sentence for %s',
  async (_what, args, environment, sentence) => {
    const { code, stderr } = await report(args, environment);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  },
  60_000,
);

describe('after a SIGKILL in the middle of a chapter', () => {
  let run: ChapterRun;
  beforeAll(async () => {
    const scenario = join(folder, 'killed.cjs');
    // By then the single pass of load is over, and the load script runs.
    const kill = `() => process.kill(process.pid, 'SIGKILL')`;
    writeFileSync(scenario, `exports.killed = { intervene: ({ agenda }) => void agenda.after(720, ${kill}) };`);
    run = await runChapter(
      { LAB_ATTENDEE: '박세라', LAB_SCENARIO: `${scenario}#killed` },
      { spec: 'service-autoscaling' },
    );
  }, 120_000);
  afterAll(() => forget(run));

  it('draws what was recorded until then, and says where it ended', async () => {
    // Otherwise what it said tells why it was not killed.
    expect(run.exitCode === null ? '' : run.stderr).toBe('');
    expect(existsSync(join(run.report, 'attendee.ko.html'))).toBe(false);
    expect((await report([run.report])).code).toBe(0);
    const page = readFileSync(join(run.report, 'attendee.ko.html'), 'utf8');
    expect(page).toMatch(/<h1>박세라<\/h1>.*중단됨 · 17단계 중 6단계 통과/s);
    expect(page).toMatch(/진행 중이었음.*도달하지 않음/s);
    expect(page).toContain('class="metric"');
  }, 60_000);
});
