/** The table of the class page: a row an attendee, a column a step, each cell a sign whose word is there for whoever can't see it. */
import type { Language, Text } from '../../../helpers/language';
import { attendeeFile } from '../attendee-file';
import { cellOrder, looks } from './looks';
import { Name, sharedNames } from './name';
import { groups, type ClassRow, type ClassTable } from './row';
import type { Cell, Column } from './summary';
import { cellWords, classWords as words } from './words';
import { Badge } from '../layout';
import { clockOf, day, when } from '../when';
import { words as pageWords } from '../words';

interface Heading {
  key: string;
  text: Text;
  class: string;
  /** Width of the column at least. */
  rem: number;
  /** Takes what is left of the window's width. */
  wide?: boolean;
  /** Whether a greater value comes first when it is first chosen. */
  falling?: boolean;
}

const headings: Heading[] = [
  { key: 'name', text: words.name, class: 'who', rem: 5.8 },
  { key: 'result', text: words.result, class: 'result', rem: 7.7 },
  { key: 'passed', text: words.passed, class: 'num', rem: 3.6, falling: true },
  { key: 'stuck', text: words.stuckAt, class: 'at', rem: 6, wide: true },
  { key: 'since', text: words.since, class: 'since', rem: 4.3 },
];
/** With both chapters' steps of an inspection, the table is as wide as a window of 1440 pixels. */
const CELL_REM = 2.15;

/** Widths that are given, and not found by measuring thousands of cells. */
const widthOf = (columns: number): number => headings.reduce((sum, { rem }) => sum + rem, columns * CELL_REM);

