/** The steps of a chapter in the workshop's order: what is expected, what was observed, how long it took, and a hint where it failed. */
import { clock, elapsed } from '../../helpers/chart/time-axis';
import type { Language, Text } from '../../helpers/language';
import { hintsOf } from './hints';
import { Badge, Mark, toneOf } from './layout';
import type { Outcome } from './outcome';
import { messageParts } from './presentable';
import type { StepRecord } from './run-record';
import { stateWords, words } from './words';
import { KOREA } from './when';

export function StepsList({ steps, language }: { steps: readonly StepRecord[]; language: Language }) {
  return (
    <>
      {groupsOf(steps).map(({ path, steps: own }) => (
        <section>
          {path.length > 0 && <h3>{path.map((each) => each[language]).join(' › ')}</h3>}
          <ol class="steps">
            {own.map((step) => (
              <Step step={step} language={language} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

/** Neighbours that are in the same part of the chapter. */
function groupsOf(steps: readonly StepRecord[]): { path: Text[]; steps: StepRecord[] }[] {
  const groups: { path: Text[]; steps: StepRecord[] }[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last && JSON.stringify(last.path) === JSON.stringify(step.path)) last.steps.push(step);
    else groups.push({ path: step.path, steps: [step] });
  }
  return groups;
}

function Step({ step, language }: { step: StepRecord; language: Language }) {
  const { title, state, verdict, observed } = step;
  const [name, expects] = labelAndRest(title[language]);
  const mark = state === 'running' || state === 'not reached' ? 'interrupted' : (verdict ?? 'skipped');
  const word = stateWords[state];
  return (
    <li class={`step ${state.replace(' ', '-')}`}>
      <Mark verdict={mark} />
      <div>
        <div class="name">{name}</div>
        {expects && (
          <div class="expects">
            <span class="tag">{words.expected[language]}</span>
            {expects}
          </div>
        )}
        {state === 'passed' && (
          <div class="expects">
            <span class="tag">{words.observed[language]}</span>
            <span class="seen">{(observed ?? words.seen)[language]}</span>
          </div>
        )}
      </div>
      <div class="said">
        {word ? <span class="badge none">{word[language]}</span> : <Badge verdict={mark} language={language} />}
        <Took step={step} language={language} />
      </div>
      {state === 'failed' && observed && <Failed {...{ title, observed, verdict: mark, language }} />}
    </li>
  );
}

function Took({ step: { labStartedAt, labEndedAt }, language }: { step: StepRecord; language: Language }) {
  if (labStartedAt === undefined || labEndedAt === undefined) return null;
  const took = labEndedAt - labStartedAt;
  return (
    <div>
      {took < 1000 ? words.atOnce[language] : elapsed(took)} · {clock(labEndedAt, KOREA)}
    </div>
  );
}

interface Failure {
  title: Text;
  observed: Text;
  verdict: Outcome['verdict'];
  language: Language;
}

function Failed({ title, observed, verdict, language }: Failure) {
  const { first, rest } = messageParts(observed[language]);
  // There is nothing to set right where an earlier step stands in the way.
  const blocked = verdict === 'blocked';
  return (
    <div class="more">
      <div class={`block failed ${toneOf(verdict)}`}>
        <pre>{first}</pre>
      </div>
      {(blocked ? [] : hintsOf(title, observed)).map(({ label, quote }) => (
        <p class="hint">
          <b>{words.hint[language]}</b>
          {label[language]}
          <br />
          <b>{words.workshop[language]}</b>
          <q lang="ko">{quote}</q>
        </p>
      ))}
      {rest && (
        <details>
          <summary>{words.evidence[language]}</summary>
          <pre>{rest}</pre>
        </details>
      )}
    </div>
  );
}

/** `label: what is expected`, as titles are made (fixtures/titles.ts). */
function labelAndRest(title: string): [label: string, rest?: string] {
  const colon = title.indexOf(': ');
  return colon < 0 ? [title] : [title.slice(0, colon), title.slice(colon + 2)];
}
