/** The operations on scaling policies. */
import type * as Sdk from '@aws-sdk/client-auto-scaling';
import type { Operations } from '../wire/service';
import type { World } from '../world';
import type { Behaviour } from './behaviour';
import { changeableGroup, checkedGroup, checkedSize, checkedTracking, invalid, required } from './checks';
import { shownAlarms, shownPolicy } from './describe';
import { newPolicy, type Registry } from './model';
import { pageOf } from './paging';
import { inOurWords, refusal } from './texts';

export function policyOperations(
  world: World,
  registry: Registry,
  behaviour: Behaviour,
): Pick<Operations<typeof Sdk>, 'PutScalingPolicy' | 'DescribePolicies' | 'DeletePolicy'> {
  return {
    PutScalingPolicy(input) {
      const group = changeableGroup(registry, input.AutoScalingGroupName, refusal.noGroupForPolicy);
      // API reference, PutScalingPolicy: SimpleScaling when it is left out.
      const type = input.PolicyType ?? 'SimpleScaling';
      if (type !== 'TargetTrackingScaling')
        throw invalid(inOurWords.notSimulated(`PolicyType ${type}`, 'TargetTrackingScaling'));
      const name = required('PolicyName', input.PolicyName);
      const tracking = checkedTracking(input.TargetTrackingConfiguration);
      const warmup = input.EstimatedInstanceWarmup;
      if (warmup !== undefined) checkedSize('EstimatedInstanceWarmup', warmup);
      const existing = group.policies.find((policy) => policy.name === name);
      if (group.policies.some((policy) => policy !== existing && policy.tracking.metric === tracking.metric))
        throw invalid(refusal.sameMetric);
      const policy = existing ?? newPolicy(world, registry.nextOrder(), group.name, name, tracking);
      const enabled = input.Enabled ?? true;
      const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
      const alarmsStay = existing && existing.enabled === enabled && same(existing.tracking, tracking);
      Object.assign(policy, { tracking, enabled, estimatedInstanceWarmup: warmup });
      if (!existing) group.policies.push(policy);
      if (!alarmsStay) behaviour.renewAlarms(group, policy);
      return { PolicyARN: policy.arn, Alarms: shownAlarms(policy) };
    },

    DescribePolicies(input) {
      const { AutoScalingGroupName: name, PolicyNames: names, PolicyTypes: types } = input;
      const groups = name ? [checkedGroup(registry, name, refusal.noGroupForPolicy)] : [...registry.groups.values()];
      const policies = groups
        .flatMap((group) => group.policies)
        .filter((policy) => !names?.length || names.includes(policy.name) || names.includes(policy.arn))
        .filter(() => !types?.length || types.includes('TargetTrackingScaling'))
        .sort((a, b) => a.order - b.order);
      const { page, NextToken } = pageOf(policies, ({ order }) => order, input);
      return { ScalingPolicies: page.map(shownPolicy), NextToken };
    },

    DeletePolicy({ AutoScalingGroupName: groupName, PolicyName: name }) {
      const groups = groupName
        ? [checkedGroup(registry, groupName, refusal.noGroupForPolicy)]
        : [...registry.groups.values()];
      for (const group of groups) {
        const policy = group.policies.find((one) => one.arn === name || (groupName && one.name === name));
        if (policy) return void behaviour.deletePolicy(group, policy);
      }
      throw invalid(inOurWords.noPolicy(name));
    },
  };
}
