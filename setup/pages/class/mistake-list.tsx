/** What most are stuck on, on the class page: how many, what to say of it aloud, what was found instead, and who. */
import type { Language } from '../../../helpers/language';
import { linkOf } from './grid';
import type { Mistake } from './mistakes';
import { Name, sharedNames } from './name';
import type { ClassTable } from './row';
import type { Cell } from './summary';
import { classWords as words } from './words';
import { Badge, toneOf } from '../layout';

/** So many that the table is still in sight; the others are folded. */
const OPEN = 6;

/** What says nothing of a step: an attendee with nothing else has not been checked. */
const UNJUDGED: readonly Cell[] = [
  'none',
  'not reached',
  'running',
  'planned skip',
  'not ready',
  'tool error',
  'skipped',
  'blocked',
];

export function MistakeList({ table, language }: { table: ClassTable; language: Language }) {
  const { mistakes, rows } = table;
  if (mistakes.length === 0) {
    const isChecked = rows.some(({ cells }) => cells.some((cell) => !UNJUDGED.includes(cell)));
    const isStuck = rows.some(({ group }) => group === 'stuck' || group === 'notYet');
    return <p>{(isStuck ? words.seePages : isChecked ? words.noMistakes : words.notChecked)[language]}</p>;
  }
  const rest = mistakes.slice(OPEN);
  return (
    <>
      <Mistakes mistakes={mistakes.slice(0, OPEN)} table={table} language={language} />
      {rest.length > 0 && (
        <details id="more">
          <summary id="more-of-them">{`${words.more[language]} (${rest.length})`}</summary>
          <Mistakes mistakes={rest} table={table} language={language} />
        </details>
      )}
    </>
  );
}

interface MistakesOf {
  mistakes: readonly Mistake[];
  table: ClassTable;
  language: Language;
}

function Mistakes({ mistakes, table: { rows }, language }: MistakesOf) {
  const shared = sharedNames(rows);
  const links = new Map(rows.map((row) => [row.id, linkOf(row, language)]));
  return (
    <ol class="mistakes">
      {mistakes.map(({ label, verdict, say, people, found }) => (
        <li class={`mistake ${toneOf(verdict)}`}>
          <div class="how">
            <b>{words.count(people.length)[language]}</b>
            <span>{words.people(people.length, rows.length)[language]}</span>
            <div class="bar" aria-hidden="true">
              <i style={{ width: `${(100 * people.length) / Math.max(1, rows.length)}%` }} />
            </div>
          </div>
          <h3>
            {label[language]} <Badge verdict={verdict} language={language} />
          </h3>
          <p class="aloud">
            <b>{words.sayAloud[language]}</b>
            {say[language]}
          </p>
          <FoundValues found={found} language={language} />
          <p class="quiet">
            {words.who[language]}:{' '}
            {people.map((person, i) => {
              const link = links.get(person.id);
              const name = <Name person={person} shared={shared} />;
              return (
                <>
                  {i > 0 && ', '}
                  {link === undefined ? name : <a href={link}>{name}</a>}
                </>
              );
            })}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Values that are told; the others are on the attendees' own pages. */
const VALUES = 5;

function FoundValues({ found, language }: { found: Mistake['found']; language: Language }) {
  if (found.length === 0) return null;
  const values = found.slice(0, VALUES).map(({ said, count }) => `${said[language]} (${words.count(count)[language]})`);
  return (
    <p class="quiet">
      {words.foundValues[language]}: {values.join(', ')}
      {found.length > VALUES && ' …'}
    </p>
  );
}
