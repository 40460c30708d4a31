/** `npm run restore`: puts back what runs that were killed have changed, from their journals. */
import { restoreAll } from '../fixtures/restore';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

void restoreAll().then(({ done, left }) => {
  for (const line of done) process.stdout.write(`Put back: ${line}\n`);
  for (const line of left) process.stderr.write(`Not put back: ${line}. The journal stays; run this again.\n`);
  if (done.length + left.length === 0) process.stdout.write('Nothing is left to put back.\n');
  if (left.length > 0) process.exitCode = 1;
});
