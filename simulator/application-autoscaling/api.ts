/** The operations of Application Auto Scaling: each checks, changes or reads the registry, and answers. */
import {
  ObjectNotFoundException,
  ResourceNotFoundException,
  TooManyTagsException,
} from '@aws-sdk/client-application-auto-scaling';
import type * as Sdk from '@aws-sdk/client-application-auto-scaling';
import type { Operations } from '../wire/service';
import type { World } from '../world';
import type { Behaviour } from './behaviour';
import { checkPolicyType, checkedBounds, checkedConfiguration, checkedResource, invalid } from './checks';
import { checkConstraints } from './constraints';
import { shownActivity, shownAlarms, shownPolicy, shownTarget } from './describe';
import { metricKey } from './metric';
import {
  DIMENSION,
  NAMESPACE,
  newPolicy,
  newTarget,
  policiesOf,
  type LoadBalancerFacts,
  type Registry,
  type ScalableServices,
  type ScalableTarget,
  type ScalingPolicy,
} from './model';
import { pageOf } from './paging';
import { inOurWords, refusal } from './texts';

/** API reference, TagResource. */
const MOST_TAGS = 50;
/** API reference, DescribeScalingActivities: "from the previous six weeks". */
const SIX_WEEKS = 42 * 24 * 3600 * 1000;

export function operations(
  world: World,
  needs: { services: ScalableServices; loadBalancers: LoadBalancerFacts },
  registry: Registry,
  behaviour: Behaviour,
): Operations<typeof Sdk> {
  const byArn = (arn: string): ScalableTarget => {
    const target = [...registry.targets.values()].find((one) => one.arn === arn);
    if (!target)
      throw new ResourceNotFoundException({
        message: inOurWords.noResource(arn),
        ResourceName: arn,
        $metadata: {},
      });
    return target;
  };

  const withdraw = (policy: ScalingPolicy): void => {
    behaviour.deleteAlarms(policy);
    registry.policies = registry.policies.filter((one) => one !== policy);
  };

  return {
    RegisterScalableTarget(input) {
      const resourceId = checkedResource(input);
      if (!needs.services.find(resourceId)) throw invalid(refusal.noService(resourceId));
      const existing = registry.targets.get(resourceId);
      const bounds = checkedBounds(input, existing);
      if (!existing) checkTagCount(Object.keys(input.Tags ?? {}).length);
      const target = existing ?? newTarget(world, registry.nextOrder(), resourceId, input.Tags);
      Object.assign(target, bounds);
      Object.assign(target.suspended, withoutGaps(input.SuspendedState ?? {}));
      target.roleArn = input.RoleARN ?? target.roleArn;
      registry.targets.set(resourceId, target);
      behaviour.keepWithinBounds(target);
      return { ScalableTargetARN: target.arn };
    },

    DescribeScalableTargets(input) {
      const inScope = checkScope(input, input.ResourceIds);
      const targets = [...registry.targets.values()].filter(
        (target) => inScope && (!input.ResourceIds?.length || input.ResourceIds.includes(target.resourceId)),
      );
      const { page, NextToken } = pageOf('targets', targets, (target) => target.order, input);
      return { ScalableTargets: page.map(shownTarget), NextToken };
    },

    DeregisterScalableTarget(input) {
      const resourceId = checkedResource(input);
      if (!registry.targets.has(resourceId)) throw notFound(refusal.noTarget(resourceId));
      policiesOf(registry, resourceId).forEach(withdraw);
      registry.targets.delete(resourceId);
      return {};
    },

    PutScalingPolicy(input) {
      const resourceId = checkedResource(input);
      const name = input.PolicyName;
      if (!registry.targets.has(resourceId)) throw notFound(refusal.noTargetRegistered(resourceId));
      const policies = policiesOf(registry, resourceId);
      const existing = policies.find((policy) => policy.name === name);
      checkPolicyType(input.PolicyType, !existing);
      const configuration = checkedConfiguration(input, needs.loadBalancers);
      const metric = metricKey(resourceId, configuration);
      if (policies.some((policy) => policy !== existing && metricKey(resourceId, policy.configuration) === metric))
        throw invalid(refusal.sameMetric);
      const policy = existing ?? newPolicy(world, registry.nextOrder(), resourceId, name, configuration);
      const alarmsStay = existing && alarmsKey(policy) === alarmsKey({ ...policy, configuration });
      policy.configuration = configuration;
      if (!existing) registry.policies.push(policy);
      if (!alarmsStay) behaviour.renewAlarms(policy);
      return { PolicyARN: policy.arn, Alarms: shownAlarms(policy) };
    },

    DescribeScalingPolicies(input) {
      const inScope = checkScope(input, input.ResourceId);
      if (input.PolicyNames?.length && !input.ResourceId) throw invalid(inOurWords.policyNamesAlone);
      const policies = registry.policies.filter(
        (policy) =>
          inScope &&
          (!input.ResourceId || policy.resourceId === input.ResourceId) &&
          (!input.PolicyNames?.length || input.PolicyNames.includes(policy.name)),
      );
      const { page, NextToken } = pageOf('policies', policies, (policy) => policy.order, input);
      return { ScalingPolicies: page.map(shownPolicy), NextToken };
    },

    DeleteScalingPolicy(input) {
      const resourceId = checkedResource(input);
      const name = input.PolicyName;
      const policy = policiesOf(registry, resourceId).find((one) => one.name === name);
      if (!policy) throw notFound(refusal.noPolicy(resourceId, name));
      withdraw(policy);
      return {};
    },

    DescribeScalingActivities(input) {
      const inScope = checkScope(input, input.ResourceId);
      const activities = registry.activities.filter(
        (activity) =>
          inScope &&
          (!input.ResourceId || activity.resourceId === input.ResourceId) &&
          (!activity.notScaled || input.IncludeNotScaledActivities) &&
          activity.started.getTime() >= world.agenda.ms - SIX_WEEKS,
      );
      const newestFirst = activities.reverse();
      const { page, NextToken } = pageOf('activities', newestFirst, (activity) => -activity.order, input);
      return { ScalingActivities: page.map(shownActivity), NextToken };
    },

    TagResource(input) {
      checkConstraints(input);
      const target = byArn(input.ResourceARN);
      const tags = new Map([...target.tags, ...Object.entries(input.Tags)]);
      checkTagCount(tags.size, input.ResourceARN);
      tags.forEach((value, key) => target.tags.set(key, value));
      return {};
    },

    UntagResource(input) {
      checkConstraints(input);
      const target = byArn(input.ResourceARN);
      input.TagKeys.forEach((key) => target.tags.delete(key));
      return {};
    },

    ListTagsForResource: (input) => ({ Tags: Object.fromEntries(byArn(input.ResourceARN).tags) }),
  };
}

