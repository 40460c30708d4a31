/** The service scheduler: its passes over each service, and what it tells of them. */
import type { Seconds } from '../time';
import type { World } from '../world';
import { isWaiting, keptTasks, runningCount, tasksOf, tasksOn } from './model';
import type { Service, Task, TaskStatus } from './model';
import { chooseTasksToStop, placeTask } from './placement';
import { noProviders, Tasks, type StrategyProviders } from './tasks';
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
  /** False for one that was deleted while a service still names it; nothing is registered, healthy or drained there. */
  hasTargetGroup(arn: string): boolean;
  registerTargets(targetGroupArn: string, targets: Task['target'][]): void;
  deregisterTargets(targetGroupArn: string, targets: Task['target'][]): void;
  targetState(targetGroupArn: string, target: Task['target']): { state: string; description?: string };
  deregistrationDelay(targetGroupArn: string): Seconds;
  /** Whether a listener or rule of a load balancer forwards to it. */
  isRouted(targetGroupArn: string): boolean;
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

/** Newest events kept per service, and after how long the same is told again (ECS developer guide, service event messages). */
const EVENTS_KEPT = 100;
const TOLD_AGAIN: Seconds = 6 * 3600;

/** ECS service quotas, "Rate of tasks launched by a service": 500 a minute; passes are 11 s apart or more. */
const MOST_PER_PASS = 80;

export class Scheduler {
  /** Registered with the load balancer since the last pass: told in that pass's event. */
  readonly #newlyRegistered = new Map<Service, number>();
  readonly #steadySince = new Map<Service, number>();
  /** What was last told of a place that is missing, until there is one. */
  readonly #unplaced = new Map<Service, { message: string; at: number }>();
  /** Ids of the deployments that were told to be complete. */
  readonly #completed = new Set<string>();
  readonly tasks: Tasks;

  constructor(
    readonly world: World,
    readonly targetGroups: TargetGroups,
    readonly decide: EcsDecisions,
    readonly timings: EcsTimings,
    providers: StrategyProviders = noProviders,
  ) {
    this.tasks = new Tasks(world, targetGroups, decide, timings, providers, (service) =>
      this.#newlyRegistered.set(service, (this.#newlyRegistered.get(service) ?? 0) + 1),
    );
  }

  /** Takes a service under its care: one pass after the other, until the service is gone. */
  watch(service: Service): void {
    const pass = (): void => {
      if (service.cluster.services.get(service.name) !== service) return;
      this.#pass(service);
      this.world.agenda.after(this.world.random.between(...this.timings.pass), pass);
    };
    this.world.agenda.after(this.world.random.between(0, this.timings.pass[0]), pass);
  }

