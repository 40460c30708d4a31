/** What the signs and the numbers of the class page's table mean, as far as they are in it. */
import type { Language } from '../../../helpers/language';
import { cellOrder, looks } from './looks';
import type { ClassTable } from './row';
import { cellMeanings, cellWords, classWords as words } from './words';

export function ClassLegend({ table: { columns, rows }, language }: { table: ClassTable; language: Language }) {
  if (columns.length === 0) return null;
  const met = new Set(rows.flatMap(({ cells }) => cells));
  return (
    <>
      <h3>{words.legend[language]}</h3>
      <ul class="signs">
        {cellOrder
          .filter((cell) => met.has(cell) && cell !== 'none')
          .map((cell) => (
            <li class={looks[cell].tone}>
              <b aria-hidden="true">{looks[cell].sign}</b>
              <span>
                <strong>{cellWords[cell][language]}</strong> {cellMeanings[cell][language]}
              </span>
            </li>
          ))}
      </ul>
      <h3>{words.stepNumbers[language]}</h3>
      <ol class="keys-of">
        {columns.map(({ title }, i) => (
          <li>
            <b>{i + 1}</b>
            <span>{title[language]}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
