/** Launch configurations: what instances are launched from, and the cluster that their user data names. */
import { AlreadyExistsFault, ResourceInUseFault } from '@aws-sdk/client-auto-scaling';
import type * as Sdk from '@aws-sdk/client-auto-scaling';
import type { Operations } from '../wire/service';
import type { World } from '../world';
import { invalid, required } from './checks';
import type { Instances } from './instances';
import type { AutoScalingGroup, LaunchConfiguration, LaunchSource, Registry } from './model';
import { pageOf } from './paging';
import { inOurWords, refusal } from './texts';

/** The tag that stands in for the user data of a launch template: templates are EC2's, which is not simulated. */
const CLUSTER_TAG = 'ECS_CLUSTER';

export function newConfiguration(
  world: World,
  wanted: Pick<LaunchConfiguration, 'name' | 'instanceType' | 'detailedMonitoring'> &
    Partial<Pick<LaunchConfiguration, 'userData' | 'others'>>,
): LaunchConfiguration {
  // AWS CLI reference, describe-launch-configurations.
  const resource = `launchConfiguration:${world.random.uuid()}:launchConfigurationName/${wanted.name}`;
  return {
    userData: '',
    others: {},
    ...wanted,
    arn: world.arn('autoscaling', resource),
    created: world.agenda.now(),
  };
}

/**
 * The cluster that an instance joins. Its agent reads it from ECS_CLUSTER, which the user data of the ECS-optimised AMI
 * writes into /etc/ecs/ecs.config (ECS developer guide, "Bootstrapping container instances"). For a launch template it is the
 * group's tag ECS_CLUSTER: that is the simulator's own way. Without either no agent is started, though on AWS an agent
 * without a name joins the cluster `default`.
 */
export function clusterNamed(registry: Registry, group: AutoScalingGroup, source: LaunchSource): string | undefined {
  const configuration = registry.configurations.get(source.LaunchConfigurationName ?? '');
  const userData = Buffer.from(configuration?.userData ?? '', 'base64').toString();
  return clusterIn(userData) ?? group.tags.get(CLUSTER_TAG)?.value;
}

/** The last value that a script gives ECS_CLUSTER, with or without quotes. */
export function clusterIn(userData: string): string | undefined {
  return [...userData.matchAll(/\bECS_CLUSTER\s*=\s*["']?([\w-]+)/g)].at(-1)?.[1];
}

export function launchConfigurationOperations(
  world: World,
  registry: Registry,
  { host }: Instances,
): Pick<
  Operations<typeof Sdk>,
  'CreateLaunchConfiguration' | 'DescribeLaunchConfigurations' | 'DeleteLaunchConfiguration'
> {
  return {
    CreateLaunchConfiguration(input) {
      const { LaunchConfigurationName: name, InstanceType, InstanceMonitoring, UserData = '', InstanceId } = input;
      const { ImageId, ...others } = input;
      if (InstanceId) throw invalid(inOurWords.notSimulated('InstanceId', 'ImageId and InstanceType'));
      if (name.length < 1 || name.length > 255) throw invalid(inOurWords.configurationName(name));
      if (registry.configurations.has(name))
        throw new AlreadyExistsFault({ message: refusal.sameConfiguration(name), $metadata: {} });
      const instanceType = required('InstanceType', InstanceType);
      if (!host.knowsType(instanceType)) throw invalid(inOurWords.instanceType(instanceType));
      if (!isBase64(UserData)) throw invalid(refusal.userData);
      const configuration = newConfiguration(world, {
        name,
        instanceType,
        // User guide, enable-as-instance-metrics: detailed unless told otherwise.
        detailedMonitoring: InstanceMonitoring?.Enabled ?? true,
        userData: UserData,
        others: { ...others, ImageId: required('ImageId', ImageId) },
      });
      registry.configurations.set(name, configuration);
      return {};
    },

    DescribeLaunchConfigurations(input) {
      const { LaunchConfigurationNames: names } = input;
      const found = [...registry.configurations.values()].filter(({ name }) => !names?.length || names.includes(name));
      const { page, NextToken } = pageOf(found, ({ name }) => name, input);
      return { LaunchConfigurations: page.map(shown), NextToken };
    },

    DeleteLaunchConfiguration({ LaunchConfigurationName: name }) {
      if (!registry.configurations.has(name)) throw invalid(refusal.noConfiguration(name));
      const user = [...registry.groups.values()].find((group) => group.launchedFrom.LaunchConfigurationName === name);
      if (user) throw new ResourceInUseFault({ message: refusal.configurationInUse(name, user.name), $metadata: {} });
      registry.configurations.delete(name);
      return {};
    },
  };
}

/** AWS CLI reference, describe-launch-configurations: what was not sent is there, and empty. */
const shown = (configuration: LaunchConfiguration): Sdk.LaunchConfiguration => ({
  ImageId: '',
  KeyName: '',
  SecurityGroups: [],
  ClassicLinkVPCSecurityGroups: [],
  BlockDeviceMappings: [],
  KernelId: '',
  RamdiskId: '',
  EbsOptimized: false,
  ...configuration.others,
  LaunchConfigurationName: configuration.name,
  LaunchConfigurationARN: configuration.arn,
  CreatedTime: configuration.created,
  InstanceType: configuration.instanceType,
  InstanceMonitoring: { Enabled: configuration.detailedMonitoring },
  UserData: configuration.userData,
});

const isBase64 = (text: string): boolean => {
  const compact = text.replace(/\s/g, '');
  return Buffer.from(compact, 'base64').toString('base64').replace(/=+$/, '') === compact.replace(/=+$/, '');
};
