/** What EC2 Auto Scaling decides, as pure functions: the new capacity, where to launch, what to terminate, the alarms. */
import type { AlarmDefinition } from '../cloudwatch/model';
import type { Direction, GroupInstance, PredefinedMetric, ScalingPolicy, Subnet } from './model';

/** What a broken lab is made from: the real lab decides with the functions below. */
export interface Decisions {
  desiredFor: typeof desiredFor;
  subnetFor: typeof subnetFor;
  selectForTermination: typeof selectForTermination;
  alarmsFor: typeof alarmsFor;
}

export interface CapacityQuestion {
  direction: Direction;
  desired: number;
  /** Instances that are InService and warm: those that the metric is the average of. */
  warm: number;
  /** Instances that are Pending or still warm up. */
  warming: number;
  min: number;
  max: number;
  /** The metric's value and the policy's target for it, both per instance and minute. */
  metric: number;
  target: number;
}

/**
 * The desired capacity that an alarm asks for; the present one where it asks for nothing. Never outside min and max,
 * never against the alarm's direction.
 *
 * Out: what the warm instances carry together, divided by the target; observed: 2 instances at 50 with a target of 30
 * became 4. Warming instances are capacity that is already there (user guide, as-scaling-target-tracking), so nothing is
 * added for a load that they were launched for. In: blocked while any instance warms up (same page), then at most 5 % a
 * step, but one at least. The step is inferred: observed, groups of 4 went to 3 and then to 2 with no load at all, and
 * 5 % is the step that AWS gave for ECS cluster auto scaling before September 2022.
 */
export function desiredFor(question: CapacityQuestion): number {
  const { direction, desired, warm, warming, min, max, metric, target } = question;
  const proportional = Math.ceil(exact((warm * metric) / target));
  if (direction === 'out') return Math.max(desired, Math.min(max, proportional));
  if (warming > 0) return desired;
  const step = Math.max(1, Math.floor(0.05 * desired));
  return Math.min(desired, Math.max(min, proportional, desired - step));
}

/** The subnet in whose zone the fewest instances are, the first of them (user guide, auto-scaling-benefits: zones are balanced). */
export function subnetFor(subnets: readonly Subnet[], kept: readonly Pick<GroupInstance, 'subnet'>[]): Subnet {
  const [first, ...others] = subnets;
  if (!first) throw new Error('Expected a group with a subnet to launch into; found none. Give it one.');
  const count = ({ zone }: Subnet): number => kept.filter(({ subnet }) => subnet.zone === zone).length;
  return others.reduce((best, subnet) => (count(subnet) < count(best) ? subnet : best), first);
}

/**
 * The instance to terminate by the termination policy Default; undefined when all are protected from scale-in.
 *
 * First the zone with the most instances that has an unprotected one, then the oldest launch source, then the one nearest
 * to the next billing hour (user guide, ec2-auto-scaling-termination-policies). Nothing is billed here: of the oldest
 * source's instances the one launched first goes, which stands for both of the later steps.
 */
export function selectForTermination(
  kept: readonly Pick<GroupInstance, 'id' | 'subnet' | 'launchedAt' | 'protectedFromScaleIn'>[],
): string | undefined {
  const counts = new Map<string, number>();
  for (const { subnet } of kept) counts.set(subnet.zone, (counts.get(subnet.zone) ?? 0) + 1);
  const inZone = (zone: string): number => counts.get(zone) ?? 0;
  const [selected] = kept
    .filter(({ protectedFromScaleIn }) => !protectedFromScaleIn)
    .sort((a, b) => inZone(b.subnet.zone) - inZone(a.subnet.zone) || a.launchedAt - b.launchedAt);
  return selected?.id;
}

/** Namespace AWS/EC2; EC2 user guide, viewing_metrics_with_cloudwatch. */
const METRIC_NAMES: Record<PredefinedMetric, string> = {
  ASGAverageNetworkIn: 'NetworkIn',
  ASGAverageNetworkOut: 'NetworkOut',
  ASGAverageCPUUtilization: 'CPUUtilization',
};

/**
 * The threshold of a policy's AlarmLow.
 *
 * A guess that fits what was observed, for AWS documents none: 0.7 of the target at a desired capacity of 1, 0.9 at 2
 * (recorded run: 45000 of 50000), 0.85 at 7. That it holds between those is assumed. AWS may tune it again when the group
 * grows; here it stays as it was when the policy was put.
 */
export function lowThreshold(target: number, desired: number): number {
  const part = desired <= 1 ? 0.7 : desired < 7 ? 0.9 : 0.85;
  return exact(part * target);
}

/** What a policy's alarms are made from; the two ids are different uuids. */
export type AlarmsQuestion = Pick<ScalingPolicy, 'arn' | 'groupName' | 'tracking'> & {
  desired: number;
  ids: { high: string; low: string };
};

/**
 * The alarms of a policy, high before low; with DisableScaleIn the high one alone.
 *
 * Names, description and action: observed: recorded run, and AWS CLI reference, autoscaling put-scaling-policy. Periods:
 * observed: recorded run. The unit and the treatment of missing data are not set (observed: an activity's InvokingAlarms).
 */
export function alarmsFor({ arn, groupName, tracking, desired, ids }: AlarmsQuestion): AlarmDefinition[] {
  const common = {
    description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${arn}.`,
    actionsEnabled: true,
    alarmActions: [arn],
    okActions: [],
    insufficientDataActions: [],
    metric: {
      namespace: 'AWS/EC2',
      name: METRIC_NAMES[tracking.metric],
      dimensions: [{ Name: 'AutoScalingGroupName', Value: groupName }],
    },
    statistic: 'Average' as const,
    period: 60,
  };
  const high: AlarmDefinition = {
    ...common,
    name: `TargetTracking-${groupName}-AlarmHigh-${ids.high}`,
    evaluationPeriods: 3,
    threshold: tracking.targetValue,
    comparison: 'GreaterThanThreshold',
  };
  if (tracking.disableScaleIn) return [high];
  const low: AlarmDefinition = {
    ...common,
    name: `TargetTracking-${groupName}-AlarmLow-${ids.low}`,
    evaluationPeriods: 15,
    threshold: lowThreshold(tracking.targetValue, desired),
    comparison: 'LessThanThreshold',
  };
  return [high, low];
}

/** Without the dust of binary fractions (0.9 × 0.7 is 0.63); a double carries 15 decimal digits. */
const exact = (value: number): number => Number(value.toPrecision(12));
