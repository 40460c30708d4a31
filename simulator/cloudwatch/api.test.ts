/** The API of CloudWatch, called as the wire calls it. */
import {
  InvalidFormatFault,
  InvalidParameterCombinationException,
  InvalidParameterValueException,
  ResourceNotFound,
  ValidationException,
} from '@aws-sdk/client-cloudwatch';
import { MINUTE } from './metrics';
import { account, alarm, POLICY, requests, START } from './testing';

type Operations = ReturnType<typeof account>['cloudwatch']['operations'];

const at = (minute: number): Date => new Date(START + minute * MINUTE);
const names = (alarms: { AlarmName?: string }[]): (string | undefined)[] => alarms.map(({ AlarmName }) => AlarmName);

const Metric = { Namespace: requests.namespace, MetricName: requests.name, Dimensions: [...requests.dimensions] };
const query = (changes: object = {}) => ({ Id: 'm1', MetricStat: { Metric, Period: 60, Stat: 'Sum' }, ...changes });

describe('DescribeAlarms', () => {
  it.each<[string, object, string[]]>([
    ['by names', { AlarmNames: ['b', 'unknown'] }, ['b']],
    ['by prefix', { AlarmNamePrefix: 'a' }, ['a', 'ab']],
    ['by state', { StateValue: 'OK' }, ['b']],
    ['by action', { ActionPrefix: 'arn:aws:sns' }, ['ab']],
    ['by type', { AlarmTypes: ['CompositeAlarm'] }, []],
  ])('filters %s', (_, input, expected) => {
    const { cloudwatch } = account();
    for (const name of ['b', 'a']) cloudwatch.putAlarm(alarm({ name }));
    cloudwatch.putAlarm(alarm({ name: 'ab', okActions: ['arn:aws:sns:x:1:t'] }));
    cloudwatch.operations.SetAlarmState({ AlarmName: 'b', StateValue: 'OK', StateReason: 'test' });
    expect(names(cloudwatch.operations.DescribeAlarms(input).MetricAlarms)).toEqual(expected);
  });

  it('shows what was put, and what was not set is absent', () => {
    const { cloudwatch } = account();
    cloudwatch.operations.PutMetricAlarm({
      ...{ AlarmName: 'x', Namespace: 'n', MetricName: 'm', Statistic: 'Average', Period: 300 },
      ...{ EvaluationPeriods: 2, Threshold: 10, ComparisonOperator: 'GreaterThanThreshold' },
    });
    const [told] = cloudwatch.operations.DescribeAlarms({}).MetricAlarms;
    expect(JSON.parse(JSON.stringify(told))).toEqual({
      AlarmName: 'x',
      AlarmArn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:x',
      AlarmConfigurationUpdatedTimestamp: '2020-03-29T09:00:00.000Z',
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [],
      InsufficientDataActions: [],
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: '2020-03-29T09:00:00.000Z',
      StateTransitionedTimestamp: '2020-03-29T09:00:00.000Z',
      MetricName: 'm',
      Namespace: 'n',
      Statistic: 'Average',
      Dimensions: [],
      Period: 300,
      EvaluationPeriods: 2,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  it.each([
    { MaxRecords: 0 },
    { MaxRecords: 101 },
    { AlarmNames: ['a'], AlarmNamePrefix: 'a' },
    { ParentsOfAlarmName: 'a' },
  ])('refuses %j', (input) => {
    const { cloudwatch } = account();
    expect(() => cloudwatch.operations.DescribeAlarms(input)).toThrow(ValidationException);
  });

  it('for a metric: of this metric only', () => {
    const { cloudwatch } = account();
    cloudwatch.putAlarm(alarm());
    cloudwatch.putAlarm(alarm({ name: 'other', metric: { ...requests, dimensions: [] } }));
    const asked = { ...Metric, Dimensions: [...requests.dimensions].reverse() };
    expect(names(cloudwatch.operations.DescribeAlarmsForMetric(asked).MetricAlarms)).toEqual(['high']);
  });
});

describe('PutMetricAlarm', () => {
  const input: Parameters<Operations['PutMetricAlarm']>[0] = {
    ...{ AlarmName: 'x', Namespace: 'n', MetricName: 'm', Statistic: 'Sum', Period: 60 },
    ...{ EvaluationPeriods: 3, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
  };
  it.each<[object, RegExp]>([
    [{ Period: 30 }, /multiple of 60/],
    [{ Period: 3600, EvaluationPeriods: 25 }, /more than a day/],
    [{ DatapointsToAlarm: 4 }, /from 1 to EvaluationPeriods \(3\), found 4/],
    [{ ComparisonOperator: 'GreaterThanUpperThreshold' }, /one of GreaterThanThreshold/],
    [{ TreatMissingData: 'never' }, /found never/],
    [{ Threshold: undefined, Statistic: undefined }, /Expected Statistic, Threshold/],
    [{ Metrics: [] }, /with Metrics is not simulated/],
  ])('refuses %j', (changes, message) => {
    const { cloudwatch } = account();
    expect(() => cloudwatch.operations.PutMetricAlarm({ ...input, ...changes })).toThrow(message);
    expect(cloudwatch.operations.DescribeAlarms({}).MetricAlarms).toEqual([]);
  });
});

describe('SetAlarmState', () => {
  it('runs the actions with the datapoint it is told, until the next evaluation', () => {
    const lab = account();
    lab.flow(() => 0);
    lab.cloudwatch.putAlarm(alarm());
    lab.minutes(10);
    const StateReasonData = '{"recentDatapoints":[1.0,9000.0]}';
    lab.cloudwatch.operations.SetAlarmState({
      AlarmName: 'high',
      StateValue: 'ALARM',
      StateReason: 'test',
      StateReasonData,
    });
    expect(lab.cloudwatch.operations.DescribeAlarms({}).MetricAlarms).toMatchObject([
      { StateValue: 'ALARM', StateReason: 'test', StateReasonData, StateTransitionedTimestamp: lab.agenda.now() },
    ]);
    lab.minutes(1.5);
    expect(lab.invocations).toMatchObject([{ actionArn: POLICY, state: 'ALARM', value: 9000 }]);
    expect(lab.state()).toBe('OK');
  });

  it('refuses an unknown alarm, and data that is no JSON', () => {
    const { cloudwatch } = account();
    const ask = { AlarmName: 'high', StateValue: 'OK', StateReason: 'test' } as const;
    expect(() => cloudwatch.operations.SetAlarmState(ask)).toThrow(ResourceNotFound);
    expect(() => cloudwatch.operations.SetAlarmState({ ...ask, StateReasonData: '{' })).toThrow(InvalidFormatFault);
  });
});

describe('reading metrics', () => {
  const flowing = () => {
    const lab = account();
    lab.flow((minute) => minute);
    lab.minutes(20);
    return lab.cloudwatch.operations;
  };

  it('GetMetricData takes the start, leaves the end, newest first, aligned to the period', () => {
    const operations = flowing();
    const MetricDataQueries = [
      query({ Label: 'mine' }),
      query({ Id: 'm2', MetricStat: { Metric, Period: 300, Stat: 'Average' } }),
      query({ Id: 'hidden', ReturnData: false }),
    ];
    const { MetricDataResults } = operations.GetMetricData({
      MetricDataQueries,
      StartTime: new Date(at(5).getTime() + 30_000),
      EndTime: at(12),
    });
    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'mine',
        Values: [11, 10, 9, 8, 7, 6, 5],
        Timestamps: [11, 10, 9, 8, 7, 6, 5].map(at),
        StatusCode: 'Complete',
      },
      { Id: 'm2', Label: requests.name, Values: [10.5, 7], Timestamps: [at(10), at(5)], StatusCode: 'Complete' },
    ]);
  });

  it.each<[string, object, RegExp]>([
    ['an expression', { Expression: 'm1*2' }, /with Expression is not simulated/],
    ['a percentile', { MetricStat: { Metric, Period: 60, Stat: 'p99' } }, /p99 is not simulated/],
    [
      'a period within a minute',
      { MetricStat: { Metric, Period: 90, Stat: 'Sum' } },
      /multiple of 60 in this lab, found 90/,
    ],
    ['an odd id', { Id: 'M' }, /found "M"/],
  ])('GetMetricData refuses %s', (_, changes, message) => {
    const ask = { MetricDataQueries: [query(changes)], StartTime: at(0), EndTime: at(9) };
    expect(() => flowing().GetMetricData(ask)).toThrow(message);
  });

  it('GetMetricStatistics tells every statistic asked for, with its unit', () => {
    const ask = {
      ...Metric,
      StartTime: at(0),
      EndTime: at(10),
      Period: 300,
      Statistics: ['Sum', 'Maximum'] as ('Sum' | 'Maximum')[],
    };
    expect(flowing().GetMetricStatistics(ask).Datapoints).toEqual([
      { Timestamp: at(0), Unit: 'None', Sum: 10, Maximum: 4 },
      { Timestamp: at(5), Unit: 'None', Sum: 35, Maximum: 9 },
    ]);
    expect(() => flowing().GetMetricStatistics({ ...ask, EndTime: at(-1) })).toThrow(InvalidParameterValueException);
    expect(() => flowing().GetMetricStatistics({ ...ask, EndTime: at(7206) })).toThrow(
      InvalidParameterCombinationException,
    );
  });

  it('ListMetrics filters by name, namespace and dimensions', () => {
    const operations = flowing();
    const count = (input: object) => operations.ListMetrics(input).Metrics.length;
    expect(operations.ListMetrics({}).Metrics).toEqual([Metric]);
    expect(count({ Namespace: 'AWS/EC2' })).toBe(0);
    expect(count({ MetricName: requests.name, Dimensions: [{ Name: 'TargetGroup' }], RecentlyActive: 'PT3H' })).toBe(1);
    expect(count({ Dimensions: [{ Name: 'TargetGroup', Value: 'targetgroup/cats/1' }] })).toBe(0);
  });
});

describe('PutMetricData', () => {
  const seen = (MetricData: Parameters<Operations['PutMetricData']>[0]['MetricData']) => {
    const { cloudwatch } = account();
    cloudwatch.operations.PutMetricData({ Namespace: 'mine', MetricData });
    const ask = { Namespace: 'mine', MetricName: 'm', StartTime: at(0), EndTime: at(1), Period: 60 };
    return cloudwatch.operations.GetMetricStatistics({
      ...ask,
      Statistics: ['Sum', 'SampleCount', 'Minimum', 'Maximum'],
    }).Datapoints;
  };

  it.each([
    [
      'values',
      [
        { MetricName: 'm', Value: 1 },
        { MetricName: 'm', Value: 5, Timestamp: new Date(START + 59_999) },
      ],
      [6, 2, 1, 5],
    ],
    ['counted values', [{ MetricName: 'm', Values: [1, 2], Counts: [3, 1] }], [5, 4, 1, 2]],
    [
      'a statistic set',
      [{ MetricName: 'm', StatisticValues: { Sum: 9, SampleCount: 3, Minimum: 1, Maximum: 6 } }],
      [9, 3, 1, 6],
    ],
  ])('takes %s, seen at once', (_, data, [Sum, SampleCount, Minimum, Maximum]) => {
    expect(seen(data)).toEqual([{ Timestamp: at(0), Unit: 'None', Sum, SampleCount, Minimum, Maximum }]);
  });

  it.each<[string, object, RegExp]>([
    ['AWS’s namespaces', { Namespace: 'AWS/EC2' }, /must not begin with AWS/],
    ['no value', { MetricData: [{ MetricName: 'm' }] }, /found 0/],
    ['old data', { MetricData: [{ MetricName: 'm', Value: 1, Timestamp: at(-20_161) }] }, /two weeks/],
    [
      'high resolution',
      { MetricData: [{ MetricName: 'm', Value: 1, StorageResolution: 1 }] },
      /StorageResolution is not simulated/,
    ],
  ])('refuses %s', (_, changes, message) => {
    const { cloudwatch } = account();
    expect(() => cloudwatch.operations.PutMetricData({ Namespace: 'mine', MetricData: [], ...changes })).toThrow(
      message,
    );
  });
});

it('reading changes nothing', () => {
  const run = (look: boolean): unknown => {
    const lab = account();
    lab.flow((minute) => (minute % 30) * 400);
    lab.cloudwatch.putAlarm(alarm());
    for (let i = 0; i < 90; i++) {
      lab.minutes(1);
      if (!look) continue;
      const { operations } = lab.cloudwatch;
      const [told] = operations.DescribeAlarms({}).MetricAlarms;
      told!.AlarmActions!.length = 0;
      operations.DescribeAlarmHistory({});
      operations.ListMetrics({}).Metrics[0]?.Dimensions?.pop();
      operations.GetMetricData({ MetricDataQueries: [query()], StartTime: at(0), EndTime: at(90) });
    }
    return [lab.invocations, lab.cloudwatch.operations.DescribeAlarmHistory({})];
  };
  expect(run(true)).toEqual(run(false));
});