export function ClassGrid({ table, language }: { table: ClassTable; language: Language }) {
  const { columns, rows } = table;
  const given: Given = {
    table,
    shared: sharedNames(rows),
    newest: Math.max(...rows.map(({ seen }) => (seen ? Date.parse(seen) : 0))),
    language,
  };
  return (
    <div class="grid-box" tabIndex={0} role="group" aria-label={words.overview[language]}>
      <table class="grid" style={{ minWidth: `${widthOf(columns.length).toFixed(1)}rem` }}>
        <colgroup>
          {headings.map(({ class: of, rem, wide }) => (
            <col class={of} style={wide ? {} : { width: `${rem}rem` }} />
          ))}
          {columns.length > 0 && <col span={columns.length} style={{ width: `${CELL_REM}rem` }} />}
        </colgroup>
        <Head table={table} language={language} />
        <tbody>
          {byNeed(rows).map((row) => (
            <Row row={row} given={given} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Those first who need a look, then in the roster's order. */
export const byNeed = (rows: readonly ClassRow[]): ClassRow[] =>
  groups.flatMap((group) => rows.filter((row) => row.group === group));

function Head({ table: { columns, rows }, language }: { table: ClassTable; language: Language }) {
  return (
    <thead>
      {columns.length > 0 && (
        <tr class="chapters">
          <td class="who" />
          <td colSpan={headings.length - 1} />
          {chaptersOf(columns).map(({ title, columns: span }) => (
            <th class="group" colSpan={span} scope="colgroup">
              {title[language]}
            </th>
          ))}
        </tr>
      )}
      <tr class={columns.length === 0 ? 'headings one' : 'headings'}>
        {headings.map(({ key, text, class: of, falling }) => (
          <th class={of} scope="col" data-key={key} data-sort={falling ? 'falling' : 'rising'}>
            <button type="button" title={words.sortBy(text)[language]}>
              {text[language]}
            </button>
          </th>
        ))}
        {columns.map(({ key, title }, i) => (
          <th class="c" scope="col" data-key={key} data-sort="rising">
            <button type="button" title={`${i + 1}. ${title[language]} (${words.sortStep[language]})`}>
              <span aria-hidden="true">{i + 1}</span>
              <span class="unseen">{`${i + 1}. ${title[language]}`}</span>
            </button>
          </th>
        ))}
      </tr>
      {columns.length > 0 && (
        <tr class="sums">
          <th class="who" scope="row">
            {words.whoPassed[language]}
          </th>
          <td colSpan={headings.length - 1} />
          {columns.map((_, i) => (
            <td class="c">{passedOf(rows.map(({ cells }) => cells[i]!))}</td>
          ))}
        </tr>
      )}
    </thead>
  );
}

/** How many passed a step; nothing where no run was to look at it. */
const passedOf = (cells: readonly Cell[]): number | undefined =>
  cells.every((cell) => cell === 'none' || cell === 'planned skip')
    ? undefined
    : cells.filter((cell) => cell === 'passed').length;

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

/** What every row needs to know of the others. */
interface Given {
  table: ClassTable;
  shared: ReadonlySet<string>;
  /** When the last of them was looked at, in milliseconds since the epoch. */
  newest: number;
  language: Language;
}

function Row({ row, given }: { row: ClassRow; given: Given }) {
  const { table, shared, language } = given;
  const { group, passed, of, stuckAt, stuckKey, since, runs, cells } = row;
  const step = table.columns.findIndex(({ key }) => key === stuckKey);
  const stuck = stuckAt && `${step >= 0 ? `${step + 1}. ` : ''}${stuckAt[language]}`;
  const link = linkOf(row, language);
  const name = <Name person={row} shared={shared} />;
  return (
    <tr data-group={group} data-place={table.rows.indexOf(row)}>
      <th class="who" scope="row">
        {link === undefined ? name : <a href={link}>{name}</a>}
      </th>
      <td class="result" data-v={`${groups.indexOf(group)} ${row.result[language]}`}>
        <Result row={row} given={given} />
      </td>
      <td class="num" data-v={of > 0 ? passed : ''}>
        {of > 0 ? words.passedOf(passed, of)[language] : ''}
      </td>
      <td class="at" title={stuck}>
        {stuck && <div>{stuck}</div>}
      </td>
      <td class="since" data-v={since ?? ''}>
        {since && shortly(since, table.at)}
        {since && runs > 1 && <small>{words.attempts(runs)[language]}</small>}
      </td>
      {cells.map((cell, i) => (
        <StepCell cell={cell} here={i === step} language={language} />
      ))}
    </tr>
  );
}

/** Of the attendee's page in the language; the class page may stand in the attendee's own folder. */
export function linkOf({ folder }: ClassRow, language: Language): string | undefined {
  if (folder === undefined) return undefined;
  return [...(folder === '' ? ['.'] : folder.split('/').map(encodeURIComponent)), attendeeFile(language)].join('/');
}

/** The day only where it is another than the page's. */
const shortly = (moment: string, at: string): string =>
  day(moment) === day(at) ? clockOf(moment) : when(moment).slice('2026-'.length);

/** Milliseconds by which someone was looked at before the others, so that it may be otherwise by now. */
const BEFORE_THE_OTHERS = 60 * 60_000;

function Result({ row, given: { table, newest, language } }: { row: ClassRow; given: Given }) {
  const { verdict, result, group, seen, lab } = row;
  const before = seen !== undefined && (group === 'open' || newest - Date.parse(seen) > BEFORE_THE_OTHERS);
  return (
    <>
      {verdict === 'skipped' || verdict === 'interrupted' ? (
        // A run that was cut short says how; the others have their verdict's own word.
        <span class={`badge ${verdict === 'skipped' ? 'none' : 'wait'}`}>{result[language]}</span>
      ) : (
        <Badge verdict={verdict} language={language} />
      )}
      {lab === 'simulator' && table.labs.length > 1 && <small>{pageWords.simulator[language]}</small>}
      {before && <small>{`${words.lastChecked[language]} ${shortly(seen, table.at)}`}</small>}
    </>
  );
}

/** The word is read aloud, and is what a search finds; the style has its sign seen in the place of it. */
function StepCell({ cell, here, language }: { cell: Cell; here: boolean; language: Language }) {
  if (cell === 'none') return <td class="c" />;
  return (
    <td class={`c ${looks[cell].tone}${here ? ' here' : ''}`} data-v={cellOrder.indexOf(cell)}>
      {cellWords[cell][language]}
    </td>
  );
}
