/** The nouns of Amazon ECS: a cluster, its container instances, task definitions, services and tasks. */
import type * as sdk from '@aws-sdk/client-ecs';

export type LaunchType = 'EC2' | 'FARGATE';

/** ECS developer guide, "Task lifecycle". DELETED is left out: tasks are forgotten instead. */
export type TaskStatus =
  'PROVISIONING' | 'PENDING' | 'ACTIVATING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

export interface PlacementStrategy {
  type: 'spread' | 'binpack' | 'random';
  field?: string;
}

/** One item of a capacity provider strategy, with the defaults filled in (ECS API reference, CapacityProviderStrategyItem). */
export interface StrategyItem {
  capacityProvider: string;
  /** Share of the tasks beyond the bases. */
  weight: number;
  /** How many tasks go there before any weight counts. */
  base: number;
}

export type Switch = 'ENABLED' | 'DISABLED';

export interface Tag {
  key: string;
  value: string;
}

export interface CapacityProvider {
  name: string;
  arn: string;
  tags: Tag[];
  updateStatus?: 'CREATE_COMPLETE' | 'UPDATE_COMPLETE' | 'DELETE_IN_PROGRESS' | 'DELETE_FAILED';
  /** Why, where it failed. */
  updateStatusReason?: string;
  /** FARGATE and FARGATE_SPOT have none. */
  autoScalingGroup?: {
    name: string;
    arn: string;
    managedScaling: {
      status: Switch;
      /** The reservation, in percent, that managed scaling aims at. */
      targetCapacity: number;
      /** How many instances are added at a time. */
      minimumScalingStepSize: number;
      maximumScalingStepSize: number;
      /** In seconds. */
      instanceWarmupPeriod: number;
    };
    managedTerminationProtection: Switch;
    managedDraining: Switch;
  };
}

/** What the lab needs to know of a task definition to place its tasks and to reach them. */
export interface TaskShape {
  family: string;
  networkMode: 'bridge' | 'awsvpc';
  /** In CPU units (1024 = one core) and MiB; for Fargate the task's size. */
  cpu: number;
  memory: number;
  /** The container that takes requests, the first one where none does. A host port of 0 is a dynamic one. */
  container: { name: string; port: number; hostPort?: number };
}

export interface TaskDefinition extends TaskShape {
  revision: number;
  arn: string;
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS';
  registeredAt: Date;
  deregisteredAt?: Date;
  tags: Tag[];
  /** The members that RegisterTaskDefinition takes, as they are shown. */
  details: sdk.TaskDefinition;
}

export interface ContainerInstance {
  id: string;
  arn: string;
  ec2InstanceId: string;
  zone: string;
  instanceType: string;
  status: 'ACTIVE' | 'DRAINING';
  /** What the instance offers, in CPU units and MiB. */
  cpu: number;
  memory: number;
  registeredAt: Date;
  capacityProvider?: string;
  /** Those that PutAttributes gave it, by name; its own are not among them. */
  attributes: Map<string, string | undefined>;
  tags: Tag[];
}

export interface Task {
  id: string;
  arn: string;
  cluster: Cluster;
  service?: Service;
  /** `service:<name>`, or what a standalone task was given: placement spreads the tasks of one group. */
  group: string;
  definition: TaskDefinition;
  launchType: LaunchType;
  /** Set when the task was started by a capacity provider strategy. */
  capacityProvider?: string;
  /** Empty while the task waits for an instance. */
  zone: string;
  /** The container instance that it runs on; Fargate tasks and tasks that wait for an instance have none. */
  instance?: ContainerInstance;
  /**
   * What the load balancer knows it by: an instance and its dynamic host port, or an IP address and the container's port.
   * NOWHERE while the task waits for an instance.
   */
  target: { id: string; port: number; zone: string };
  status: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  /** Deregistered from the load balancer, and to be stopped once the deregistration delay is over. */
  draining: boolean;
  createdAt: Date;
  pullStartedAt?: Date;
  pullStoppedAt?: Date;
  startedAt?: Date;
  stoppingAt?: Date;
  stoppedAt?: Date;
  stopCode?:
    | 'ServiceSchedulerInitiated'
    | 'UserInitiated'
    | 'TaskFailedToStart'
    | 'EssentialContainerExited'
    | 'TerminationNotice';
  stoppedReason?: string;
  startedBy?: string;
  tags: Tag[];
}

