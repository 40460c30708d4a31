/** `npm run roster`: the suite for every attendee of a roster, each by itself, with a live table and a page of the class. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { languagesOf } from '../fixtures/settings';
import { NotReady, messageOf } from '../helpers/errors';
import { show, spoken } from '../helpers/language';
import { everyReal, wallClock } from '../helpers/time';
import { readArguments, type RosterArguments } from './roster/arguments';
import type { Attendee } from './roster/attendee';
import { ClassPages } from './roster/class-pages';
import { commandOf } from './roster/command';
import { LiveTable, stateOf, tableLines } from './roster/live-table';
import { codeBuildBatch, githubMatrix } from './roster/matrix';
import { assertReachable } from './roster/profiles';
import { readRoster } from './roster/read-roster';
import { restoreRoster } from './roster/restore';
import { hasPassed, loggedIn, readLog, type Cut } from './roster/roster-log';
import { markOf } from './roster/row-mark';
import { RosterRun, exitCodeOf, type Standing } from './roster/run-roster';
import { rosterWords as words } from './roster/words';
import { lockReport } from './report-lock';

const UNUSABLE = 2;
const NOT_READY = 3;
const TOOL_FAILED = 4;

/** Of each build of a CodeBuild batch. */
const BUILDSPEC = 'docs/ci/roster-buildspec.yml';

async function main(args: string[]): Promise<number> {
  show(languagesOf(process.env));
  // A terminal or a pipe may be gone meanwhile: what can't be told there must end neither an undo nor those that run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const asked = readArguments(args);
  const all = readRoster(asked.roster, asked.depth);
  const attendees = chosen(all, asked);
  if (asked.restore) return restoreRoster({ attendees, all }, asked.roster, process.env);
  if (attendees.length === 0) {
    (asked.matrix ? warn : tell)(spoken(words.nobody));
    return asked.matrix ? NOT_READY : 0;
  }
  if (asked.matrix) return printMatrix(attendees, asked);
  await assertReachable(attendees, asked.roster, process.env);
  let release: () => void;
  try {
    release = lockReport(asked.report, '--report');
  } catch (error) {
    if (!(error instanceof NotReady)) throw error;
    warn(error.message);
    return NOT_READY;
  }
  const passing = mkdtempSync(join(tmpdir(), 'roster-'));
  try {
    return await runAll({ attendees, all }, asked, passing);
  } finally {
    rmSync(passing, { recursive: true, force: true });
    release();
  }
}

function chosen(attendees: Attendee[], { only, depth, report, roster }: RosterArguments): Attendee[] {
  if (only === undefined) return attendees;
  if (only === 'failed') {
    const logged = new Map(loggedIn(readLog(report)).map((one) => [one.id, one.attempts]));
    const passed = attendees.filter((attendee) => {
      const attempts = logged.get(attendee.id) ?? [];
      const last = attempts.at(-1);
      // A pass at another depth, of another lab or of another person is none of this row's.
      return hasPassed({ attempts }) && last?.depth === depth && last.row === markOf(attendee);
    });
    if (passed.length > 0) warn(spoken(words.leftOut(passed.map(({ name }) => name).join(', '))));
    return attendees.filter((attendee) => !passed.includes(attendee));
  }
  const found = attendees.filter(({ id }) => id === only);
  if (found.length === 0)
    throw new NotReady(
      `--only ${only} is no attendee of ${roster}; their ids are ${attendees.map(({ id }) => id).join(', ')}.`,
    );
  return found;
}

function printMatrix(attendees: Attendee[], { matrix, roster, depth }: RosterArguments): number {
  const text =
    matrix === 'github'
      ? `${githubMatrix(attendees)}\n`
      : codeBuildBatch(attendees, { roster, depth, buildspec: BUILDSPEC });
  process.stdout.write(text);
  return 0;
}

async function runAll(
  whom: { attendees: Attendee[]; all: Attendee[] },
  asked: RosterArguments,
  passing: string,
): Promise<number> {
  const { depth, report, concurrency, limit } = asked;
  const screen = process.stdout.isTTY ? new LiveTable((text) => process.stdout.write(text)) : undefined;
  const say = (line: string): void => (screen ? screen.say(line) : warn(line));
  const pages = new ClassPages(report, process.env.LAB_MASK !== 'off', say);
  const run = new RosterRun({
    ...whom,
    depth,
    report,
    concurrency,
    commandOf: (attendee, own) => commandOf(attendee, own, { depth, passing, limit, machine: process.env }),
    changed: (standing) => {
      if (screen) draw();
      else tellEvent(standing);
      pages.refresh();
    },
    warn: say,
  });
  function draw(): void {
    const { columns, rows } = process.stdout;
    // Some terminals say that they have none.
    const size = { columns: columns || 80, rows: rows || 24 };
    screen?.draw(tableLines(run.standings, size, wallClock.now().getTime()));
  }
  process.stdout.on('resize', () => screen?.resized());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!run.interrupted) say(`${signal}: ${spoken(words.interrupting)}`);
      run.interrupt(signal);
    });
  // Whatever fails here, those that run are not left without anyone: they put back what they changed, and are waited for.
  let broken = false;
  process.on('uncaughtException', (error) => {
    broken = true;
    say(messageOf(error));
    run.interrupt('SIGTERM');
  });
  const stopDrawing = everyReal(1, () => {
    draw();
    pages.refresh();
  });
  const standings = await run.run().finally(stopDrawing);
  draw();
  summarise(standings, pages.draw(false));
  return broken ? TOOL_FAILED : exitCodeOf(standings, run.interrupted);
}

/** What another run would end with again. */
const NOT_ANOTHER_RUN: readonly Cut[] = ['other account', 'same lab'];

const warn = (line: string): void => void process.stderr.write(`${line}\n`);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

function tellEvent(standing: Standing): void {
  const { word, sign } = stateOf(standing);
  const { reason } = standing.ended ?? {};
  tell(`${sign} ${spoken(words.ended(standing.attendee.name, word))}${reason ? ` (${spoken(reason)})` : ''}`);
}

function summarise(standings: readonly Standing[], page: string | undefined): void {
  const hold = standings.filter(({ ended }) => ended?.exitCode === 0 && ended.cut === undefined);
  tell(spoken(words.sum(hold.length, standings.length)));
  const unfinished = standings.filter(({ ended }) => !ended || (ended.cut && !NOT_ANOTHER_RUN.includes(ended.cut)));
  if (unfinished.length > 0) tell(spoken(words.unfinished(unfinished.map(({ attendee }) => attendee.name).join(', '))));
  if (page !== undefined) tell(spoken(words.page(relative(process.cwd(), page))));
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = error instanceof NotReady ? UNUSABLE : TOOL_FAILED;
  },
);
