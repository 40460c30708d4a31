/** Whether a request may be carried out: each check gives the checked value or throws AWS's exception. */
import {
  AutoScalingServiceException,
  type CreateAutoScalingGroupType,
  type TargetTrackingConfiguration,
} from '@aws-sdk/client-auto-scaling';
import {
  isLeaving,
  PREDEFINED_METRICS,
  PROCESSES,
  type AutoScalingGroup,
  type GroupInstance,
  type LaunchSource,
  type Process,
  type Registry,
  type Subnet,
  type TargetTracking,
} from './model';
import { askedFor } from '../wire/unsimulated';
import { inOurWords, refusal } from './texts';

/** A ValidationError, which the SDK has no class for (observed: AWS answers it with this code). */
export const invalid = (message: string): AutoScalingServiceException =>
  new AutoScalingServiceException({ name: 'ValidationError', $fault: 'client', message, $metadata: {} });

/** For members that the model calls optional and the operation needs all the same. */
export function required<T>(name: string, value: T | undefined): T {
  if (value === undefined || value === '') throw invalid(inOurWords.required(name));
  return value;
}

/** Deletion hides nothing: a group is found until its last instance is gone. */
export function checkedGroup(registry: Registry, name: string, text = refusal.noGroup): AutoScalingGroup {
  const group = registry.groups.get(name);
  if (!group) throw invalid(text(name));
  return group;
}

/** A group that is not being deleted, for whatever would change it. */
export function changeableGroup(registry: Registry, name: string, text = refusal.noGroup): AutoScalingGroup {
  const group = checkedGroup(registry, name, text);
  if (group.deleting) throw invalid(inOurWords.deleting(name));
  return group;
}

/** Instances of the group that are not terminating. */
export function checkedInstances(group: AutoScalingGroup, ids: readonly string[]): GroupInstance[] {
  return ids.map((id) => {
    const found = group.instances.find((instance) => instance.id === id && !isLeaving(instance));
    if (!found) throw invalid(refusal.notPartOf(id, group.name));
    return found;
  });
}

/** What is taken of a group that is made or changed; whose role it acts in changes nothing that could be seen. */
const GROUP = [
  ...['AutoScalingGroupName', 'LaunchConfigurationName', 'LaunchTemplate', 'MixedInstancesPolicy'],
  ...['MinSize', 'MaxSize', 'DesiredCapacity', 'DefaultCooldown', 'DefaultInstanceWarmup'],
  ...['AvailabilityZones', 'VPCZoneIdentifier', 'TerminationPolicies', 'NewInstancesProtectedFromScaleIn'],
  ...['HealthCheckGracePeriod', 'Tags', 'ServiceLinkedRoleARN'],
];
const STANDARD = { HealthCheckType: 'EC2', DesiredCapacityType: 'units', MaxInstanceLifetime: 0 };

/** @throws ValidationError that names what AWS would take and the lab does not simulate */
export function refuseOthers(input: object): void {
  const others = Object.entries(input).filter(([name]) => !GROUP.includes(name));
  const sent = askedFor(Object.fromEntries(others), STANDARD);
  if (sent.length > 0) throw invalid(inOurWords.notSimulatedGroup(sent));
}

export interface Sizes {
  min: number;
  max: number;
  desired: number;
}

/**
 * The sizes that a group gets: those that were sent, else those that it has. A desired capacity that was not sent is
 * brought within the others (API reference, UpdateAutoScalingGroup); one that was sent must be within.
 */
export function checkedSizes(
  sent: { MinSize?: number; MaxSize?: number; DesiredCapacity?: number },
  present: Sizes,
): Sizes {
  const min = checkedSize('MinSize', sent.MinSize ?? present.min);
  const max = checkedSize('MaxSize', sent.MaxSize ?? present.max);
  if (max < min) throw invalid(refusal.maxBelowMin(min, max));
  if (sent.DesiredCapacity === undefined) return { min, max, desired: Math.min(max, Math.max(min, present.desired)) };
  const desired = checkedSize('DesiredCapacity', sent.DesiredCapacity);
  if (desired < min || desired > max) throw invalid(refusal.desiredOutside(desired, min, max));
  return { min, max, desired };
}

