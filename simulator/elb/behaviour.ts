/** An Elastic Load Balancing that runs: checks its targets, takes requests to them, and counts them minute by minute. */
import type { MetricSink } from '../cloudwatch/model';
import type { Seconds } from '../time';
import type { World } from '../world';
import { elbOperations, type ElbOperations } from './api';
import {
  Configuration,
  type NewListener,
  type NewLoadBalancer,
  type NewRule,
  type NewTargetGroup,
} from './configuration';
import { NOT_REGISTERED } from './health';
import { loadBalancerMetrics, LoadBalancerTally, targetGroupMetrics, TargetGroupTally, type Measured } from './metrics';
import { elbTimings, type ElbTimings, type Listener, type LoadBalancer, type Rule } from './model';
import type { HealthCheck, TargetGroup, TargetId, TargetState, Workload } from './model';
import { locationOf } from './redirect';
import { pathOf, ruleFor, type Routing } from './routing';
import { interestsOf, type Interests, type RequestDetails, type RoutedRequest, type RuleAction } from './rules';
import { deregistrationDelay, Targets } from './targets';

const MINUTE = 60_000;

/** How one request ended. */
export interface Outcome {
  /** How many requests of the lab it stands for. */
  weight: number;
  /** The HTTP status that the client got. */
  status: number;
  bytesIn: number;
  bytesOut: number;
  /** Whose answer it is, where a target was chosen: a target that does not answer leaves it to the load balancer. */
  answeredBy?: 'target' | 'load balancer';
}

/** What one request carried to a target and back. */
export interface Traffic {
  target: TargetId;
  /** Into the target, of one request. */
  bytesIn: number;
  /** Out of the target, of one request. */
  bytesOut: number;
  weight: number;
}

/** Errors of what is not there, or is there already, are the SDK's own exceptions. */
export class ElasticLoadBalancing {
  readonly configuration: Configuration;
  /** What runs behind the targets. */
  readonly workload: Workload;
  /** What the AWS API offers, one function an operation. */
  readonly operations: ElbOperations;
  readonly #world: World;
  readonly #metrics: MetricSink;
  readonly #timings: ElbTimings;
  readonly #targets: Targets;
  readonly #traffic: ((event: Traffic) => void)[] = [];
  #loadBalancerTallies = new Map<string, LoadBalancerTally>();
  #targetGroupTallies = new Map<string, TargetGroupTally>();

