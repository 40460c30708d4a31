/** The operations of EC2 Auto Scaling on groups, instances and activities: each checks, changes or reads, and answers. */
import { AlreadyExistsFault, ResourceInUseFault, ScalingActivityInProgressFault } from '@aws-sdk/client-auto-scaling';
import type * as Sdk from '@aws-sdk/client-auto-scaling';
import type { Operations } from '../wire/service';
import type { World } from '../world';
import type { Behaviour } from './behaviour';
import {
  changeableGroup,
  checkTerminationPolicies,
  checkedGroup,
  checkedInstances,
  checkedLaunchSource,
  checkedProcesses,
  checkedSize,
  checkedSizes,
  checkedSubnets,
  invalid,
  refuseOthers,
} from './checks';
import { shownActivity, shownGroup, shownInstanceDetails } from './describe';
import {
  keptInstances,
  newGroup,
  type AutoScalingGroup,
  type GroupInstance,
  type LaunchSource,
  type Registry,
  type ScalingActivity,
  type Subnet,
} from './model';
import { emptyOperations } from './api-empty';
import { launchConfigurationOperations } from './launch-configurations';
import { pageOf } from './paging';
import { policyOperations } from './policies';
import { passesTagFilters, setTags, tagOperations } from './tags';
import { cause, inOurWords, reason, refusal } from './texts';

/** API reference, DescribeScalingActivities: those of the last six weeks, 100 a page when nothing else is asked. */
const SIX_WEEKS = 42 * 24 * 3600 * 1000;
const USUAL_ACTIVITIES = 100;
/** API reference, DescribeAccountLimits: the defaults. */
const LIMIT = 200;
/** For a launch source that no group of the lab has used: its own type is not known, as no such thing is kept. */
const UNKNOWN_TYPE = 'm5.large';

