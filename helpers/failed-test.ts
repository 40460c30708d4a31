/** The test that has failed just now, as Jest's environment tells it to the hooks that run after the test. */

export interface FailedTest {
  title: string;
  /** Whether it could not begin, because of what an earlier one has found. */
  blocked: boolean;
}

/** What the environment and the code of the tests have in common: the global object of the tests. */
interface Told {
  failedTest?: FailedTest;
}

/** @param global of the tests */
export function tellFailedTest(global: object, failed: FailedTest | undefined): void {
  (global as Told).failedTest = failed;
}

/** undefined after a test that has passed, and after one whose failure says nothing about the lab. */
export const failedTest = (): FailedTest | undefined => (globalThis as Told).failedTest;
