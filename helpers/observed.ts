/** What the expectations of the test under way have seen, as they tell Jest's environment, which records it of a test that passes. */
import type { Text } from './language';

/** What the environment and the code of the tests have in common: the global object of the tests. */
interface Told {
  observed?: Text[];
}

export function tellObserved(seen: Text): void {
  const told = globalThis as Told;
  told.observed = [...(told.observed ?? []), seen];
}

/**
 * What was told since it was taken last.
 * @param global of the tests
 */
export function takeObserved(global: object): readonly Text[] {
  const { observed = [] } = global as Told;
  (global as Told).observed = [];
  return observed;
}
