/** Every simulated operation of CloudWatch, in an order in which each has something to do. */
import type { Teller } from './story';

export async function tellCloudWatch({ to, pass, at }: Teller): Promise<void> {
  const cloudwatch = to('cloudwatch');
  const metric = { Namespace: 'Pier', MetricName: 'Boats' };
  const Dimensions = [{ Name: '이름', Value: '값 <&"\'>' }];
  const AlarmName = '바쁜 alarm';
  await cloudwatch('PutMetricAlarm', {
    ...metric,
    AlarmName,
    Dimensions,
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 2.5,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmDescription: '<busy>',
    Tags: [{ Key: 'of', Value: 'attendee' }],
  });
  await cloudwatch('PutMetricData', {
    Namespace: metric.Namespace,
    MetricData: [{ MetricName: metric.MetricName, Dimensions, Value: 3.25, Unit: 'Count' }],
  });
  await cloudwatch('DisableAlarmActions', { AlarmNames: [AlarmName] });
  await pass(300);
  await cloudwatch('SetAlarmState', {
    AlarmName,
    StateValue: 'OK',
    StateReason: '그냥',
    StateReasonData: '{"by":"hand"}',
  });
  const { MetricAlarms } = await cloudwatch('DescribeAlarms', { AlarmNames: [AlarmName] });
  const ResourceARN = MetricAlarms[0]!.AlarmArn!;
  await cloudwatch('TagResource', { ResourceARN, Tags: [{ Key: '색', Value: '빨강' }] });

  const period = { StartTime: at(-3600), EndTime: at(3600) };
  await cloudwatch('DescribeAlarms', {});
  await cloudwatch('DescribeAlarmsForMetric', { ...metric, Dimensions });
  await cloudwatch('DescribeAlarmHistory', { AlarmName });
  await cloudwatch('ListMetrics', {});
  await cloudwatch('GetMetricStatistics', {
    ...metric,
    ...period,
    Dimensions,
    Period: 60,
    Statistics: ['Sum', 'Average', 'SampleCount'],
  });
  await cloudwatch('GetMetricData', {
    ...period,
    MetricDataQueries: [{ Id: 'a', MetricStat: { Metric: { ...metric, Dimensions }, Period: 60, Stat: 'Sum' } }],
  });
  await cloudwatch('ListTagsForResource', { ResourceARN });

  await cloudwatch('UntagResource', { ResourceARN, TagKeys: ['색'] });
  await cloudwatch('EnableAlarmActions', { AlarmNames: [AlarmName] });
  await cloudwatch('DeleteAlarms', { AlarmNames: [AlarmName] });
}
