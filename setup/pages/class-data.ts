/** The class as CSV for spreadsheets and as JSON for programs. Pure. */
import type { Text } from '../../helpers/language';
import type { ClassTable } from './class-row';
import { classWords as words } from './class-words';
import { when } from './when';

/** What a spreadsheet would take for a formula is text (OWASP, "CSV Injection"). */
const inert = (value: string): string => (/^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value);

/** RFC 4180: quoted where it has to be, and the quotes in it doubled. */
function field(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : inert(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const both = ({ ko, en }: Text): string => (ko === en ? en : `${ko} · ${en}`);

/** With a byte order mark, without which Excel does not take it for UTF-8. */
export function classCsv({ rows, columns }: ClassTable): string {
  const head = [
    'id',
    ...[words.name, words.result, words.passed, words.all, words.stuckAt, words.since, words.runs].map(both),
    ...[words.account, words.region, words.depth].map(both),
    ...columns.map(({ chapterTitle, title }) => `${both(chapterTitle)}: ${both(title)}`),
  ];
  const lines = rows.map((row) => [
    row.id,
    row.name,
    both(row.result),
    row.passed,
    row.of,
    row.stuckAt ? both(row.stuckAt) : '',
    row.since ? when(row.since) : '',
    row.runs,
    row.account ?? '',
    row.region ?? '',
    row.depth ?? '',
    ...row.cells,
  ]);
  return `\ufeff${[head, ...lines].map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

/** All that the page shows, as it is. */
export const classJson = (table: ClassTable): string => `${JSON.stringify({ version: 1, ...table }, null, 2)}\n`;