const notFound = (message: string): ObjectNotFoundException => new ObjectNotFoundException({ message, $metadata: {} });

function checkTagCount(found: number, arn?: string): void {
  if (found > MOST_TAGS)
    throw new TooManyTagsException({ message: inOurWords.tooManyTags(found), ResourceName: arn, $metadata: {} });
}

/**
 * Whether the question is about what is simulated: of anything else there is nothing to list.
 * API reference, DescribeScalingActivities and its siblings: a dimension needs a resource id beside it.
 */
function checkScope(
  input: { ServiceNamespace: string; ScalableDimension?: string },
  resource: string | string[] | undefined,
): boolean {
  checkConstraints(input);
  if (input.ScalableDimension && !resource?.length) throw invalid(inOurWords.dimensionAlone);
  return input.ServiceNamespace === NAMESPACE && (input.ScalableDimension ?? DIMENSION) === DIMENSION;
}

/** Equal as long as the alarms may stay: another metric or target brings new ones (observed, though not on AWS itself). */
const alarmsKey = ({ resourceId, configuration }: ScalingPolicy): string =>
  JSON.stringify([
    metricKey(resourceId, configuration),
    configuration.TargetValue,
    Boolean(configuration.DisableScaleIn),
  ]);

/** The fields that were sent: the wire gives undefined for the others. */
const withoutGaps = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
