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
import { readRoster } from './roster/read-roster';
import { hasPassed, loggedIn, readLog } from './roster/roster-log';
import { RosterRun, exitCodeOf, type Standing } from './roster/run-roster';
import { rosterWords as words } from './roster/words';

const UNUSABLE = 2;
const TOOL_FAILED = 4;

/** Of each build of a CodeBuild batch. */
const BUILDSPEC = 'docs/ci/roster-buildspec.yml';

async function main(args: string[]): Promise<number> {
  show(languagesOf(process.env));
  const asked = readArguments(args);
  const attendees = chosen(readRoster(asked.roster, asked.depth), asked);
  if (asked.matrix) return printMatrix(attendees, asked);
  if (attendees.length === 0) {
    tell(spoken(words.nobody));
    return 0;
  }
  const passing = mkdtempSync(join(tmpdir(), 'roster-'));
  try {
    return await runAll(attendees, asked, passing);
  } finally {
    rmSync(passing, { recursive: true, force: true });
  }
}

function chosen(attendees: Attendee[], { only, report, roster }: RosterArguments): Attendee[] {
  if (only === undefined) return attendees;
  if (only === 'failed') {
    const passed = new Set(
      loggedIn(readLog(report))
        .filter(hasPassed)
        .map(({ id }) => id),
    );
    return attendees.filter(({ id }) => !passed.has(id));
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

async function runAll(attendees: Attendee[], asked: RosterArguments, passing: string): Promise<number> {
  const { depth, report, concurrency, limit } = asked;
  const pages = new ClassPages(report, process.env.LAB_MASK !== 'off');
  const screen = process.stdout.isTTY ? new LiveTable((text) => process.stdout.write(text)) : undefined;
  const run = new RosterRun({
    attendees,
    depth,
    report,
    concurrency,
    commandOf: (attendee, own) => commandOf(attendee, own, { depth, passing, limit, machine: process.env }),
    changed: (standing) => {
      if (screen) draw();
      else tellEvent(standing);
      pages.refresh();
    },
  });
  function draw(): void {
    const { columns = 80, rows = 24 } = process.stdout;
    screen?.draw(tableLines(run.standings, { columns, rows }, wallClock.now().getTime()));
  }
  // After a SIGHUP the terminal is gone: what can't be told there must not end the undo of those that run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!run.interrupted)
        (screen ? (line: string) => screen.say(line) : warn)(`${signal}: ${spoken(words.interrupting)}`);
      run.interrupt(signal);
    });
  const stopDrawing = everyReal(1, () => {
    draw();
    pages.refresh();
  });
  const standings = await run.run().finally(stopDrawing);
  draw();
  const page = pages.draw(false);
  summarise(standings, page);
  return exitCodeOf(standings, run.interrupted);
}

const warn = (line: string): void => void process.stderr.write(`${line}\n`);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

function tellEvent(standing: Standing): void {
  const { word, sign } = stateOf(standing);
  const { reason } = standing.ended ?? {};
  tell(`${sign} ${spoken(words.ended(standing.attendee.name, word))}${reason ? ` (${reason})` : ''}`);
}

function summarise(standings: readonly Standing[], page: string): void {
  const hold = standings.filter(({ ended }) => ended?.exitCode === 0 && ended.cut === undefined);
  tell(spoken(words.sum(hold.length, standings.length)));
  const unfinished = standings.filter(({ ended }) => !ended || (ended.cut && ended.cut !== 'other account'));
  if (unfinished.length > 0) tell(spoken(words.unfinished(unfinished.map(({ attendee }) => attendee.name).join(', '))));
  tell(spoken(words.page(relative(process.cwd(), page))));
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
