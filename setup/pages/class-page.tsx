/** The class page: where everyone is, what most are stuck on and what to say of it, and how long each step takes; one file. */
import type { Language, Text } from '../../helpers/language';
import { ClassGrid, looks } from './class-grid';
import { groups, type ClassTable, type Group } from './class-row';
import { sentenceFor } from './class-say';
import type { Cell, Mistake } from './class-summary';
import { cellWords, classWords as words } from './class-words';
import { hintOfStep } from './hints';
import { classStyle } from './class-style';
import { Badge, document, toneOf } from './layout';
import { printable } from '../../helpers/chart/display-width';
import { pageScript } from './script';
import { lasting, when } from './when';

/** Beside the attendees' folders. */
export const classFile = (language: Language): string => `class.${language}.html`;
export const classCsvFile = 'class.csv';
export const classJsonFile = 'class.json';

/** How often the page of a roster under way is read again. */
const REFRESH_SECONDS = 15;

const groupWords: Record<Group, Text> = {
  stuck: words.stuck,
  notYet: words.notYet,
  outside: words.outside,
  open: words.open,
  hold: words.hold,
};
const groupTones: Record<Group, string> = { stuck: 'bad', notYet: 'wait', outside: 'tool', open: 'none', hold: 'good' };

/** The same table gives the same page. */
export function classPage(given: ClassTable, language: Language): string {
  const table = plainly(given) as ClassTable;
  const { at, open, rows } = table;
  return document({
    language,
    title: words.title[language],
    wide: true,
    styles: classStyle,
    header: <h1>{words.title[language]}</h1>,
    other: classFile(language === 'ko' ? 'en' : 'ko'),
    script: pageScript('class-main'),
    ...(open && { refresh: REFRESH_SECONDS }),
    children: (
      <>
        <div class="refresh">
          <span>{words.updated(when(at))[language]}</span>
          {open && <Refreshing language={language} />}
        </div>
        <Tiles table={table} language={language} />
        <section class="card" aria-labelledby="mistakes">
          <h2 id="mistakes">{words.mistakes[language]}</h2>
          <Mistakes table={table} language={language} />
        </section>
        <section class="card" aria-labelledby="overview">
          <h2 id="overview">{words.overview[language]}</h2>
          <Tools total={rows.length} language={language} />
          <ClassGrid table={table} language={language} />
          <Legend table={table} language={language} />
        </section>
        <section class="card" aria-labelledby="times">
          <h2 id="times">{words.times[language]}</h2>
          <Times table={table} language={language} />
        </section>
      </>
    ),
    footer: (
      <p>
        {words.zone[language]} {words.masked[language]} {words.alsoAs[language]}: <a href={classCsvFile}>CSV</a>,{' '}
        <a href={classJsonFile}>JSON</a>
      </p>
    ),
  });
}

/** Every text on one line, without terminal escapes, control characters and direction overrides. */
function plainly(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(plainly);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainly(each)]));
}

function Refreshing({ language }: { language: Language }) {
  return (
    <>
      <span class="badge wait">{words.underWay[language]}</span>
      <button
        type="button"
        class="needs-script"
        data-refresh={REFRESH_SECONDS}
        data-pause={words.pause[language]}
        data-resume={words.resume[language]}
      >
        {words.pause[language]}
      </button>
    </>
  );
}

const Tiles = ({ table: { rows }, language }: { table: ClassTable; language: Language }) => (
  <div class="tiles">
    {groups.map((group) => (
      <div class={`tile ${groupTones[group]}`}>
        <b>{rows.filter((row) => row.group === group).length}</b>
        <span>{groupWords[group][language]}</span>
      </div>
    ))}
  </div>
);

function Mistakes({ table: { mistakes, rows }, language }: { table: ClassTable; language: Language }) {
  if (mistakes.length === 0) return <p>{words.noMistakes[language]}</p>;
  return (
    <ol class="mistakes">
      {mistakes.map((mistake) => (
        <MistakeItem mistake={mistake} of={rows.length} language={language} />
      ))}
    </ol>
  );
}

function MistakeItem({ mistake, of, language }: { mistake: Mistake; of: number; language: Language }) {
  const { step, title, verdict, names, found } = mistake;
  const values = found.map(({ said, count }) => `${said[language]} (${words.count(count)[language]})`);
  return (
    <li class={`mistake ${toneOf(verdict)}`}>
      <div class="how">
        <b>{words.count(names.length)[language]}</b>
        <span>{words.people(names.length, of)[language]}</span>
        <div class="bar" aria-hidden="true">
          <i style={{ width: `${(100 * names.length) / Math.max(1, of)}%` }} />
        </div>
      </div>
      <h3>
        {(hintOfStep(step)?.label ?? title)[language]} <Badge verdict={verdict} language={language} />
      </h3>
      <p class="aloud">
        <b>{words.sayAloud[language]}</b>
        {sentenceFor(step, title)[language]}
      </p>
      {values.length > 0 && (
        <p class="quiet">
          {words.foundValues[language]}: {values.slice(0, 5).join(', ')}
          {values.length > 5 && ' …'}
        </p>
      )}
      <p class="quiet">
        {words.who[language]}: {names.join(', ')}
      </p>
    </li>
  );
}

const Tools = ({ total, language }: { total: number; language: Language }) => (
  <div class="bar-of-tools needs-script no-print">
    <label>
      {words.filter[language]}
      <input type="search" id="find" placeholder={words.filterHint[language]} autocomplete="off" />
    </label>
    <label>
      {words.show[language]}
      <select id="group">
        <option value="">{words.all[language]}</option>
        {groups.map((group) => (
          <option value={group}>{groupWords[group][language]}</option>
        ))}
      </select>
    </label>
    <output for="find group" data-words={words.shown[language]}>
      {words.shown[language].replace('#', String(total))}
    </output>
  </div>
);

function Legend({ table: { columns, rows }, language }: { table: ClassTable; language: Language }) {
  const met = new Set(rows.flatMap(({ cells }) => cells));
  return (
    <>
      <h3>{words.legend[language]}</h3>
      <ul class="signs">
        {(Object.keys(looks) as Cell[])
          .filter((cell) => met.has(cell) && cell !== 'none')
          .map((cell) => (
            <li class={looks[cell].tone}>
              <b aria-hidden="true">{looks[cell].sign}</b>
              {cellWords[cell][language]}
            </li>
          ))}
      </ul>
      <h3>{words.stepNumbers[language]}</h3>
      <ol class="keys-of">
        {columns.map(({ title }, i) => (
          <li>
            <b>{i + 1}</b>
            {title[language]}
          </li>
        ))}
      </ol>
    </>
  );
}

function Times({ table: { times }, language }: { table: ClassTable; language: Language }) {
  if (times.length === 0) return <p>{words.noTimes[language]}</p>;
  return (
    <>
      <p>{words.timesAbout[language]}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.step[language]}</th>
            <th scope="col">{words.runs[language]}</th>
            <th scope="col">{words.median[language]}</th>
            <th scope="col">{words.p90[language]}</th>
          </tr>
        </thead>
        <tbody>
          {times.map(({ column, runs, median, p90 }) => (
            <tr>
              <th scope="row">{column.title[language]}</th>
              <td>{runs}</td>
              <td class="time">{lasting(median)[language]}</td>
              <td class="time">{lasting(p90)[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
