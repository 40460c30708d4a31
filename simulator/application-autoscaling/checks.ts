/** Whether a request may be carried out: each check gives the checked value or throws AWS's exception. */
import {
  ValidationException,
  type CustomizedMetricSpecification,
  type PredefinedMetricSpecification,
  type PutScalingPolicyCommandInput,
  type RegisterScalableTargetCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { checkConstraints } from './constraints';
import { labelParts } from './metric';
import {
  DIMENSION,
  NAMESPACE,
  PREDEFINED_METRICS,
  type CustomizedMetric,
  type LoadBalancerFacts,
  type PredefinedMetric,
  type ScalableTarget,
  type TargetTracking,
} from './model';
import { inOurWords, refusal } from './texts';

export const invalid = (message: string): ValidationException => new ValidationException({ message, $metadata: {} });

/** For members that the model calls optional and the operation needs all the same. */
export function required<T>(name: string, value: T | undefined): T {
  if (value === undefined || value === null || value === '') throw invalid(inOurWords.required(name));
  return value;
}

/**
 * The resource id of an ECS service's desired count, `service/<cluster>/<service>`. What does not go together is refused as AWS
 * does (observed); anything else that can be scaled, by name.
 */
export function checkedResource(input: {
  ServiceNamespace: string;
  ScalableDimension: string;
  ResourceId: string;
}): string {
  checkConstraints(input);
  const { ServiceNamespace: namespace, ScalableDimension: dimension, ResourceId } = input;
  if (!dimension.startsWith(`${namespace}:`)) throw invalid(refusal.unsupported);
  if (namespace !== NAMESPACE) throw invalid(inOurWords.notSimulated(`ServiceNamespace ${namespace}`, NAMESPACE));
  if (dimension !== DIMENSION) throw invalid(inOurWords.notSimulated(`ScalableDimension ${dimension}`, DIMENSION));
  if (!/^service\/[^/]+\/[^/]+$/.test(ResourceId)) throw invalid(refusal.unsupported);
  return ResourceId;
}

/**
 * The bounds that a target gets: those that were sent, else those that it has.
 * API reference, RegisterScalableTarget: a new target needs both. AWS's own words for a minimum above the maximum are not known.
 */
export function checkedBounds(
  input: Pick<RegisterScalableTargetCommandInput, 'MinCapacity' | 'MaxCapacity'>,
  existing: Pick<ScalableTarget, 'min' | 'max'> | undefined,
): { min: number; max: number } {
  const min = checkedCapacity('MinCapacity', input.MinCapacity ?? existing?.min);
  const max = checkedCapacity('MaxCapacity', input.MaxCapacity ?? existing?.max);
  if (min > max) throw invalid(inOurWords.minAboveMax(min, max));
  return { min, max };
}

/** Above what a service can have (ECS service quotas, "Tasks per service") AWS takes it, and fails to scale there; here it is refused. */
const MOST_TASKS = 5000;

function checkedCapacity(name: string, value: number | undefined): number {
  if (value === undefined || !Number.isInteger(value) || value < 0) throw invalid(inOurWords.capacity(name, value));
  if (value > MOST_TASKS) throw invalid(inOurWords.tooMuch(name, value, MOST_TASKS));
  return value;
}

/** Policies that do not track a target are refused by name; API reference: a new policy needs its type, a known one has it. */
export function checkPolicyType(type: string | undefined, isNew: boolean): void {
  const found = isNew ? required('PolicyType', type) : (type ?? 'TargetTrackingScaling');
  if (found !== 'TargetTrackingScaling')
    throw invalid(inOurWords.notSimulated(`PolicyType ${found}`, 'TargetTrackingScaling'));
}

/** Those of the other policy types; each goes with its own alone (API reference, PutScalingPolicy). */
const OTHER_CONFIGURATIONS = ['StepScalingPolicyConfiguration', 'PredictiveScalingPolicyConfiguration'] as const;

/** API reference, TargetTrackingScalingPolicyConfiguration: "in the range of -2^360 to 2^360". */
const LARGEST_TARGET = 2 ** 360;

/** A target tracking configuration, exactly as it was sent. */
export function checkedConfiguration(
  input: PutScalingPolicyCommandInput,
  loadBalancers: LoadBalancerFacts,
): TargetTracking {
  const sent = input.TargetTrackingScalingPolicyConfiguration;
  const other = OTHER_CONFIGURATIONS.find((name) => input[name]);
  if (other) throw invalid(inOurWords.otherConfiguration(other));
  if (!sent) throw invalid(inOurWords.noConfiguration);
  const { TargetValue, ScaleOutCooldown, ScaleInCooldown, DisableScaleIn } = sent;
  if (TargetValue === undefined || !Number.isFinite(TargetValue) || TargetValue <= 0 || TargetValue > LARGEST_TARGET)
    throw invalid(inOurWords.targetValue(TargetValue));
  for (const [name, seconds] of Object.entries({ ScaleOutCooldown, ScaleInCooldown }))
    if (seconds !== undefined && (!Number.isInteger(seconds) || seconds < 0))
      throw invalid(inOurWords.cooldown(name, seconds));
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = sent;
  if (!predefined === !customized) throw invalid(inOurWords.oneMetric);
  return {
    TargetValue,
    ...(predefined && { PredefinedMetricSpecification: checkedPredefined(predefined, loadBalancers) }),
    ...(customized && { CustomizedMetricSpecification: checkedCustomized(customized) }),
    ...(ScaleOutCooldown !== undefined && { ScaleOutCooldown }),
    ...(ScaleInCooldown !== undefined && { ScaleInCooldown }),
    ...(DisableScaleIn !== undefined && { DisableScaleIn }),
  };
}

function checkedPredefined(sent: PredefinedMetricSpecification, loadBalancers: LoadBalancerFacts): PredefinedMetric {
  const type = PREDEFINED_METRICS.find((known) => known === sent.PredefinedMetricType);
  if (!type)
    throw invalid(
      inOurWords.notSimulated(`PredefinedMetricType ${sent.PredefinedMetricType}`, PREDEFINED_METRICS.join(', ')),
    );
  const label = sent.ResourceLabel;
  if (type !== 'ALBRequestCountPerTarget') {
    if (label) throw invalid(inOurWords.labelUnwanted(type));
    return { PredefinedMetricType: type };
  }
  if (!label) throw invalid(refusal.labelMissing);
  const parts = labelParts(label);
  if (!parts) throw invalid(inOurWords.labelForm(label));
  if (!loadBalancers.routes(parts.loadBalancer, parts.targetGroup)) throw invalid(refusal.notRouted);
  return { PredefinedMetricType: type, ResourceLabel: label };
}

function checkedCustomized(sent: CustomizedMetricSpecification): CustomizedMetric {
  if (sent.Metrics) throw invalid(inOurWords.notSimulated('Metric math (Metrics)', 'a single metric'));
  return {
    MetricName: required('MetricName', sent.MetricName),
    Namespace: required('Namespace', sent.Namespace),
    Statistic: required('Statistic', sent.Statistic),
    ...(sent.Dimensions && {
      Dimensions: sent.Dimensions.map(({ Name, Value }) => ({
        Name: required('Name', Name),
        Value: required('Value', Value),
      })),
    }),
    ...(sent.Unit && { Unit: sent.Unit }),
  };
}
