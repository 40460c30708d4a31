/** What goes wrong most often in a class, and what to say of it aloud. Pure. */
import type { Text } from '../../../helpers/language';
import type { Verdict } from '../../../helpers/verdict';
import type { AttendeeRecord } from './record';
import { aloud } from './say';
import { isOwn, stucksOf, type Stuck } from './summary';

export interface Mistake {
  /** Of the workshop, where a diagnosis names it. */
  step?: string;
  /** Of the step that failed. */
  title: Text;
  /** Heading: as the console or the workshop names what is to be set right. */
  label: Text;
  verdict: Verdict;
  /** The sentence to say aloud. */
  say: Text;
  /** In the roster's order. */
  people: { id: string; name: string }[];
  /** What was found instead, with how many of them; the commonest first. */
  found: { said: Text; count: number }[];
}

/** What goes wrong, by the step to set right and what is to be said of it; the commonest first, and of equals what is only not done yet last. */
export function mistakesOf(attendees: readonly AttendeeRecord[]): Mistake[] {
  const mistakes = new Map<string, Mistake>();
  for (const { id, name, run, attempts } of attendees) {
    const last = attempts.at(-1);
    if (!run || (last && !isOwn(last))) continue;
    for (const stuck of stucksOf(run)) {
      const { diagnosis, title } = stuck;
      const step = diagnosis?.step;
      const verdict = verdictOf(stuck);
      const { label, say } = aloud(step, kindOf(verdict), diagnosis?.finding, title);
      const key = [step ?? stuck.key, verdict, say.en].join('\n');
      const mistake = mistakes.get(key) ?? { step, title, label, verdict, say, people: [], found: [] };
      mistakes.set(key, mistake);
      if (mistake.people.some((person) => person.id === id)) continue;
      mistake.people.push({ id, name });
      count(mistake.found, diagnosis && (diagnosis.finding ? diagnosis.finding.said : foundIn(diagnosis.text)));
    }
  }
  const undone = ({ verdict }: Mistake): number => (verdict === 'not yet' ? 1 : 0);
  return [...mistakes.values()]
    .map((mistake) => ({ ...mistake, found: mistake.found.sort((a, b) => b.count - a.count) }))
    .sort((a, b) => b.people.length - a.people.length || undone(a) - undone(b));
}

/**
 * Of the diagnosis, which may be about another step than the one that failed first: a test that waited for what was never set up is late,
 * and the attendee is not. A step that held too late stays so.
 */
function verdictOf({ verdict, diagnosis }: Stuck): Verdict {
  const kind = diagnosis?.finding?.kind;
  return kind === undefined || (kind === 'wrong' && verdict === 'late') ? verdict : kind;
}

const kindOf = (verdict: Verdict): Parameters<typeof aloud>[1] =>
  verdict === 'misconfigured' || verdict === 'not yet' || verdict === 'late' ? verdict : 'wrong';

function count(found: Mistake['found'], said: Text | undefined): void {
  const known = found.find((each) => each.said.en === said?.en);
  if (known) known.count++;
  else if (said) found.push({ said, count: 1 });
}

/** Of a report without the finding as data: as fixtures/inspection/diagnosis-text.ts labels it. */
function foundIn({ ko, en }: Text): Text | undefined {
  const [, korean] = /^(?:확인된 것|아직): (.*)$/m.exec(ko) ?? [];
  const [, english] = /^(?:Found|Not yet): (.*)$/m.exec(en) ?? [];
  return korean !== undefined && english !== undefined ? { ko: korean, en: english } : undefined;
}
