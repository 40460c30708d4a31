/** Finds the reports below folders, and reads what each has of its attendees. */
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { messageOf } from '../../../helpers/errors';
import type { Text } from '../../../helpers/language';
import { minutes } from '../../../helpers/time';
import { idOf } from '../../roster/id-of-name';
import { isId, isOpen, loggedIn, readLog, type Attempt, type Logged, type LogLine } from '../../roster/roster-log';
import { classJsonFile } from './page';
import type { Left } from './merge';
import type { AttendeeStanding } from './record';
import { readWords as words } from './results';
import { isOwn, stuckOf } from './summary';
import { exitCodeOf } from '../outcome';
import { readRun } from '../read-run';
import type { RunRecord } from '../run-record';

export interface LeftOptions {
  /** ISO time of now. */
  at: string;
  /** Whether a roster is under way there; where it is not said, its own files tell. */
  running?: boolean;
}

/** A folder of a roster, with its log, or of one run. */
interface Report {
  folder: string;
  /** Below the folder that was named, with that one's own name. */
  place: string;
  log: LogLine[];
}

/** What is no report is left out, and told. Each report counts once, however often and by whatever way it is named. */
export function leftIn(folders: readonly string[], options: LeftOptions): { left: Left[]; warnings: Text[] } {
  const warnings: Text[] = [];
  const reports = new Map<string, Report>();
  const none: string[] = [];
  const unreadable = (path: string, error: unknown): void =>
    void warnings.push(words.notReadable(path, messageOf(error)));
  for (const folder of folders) {
    const told = warnings.length;
    const found = reportsIn(resolve(folder), unreadable);
    if (found.length === 0 && warnings.length === told) none.push(folder);
    for (const report of found) {
      const real = realpathSync(report.folder);
      if (!reports.has(real)) reports.set(real, report);
    }
  }
  if (none.length > 0) warnings.push(words.noReports(none.join(', ')));
  const left = [...reports.values()].flatMap((report) =>
    report.log.length > 0 ? ofRoster(report, options, warnings) : [ofOneRun(report)],
  );
  return { left: eachOnce(left), warnings };
}

/** How far down reports are looked for: an artefact has them in folders of its own. */
const LEVELS = 3;

type Unreadable = (path: string, error: unknown) => void;

