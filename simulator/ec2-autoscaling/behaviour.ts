/** What EC2 Auto Scaling does by itself: it answers its policies' alarms, and moves desired capacities. */
import type { AlarmInvocation, Alarms } from '../cloudwatch/model';
import type { Seconds } from '../time';
import type { World } from '../world';
import type { Decisions } from './decisions';
import type { Instances } from './instances';
import {
  isWarm,
  keptInstances,
  type AsgTimings,
  type AutoScalingGroup,
  type Change,
  type PolicyAlarm,
  type Registry,
  type ScalingPolicy,
} from './model';
import { cause, reason } from './texts';

/** CloudWatch calls the action once a minute while the alarm stays; CloudWatch user guide, AlarmThatSendsEmail. */
const INVOCATION_PERIOD: Seconds = 60;

export class Behaviour {
  constructor(
    private readonly world: World,
    private readonly alarms: Alarms,
    private readonly registry: Registry,
    readonly instances: Instances,
    private readonly decide: Decisions,
    private readonly timings: AsgTimings,
  ) {
    alarms.onAction('arn:aws:autoscaling:', (invocation) => this.#receive(invocation));
  }

  /**
   * Sets the desired capacity; the instances follow.
   * @param why the middle of the cause's first sentence, such as `a user request explicitly set group desired capacity`
   */
  setDesired(group: AutoScalingGroup, desired: number, why: string, by: Omit<Change, 'sentence'> = {}): void {
    if (desired === group.desiredCapacity) return;
    const sentence = cause.changed(this.world.agenda.now(), why, group.desiredCapacity, desired);
    group.changes.push({ sentence, ...by });
    group.desiredCapacity = desired;
    this.instances.adjustSoon(group);
  }

  /** Gives the policy its alarms, in place of those that it had. That a disabled policy has none is inferred. */
  renewAlarms(group: AutoScalingGroup, policy: ScalingPolicy): void {
    const { random } = this.world;
    this.deleteAlarms(policy);
    if (!policy.enabled) return;
    const ids = { high: random.uuid(), low: random.uuid() };
    policy.alarms = this.decide.alarmsFor({ ...policy, desired: group.desiredCapacity, ids }).map((definition) => ({
      definition,
      arn: this.alarms.putAlarm(definition).arn,
      direction: definition.comparison.startsWith('Greater') ? 'out' : 'in',
    }));
  }

  deleteAlarms(policy: ScalingPolicy): void {
    if (policy.alarms.length > 0) this.alarms.deleteAlarms(policy.alarms.map(({ definition }) => definition.name));
    policy.alarms = [];
    policy.wantsIn = undefined;
  }

  deletePolicy(group: AutoScalingGroup, policy: ScalingPolicy): void {
    this.deleteAlarms(policy);
    group.policies = group.policies.filter((one) => one !== policy);
  }

  /** API reference, PutScalingPolicy: the policy's own, else the group's default instance warm-up, else its default cooldown. */
  warmupOf(group: AutoScalingGroup, policy: ScalingPolicy): Seconds {
    return policy.estimatedInstanceWarmup ?? group.defaultInstanceWarmup ?? group.defaultCooldown;
  }

  /**
   * Takes an alarm's action when the alarm belongs to one of the policies; every other one is someone else's, for
   * Application Auto Scaling's policies have ARNs of the same beginning. No scaling without data: user guide,
   * as-scaling-target-tracking.
   */
  #receive({ actionArn, alarmName, state, value: metric }: AlarmInvocation): void {
    if (state !== 'ALARM' || metric === undefined) return;
    for (const group of this.registry.groups.values()) {
      const policy = group.policies.find(({ arn }) => arn === actionArn);
      const alarm = policy?.alarms.find(({ definition }) => definition.name === alarmName);
      if (!policy || !alarm) continue;
      if (alarm.direction === 'in') policy.wantsIn = { at: this.world.agenda.ms, metric };
      this.world.agenda.after(this.world.random.between(...this.timings.reaction), () => {
        if (policy.alarms.includes(alarm) && !group.suspended.has('AlarmNotification'))
          this.#consider(group, policy, alarm, metric);
      });
    }
  }

  #consider(group: AutoScalingGroup, policy: ScalingPolicy, alarm: PolicyAlarm, metric: number): void {
    const desired = this.#desired(group, policy, alarm, metric);
    const why = reason.alarm(alarm.definition.name, policy.name);
    this.setDesired(group, desired, why, { alarm, warmup: this.warmupOf(group, policy) });
  }

  /**
   * With several policies: out if any wants, in only if all want that can, and then the largest capacity
   * (user guide, as-scaling-target-tracking).
   */
  #desired(group: AutoScalingGroup, policy: ScalingPolicy, { direction }: PolicyAlarm, metric: number): number {
    const now = this.world.agenda.ms;
    const kept = keptInstances(group);
    const warm = kept.filter((instance) => isWarm(instance, now)).length;
    const { minSize: min, maxSize: max, desiredCapacity: desired } = group;
    const common = { direction, desired, warm, warming: kept.length - warm, min, max };
    const ask = (value: number, { tracking }: ScalingPolicy): number =>
      this.decide.desiredFor({ ...common, metric: value, target: tracking.targetValue });
    const own = ask(metric, policy);
    if (direction === 'out') return own;
    const since = now - (INVOCATION_PERIOD + this.timings.reaction[1]) * 1000;
    const others = group.policies.filter((one) => one !== policy && one.enabled && !one.tracking.disableScaleIn);
    const wanted = others.map((other) =>
      other.wantsIn && other.wantsIn.at >= since ? ask(other.wantsIn.metric, other) : desired,
    );
    return Math.max(own, ...wanted);
  }
}
