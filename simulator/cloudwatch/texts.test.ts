/** The sentences and JSON that CloudWatch writes, word by word. */
import { alarmState, type Period } from './behaviour';
import type { AlarmDefinition } from './model';
import { actionTexts, javaDouble, stateReason, stateReasonData, stateUpdateData } from './texts';
import { alarm } from './testing';

it.each([
  [4000, '4000.0'],
  [0, '0.0'],
  [-0, '-0.0'],
  [0.005, '0.005'],
  [0.001, '0.001'],
  [0.0005, '5.0E-4'],
  [38.839999999999996, '38.839999999999996'],
  [9_999_999, '9999999.0'],
  [10_000_000, '1.0E7'],
  [83_714_617_344, '8.3714617344E10'],
  [-321_000_000, '-3.21E8'],
])('prints %d as Java does: %s', (value, text) => {
  expect(javaDouble(value)).toBe(text);
});

/** Newest last; undefined is missing. */
const minutes = (last: string, values: (number | undefined)[]): Period[] =>
  values.map((value, i) => ({
    start: Date.parse(last) - (values.length - 1 - i) * 60_000,
    ...(value !== undefined && { value, sampleCount: 1 }),
  }));

const reason = (changes: Partial<AlarmDefinition>, values: (number | undefined)[]): string => {
  const definition = alarm({ evaluationPeriods: values.length, threshold: 0, ...changes });
  return stateReason(
    definition,
    alarmState({ definition, state: 'OK', range: minutes('2026-08-19T05:50:00Z', values) }),
  );
};

describe('state reason', () => {
  it.each<[string, Partial<AlarmDefinition>, (number | undefined)[], string]>([
    [
      'three datapoints',
      {},
      [1, 3, 2],
      'Threshold Crossed: 3 datapoints [2.0 (19/08/26 05:50:00), 3.0 (19/08/26 05:49:00), 1.0 (19/08/26 05:48:00)] were greater than the threshold (0.0).',
    ],
    [
      'those within the threshold only',
      {},
      [1, 0, 2],
      'Threshold Crossed: 1 datapoint [0.0 (19/08/26 05:49:00)] was not greater than the threshold (0.0).',
    ],
    [
      'five and more',
      { comparison: 'LessThanThreshold', threshold: 63 },
      [9, 1, 2, 3, 4, 5],
      'Threshold Crossed: 6 datapoints were less than the threshold (63.0). The most recent datapoints which crossed the threshold: [5.0 (19/08/26 05:50:00), 4.0 (19/08/26 05:49:00), 3.0 (19/08/26 05:48:00), 2.0 (19/08/26 05:47:00), 1.0 (19/08/26 05:46:00)].',
    ],
    [
      'M of N into ALARM',
      { datapointsToAlarm: 1, comparison: 'GreaterThanOrEqualToThreshold', threshold: 3 },
      [0, 3],
      'Threshold Crossed: 1 out of the last 2 datapoints [3.0 (19/08/26 05:50:00)] was greater than or equal to the threshold (3.0) (minimum 1 datapoint for OK -> ALARM transition).',
    ],
    [
      'M of N out of ALARM',
      { datapointsToAlarm: 3, threshold: 0.005 },
      [0, 1, 0],
      'Threshold Crossed: 2 out of the last 3 datapoints [0.0 (19/08/26 05:50:00), 0.0 (19/08/26 05:48:00)] were not greater than the threshold (0.005) (minimum 1 datapoint for ALARM -> OK transition).',
    ],
    [
      'M of N, five and more',
      { datapointsToAlarm: 5, comparison: 'LessThanThreshold', threshold: 65 },
      [0, 0, 0, 0, 0],
      'Threshold Crossed: 5 out of the last 5 datapoints were less than the threshold (65.0). The most recent datapoints which crossed the threshold: [0.0 (19/08/26 05:50:00), 0.0 (19/08/26 05:49:00), 0.0 (19/08/26 05:48:00), 0.0 (19/08/26 05:47:00), 0.0 (19/08/26 05:46:00)] (minimum 5 datapoints for OK -> ALARM transition).',
    ],
    ['nothing known', { evaluationPeriods: 5 }, [undefined], 'Insufficient Data: 5 datapoints were unknown.'],
    ['one unknown', {}, [undefined], 'Insufficient Data: 1 datapoint was unknown.'],
    [
      'all filled',
      { treatMissingData: 'breaching' },
      Array<undefined>(8).fill(undefined),
      'Threshold Crossed: no datapoints were received for 8 periods and 8 missing datapoints were treated as [Breaching].',
    ],
    [
      'some filled',
      { treatMissingData: 'breaching', comparison: 'LessThanOrEqualToThreshold' },
      [2, ...Array<undefined>(7).fill(undefined)],
      'Threshold Crossed: 1 datapoint [2.0 (19/08/26 05:43:00)] was not less than or equal to the threshold (0.0) and 7 missing datapoints were treated as [Breaching].',
    ],
    [
      'one filled as within',
      { treatMissingData: 'notBreaching' },
      [0, undefined],
      'Threshold Crossed: 1 datapoint [0.0 (19/08/26 05:49:00)] was not greater than the threshold (0.0) and 1 missing datapoint was treated as [NonBreaching].',
    ],
  ])('%s', (_, changes, values, expected) => {
    expect(reason(changes, values)).toBe(expected);
  });
});

