/** The nouns of EC2 Auto Scaling: groups, their instances, target tracking policies and scaling activities. */
import type { AlarmDefinition } from '../cloudwatch/model';
import type { Seconds } from '../time';
import type { World } from '../world';

/** Where an instance's agent goes; ECS implements it. */
export interface InstanceHost {
  /** The instance is InService; how long its agent takes to register is the host's business. */
  launched(instance: LaunchedInstance): void;
  /** The instance begins to terminate. */
  terminating(instance: LaunchedInstance): void;
  /** Whether the termination is to wait, as a lifecycle hook of the host's makes it. */
  isDraining(id: string): boolean;
  /** The instance is gone, and whatever was still on it. */
  gone(id: string): void;
  /** Whether a scale-in must not choose the instance; undefined where the host leaves that to the group. */
  scaleInProtection(id: string): boolean | undefined;
  /** Whether the host can tell what an instance type offers. */
  knowsType(type: string): boolean;
}

export interface LaunchedInstance {
  /** The EC2 instance id. */
  id: string;
  /** The Availability Zone's name. */
  zone: string;
  /** The EC2 instance type. */
  type: string;
  /** The Auto Scaling group's name. */
  group: string;
  /** The cluster that its user data names, if it names one. */
  cluster?: string;
}

export interface Subnet {
  id: string;
  zone: string;
}

/** What instances are launched from, in the form in which the API shows it. */
export type LaunchSource =
  | { LaunchConfigurationName: string; LaunchTemplate?: undefined }
  | {
      LaunchTemplate: { LaunchTemplateId?: string; LaunchTemplateName?: string; Version?: string };
      LaunchConfigurationName?: undefined;
    };

/** API reference, SuspendProcesses. */
export const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const;
export type Process = (typeof PROCESSES)[number];

export interface GroupInstance {
  /** Its place in the order of launching: what pages are cut by. */
  readonly order: number;
  readonly id: string;
  readonly type: string;
  readonly subnet: Subnet;
  readonly launchedFrom: LaunchSource;
  /** Milliseconds since the epoch. */
  readonly launchedAt: number;
  state: 'Pending' | 'InService' | 'Terminating' | 'Terminating:Wait' | 'Terminating:Proceed';
  /** Unhealthy once someone has said so: it is replaced. */
  healthy: boolean;
  protectedFromScaleIn: boolean;
  /** From when it counts in the group's metrics, in milliseconds since the epoch; it has none before it is InService. */
  warmAt?: number;
  /** The activity of its launch, until that ends. */
  launching?: ScalingActivity;
}

/** A change of the desired capacity that the instances have not followed yet. */
export interface Change {
  /** The first sentence of the causes of the activities that follow. */
  sentence: string;
  /** What a policy adds: its alarm, and how long the instances warm up that are launched for it. */
  alarm?: PolicyAlarm;
  warmup?: Seconds;
}

export interface Tag {
  value: string;
  propagateAtLaunch: boolean;
}

export interface AutoScalingGroup {
  /** Its place in the order of creation: what pages are cut by. */
  readonly order: number;
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  defaultCooldown: Seconds;
  defaultInstanceWarmup?: Seconds;
  healthCheckGracePeriod: Seconds;
  subnets: Subnet[];
  instanceType: string;
  launchedFrom: LaunchSource;
  /** Whether EC2 publishes the instances' metrics each minute, and not each five. */
  detailedMonitoring: boolean;
  newInstancesProtectedFromScaleIn: boolean;
  /** In the order of launching, the terminating ones among them. */
  instances: GroupInstance[];
  policies: ScalingPolicy[];
  /** When each suspended process was suspended. */
  readonly suspended: Map<Process, Date>;
  readonly tags: Map<string, Tag>;
  changes: Change[];
  /** Until when a change that honours the cooldown is refused, in milliseconds since the epoch. */
  cooldownUntil: number;
  /** It is gone once its last instance is. */
  deleting: boolean;
}

/** API reference, CreateAutoScalingGroup. */
export const DEFAULT_COOLDOWN: Seconds = 300;

/** The predefined metrics that are simulated, of those that a group can be scaled by. */
export const PREDEFINED_METRICS = ['ASGAverageNetworkIn', 'ASGAverageNetworkOut', 'ASGAverageCPUUtilization'] as const;
export type PredefinedMetric = (typeof PREDEFINED_METRICS)[number];

/** Out launches instances, in terminates them. */
export type Direction = 'out' | 'in';

export interface PolicyAlarm {
  definition: AlarmDefinition;
  arn: string;
  direction: Direction;
}

export interface TargetTracking {
  metric: PredefinedMetric;
  /** What the average instance is to have, in the metric's unit a minute. */
  targetValue: number;
  disableScaleIn: boolean;
}

export interface ScalingPolicy {
  /** Its place in the order of creation: what pages are cut by. */
  readonly order: number;
  readonly name: string;
  readonly arn: string;
  readonly groupName: string;
  tracking: TargetTracking;
  /** As it was sent: what was not sent is not shown again either. */
  estimatedInstanceWarmup?: Seconds;
  enabled: boolean;
  /** High before low; none while the policy is disabled. */
  alarms: PolicyAlarm[];
  /** The last word of its AlarmLow, which the other policies of the group wait for. */
  wantsIn?: { at: number; metric: number };
}