export interface ServiceEvent {
  id: string;
  createdAt: Date;
  message: string;
}

export interface Service {
  name: string;
  arn: string;
  cluster: Cluster;
  /** A service has either a launch type or a capacity provider strategy. */
  launchType?: LaunchType;
  capacityProviderStrategy?: StrategyItem[];
  definition: TaskDefinition;
  desired: number;
  targetGroupArn?: string;
  placement: PlacementStrategy[];
  subnets: string[];
  securityGroups: string[];
  assignPublicIp: 'ENABLED' | 'DISABLED';
  /** As it was asked for; a service on EC2 instances has none. */
  platformVersion?: string;
  deployment: { id: string; createdAt: Date; updatedAt: Date };
  createdAt: Date;
  createdBy: string;
  /** Newest first, at most 100 (ECS developer guide, "Viewing service event messages"). */
  events: ServiceEvent[];
  availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
  tags: Tag[];
}

export interface Cluster {
  name: string;
  arn: string;
  /** A deleted one takes nothing any more, and is still described for a while. */
  status: 'ACTIVE' | 'INACTIVE';
  services: Map<string, Service>;
  /** Deleted ones by name, for as long as they are still described. */
  deletedServices: Map<string, Service>;
  tasks: Map<string, Task>;
  instances: Map<string, ContainerInstance>;
  settings: { name: 'containerInsights'; value: string }[];
  capacityProviders: string[];
  defaultStrategy: StrategyItem[];
  tags: Tag[];
}

/** ECS service quotas, "Tasks per service". */
export const MOST_TASKS = 5000;

/** The target of a task that has no place yet. */
export const NOWHERE: Readonly<Task['target']> = { id: '', port: 0, zone: '' };

/** A task of a capacity provider that no instance has room for yet. */
export const isWaiting = (task: Task): boolean => task.target === NOWHERE && task.status === 'PROVISIONING';

/**
 * The tasks of a service that are meant to stay: neither stopping, nor waiting for their deregistration delay, nor on an
 * instance that drains.
 */
export const keptTasks = (service: Service): Task[] =>
  tasksOf(service).filter(
    (task) => task.desiredStatus === 'RUNNING' && !task.draining && task.instance?.status !== 'DRAINING',
  );

/** What takes up room on an instance. */
export const tasksOn = (cluster: Cluster, instance: ContainerInstance): Task[] =>
  [...cluster.tasks.values()].filter((task) => task.instance === instance && task.status !== 'STOPPED');

export const tasksOf = (service: Service): Task[] =>
  [...service.cluster.tasks.values()].filter((task) => task.service === service);

/** A deleted service is DRAINING until its tasks have stopped, then INACTIVE (ECS API reference, DeleteService). */
export function statusOf(service: Service): 'ACTIVE' | 'DRAINING' | 'INACTIVE' {
  if (service.cluster.services.get(service.name) === service) return 'ACTIVE';
  return tasksOf(service).some(({ status }) => status !== 'STOPPED') ? 'DRAINING' : 'INACTIVE';
}

/** A draining task still counts as running: the lab's own service page showed 8 of 7 three minutes after the scale-in. */
export const runningCount = (tasks: readonly Task[]): number =>
  tasks.filter(({ status }) => status === 'RUNNING').length;

/** The lab's own tasks tab counted five ACTIVATING tasks as pending; that PROVISIONING counts as well is inferred. */
export const pendingCount = (tasks: readonly Task[]): number =>
  tasks.filter(({ status }) => status === 'PROVISIONING' || status === 'PENDING' || status === 'ACTIVATING').length;
