/** The nouns of Amazon ECS: a cluster, its container instances, task definitions, services and tasks. */

export type LaunchType = 'EC2' | 'FARGATE';

/** ECS developer guide, "Task lifecycle". DELETED is left out: tasks are forgotten instead. */
export type TaskStatus =
  'PROVISIONING' | 'PENDING' | 'ACTIVATING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

export interface PlacementStrategy {
  type: 'spread' | 'binpack' | 'random';
  field?: string;
}

export interface TaskDefinition {
  family: string;
  revision: number;
  arn: string;
  networkMode: 'bridge' | 'awsvpc';
  /** In CPU units (1024 = one core) and MiB; for Fargate the task's size. */
  cpu: number;
  memory: number;
  container: { name: string; port: number };
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
}

export interface Task {
  id: string;
  arn: string;
  service?: Service;
  definition: TaskDefinition;
  launchType: LaunchType;
  zone: string;
  /** The container instance that it runs on; Fargate tasks have none. */
  instance?: ContainerInstance;
  /** What the load balancer knows it by: an instance and its dynamic host port, or an IP address and the container's port. */
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
  stopCode?: 'ServiceSchedulerInitiated' | 'UserInitiated' | 'TaskFailedToStart' | 'EssentialContainerExited';
  stoppedReason?: string;
  startedBy?: string;
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
  launchType: LaunchType;
  definition: TaskDefinition;
  desired: number;
  targetGroupArn?: string;
  placement: PlacementStrategy[];
  subnets: string[];
  deployment: { id: string; createdAt: Date; updatedAt: Date };
  createdAt: Date;
  createdBy: string;
  /** Newest first, at most 100 (ECS developer guide, "Viewing service event messages"). */
  events: ServiceEvent[];
  availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
}

export interface Cluster {
  name: string;
  arn: string;
  services: Map<string, Service>;
  tasks: Map<string, Task>;
  instances: Map<string, ContainerInstance>;
  definitions: Map<string, TaskDefinition>;
  settings: { name: 'containerInsights'; value: string }[];
}

/** The tasks of a service that are meant to stay: neither stopping nor waiting for their deregistration delay. */
export const keptTasks = (service: Service): Task[] =>
  tasksOf(service).filter((task) => task.desiredStatus === 'RUNNING' && !task.draining);

export const tasksOf = (service: Service): Task[] =>
  [...service.cluster.tasks.values()].filter((task) => task.service === service);

/** A draining task still counts as running: the lab's own service page showed 8 of 7 three minutes after the scale-in. */
export const runningCount = (tasks: readonly Task[]): number =>
  tasks.filter(({ status }) => status === 'RUNNING').length;

/** The lab's own tasks tab counted five ACTIVATING tasks as pending; that PROVISIONING counts as well is inferred. */
export const pendingCount = (tasks: readonly Task[]): number =>
  tasks.filter(({ status }) => status === 'PROVISIONING' || status === 'PENDING' || status === 'ACTIVATING').length;