export function operations(world: World, registry: Registry, behaviour: Behaviour): Operations<typeof Sdk> {
  const instances = behaviour.instances;
  const isProtected = (instance: GroupInstance): boolean => instances.isProtected(instance);

  /** @throws ValidationError for an id that no group has */
  const managed = (id: string): { group: AutoScalingGroup; instance: GroupInstance } => {
    for (const group of registry.groups.values()) {
      const instance = keptInstances(group).find((one) => one.id === id);
      if (instance) return { group, instance };
    }
    throw invalid(refusal.noInstance(id));
  };

  /** Type and monitoring are the launch source's; a template's are those of a group that already launches from it. */
  const launching = (launchedFrom: LaunchSource) => {
    const configuration = registry.configurations.get(launchedFrom.LaunchConfigurationName ?? '');
    if (configuration) {
      const { instanceType, detailedMonitoring } = configuration;
      return { launchedFrom, instanceType, detailedMonitoring };
    }
    const key = templateKey(launchedFrom);
    const like = [...registry.groups.values()].find((group) => templateKey(group.launchedFrom) === key);
    return {
      launchedFrom,
      instanceType: like?.instanceType ?? UNKNOWN_TYPE,
      // User guide, enable-as-instance-metrics: templates give basic monitoring unless they say otherwise.
      detailedMonitoring: like?.detailedMonitoring ?? false,
    };
  };

  const subnetsOf = (list: string | undefined, zones: readonly string[] = []): Subnet[] => {
    const subnets = list ? checkedSubnets(registry, world.region, list) : zones.map((zone) => defaultSubnet(zone));
    if (subnets.length === 0) throw invalid(inOurWords.noZones);
    return subnets;
  };
  const defaultSubnet = (zone: string): Subnet => ({ id: `subnet-${world.random.hex(17)}`, zone });

  const terminateForUser = (group: AutoScalingGroup, instance: GroupInstance, shrinks: boolean): ScalingActivity => {
    const now = world.agenda.now();
    const from = group.desiredCapacity;
    if (shrinks) group.desiredCapacity = from - 1;
    const why = shrinks
      ? cause.takenOutByUserShrinking(now, instance.id, from, from - 1)
      : cause.takenOutByUser(now, instance.id);
    instances.adjustSoon(group);
    return instances.terminate(group, instance, why);
  };

  return {
    ...tagOperations(registry),
    ...policyOperations(world, registry, behaviour),
    ...launchConfigurationOperations(world, registry, instances),
    ...emptyOperations(registry),

    CreateAutoScalingGroup(input) {
      const name = input.AutoScalingGroupName;
      if (registry.groups.has(name)) throw new AlreadyExistsFault({ message: refusal.sameName(name), $metadata: {} });
      refuseOthers(input);
      const source = checkedLaunchSource(registry, input);
      checkTerminationPolicies(input.TerminationPolicies);
      const sizes = checkedSizes(input, { min: 0, max: 0, desired: 0 });
      const group = newGroup(world, registry.nextOrder(), {
        name,
        minSize: sizes.min,
        maxSize: sizes.max,
        subnets: subnetsOf(input.VPCZoneIdentifier, input.AvailabilityZones),
        ...launching(source),
        defaultCooldown: input.DefaultCooldown,
        defaultInstanceWarmup: input.DefaultInstanceWarmup,
        healthCheckGracePeriod: input.HealthCheckGracePeriod,
        newInstancesProtectedFromScaleIn: input.NewInstancesProtectedFromScaleIn,
      });
      setTags(group, input.Tags ?? []);
      registry.groups.set(name, group);
      behaviour.setDesired(group, sizes.desired, reason.created);
      return {};
    },

    UpdateAutoScalingGroup(input) {
      const group = changeableGroup(registry, input.AutoScalingGroupName);
      refuseOthers(input);
      const { minSize: min, maxSize: max, desiredCapacity: desired } = group;
      const sizes = checkedSizes(input, { min, max, desired });
      checkTerminationPolicies(input.TerminationPolicies);
      const changesSource = input.LaunchConfigurationName || input.LaunchTemplate || input.MixedInstancesPolicy;
      const source = changesSource && launching(checkedLaunchSource(registry, input));
      const subnets = input.VPCZoneIdentifier && subnetsOf(input.VPCZoneIdentifier);
      Object.assign(
        group,
        { minSize: sizes.min, maxSize: sizes.max },
        source,
        subnets && { subnets },
        withoutGaps({
          defaultCooldown: input.DefaultCooldown,
          defaultInstanceWarmup: input.DefaultInstanceWarmup,
          healthCheckGracePeriod: input.HealthCheckGracePeriod,
          newInstancesProtectedFromScaleIn: input.NewInstancesProtectedFromScaleIn,
        }),
      );
      behaviour.setDesired(group, sizes.desired, reason.updated(sizes.min, sizes.max, sizes.desired));
      return {};
    },

    DeleteAutoScalingGroup({ AutoScalingGroupName: name, ForceDelete = false }) {
      const group = changeableGroup(registry, name);
      if (!ForceDelete && (group.instances.length > 0 || group.desiredCapacity > 0))
        throw new ResourceInUseFault({ message: refusal.notEmpty, $metadata: {} });
      for (const policy of group.policies) behaviour.deletePolicy(group, policy);
      Object.assign(group, { deleting: true, desiredCapacity: 0, minSize: 0 });
      const now = world.agenda.now();
      for (const instance of keptInstances(group))
        instances.terminate(group, instance, cause.groupDeleted(now, instance.id));
      if (group.instances.length === 0) registry.groups.delete(name);
      return {};
    },

    DescribeAutoScalingGroups(input) {
      const { AutoScalingGroupNames: names, IncludeInstances = true, Filters } = input;
      const groups = [...registry.groups.values()].filter(
        (group) => (!names?.length || names.includes(group.name)) && passesTagFilters(group, Filters),
      );
      const { page, NextToken } = pageOf(groups, ({ order }) => order, input);
      return {
        AutoScalingGroups: page.map((group) => shownGroup(world.account, group, IncludeInstances, isProtected)),
        NextToken,
      };
    },

    DescribeAutoScalingInstances(input) {
      const all = [...registry.groups.values()].flatMap((group) =>
        group.instances.map((instance) => ({ group, instance })),
      );
      const wanted = all
        .filter(({ instance }) => !input.InstanceIds?.length || input.InstanceIds.includes(instance.id))
        .sort((a, b) => a.instance.order - b.instance.order);
      const { page, NextToken } = pageOf(wanted, ({ instance }) => instance.order, input);
      return {
        AutoScalingInstances: page.map((one) => shownInstanceDetails(one.group, one.instance, isProtected)),
        NextToken,
      };
    },

    DescribeScalingActivities(input) {
      const { AutoScalingGroupName: name, IncludeDeletedGroups = false, ActivityIds: ids, Filters } = input;
      if (Filters?.length) throw invalid(inOurWords.filter(Filters[0]?.Name));
      const isGone = (activity: ScalingActivity): boolean =>
        registry.groups.get(activity.groupName)?.arn !== activity.groupArn;
      if (name !== undefined && !IncludeDeletedGroups) checkedGroup(registry, name);
      const newestFirst = registry.activities
        .filter(
          (activity) =>
            (name === undefined || activity.groupName === name) &&
            (IncludeDeletedGroups || !isGone(activity)) &&
            (!ids?.length || ids.includes(activity.id)) &&
            activity.started.getTime() >= world.agenda.ms - SIX_WEEKS,
        )
        .reverse();
      const options = { usual: USUAL_ACTIVITIES, falling: true };
      const { page, NextToken } = pageOf(newestFirst, ({ order }) => order, input, options);
      return { Activities: page.map((activity) => shownActivity(activity, isGone(activity))), NextToken };
    },

    SetDesiredCapacity({ AutoScalingGroupName: name, DesiredCapacity: desired, HonorCooldown = false }) {
      const group = changeableGroup(registry, name);
      checkedSize('DesiredCapacity', desired);
      if (desired < group.minSize) throw invalid(refusal.belowMin(desired, group.minSize));
      if (desired > group.maxSize) throw invalid(refusal.aboveMax(desired, group.maxSize));
      if (HonorCooldown && world.agenda.ms < group.cooldownUntil)
        throw new ScalingActivityInProgressFault({
          message: inOurWords.cooldown(new Date(group.cooldownUntil)),
          $metadata: {},
        });
      group.cooldownUntil = world.agenda.ms + group.defaultCooldown * 1000;
      behaviour.setDesired(group, desired, reason.setByUser);
      return {};
    },

    TerminateInstanceInAutoScalingGroup(input) {
      const { InstanceId: id, InstanceIds: ids = [], AutoScalingGroupName: name } = input;
      if (id === undefined && name === undefined) throw invalid(inOurWords.noGroupNamed);
      const chosen =
        id !== undefined
          ? [managed(id)]
          : checkedInstances(checkedGroup(registry, name!), ids).map(({ id: one }) => managed(one));
      const shrinks = input.ShouldDecrementDesiredCapacity;
      const [{ group } = { group: undefined }] = chosen;
      if (group && shrinks && group.desiredCapacity - chosen.length < group.minSize)
        throw invalid(refusal.desiredEqualsMin(group.minSize));
      const activities = chosen.map(({ instance }) =>
        shownActivity(terminateForUser(group!, instance, shrinks), false),
      );
      return id !== undefined ? { Activity: activities[0] } : { Activities: activities };
    },

    SetInstanceProtection({ AutoScalingGroupName: name, InstanceIds: ids, ProtectedFromScaleIn }) {
      const group = changeableGroup(registry, name);
      for (const instance of checkedInstances(group, ids)) instance.protectedFromScaleIn = ProtectedFromScaleIn;
      instances.adjustSoon(group);
      return {};
    },

    /** The grace period is not looked at: there are no health checks that would have one. */
    SetInstanceHealth({ InstanceId: id, HealthStatus: status }) {
      const { group, instance } = managed(id);
      if (status !== 'Healthy' && status !== 'Unhealthy') throw invalid(inOurWords.health(status));
      instance.healthy = status === 'Healthy';
      if (!instance.healthy && !group.suspended.has('ReplaceUnhealthy')) instances.replaceUnhealthy(group, instance);
      return {};
    },

    SuspendProcesses({ AutoScalingGroupName: name, ScalingProcesses }) {
      const group = changeableGroup(registry, name);
      for (const process of checkedProcesses(ScalingProcesses))
        if (!group.suspended.has(process)) group.suspended.set(process, world.agenda.now());
      return {};
    },

    ResumeProcesses({ AutoScalingGroupName: name, ScalingProcesses }) {
      const group = changeableGroup(registry, name);
      for (const process of checkedProcesses(ScalingProcesses)) group.suspended.delete(process);
      instances.adjustSoon(group);
      return {};
    },

    DescribeAccountLimits: () => ({
      MaxNumberOfAutoScalingGroups: LIMIT,
      MaxNumberOfLaunchConfigurations: LIMIT,
      NumberOfAutoScalingGroups: registry.groups.size,
      NumberOfLaunchConfigurations: registry.configurations.size,
    }),
  };
}

/** Equal for the same launch template, whatever its version. */
const templateKey = ({ LaunchTemplate }: LaunchSource): string | undefined =>
  LaunchTemplate && (LaunchTemplate.LaunchTemplateName ?? LaunchTemplate.LaunchTemplateId);

/** The fields that were sent: the wire gives undefined for the others. */
const withoutGaps = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
