/** What has been made and is kept: load balancers with their listeners and rules, target groups, tags. */
import { isDeepStrictEqual } from 'node:util';
import type { World } from '../world';
import { checkHealthCheck, checkName, checkPriority } from './checks';
import { faults } from './faults';
import {
  DELETION_PROTECTION,
  healthCheckDefaults,
  isDefault,
  loadBalancerAttributeDefaults,
  targetGroupAttributeDefaults,
  type Listener,
  type LoadBalancer,
  type Rule,
  type TargetGroup,
} from './model';
import { isLoop } from './redirect';
import type { RuleAction, RuleCondition } from './rules';

export interface NewLoadBalancer {
  name: string;
  /** Subnet ids; their zones are dealt out in order, `a`, `b`, …, as no VPC is simulated. */
  subnets: readonly string[];
  securityGroups?: readonly string[];
  vpcId: string;
  type?: LoadBalancer['type'];
  scheme?: LoadBalancer['scheme'];
  /** Where the load balancer really listens, if that is known; else a name as AWS makes it, which nothing resolves. */
  dnsName?: string;
  attributes?: Readonly<Record<string, string>>;
  tags?: Readonly<Record<string, string>>;
}

export interface NewTargetGroup {
  name: string;
  protocol: TargetGroup['protocol'];
  port: number;
  vpcId: string;
  targetType: TargetGroup['targetType'];
  healthCheckPath?: string;
  healthCheckInterval?: number;
  healthCheckTimeout?: number;
  healthyThreshold?: number;
  unhealthyThreshold?: number;
  matcher?: string;
  attributes?: Readonly<Record<string, string>>;
  tags?: Readonly<Record<string, string>>;
}

export interface NewListener {
  loadBalancerArn: string;
  port: number;
  protocol: Listener['protocol'];
  defaultAction: RuleAction;
}

export interface NewRule {
  listenerArn: string;
  priority: number;
  conditions: readonly RuleCondition[];
  action: RuleAction;
}

/** What an action is judged by. */
type ActingListener = Pick<Listener, 'loadBalancerArn' | 'port' | 'protocol'>;

/** Everything is found by its ARN; the errors for what is not there are the SDK's own. */
export class Configuration {
  readonly loadBalancers = new Map<string, LoadBalancer>();
  readonly targetGroups = new Map<string, TargetGroup>();
  readonly #listeners = new Map<string, Listener>();
  readonly #rules = new Map<string, Rule>();
  readonly #tags = new Map<string, Map<string, string>>();

  constructor(
    readonly world: World,
    /** Told when a target group has come to a load balancer or has left it. */
    readonly onUse: (group: TargetGroup) => void,
  ) {}

  /** Making the same again gives what is there (ELB API reference, CreateLoadBalancer: "idempotent"). */
  createLoadBalancer(wanted: NewLoadBalancer): LoadBalancer {
    checkName('Load balancer', wanted.name);
    if (wanted.subnets.length === 0) throw faults.invalid('At least one subnet must be specified');
    const { world } = this;
    const { name, vpcId, securityGroups = [], type = 'application', scheme = 'internet-facing' } = wanted;
    const subnets = this.#zoned(wanted.subnets);
    const settings = { name, vpcId, securityGroups, type, scheme, subnets };
    const present = [...this.loadBalancers.values()].find((balancer) => balancer.name === name);
    if (present) return sameOr(present, settings, () => faults.loadBalancerExists(name));
    const digits = world.random.digits(9);
    const prefix = scheme === 'internal' ? 'internal-' : '';
    const loadBalancer: LoadBalancer = {
      ...settings,
      arn: world.arn('elasticloadbalancing', `loadbalancer/app/${name}/${world.random.hex(16)}`),
      dnsName: wanted.dnsName ?? `${prefix}${name}-${digits}.${world.region}.elb.amazonaws.com`,
      createdAt: world.agenda.now(),
      attributes: new Map(Object.entries({ ...loadBalancerAttributeDefaults, ...wanted.attributes })),
      listeners: new Map(),
    };
    this.loadBalancers.set(loadBalancer.arn, loadBalancer);
    this.#tags.set(loadBalancer.arn, new Map(Object.entries(wanted.tags ?? {})));
    return loadBalancer;
  }

