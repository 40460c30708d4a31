/** Puts back what an attendee's killed runs have changed, in the labs that it is given; restore.ts starts it with the attendee's credentials. */
import { journals } from '../../fixtures/journal';
import { restoreAll } from '../../fixtures/restore';
import { releaseRuns } from '../../fixtures/run-lock';
import { languagesOf } from '../../fixtures/settings';
import { waitInWords } from '../../fixtures/wait-words';
import { show } from '../../helpers/language';
import { keyOf } from './journals-of';

const INTERRUPTED = 130;

show(languagesOf(process.env));
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
