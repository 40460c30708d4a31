/** The nouns of Application Auto Scaling: scalable targets, target tracking policies and scaling activities. */
import type { Statistic } from '../cloudwatch/model';
import type { Seconds } from '../time';
import type { World } from '../world';

/** The one kind of resource that is simulated; API reference, RegisterScalableTarget. */
export const NAMESPACE = 'ecs';
export const DIMENSION = 'ecs:service:DesiredCount';

/** The services that can be scaled; ECS implements it. */
export interface ScalableServices {
  /**
   * The counts of a service by its resource id, `service/<cluster>/<service>`; undefined when there is no such service.
   * `deploying` is true while a deployment is in progress.
   */
  find(resourceId: string): { desired: number; running: number; deploying: boolean } | undefined;
  setDesired(resourceId: string, desired: number): void;
}

/** The load balancer facts that a resource label is checked against; ELB implements it. */
export interface LoadBalancerFacts {
  /** Whether a listener of `app/<name>/<id>` sends traffic to `targetgroup/<name>/<id>`. */
  routes(loadBalancerSuffix: string, targetGroupSuffix: string): boolean;
}

/** Out adds tasks, in removes them. */
export type Direction = 'out' | 'in';

export interface SuspendedState {
  DynamicScalingInSuspended: boolean;
  DynamicScalingOutSuspended: boolean;
  ScheduledScalingSuspended: boolean;
}

export interface ScalableTarget {
  /** Its place in the order of registration: what pages are cut by. */
  readonly order: number;
  readonly resourceId: string;
  readonly arn: string;
  readonly created: Date;
  roleArn: string;
  min: number;
  max: number;
  suspended: SuspendedState;
  readonly tags: Map<string, string>;
  /** The scaling activity that is being fulfilled. */
  ongoing?: ScalingActivity;
  /** What the scale-out cooldown counts from. */
  lastScaleOut?: { at: number; capacity: number };
  /** What the scale-in cooldown counts from, in milliseconds since the epoch; a scale-out takes it away. */
  scaleInCompletedAt?: number;
}

/** The predefined metrics that are simulated, of those that an ECS service can be scaled by. */
export const PREDEFINED_METRICS = [
  'ALBRequestCountPerTarget',
  'ECSServiceAverageCPUUtilization',
  'ECSServiceAverageMemoryUtilization',
] as const;

export interface PredefinedMetric {
  PredefinedMetricType: (typeof PREDEFINED_METRICS)[number];
  /** `app/<lb>/<id>/targetgroup/<tg>/<id>`, for ALBRequestCountPerTarget alone. */
  ResourceLabel?: string;
}

export interface CustomizedMetric {
  MetricName: string;
  Namespace: string;
  Dimensions?: { Name: string; Value: string }[];
  Statistic: Statistic;
  Unit?: string;
}

/** A policy's configuration as it was sent: what was not sent is not shown again either. */
export interface TargetTracking {
  TargetValue: number;
  PredefinedMetricSpecification?: PredefinedMetric;
  CustomizedMetricSpecification?: CustomizedMetric;
  ScaleOutCooldown?: Seconds;
  ScaleInCooldown?: Seconds;
  DisableScaleIn?: boolean;
}

/** What an ECS service waits when a policy names no cooldown; API reference, TargetTrackingScalingPolicyConfiguration. */
export const DEFAULT_COOLDOWN: Seconds = 300;

export interface PolicyAlarm {
  name: string;
  arn: string;
  direction: Direction;
}

export interface ScalingPolicy {
  /** Its place in the order of creation: what pages are cut by. */
  readonly order: number;
  readonly name: string;
  readonly resourceId: string;
  readonly arn: string;
  readonly created: Date;
  configuration: TargetTracking;
  /** High before low. */
  alarms: PolicyAlarm[];
  /** The last word of its AlarmLow, which the other policies of the target wait for. */
  wantsIn?: { at: number; metric: number };
}

export type NotScaledCode =
  | 'AutoScalingAnticipatedFlapping'
  | 'TargetServicePutResourceAsUnscalable'
  | 'AlreadyAtMaxCapacity'
  | 'AlreadyAtMinCapacity'
  | 'AlreadyAtDesiredCapacity';

/** Why capacity stayed as it was; API reference, NotScaledReason. */
export interface NotScaledReason {
  Code: NotScaledCode;
  MaxCapacity?: number;
  MinCapacity?: number;
  CurrentCapacity?: number;
}

export interface ScalingActivity {
  /** Its place in the order of starting: what pages are cut by. */
  readonly order: number;
  readonly id: string;
  readonly resourceId: string;
  readonly description: string;
  readonly cause: string;
  readonly started: Date;
  ended?: Date;
  status: 'InProgress' | 'Successful' | 'Overridden' | 'Failed';
  message?: string;
  /** The desired count that it sets; it has either this or `notScaled`. */
  readonly capacity?: number;
  readonly notScaled?: NotScaledReason;
}

/** Everything that Application Auto Scaling knows, in the order in which it came. */
export interface Registry {
  /** By resource id. */
  readonly targets: Map<string, ScalableTarget>;
  policies: ScalingPolicy[];
  readonly activities: ScalingActivity[];
  /** A number greater than all before it. */
  nextOrder(): number;
}

export function newRegistry(): Registry {
  let last = 0;
  return { targets: new Map(), policies: [], activities: [], nextOrder: () => ++last };
}

export const policiesOf = (registry: Registry, resourceId: string): ScalingPolicy[] =>
  registry.policies.filter((policy) => policy.resourceId === resourceId);

/** Registered by its first RegisterScalableTarget; the bounds come with the request. */
export function newTarget(
  world: World,
  order: number,
  resourceId: string,
  tags: Record<string, string> = {},
): ScalableTarget {
  return {
    order,
    resourceId,
    // AWS CLI reference, register-scalable-target: 34 hexadecimal digits.
    arn: world.arn('application-autoscaling', `scalable-target/${world.random.hex(34)}`),
    created: world.agenda.now(),
    // Observed: a recorded answer of DescribeScalableTargets.
    roleArn: `arn:aws:iam::${world.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    min: 0,
    max: 0,
    suspended: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    tags: new Map(Object.entries(tags)),
  };
}

export function newPolicy(
  world: World,
  order: number,
  resourceId: string,
  name: string,
  configuration: TargetTracking,
): ScalingPolicy {
  // AWS CLI reference, put-scaling-policy.
  const arn = `scalingPolicy:${world.random.uuid()}:resource/${NAMESPACE}/${resourceId}:policyName/${name}`;
  return {
    order,
    name,
    resourceId,
    arn: world.arn('autoscaling', arn),
    created: world.agenda.now(),
    configuration,
    alarms: [],
  };
}
