/** Completes what the report's folder says of a run that came to its end, and draws the attendee's pages. */
import { noteRun, ownFile, runId } from '../fixtures/run-file';
import { readSettings } from '../fixtures/settings';
import { messageOf } from '../helpers/errors';
import { wallClock } from '../helpers/time';
import { chapterOf } from './chapter-name';
import { exitCodeOf } from './pages/outcome';
import { readRun } from './pages/read-run';
import { writePages } from './pages/write-pages';
import type { Ended } from './reporters/exit-code.cjs';

/**
 * A page that can't be drawn is told, and changes nothing about the verdict of the run.
 * @param found by the reporter that sets the exit code; it knows of what is in none of the run's files
 */
export function completeRun(found?: Ended): void {
  const { LAB_REPORT: report, LAB_MASK } = readSettings(process.env);
  try {
    if (!ownFile(report, runId())) throw new Error('no chapter of this run has begun');
    const problems = found?.problems.map(({ file, message }) => ({ chapter: chapterOf(file), message })) ?? [];
    noteRun(report, {
      ended: wallClock.now().toISOString(),
      exitCode: found?.code ?? exitCodeOf(readRun(report)),
      ...(problems.length > 0 && { problems }),
    });
    const [ko, en] = writePages(report, { mask: LAB_MASK === 'on' });
    process.stderr.write(`실습자 페이지 · The attendee's page: ${ko} (한국어), ${en} (English)\n`);
  } catch (error) {
    process.stderr.write(`The attendee's page could not be drawn: ${messageOf(error)}\n`);
  }
}
