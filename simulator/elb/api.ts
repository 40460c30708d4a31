/** The operations of Elastic Load Balancing v2, one short function each; describing never changes anything. */
import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';
import { constrained } from '../wire/constraints';
import type { Operations } from '../wire/service';
import { attributesAnswer, listenerAnswer, loadBalancerAnswer, targetGroupAnswer, targetHealthAnswer } from './answers';
import type { ElasticLoadBalancing } from './behaviour';
import { checkHealthCheck } from './checks';
import type { Configuration } from './configuration';
import { CONSTRAINTS } from './constraints';
import { faults } from './faults';
import { healthCheckOf, paged, protocolOf, refuseOthers, required, setAttributes, tagsOf, targetsOf } from './input';
import { LISTENER, LOAD_BALANCER, TARGET_GROUP, targetTypeOf } from './input';
import { ruleAnswer } from './rule-answers';
import { actionOf, conditionsOf } from './rule-input';
import { healthCheckDefaults, isDefault, type LoadBalancer, type Rule, type TargetGroup } from './model';

/** ELB API reference: DescribeLoadBalancers takes up to 20 load balancers, DescribeTags up to 20 resources. */
const PER_CALL = 20;

/** ELB user guide, load-balancer-limits: the defaults of an account, by the names that DescribeAccountLimits has. */
const ACCOUNT_LIMITS: readonly (readonly [name: string, max: number])[] = [
  ['application-load-balancers', 50],
  ['condition-values-per-alb-rule', 5],
  ['listeners-per-application-load-balancer', 50],
  ['rules-per-application-load-balancer', 100],
  ['target-groups', 3000],
  ['target-groups-per-action-on-application-load-balancer', 5],
  ['target-groups-per-application-load-balancer', 100],
  ['targets-per-application-load-balancer', 1000],
];

export type ElbOperations = ReturnType<typeof elbOperations>;

export function elbOperations(elb: ElasticLoadBalancing) {
  const { configuration } = elb;
  const all = { ...describing(elb, configuration), ...making(elb, configuration), ...changing(elb, configuration) };
  return constrained(all, CONSTRAINTS, faults.invalid);
}

function describing(elb: ElasticLoadBalancing, configuration: Configuration) {
  return {
    DescribeLoadBalancers(input) {
      const { items, nextToken } = paged(loadBalancersOf(configuration, input), byName, input);
      return { LoadBalancers: items.map(loadBalancerAnswer), NextMarker: nextToken };
    },

    DescribeTargetGroups(input) {
      const { items, nextToken } = paged(targetGroupsOf(configuration, input), byName, input);
      return { TargetGroups: items.map(targetGroupAnswer), NextMarker: nextToken };
    },

    DescribeListeners(input) {
      const { LoadBalancerArn, ListenerArns } = input;
      if (!LoadBalancerArn && !ListenerArns?.length)
        throw faults.invalid('You must specify either listener ARNs or a load balancer ARN');
      const listeners = LoadBalancerArn
        ? [...configuration.loadBalancer(LoadBalancerArn).listeners.values()]
        : (ListenerArns ?? []).map(configuration.listener);
      const { items, nextToken } = paged(
        listeners,
        ({ port, arn }) => `${String(port).padStart(5, '0')} ${arn}`,
        input,
      );
      return { Listeners: items.map(listenerAnswer), NextMarker: nextToken };
    },

    DescribeRules(input) {
      const { ListenerArn, RuleArns } = input;
      if (!ListenerArn && !RuleArns?.length)
        throw faults.invalid('You must specify either listener rule ARNs or a listener ARN');
      const rules = ListenerArn ? configuration.listener(ListenerArn).rules : (RuleArns ?? []).map(configuration.rule);
      const { items, nextToken } = paged(rules, ruleKey, input);
      return { Rules: items.map(ruleAnswer), NextMarker: nextToken };
    },

    DescribeTargetHealth({ TargetGroupArn, Targets }) {
      const group = configuration.targetGroup(TargetGroupArn);
      const targets = Targets?.length
        ? targetsOf(group, Targets).map((id) => ({ id, state: elb.targetState(group.arn, id) }))
        : elb.targetsOf(group.arn);
      return { TargetHealthDescriptions: targets.map(({ id, state }) => targetHealthAnswer(id, state)) };
    },

    DescribeTargetGroupAttributes({ TargetGroupArn }) {
      const group = configuration.targetGroup(TargetGroupArn);
      return { Attributes: attributesAnswer(group.attributes) };
    },

    DescribeLoadBalancerAttributes({ LoadBalancerArn }) {
      const loadBalancer = configuration.loadBalancer(LoadBalancerArn);
      return { Attributes: attributesAnswer(loadBalancer.attributes) };
    },

    DescribeAccountLimits(input) {
      const { items, nextToken } = paged(ACCOUNT_LIMITS, ([name]) => name, input);
      return { Limits: items.map(([Name, max]) => ({ Name, Max: String(max) })), NextMarker: nextToken };
    },

    DescribeTags({ ResourceArns }) {
      const arns = atMost(PER_CALL, ResourceArns, 'resource ARNs');
      return {
        TagDescriptions: arns.map((arn) => ({ ResourceArn: arn, Tags: attributesAnswer(configuration.tags(arn)) })),
      };
    },
  } satisfies Operations<typeof sdk>;
}

