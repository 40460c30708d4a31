/** The class as CSV for spreadsheets and as JSON for programs. Pure. */
import type { Text } from '../../../helpers/language';
import { namesAccount } from './plain';
import type { ClassRow, ClassTable } from './row';
import { dataWords } from './results';
import { classWords as words } from './words';
import { when } from '../when';

/** What a spreadsheet would take for a formula is text (OWASP, "CSV Injection"), in full-width signs too, which some take for the others. */
const inert = (value: string): string => (/^\s*[=+\-@＝＋－＠]/.test(value) ? `'${value}` : value);

/** RFC 4180: quoted where it has to be, and the quotes in it doubled. */
function field(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : inert(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const both = ({ ko, en }: Text): string => (ko === en ? en : `${ko} · ${en}`);

/** With a byte order mark, without which Excel does not take it for UTF-8. Links are left to JSON. */
export function classCsv({ rows, columns }: ClassTable): string {
  const { name, result, passed, stuckAt, since, runs, account, region, depth } = words;
  const { steps, seen, lab } = dataWords;
  const head = [
    'id',
    ...[name, result, passed, steps, stuckAt, since, seen, runs, lab, account, region, depth].map(both),
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
    row.seen ? when(row.seen) : '',
    row.runs,
    row.lab ?? '',
    row.account ?? '',
    row.region ?? '',
    row.depth ?? '',
    ...row.cells,
  ]);
  return `\ufeff${[head, ...lines].map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

/** All that the page shows, as docs/roster.md has it. */
export const classJson = (table: ClassTable): string =>
  `${JSON.stringify({ version: 1, ...table, rows: table.masked ? table.rows.map(withoutAccount) : table.rows }, null, 2)}\n`;

/** A link with another name in it would lead nowhere, and JSON can do without. */
const withoutAccount = ({ folder, ...row }: ClassRow): ClassRow => ({
  ...row,
  ...(folder !== undefined && !namesAccount(folder) && { folder }),
});
