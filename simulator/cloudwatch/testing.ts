/** A small account for CloudWatch's own tests: one metric that a test draws minute by minute, and alarms on it. */
import { Agenda } from '../time';
import { createWorld } from '../world';
import { CloudWatch } from '.';
import { MINUTE } from './metrics';
import type { AlarmDefinition, AlarmInvocation, MetricIdentity } from './model';

export const START = Date.parse('2020-03-29T09:00:00Z');
export const POLICY =
  'arn:aws:autoscaling:ap-northeast-2:123456789012:scalingPolicy:p:resource/ecs/service/c/s:policyName/n';

export const requests: MetricIdentity = {
  namespace: 'AWS/ApplicationELB',
  name: 'RequestCountPerTarget',
  dimensions: [
    { Name: 'TargetGroup', Value: 'targetgroup/web/1' },
    { Name: 'LoadBalancer', Value: 'app/demo/2' },
  ],
};

/** The upper alarm of target tracking at 4000, unless told otherwise. */
export const alarm = (changes: Partial<AlarmDefinition> = {}): AlarmDefinition => ({
  name: 'high',
  actionsEnabled: true,
  alarmActions: [POLICY],
  okActions: [],
  insufficientDataActions: [],
  metric: requests,
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 3,
  threshold: 4000,
  comparison: 'GreaterThanThreshold',
  ...changes,
});

export interface Account {
  cloudwatch: CloudWatch;
  agenda: Agenda;
  invocations: (AlarmInvocation & { at: number })[];
  /** One datapoint a minute from now on, each visible `delay` seconds after its minute; undefined is a gap. */
  flow(values: (minute: number) => number | undefined, delay?: () => number): void;
  minutes(count: number): void;
  state(name?: string): string | undefined;
}

export function account(seed = 1, decide?: ConstructorParameters<typeof CloudWatch>[1]): Account {
  const agenda = new Agenda(new Date(START));
  const world = createWorld({ account: '123456789012', region: 'ap-northeast-2', agenda, seed });
  const cloudwatch = new CloudWatch(world, decide);
  const invocations: Account['invocations'] = [];
  cloudwatch.onAction('arn:aws:autoscaling:', (invocation) => invocations.push({ ...invocation, at: agenda.ms }));
  return {
    cloudwatch,
    agenda,
    invocations,
    flow(values, delay = () => 90) {
      agenda.every(60, () => {
        const minute = agenda.ms - MINUTE;
        const sum = values((minute - START) / MINUTE);
        if (sum !== undefined)
          cloudwatch.publish(requests, minute, { sum, count: 1, min: sum, max: sum }, 'None', delay());
      });
    },
    minutes: (count) => agenda.advanceTo(agenda.ms + count * MINUTE),
    state: (name = 'high') => cloudwatch.operations.DescribeAlarms({ AlarmNames: [name] }).MetricAlarms[0]?.StateValue,
  };
}
