/** Amazon ECS in memory: clusters with their services and tasks, and what runs behind a load balancer's target. */
import type { World } from '../world';
import { operations } from './api';
import {
  pendingCount,
  runningCount,
  tasksOf,
  type Cluster,
  type ContainerInstance,
  type PlacementStrategy,
  type Service,
  type Task,
  type TaskDefinition,
} from './model';
import {
  Scheduler,
  ecsDecisions,
  ecsTimings,
  type EcsDecisions,
  type EcsTimings,
  type TargetGroups,
} from './scheduler';

/** What a task's web server answers to a GET. */
export type Pages = (
  path: string,
  task: { id: string; zone: string },
) => { status: number; body: string; headers?: Record<string, string> };

export class Ecs {
  readonly clusters = new Map<string, Cluster>();
  readonly operations = operations(this);
  readonly scheduler: Scheduler;
  /** By the container's name: what its image serves. */
  readonly #pages = new Map<string, Pages>();

  constructor(
    readonly world: World,
    targetGroups: TargetGroups,
    decide: Partial<EcsDecisions> = {},
    timings: Partial<EcsTimings> = {},
  ) {
    this.scheduler = new Scheduler(world, targetGroups, { ...ecsDecisions, ...decide }, { ...ecsTimings, ...timings });
  }

  createCluster(name: string): Cluster {
    const cluster: Cluster = {
      name,
      arn: this.world.arn('ecs', `cluster/${name}`),
      services: new Map(),
      tasks: new Map(),
      instances: new Map(),
      definitions: new Map(),
      settings: [{ name: 'containerInsights', value: 'disabled' }],
    };
    this.clusters.set(name, cluster);
    return cluster;
  }

  registerTaskDefinition(
    cluster: Cluster,
    definition: Omit<TaskDefinition, 'arn' | 'revision'>,
    pages: Pages,
  ): TaskDefinition {
    const made = { ...definition, revision: 1, arn: this.world.arn('ecs', `task-definition/${definition.family}:1`) };
    cluster.definitions.set(made.arn, made);
    this.#pages.set(definition.container.name, pages);
    return made;
  }

  registerContainerInstance(
    cluster: Cluster,
    instance: Pick<ContainerInstance, 'ec2InstanceId' | 'zone' | 'instanceType' | 'cpu' | 'memory'>,
  ): ContainerInstance {
    const id = this.world.random.hex(32);
    const registered: ContainerInstance = {
      ...instance,
      id,
      arn: this.world.arn('ecs', `container-instance/${cluster.name}/${id}`),
      status: 'ACTIVE',
      registeredAt: this.world.agenda.now(),
    };
    cluster.instances.set(id, registered);
    return registered;
  }

  createService(options: {
    cluster: Cluster;
    name: string;
    launchType: Service['launchType'];
    definition: TaskDefinition;
    desired: number;
    targetGroupArn?: string;
    placement?: PlacementStrategy[];
    subnets?: string[];
  }): Service {
    const now = this.world.agenda.now();
    const service: Service = {
      ...options,
      arn: this.world.arn('ecs', `service/${options.cluster.name}/${options.name}`),
      placement: options.placement ?? [],
      subnets: options.subnets ?? [],
      deployment: { id: `ecs-svc/${this.world.random.digits(19)}`, createdAt: now, updatedAt: now },
      createdAt: now,
      createdBy: `arn:aws:iam::${this.world.account}:role/workshop`,
      events: [],
      availabilityZoneRebalancing: 'DISABLED',
    };
    options.cluster.services.set(service.name, service);
    this.scheduler.watch(service);
    return service;
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
    return this.#pages.get(task.definition.container.name)?.(path, task);
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

/** A container takes requests from its start to its stop signal, so also while its target drains. */
const LISTENING: ReadonlySet<Task['status']> = new Set(['RUNNING', 'DEACTIVATING']);
