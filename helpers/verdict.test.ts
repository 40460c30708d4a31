/** Tests of the verdicts: each kind of failure has its own, and one that is not known is the lab's. */
import { verdictOf } from './verdict';

it.each([
  ['Misconfigured', '목표 값 · Target value: expected 4000.', 'misconfigured'],
  ['Blocked', 'AlarmHigh In alarm is not known.', 'blocked'],
  ['NotReady', 'web: desired count is 9', 'not ready'],
  ['ToolError', 'No look for five minutes.', 'tool error'],
  ['ToolError', 'The load "once" is too thin. 10 a minute.\n\nExpected', 'load insufficient'],
  ['LoadFailed', 'refused', 'tool error'],
  ['LoadCrashed', 'the thread ended', 'tool error'],
  ['NotHeld', 'Misconfigured:\nMax', 'misconfigured'],
  ['NotHeld', 'Not yet: no load. Next: send one.', 'not yet'],
  ['NotHeld', 'Wrong: expected that x; found that y.', 'wrong'],
  ['NotHeld', 'Blocked by an earlier step: "policy".', 'blocked'],
  ['Error', 'Expected desired to reach 8\nFound    late: at 12:10, 0:10 over the budget', 'late'],
  ['Error', 'Expected desired to reach 8\nFound    not reached', 'wrong'],
  ['Error', 'Exceeded timeout of 120000 ms for a test.', 'tool error'],
  ['TypeError', 'too late: it is broken', 'tool error'],
  ['ClientException', 'The specified cluster is inactive.', 'tool error'],
  ['JestAssertionError', 'expect(received).toBe(expected)', 'wrong'],
])('%s: %j is %s', (name, message, verdict) => {
  expect(verdictOf(name, message)).toBe(verdict);
});
