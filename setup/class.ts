/** `npm run class -- report/*`: one class page of reports that were made apart, such as those that came as artefacts of many jobs. */
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../helpers/errors';
import { wallClock } from '../helpers/time';
import { writeClass } from './pages/class-files';
import { readClass } from './pages/class-read';

const USAGE = 'npm run class -- [--report <folder of the page>] <report of a roster, or of an attendee> …';
const UNUSABLE = 2;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string', default: 'report' } },
  });
  if (positionals.length === 0) throw new Error(`Expected the folders of reports.\nUsage: ${USAGE}`);
  const page = resolve(values.report);
  // Of `report/*`, what an earlier page has left there is no report.
  const folders = positionals.filter((path) => !/(^|\/)class\.(ko\.html|en\.html|csv|json)$/.test(path));
  const record = readClass(folders, { at: wallClock.now().toISOString(), page });
  const [first] = writeClass(record, page, { mask: process.env.LAB_MASK !== 'off' });
  process.stdout.write(`${record.attendees.length} attendees: ${relative(process.cwd(), first!)}\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = UNUSABLE;
}
