/** Completes what the report's folder says of a run that came to its end, and draws the attendee's pages. */
import { noteRun } from '../fixtures/run-file';
import { readSettings } from '../fixtures/settings';
import { messageOf } from '../helpers/errors';
import { wallClock } from '../helpers/time';
import { exitCodeOf } from './pages/outcome';
import { readRun } from './pages/read-run';
import { writePages } from './pages/write-pages';

/** A page that can't be drawn is told, and changes nothing about the verdict of the run. */
export function completeRun(): void {
  const { LAB_REPORT: report, LAB_MASK } = readSettings(process.env);
  try {
    noteRun(report, { ended: wallClock.now().toISOString(), exitCode: exitCodeOf(readRun(report)) });
    const [ko, en] = writePages(report, { mask: LAB_MASK === 'on' });
    process.stderr.write(`참가자 페이지 · The attendee's page: ${ko} (한국어), ${en} (English)\n`);
  } catch (error) {
    process.stderr.write(`The attendee's page could not be drawn: ${messageOf(error)}\n`);
  }
}
