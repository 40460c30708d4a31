/** Tests of which tests Jest runs: by their mode, by others that are alone, and by `-t`. */
import type { Circus } from '@jest/types';
import { wouldRun } from './would-run';

const test = (mode?: 'skip' | 'only' | 'todo'): Circus.TestEntry =>
  ({ name: 'AlarmHigh', mode, parent: { name: 'load', parent: { name: 'ROOT' } } }) as Circus.TestEntry;

it.each([
  ['without more', test(), {}, true],
  ['skipped', test('skip'), {}, false],
  ['still to be written', test('todo'), {}, false],
  ['beside one that is alone', test(), { hasFocusedTests: true }, false],
  ['alone', test('only'), { hasFocusedTests: true }, true],
  ['named with what it is in', test(), { testNamePattern: /^load alarmhigh$/i }, true],
  ['not named', test(), { testNamePattern: /AlarmLow/i }, false],
])('%s', (_, given, state, runs) => {
  expect(wouldRun(given, { hasFocusedTests: false, ...state })).toBe(runs);
});