function reportsIn(folder: string, unreadable: Unreadable, named = folder, levels = LEVELS): Report[] {
  const place = [basename(named), ...relative(named, folder).split(sep).filter(Boolean)].join('/');
  try {
    const log = readLog(folder);
    if (log.length > 0 || existsSync(join(folder, 'run.json'))) return [{ folder, place, log }];
    if (levels === 0 || !isFolder(folder)) return [];
    const inside = readdirSync(folder).filter((name) => !name.startsWith('.'));
    return inside.sort().flatMap((name) => reportsIn(join(folder, name), unreadable, named, levels - 1));
  } catch (error) {
    unreadable(folder, error);
    return [];
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

function ofRoster({ folder, log }: Report, { at, running }: LeftOptions, warnings: Text[]): Left[] {
  const isRunning = running ?? isUnderWay(folder, log, at);
  const foreign = log.flatMap((entry) => ('roster' in entry ? entry.roster.filter(({ id }) => !isId(id)) : []));
  for (const { id } of foreign) warnings.push(words.notInside(id));
  return loggedIn(log).map((one) => {
    const { id, name, attempts } = one;
    const shared = { id, name, rostered: true, named: true };
    const path = join(folder, id);
    if (attempts.length === 0) return { ...shared, attempts, standing: standingOf(one, isRunning), accounts: [] };
    if (!isInside(folder, path)) {
      warnings.push(words.notInside(path));
      return { ...shared, attempts, standing: 'unreadable', accounts: [] };
    }
    const run = runIn(path);
    const standing = standingOf(one, isRunning);
    return {
      ...shared,
      path,
      attempts: withFinding(attempts, run),
      standing: standing === 'ended' && !run && existsSync(join(path, 'run.json')) ? 'unreadable' : standing,
      accounts: accountsOf(attempts, run),
    };
  });
}

/** An attendee's folder may be a link; one that leads out of the roster's is somebody else's. */
const isInside = (folder: string, path: string): boolean =>
  !existsSync(path) || realpathSync(path).startsWith(`${realpathSync(folder)}${sep}`);

function standingOf({ attempts, chosen }: Logged, running: boolean): AttendeeStanding {
  const last = attempts.at(-1);
  if (!last) return chosen ? (running ? 'waiting' : 'notRun') : 'noResult';
  if (last.endedAt !== undefined) return 'ended';
  if (last.lost) return running && chosen ? 'waiting' : 'lost';
  return running ? 'running' : 'lost';
}

/** A roster writes its class page again every few seconds. */
const SILENT = minutes(2);

/** It has not come to its end, and has written a moment ago: one that was killed has not. */
function isUnderWay(folder: string, log: readonly LogLine[], at: string): boolean {
  if (!isOpen(log)) return false;
  const told = [...log.map((entry) => entry.at), drawnAt(folder)].sort().at(-1) ?? '';
  return Math.abs(Date.parse(at) - Date.parse(told)) <= SILENT * 1000;
}

/** Of a page that may be large its first lines are enough. */
function drawnAt(folder: string): string {
  const path = join(folder, classJsonFile);
  const [, at = ''] = existsSync(path) ? (/"at": "([^"]+)"/.exec(readFileSync(path, 'utf8').slice(0, 200)) ?? []) : [];
  return at;
}

/** Of a run without a roster, its own file says whose it is and when it was. */
function ofOneRun({ folder, place }: Report): Left {
  const run = runIn(folder);
  const shared = { path: folder, rostered: false };
  if (!run)
    return {
      ...shared,
      id: idOf(place),
      name: place,
      named: false,
      attempts: [],
      standing: 'unreadable',
      accounts: [],
    };
  const name = run.attendee ?? place;
  const exitCode = run.exitCode ?? exitCodeOf(run);
  const attempt = { startedAt: run.began, ...(run.ended && { endedAt: run.ended, exitCode }) };
  return {
    ...shared,
    // However long a name is, its id is short.
    id: idOf(name.slice(0, 100)),
    name,
    named: run.attendee !== undefined,
    attempts: withFinding([attempt], run),
    standing: run.ended ? 'ended' : 'lost',
    accounts: accountsOf([attempt], run),
  };
}

/** Where the last run came to nothing that the log has, its own record says what it was stuck at. */
function withFinding(attempts: readonly Attempt[], run: RunRecord | undefined): Attempt[] {
  const last = attempts.at(-1);
  const stuck = last?.stuck === undefined && last?.cut !== 'not started' ? run && stuckOf(run) : undefined;
  if (!last || !stuck) return [...attempts];
  return [...attempts.slice(0, -1), { ...last, stuck: stuck.key, ...(stuck.at && { stuckSeen: stuck.at }) }];
}

const accountsOf = (attempts: readonly Attempt[], run: RunRecord | undefined): string[] =>
  run?.lab === 'aws' && run.account && attempts.every(isOwn) ? [run.account] : [];

/** A run of a roster's may have been named by itself too, or a copy of its folder: what the roster says of it stands. */
function eachOnce(left: readonly Left[]): Left[] {
  const real = ({ path }: Left): string | undefined => (path && existsSync(path) ? realpathSync(path) : undefined);
  const rostered = left.filter((one) => one.rostered);
  const folders = new Set(rostered.map(real));
  return left.filter((one) => one.rostered || !(folders.has(real(one)) || rostered.some((its) => isRunOf(its, one))));
}

/** Whether a run without a roster began while the roster's one of the same attendee was under way: on this lab there is one at a time. */
function isRunOf(rostered: Left, { name, accounts, attempts: [run] }: Left): boolean {
  const apart =
    accounts.length > 0 && rostered.accounts.length > 0 && !accounts.some((each) => rostered.accounts.includes(each));
  return (
    run !== undefined &&
    !apart &&
    name.normalize('NFC') === rostered.name.normalize('NFC') &&
    rostered.attempts.some(
      ({ startedAt, endedAt }) => startedAt <= run.startedAt && (endedAt === undefined || run.startedAt <= endedAt),
    )
  );
}

/** Read once for each state of its files: a page that is drawn every few seconds reads only what has changed. */
const known = new Map<string, { of: string; run: RunRecord | undefined }>();

/** @returns undefined where it left nothing, or what no run writes */
export function runIn(path: string): RunRecord | undefined {
  try {
    const of = stampOf(path);
    const before = known.get(path);
    if (before?.of === of) return before.run;
    const run = readOrNone(path);
    known.set(path, { of, run });
    return run;
  } catch {
    // A folder that may not be looked into.
    return undefined;
  }
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
    // What it has no more to say than how it ended, the log has.
    return undefined;
  }
}
