/** How the registry's entries look in the Describe operations' answers. */
import type {
  Alarm,
  ScalableTarget as ShownTarget,
  ScalingActivity as ShownActivity,
  ScalingPolicy as ShownPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import { DIMENSION, NAMESPACE, type ScalableTarget, type ScalingActivity, type ScalingPolicy } from './model';

const scope = (resourceId: string) =>
  ({ ServiceNamespace: NAMESPACE, ResourceId: resourceId, ScalableDimension: DIMENSION }) as const;

export const shownTarget = (target: ScalableTarget): ShownTarget => ({
  ...scope(target.resourceId),
  MinCapacity: target.min,
  MaxCapacity: target.max,
  RoleARN: target.roleArn,
  CreationTime: target.created,
  SuspendedState: { ...target.suspended },
  ScalableTargetARN: target.arn,
});

export const shownAlarms = (policy: ScalingPolicy): Alarm[] =>
  policy.alarms.map(({ name, arn }) => ({ AlarmName: name, AlarmARN: arn }));

export const shownPolicy = (policy: ScalingPolicy): ShownPolicy => ({
  ...scope(policy.resourceId),
  PolicyARN: policy.arn,
  PolicyName: policy.name,
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: structuredClone(policy.configuration),
  Alarms: shownAlarms(policy),
  CreationTime: policy.created,
});

export const shownActivity = (activity: ScalingActivity): ShownActivity => ({
  ...scope(activity.resourceId),
  ActivityId: activity.id,
  Description: activity.description,
  Cause: activity.cause,
  StartTime: activity.started,
  ...(activity.ended && { EndTime: activity.ended }),
  StatusCode: activity.status,
  ...(activity.message && { StatusMessage: activity.message }),
  ...(activity.notScaled && { NotScaledReasons: [{ ...activity.notScaled }] }),
});
