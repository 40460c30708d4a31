/** The table of the class page: a row an attendee, a column a step, each cell with its sign and its word. */
import type { Language, Text } from '../../helpers/language';
import { attendeeFile } from './attendee-page';
import type { ClassRow, ClassTable } from './class-row';
import type { Cell, Column } from './class-summary';
import { cellWords, classWords as words } from './class-words';
import { Badge } from './layout';
import { when } from './when';

interface Look {
  tone: string;
  sign: string;
}

/** The sign and the word say it; colour comes on top. Sorted by, what needs a look comes first. */
export const looks: Record<Cell, Look> = {
  misconfigured: { tone: 'bad', sign: '✗' },
  wrong: { tone: 'bad', sign: '✗' },
  late: { tone: 'bad', sign: '◷' },
  'load insufficient': { tone: 'tool', sign: '↓' },
  'not ready': { tone: 'wait', sign: '!' },
  'tool error': { tone: 'tool', sign: '!' },
  'not yet': { tone: 'wait', sign: '…' },
  blocked: { tone: 'none', sign: '⊘' },
  running: { tone: 'wait', sign: '▸' },
  'not reached': { tone: 'none', sign: '·' },
  skipped: { tone: 'none', sign: '–' },
  passed: { tone: 'good', sign: '✓' },
  'planned skip': { tone: 'none', sign: '–' },
  none: { tone: 'none', sign: '' },
};

const order = Object.keys(looks) as Cell[];

/** Neighbouring columns of one chapter. */
function chaptersOf(columns: readonly Column[]): { title: Text; columns: number }[] {
  const chapters: { name: string; title: Text; columns: number }[] = [];
  for (const { chapter, chapterTitle } of columns) {
    const last = chapters.at(-1);
    if (last?.name === chapter) last.columns++;
    else chapters.push({ name: chapter, title: chapterTitle, columns: 1 });
  }
  return chapters;
}

interface Heading {
  text: Text;
  class: string;
  /** Width of the column. */
  rem: number;
  /** Whether a greater value comes first when it is first chosen. */
  falling?: boolean;
}

const headings: Heading[] = [
  { text: words.name, class: 'who', rem: 10 },
  { text: words.result, class: 'nowrap', rem: 8.5 },
  { text: words.passed, class: 'num', rem: 4.5, falling: true },
  { text: words.stuckAt, class: 'at', rem: 16 },
  { text: words.since, class: 'nowrap', rem: 9.5 },
];
const CELL_REM = 3.3;

/** Widths that are given, and not found by measuring thousands of cells. */
const widthOf = (columns: number): number => headings.reduce((sum, { rem }) => sum + rem, columns * CELL_REM);

export function ClassGrid({ table, language }: { table: ClassTable; language: Language }) {
  const { columns, rows } = table;
  return (
    <div class="grid-box" tabIndex={0} role="group" aria-label={words.overview[language]}>
      <table class="grid" style={{ width: `${widthOf(columns.length)}rem` }}>
        <colgroup>
          {headings.map(({ rem }) => (
            <col style={{ width: `${rem}rem` }} />
          ))}
          {columns.length > 0 && <col span={columns.length} style={{ width: `${CELL_REM}rem` }} />}
        </colgroup>
        <thead>
          {columns.length > 0 && (
            <tr>
              <td class="who" />
              <td colSpan={headings.length - 1} />
              {chaptersOf(columns).map(({ title, columns: span }) => (
                <th class="group" colSpan={span} scope="colgroup">
                  {title[language]}
                </th>
              ))}
            </tr>
          )}
          <tr class={columns.length === 0 ? 'one' : ''}>
            {headings.map(({ text, class: of, falling }) => (
              <SortHeading class={of} label={text[language]} title={words.sortBy(text)[language]} falling={falling} />
            ))}
            {columns.map(({ title }, i) => (
              <SortHeading class="c" label={String(i + 1)} title={`${i + 1}. ${title[language]}`} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row row={row} columns={columns} language={language} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeadingOf {
  class: string;
  label: string;
  title: string;
  falling?: boolean;
}

const SortHeading = ({ class: of, label, title, falling }: SortHeadingOf) => (
  <th class={of} scope="col" data-sort={falling ? 'falling' : 'rising'}>
    <button type="button" title={title} aria-label={title}>
      {label}
    </button>
  </th>
);

function Row({ row, columns, language }: { row: ClassRow; columns: readonly Column[]; language: Language }) {
  const { name, folder, group, verdict, result, passed, of, stuckAt, stuckKey, since, runs, cells } = row;
  const place = folder?.split('/').map(encodeURIComponent).join('/');
  return (
    <tr data-group={group}>
      <th class="who" scope="row">
        {place ? <a href={`${place}/${attendeeFile(language)}`}>{name}</a> : name}
      </th>
      <td class="nowrap">
        <ResultBadge verdict={verdict} result={result[language]} language={language} />
      </td>
      <td class="num" data-v={passed}>
        {of > 0 ? words.passedOf(passed, of)[language] : ''}
      </td>
      <td class="at">{stuckAt?.[language]}</td>
      <td class="nowrap" data-v={since ?? ''}>
        {since && when(since).slice(5)}
        {since && runs > 1 && ` · ${words.attempts(runs)[language]}`}
      </td>
      {cells.map((cell, i) => (
        <StepCell cell={cell} here={columns[i]!.key === stuckKey} language={language} />
      ))}
    </tr>
  );
}

/** A run that was cut short says how; the others have their verdict's own word. */
const ResultBadge = ({
  verdict,
  result,
  language,
}: {
  verdict: ClassRow['verdict'];
  result: string;
  language: Language;
}) =>
  verdict === 'skipped' || verdict === 'interrupted' ? (
    <span class={`badge ${verdict === 'skipped' ? 'none' : 'wait'}`}>{result}</span>
  ) : (
    <Badge verdict={verdict} language={language} />
  );

function StepCell({ cell, here, language }: { cell: Cell; here: boolean; language: Language }) {
  const { tone, sign } = looks[cell];
  if (cell === 'none') return <td class="c" />;
  return (
    <td class={`c ${tone}${here ? ' here' : ''}`} data-v={order.indexOf(cell)}>
      <b aria-hidden="true">{sign}</b>
      {cellWords[cell][language]}
    </td>
  );
}
