/** The life of each task: its place, the states of its start, and its end. */
import type { Seconds } from '../time';
import type { World } from '../world';
import { freeAddress } from './addresses';
import {
  isWaiting,
  NOWHERE,
  tasksOn,
  type Cluster,
  type ContainerInstance,
  type LaunchType,
  type PlacementStrategy,
  type Service,
  type StrategyItem,
  type Tag,
  type Task,
  type TaskDefinition,
  type TaskStatus,
} from './model';
import type { Place } from './placement';
import type { EcsDecisions, EcsTimings, TargetGroups } from './scheduler';
import { imagePullFailed } from './texts';

/** Stopped tasks are shown "for at least one hour" (DescribeTasks). */
const STOPPED_SHOWN: Seconds = 3600;

/** What a task runs on: what a launch type or a capacity provider stands for. */
export interface Infrastructure {
  launchType: LaunchType;
  capacityProvider?: string;
}

export interface TaskOrder extends Infrastructure {
  cluster: Cluster;
  service?: Service;
  group: string;
  definition: TaskDefinition;
  placement: PlacementStrategy[];
  startedBy?: string;
  tags?: Tag[];
}

/** How a strategy picks the provider of the next task, and what that provider stands for. */
export interface StrategyProviders {
  next(strategy: readonly StrategyItem[], present: readonly Task[]): Infrastructure;
}

/** For a lab without capacity providers. */
export const noProviders: StrategyProviders = {
  next: ([item]) => {
    throw new Error(`Expected a lab with capacity providers; there is none that could be ${item?.capacityProvider}.`);
  },
};

export class Tasks {
  constructor(
    private readonly world: World,
    private readonly targetGroups: TargetGroups,
    private readonly decide: EcsDecisions,
    private readonly timings: EcsTimings,
    private readonly providers: StrategyProviders,
    /** Called when a task of the service has been registered with the load balancer. */
    private readonly registered: (service: Service) => void,
  ) {}

  /**
   * What the next task runs on. "Tasks or services can't set a capacity provider strategy if that task or service sets a
   * launch type" (ECS developer guide, managed-scaling-behavior), so the launch type is all that counts where there is one.
   * @param present the tasks that the strategy has placed so far
   */
  infrastructure(
    wanted: { launchType?: LaunchType; capacityProviderStrategy?: readonly StrategyItem[] },
    present: readonly Task[],
  ): Infrastructure {
    if (wanted.launchType) return { launchType: wanted.launchType, capacityProvider: undefined };
    return this.providers.next(wanted.capacityProviderStrategy ?? [], present);
  }

