/** Puts back what an attendee's killed runs have changed, in the labs that it is given; restore.ts starts it with the attendee's credentials. */
import { journals } from '../../fixtures/journal';
import { restoreAll } from '../../fixtures/restore';
import { releaseRuns } from '../../fixtures/run-lock';
import { languagesOf } from '../../fixtures/settings';
import { waitInWords } from '../../fixtures/wait-words';
import { show } from '../../helpers/language';
import { keyOf } from './journals-of';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const INTERRUPTED = 130;

show(languagesOf(process.env));
// Nobody may read on: what can't be told must not end the undo.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
const labs = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    releaseRuns();
    process.exit(INTERRUPTED);
  });

void restoreAll(
  journals().filter(({ owner }) => labs.includes(keyOf(owner))),
  { waiting: (waiting) => void process.stderr.write(`${waitInWords(waiting)}\n`) },
).then(({ left, unreadable, statement }) => {
  for (const line of statement) process.stdout.write(`${line}\n`);
  if (left.length + unreadable.length > 0) process.exitCode = 1;
});
