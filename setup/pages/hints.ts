/** Where in the console, and in the workshop's text, a failed step is to be set right. Pure. */
import { steps, type Step } from '../../fixtures/demogo';
import type { Text } from '../../helpers/language';

export interface Hint {
  /** As the console labels it. */
  label: Text;
  /** Word for word from the workshop. */
  quote: string;
}

const all: readonly Step[] = Object.values(steps);
const hintOf = ({ ko, en, quote }: Step): Hint => ({ label: { ko, en }, quote });

/** The settings that a message names, or else the step that the title is of; none where no step of the workshop is. */
export function hintsOf(title: Text, message: Text): Hint[] {
  const named = all.filter(({ ko, en }) =>
    [message.ko, message.en].some((text) =>
      text.split('\n').some((line) => [`${ko} · ${en}:`, `${ko}:`, `${en}:`].some((label) => line.startsWith(label))),
    ),
  );
  const own = all.filter(({ ko }) => title.ko === ko || title.ko.startsWith(`${ko}: `));
  return (named.length > 0 ? named : own.slice(0, 1)).map(hintOf);
}

/** @param id of a step of the workshop, as a diagnosis names it */
export const hintOfStep = (id: string | undefined): Hint | undefined =>
  id !== undefined && Object.hasOwn(steps, id) ? hintOf(steps[id as keyof typeof steps]) : undefined;