describe('state reason data', () => {
  const told = (values: (number | undefined)[], changes: Partial<AlarmDefinition> = {}): string => {
    const definition = alarm({ threshold: 42, evaluationPeriods: 2, comparison: 'LessThanThreshold', ...changes });
    const range = minutes('2023-01-09T14:02:00Z', values);
    const now = Date.parse('2023-01-09T14:07:25.504Z');
    return stateReasonData(definition, alarmState({ definition, state: 'OK', range }), now);
  };

  it('runs its datapoints from old to new', () => {
    expect(told([1, 0])).toBe(
      '{"version":"1.0","queryDate":"2023-01-09T14:07:25.504+0000","startDate":"2023-01-09T14:01:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[1.0,0.0],"threshold":42.0,"evaluatedDatapoints":[{"timestamp":"2023-01-09T14:02:00.000+0000","sampleCount":1.0,"value":0.0},{"timestamp":"2023-01-09T14:01:00.000+0000","sampleCount":1.0,"value":1.0}]}',
    );
  });

  it('has timestamps only where nothing is known', () => {
    expect(told([undefined], { evaluationPeriods: 1, unit: 'Percent' })).toBe(
      '{"version":"1.0","queryDate":"2023-01-09T14:07:25.504+0000","unit":"Percent","statistic":"Sum","period":60,"recentDatapoints":[],"threshold":42.0,"evaluatedDatapoints":[{"timestamp":"2023-01-09T14:02:00.000+0000"}]}',
    );
  });
});

it('nests the reason data in a state update', () => {
  const data = stateUpdateData(
    { state: 'OK', reason: 'a "quoted" one' },
    { state: 'ALARM', reason: 'b', reasonData: '{"x":1.0}' },
  );
  expect(data).toBe(
    '{"version":"1.0","oldState":{"stateValue":"OK","stateReason":"a \\"quoted\\" one"},"newState":{"stateValue":"ALARM","stateReason":"b","stateReasonData":{"x":1.0}}}',
  );
});

it('tells a failed action', () => {
  const { summary, data } = actionTexts('arn:x', new Date(1000), 'why');
  expect(summary).toBe('Failed to execute action arn:x. Reason: why');
  expect(JSON.parse(data)).toEqual({
    actionState: 'Failed',
    stateUpdateTimestamp: 1000,
    notificationResource: 'arn:x',
    error: 'why',
  });
});
