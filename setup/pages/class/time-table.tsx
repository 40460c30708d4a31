/** How long the steps of each chapter take, on the class page. */
import type { Language } from '../../../helpers/language';
import type { ClassTable } from './row';
import type { ChapterTimes } from './times';
import { classWords as words } from './words';
import { lasting } from '../when';

/** Of fewer runs the nine tenths are the slowest one alone. */
const ENOUGH_RUNS = 10;

export function TimeTables({ table: { times, depths }, language }: { table: ClassTable; language: Language }) {
  if (times.length === 0) {
    const onlyRead = depths.length > 0 && depths.every((depth) => depth === 'inspect');
    return <p>{(onlyRead ? words.noTimes : words.notMeasured)[language]}</p>;
  }
  const isShort = times.some(({ steps }) => steps.some(({ runs }) => runs < ENOUGH_RUNS));
  return (
    <>
      <p>{words.timesAbout[language]}</p>
      {times.map((chapter) => (
        <Chapter chapter={chapter} language={language} />
      ))}
      {isShort && <p class="quiet">{`–: ${words.fewRuns[language]}`}</p>}
    </>
  );
}

function Chapter({ chapter, language }: { chapter: ChapterTimes; language: Language }) {
  const { title, lab, runs, total, steps } = chapter;
  return (
    <>
      <h3>{title[language]}</h3>
      <p class="quiet">{(lab === 'aws' ? words.ofAws : words.ofSimulator)[language]}</p>
      <table class="times">
        <thead>
          <tr>
            {[words.step, words.runs, words.median, words.p90].map((head) => (
              <th scope="col">{head[language]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ column, ...time }) => (
            <Line name={column.title[language]} {...time} language={language} />
          ))}
        </tbody>
        {total && (
          <tfoot>
            <Line name={words.total[language]} runs={runs} {...total} language={language} />
          </tfoot>
        )}
      </table>
    </>
  );
}

interface LineOf {
  name: string;
  runs: number;
  /** Milliseconds. */
  median: number;
  p90: number;
  language: Language;
}

const Line = ({ name, runs, median, p90, language }: LineOf) => (
  <tr>
    <th scope="row">{name}</th>
    <td class="time">{runs}</td>
    <td class="time">{lasting(median)[language]}</td>
    <td class="time">{runs < ENOUGH_RUNS ? '–' : lasting(p90)[language]}</td>
  </tr>
);
