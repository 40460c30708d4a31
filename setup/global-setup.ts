/** Before the first chapter: refuses settings that can't be used, and sees to it that Ctrl-C leaves nothing changed. */
import { restoreAll } from '../fixtures/restore';
import { readSettings } from '../fixtures/settings';
import { messageOf } from '../helpers/errors';

/** Exit codes beside Jest's own 1 for a failed expectation. */
const UNUSABLE = 2;
const INTERRUPTED = 130;

export default function globalSetup(): void {
  try {
    readSettings(process.env);
  } catch (error) {
    // A stack trace would bury the one sentence that helps.
    process.stderr.write(`\n${messageOf(error)}\n`);
    process.exit(UNUSABLE);
  }
  // Jest runs no teardown on a signal.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void undoAndLeave(signal));
}

async function undoAndLeave(signal: string): Promise<void> {
  process.stderr.write(
    `\n${signal}: the run is cut short; putting back what it changed. A second Ctrl-C leaves it to the next \`npm run restore\`.\n`,
  );
  process.once('SIGINT', () => process.exit(INTERRUPTED));
  try {
    const done = await restoreAll();
    process.stderr.write(done.length > 0 ? `Put back: ${done.join('; ')}.\n` : 'Nothing was left to put back.\n');
  } catch (error) {
    process.stderr.write(
      `Could not put everything back (${messageOf(error)}). Run \`npm run restore\` with the same credentials.\n`,
    );
  }
  process.exit(INTERRUPTED);
}
