/** What Application Auto Scaling decides, as pure functions: the new capacity, whether it must wait, the alarms. */
import type { AlarmDefinition } from '../cloudwatch/model';
import { metricOf } from './metric';
import {
  DEFAULT_COOLDOWN,
  type Direction,
  type NotScaledReason,
  type ScalableTarget,
  type ScalingPolicy,
  type TargetTracking,
} from './model';

/** What a broken lab is made from: the real lab decides with the functions below. */
export interface Decisions {
  desiredFor: typeof desiredFor;
  alarmsFor: typeof alarmsFor;
}

export interface CapacityQuestion {
  direction: Direction;
  /** Tasks. */
  running: number;
  desired: number;
  min: number;
  max: number;
  /** The metric's value and the policy's target for it, in the metric's own unit. */
  metric: number;
  target: number;
}

/** A capacity to set, or the reason that there is none. */
export type CapacityDecision =
  { capacity: number; notScaled?: undefined } | { notScaled: NotScaledReason; capacity?: undefined };

/**
 * The desired count that an alarm asks for: never outside min and max, never against the alarm's direction.
 *
 * The base is the running count (ECS developer guide, service-auto-scaling). Out: in proportion to the metric, at once
 * (user guide, application-auto-scaling-target-tracking); observed: recorded run, 2 tasks at about 34 times the target
 * became 8, the maximum. In: at most 5 % of the tasks a step, but one at least. The step is inferred: the recorded run
 * went from 8 to 7 with no load at all, and 5 % is the step that AWS gave for ECS cluster auto scaling before September
 * 2022. A count outside of min and max is first brought back to the bound, in the alarm's direction alone.
 */
export function desiredFor(question: CapacityQuestion): CapacityDecision {
  const { direction, running, desired, min, max, metric, target } = question;
  const proportional = Math.ceil(exact((running * metric) / target));
  if (direction === 'out') {
    if (desired < min) return { capacity: min };
    if (desired >= max) return { notScaled: { Code: 'AlreadyAtMaxCapacity', MaxCapacity: max } };
    const capacity = Math.min(max, proportional);
    return capacity > desired ? { capacity } : alreadyAt(desired);
  }
  if (desired > max) return { capacity: max };
  if (desired <= min) return { notScaled: { Code: 'AlreadyAtMinCapacity', MinCapacity: min } };
  const step = Math.max(1, Math.floor(0.05 * running));
  const capacity = Math.max(min, proportional, running - step);
  return capacity < desired ? { capacity } : alreadyAt(desired);
}

const alreadyAt = (desired: number): CapacityDecision => ({
  notScaled: { Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: desired },
});

/** What keeps a capacity from being set now. */
export type Hold = 'deployment' | 'ongoing activity' | 'scale-out cooldown' | 'scale-in cooldown';

export interface HoldQuestion {
  direction: Direction;
  capacity: number;
  /** Milliseconds since the epoch. */
  now: number;
  deploying: boolean;
  target: Pick<ScalableTarget, 'ongoing' | 'lastScaleOut' | 'scaleInCompletedAt'>;
  cooldowns: Pick<TargetTracking, 'ScaleOutCooldown' | 'ScaleInCooldown'>;
}

/**
 * Why a change must wait; undefined when it may be made now.
 *
 * In the scale-out cooldown only a result larger than the one that began it acts. A scale-in waits for its cooldown,
 * which begins when the scale-in before it completed (both: API reference, TargetTrackingScalingPolicyConfiguration),
 * for a deployment to end (ECS developer guide, service-auto-scaling), and for the activity before it (inferred: the
 * recorded run shows none while one waits).
 */
export function holdOn(question: HoldQuestion): Hold | undefined {
  const { direction, capacity, now, deploying, target, cooldowns } = question;
  if (direction === 'out') {
    const last = target.lastScaleOut;
    const cooldown = cooldowns.ScaleOutCooldown ?? DEFAULT_COOLDOWN;
    return last && capacity <= last.capacity && now < last.at + cooldown * 1000 ? 'scale-out cooldown' : undefined;
  }
  if (deploying) return 'deployment';
  if (target.ongoing) return 'ongoing activity';
  const cooldown = cooldowns.ScaleInCooldown ?? DEFAULT_COOLDOWN;
  const completed = target.scaleInCompletedAt;
  return completed !== undefined && now < completed + cooldown * 1000 ? 'scale-in cooldown' : undefined;
}

/** What a policy's alarms are made from; the three ids are different uuids. */
export type AlarmsQuestion = Pick<ScalingPolicy, 'resourceId' | 'arn' | 'configuration'> & {
  ids: { high: string; low: string; createdBy: string };
};

/**
 * The alarms of a policy, high before low; with DisableScaleIn the high one alone.
 *
 * Names and the lone alarm: AWS CLI reference, put-scaling-policy. Periods, thresholds, description and what is not set:
 * observed: recorded run, and the same in four recordings of other accounts. The 90 % of the low threshold is nowhere
 * documented.
 */
export function alarmsFor(policy: AlarmsQuestion): AlarmDefinition[] {
  const { configuration, resourceId, arn, ids } = policy;
  const common = {
    description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${arn}.`,
    actionsEnabled: true,
    alarmActions: [`${arn}:createdBy/${ids.createdBy}`],
    okActions: [],
    insufficientDataActions: [],
    period: 60,
    ...metricOf(resourceId, configuration),
  };
  const high: AlarmDefinition = {
    ...common,
    name: `TargetTracking-${resourceId}-AlarmHigh-${ids.high}`,
    evaluationPeriods: 3,
    threshold: configuration.TargetValue,
    comparison: 'GreaterThanThreshold',
  };
  if (configuration.DisableScaleIn) return [high];
  const low: AlarmDefinition = {
    ...common,
    name: `TargetTracking-${resourceId}-AlarmLow-${ids.low}`,
    evaluationPeriods: 15,
    threshold: exact(0.9 * configuration.TargetValue),
    comparison: 'LessThanThreshold',
  };
  return [high, low];
}

/** Without the dust of binary fractions (0.9 × 0.7 is 0.63); a double carries 15 decimal digits. */
const exact = (value: number): number => Number(value.toPrecision(12));
