/** What ECS does by itself: the service scheduler's passes, and the life of each task. */
import type { Seconds } from '../time';
import type { World } from '../world';
import { keptTasks, runningCount, tasksOf } from './model';
import type { Cluster, ContainerInstance, Service, Task, TaskStatus } from './model';
import { chooseTasksToStop, placeTask, type Place } from './placement';
import * as texts from './texts';

type Range = readonly [min: Seconds, max: Seconds];

/** Delays of the service scheduler and of a task's life, each drawn anew from its range. */
export interface EcsTimings {
  /** Between two passes of the scheduler over a service. The lab's events stand 12–16 s apart. */
  pass: Range;
  /** PROVISIONING of a Fargate task: its network interface [inferred]. */
  provisioning: Range;
  /** PENDING: from creation to the end of the image pull. AWS CLI, describe-tasks example: 8 s to the start. */
  pending: Range;
  /** ACTIVATING: containers up, target registered. The lab's tasks ran 27–45 s after they were started. */
  activating: Range;
  /** DEACTIVATING and STOPPING: the container's stop signal. Observed: STOPPED 36 s after STOPPING, at most. */
  stopping: Range;
}

export const ecsTimings: EcsTimings = {
  pass: [11, 15],
  provisioning: [8, 15],
  pending: [3, 8],
  activating: [18, 34],
  stopping: [4, 36],
};

/** What the scheduler needs of the load balancer. */
export interface TargetGroups {
  registerTargets(targetGroupArn: string, targets: Task['target'][]): void;
  deregisterTargets(targetGroupArn: string, targets: Task['target'][]): void;
  targetState(targetGroupArn: string, target: Task['target']): { state: string; description?: string };
  deregistrationDelay(targetGroupArn: string): Seconds;
}

export interface EcsDecisions {
  placeTask: typeof placeTask;
  chooseTasksToStop: typeof chooseTasksToStop;
  /** The states that a started task passes, with the delay before the next. */
  startOf: (launchType: Task['launchType']) => readonly (readonly [TaskStatus, keyof EcsTimings])[];
  /**
   * Which of the two orders a scale-in takes: drain, then stop the task (captures of 2017–2021, the lab's own among
   * them), or stop it, which drains first (captures of 2025–26).
   */
  scaleInOrder: 'drain then stop' | 'stop then drain';
}

export const ecsDecisions: EcsDecisions = {
  placeTask,
  chooseTasksToStop,
  startOf: (launchType) => [
    ...(launchType === 'FARGATE' ? [['PROVISIONING', 'provisioning'] as const] : []),
    ['PENDING', 'pending'],
    ['ACTIVATING', 'activating'],
  ],
  scaleInOrder: 'drain then stop',
};

/** Newest events kept per service, and how often "steady state" repeats (ECS developer guide, service event messages). */
const EVENTS_KEPT = 100;
const STEADY_AGAIN: Seconds = 6 * 3600;
/** Stopped tasks are shown "for at least one hour" (DescribeTasks). */
const STOPPED_SHOWN: Seconds = 3600;

export class Scheduler {
  /** Registered with the load balancer since the last pass: told in that pass's event. */
  readonly #newlyRegistered = new Map<Service, number>();
  readonly #steadySince = new Map<Service, number>();

  constructor(
    readonly world: World,
    readonly targetGroups: TargetGroups,
    readonly decide: EcsDecisions,
    readonly timings: EcsTimings,
  ) {}

  /** Takes a service under its care: one pass after the other, until the service is gone. */
  watch(service: Service): void {
    const pass = (): void => {
      if (service.cluster.services.get(service.name) !== service) return;
      this.#pass(service);
      this.world.agenda.after(this.#draw('pass'), pass);
    };
    this.world.agenda.after(this.world.random.between(0, this.timings.pass[0]), pass);
  }

  #pass(service: Service): void {
    this.#tellRegistered(service);
    const kept = keptTasks(service);
    if (kept.length < service.desired) this.#start(service, service.desired - kept.length);
    if (kept.length > service.desired) this.#scaleIn(service, kept.length - service.desired);
    this.#replaceUnhealthy(service);
    this.#tellSteady(service);
  }

