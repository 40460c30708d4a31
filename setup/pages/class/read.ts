/** Reads a class back from the folders of its runs: a roster's own report, or what came as artefacts of many. */
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Text } from '../../../helpers/language';
import { attendeeFile } from '../attendee-file';
import { leftIn, runIn } from './left';
import { merge, type Left, type OnRoster } from './merge';
import type { AttendeeRecord, ClassRecord } from './record';

export interface ReadOptions {
  /** ISO time of now. */
  at: string;
  /** Where the class page is to be; links are relative to it. */
  page: string;
  /** Whether the roster in that folder is under way; where it is not said, what the roster itself has written last says it. */
  running?: boolean;
  /** Everyone of the class, in their order: whoever has no report is told too. */
  roster?: readonly OnRoster[];
}

export interface ReadClass extends ClassRecord {
  /** What could not be read, or not be put together. */
  warnings: Text[];
}

/**
 * @param folders reports of rosters, reports of single runs, or folders that hold such
 * @throws Error naming the folders, where there is neither in any of them
 */
export function readClass(folders: readonly string[], { at, page, running, roster }: ReadOptions): ReadClass {
  const { left, warnings } = leftIn(folders, { at, running });
  if (left.length === 0)
    throw new Error(
      `Expected reports of attendees in ${folders.join(', ')}, found neither roster.jsonl nor run.json. Name what \`npm run roster\` has written.`,
    );
  const merged = merge(left, { at, roster });
  return {
    at,
    // A page that was put together once is not drawn again, whatever still runs.
    open: running ?? false,
    attendees: merged.attendees.map((one) => attendeeIn(one, page)),
    warnings: [...warnings, ...merged.warnings],
  };
}

function attendeeIn({ id, name, attempts, standing, path }: Left, page: string): AttendeeRecord {
  const run = path === undefined ? undefined : runIn(path);
  return {
    id,
    name,
    attempts,
    standing,
    folder: path === undefined ? '' : relative(page, path).split(sep).join('/'),
    pages: path !== undefined && existsSync(join(path, attendeeFile('ko'))),
    ...(run && { run }),
  };
}