function making(elb: ElasticLoadBalancing, configuration: Configuration) {
  return {
    CreateLoadBalancer(input) {
      if ((input.Type ?? 'application') !== 'application') throw faults.notSimulated(`A '${input.Type}' load balancer`);
      refuseOthers('A load balancer', input, LOAD_BALANCER);
      const mapped = input.SubnetMappings?.map(({ SubnetId }) => required(SubnetId, 'subnetMappings.subnetId'));
      const loadBalancer = elb.createLoadBalancer({
        name: input.Name,
        subnets: input.Subnets ?? mapped ?? [],
        securityGroups: input.SecurityGroups,
        scheme: input.Scheme,
        vpcId: vpcOf(configuration),
        tags: tagsOf(input.Tags),
      });
      return { LoadBalancers: [loadBalancerAnswer(loadBalancer)] };
    },

    CreateTargetGroup(input) {
      refuseOthers('A target group', input, TARGET_GROUP);
      const check = healthCheckOf(input, healthCheckDefaults);
      const group = elb.createTargetGroup({
        name: input.Name,
        protocol: protocolOf(input.Protocol),
        port: required(input.Port, 'port'),
        vpcId: required(input.VpcId, 'vpcId'),
        targetType: targetTypeOf(input.TargetType),
        healthCheckPath: check.path,
        healthCheckInterval: check.interval,
        healthCheckTimeout: check.timeout,
        healthyThreshold: check.healthyThreshold,
        unhealthyThreshold: check.unhealthyThreshold,
        matcher: check.matcher,
        tags: tagsOf(input.Tags),
      });
      return { TargetGroups: [targetGroupAnswer(group)] };
    },

    CreateListener(input) {
      refuseOthers('A listener', input, LISTENER);
      const listener = elb.createListener({
        loadBalancerArn: input.LoadBalancerArn,
        port: required(input.Port, 'port'),
        protocol: protocolOf(input.Protocol),
        defaultAction: actionOf(input.DefaultActions),
      });
      tag(configuration, listener.arn, input.Tags);
      return { Listeners: [listenerAnswer(listener)] };
    },

    CreateRule(input) {
      if (input.Transforms?.length) throw faults.notSimulated('A rule with transforms');
      const rule = elb.createRule({
        listenerArn: input.ListenerArn,
        priority: input.Priority,
        conditions: conditionsOf(input.Conditions),
        action: actionOf(input.Actions),
      });
      tag(configuration, rule.arn, input.Tags);
      return { Rules: [ruleAnswer(rule)] };
    },

    DeleteLoadBalancer({ LoadBalancerArn }) {
      configuration.deleteLoadBalancer(LoadBalancerArn);
      return {};
    },

    DeleteTargetGroup({ TargetGroupArn }) {
      elb.deleteTargetGroup(TargetGroupArn);
      return {};
    },

    DeleteListener({ ListenerArn }) {
      configuration.deleteListener(ListenerArn);
      return {};
    },

    DeleteRule({ RuleArn }) {
      configuration.deleteRule(RuleArn);
      return {};
    },
  } satisfies Operations<typeof sdk>;
}

