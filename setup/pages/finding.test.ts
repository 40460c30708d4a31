/** Tests of what a diagnosis is about: what is no verdict, what another version of the suite may have written, and what differs between attendees. */
import type { Phrase } from '../../fixtures/inspection/phrases';
import { notYet, wrong } from '../../fixtures/inspection/verdict';
import { findingOf } from './finding';

it.each([
  undefined,
  null,
  'wrong',
  {},
  { kind: 'holds', evidence: { say: 'asConfigured', settings: 1 } },
  { kind: 'blocked', by: 'policy' },
  { kind: 'misconfigured', differences: [] },
  { kind: 'misconfigured', differences: [{ found: 6 }] },
  { kind: 'wrong', found: 'text' },
  { kind: 'not yet', missing: { at: 0 } },
])('%j has none', (verdict) => {
  expect(findingOf('maximum', verdict)).toBeUndefined();
});

it.each(['someday', 'constructor', 'neverBreached', 'tasksFailed'])(
  'of %s without its values no words are made',
  (say) => {
    expect(findingOf('maximum', { kind: 'wrong', found: { say }, expected: { say } })).toEqual({
      kind: 'wrong',
      about: say,
    });
  },
);

const line = { alarm: 'AlarmHigh', metric: 'NetworkIn', side: '>', threshold: 50_000, datapoints: 3 } as const;
const low = { ...line, alarm: 'AlarmLow', side: '<', datapoints: 15 } as const;
const next: Phrase = { say: 'startTask' };
const nothing: Phrase = { say: 'noNewTask' };
const tasks = { ko: '태스크', en: 'tasks' };

it.each<[Phrase, string, string]>([
  [{ say: 'breaching', line, have: 2 }, 'AlarmHigh', 'AlarmHigh has 2 of 3 datapoints with NetworkIn > 50000'],
  [{ say: 'breaching', line: low, have: 7 }, 'AlarmLow', 'fewer than 15 quiet minutes so far'],
  [
    { say: 'eventsSay', counts: { started: 3, registered: 0 }, at: 5 },
    '',
    "the service's events say started 3, registered 0",
  ],
  [{ say: 'capacityWasSet', what: tasks, all: [], now: 2 }, '', 'no scaling activity'],
  [
    { say: 'capacityWasSet', what: tasks, all: [4, 8], now: 5, status: 'Pending' },
    '',
    'activities set the tasks to 4, 8 (Pending)',
  ],
  [{ say: 'launched', statuses: [] }, '', 'launches of instances: none'],
  [{ say: 'launched', statuses: ['Failed', 'Failed', 'Successful'] }, '', 'launches of instances: Failed, Successful'],
])('of what is not yet, %j is told without moments and amounts', (missing, alarm, en) => {
  const finding = findingOf('threshold', notYet(missing, next));
  expect([finding?.alarm ?? '', finding?.said?.en]).toEqual([alarm, en]);
});

it('what the test itself has seen says nothing beside', () => {
  const finding = findingOf('activating', wrong({ say: 'asTheTest', title: 'a test' }, { say: 'seenByTheTest' }));
  expect(finding).toEqual({ kind: 'wrong', about: 'seenByTheTest' });
});

it.each<[unknown, string]>([
  [undefined, 'not set'],
  [true, 'true'],
  ['DISABLED', 'Disabled'],
  ['arn:aws:sns:ap-northeast-2:123456789012:someone', 'different'],
  [[], 'none'],
  [['Launch', 'Terminate'], 'Launch, Terminate'],
  [['arn:aws:sns:ap-northeast-2:123456789012:someone'], 'different'],
  [{ Name: 'LoadBalancer' }, 'different'],
])('a setting that is %j is %s', (found, en) => {
  const differences = [{ field: 'Some.Field', found }];
  expect(findingOf('maximum', { kind: 'misconfigured', differences })?.said?.en).toBe(`Field ${en}`);
});

it('the events of a wrong step are too many or too few', () => {
  const counts = { started: 18, registered: 2 };
  const expected: Phrase = { say: 'eventsSay', counts: { started: 6, registered: 6 } };
  expect(findingOf('events', wrong(expected, { say: 'eventsSay', counts }))?.said?.en).toBe(
    'too many events: started; too few events: registered',
  );
  expect(findingOf('events', wrong(nothing, { say: 'eventsSay', counts }))?.said?.en).toBe(
    "the service's events say started 18, registered 2",
  );
});
