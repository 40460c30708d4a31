/** The diagnosis of a chapter: the seven links with the broken one, what was found, and the step to set right. */
import { links } from '../../fixtures/inspection/links';
import type { Language } from '../../helpers/language';
import { hintOfStep } from './hints';
import type { DiagnosisRecord } from './run-record';
import { words } from './words';

export function DiagnosisCard({ diagnosis, language }: { diagnosis: DiagnosisRecord; language: Language }) {
  const { title, link, step, text } = diagnosis;
  const all = Object.entries(links);
  const broken = all.findIndex(([name]) => name === link);
  const hint = hintOfStep(step);
  const lines = text[language].split('\n').map(labelled);
  const evidence = lines.filter(({ label }) => label === words.evidence[language]);
  const elsewhere =
    broken < 0 ? [words.evidence] : [words.evidence, words.brokenLink, words.nextLink, words.linksNotReached];
  const notYet = lines.some(({ label }) => label === words.nextLink[language]);
  const findings = lines.filter(({ label }) => elsewhere.every((each) => each[language] !== label));
  return (
    <div class="diagnosis">
      <h3>{words.diagnosis[language]}</h3>
      {broken >= 0 && (
        <ol class="chain">
          {all.map(([, name], index) => (
            <li class={index < broken ? 'whole' : index === broken && !notYet ? 'broken' : ''}>
              {name[language]}
              {index < broken ? ' ✓' : index === broken ? (notYet ? ' …' : ' ✗') : ''}
            </li>
          ))}
        </ol>
      )}
      {title && (
        <p>
          <span class="tag">{words.diagnosisOf[language]}</span>
          {title[language]}
        </p>
      )}
      <dl class="findings">
        {findings.map(({ label, said }) => (
          <>
            <dt>{label}</dt>
            <dd>{said}</dd>
          </>
        ))}
      </dl>
      {hint && (
        <p class="hint">
          <b>{words.hint[language]}</b>
          {hint.label[language]}
          <br />
          <b>{words.workshop[language]}</b>
          <q lang="ko">{hint.quote}</q>
        </p>
      )}
      {evidence.length > 0 && (
        <details>
          <summary>
            {words.evidence[language]} ({evidence.length})
          </summary>
          <ul class="plain">
            {evidence.map(({ said }) => (
              <li>{said}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function labelled(line: string): { label: string; said: string } {
  const colon = line.indexOf(': ');
  return colon < 0 ? { label: '', said: line } : { label: line.slice(0, colon), said: line.slice(colon + 2) };
}
