/** One run at a time in a report's folder: a file that says whose it is, made in one step, and worth nothing once its process is gone. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { NotReady } from '../helpers/errors';

/** Another run has the folder. */
export class Occupied extends NotReady {
  /** @param mayEnd whether it is seen here when it has ended */
  constructor(
    message: string,
    readonly mayEnd: boolean,
  ) {
    super(message);
  }
}

interface Holder {
  pid: number;
  /** A process is only known to be gone on its own machine. */
  host: string;
}

/**
 * Takes the folder for this process, which may hold it already.
 * @param named what names the folder, for who has to name another one
 * @returns what lets the next run in
 * @throws Occupied when another run has it, with its process and what to do; nothing of that run was touched then
 */
export function lockReport(folder: string, named = 'LAB_REPORT'): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'run.lock');
  const draft = `${path}.${process.pid}`;
  const mine = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  // A file's content is there as soon as its name is: it is linked to it, which fails where the name exists.
  writeFileSync(draft, mine);
  try {
    while (!done(() => linkSync(draft, path), 'EEXIST')) {
      const found = textOf(path);
      if (found === mine) break;
      if (found === undefined) continue;
      if (!isGone(found)) throw occupied(folder, named, path, found);
      takeAway(path, found);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (textOf(path) === mine) rmSync(path, { force: true });
  };
}

/** Another run may have taken the folder meanwhile: what is not what was found there goes back. */
function takeAway(path: string, found: string): void {
  const aside = `${path}.${process.pid}.gone`;
  if (!done(() => renameSync(path, aside), 'ENOENT')) return;
  if (textOf(aside) !== found) done(() => linkSync(aside, path), 'EEXIST');
  rmSync(aside, { force: true });
}

/** @returns whether it did not fail in the expected way */
function done(act: () => void, but: string): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== but) throw error;
    return false;
  }
}

function textOf(path: string): string | undefined {
  let text: string | undefined;
  done(() => (text = readFileSync(path, 'utf8')), 'ENOENT');
  return text;
}

function holderIn(text: string): Partial<Holder> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Holder>;
  } catch {
    return {};
  }
}

function isGone(text: string): boolean {
  const { pid, host } = holderIn(text);
  if (pid === undefined || host !== hostname()) return false;
  try {
    // Signal 0 only asks whether it could be sent (POSIX, kill).
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it is there, and someone else's.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function occupied(folder: string, named: string, path: string, text: string): Occupied {
  const { pid, host } = holderIn(text);
  const who = pid === undefined ? 'one whose name can not be read' : `process ${pid} on ${host}`;
  return new Occupied(
    `One run at a time may write to the report's folder ${folder}, and another one does: ${who}. ` +
      `Wait until it has ended, or name another folder in ${named}; if there is no such run, delete ${path}.`,
    host === hostname(),
  );
}
