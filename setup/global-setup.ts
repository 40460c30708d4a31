/** Before the first chapter: sees to it that Ctrl-C leaves nothing changed. */
import { demogo } from '../fixtures/demogo';
import { journals } from '../fixtures/journal';
import { restoreAll } from '../fixtures/restore';
import { releaseRuns } from '../fixtures/run-lock';
import { readSettings, type Settings } from '../fixtures/settings';
import { stopAllLoads } from '../helpers/load/stop';

/** As a shell has it for a command that Ctrl-C ended. */
const INTERRUPTED = 130;

export default function globalSetup(): void {
  const settings = readSettings(process.env);
  // Jest runs no teardown on a signal.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void undoAndLeave(signal, settings));
}

async function undoAndLeave(signal: string, settings: Settings): Promise<void> {
  process.stderr.write(
    `\n${signal}: the run is cut short; putting back what it changed. A second Ctrl-C leaves it to the next \`npm run restore\`.\n`,
  );
  const leave = (): never => {
    releaseRuns();
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', leave);
  // Nothing that is put back may be under load meanwhile.
  stopAllLoads();
  const { done, left } = await restoreAll(journalsOf(settings));
  for (const line of left)
    process.stderr.write(`Not put back: ${line}. Run \`npm run restore\` with the same credentials.\n`);
  if (done.length > 0) process.stderr.write(`Put back: ${done.join('; ')}.\n`);
  if (done.length + left.length === 0) process.stderr.write('Nothing was left to put back.\n');
  leave();
}

/** This run's own. A simulated lab is gone with its process: nothing of it is left, and no account is asked. */
const journalsOf = ({
  LAB,
  LAB_ACCOUNTS,
  LAB_CLUSTER = demogo.cluster,
  AWS_REGION = demogo.region,
}: Settings): ReturnType<typeof journals> =>
  LAB === 'simulator'
    ? []
    : journals().filter(
        ({ owner }) =>
          LAB_ACCOUNTS.includes(owner.account) && owner.cluster === LAB_CLUSTER && owner.region === AWS_REGION,
      );
