/** The class page: where everyone is, what most are stuck on and what to say of it, and how long each step takes; one file. */
import type { Language, Text } from '../../../helpers/language';
import { ClassGrid } from './grid';
import { ClassLegend } from './legend';
import { MistakeList } from './mistake-list';
import { groups, type ClassTable, type Group } from './row';
import { classStyle } from './style';
import { TimeTables } from './time-table';
import { classWords as words } from './words';
import { document } from '../layout';
import { pageScript } from '../script';
import { when } from '../when';
import { words as pageWords } from '../words';

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
export function classPage(table: ClassTable, language: Language): string {
  const { open, rows, notes, masked } = table;
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
        <Standing table={table} language={language} />
        <Tiles table={table} language={language} />
        <section class="card" aria-labelledby="mistakes">
          <h2 id="mistakes">{words.mistakes[language]}</h2>
          <MistakeList table={table} language={language} />
        </section>
        <section class="card" aria-labelledby="overview">
          <h2 id="overview">{words.overview[language]}</h2>
          <Tools total={rows.length} language={language} />
          <p class="on-paper" />
          <ClassGrid table={table} language={language} />
          {notes.map((note) => (
            <p class="quiet">{note[language]}</p>
          ))}
          <ClassLegend table={table} language={language} />
        </section>
        <section class="card" aria-labelledby="times">
          <h2 id="times">{words.times[language]}</h2>
          <TimeTables table={table} language={language} />
        </section>
      </>
    ),
    footer: (
      <p>
        {words.zone[language]} {masked && words.masked[language]} {words.alsoAs[language]}:{' '}
        <a href={classCsvFile}>CSV</a>, <a href={classJsonFile}>JSON</a>
      </p>
    ),
  });
}

/** As of when and of what it is, and whether it goes on. */
function Standing({ table: { at, open, depths, labs }, language }: { table: ClassTable; language: Language }) {
  const asOf = [words.updated(when(at)), ...depths.map((depth) => pageWords[depth])];
  return (
    <div class="standing">
      <span>{asOf.map((each) => each[language]).join(' · ')}</span>
      {labs.includes('simulator') && <span class="badge tool">{pageWords.simulator[language]}</span>}
      {open && (
        <>
          <span
            class="badge wait no-print"
            id="state"
            role="status"
            data-at={at}
            data-running={words.underWay[language]}
            data-paused={words.paused[language]}
            data-stale={words.stale[language]}
          >
            {words.underWay[language]}
          </span>
          <button
            type="button"
            class="needs-script no-print"
            id="refresh"
            data-refresh={REFRESH_SECONDS}
            data-pause={words.pause[language]}
            data-resume={words.resume[language]}
          >
            {words.pause[language]}
          </button>
        </>
      )}
    </div>
  );
}

/** How many there are of each; chosen, they are shown alone. */
const Tiles = ({ table: { rows }, language }: { table: ClassTable; language: Language }) => (
  <div class="tiles">
    {groups.map((group) => (
      <button type="button" class={`tile ${groupTones[group]}`} data-group={group} aria-pressed="false" disabled>
        <b>{rows.filter((row) => row.group === group).length}</b> <span>{groupWords[group][language]}</span>
      </button>
    ))}
  </div>
);

function Tools({ total, language }: { total: number; language: Language }) {
  const everyone = words.everyone(total)[language];
  return (
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
      <label>
        {words.order[language]}
        <select id="order">
          <option value="">{words.byNeed[language]}</option>
          <option value="roster">{words.byRoster[language]}</option>
          <option value="column" disabled hidden>
            {words.byColumn[language]}
          </option>
        </select>
      </label>
      {/* How many are shown is the script's to put in. */}
      <output for="find group" data-all={everyone} data-words={words.shown[language].replace('@', String(total))}>
        {everyone}
      </output>
    </div>
  );
}
