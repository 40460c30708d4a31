/** `npm run restore`: puts back what runs that were killed have changed, from their journals; with `-- --dry-run` it only says what. */
import { releaseRuns } from '../fixtures/run-lock';
import { restoreAll } from '../fixtures/restore';
import { waitInWords } from '../fixtures/wait-words';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const UNUSABLE = 2;
const INTERRUPTED = 130;

const [option, ...others] = process.argv.slice(2);
const dryRun = option === '--dry-run';
if ((option !== undefined && !dryRun) || others.length > 0) {
  process.stderr.write('Usage: npm run restore [-- --dry-run]\n');
  process.exit(UNUSABLE);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    releaseRuns();
    process.stderr.write(`${signal}: cut short. The journal stays; run this again.\n`);
    process.exit(INTERRUPTED);
  });

const lines = (to: NodeJS.WriteStream, all: readonly string[], before = ''): void => {
  for (const line of all) to.write(`${before}${line}\n`);
};

void restoreAll(undefined, {
  dryRun,
  waiting: (waiting) => lines(process.stderr, [waitInWords(waiting)]),
}).then(({ done, left, unreadable, planned, statement }) => {
  lines(process.stdout, statement);
  if (dryRun) {
    lines(process.stdout, done, 'Would put back: ');
    lines(process.stdout, planned, 'Would send: ');
    lines(process.stderr, left, 'Would not put back: ');
    lines(process.stderr, unreadable, 'Not known: ');
  } else if (left.length > 0) process.stderr.write('The journal stays; run this again.\n');
  if (done.length + left.length + unreadable.length === 0) process.stdout.write('Nothing is left to put back.\n');
  if (left.length + unreadable.length > 0) process.exitCode = 1;
});
