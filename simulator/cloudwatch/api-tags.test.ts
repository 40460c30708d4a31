/** Tags of alarms, and how much one call may name. */
import { account } from './testing';

const alarm = {
  AlarmName: 'busy',
  Namespace: 'Lab',
  MetricName: 'Load',
  Statistic: 'Sum' as const,
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold' as const,
};

it('keeps the tags of an alarm from its making on, and those alone', () => {
  const { operations } = account().cloudwatch;
  operations.PutMetricAlarm({ ...alarm, Tags: [{ Key: 'a', Value: '1' }] });
  operations.PutMetricAlarm({ ...alarm, Tags: [{ Key: 'b', Value: '1' }] });
  const { AlarmArn: ResourceARN = '' } = operations.DescribeAlarms({}).MetricAlarms[0]!;
  const tags = () => operations.ListTagsForResource({ ResourceARN }).Tags;
  expect(tags()).toEqual([{ Key: 'a', Value: '1' }]);
  operations.TagResource({ ResourceARN, Tags: [{ Key: 'c', Value: '2' }] });
  operations.UntagResource({ ResourceARN, TagKeys: ['a', 'none'] });
  expect(tags()).toEqual([{ Key: 'c', Value: '2' }]);
  operations.DeleteAlarms({ AlarmNames: ['busy'] });
  expect(tags).toThrow('Expected the ARN of an alarm');
});

it('takes no more of anything than AWS does in one call', () => {
  const { operations } = account().cloudwatch;
  const names = Array.from({ length: 101 }, (_, i) => `n${i}`);
  expect(() => operations.DescribeAlarms({ AlarmNames: names })).toThrow(
    "1 validation error detected: Value at 'alarmNames' failed to satisfy constraint: Member must have length less than or equal to 100",
  );
  expect(() => operations.DeleteAlarms({ AlarmNames: names })).toThrow("'alarmNames'");
  const AlarmActions = names.slice(0, 6);
  expect(() => operations.PutMetricAlarm({ ...alarm, AlarmActions })).toThrow("'alarmActions'");
  expect(() => operations.PutMetricAlarm({ ...alarm, AlarmName: 'x'.repeat(256) })).toThrow('found 256');
  const MetricData = Array.from({ length: 1001 }, () => ({ MetricName: 'm', Value: 1 }));
  expect(() => operations.PutMetricData({ Namespace: 'Lab', MetricData })).toThrow("'metricData'");
});