function changing(elb: ElasticLoadBalancing, configuration: Configuration) {
  return {
    RegisterTargets({ TargetGroupArn, Targets }) {
      const group = configuration.targetGroup(TargetGroupArn);
      elb.registerTargets(group.arn, targetsOf(group, Targets));
      return {};
    },

    DeregisterTargets({ TargetGroupArn, Targets }) {
      const group = configuration.targetGroup(TargetGroupArn);
      elb.deregisterTargets(group.arn, targetsOf(group, Targets));
      return {};
    },

    ModifyTargetGroup(input) {
      const group = configuration.targetGroup(input.TargetGroupArn);
      elb.changeHealthCheck(group.arn, checkHealthCheck(healthCheckOf(input, group.healthCheck)));
      return { TargetGroups: [targetGroupAnswer(group)] };
    },

    ModifyTargetGroupAttributes({ TargetGroupArn, Attributes }) {
      const group = configuration.targetGroup(TargetGroupArn);
      setAttributes(group.attributes, Attributes);
      return { Attributes: attributesAnswer(group.attributes) };
    },

    ModifyListener(input) {
      const listener = configuration.modifyListener(input.ListenerArn, {
        port: input.Port,
        protocol: input.Protocol && protocolOf(input.Protocol),
        defaultAction: input.DefaultActions?.length ? actionOf(input.DefaultActions) : undefined,
      });
      return { Listeners: [listenerAnswer(listener)] };
    },

    ModifyRule(input) {
      if (input.Transforms?.length) throw faults.notSimulated('A rule with transforms');
      const rule = configuration.modifyRule(input.RuleArn, {
        conditions: input.Conditions?.length ? conditionsOf(input.Conditions) : undefined,
        action: input.Actions?.length ? actionOf(input.Actions) : undefined,
      });
      return { Rules: [ruleAnswer(rule)] };
    },

    SetRulePriorities({ RulePriorities }) {
      const wanted = RulePriorities.map(({ RuleArn, Priority }) => ({
        arn: required(RuleArn, 'rulePriorities.ruleArn'),
        priority: required(Priority, 'rulePriorities.priority'),
      }));
      return { Rules: configuration.setRulePriorities(wanted).map(ruleAnswer) };
    },

    ModifyLoadBalancerAttributes({ LoadBalancerArn, Attributes }) {
      const loadBalancer = configuration.loadBalancer(LoadBalancerArn);
      setAttributes(loadBalancer.attributes, Attributes);
      return { Attributes: attributesAnswer(loadBalancer.attributes) };
    },

    SetSecurityGroups({ LoadBalancerArn, SecurityGroups }) {
      const loadBalancer = configuration.loadBalancer(LoadBalancerArn);
      loadBalancer.securityGroups = [...SecurityGroups];
      return { SecurityGroupIds: [...SecurityGroups] };
    },

    SetSubnets({ LoadBalancerArn, Subnets, SubnetMappings }) {
      const mapped = SubnetMappings?.map(({ SubnetId }) => required(SubnetId, 'subnetMappings.subnetId'));
      const loadBalancer = configuration.setSubnets(LoadBalancerArn, Subnets ?? mapped ?? []);
      return { AvailabilityZones: loadBalancerAnswer(loadBalancer).AvailabilityZones };
    },

    AddTags({ ResourceArns, Tags }) {
      const arns = ResourceArns;
      arns.forEach((arn) => configuration.tags(arn));
      arns.forEach((arn) => tag(configuration, arn, Tags));
      return {};
    },

    RemoveTags({ ResourceArns, TagKeys }) {
      const all = ResourceArns.map((arn) => configuration.tags(arn));
      for (const tags of all) for (const key of TagKeys) tags.delete(key);
      return {};
    },
  } satisfies Operations<typeof sdk>;
}

const byName = ({ name }: { name: string }): string => name;

/** In the order in which they are tried, the default rule last. */
const ruleKey = (rule: Rule): string =>
  `${isDefault(rule) ? 'default' : String(rule.priority).padStart(5, '0')} ${rule.arn}`;

function atMost<T>(most: number, items: readonly T[], what: string): readonly T[] {
  if (items.length > most)
    throw faults.invalid(`Expected up to ${most} ${what} in one call, found ${items.length}. Ask in several calls.`);
  return items;
}

function loadBalancersOf(
  configuration: Configuration,
  { LoadBalancerArns, Names }: sdk.DescribeLoadBalancersInput,
): LoadBalancer[] {
  atMost(PER_CALL, LoadBalancerArns ?? Names ?? [], 'load balancers');
  if (LoadBalancerArns?.length) return LoadBalancerArns.map(configuration.loadBalancer);
  const all = [...configuration.loadBalancers.values()];
  if (!Names?.length) return all;
  const absent = Names.filter((name) => !all.some((balancer) => balancer.name === name));
  if (absent.length > 0) throw faults.noLoadBalancerNamed(absent);
  return all.filter(({ name }) => Names.includes(name));
}

function targetGroupsOf(
  configuration: Configuration,
  { TargetGroupArns, Names, LoadBalancerArn }: sdk.DescribeTargetGroupsInput,
): TargetGroup[] {
  if (TargetGroupArns?.length) return TargetGroupArns.map(configuration.targetGroup);
  const all = [...configuration.targetGroups.values()];
  if (LoadBalancerArn) {
    const { arn } = configuration.loadBalancer(LoadBalancerArn);
    return all.filter((group) => group.loadBalancerArn === arn);
  }
  if (!Names?.length) return all;
  if (Names.some((name) => !all.some((group) => group.name === name))) throw faults.noTargetGroup();
  return all.filter(({ name }) => Names.includes(name));
}

function tag(configuration: Configuration, arn: string, tags: Parameters<typeof tagsOf>[0]): void {
  const present = configuration.tags(arn);
  for (const [key, value] of Object.entries(tagsOf(tags))) present.set(key, value);
}

/** No VPC is simulated: what comes through the API stands in the VPC of what is there already. */
function vpcOf({ loadBalancers, targetGroups, world }: Configuration): string {
  const [present] = [...loadBalancers.values(), ...targetGroups.values()];
  return present?.vpcId ?? `vpc-${world.random.hex(17)}`;
}
