/** `npm run restore`: puts back what runs that were killed have changed, from their journals; with `-- --dry-run` it only says what. */
import { releaseRuns } from '../fixtures/run-lock';
import { restoreAll } from '../fixtures/restore';

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
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    releaseRuns();
    process.stderr.write(`${signal}: cut short. The journal stays; run this again.\n`);
    process.exit(INTERRUPTED);
  });

void restoreAll(undefined, { dryRun }).then(({ done, left, planned }) => {
  for (const line of done) process.stdout.write(`${dryRun ? 'Would put back' : 'Put back'}: ${line}\n`);
  for (const line of planned) process.stdout.write(`Would send: ${line}\n`);
  for (const line of left) process.stderr.write(`Not put back: ${line}. The journal stays; run this again.\n`);
  if (done.length + left.length === 0) process.stdout.write('Nothing is left to put back.\n');
  if (left.length > 0) process.exitCode = 1;
});
