/** Tests of how a run begins in a folder that was used before, and in one that another run is using. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './child-jest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'global-setup-'));
  for (const name of ['attendee.ko.html', 'attendee.en.html', 'run.json']) writeFileSync(join(folder, name), 'earlier');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Begins a run, looks whether the folder is locked, and ends. */
const code = `require('./setup/global-setup.ts').default().then(() => {
  process.stdout.write(String(require('node:fs').existsSync(process.env.LAB_REPORT + '/run.lock')));
  process.exit(0);
})`;
const begin = (): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, ['-r', 'esbuild-register', '-e', code], {
    cwd: repository,
    env: { ...process.env, LAB: 'simulator', LAB_REPORT: folder },
    encoding: 'utf8',
  });
const lock = (pid: number): void => writeFileSync(join(folder, 'run.lock'), JSON.stringify({ pid, host: hostname() }));

it('takes the folder for as long as it lasts, and the pages of the run before are gone', () => {
  expect(begin()).toMatchObject({ status: 0, stdout: 'true' });
  expect(readdirSync(folder)).toEqual(['run.json']);
});

it('takes it from a run that was killed', () => {
  lock(spawnSync(process.execPath, ['-e', '']).pid);
  expect(begin()).toMatchObject({ status: 0, stdout: 'true' });
  expect(existsSync(join(folder, 'run.lock'))).toBe(false);
});

it.each([
  ['that goes on', () => lock(process.pid), `process ${process.pid} on ${hostname()}`],
  ['that no one can name', () => writeFileSync(join(folder, 'run.lock'), '{'), 'one whose name can not be read'],
])('is refused beside a run %s, and touches nothing of it', (_, hold, who) => {
  hold();
  const { status, stderr } = begin();
  expect(status).toBe(3);
  expect(stderr).toContain(
    `One run at a time may write to the report's folder ${folder}, and another one does: ${who}.`,
  );
  expect(readdirSync(folder)).toEqual(['attendee.en.html', 'attendee.ko.html', 'run.json', 'run.lock']);
});
