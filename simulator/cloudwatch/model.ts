/** The nouns of CloudWatch: metrics and their datapoints, alarms and their history. */
import type { Seconds } from '../time';

export interface Dimension {
  Name: string;
  Value: string;
}

/** What names a metric; the order of the dimensions does not matter. */
export interface MetricIdentity {
  namespace: string;
  name: string;
  dimensions: readonly Dimension[];
}

/** What happened in one minute, in the form that can give every statistic. */
export interface StatisticSet {
  sum: number;
  count: number;
  min: number;
  max: number;
}

export interface Datapoint extends StatisticSet {
  /** Start of its minute, in milliseconds since the epoch. */
  minute: number;
  /** From when CloudWatch shows it and alarms can see it, in milliseconds since the epoch. */
  visibleAt: number;
}

/** Other services hand their metrics over through this; CloudWatch implements it. */
export interface MetricSink {
  /**
   * Takes one minute of a metric.
   * @param minute start of the minute, in milliseconds since the epoch
   * @param delay from the end of the minute until CloudWatch shows the datapoint
   */
  publish(metric: MetricIdentity, minute: number, values: StatisticSet, unit: string, delay: Seconds): void;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type Statistic = 'Sum' | 'Average' | 'Minimum' | 'Maximum' | 'SampleCount';
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';
export type Comparison =
  'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';

/** What a metric alarm is told to watch. */
export interface AlarmDefinition {
  name: string;
  description?: string;
  actionsEnabled: boolean;
  alarmActions: string[];
  okActions: string[];
  insufficientDataActions: string[];
  metric: MetricIdentity;
  statistic: Statistic;
  unit?: string;
  period: Seconds;
  evaluationPeriods: number;
  datapointsToAlarm?: number;
  threshold: number;
  comparison: Comparison;
  treatMissingData?: MissingData;
}

/** One call of an alarm's action, as the service behind the action's ARN receives it. */
export interface AlarmInvocation {
  actionArn: string;
  alarmName: string;
  alarmArn: string;
  state: AlarmState;
  /** The value of the newest datapoint that was judged; undefined when none was. */
  value: number | undefined;
  threshold: number;
}

/** Alarms, as the services that make alarms of their own need them; CloudWatch implements it. */
export interface Alarms {
  putAlarm(definition: AlarmDefinition): { name: string; arn: string };
  deleteAlarms(names: readonly string[]): void;
  /** Calls `receive` for every alarm action whose ARN begins with `arnPrefix`. */
  onAction(arnPrefix: string, receive: (invocation: AlarmInvocation) => void): void;
}
