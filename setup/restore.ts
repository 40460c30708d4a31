/** `npm run restore`: puts back what runs that were killed have changed, from their journals. */
import { restoreAll } from '../fixtures/restore';
import { messageOf } from '../helpers/errors';

restoreAll().then(
  (done) =>
    process.stdout.write(
      done.length > 0 ? `Put back:\n${done.map((line) => `  ${line}\n`).join('')}` : 'Nothing is left to put back.\n',
    ),
  (error: unknown) => {
    process.stderr.write(`Could not put everything back: ${messageOf(error)}. The journal stays; run this again.\n`);
    process.exitCode = 1;
  },
);
