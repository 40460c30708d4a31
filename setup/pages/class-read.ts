/** Reads a class back from the folders of its runs: a roster's own report, or what came as artefacts of many. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { loggedIn, readLog, type Logged } from '../roster/roster-log';
import { attendeeFile } from './attendee-page';
import type { AttendeeRecord, AttendeeStanding, ClassRecord } from './class-record';
import { readRun } from './read-run';
import type { RunRecord } from './run-record';

export interface ReadOptions {
  /** ISO time of now. */
  at: string;
  /** Where the class page is to be; links are relative to it. */
  page: string;
  /** Whether a roster is under way in that folder. */
  running?: boolean;
}

/** An attendee, and the folder that the run has left. */
type Left = Logged & { path: string };

/**
 * @param folders reports of rosters, reports of single runs, or folders that hold such
 * @throws Error naming the folder in which there is neither
 */
export function readClass(folders: readonly string[], { at, page, running = false }: ReadOptions): ClassRecord {
  const left = new Map<string, Left>();
  for (const folder of folders) {
    const found = leftIn(resolve(folder));
    if (found.length === 0)
      throw new Error(
        `Expected reports of attendees in ${folder}, found neither roster.jsonl nor run.json. Name what \`npm run roster\` has written.`,
      );
    // Of two runs of one attendee in two folders the later one counts; what came before it stays known.
    for (const one of found) left.set(one.id, together(left.get(one.id), one));
  }
  const attendees = [...left.values()].map((one) => attendeeIn(one, page, running));
  return { at, open: running, attendees };
}

/** How far down reports are looked for: an artefact has them in folders of its own. */
const LEVELS = 3;

function leftIn(folder: string, levels = LEVELS): Left[] {
  const log = readLog(folder);
  if (log.length > 0) return loggedIn(log).map((one) => ({ ...one, path: join(folder, one.id) }));
  if (existsSync(join(folder, 'run.json'))) return [ofOneRun(folder)];
  if (levels === 0 || !isFolder(folder)) return [];
  const inside = readdirSync(folder).filter((name) => !name.startsWith('.'));
  return inside.sort().flatMap((name) => leftIn(join(folder, name), levels - 1));
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Of a run without a roster, its own file says when it was. */
function ofOneRun(path: string): Left {
  const run = runIn(path);
  const id = basename(path);
  return {
    id,
    name: run?.attendee ?? id,
    path,
    attempts: run ? [{ startedAt: run.began, endedAt: run.ended }] : [],
  };
}

const lastOf = ({ attempts }: Logged): string => attempts.at(-1)?.startedAt ?? '';

function together(one: Left | undefined, other: Left): Left {
  if (!one) return other;
  const attempts = [...one.attempts, ...other.attempts].sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  return { ...(lastOf(one) > lastOf(other) ? one : other), attempts };
}

function attendeeIn({ id, name, attempts, path }: Left, page: string, running: boolean): AttendeeRecord {
  const run = runIn(path);
  return {
    id,
    name,
    attempts,
    standing: standingOf(attempts, running),
    folder: relative(page, path).split(sep).join('/'),
    pages: existsSync(join(path, attendeeFile('ko'))),
    ...(run && { run }),
  };
}

function standingOf(attempts: Logged['attempts'], running: boolean): AttendeeStanding {
  const last = attempts.at(-1);
  if (!last) return 'waiting';
  if (last.endedAt !== undefined) return 'ended';
  return running ? 'running' : 'lost';
}

/** Read once for each state of its files: a page that is drawn every few seconds reads only what has changed. */
const known = new Map<string, { of: string; run: RunRecord | undefined }>();

function runIn(path: string): RunRecord | undefined {
  const of = stampOf(path);
  const before = known.get(path);
  if (before?.of === of) return before.run;
  const run = readOrNone(path);
  known.set(path, { of, run });
  return run;
}

/** When the files that a run appends to were last written, and how long they are. */
const stampOf = (path: string): string =>
  [
    'run.json',
    'statement.json',
    ...inFolder(path, 'steps'),
    ...inFolder(path, 'diagnosis'),
    ...inFolder(path, 'inspection'),
  ]
    .map((name) => {
      const file = join(path, name);
      if (!existsSync(file)) return '';
      const { mtimeMs, size } = statSync(file);
      return `${mtimeMs} ${size}`;
    })
    .join('|');

const inFolder = (path: string, folder: string): string[] =>
  isFolder(join(path, folder)) ? readdirSync(join(path, folder)).map((name) => join(folder, name)) : [];

function readOrNone(path: string): RunRecord | undefined {
  try {
    return readRun(path);
  } catch {
    // A run that left nothing has no more to say than how it ended, which the log has.
    return undefined;
  }
}