  #start(service: Service, count: number): void {
    const started: Task[] = [];
    while (started.length < count) {
      const place = service.launchType === 'FARGATE' ? undefined : this.#place(service);
      if (service.launchType === 'EC2' && !place) break;
      started.push(this.#createTask(service, place));
    }
    if (started.length > 0)
      this.tell(
        service,
        texts.started(
          service.name,
          started.map(({ id }) => id),
        ),
      );
    if (started.length < count) {
      const reason =
        service.cluster.instances.size === 0
          ? 'No Container Instances were found in your cluster.'
          : 'The closest matching container-instance has insufficient memory available.';
      const message = texts.unableToPlace(service.name, reason);
      // "Duplicates are suppressed until resolved" (ECS developer guide, service event messages).
      if (service.events[0]?.message !== message) this.tell(service, message);
    }
  }

  #place(service: Service): ContainerInstance | undefined {
    const tasks = [...service.cluster.tasks.values()].filter(({ status }) => status !== 'STOPPED');
    const places: (Place & { instance: ContainerInstance })[] = [...service.cluster.instances.values()]
      .filter(({ status }) => status === 'ACTIVE')
      .map((instance) => {
        const here = tasks.filter((task) => task.instance === instance);
        return {
          id: instance.id,
          zone: instance.zone,
          instance,
          tasks: here.filter((task) => task.service === service && task.desiredStatus === 'RUNNING').length,
          freeCpu: instance.cpu - here.reduce((sum, { definition }) => sum + definition.cpu, 0),
          freeMemory: instance.memory - here.reduce((sum, { definition }) => sum + definition.memory, 0),
        };
      });
    return this.decide.placeTask(service.placement, places, service.definition, this.world.random)?.instance;
  }

  #createTask(service: Service, instance: ContainerInstance | undefined): Task {
    const { cluster, definition } = service;
    const { agenda, random } = this.world;
    const id = random.hex(32);
    const zone = instance?.zone ?? this.#emptiestZone(service);
    const task: Task = {
      id,
      arn: this.world.arn('ecs', `task/${cluster.name}/${id}`),
      service,
      definition,
      launchType: service.launchType,
      zone,
      instance,
      target: instance
        ? { id: instance.ec2InstanceId, port: freeHostPort(cluster, instance), zone }
        : { id: this.#freeAddress(cluster, zone), port: definition.container.port, zone },
      status: 'PENDING',
      desiredStatus: 'RUNNING',
      draining: false,
      createdAt: agenda.now(),
      startedBy: service.deployment.id,
    };
    cluster.tasks.set(id, task);
    this.#live(task, [...this.decide.startOf(service.launchType)]);
    return task;
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
    agenda.after(this.#draw(delay), () => {
      if (task.desiredStatus === 'RUNNING') this.#live(task, states);
    });
  }

  #run(task: Task): void {
    task.status = 'RUNNING';
    task.startedAt = this.world.agenda.now();
    const service = task.service;
    if (!service?.targetGroupArn) return;
    this.targetGroups.registerTargets(service.targetGroupArn, [task.target]);
    this.#newlyRegistered.set(service, (this.#newlyRegistered.get(service) ?? 0) + 1);
  }

  #tellRegistered(service: Service): void {
    const count = this.#newlyRegistered.get(service);
    if (!count || !service.targetGroupArn) return;
    this.#newlyRegistered.delete(service);
    this.tell(service, texts.registered(service.name, count, service.targetGroupArn));
  }

  #scaleIn(service: Service, count: number): void {
    const leaving = this.decide.chooseTasksToStop(service.placement, keptTasks(service), count, this.world.random);
    const reason = texts.scalingActivity(service.deployment.id);
    if (this.decide.scaleInOrder === 'stop then drain') {
      this.tell(
        service,
        texts.stopped(
          service.name,
          leaving.map(({ id }) => id),
        ),
      );
      for (const task of leaving) this.stop(task, 'ServiceSchedulerInitiated', reason);
      // Observed in 2026: the load balancer's two events follow within 1–10 s.
      this.world.agenda.after(this.world.random.between(1, 10), () => this.#tellDraining(service, leaving.length));
      return;
    }
    const delay = service.targetGroupArn ? this.targetGroups.deregistrationDelay(service.targetGroupArn) : 0;
    for (const task of leaving) this.#drain(task);
    this.#tellDraining(service, leaving.length);
    this.world.agenda.after(delay, () => {
      this.tell(
        service,
        texts.stopped(
          service.name,
          leaving.map(({ id }) => id),
        ),
      );
      for (const task of leaving) this.stop(task, 'ServiceSchedulerInitiated', reason);
    });
  }

  #drain(task: Task): void {
    task.draining = true;
    if (task.service?.targetGroupArn) this.targetGroups.deregisterTargets(task.service.targetGroupArn, [task.target]);
  }

  #tellDraining(service: Service, count: number): void {
    if (!service.targetGroupArn) return;
    this.tell(service, texts.deregistered(service.name, count, service.targetGroupArn));
    this.tell(service, texts.draining(service.name, count));
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
    task.status = 'DEACTIVATING';
    if (draining) this.#drain(task);
    agenda.after(draining ? this.targetGroups.deregistrationDelay(group) : 0, () => {
      task.status = 'STOPPING';
      agenda.after(this.#draw('stopping'), () => {
        task.status = 'STOPPED';
        task.stoppedAt = agenda.now();
        agenda.after(STOPPED_SHOWN, () => task.service?.cluster.tasks.delete(task.id));
      });
    });
  }

  /** A task whose target fails its health checks is replaced (ECS developer guide, "Service load balancing"). */
  #replaceUnhealthy(service: Service): void {
    const group = service.targetGroupArn;
    if (!group) return;
    for (const task of keptTasks(service)) {
      if (task.status !== 'RUNNING') continue;
      const { state, description } = this.targetGroups.targetState(group, task.target);
      if (state !== 'unhealthy') continue;
      this.tell(
        service,
        texts.unhealthy(service.name, task.id, task.target.port, group, description ?? 'Health checks failed'),
      );
      this.stop(task, 'ServiceSchedulerInitiated', `Task failed ELB health checks in (target-group ${group})`);
    }
  }

  #tellSteady(service: Service): void {
    const { agenda } = this.world;
    const tasks = tasksOf(service).filter(({ status }) => status !== 'STOPPED');
    const isSteady =
      tasks.length === service.desired &&
      runningCount(tasks) === service.desired &&
      tasks.every(
        (task) =>
          !service.targetGroupArn ||
          this.targetGroups.targetState(service.targetGroupArn, task.target).state === 'healthy',
      );
    const since = this.#steadySince.get(service);
    if (!isSteady) this.#steadySince.delete(service);
    else if (since === undefined || agenda.ms - since >= STEADY_AGAIN * 1000) {
      if (service.events.every(({ message }) => !message.includes('deployment completed')))
        this.tell(service, texts.deploymentCompleted(service.name, service.deployment.id));
      this.tell(service, texts.steady(service.name));
      this.#steadySince.set(service, agenda.ms);
    }
  }

  tell(service: Service, message: string): void {
    service.events.unshift({ id: this.world.random.uuid(), createdAt: this.world.agenda.now(), message });
    service.events.length = Math.min(service.events.length, EVENTS_KEPT);
  }

  /** Fargate spreads a service's tasks over the zones of its subnets. */
  #emptiestZone(service: Service): string {
    const zones = [...new Set([...service.cluster.instances.values()].map(({ zone }) => zone))].sort();
    const crowd = (zone: string): number => keptTasks(service).filter((task) => task.zone === zone).length;
    return zones.reduce(
      (least, zone) => (crowd(zone) < crowd(least) ? zone : least),
      zones[0] ?? `${this.world.region}a`,
    );
  }

  #freeAddress(cluster: Cluster, zone: string): string {
    const { random } = this.world;
    const taken = new Set([...cluster.tasks.values()].map(({ target }) => target.id));
    const subnet = zone.charCodeAt(zone.length - 1) - 97;
    for (;;) {
      // AWS keeps the first four addresses and the last of a subnet for itself (VPC user guide, "Subnet sizing").
      const address = `10.0.${subnet}.${4 + Math.floor(random.next() * 251)}`;
      if (!taken.has(address)) return address;
    }
  }

  #draw(delay: keyof EcsTimings): Seconds {
    return this.world.random.between(...this.timings[delay]);
  }
}

/** A dynamic host port: the ephemeral range of the ECS-optimised AMI begins at 32768 (ECS task definition parameters). */
function freeHostPort(cluster: Cluster, instance: ContainerInstance): number {
  const here = [...cluster.tasks.values()].filter((task) => task.instance === instance && task.status !== 'STOPPED');
  const taken = new Set(here.map(({ target }) => target.port));
  let port = 32768;
  while (taken.has(port)) port++;
  return port;
}
