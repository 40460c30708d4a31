/** What time it is in the lab, as a chapter tells Jest's environment, which records when each test began and ended. */

/** What the environment and the code of the tests have in common: the global object of the tests. */
interface Told {
  labTime?: () => number;
}

/** @param now in milliseconds since the epoch */
export function tellLabTime(now: () => number): void {
  (globalThis as Told).labTime = now;
}

/**
 * @param global of the tests
 * @returns in milliseconds since the epoch; undefined before there is a lab
 */
export const labTime = (global: object): number | undefined => (global as Told).labTime?.();