export interface ScalingActivity {
  /** Its place in the order of starting: what pages are cut by. */
  readonly order: number;
  readonly id: string;
  readonly groupName: string;
  readonly groupArn: string;
  readonly description: string;
  readonly cause: string;
  readonly started: Date;
  ended?: Date;
  status: 'PreInService' | 'InProgress' | 'WaitingForInstanceWarmup' | 'Successful' | 'Cancelled' | 'Failed';
  /** Per cent. */
  progress: number;
  /** JSON. */
  readonly details: string;
  /** Of one that failed. */
  readonly message?: string;
}

export interface AsgTimings {
  /** From an alarm's action until the desired capacity is another one. Inferred. */
  reaction: [min: Seconds, max: Seconds];
  /** From a new desired capacity until the first activity. Observed: 4 to 18 s; 7 and 14 s after the alarm itself. */
  reconcile: [min: Seconds, max: Seconds];
  /** From Pending to InService. Observed: 33 to 65 s with several instance types; InService follows the alarm by about one minute. */
  launch: [min: Seconds, max: Seconds];
  /** From Terminating until the instance is gone. Inferred. */
  terminate: [min: Seconds, max: Seconds];
  /** Whether a launch's activity waits for the end of the warm-up; API reference, Activity, knows such a status. */
  waitForWarmup: boolean;
  /** From the end of a minute until CloudWatch shows it. Inferred, as for the load balancer's metrics. */
  metricDelay: [min: Seconds, max: Seconds];
}

export const TIMINGS: AsgTimings = {
  reaction: [1, 3],
  reconcile: [4, 12],
  launch: [40, 75],
  terminate: [30, 60],
  waitForWarmup: false,
  metricDelay: [60, 120],
};

/** What instances of a group are launched from, as CreateLaunchConfiguration made it. */
export interface LaunchConfiguration {
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  readonly instanceType: string;
  readonly detailedMonitoring: boolean;
  /** As it was sent, in base64. */
  readonly userData: string;
  /** The members that change nothing in the lab, as they are shown again. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** Everything that EC2 Auto Scaling knows. */
export interface Registry {
  /** By name. */
  readonly configurations: Map<string, LaunchConfiguration>;
  /** By name. */
  readonly groups: Map<string, AutoScalingGroup>;
  /** Oldest first; those of deleted groups stay. */
  readonly activities: ScalingActivity[];
  /** A number greater than all before it. */
  nextOrder(): number;
}

export function newRegistry(): Registry {
  let last = 0;
  return { configurations: new Map(), groups: new Map(), activities: [], nextOrder: () => ++last };
}

/** The instances that count towards the desired capacity. */
export const keptInstances = (group: AutoScalingGroup): GroupInstance[] =>
  group.instances.filter((instance) => !isLeaving(instance));

export const isLeaving = ({ state }: GroupInstance): boolean => state.startsWith('Terminating');

/** @param now milliseconds since the epoch */
export const isWarm = ({ state, warmAt }: GroupInstance, now: number): boolean =>
  state === 'InService' && warmAt !== undefined && warmAt <= now;

export type NewGroup = Pick<
  AutoScalingGroup,
  'name' | 'minSize' | 'maxSize' | 'subnets' | 'instanceType' | 'launchedFrom' | 'detailedMonitoring'
> &
  Partial<
    Pick<
      AutoScalingGroup,
      'defaultCooldown' | 'defaultInstanceWarmup' | 'healthCheckGracePeriod' | 'newInstancesProtectedFromScaleIn'
    >
  >;

/** A group without instances, and with a desired capacity of 0. */
export function newGroup(world: World, order: number, wanted: NewGroup): AutoScalingGroup {
  // Observed: a recorded answer of DescribeAutoScalingGroups.
  const resource = `autoScalingGroup:${world.random.uuid()}:autoScalingGroupName/${wanted.name}`;
  return {
    ...wanted,
    order,
    arn: world.arn('autoscaling', resource),
    created: world.agenda.now(),
    desiredCapacity: 0,
    defaultCooldown: wanted.defaultCooldown ?? DEFAULT_COOLDOWN,
    // API reference, CreateAutoScalingGroup: 0 unless it is sent; the console sends 300.
    healthCheckGracePeriod: wanted.healthCheckGracePeriod ?? 0,
    newInstancesProtectedFromScaleIn: wanted.newInstancesProtectedFromScaleIn ?? false,
    instances: [],
    policies: [],
    suspended: new Map(),
    tags: new Map(),
    changes: [],
    cooldownUntil: 0,
    deleting: false,
  };
}

export function newPolicy(
  world: World,
  order: number,
  groupName: string,
  name: string,
  tracking: TargetTracking,
): ScalingPolicy {
  // Observed: a recorded answer of DescribePolicies.
  const resource = `scalingPolicy:${world.random.uuid()}:autoScalingGroupName/${groupName}:policyName/${name}`;
  return { order, name, groupName, arn: world.arn('autoscaling', resource), tracking, enabled: true, alarms: [] };
}
