/** A run as a page shows it: without control characters in any text, none longer than a person reads, and account ids masked. Pure. */
import { printable } from '../../helpers/chart/display-width';
import type { Text } from '../../helpers/language';
import { deep, masked } from './mask';
import type { RunRecord } from './run-record';

/** Characters that stand open; what comes after is folded. */
const OPEN = 700;
/** Characters of a text that a page takes at all, and of one that is a line. */
const LONGEST = 12_000;
const LONGEST_LINE = 200;

/** @param mask whether account ids show their last four digits alone */
export function presentable(run: RunRecord, mask: boolean): RunRecord {
  // What is stripped may stand beside an id or within it, and what is cut may end in one.
  const stripped = deep(run, strip) as RunRecord;
  const shown = deep(mask ? masked(stripped) : stripped, (text) => cut(text, LONGEST)) as RunRecord;
  return {
    ...shown,
    ...(shown.attendee !== undefined && { attendee: oneLine(shown.attendee) }),
    chapters: shown.chapters.map((chapter) => ({
      ...chapter,
      title: lineOf(chapter.title),
      steps: chapter.steps.map((step) => ({ ...step, title: lineOf(step.title), path: step.path.map(lineOf) })),
    })),
  };
}

/** The same text with its line breaks, without terminal escapes, control characters and direction overrides. */
const strip = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(printable)
    .join('\n')
    .trim();

const oneLine = (text: string): string => cut(text.replaceAll('\n', ' '), LONGEST_LINE);
const lineOf = ({ ko, en }: Text): Text => ({ ko: oneLine(ko), en: oneLine(en) });
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** The first paragraph of a message, and all of the rest. */
export function messageParts(message: string): { first: string; rest: string } {
  // What Jest heads its own comparisons with says nothing to a reader.
  const text = message.replace(/^expect\(.*\n\s*\n/, '');
  const blank = text.search(/\n\s*\n/);
  const end = Math.min(blank < 0 ? text.length : blank, OPEN);
  const first = text.slice(0, end).trim();
  return { first: end === OPEN ? `${first}…` : first, rest: end === OPEN ? text : text.slice(end).trim() };
}
