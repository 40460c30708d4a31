/** `npm run class -- report/*`: one class page of reports that were made apart, such as those that came as artefacts of many jobs. */
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { languagesOf } from '../fixtures/settings';
import { printable } from '../helpers/chart/display-width';
import { messageOf } from '../helpers/errors';
import { show, spoken } from '../helpers/language';
import { wallClock } from '../helpers/time';
import { writeClass } from './pages/class/files';
import { readClass } from './pages/class/read';
import { readWords } from './pages/class/results';
import { refusedReport } from './roster/arguments';
import { readRoster } from './roster/read-roster';

const USAGE =
  'npm run class -- [--report <folder of the page>] [--roster attendees.yaml] <report of a roster, or of an attendee> …';
const UNUSABLE = 2;
/** Characters of a warning: what it names may be as long as whoever wrote it liked. */
const LONGEST = 1000;

/** Of `report/*`, what an earlier page has left there is no report, and not worth telling of. */
const isPage = (path: string): boolean => /(^|\/)class\.(ko\.html|en\.html|csv|json)$/.test(path);

try {
  show(languagesOf(process.env));
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string', default: 'report' }, roster: { type: 'string' } },
  });
  if (positionals.length === 0) throw new Error(`Expected the folders of reports.\nUsage: ${USAGE}`);
  const [refused] = refusedReport(values.report);
  if (refused !== undefined) throw new Error(`${refused}.\nUsage: ${USAGE}`);
  const page = resolve(values.report);
  const record = readClass(
    positionals.filter((path) => !isPage(path)),
    {
      at: wallClock.now().toISOString(),
      page,
      // What a row may be run with is nothing that reading its results asks for.
      ...(values.roster !== undefined && { roster: readRoster(values.roster, 'inspect') }),
    },
  );
  for (const warning of record.warnings) process.stderr.write(`${printable(spoken(warning)).slice(0, LONGEST)}\n`);
  const [first] = writeClass(record, page, { mask: process.env.LAB_MASK !== 'off' });
  process.stdout.write(`${spoken(readWords.put(record.attendees.length, relative(process.cwd(), first!)))}\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = UNUSABLE;
}
