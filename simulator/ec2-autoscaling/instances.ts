/** The instances of the groups: launched and terminated until there are as many as desired, each with its activity. */
import type { Appointment, Seconds } from '../time';
import type { World } from '../world';
import type { Decisions } from './decisions';
import { clusterNamed } from './launch-configurations';
import {
  keptInstances,
  type AsgTimings,
  type AutoScalingGroup,
  type Change,
  type GroupInstance,
  type InstanceHost,
  type LaunchedInstance,
  type Registry,
  type ScalingActivity,
} from './model';
import { cause, description, noCapacity } from './texts';

/** How often an instance that drains is looked at. */
const DRAINING_CHECK: Seconds = 5;
const LONGEST_DRAINING: Seconds = 48 * 3600;
/** How often a scale-in that found all instances protected looks again. Inferred. */
const PROTECTED_CHECK: Seconds = 60;
/** How soon a launch that EC2 had no capacity for is tried again. Inferred. */
const LAUNCHED_AGAIN: Seconds = 60;

export class Instances {
  readonly #due = new Map<AutoScalingGroup, Appointment>();

  constructor(
    private readonly world: World,
    readonly host: InstanceHost,
    private readonly registry: Registry,
    private readonly decide: Pick<Decisions, 'subnetFor' | 'selectForTermination'>,
    private readonly timings: AsgTimings,
  ) {}

  /** Launches or terminates what is needed, after the time that AWS takes to notice. */
  adjustSoon(group: AutoScalingGroup): void {
    if (this.#due.has(group)) return;
    const adjust = (): void => {
      this.#due.delete(group);
      this.#adjust(group);
    };
    this.#due.set(group, this.#after(this.timings.reconcile, adjust));
  }

  /** For a lab that is built: the desired instances are there, and InService, when this returns. The host is not told. */
  launchAtOnce(group: AutoScalingGroup): void {
    this.#due.get(group)?.cancel();
    this.#due.delete(group);
    this.#launchMissing(group, (instance) => this.#inService(group, instance, 0));
  }

  /** Begins to terminate an instance that is not terminating yet, protected or not; an unfinished launch is cancelled. */
  terminate(
    group: AutoScalingGroup,
    instance: GroupInstance,
    why: string,
    because: readonly Change[] = [],
  ): ScalingActivity {
    if (instance.launching) this.#end(instance, 'Cancelled');
    const activity = this.#begin(group, {
      description: description.terminating(instance.id),
      cause: why,
      status: 'InProgress',
      progress: 50,
      details: details(this.world, instance, because),
    });
    const wasLaunched = instance.state === 'InService';
    instance.state = 'Terminating';
    if (wasLaunched) this.host.terminating(this.#launched(group, instance));
    const gone = (): void => {
      if (wasLaunched) this.host.gone(instance.id);
      group.instances = group.instances.filter((one) => one !== instance);
      Object.assign(activity, { status: 'Successful', progress: 100, ended: this.world.agenda.now() });
      if (group.deleting && group.instances.length === 0) this.registry.groups.delete(group.name);
    };
    this.#whenDrained(group, instance, () => this.#after(this.timings.terminate, gone));
    return activity;
  }

  /** Terminates an instance that is said to be unhealthy; another takes its place. */
  replaceUnhealthy(group: AutoScalingGroup, instance: GroupInstance): void {
    this.terminate(group, instance, cause.unhealthy(this.world.agenda.now()));
    this.adjustSoon(group);
  }

  /** Whether a scale-in must leave the instance: by the word of its host where that manages it, else by its own. */
  isProtected({ id, protectedFromScaleIn }: GroupInstance): boolean {
    return this.host.scaleInProtection(id) ?? protectedFromScaleIn;
  }

