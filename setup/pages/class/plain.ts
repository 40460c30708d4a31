/** A class as it may be shown: its texts cut, on one line, without control characters, and account ids masked. Pure. */
import { printable } from '../../../helpers/chart/display-width';
import type { AttendeeRecord } from './record';
import { freeId } from './merge';
import { deep } from '../mask';
import { presentable } from '../presentable';

/** Characters of a name, as the roster allows them, and of any other text. */
const LONGEST_NAME = 80;
const LONGEST = 500;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Of a name or an id any twelve digits may be an account's: there are no fractions and no hexadecimal numbers among them. */
const maskedName = (text: string): string => text.replace(/(?<!\d)\d{8}(\d{4})(?!\d)/g, '****$1');

/** @param mask whether account ids show their last four digits alone */
export function plainAttendees(attendees: readonly AttendeeRecord[], mask: boolean): AttendeeRecord[] {
  const taken = new Set<string>();
  const name = (text: string): string => {
    const plain = printable(text).trim();
    // What is cut may end in a part of an id.
    return cut(mask ? maskedName(plain) : plain, LONGEST_NAME);
  };
  return attendees.map((attendee) => ({
    ...attendee,
    // Two that differ in their account ids alone are still two.
    id: freeId(name(attendee.id), undefined, taken),
    name: name(attendee.name),
    ...(attendee.run && { run: presentable(withoutCharts(attendee.run), mask) }),
  }));
}

/** The class page draws none, and they are most of a run. */
const withoutCharts = (run: NonNullable<AttendeeRecord['run']>): NonNullable<AttendeeRecord['run']> => ({
  ...run,
  chapters: run.chapters.map((chapter) => ({ ...chapter, story: undefined })),
});

/** Any data with each of its texts on one line, as pages, CSV and JSON have it. */
export const inLines = <T>(data: T): T => deep(data, (text) => cut(printable(text), LONGEST)) as T;

/** Whether an account id can be read in it. */
export const namesAccount = (text: string): boolean => maskedName(text) !== text;