  /** Making the same again gives what is there (ELB API reference, CreateTargetGroup: "idempotent"). */
  createTargetGroup(wanted: NewTargetGroup): TargetGroup {
    checkName('Target group', wanted.name);
    const { name, protocol, port, vpcId, targetType } = wanted;
    const healthCheck = checkHealthCheck({
      path: wanted.healthCheckPath ?? healthCheckDefaults.path,
      interval: wanted.healthCheckInterval ?? healthCheckDefaults.interval,
      timeout: wanted.healthCheckTimeout ?? healthCheckDefaults.timeout,
      healthyThreshold: wanted.healthyThreshold ?? healthCheckDefaults.healthyThreshold,
      unhealthyThreshold: wanted.unhealthyThreshold ?? healthCheckDefaults.unhealthyThreshold,
      matcher: wanted.matcher ?? healthCheckDefaults.matcher,
    });
    const settings = { name, protocol, port, vpcId, targetType, healthCheck };
    const present = [...this.targetGroups.values()].find((group) => group.name === name);
    if (present) return sameOr(present, settings, () => faults.targetGroupExists(name));
    const group: TargetGroup = {
      ...settings,
      arn: this.world.arn('elasticloadbalancing', `targetgroup/${name}/${this.world.random.hex(16)}`),
      attributes: new Map(Object.entries({ ...targetGroupAttributeDefaults, ...wanted.attributes })),
      loadBalancerArn: undefined,
    };
    this.targetGroups.set(group.arn, group);
    this.#tags.set(group.arn, new Map(Object.entries(wanted.tags ?? {})));
    return group;
  }

  createListener({ loadBalancerArn, port, protocol, defaultAction }: NewListener): Listener {
    const loadBalancer = this.loadBalancer(loadBalancerArn);
    if (loadBalancer.listeners.has(port)) throw faults.listenerExists(loadBalancerArn);
    this.#checkAction(defaultAction, { loadBalancerArn, port, protocol });
    const path = loadBalancerArn.slice(loadBalancerArn.indexOf('loadbalancer/') + 'loadbalancer/'.length);
    const arn = this.world.arn('elasticloadbalancing', `listener/${path}/${this.world.random.hex(16)}`);
    const listener: Listener = { arn, loadBalancerArn, port, protocol, rules: [] };
    loadBalancer.listeners.set(port, listener);
    this.#listeners.set(arn, listener);
    this.#tags.set(arn, new Map());
    this.#addRule(listener, { priority: Infinity, conditions: [], action: defaultAction });
    return listener;
  }

  createRule({ listenerArn, priority, conditions, action }: NewRule): Rule {
    const listener = this.listener(listenerArn);
    checkPriority(priority);
    if (listener.rules.some((rule) => rule.priority === priority)) throw faults.priorityInUse(priority);
    this.#checkAction(action, listener);
    return this.#addRule(listener, { priority, conditions, action });
  }

  /** Changes what is given and keeps the rest (ELB API reference, ModifyListener). */
  modifyListener(
    arn: string,
    change: Partial<Pick<Listener, 'port' | 'protocol'>> & { defaultAction?: RuleAction },
  ): Listener {
    const listener = this.listener(arn);
    const { listeners } = this.loadBalancer(listener.loadBalancerArn);
    const { port = listener.port, protocol = listener.protocol, defaultAction } = change;
    if (port !== listener.port && listeners.has(port)) throw faults.listenerExists(listener.loadBalancerArn);
    if (defaultAction) this.#setAction(listener.rules.find(isDefault)!, defaultAction, { ...listener, port, protocol });
    listeners.delete(listener.port);
    Object.assign(listener, { port, protocol });
    listeners.set(port, listener);
    return listener;
  }

