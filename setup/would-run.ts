/** Whether Jest runs a test that it comes to, as far as modes and names say. */
import type { Circus } from '@jest/types';

/** As Jest decides it after the test's start (jest-circus 30, `_runTest`). */
export function wouldRun(
  test: Circus.TestEntry,
  { hasFocusedTests, testNamePattern }: Pick<Circus.State, 'hasFocusedTests' | 'testNamePattern'>,
): boolean {
  if (test.mode === 'skip' || test.mode === 'todo' || (hasFocusedTests && test.mode === undefined)) return false;
  const names = [test.name];
  // The outermost block is Jest's own.
  for (let block = test.parent; block.parent; block = block.parent) names.unshift(block.name);
  return !testNamePattern || testNamePattern.test(names.join(' '));
}