  /**
   * Terminating:Wait while the host drains the instance (ECS developer guide, "Managed instance draining": by a lifecycle
   * hook of the group, for 48 hours at most). A group that is deleted by force waits for no hook (API reference, DeleteAutoScalingGroup).
   */
  #whenDrained(group: AutoScalingGroup, instance: GroupInstance, then: () => void): void {
    const { agenda } = this.world;
    const end = agenda.ms + LONGEST_DRAINING * 1000;
    const look = (): void => {
      if (this.host.isDraining(instance.id) && !group.deleting && agenda.ms < end) {
        instance.state = 'Terminating:Wait';
        agenda.after(DRAINING_CHECK, look);
        return;
      }
      if (instance.state === 'Terminating:Wait') instance.state = 'Terminating:Proceed';
      then();
    };
    look();
  }

  #adjust(group: AutoScalingGroup): void {
    if (group.deleting) return;
    const missing = group.desiredCapacity - keptInstances(group).length;
    if (missing > 0 && !group.suspended.has('Launch')) {
      const warmup = group.changes.findLast((change) => change.warmup !== undefined)?.warmup;
      this.#launchMissing(group, (instance) =>
        this.#after(this.timings.launch, () => {
          if (instance.state !== 'Pending') return;
          this.host.launched(this.#launched(group, instance));
          this.#inService(group, instance, warmup ?? group.defaultInstanceWarmup ?? 0);
        }),
      );
    }
    if (missing < 0 && !group.suspended.has('Terminate')) this.#terminateSurplus(group);
    if (missing === 0) group.changes = [];
  }

  /** One activity an instance, all with the same numbers: from what there was to what there will be. */
  #launchMissing(group: AutoScalingGroup, whenLaunched: (instance: GroupInstance) => void): void {
    const kept = keptInstances(group);
    const from = kept.length;
    const now = this.world.agenda.now();
    const why = cause.joined([...sentences(group.changes), cause.started(now, from, group.desiredCapacity)]);
    let failed = 0;
    for (let count = from; count < group.desiredCapacity; count++) {
      const subnet = this.decide.subnetFor(group.subnets, kept);
      if (this.world.conditions.launchFails(group.name)) {
        failed++;
        this.#tellNoCapacity(group, subnet, why);
        continue;
      }
      const instance: GroupInstance = {
        order: this.registry.nextOrder(),
        id: `i-${this.world.random.hex(17)}`,
        type: group.instanceType,
        subnet,
        launchedFrom: group.launchedFrom,
        launchedAt: now.getTime(),
        state: 'Pending',
        healthy: true,
        protectedFromScaleIn: group.newInstancesProtectedFromScaleIn,
      };
      group.instances.push(instance);
      kept.push(instance);
      instance.launching = this.#begin(group, {
        description: description.launching(instance.id),
        cause: why,
        status: 'PreInService',
        progress: 30,
        details: details(this.world, instance, group.changes),
      });
      whenLaunched(instance);
    }
    group.changes = [];
    if (failed > 0) this.world.agenda.after(LAUNCHED_AGAIN, () => this.adjustSoon(group));
  }

  #tellNoCapacity(group: AutoScalingGroup, subnet: GroupInstance['subnet'], why: string): void {
    const others = group.subnets.map(({ zone }) => zone).filter((zone) => zone !== subnet.zone);
    const message = noCapacity(group.instanceType, subnet.zone, others);
    this.#begin(group, {
      description: description.notLaunched(message),
      cause: why,
      status: 'Failed',
      progress: 100,
      details: details(this.world, { subnet }, group.changes),
      message,
    }).ended = this.world.agenda.now();
  }

  #inService(group: AutoScalingGroup, instance: GroupInstance, warmup: Seconds): void {
    instance.state = 'InService';
    instance.warmAt = this.world.agenda.ms + warmup * 1000;
    if (this.timings.waitForWarmup && warmup > 0) {
      Object.assign(instance.launching!, { status: 'WaitingForInstanceWarmup', progress: 60 });
      this.world.agenda.after(warmup, () => this.#end(instance, 'Successful'));
    } else this.#end(instance, 'Successful');
    // A scale-in that came while it was Pending has waited for it.
    if (keptInstances(group).length > group.desiredCapacity) this.adjustSoon(group);
  }

  /** Waits for launches that are under way, so that it selects among instances that all run. That AWS waits is inferred. */
  #terminateSurplus(group: AutoScalingGroup): void {
    const kept = keptInstances(group);
    const from = kept.length;
    const now = this.world.agenda.now();
    if (kept.some(({ state }) => state === 'Pending')) return;
    const candidates = kept.map((instance) => ({
      ...instance,
      protectedFromScaleIn: this.isProtected(instance),
    }));
    for (let count = from; count > group.desiredCapacity; count--) {
      const id = this.decide.selectForTermination(candidates);
      const at = candidates.findIndex((candidate) => candidate.id === id);
      const selected = kept.find((instance) => instance.id === id);
      if (!selected) return this.#tellAllProtected(group);
      candidates.splice(at, 1);
      const out = [cause.takenOut(now, from, group.desiredCapacity), cause.selected(now, selected.id)];
      this.terminate(group, selected, cause.joined([...sentences(group.changes), ...out]), group.changes);
    }
    group.changes = [];
  }

  /** Once for each change; that such an activity is Failed is inferred. */
  #tellAllProtected(group: AutoScalingGroup): void {
    if (keptInstances(group).some(({ id }) => this.host.scaleInProtection(id) !== undefined))
      this.world.agenda.after(PROTECTED_CHECK, () => this.adjustSoon(group));
    if (group.changes.length === 0) return;
    const why = cause.joined(sentences(group.changes));
    const told = { description: description.allProtected, cause: why, progress: 100, details: '{}' };
    this.#begin(group, { ...told, status: 'Failed' }).ended = this.world.agenda.now();
    group.changes = [];
  }

  #begin(
    group: AutoScalingGroup,
    begun: Pick<ScalingActivity, 'description' | 'cause' | 'status' | 'progress' | 'details' | 'message'>,
  ): ScalingActivity {
    const activity: ScalingActivity = {
      order: this.registry.nextOrder(),
      id: this.world.random.uuid(),
      groupName: group.name,
      groupArn: group.arn,
      started: this.world.agenda.now(),
      ...begun,
    };
    this.registry.activities.push(activity);
    return activity;
  }

  #end(instance: GroupInstance, status: ScalingActivity['status']): void {
    if (instance.launching)
      Object.assign(instance.launching, { status, progress: 100, ended: this.world.agenda.now() });
    instance.launching = undefined;
  }

  #launched(group: AutoScalingGroup, { id, subnet, type, launchedFrom }: GroupInstance): LaunchedInstance {
    const cluster = clusterNamed(this.registry, group, launchedFrom);
    return { id, zone: subnet.zone, type, group: group.name, ...(cluster !== undefined && { cluster }) };
  }

  #after([min, max]: [min: Seconds, max: Seconds], what: () => void): Appointment {
    return this.world.agenda.after(this.world.random.between(min, max), what);
  }
}

