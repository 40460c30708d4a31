/** Amazon ECS in memory: clusters with their services and tasks, and what runs behind a load balancer's target. */
import type * as sdk from '@aws-sdk/client-ecs';
import type { Alarms, MetricSink } from '../cloudwatch/model';
import type { Seconds } from '../time';
import { constrained } from '../wire/constraints';
import type { Operations } from '../wire/service';
import type { World } from '../world';
import { AccountSettings } from './account-settings';
import { invalid, operations } from './api';
import { accountSettingOperations } from './api-account-settings';
import { capacityProviderOperations } from './api-capacity-providers';
import { clusterOperations } from './api-clusters';
import { instanceOperations } from './api-instances';
import { launchOperations } from './api-launch';
import { tagOperations } from './api-tags';
import { taskDefinitionOperations } from './api-task-definitions';
import { CapacityProviders, noGroups, type AutoScalingGroups } from './capacity-providers';
import { CONSTRAINTS } from './constraints';
import { registeredResources } from './instance-types';
import { ContainerInstances, type LaunchedInstance } from './instances';
import { ManagedScaling, type ScalingDecisions } from './managed-scaling';
import { Meter } from './meter';
import { loadOf } from './metrics';
import {
  pendingCount,
  runningCount,
  tasksOf,
  type Cluster,
  type ContainerInstance,
  type PlacementStrategy,
  type Service,
  type StrategyItem,
  type Tag,
  type Task,
  type TaskDefinition,
  type TaskShape,
} from './model';
import {
  Scheduler,
  ecsDecisions,
  ecsTimings,
  type EcsDecisions,
  type EcsTimings,
  type TargetGroups,
} from './scheduler';
import { capacityFor, instancesNeeded, reservation } from './reservation';
import { nextProvider } from './strategy';
import { TaskDefinitions } from './task-definitions';
import type { Tasks } from './tasks';
import { scalingActivity } from './texts';

export type { AutoScalingGroups } from './capacity-providers';
export type { LaunchedInstance } from './instances';

/** Delays of what concerns the cluster as a whole, each drawn anew from its range. */
export interface ClusterTimings {
  /** From an instance's InService to its agent's registration: boot, Docker, agent. Inferred: no figure is published. */
  agent: readonly [min: Seconds, max: Seconds];
  /** From the end of a minute until CloudWatch shows its datapoints. Inferred, as for the load balancer's metrics. */
  metricDelay: readonly [min: Seconds, max: Seconds];
}

const clusterTimings: ClusterTimings = { agent: [30, 90], metricDelay: [60, 120] };

export interface ClusterDecisions extends ScalingDecisions {
  nextProvider: typeof nextProvider;
  loadOf: typeof loadOf;
}

const clusterDecisions: ClusterDecisions = { nextProvider, loadOf, instancesNeeded, reservation, capacityFor };

/** What ECS reaches of other services; a lab without them has no groups to scale, no metrics of ECS and no alarms. */
export interface EcsNeeds {
  groups?: AutoScalingGroups;
  metrics?: MetricSink;
  alarms?: Alarms;
}

/** What a task's web server answers to a GET. */
export type Pages = (
  path: string,
  task: { id: string; zone: string },
) => { status: number; body: string; headers?: Record<string, string> };

/** What an image that the lab does not know serves, whatever is asked of it. */
const anyPage: Pages = () => ({
  status: 200,
  body: '<html><body>Hello from a task of the simulated lab.</body></html>',
});

/** How long deleted services are still described: they "may be cleaned up and purged" at some time (DeleteService). Inferred. */
const DELETED_SHOWN: Seconds = 3600;

export class Ecs {
  readonly clusters = new Map<string, Cluster>();
  /** Deleted ones by name: still described where no cluster has taken the name. */
  readonly deletedClusters = new Map<string, Cluster>();
  readonly operations: Operations<typeof sdk>;
  readonly providers: CapacityProviders;
  readonly scheduler: Scheduler;
  readonly scaling: ManagedScaling;
  readonly definitions: TaskDefinitions;
  readonly settings: AccountSettings;
  readonly instances: ContainerInstances;
  readonly #meter: Meter | undefined;
  /** By family: what its image serves. */
  readonly #pages = new Map<string, Pages>();