/** A limit of the lab's own, so that no request makes it slow. AWS has none that is documented: it is the account's quota of EC2. */
export const MOST_INSTANCES = 1000;

export function checkedSize(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 0) throw invalid(inOurWords.size(name, value));
  if (value > MOST_INSTANCES) throw invalid(inOurWords.tooMany(name, value, MOST_INSTANCES));
  return value;
}

/** @throws ValidationError for a launch configuration that is not there; a template's name is taken as given, as no EC2 is simulated */
export function checkedLaunchSource(
  registry: Registry,
  sent: Pick<CreateAutoScalingGroupType, 'LaunchConfigurationName' | 'LaunchTemplate' | 'MixedInstancesPolicy'>,
): LaunchSource {
  if (sent.MixedInstancesPolicy) throw invalid(inOurWords.notSimulated('MixedInstancesPolicy', 'LaunchTemplate'));
  const { LaunchConfigurationName, LaunchTemplate } = sent;
  if (Boolean(LaunchConfigurationName) === Boolean(LaunchTemplate)) throw invalid(refusal.launchSource);
  if (LaunchTemplate) return { LaunchTemplate: { ...LaunchTemplate } };
  if (!registry.configurations.has(LaunchConfigurationName!))
    throw invalid(refusal.noConfiguration(LaunchConfigurationName!));
  return { LaunchConfigurationName: LaunchConfigurationName! };
}

/**
 * There is no EC2 to ask: a subnet that no group has used yet is taken as given, and the zones are dealt out in order, `a`,
 * `b`, …, as the load balancer does.
 * @throws ValidationError for what is no subnet id
 */
export function checkedSubnets(registry: Registry, region: string, list: string): Subnet[] {
  const known = [...registry.groups.values()].flatMap(({ subnets }) => subnets);
  const ids = list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return ids.map((id, i) => {
    if (!/^subnet-[0-9a-f]+$/.test(id)) throw invalid(refusal.noSubnet(id));
    return known.find((one) => one.id === id) ?? { id, zone: `${region}${'abcdef'[i % 6]}` };
  });
}

/** All of them, when none is named (API reference, SuspendProcesses). */
export function checkedProcesses(names: readonly string[] | undefined): readonly Process[] {
  if (!names?.length) return PROCESSES;
  return names.map((name) => {
    const process = PROCESSES.find((known) => known === name);
    if (!process) throw invalid(inOurWords.process(name, PROCESSES));
    return process;
  });
}

export function checkTerminationPolicies(names: readonly string[] | undefined): void {
  const other = names?.find((name) => name !== 'Default');
  if (other !== undefined) throw invalid(inOurWords.notSimulated(`The termination policy ${other}`, 'Default'));
}

export function checkedTracking(sent: Partial<TargetTrackingConfiguration> | undefined): TargetTracking {
  const { TargetValue, DisableScaleIn, PredefinedMetricSpecification, CustomizedMetricSpecification } = required(
    'TargetTrackingConfiguration',
    sent,
  );
  if (TargetValue === undefined || !Number.isFinite(TargetValue) || TargetValue <= 0)
    throw invalid(inOurWords.targetValue(TargetValue));
  if (!PredefinedMetricSpecification === !CustomizedMetricSpecification) throw invalid(inOurWords.metric);
  const type = PredefinedMetricSpecification?.PredefinedMetricType ?? 'CustomizedMetricSpecification';
  if (type === 'ALBRequestCountPerTarget' && !PredefinedMetricSpecification?.ResourceLabel)
    throw invalid(refusal.labelMissing);
  const metric = PREDEFINED_METRICS.find((known) => known === type);
  if (!metric) throw invalid(inOurWords.notSimulated(`The metric ${type}`, PREDEFINED_METRICS.join(', ')));
  return { metric, targetValue: TargetValue, disableScaleIn: DisableScaleIn ?? false };
}
