/** `npm run report [-- folder]`: draws the attendee's pages again from what a run has left, also after a Ctrl-C or a kill. */
import { resolve } from 'node:path';
import { readSettings } from '../fixtures/settings';
import { messageOf } from '../helpers/errors';
import { writePages } from './pages/write-pages';

const UNUSABLE = 2;

const [folder, ...others] = process.argv.slice(2);
try {
  if (others.length > 0 || folder?.startsWith('-')) throw new Error('Usage: npm run report [-- folder]');
  const { LAB_REPORT, LAB_MASK } = readSettings(process.env);
  for (const path of writePages(folder ? resolve(folder) : LAB_REPORT, { mask: LAB_MASK === 'on' }))
    process.stdout.write(`${path}\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = UNUSABLE;
}