  constructor(
    readonly world: World,
    readonly targetGroups: TargetGroups,
    decide: Partial<EcsDecisions & ClusterDecisions> = {},
    timings: Partial<EcsTimings & ClusterTimings> = {},
    { groups = noGroups, metrics, alarms }: EcsNeeds = {},
  ) {
    const { clusters } = this;
    this.definitions = new TaskDefinitions(world);
    this.settings = new AccountSettings(world);
    const decisions = { ...ecsDecisions, ...clusterDecisions, ...decide };
    const delays = { ...ecsTimings, ...clusterTimings, ...timings };
    this.providers = new CapacityProviders(world, {
      clusters,
      groups,
      nextProvider: decisions.nextProvider,
      changed: () => this.scaling.refresh(),
    });
    this.scheduler = new Scheduler(world, targetGroups, decisions, delays, this.providers);
    this.scaling = new ManagedScaling(world, { clusters, providers: this.providers, groups, alarms }, decisions);
    this.instances = new ContainerInstances(world, clusters, this.providers, this.tasks, delays.agent);
    this.#meter =
      metrics &&
      new Meter(world, metrics, clusters, decisions.loadOf, delays.metricDelay, () => this.scaling.measure());
    const all: Operations<typeof sdk> = {
      ...operations(this),
      ...clusterOperations(this),
      ...launchOperations(this),
      ...taskDefinitionOperations(this),
      ...capacityProviderOperations(this),
      ...instanceOperations(this),
      ...tagOperations(this),
      ...accountSettingOperations(this.settings),
    };
    this.operations = constrained(all, CONSTRAINTS, invalid);
  }

  get tasks(): Tasks {
    return this.scheduler.tasks;
  }

  /** Makes an empty cluster, in place of a deleted one of that name. */
  createCluster(name: string, tags: Tag[] = []): Cluster {
    const cluster: Cluster = {
      name,
      status: 'ACTIVE',
      arn: this.world.arn('ecs', `cluster/${name}`),
      services: new Map(),
      deletedServices: new Map(),
      tasks: new Map(),
      instances: new Map(),
      settings: [{ name: 'containerInsights', value: 'disabled' }],
      capacityProviders: [],
      defaultStrategy: [],
      tags,
    };
    this.clusters.set(name, cluster);
    return cluster;
  }

  /** Takes an empty cluster out of use. */
  removeCluster(cluster: Cluster): void {
    cluster.status = 'INACTIVE';
    this.clusters.delete(cluster.name);
    this.deletedClusters.set(cluster.name, cluster);
  }

  /** Makes a revision of a family whose images are known: `pages` is what they serve, in whatever cluster. */
  registerTaskDefinition(shape: TaskShape, pages: Pages): TaskDefinition {
    this.#pages.set(shape.family, pages);
    return this.definitions.add(shape);
  }

  registerContainerInstance(
    cluster: Cluster,
    instance: Pick<
      ContainerInstance,
      'ec2InstanceId' | 'zone' | 'instanceType' | 'cpu' | 'memory' | 'capacityProvider'
    >,
  ): ContainerInstance {
    return this.instances.register(cluster, instance);
  }

  /** For EC2 Auto Scaling: an instance is in service. @throws Error for an instance type that is not known */
  launched(instance: LaunchedInstance): void {
    this.instances.launched(instance);
  }

  /** For EC2 Auto Scaling: an instance begins to terminate. */
  terminating(instance: LaunchedInstance): void {
    this.instances.terminating(instance);
  }

  /** For EC2 Auto Scaling: an instance is gone, with the tasks that were still on it. */
  gone(ec2InstanceId: string): void {
    this.instances.gone(ec2InstanceId);
  }

  /** For EC2 Auto Scaling: whether managed draining still has tasks to move off an instance that terminates. */
  isDraining(ec2InstanceId: string): boolean {
    return this.instances.isDraining(ec2InstanceId);
  }

  /**
   * For EC2 Auto Scaling: whether managed termination protection keeps an instance from being chosen in a scale-in; undefined
   * where ECS does not manage the protection.
   */
  scaleInProtection(ec2InstanceId: string): boolean | undefined {
    return this.instances.scaleInProtection(ec2InstanceId);
  }

  /** For EC2 Auto Scaling: whether it is known what the agent of such an instance registers. */
  knowsType(instanceType: string): boolean {
    return registeredResources(instanceType) !== undefined;
  }

