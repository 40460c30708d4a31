/** The texts of Application Auto Scaling, word for word where AWS's own words are known. */
import { DIMENSION, NAMESPACE } from './model';

const key = (resourceId: string): string =>
  `service namespace: ${NAMESPACE}, resource ID: ${resourceId}, scalable dimension: ${DIMENSION}`;

/** Application Auto Scaling user guide, application-auto-scaling-scaling-activities; observed: recorded run. */
export const activity = {
  settingDesired: (count: number): string => `Setting desired count to ${count}.`,
  attempting: 'Attempting to scale due to alarm triggered',
  waiting: (count: number): string =>
    `Successfully set desired count to ${count}. Waiting for change to be fulfilled by ecs.`,
  fulfilled: (count: number): string =>
    `Successfully set desired count to ${count}. Change successfully fulfilled by ecs.`,
  /** Observed in an ECS service's events; that the first sentence is as in the other texts is inferred. */
  laterChanged: (count: number, later: number): string =>
    `Successfully set desired count to ${count}. Found it was later changed to ${later}.`,
  /** Inferred: no example of the text is known. */
  serviceGone: (count: number): string =>
    `Successfully set desired count to ${count}. The service was deleted before the change was fulfilled by ecs.`,
};

export const cause = {
  alarm: (alarm: string, policy: string): string => `monitor alarm ${alarm} in state ALARM triggered policy ${policy}`,
  minimum: (count: number): string => `minimum capacity was set to ${count}`,
  maximum: (count: number): string => `maximum capacity was set to ${count}`,
};

/** Observed in answers of AWS. */
export const refusal = {
  noTargetRegistered: (resourceId: string): string => `No scalable target registered for ${key(resourceId)}`,
  noTarget: (resourceId: string): string => `No scalable target found for ${key(resourceId)}`,
  noPolicy: (resourceId: string, policy: string): string =>
    `No scaling policy found for ${key(resourceId)}, policy name: ${policy}`,
  noService: (resourceId: string): string => `ECS service doesn't exist: ${resourceId}`,
  unsupported: 'Unsupported service namespace, resource type or scalable dimension',
  notRouted: 'The load balancer does not route traffic to the target group',
  labelMissing: 'Resource label should be specified for predefined metric type ALBRequestCountPerTarget',
  sameMetric: 'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
};

/** AWS's own words are not known: these say what was expected, what was found and what to do. */
export const inOurWords = {
  minAboveMax: (min: number, max: number): string =>
    `The minimum capacity must not be above the maximum capacity; found MinCapacity ${min} and MaxCapacity ${max}. Lower the one or raise the other.`,
  capacity: (name: string, found: unknown): string =>
    `${name} must be a whole number from 0; found ${String(found)}. A new scalable target needs both MinCapacity and MaxCapacity.`,
  tooMuch: (name: string, found: number, most: number): string =>
    `${name} above ${most}, the most tasks that a service can have, is not simulated; found ${found}. Lower it.`,
  targetValue: (found: unknown): string =>
    `TargetValue must be a number above 0 and up to 2^360; found ${String(found)}. Send the metric value to keep, per task.`,
  cooldown: (name: string, found: number): string =>
    `${name} must be a whole number of seconds from 0; found ${found}. Leave it out for the default of 300.`,
  oneMetric:
    'A target tracking configuration needs exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification.',
  noConfiguration:
    'A TargetTrackingScaling policy needs a TargetTrackingScalingPolicyConfiguration; found none. Send it whole, also to change a policy.',
  otherConfiguration: (name: string): string =>
    `A TargetTrackingScaling policy has a TargetTrackingScalingPolicyConfiguration alone; found a ${name}. Leave it out.`,
  required: (name: string): string => `${name} is required; found none. Send it.`,
  maxResults: (found: number): string => `MaxResults must be a whole number from 1 to 50; found ${found}.`,
  nextToken: (found: string): string =>
    `NextToken must be one that this operation answered before; found ${found}. Begin again without a token.`,
  labelForm: (found: string): string =>
    `A resource label has the form app/<load balancer>/<id>/targetgroup/<target group>/<id>; found ${found}. Join the final portions of the two ARNs.`,
  labelUnwanted: (metric: string): string =>
    `A resource label belongs to ALBRequestCountPerTarget alone; found one for ${metric}. Leave it out.`,
  dimensionAlone: 'ScalableDimension was sent without a resource id; send ResourceId (or ResourceIds) too.',
  policyNamesAlone: 'PolicyNames were sent without ResourceId; send the resource id too.',
  noResource: (arn: string): string =>
    `Expected the ARN of a registered scalable target; found ${arn}. Take it from DescribeScalableTargets.`,
  tooManyTags: (found: number): string => `A scalable target has at most 50 tags; found ${found}. Remove some.`,
  notSimulated: (what: string, instead: string): string => `${what} is not simulated; use ${instead}.`,
};
