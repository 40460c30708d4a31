/** Tests of the report's folder: fresh for each run, gone after it, never a foreign one. */
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { htmlReporters, project, repository, runJest } from './child-jest';
import { checkWorkingDirectory, reportTempDir } from './report-temp-dir';

const variable = 'JEST_HTML_REPORTERS_TEMP_DIR_PATH';

describe('the folder', () => {
  const before = process.env[variable];
  afterEach(() => {
    // A test's `process` hears no exit.
    const made = process.env[variable];
    if (made && basename(made).startsWith('lab-report-')) rmSync(made, { recursive: true, force: true });
    if (before === undefined) delete process.env[variable];
    else process.env[variable] = before;
  });

  it('is fresh, exists, and is named in the environment', () => {
    delete process.env[variable];
    const dir = reportTempDir();
    expect(existsSync(dir)).toBe(true);
    expect(process.env[variable]).toBe(dir);
  });

  it('is the same when the configuration is read twice', () => {
    delete process.env[variable];
    expect(reportTempDir()).toBe(reportTempDir());
  });

  it('is the one given from outside', () => {
    process.env[variable] = join(tmpdir(), 'given');
    expect(reportTempDir()).toBe(join(tmpdir(), 'given'));
    expect(existsSync(join(tmpdir(), 'given'))).toBe(false);
  });

  it('is not the one of a parent run', () => {
    const parents = join(tmpdir(), `lab-report-${process.ppid}-abc`);
    process.env[variable] = parents;
    expect(reportTempDir()).not.toBe(parents);
  });
});

describe('the working directory', () => {
  it.each(['/', '/home/attendee/ecs-autoscaling-lab', process.cwd()])('may be %s', (cwd) =>
    expect(() => checkWorkingDirectory(cwd)).not.toThrow(),
  );

  it('may not be longer than a file name can tell', () => {
    expect(() => checkWorkingDirectory(`/home/${'a'.repeat(240)}`)).toThrow(/found \d+ characters .* shorter path/);
  });
});

it('keeps two runs from one folder apart, and is gone after each', async () => {
  const { dir, remove } = project();
  try {
    const call = `
      require(${JSON.stringify(join(repository, 'node_modules/esbuild-register/dist/node'))}).register();
      require('fs').appendFileSync(${JSON.stringify(join(dir, 'dirs'))}, require(${JSON.stringify(join(repository, 'setup/report-temp-dir.ts'))}).reportTempDir() + '\\n');`;
    const meet = (own: string, other: string): string => `
      const { existsSync, writeFileSync } = require('fs');
      const { addMsg } = require('jest-html-reporters/helper');
      it('notes', async () => {
        await addMsg({ message: 'from ${own}' });
        writeFileSync(${JSON.stringify(join(dir, own))}, '');
        while (!existsSync(${JSON.stringify(join(dir, other))})) await new Promise(setImmediate);
      }, 50_000);`;
    const runs = ['met-1', 'met-2'].map((name) => ({ name, dir: join(dir, `run-${name}`) }));
    const ended = await Promise.all(
      runs.map(({ name, dir: own }, index) => {
        const files = { 'a.spec.js': meet(name, runs[1 - index]!.name) };
        return runJest({ dir: own, cwd: dir, files, reporters: htmlReporters(own), before: call });
      }),
    );
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    for (const { name, dir: own } of runs)
      expect(readFileSync(join(own, 'report/index.html'), 'utf8')).toContain(`from ${name}`);
    const dirs = new Set(readFileSync(join(dir, 'dirs'), 'utf8').trim().split('\n'));
    expect(dirs.size).toBe(2);
    for (const used of dirs) expect(readdirSync(tmpdir())).not.toContain(basename(used));
  } finally {
    remove();
  }
}, 130_000);