const sentences = (changes: readonly Change[]): string[] => changes.map(({ sentence }) => sentence);

/**
 * The Details of an activity. Subnet and zone: AWS CLI reference, describe-scaling-activities. The alarm's members are
 * observed in a notification of a launch; its old state and the time of its last change are not known here and left out.
 */
function details(world: World, { subnet }: Pick<GroupInstance, 'subnet'>, changes: readonly Change[]): string {
  const alarms = changes.flatMap(({ alarm }) => (alarm ? [alarm] : []));
  const invoking = alarms.map(({ arn, definition }) => ({
    AlarmArn: arn,
    Trigger: {
      MetricName: definition.metric.name,
      EvaluateLowSampleCountPercentile: '',
      ComparisonOperator: definition.comparison,
      TreatMissingData: '',
      Statistic: definition.statistic.toUpperCase(),
      StatisticType: 'Statistic',
      Period: definition.period,
      EvaluationPeriods: definition.evaluationPeriods,
      Unit: null,
      Namespace: definition.metric.namespace,
      Threshold: definition.threshold,
    },
    AlarmName: definition.name,
    AlarmDescription: definition.description,
    AWSAccountId: world.account,
    NewStateValue: 'ALARM',
  }));
  return JSON.stringify({
    'Subnet ID': subnet.id,
    'Availability Zone': subnet.zone,
    ...(invoking.length > 0 && { InvokingAlarms: invoking }),
  });
}
