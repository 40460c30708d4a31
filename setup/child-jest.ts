/** A Jest run of its own in a folder of its own, for tests of what a whole run leaves behind. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const repository = resolve(__dirname, '..');

export interface ChildRun {
  readonly dir: string;
  readonly exitCode: number;
  readonly stderr: string;
}

/** A folder under the system's temporary one; `remove` it in the end. */
export function project(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'child-jest-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}

/**
 * Runs Jest on `files` (name to source), written into `dir`, from the folder `cwd`. TypeScript and packages come from this
 * repository. `before` is JavaScript that runs while Jest reads its configuration.
 */
export async function runJest(options: {
  dir: string;
  cwd?: string;
  files: Record<string, string>;
  reporters: unknown[];
  before?: string;
}): Promise<ChildRun> {
  const { dir, cwd = dir, files, reporters, before = '' } = options;
  mkdirSync(dir, { recursive: true });
  const config = {
    rootDir: dir,
    testMatch: ['<rootDir>/*.spec.js'],
    modulePaths: [join(repository, 'node_modules')],
    transform: {
      '^.+\\.ts$': [
        join(repository, 'node_modules/ts-jest'),
        { diagnostics: false, tsconfig: join(repository, 'tsconfig.json') },
      ],
    },
    reporters,
    maxWorkers: 1,
  };
  // Jest looks for a package upwards from its working directory, whatever configuration it is given.
  writeFileSync(join(cwd, 'package.json'), '{}');
  writeFileSync(join(dir, 'jest.config.cjs'), `${before}\nmodule.exports = ${JSON.stringify(config)};\n`);
  for (const [name, source] of Object.entries(files)) writeFileSync(join(dir, name), source);
  const env = { ...process.env };
  // Both belong to the run that runs this test.
  delete env.JEST_HTML_REPORTERS_TEMP_DIR_PATH;
  delete env.JEST_WORKER_ID;
  const jest = join(repository, 'node_modules/jest/bin/jest.js');
  return new Promise((done) => {
    execFile(
      process.execPath,
      [jest, '--ci', '-c', join(dir, 'jest.config.cjs')],
      { cwd, env, timeout: 60_000 },
      (error, _stdout, stderr) => {
        done({ dir, exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stderr });
      },
    );
  });
}

/** The reporters as the suite lists them, for a page at `<dir>/report/index.html`. */
export const htmlReporters = (dir: string): unknown[] => [
  [
    join(repository, 'node_modules/jest-html-reporters'),
    { publicPath: join(dir, 'report'), filename: 'index.html', inlineSource: true },
  ],
  join(repository, 'setup/reporters/finish-html-report.cjs'),
];
