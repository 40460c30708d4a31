/** Before the first chapter: takes the report's folder, and sees to it that Ctrl-C leaves nothing changed. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { changesSettled, cutShort } from '../fixtures/cut-short';
import { demogo } from '../fixtures/demogo';
import { journals } from '../fixtures/journal';
import { leaveStatement } from '../fixtures/left-files';
import { regionOf } from '../fixtures/region';
import { restoreAll } from '../fixtures/restore';
import { releaseRuns } from '../fixtures/run-lock';
import { readSettings, type Settings } from '../fixtures/settings';
import { waitInWords } from '../fixtures/wait-words';
import { NotReady, messageOf } from '../helpers/errors';
import { stopAllLoads } from '../helpers/load/stop';
import type { Text } from '../helpers/language';
import { seconds, wallAlarms } from '../helpers/time';
import { attendeeFile } from './pages/attendee-file';
import { lockReport } from './report-lock';

/** As setup/reporters/exit-code.cjs has it. */
const NOT_READY = 3;

/** As a shell has it for a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** One Ctrl-C comes more than once: the terminal signals npm and Jest, and npm, as npx does, passes it on to Jest again. */
const SAME_SIGNAL = seconds(2);

export default async function globalSetup(): Promise<void> {
  const settings = readSettings(process.env);
  takeReport(settings.LAB_REPORT);
  const region = await regionOf(settings);
  const own = (): ReturnType<typeof journals> => journalsOf(settings, region);
  const since = new Map(own().map(({ journal }) => [journal.path, journal.read().changes.length]));
  let begun: number | undefined;
  // Jest runs no teardown on a signal. Once there is a listener, a signal does not end the process by itself any more.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (begun === undefined) {
        begun = wallAlarms.now();
        void undoAndLeave(signal, own, since);
      } else if (signal === 'SIGINT' && wallAlarms.now() - begun > SAME_SIGNAL * 1000) leave();
    });
}

/** A page that says how another run went must not outlive it: this one may be killed before it has drawn its own. */
function takeReport(folder: string): void {
  try {
    process.once('exit', lockReport(folder));
  } catch (error) {
    if (!(error instanceof NotReady)) throw error;
    // Jest's own end, with 1 and a stack, would say that the lab has failed.
    tell(`NotReady: ${error.message}`);
    process.exit(NOT_READY);
  }
  for (const language of ['ko', 'en'] as const) rmSync(join(folder, attendeeFile(language)), { force: true });
}

async function undoAndLeave(
  signal: string,
  own: () => ReturnType<typeof journals>,
  since: ReadonlyMap<string, number>,
): Promise<void> {
  // After a SIGHUP the terminal is gone: what can't be told there must not end the undo.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  cutShort();
  // Nothing that is put back may be under load meanwhile.
  stopAllLoads();
  tell(
    `\n${signal}: the run is cut short; putting back what it changed. A second Ctrl-C, two seconds later or more, leaves it to the next \`npm run restore\`.`,
  );
  await changesSettled();
  const { statement, told } = await restoreAll(own(), {
    since,
    waiting: (waiting) => tell(waitInWords(waiting)),
  });
  for (const line of statement) tell(line);
  if (statement.length === 0) tell('Nothing was left to put back.');
  else keep(told);
  leave();
}

/** For the page that `npm run report` draws of it; a folder that can't be written any more must not keep the locks. */
function keep(statement: Text[]): void {
  try {
    leaveStatement(readSettings(process.env).LAB_REPORT, 'interrupted', statement);
  } catch (error) {
    tell(`The statement could not be kept for the report: ${messageOf(error)}`);
  }
}

function leave(): never {
  releaseRuns();
  // A run whose tests are over by now has a code of its own, which Jest would set when the process ends.
  process.on('exit', () => {
    process.exitCode = INTERRUPTED;
  });
  process.exit(INTERRUPTED);
}

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Those that this run may write to. A simulated lab is gone with its process, and a run that only looks changes nothing. */
const journalsOf = (
  { LAB, LAB_DEPTH, LAB_ACCOUNTS, LAB_CLUSTER = demogo.cluster }: Settings,
  region: string,
): ReturnType<typeof journals> =>
  LAB === 'simulator' || LAB_DEPTH !== 'provision'
    ? []
    : journals().filter(
        ({ owner }) => LAB_ACCOUNTS.includes(owner.account) && owner.cluster === LAB_CLUSTER && owner.region === region,
      );
