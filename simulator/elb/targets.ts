/** The targets of all target groups: registered, checked on the agenda, taken in turn, drained, gone. */
import type { Appointment, Seconds } from '../time';
import type { World } from '../world';
import { afterCheck, DRAINING, failureOf, newHealth, NOT_IN_USE, NOT_REGISTERED, type Health } from './health';
import {
  DEREGISTRATION_DELAY,
  type ElbTimings,
  type TargetGroup,
  type TargetId,
  type TargetState,
  type Workload,
} from './model';
import { sharersOf, type Routing } from './routing';

interface Target {
  readonly id: TargetId;
  health: Health;
  state: TargetState;
  checks?: Appointment;
  /** When draining ends. */
  removal?: Appointment;
}

interface Registrations {
  readonly targets: Map<string, Target>;
  /** Ready answers for requests, one a sharer; made anew after a change. */
  routings?: Extract<Routing, { kind: 'target' }>[];
  turn: number;
}

const keyOf = ({ id, port }: TargetId): string => `${id}:${port}`;

export class Targets {
  readonly #groups = new Map<string, Registrations>();

  constructor(
    readonly world: World,
    readonly workload: Workload,
    readonly timings: ElbTimings,
  ) {}

  /** What is registered already stays as it is; what is draining begins anew. */
  register(group: TargetGroup, ids: readonly TargetId[]): void {
    const registrations = this.#of(group.arn);
    for (const id of ids) {
      const present = registrations.targets.get(keyOf(id));
      if (present && !present.removal) continue;
      present?.removal?.cancel();
      const target: Target = { id: { ...id }, health: newHealth, state: newHealth.state };
      registrations.targets.set(keyOf(id), target);
      this.#begin(group, registrations, target);
    }
  }

  /**
   * Targets drain for the whole deregistration delay, idle or not, and are then gone; in a group that no load balancer
   * uses nothing is there to drain (ELB user guide, load-balancer-target-groups, "Deregistration delay"). Unknown targets
   * are passed over (ELB API reference, DeregisterTargets).
   */
  deregister(group: TargetGroup, ids: readonly TargetId[]): void {
    const registrations = this.#of(group.arn);
    for (const id of ids) {
      const target = registrations.targets.get(keyOf(id));
      if (!target || target.removal) continue;
      target.checks?.cancel();
      target.state = DRAINING;
      const remove = (): boolean => registrations.targets.delete(keyOf(id));
      if (group.loadBalancerArn) target.removal = this.world.agenda.after(deregistrationDelay(group), remove);
      else remove();
      registrations.routings = undefined;
    }
  }

  list(group: TargetGroup): readonly { id: TargetId; state: TargetState }[] {
    return [...this.#of(group.arn).targets.values()];
  }

  state(group: TargetGroup, id: TargetId): TargetState {
    return this.#of(group.arn).targets.get(keyOf(id))?.state ?? NOT_REGISTERED;
  }

  /**
   * Has the targets checked as the group now says: by its new health check, or because a load balancer has taken the
   * group into use; not at all when none uses it any more.
   */
  restart(group: TargetGroup, from: 'new' | 'as they are'): void {
    const registrations = this.#of(group.arn);
    for (const target of registrations.targets.values()) {
      if (target.removal) continue;
      target.checks?.cancel();
      if (from === 'new') target.health = newHealth;
      this.#begin(group, registrations, target);
    }
  }

  forget(groupArn: string): void {
    for (const target of this.#groups.get(groupArn)?.targets.values() ?? []) {
      target.checks?.cancel();
      target.removal?.cancel();
    }
    this.#groups.delete(groupArn);
  }

  /** Takes the targets in turn; undefined when there is none to take. */
  next(group: TargetGroup): Extract<Routing, { kind: 'target' }> | undefined {
    const registrations = this.#of(group.arn);
    const routings = (registrations.routings ??= this.#routings(group, registrations));
    if (routings.length === 0) return undefined;
    return routings[registrations.turn++ % routings.length];
  }

  #routings(group: TargetGroup, { targets }: Registrations): Extract<Routing, { kind: 'target' }>[] {
    const sharers = sharersOf(targets.values());
    return sharers.map(({ id }) => ({
      kind: 'target',
      loadBalancerArn: group.loadBalancerArn ?? '',
      targetGroupArn: group.arn,
      target: id,
      sharers: sharers.length,
    }));
  }

  #begin(group: TargetGroup, registrations: Registrations, target: Target): void {
    registrations.routings = undefined;
    target.state = group.loadBalancerArn ? target.health.state : NOT_IN_USE;
    if (!group.loadBalancerArn) return;
    const first = this.world.random.between(...this.timings.firstCheck);
    const check = (): void => this.#check(group, registrations, target);
    target.checks = this.world.agenda.every(group.healthCheck.interval, check, first);
  }

  #check(group: TargetGroup, registrations: Registrations, target: Target): void {
    const { path, matcher } = group.healthCheck;
    const answer = this.world.conditions.healthCheckFails(group.name) ? 'none' : this.workload.answer(target.id, path);
    target.health = afterCheck(target.health, failureOf(answer, matcher), group.healthCheck);
    if (target.health.state.state !== target.state.state) registrations.routings = undefined;
    target.state = target.health.state;
  }

  #of(groupArn: string): Registrations {
    const present = this.#groups.get(groupArn);
    if (present) return present;
    const registrations: Registrations = { targets: new Map(), turn: 0 };
    this.#groups.set(groupArn, registrations);
    return registrations;
  }
}

export const deregistrationDelay = (group: TargetGroup): Seconds => Number(group.attributes.get(DEREGISTRATION_DELAY));
