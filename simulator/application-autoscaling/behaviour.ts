/** What Application Auto Scaling does by itself: it answers its alarms and keeps capacity within its bounds. */
import type { AlarmInvocation, Alarms } from '../cloudwatch/model';
import type { Seconds } from '../time';
import type { World } from '../world';
import { Activities } from './activities';
import { holdOn, type CapacityDecision, type Decisions } from './decisions';
import {
  policiesOf,
  type Direction,
  type LoadBalancerFacts,
  type Registry,
  type ScalableServices,
  type ScalableTarget,
  type ScalingPolicy,
} from './model';
import { cause as causes } from './texts';

export interface AasTimings {
  /** From an alarm's action, or a moved bound, until its activity starts. Inferred: seconds, and no figure is published. */
  reaction: { min: Seconds; max: Seconds };
  /** How often a service is asked whether it has reached the desired count. Inferred. */
  fulfilmentCheck: Seconds;
}

export const TIMINGS: AasTimings = { reaction: { min: 1, max: 3 }, fulfilmentCheck: 5 };

/** CloudWatch calls the action once a minute while the alarm stays; CloudWatch user guide, AlarmThatSendsEmail. */
const INVOCATION_PERIOD: Seconds = 60;

export interface Needs {
  alarms: Alarms;
  services: ScalableServices;
  loadBalancers: LoadBalancerFacts;
}

export class Behaviour {
  readonly #activities: Activities;

  constructor(
    private readonly world: World,
    private readonly needs: Needs,
    private readonly registry: Registry,
    private readonly decide: Decisions,
    private readonly timings: AasTimings,
  ) {
    this.#activities = new Activities(world, needs.services, registry, timings.fulfilmentCheck);
    needs.alarms.onAction('arn:aws:autoscaling:', (invocation) => this.#receive(invocation));
  }

  /** Gives the policy its alarms, in place of those that it had. */
  renewAlarms(policy: ScalingPolicy): void {
    const { random } = this.world;
    this.deleteAlarms(policy);
    const ids = { high: random.uuid(), low: random.uuid(), createdBy: random.uuid() };
    policy.alarms = this.decide.alarmsFor({ ...policy, ids }).map((alarm) => ({
      ...this.needs.alarms.putAlarm(alarm),
      direction: alarm.comparison.startsWith('Greater') ? 'out' : 'in',
    }));
  }

  deleteAlarms(policy: ScalingPolicy): void {
    if (policy.alarms.length > 0) this.needs.alarms.deleteAlarms(policy.alarms.map((alarm) => alarm.name));
    policy.alarms = [];
    policy.wantsIn = undefined;
  }

  /**
   * Brings a capacity that is outside of the target's bounds to the nearer one, after the reaction time.
   * API reference, RegisterScalableTarget; the causes are from the user guide's scaling activities.
   */
  keepWithinBounds(target: ScalableTarget): void {
    this.#react(() => {
      const service = this.needs.services.find(target.resourceId);
      if (!service || this.registry.targets.get(target.resourceId) !== target) return;
      if (service.desired < target.min) this.#activities.begin(target, target.min, causes.minimum(target.min));
      else if (service.desired > target.max) this.#activities.begin(target, target.max, causes.maximum(target.max));
    });
  }

  /**
   * Takes an alarm's action when the alarm belongs to one of the policies; every other one is someone else's.
   * No scaling without data: user guide, application-auto-scaling-target-tracking.
   */
  #receive(invocation: AlarmInvocation): void {
    const { actionArn, alarmName, state, value: metric } = invocation;
    if (state !== 'ALARM' || metric === undefined) return;
    const policy = this.registry.policies.find(({ arn }) => actionArn === arn || actionArn.startsWith(`${arn}:`));
    const alarm = policy?.alarms.find(({ name }) => name === alarmName);
    if (!policy || !alarm) return;
    if (alarm.direction === 'in') policy.wantsIn = { at: this.world.agenda.ms, metric };
    this.#react(() => {
      if (policy.alarms.includes(alarm)) this.#consider(policy, alarm.direction, metric, alarmName);
    });
  }

  #consider(policy: ScalingPolicy, direction: Direction, metric: number, alarmName: string): void {
    const target = this.registry.targets.get(policy.resourceId);
    const service = this.needs.services.find(policy.resourceId);
    if (!target || !service) return;
    const { DynamicScalingOutSuspended, DynamicScalingInSuspended } = target.suspended;
    if (direction === 'out' ? DynamicScalingOutSuspended : DynamicScalingInSuspended) return;
    const cause = causes.alarm(alarmName, policy.name);
    const decision = this.#capacity(policy, direction, metric, target, service);
    if (!decision) return;
    if (decision.notScaled) return this.#activities.noteNotScaled(target, cause, decision.notScaled);
    const { capacity } = decision;
    const now = this.world.agenda.ms;
    const cooldowns = policy.configuration;
    const hold = holdOn({ direction, capacity, now, deploying: service.deploying, target, cooldowns });
    // That a deployment is told by this code is inferred from its definition in the user guide; the other holds have none.
    if (hold === 'deployment')
      return this.#activities.noteNotScaled(target, cause, { Code: 'TargetServicePutResourceAsUnscalable' });
    if (hold) return;
    if (direction === 'out') {
      target.lastScaleOut = { at: now, capacity };
      target.scaleInCompletedAt = undefined;
      this.#activities.begin(target, capacity, cause);
    } else {
      const beginCooldown = (): void => void (target.scaleInCompletedAt = this.world.agenda.ms);
      this.#activities.begin(target, capacity, cause, beginCooldown);
    }
  }

  /**
   * What the policy's alarm comes to; undefined when another policy does not want a scale-in.
   * With several policies: out if any wants, in only if all want, and then the largest capacity;
   * user guide, application-auto-scaling-target-tracking.
   */
  #capacity(
    policy: ScalingPolicy,
    direction: Direction,
    metric: number,
    target: ScalableTarget,
    service: { desired: number; running: number },
  ): CapacityDecision | undefined {
    const { desired, running } = service;
    const ask = (value: number, of: ScalingPolicy): CapacityDecision =>
      this.decide.desiredFor({
        direction,
        running,
        desired,
        min: target.min,
        max: target.max,
        metric: value,
        target: of.configuration.TargetValue,
      });
    let decision = ask(metric, policy);
    if (direction === 'out') return decision;
    const since = this.world.agenda.ms - (INVOCATION_PERIOD + this.timings.reaction.max) * 1000;
    for (const other of policiesOf(this.registry, policy.resourceId)) {
      if (other === policy || other.configuration.DisableScaleIn) continue;
      if (!other.wantsIn || other.wantsIn.at < since) return undefined;
      const its = ask(other.wantsIn.metric, other);
      if (its.notScaled || (decision.capacity !== undefined && its.capacity > decision.capacity)) decision = its;
      if (decision.notScaled) break;
    }
    return decision;
  }

  #react(what: () => void): void {
    const { min, max } = this.timings.reaction;
    this.world.agenda.after(this.world.random.between(min, max), what);
  }
}