  /**
   * Starts one task. Where no instance has room, a task with a launch type is not started; one of a capacity provider is
   * PROVISIONING until there is room (ECS developer guide, managed-scaling-behavior). Real tasks give up after some time; these do not.
   * On Fargate a task is not started where its subnet has no address left. Inferred: on AWS it may be, and stop at once.
   * @returns undefined when the task is not started
   */
  start(order: TaskOrder): Task | undefined {
    const instance = order.launchType === 'FARGATE' ? undefined : this.#place(order);
    const waits = order.launchType === 'EC2' && !instance;
    if (waits && !order.capacityProvider) return undefined;
    const { cluster, definition, launchType } = order;
    const id = this.world.random.hex(32);
    const zone = instance?.zone ?? (waits ? '' : this.#emptiestZone(order));
    const target = instance ? targetOn(cluster, instance, definition) : waits ? NOWHERE : this.#interface(order, zone);
    if (!target) return undefined;
    const task: Task = {
      id,
      arn: this.world.arn('ecs', `task/${cluster.name}/${id}`),
      cluster,
      service: order.service,
      group: order.group,
      definition,
      launchType,
      capacityProvider: order.capacityProvider,
      zone,
      instance,
      target,
      status: waits ? 'PROVISIONING' : 'PENDING',
      desiredStatus: 'RUNNING',
      draining: false,
      createdAt: this.world.agenda.now(),
      startedBy: order.startedBy,
      tags: order.tags ?? [],
    };
    cluster.tasks.set(id, task);
    if (waits) this.#wait(task, order);
    else this.#live(task, [...this.decide.startOf(launchType)]);
    return task;
  }

  /**
   * Stops one task. If it is still with the load balancer it is DEACTIVATING for the deregistration delay
   * (ECS developer guide, "Task lifecycle"), then STOPPING, and shown as STOPPED for an hour.
   */
  stop(task: Task, code: Task['stopCode'], reason: string): void {
    if (task.desiredStatus === 'STOPPED') return;
    const { agenda } = this.world;
    const group = task.service?.targetGroupArn;
    const draining = group !== undefined && !task.draining && task.status === 'RUNNING';
    task.desiredStatus = 'STOPPED';
    task.stopCode = code;
    task.stoppedReason = reason;
    task.stoppingAt = agenda.now();
    if (isWaiting(task)) return this.#end(task);
    task.status = 'DEACTIVATING';
    if (draining) this.drain(task);
    agenda.after(draining ? this.targetGroups.deregistrationDelay(group) : 0, () => {
      if (task.status === 'STOPPED') return;
      task.status = 'STOPPING';
      agenda.after(this.#draw('stopping'), () => this.#end(task));
    });
  }

  /** Ends a task at once: its host is gone, and no signal reaches it. */
  kill(task: Task, code: Task['stopCode'], reason: string): void {
    if (task.status === 'STOPPED') return;
    if (task.status === 'RUNNING' && !task.draining) this.drain(task);
    task.desiredStatus = 'STOPPED';
    task.stopCode ??= code;
    task.stoppedReason ??= reason;
    task.stoppingAt ??= this.world.agenda.now();
    this.#end(task);
  }

  /** Takes a task off the load balancer. */
  drain(task: Task): void {
    task.draining = true;
    if (task.service?.targetGroupArn) this.targetGroups.deregisterTargets(task.service.targetGroupArn, [task.target]);
  }

  #end(task: Task): void {
    if (task.status === 'STOPPED') return;
    const { agenda } = this.world;
    task.status = 'STOPPED';
    task.stoppedAt = agenda.now();
    agenda.after(STOPPED_SHOWN, () => task.cluster.tasks.delete(task.id));
  }

  /** Asks again from time to time, as often as the scheduler passes over a service [inferred]. */
  #wait(task: Task, order: TaskOrder): void {
    this.world.agenda.after(this.#draw('pass'), () => {
      if (task.desiredStatus === 'STOPPED') return;
      const instance = this.#place(order);
      if (!instance) return this.#wait(task, order);
      task.instance = instance;
      task.zone = instance.zone;
      task.target = targetOn(task.cluster, instance, task.definition);
      this.#live(task, [...this.decide.startOf(task.launchType)]);
    });
  }

  /** Carries a task through the states of its start; it is registered in the last of them and then RUNNING. */
  #live(task: Task, states: (readonly [TaskStatus, keyof EcsTimings])[]): void {
    const { agenda } = this.world;
    const next = states.shift();
    if (!next) return this.#run(task);
    const [status, delay] = next;
    task.status = status;
    if (status === 'PENDING') task.pullStartedAt = agenda.now();
    if (status === 'ACTIVATING') task.pullStoppedAt = agenda.now();
    const service = task.service?.name;
    const longer = status === 'PENDING' ? this.world.conditions.taskDelay(service) : 0;
    agenda.after(this.#draw(delay) + longer, () => {
      if (task.desiredStatus !== 'RUNNING') return;
      if (status === 'PENDING' && this.world.conditions.taskFails(service))
        this.kill(task, 'TaskFailedToStart', imagePullFailed);
      else this.#live(task, states);
    });
  }

  #run(task: Task): void {
    task.status = 'RUNNING';
    task.startedAt = this.world.agenda.now();
    const service = task.service;
    if (!service?.targetGroupArn || !this.targetGroups.hasTargetGroup(service.targetGroupArn)) return;
    this.targetGroups.registerTargets(service.targetGroupArn, [task.target]);
    this.registered(service);
  }

  /** A capacity provider places its tasks on its own instances only. */
  #place(order: TaskOrder): ContainerInstance | undefined {
    const { cluster, capacityProvider } = order;
    const all = tasksByInstance(cluster);
    const places: (Place & { instance: ContainerInstance })[] = [...cluster.instances.values()]
      .filter(
        (instance) =>
          instance.status === 'ACTIVE' &&
          (!capacityProvider || instance.capacityProvider === capacityProvider) &&
          isPortFree(all.get(instance) ?? [], order.definition),
      )
      .map((instance) => {
        const here = all.get(instance) ?? [];
        return {
          id: instance.id,
          zone: instance.zone,
          instance,
          tasks: here.filter(({ group, desiredStatus }) => group === order.group && desiredStatus === 'RUNNING').length,
          freeCpu: instance.cpu - here.reduce((sum, { definition }) => sum + definition.cpu, 0),
          freeMemory: instance.memory - here.reduce((sum, { definition }) => sum + definition.memory, 0),
        };
      });
    return this.decide.placeTask(order.placement, places, order.definition, this.world.random)?.instance;
  }

  /** Fargate spreads a service's tasks over the zones of its subnets. */
  #emptiestZone({ cluster, group }: TaskOrder): string {
    const zones = [...new Set([...cluster.instances.values()].map(({ zone }) => zone))].sort();
    const peers = [...cluster.tasks.values()].filter(
      (task) => task.group === group && task.desiredStatus === 'RUNNING' && !task.draining,
    );
    const crowd = (zone: string): number => peers.filter((task) => task.zone === zone).length;
    return zones.reduce(
      (least, zone) => (crowd(zone) < crowd(least) ? zone : least),
      zones[0] ?? `${this.world.region}a`,
    );
  }

  /** A place on Fargate: an address of its own; undefined where none is left. */
  #interface({ cluster, definition }: TaskOrder, zone: string): Task['target'] | undefined {
    const live = [...cluster.tasks.values()].filter(({ status }) => status !== 'STOPPED');
    const id = freeAddress(zone, new Set(live.map(({ target }) => target.id)), this.world.random);
    return id === undefined ? undefined : { id, port: definition.container.port, zone };
  }

  #draw(delay: keyof EcsTimings): Seconds {
    return this.world.random.between(...this.timings[delay]);
  }
}

/**
 * The definition's own host port, or a dynamic one: the ephemeral range of the ECS-optimised AMI begins at 32768 (ECS task
 * definition parameters).
 */
function targetOn(cluster: Cluster, instance: ContainerInstance, { container }: TaskDefinition): Task['target'] {
  const taken = portsOf(tasksOn(cluster, instance));
  let port = container.hostPort || 32768;
  while (taken.has(port)) port++;
  return { id: instance.ec2InstanceId, port, zone: instance.zone };
}

const isPortFree = (there: readonly Task[], { container }: TaskDefinition): boolean =>
  !container.hostPort || !portsOf(there).has(container.hostPort);

const portsOf = (tasks: readonly Task[]): Set<number> => new Set(tasks.map(({ target }) => target.port));

/** What takes up room on each instance, all in one look. */
function tasksByInstance(cluster: Cluster): Map<ContainerInstance, Task[]> {
  const found = new Map<ContainerInstance, Task[]>();
  for (const task of cluster.tasks.values()) {
    if (!task.instance || task.status === 'STOPPED') continue;
    const here = found.get(task.instance);
    if (here) here.push(task);
    else found.set(task.instance, [task]);
  }
  return found;
}