  /** Changes what is given and keeps the rest (ELB API reference, ModifyRule). */
  modifyRule(arn: string, change: Partial<Pick<Rule, 'conditions' | 'action'>>): Rule {
    const rule = this.rule(arn);
    if (isDefault(rule)) throw faults.defaultRuleModified(arn);
    if (change.action) this.#setAction(rule, change.action, this.listener(rule.listenerArn));
    rule.conditions = change.conditions ?? rule.conditions;
    return rule;
  }

  /** All or none; rules that are not named keep theirs, which no other may take (ELB API reference, SetRulePriorities). */
  setRulePriorities(wanted: readonly { arn: string; priority: number }[]): Rule[] {
    const rules = wanted.map(({ arn }) => this.rule(arn));
    for (const rule of rules) if (isDefault(rule)) throw faults.defaultRuleModified(rule.arn);
    const priorities = new Map(wanted.map(({ arn, priority }) => [arn, checkPriority(priority)]));
    const listeners = [...new Set(rules.map(({ listenerArn }) => this.listener(listenerArn)))];
    for (const { rules: all } of listeners) {
      const taken = all.map((rule) => priorities.get(rule.arn) ?? rule.priority);
      const twice = taken.find((priority, i) => taken.indexOf(priority) < i);
      if (twice !== undefined) throw faults.priorityInUse(twice);
    }
    for (const rule of rules) rule.priority = priorities.get(rule.arn)!;
    for (const { rules: all } of listeners) all.sort((a, b) => a.priority - b.priority);
    return rules;
  }

  /**
   * The load balancer that a request is for: the one that its Host header names, else `preferred`, else the first one that there is.
   * That stands for name servers, which the lab has none of.
   */
  addressed(host: string | undefined, preferred: string): LoadBalancer | undefined {
    const named = host?.toLowerCase();
    if (named !== undefined)
      for (const each of this.loadBalancers.values()) if (each.dnsName.toLowerCase() === named) return each;
    return this.loadBalancers.get(preferred) ?? this.loadBalancers.values().next().value;
  }

  setSubnets(arn: string, subnets: readonly string[]): LoadBalancer {
    const loadBalancer = this.loadBalancer(arn);
    if (subnets.length === 0) throw faults.invalid('At least one subnet must be specified');
    loadBalancer.subnets = this.#zoned(subnets);
    return loadBalancer;
  }

  /** What does not exist (any more) is deleted with success (ELB API reference, DeleteLoadBalancer). */
  deleteLoadBalancer(arn: string): void {
    const loadBalancer = this.loadBalancers.get(arn);
    if (!loadBalancer) return;
    if (loadBalancer.attributes.get(DELETION_PROTECTION) === 'true') throw faults.deletionProtected(arn);
    for (const listener of [...loadBalancer.listeners.values()]) this.deleteListener(listener.arn);
    this.loadBalancers.delete(arn);
    this.#tags.delete(arn);
  }

  deleteTargetGroup(arn: string): void {
    if (this.targetGroups.get(arn)?.loadBalancerArn) throw faults.targetGroupInUse(arn);
    this.targetGroups.delete(arn);
    this.#tags.delete(arn);
  }

  deleteListener(arn: string): void {
    const listener = this.listener(arn);
    this.loadBalancer(listener.loadBalancerArn).listeners.delete(listener.port);
    this.#listeners.delete(arn);
    this.#tags.delete(arn);
    for (const rule of listener.rules) this.#forget(rule);
  }

  deleteRule(arn: string): void {
    const rule = this.rule(arn);
    if (isDefault(rule)) throw faults.defaultRule(arn);
    const { rules } = this.listener(rule.listenerArn);
    rules.splice(rules.indexOf(rule), 1);
    this.#forget(rule);
  }

