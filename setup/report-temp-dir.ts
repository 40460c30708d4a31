/** The folder of one run's passing things, gone with it: what jest-html-reporters collects, and a simulated lab's journal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';

const variable = 'JEST_HTML_REPORTERS_TEMP_DIR_PATH';

/** ext4, APFS and NTFS alike. */
const longestFileName = 255;

/**
 * Makes a fresh folder, names it in JEST_HTML_REPORTERS_TEMP_DIR_PATH, and removes it when this process exits. Call it while
 * Jest reads its configuration: workers start later and inherit the variable. Without it, two runs from one checkout share
 * a folder and erase each other's messages.
 *
 * A folder given from outside is used, and left alone; one that a parent run made is not, since it is the parent's.
 * Throws when the checkout's path is too long for the reporter, which makes a file name of it.
 */
export function reportTempDir(): string {
  checkWorkingDirectory(process.cwd());
  const mine = `lab-report-${process.pid}-`;
  const given = process.env[variable];
  if (given && (basename(given).startsWith(mine) || !basename(given).startsWith('lab-report-'))) return given;
  const dir = mkdtempSync(join(tmpdir(), mine));
  process.env[variable] = dir;
  process.env.LAB_RUN_FOLDER = dir;
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** jest-html-reporters 3.1.7 names a folder `<user>-<base64 of the working directory>`, which a `/` in base64 may split. */
export function checkWorkingDirectory(cwd: string): void {
  const names = `${userInfo().username}-${Buffer.from(cwd).toString('base64')}`.split('/');
  const longest = Math.max(...names.map((name) => name.length));
  if (longest > longestFileName)
    throw new Error(
      `Expected a working directory whose base64 fits a file name (${longestFileName} characters), ` +
        `found ${longest} characters for ${cwd}: run the suite from a shorter path, jest-html-reporters cannot report from here.`,
    );
}