  constructor(world: World, needs: { metrics: MetricSink; workload: Workload }, timings: Partial<ElbTimings> = {}) {
    this.#world = world;
    this.#metrics = needs.metrics;
    this.#timings = { ...elbTimings, ...timings };
    this.workload = needs.workload;
    this.#targets = new Targets(world, needs.workload, this.#timings);
    this.configuration = new Configuration(world, (group) => this.#targets.restart(group, 'new'));
    this.operations = elbOperations(this);
    const untilMinute = MINUTE - (world.agenda.ms % MINUTE);
    world.agenda.every(MINUTE / 1000, () => this.#endMinute(), untilMinute / 1000);
  }

  createLoadBalancer(wanted: NewLoadBalancer): LoadBalancer {
    return this.configuration.createLoadBalancer(wanted);
  }

  createTargetGroup(wanted: NewTargetGroup): TargetGroup {
    return this.configuration.createTargetGroup(wanted);
  }

  createListener(wanted: NewListener): Listener {
    return this.configuration.createListener(wanted);
  }

  createRule(wanted: NewRule): Rule {
    return this.configuration.createRule(wanted);
  }

  /** @throws ResourceInUseException while a listener or rule forwards to the group */
  deleteTargetGroup(arn: string): void {
    this.configuration.deleteTargetGroup(arn);
    this.#targets.forget(arn);
  }

  /** Changes how a group is checked; the checks go on with what they know, at the new interval. */
  changeHealthCheck(targetGroupArn: string, healthCheck: HealthCheck): void {
    const group = this.configuration.targetGroup(targetGroupArn);
    group.healthCheck = healthCheck;
    this.#targets.restart(group, 'as they are');
  }

  /** Whether there is such a target group: it can be deleted while a service still names it. */
  hasTargetGroup(arn: string): boolean {
    return this.configuration.targetGroups.has(arn);
  }

  /** Nothing, where the group is not there (any more). */
  registerTargets(targetGroupArn: string, targets: readonly TargetId[]): void {
    const group = this.configuration.targetGroups.get(targetGroupArn);
    if (group) this.#targets.register(group, targets);
  }

  /** As `registerTargets`. */
  deregisterTargets(targetGroupArn: string, targets: readonly TargetId[]): void {
    const group = this.configuration.targetGroups.get(targetGroupArn);
    if (group) this.#targets.deregister(group, targets);
  }

  /** Whether a listener or rule of a load balancer forwards to the group; false for one that is not there. */
  isRouted(targetGroupArn: string): boolean {
    return this.configuration.targetGroups.get(targetGroupArn)?.loadBalancerArn !== undefined;
  }

  /** The targets of a group in the order of their registration, the draining ones among them. */
  targetsOf(targetGroupArn: string): readonly { id: TargetId; state: TargetState }[] {
    return this.#targets.list(this.configuration.targetGroup(targetGroupArn));
  }

  /** A target that is not, or is no longer, in the group is `unused` with the reason `Target.NotRegistered`; so is one of no group. */
  targetState(targetGroupArn: string, target: TargetId): TargetState {
    const group = this.configuration.targetGroups.get(targetGroupArn);
    return group ? this.#targets.state(group, target) : NOT_REGISTERED;
  }

  /** Also while the target drains; false once draining has ended. */
  isRegistered(targetGroupArn: string, target: TargetId): boolean {
    return this.targetState(targetGroupArn, target).reason !== 'Target.NotRegistered';
  }

  /** 0 for a group that is not there: nothing drains. */
  deregistrationDelay(targetGroupArn: string): Seconds {
    const group = this.configuration.targetGroups.get(targetGroupArn);
    return group ? deregistrationDelay(group) : 0;
  }

  /**
   * Where a request for `path` goes. Rules are tried in the order of their priorities; the targets of the group take
   * turns, and whose turn it is is all that this changes.
   * @param details what rules may look at beside the path; see `interests`
   */
  route(loadBalancerArn: string, listenerPort: number, path: string, details?: RequestDetails): Routing {
    const listener = this.configuration.loadBalancers.get(loadBalancerArn)?.listeners.get(listenerPort);
    if (!listener) return { kind: 'no listener', loadBalancerArn };
    const request = { ...details, path: pathOf(path) };
    const { action } = ruleFor(listener.rules, request);
    if (action.type !== 'forward') return this.#ownAnswer(action, listener, request);
    const { targetGroupArn } = action;
    const routing = this.#targets.next(this.configuration.targetGroup(targetGroupArn));
    return routing ?? { kind: 'no target', loadBalancerArn, targetGroupArn, status: 503 };
  }

  /**
   * What the rules of the listeners of a port look at, whichever load balancer's; undefined where path and method are all. With
   * several load balancers it is the host that tells which one is meant.
   */
  interests(listenerPort: number): Interests | undefined {
    const all = [...this.configuration.loadBalancers.values()];
    const found = interestsOf(all.flatMap(({ listeners }) => listeners.get(listenerPort)?.rules ?? []));
    if (all.length < 2) return found;
    return { ...(found ?? { query: false, sourceIp: false, headers: [] }), host: true };
  }

  #ownAnswer(
    action: Exclude<RuleAction, { type: 'forward' }>,
    listener: Listener,
    request: RoutedRequest,
  ): Extract<Routing, { kind: 'own answer' }> {
    const { loadBalancerArn } = listener;
    const common = { kind: 'own answer', loadBalancerArn, action: action.type, status: action.status } as const;
    if (action.type === 'redirect') {
      const { dnsName } = this.configuration.loadBalancer(loadBalancerArn);
      return { ...common, headers: { Location: locationOf(action, listener, request, dnsName) } };
    }
    // Which type AWS gives to an answer that was configured without one is not documented. Inferred.
    const headers = { 'Content-Type': action.contentType ?? 'text/plain' };
    return { ...common, headers, body: action.body ?? '' };
  }

  /**
   * Counts a request that was routed so, and ended so, towards the current minute. RequestCount counts only requests for
   * which a target could be chosen (ELB user guide, load-balancer-cloudwatch-metrics).
   */
  record(routing: Routing, outcome: Outcome): void {
    if (routing.kind === 'no listener') return;
    const { weight, status, bytesIn, bytesOut } = outcome;
    const balancer = tallyOf(this.#loadBalancerTallies, routing.loadBalancerArn, LoadBalancerTally);
    balancer.processedBytes += weight * (bytesIn + bytesOut);
    const byTarget = routing.kind === 'target' && outcome.answeredBy !== 'load balancer';
    if (!byTarget) countStatus(balancer.ownClasses, status, weight);
    if (routing.kind === 'own answer') balancer.actions[routing.action] += weight;
    if (routing.kind !== 'target') return;
    balancer.requests += weight;
    const group = tallyOf(this.#targetGroupTallies, routing.targetGroupArn, TargetGroupTally);
    group.count(weight, routing.sharers);
    if (!byTarget) return;
    countStatus(balancer.statusClasses, status, weight);
    countStatus(group.statusClasses, status, weight);
    for (const listen of this.#traffic) listen({ target: routing.target, bytesIn, bytesOut, weight });
  }

  /** Calls `listen` for every request that a target answered; health checks are not among them. */
  onTraffic(listen: (event: Traffic) => void): void {
    this.#traffic.push(listen);
  }

  #endMinute(): void {
    const minute = Math.round(this.#world.agenda.ms / MINUTE) * MINUTE - MINUTE;
    const delay = this.#world.random.between(...this.#timings.metricDelay);
    for (const { metric, values, unit } of this.#measure()) this.#metrics.publish(metric, minute, values, unit, delay);
    this.#loadBalancerTallies = new Map();
    this.#targetGroupTallies = new Map();
  }

  #measure(): Measured[] {
    const { loadBalancers, targetGroups } = this.configuration;
    const balancers = [...loadBalancers.keys()].flatMap((arn) =>
      loadBalancerMetrics(arn, tallyOf(this.#loadBalancerTallies, arn, LoadBalancerTally)),
    );
    const groups = [...targetGroups.values()].flatMap((group) => {
      if (!group.loadBalancerArn) return [];
      const tally = tallyOf(this.#targetGroupTallies, group.arn, TargetGroupTally);
      const states = this.#targets.list(group).map(({ state }) => state);
      return targetGroupMetrics(group.loadBalancerArn, group.arn, tally, states);
    });
    return [...balancers, ...groups];
  }
}

function countStatus(classes: number[], status: number, weight: number): void {
  const digit = Math.trunc(status / 100);
  classes[digit] = (classes[digit] ?? 0) + weight;
}

function tallyOf<T>(tallies: Map<string, T>, arn: string, Tally: new () => T): T {
  const present = tallies.get(arn);
  if (present) return present;
  const tally = new Tally();
  tallies.set(arn, tally);
  return tally;
}
