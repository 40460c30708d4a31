/** Rows of health checks and the states they lead to. */
import { afterCheck, failureOf, isMatcher, matchesCode, newHealth, type Health } from './health';

const thresholds = { healthyThreshold: 5, unhealthyThreshold: 2 };

/** `+` a passed check, `-` one where nothing listened, `t` one without an answer, `4` one that was answered with 404. */
function after(checks: string): Health {
  return [...checks].reduce((health, check) => {
    if (check === 't') return afterCheck(health, failureOf('none', '200'), thresholds);
    const answer = check === '-' ? undefined : { status: check === '+' ? 200 : 404, body: '' };
    return afterCheck(health, failureOf(answer, '200'), thresholds);
  }, newHealth);
}

it.each([
  ['', 'initial', 'Elb.RegistrationInProgress', 'Target registration is in progress'],
  ['+', 'healthy', undefined, undefined],
  ['-', 'initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress'],
  ['-+', 'healthy', undefined, undefined],
  ['--', 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
  ['tt', 'unhealthy', 'Target.Timeout', 'Request timed out'],
  ['44', 'unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'],
  ['-4', 'unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'],
  ['+-', 'healthy', undefined, undefined],
  ['+-+-', 'healthy', undefined, undefined],
  ['+--', 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
  ['--++++', 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
  ['--++++4', 'unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'],
  ['--+++++', 'healthy', undefined, undefined],
  ['--++++-+++++', 'healthy', undefined, undefined],
])('checks "%s": %s %s', (checks, state, reason, description) => {
  expect(after(checks).state).toEqual({ state, reason, description });
});

it.each([
  ['200', 200, true],
  ['200', 301, false],
  ['200,301', 301, true],
  ['200-299', 204, true],
  ['200-299', 300, false],
  ['200-204,301-302', 302, true],
])('matcher %s with %s: %s', (matcher, code, expected) => {
  expect(matchesCode(matcher, code)).toBe(expected);
});

it.each([
  ['200', true],
  ['200-299,404', true],
  ['', false],
  ['2xx', false],
  ['500', false],
])('matcher %s can be read: %s', (matcher, expected) => {
  expect(isMatcher(matcher)).toBe(expected);
});
