/** How groups, instances, policies and activities look in the Describe operations' answers. */
import type {
  Activity,
  Alarm,
  AutoScalingGroup as ShownGroup,
  AutoScalingInstanceDetails,
  Instance,
  ScalingPolicy as ShownPolicy,
  TagDescription,
} from '@aws-sdk/client-auto-scaling';
import type { AutoScalingGroup, GroupInstance, ScalingActivity, ScalingPolicy } from './model';
import { suspendedAt } from './texts';

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** Whether a scale-in must leave the instance. */
type Protection = (instance: GroupInstance) => boolean;

const common = (instance: GroupInstance, isProtected: Protection) => ({
  InstanceId: instance.id,
  InstanceType: instance.type,
  AvailabilityZone: instance.subnet.zone,
  ...structuredClone(instance.launchedFrom),
  ProtectedFromScaleIn: isProtected(instance),
});

/** Observed: a recorded answer. The load balancer's fields are empty: ECS registers the targets, not the group. */
export const shownGroup = (
  account: string,
  group: AutoScalingGroup,
  withInstances: boolean,
  isProtected: Protection,
): ShownGroup => ({
  AutoScalingGroupName: group.name,
  AutoScalingGroupARN: group.arn,
  ...structuredClone(group.launchedFrom),
  MinSize: group.minSize,
  MaxSize: group.maxSize,
  DesiredCapacity: group.desiredCapacity,
  DefaultCooldown: group.defaultCooldown,
  AvailabilityZones: distinct(group.subnets.map(({ zone }) => zone)),
  LoadBalancerNames: [],
  TargetGroupARNs: [],
  HealthCheckType: 'EC2',
  HealthCheckGracePeriod: group.healthCheckGracePeriod,
  ...(withInstances && { Instances: group.instances.map((instance) => shownInstance(instance, isProtected)) }),
  CreatedTime: group.created,
  SuspendedProcesses: [...group.suspended].map(([ProcessName, when]) => ({
    ProcessName,
    SuspensionReason: suspendedAt(when),
  })),
  VPCZoneIdentifier: group.subnets.map(({ id }) => id).join(','),
  EnabledMetrics: [],
  // API reference, AutoScalingGroup: only while the group is being deleted.
  ...(group.deleting && { Status: 'Delete in progress' }),
  Tags: shownTags(group),
  TerminationPolicies: ['Default'],
  NewInstancesProtectedFromScaleIn: group.newInstancesProtectedFromScaleIn,
  ServiceLinkedRoleARN: `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
  ...(group.defaultInstanceWarmup !== undefined && { DefaultInstanceWarmup: group.defaultInstanceWarmup }),
});

const shownInstance = (instance: GroupInstance, isProtected: Protection): Instance => ({
  ...common(instance, isProtected),
  LifecycleState: instance.state,
  HealthStatus: instance.healthy ? 'Healthy' : 'Unhealthy',
});

/** AWS CLI reference, describe-auto-scaling-instances: the health status is in capitals here. */
export const shownInstanceDetails = (
  group: AutoScalingGroup,
  instance: GroupInstance,
  isProtected: Protection,
): AutoScalingInstanceDetails => ({
  ...common(instance, isProtected),
  AutoScalingGroupName: group.name,
  LifecycleState: instance.state,
  HealthStatus: instance.healthy ? 'HEALTHY' : 'UNHEALTHY',
});

export const shownTags = (group: AutoScalingGroup): TagDescription[] =>
  [...group.tags].map(([Key, { value, propagateAtLaunch }]) => ({
    ResourceId: group.name,
    ResourceType: 'auto-scaling-group',
    Key,
    Value: value,
    PropagateAtLaunch: propagateAtLaunch,
  }));

export const shownAlarms = (policy: ScalingPolicy): Alarm[] =>
  policy.alarms.map(({ definition, arn }) => ({ AlarmName: definition.name, AlarmARN: arn }));

/** Observed: a recorded answer. */
export const shownPolicy = (policy: ScalingPolicy): ShownPolicy => ({
  AutoScalingGroupName: policy.groupName,
  PolicyName: policy.name,
  PolicyARN: policy.arn,
  PolicyType: 'TargetTrackingScaling',
  StepAdjustments: [],
  ...(policy.estimatedInstanceWarmup !== undefined && { EstimatedInstanceWarmup: policy.estimatedInstanceWarmup }),
  Alarms: shownAlarms(policy),
  TargetTrackingConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: policy.tracking.metric },
    TargetValue: policy.tracking.targetValue,
    DisableScaleIn: policy.tracking.disableScaleIn,
  },
  Enabled: policy.enabled,
});

/** AWS CLI reference, describe-scaling-activities: the start has milliseconds, the end has none, and no message on success. */
export const shownActivity = (activity: ScalingActivity, groupIsGone: boolean): Activity => ({
  ActivityId: activity.id,
  AutoScalingGroupName: activity.groupName,
  Description: activity.description,
  Cause: activity.cause,
  StartTime: activity.started,
  ...(activity.ended && { EndTime: new Date(Math.floor(activity.ended.getTime() / 1000) * 1000) }),
  StatusCode: activity.status,
  ...(activity.message !== undefined && { StatusMessage: activity.message }),
  Progress: activity.progress,
  Details: activity.details,
  // API reference, Activity: only of deleted groups.
  ...(groupIsGone && { AutoScalingGroupState: 'Deleted' }),
  AutoScalingGroupARN: activity.groupArn,
});