  /**
   * A service with a launch type does not use capacity providers; one with neither that nor a strategy takes the cluster's
   * default strategy, or the launch type EC2 where there is none (ECS API reference, CreateService).
   */
  createService(options: {
    cluster: Cluster;
    name: string;
    launchType?: Service['launchType'];
    capacityProviderStrategy?: StrategyItem[];
    definition: TaskDefinition;
    desired: number;
    targetGroupArn?: string;
    placement?: PlacementStrategy[];
    subnets?: string[];
    securityGroups?: string[];
    assignPublicIp?: Service['assignPublicIp'];
    platformVersion?: string;
    availabilityZoneRebalancing?: Service['availabilityZoneRebalancing'];
    tags?: Tag[];
  }): Service {
    const now = this.world.agenda.now();
    const service: Service = {
      ...options,
      ...runsOn(options.cluster, options),
      arn: this.world.arn('ecs', `service/${options.cluster.name}/${options.name}`),
      placement: options.placement ?? [],
      subnets: options.subnets ?? [],
      securityGroups: options.securityGroups ?? [],
      assignPublicIp: options.assignPublicIp ?? 'DISABLED',
      platformVersion: options.platformVersion ?? (options.definition.networkMode === 'awsvpc' ? 'LATEST' : undefined),
      deployment: { id: `ecs-svc/${this.world.random.digits(19)}`, createdAt: now, updatedAt: now },
      createdAt: now,
      createdBy: `arn:aws:iam::${this.world.account}:role/workshop`,
      events: [],
      availabilityZoneRebalancing: options.availabilityZoneRebalancing ?? 'DISABLED',
      tags: options.tags ?? [],
    };
    options.cluster.deletedServices.delete(service.name);
    options.cluster.services.set(service.name, service);
    this.scheduler.watch(service);
    return service;
  }

  /** Ends a service: its scheduler leaves it, its tasks are stopped, and it is described for an hour more. */
  removeService(service: Service): void {
    const { deletedServices, services } = service.cluster;
    services.delete(service.name);
    deletedServices.set(service.name, service);
    this.world.agenda.after(DELETED_SHOWN, () => {
      if (deletedServices.get(service.name) === service) deletedServices.delete(service.name);
    });
    service.desired = 0;
    for (const task of tasksOf(service))
      this.scheduler.stop(task, 'ServiceSchedulerInitiated', scalingActivity(service.deployment.id));
  }

  /** For Application Auto Scaling. @param resourceId `service/<cluster>/<service>` */
  find(resourceId: string): { desired: number; running: number; pending: number; deploying: boolean } | undefined {
    const service = this.#service(resourceId);
    if (!service) return undefined;
    const tasks = tasksOf(service);
    return { desired: service.desired, running: runningCount(tasks), pending: pendingCount(tasks), deploying: false };
  }

  /**
   * Changes the desired count. That makes no new deployment: the same one goes on with a later `updatedAt` (UpdateService,
   * API reference: "doesn't trigger a new service deployment").
   */
  setDesired(resourceId: string, desired: number): void {
    const service = this.#service(resourceId);
    if (!service)
      throw new Error(`There is no ECS service ${resourceId} whose desired count could be set to ${desired}.`);
    this.updateDesired(service, desired);
  }

  updateDesired(service: Service, desired: number): void {
    service.desired = desired;
    service.deployment.updatedAt = this.world.agenda.now();
  }

  /** For the load balancer: what a target answers; undefined where no container listens (yet, or any more). */
  answer(target: { id: string; port: number }, path: string): ReturnType<Pages> | undefined {
    const task = this.taskAt(target);
    if (!task) return undefined;
    return (this.#pages.get(task.definition.family) ?? anyPage)(path, task);
  }

  /**
   * Counts what a request carried to a target and back, towards the task's current minute.
   * @param bytesIn into the target and `bytesOut` out of it, times the requests that it stands for
   */
  recordTraffic(target: { id: string; port: number }, bytesIn: number, bytesOut: number): void {
    const task = this.#meter && this.taskAt(target);
    if (task) this.#meter?.record(task, bytesIn, bytesOut);
  }

  /** The task whose container listens at a target. */
  taskAt(target: { id: string; port: number }): Task | undefined {
    for (const { tasks } of this.clusters.values())
      for (const task of tasks.values())
        if (task.target.port === target.port && task.target.id === target.id && LISTENING.has(task.status)) return task;
    return undefined;
  }

  #service(resourceId: string): Service | undefined {
    const [, cluster, name] = resourceId.split('/');
    return this.clusters.get(cluster ?? '')?.services.get(name ?? '');
  }
}

/** What a service or a task is started on when it is asked for like this; see `createService`. */
export function runsOn(
  cluster: Cluster,
  { launchType, capacityProviderStrategy }: Pick<Service, 'launchType' | 'capacityProviderStrategy'>,
): Pick<Service, 'launchType' | 'capacityProviderStrategy'> {
  if (launchType) return { launchType, capacityProviderStrategy: undefined };
  const strategy = capacityProviderStrategy?.length ? capacityProviderStrategy : cluster.defaultStrategy;
  if (strategy.length > 0) return { launchType: undefined, capacityProviderStrategy: [...strategy] };
  return { launchType: 'EC2', capacityProviderStrategy: undefined };
}

/** A container takes requests from its start to its stop signal, so also while its target drains. */
const LISTENING: ReadonlySet<Task['status']> = new Set(['RUNNING', 'DEACTIVATING']);