  #pass(service: Service): void {
    this.#tellRegistered(service);
    const kept = keptTasks(service);
    if (kept.length < service.desired) this.#start(service, service.desired - kept.length);
    else this.#unplaced.delete(service);
    if (kept.length > service.desired) this.#scaleIn(service, kept.length - service.desired);
    this.#leaveDrainingInstances(service);
    this.#replaceUnhealthy(service);
    this.#tellSteady(service);
  }

  #start(service: Service, missing: number): void {
    const { cluster, definition, placement } = service;
    const count = Math.min(missing, MOST_PER_PASS);
    const started: Task[] = [];
    let unplaced = '';
    while (started.length < count) {
      const infrastructure = this.tasks.infrastructure(service, keptTasks(service));
      const task = this.tasks.start({
        cluster,
        service,
        definition,
        placement,
        group: `service:${service.name}`,
        startedBy: service.deployment.id,
        ...infrastructure,
      });
      if (!task) {
        unplaced = unplacedText(service, infrastructure.launchType);
        break;
      }
      started.push(task);
    }
    if (started.length > 0)
      this.tell(
        service,
        texts.started(
          service.name,
          started.map(({ id }) => id),
        ),
      );
    if (unplaced) this.#tellUnplaced(service, unplaced);
    else this.#unplaced.delete(service);
  }

  /** Duplicates are suppressed until resolved, or for six hours (ECS developer guide, service event messages). */
  #tellUnplaced(service: Service, message: string): void {
    const told = this.#unplaced.get(service);
    const { ms } = this.world.agenda;
    if (told?.message === message && ms - told.at < TOLD_AGAIN * 1000) return;
    this.tell(service, message);
    this.#unplaced.set(service, { message, at: ms });
  }

  #tellRegistered(service: Service): void {
    const count = this.#newlyRegistered.get(service);
    if (!count || !service.targetGroupArn) return;
    this.#newlyRegistered.delete(service);
    this.tell(service, texts.registered(service.name, count, service.targetGroupArn));
  }

  #scaleIn(service: Service, count: number): void {
    const reason = texts.scalingActivity(service.deployment.id);
    const kept = keptTasks(service);
    // Those that wait for an instance go first and at once: nothing of theirs drains. Inferred.
    const waiting = kept.filter(isWaiting).slice(0, count);
    const others = kept.filter((task) => !waiting.includes(task));
    const chosen = this.decide.chooseTasksToStop(
      service.placement,
      others,
      count - waiting.length,
      this.world.random,
      roomWithout,
    );
    // What does not run yet is not with the load balancer either.
    const leaving = chosen.filter(isRunning);
    for (const task of [...waiting, ...chosen])
      if (!leaving.includes(task)) this.stop(task, 'ServiceSchedulerInitiated', reason);
    if (leaving.length === 0) return;
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
    for (const task of leaving) this.tasks.drain(task);
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

  #tellDraining(service: Service, count: number): void {
    if (!service.targetGroupArn || !this.targetGroups.hasTargetGroup(service.targetGroupArn)) return;
    this.tell(service, texts.deregistered(service.name, count, service.targetGroupArn));
    this.tell(service, texts.draining(service.name, count));
  }

  /** Stops one task as the API or the scheduler does; its target drains first. */
  stop(task: Task, code: Task['stopCode'], reason: string): void {
    this.tasks.stop(task, code, reason);
  }

  /**
   * Stops the service's tasks on draining instances, as many as run beyond the desired count: with a minimum healthy percent of
   * 100 their replacements run first (ECS developer guide, "Draining Amazon ECS container instances").
   */
  #leaveDrainingInstances(service: Service): void {
    const leaving = tasksOf(service).filter(
      ({ instance, desiredStatus, draining }) =>
        instance?.status === 'DRAINING' && desiredStatus === 'RUNNING' && !draining,
    );
    if (leaving.length === 0) return;
    const running = runningCount([...keptTasks(service), ...leaving]);
    const [alive, others] = [leaving.filter(isRunning), leaving.filter((task) => !isRunning(task))];
    for (const task of [...others, ...alive.slice(0, Math.max(0, running - service.desired))])
      this.stop(task, 'ServiceSchedulerInitiated', texts.instanceDraining);
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
    else if (since === undefined || agenda.ms - since >= TOLD_AGAIN * 1000) {
      const { id } = service.deployment;
      if (!this.#completed.has(id)) this.tell(service, texts.deploymentCompleted(service.name, id));
      this.#completed.add(id);
      this.tell(service, texts.steady(service.name));
      this.#steadySince.set(service, agenda.ms);
    }
  }

  tell(service: Service, message: string): void {
    service.events.unshift({ id: this.world.random.uuid(), createdAt: this.world.agenda.now(), message });
    service.events.length = Math.min(service.events.length, EVENTS_KEPT);
  }
}

function unplacedText({ name, cluster }: Service, launchType: Task['launchType']): string {
  if (launchType === 'FARGATE') return texts.noAddress(name);
  return texts.unableToPlace(
    name,
    cluster.instances.size === 0
      ? 'No Container Instances were found in your cluster.'
      : 'The closest matching container-instance has insufficient memory available.',
  );
}

/** What the task's instance has left without it and without those that are gone, in CPU units or MiB; 0 on Fargate. */
function roomWithout({ instance, cluster, id }: Task, gone: readonly Task[], resource: 'cpu' | 'memory'): number {
  if (!instance) return 0;
  const staying = tasksOn(cluster, instance).filter((task) => task.id !== id && !gone.includes(task));
  return instance[resource] - staying.reduce((sum, { definition }) => sum + definition[resource], 0);
}

const isRunning = ({ status }: Task): boolean => status === 'RUNNING';
