/** Draws the pages of a run into its folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attendeeFile, attendeePage } from './attendee-page';
import { readRun } from './read-run';

/**
 * @param folder of the run's report
 * @returns the files that were written
 * @throws Error naming the folder or the file, when there is no run in it
 */
export function writePages(folder: string, { mask }: { mask: boolean }): string[] {
  const run = readRun(folder);
  const drawn = (['ko', 'en'] as const).map((language) => ({
    path: join(folder, attendeeFile(language)),
    page: attendeePage(run, language, { mask }),
  }));
  for (const { path, page } of drawn) writeFileSync(path, page);
  return drawn.map(({ path }) => path);
}