  loadBalancer = (arn: string): LoadBalancer => foundOr(this.loadBalancers.get(arn), faults.noLoadBalancer);
  targetGroup = (arn: string): TargetGroup => foundOr(this.targetGroups.get(arn), faults.noTargetGroup);
  listener = (arn: string): Listener => foundOr(this.#listeners.get(arn), faults.noListener);
  rule = (arn: string): Rule => foundOr(this.#rules.get(arn), faults.noRule);

  /** The tags of any of the four kinds of resources, to read and to change. */
  tags(arn: string): Map<string, string> {
    const absent = arn.includes(':targetgroup/')
      ? faults.noTargetGroup
      : arn.includes(':listener/')
        ? faults.noListener
        : arn.includes(':listener-rule/')
          ? faults.noRule
          : faults.noLoadBalancer;
    return foundOr(this.#tags.get(arn), absent);
  }

  /** A subnet's zone is the one that it was first given: dealt out in order, as no VPC is simulated. */
  #zoned(ids: readonly string[]): { id: string; zone: string }[] {
    const known = [...this.loadBalancers.values()].flatMap(({ subnets }) => subnets);
    return ids.map(
      (id, i) => known.find((subnet) => subnet.id === id) ?? { id, zone: `${this.world.region}${'abcdef'[i % 6]}` },
    );
  }

  #setAction(rule: Rule, action: RuleAction, listener: ActingListener): void {
    this.#checkAction(action, listener);
    const before = rule.action;
    rule.action = action;
    this.#settleUse(before);
    this.#settleUse(action);
  }

  #addRule(listener: Listener, wanted: Pick<Rule, 'priority' | 'conditions' | 'action'>): Rule {
    const prefix = listener.arn.replace(':listener/', ':listener-rule/');
    const rule: Rule = { arn: `${prefix}/${this.world.random.hex(16)}`, listenerArn: listener.arn, ...wanted };
    listener.rules.push(rule);
    listener.rules.sort((a, b) => a.priority - b.priority);
    this.#rules.set(rule.arn, rule);
    this.#tags.set(rule.arn, new Map());
    this.#settleUse(rule.action);
    return rule;
  }

  #forget(rule: Rule): void {
    this.#rules.delete(rule.arn);
    this.#tags.delete(rule.arn);
    this.#settleUse(rule.action);
  }

  /**
   * A target group serves one load balancer only (ELB user guide, load-balancer-target-groups); a redirect leads elsewhere, and
   * not from HTTPS to HTTP (ELB API reference, RedirectActionConfig).
   */
  #checkAction(action: RuleAction, listener: ActingListener): void {
    if (action.type === 'redirect') {
      if (isLoop(action, listener)) throw faults.redirectLoop();
      if (action.protocol === 'HTTP' && listener.protocol === 'HTTPS')
        throw faults.action('A redirect from HTTPS to HTTP is not valid');
    }
    if (action.type !== 'forward') return;
    const taken = this.targetGroup(action.targetGroupArn).loadBalancerArn;
    if (taken && taken !== listener.loadBalancerArn) throw faults.targetGroupTaken(action.targetGroupArn);
  }

  #settleUse(action: RuleAction): void {
    if (action.type !== 'forward') return;
    const group = this.targetGroup(action.targetGroupArn);
    const rule = [...this.#rules.values()].find((candidate) => isDeepStrictEqual(candidate.action, action));
    const user = rule && this.#listeners.get(rule.listenerArn)?.loadBalancerArn;
    if (user === group.loadBalancerArn) return;
    group.loadBalancerArn = user;
    this.onUse(group);
  }
}

function sameOr<T extends object>(present: T, wanted: Partial<T>, differs: () => Error): T {
  const same = Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(present[key as keyof T], value));
  if (!same) throw differs();
  return present;
}

function foundOr<T>(found: T | undefined, absent: () => Error): T {
  if (found === undefined) throw absent();
  return found;
}
