/** Every simulated operation of EC2 Auto Scaling, in an order in which each has something to do. */
import type { Teller } from './story';

export async function tellAutoScaling({ to, pass }: Teller): Promise<void> {
  const autoscaling = to('autoscaling');
  const AutoScalingGroupName = 'pier-instances';
  const LaunchConfigurationName = 'pier';
  // Without user data: some clients encode it for the caller, and others do not.
  await autoscaling('CreateLaunchConfiguration', {
    LaunchConfigurationName,
    ImageId: 'ami-0123456789abcdef0',
    InstanceType: 'm5d.large',
  });
  await autoscaling('CreateAutoScalingGroup', {
    AutoScalingGroupName,
    LaunchConfigurationName,
    MinSize: 0,
    MaxSize: 3,
    DesiredCapacity: 1,
    VPCZoneIdentifier: 'subnet-0a1b2c3d,subnet-1a1b2c3d',
    Tags: [{ Key: '이름', Value: '값 <&"\'>', PropagateAtLaunch: true }],
  });
  const tag = { ResourceId: AutoScalingGroupName, ResourceType: 'auto-scaling-group', Key: 'of' };
  await autoscaling('CreateOrUpdateTags', { Tags: [{ ...tag, Value: 'attendee', PropagateAtLaunch: false }] });
  await autoscaling('UpdateAutoScalingGroup', { AutoScalingGroupName, MaxSize: 4, DefaultCooldown: 10 });
  await autoscaling('PutScalingPolicy', {
    AutoScalingGroupName,
    PolicyName: 'network',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: {
      TargetValue: 50_000,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' },
    },
  });
  await autoscaling('SetDesiredCapacity', { AutoScalingGroupName, DesiredCapacity: 2 });
  await autoscaling('SuspendProcesses', { AutoScalingGroupName, ScalingProcesses: ['AlarmNotification'] });
  await pass(180);

  const { AutoScalingGroups } = await autoscaling('DescribeAutoScalingGroups', {});
  const group = AutoScalingGroups!.find(({ AutoScalingGroupName: name }) => name === AutoScalingGroupName)!;
  const InstanceId = group.Instances![0]!.InstanceId!;
  await autoscaling('DescribeAutoScalingInstances', {});
  await autoscaling('DescribeScalingActivities', {});
  await autoscaling('DescribePolicies', {});
  await autoscaling('DescribeTags', {});
  await autoscaling('DescribeLaunchConfigurations', {});
  await autoscaling('DescribeInstanceRefreshes', { AutoScalingGroupName });
  await autoscaling('DescribeLifecycleHooks', { AutoScalingGroupName });
  await autoscaling('DescribeLoadBalancers', { AutoScalingGroupName });
  await autoscaling('DescribeLoadBalancerTargetGroups', { AutoScalingGroupName });
  await autoscaling('DescribeNotificationConfigurations', {});
  await autoscaling('DescribeScheduledActions', {});
  await autoscaling('DescribeTrafficSources', { AutoScalingGroupName });
  await autoscaling('DescribeWarmPool', { AutoScalingGroupName });
  await autoscaling('DescribeScalingProcessTypes', {});
  await autoscaling('DescribeTerminationPolicyTypes', {});
  await autoscaling('DescribeAccountLimits', {});

  await autoscaling('ResumeProcesses', { AutoScalingGroupName, ScalingProcesses: ['AlarmNotification'] });
  const InstanceIds = [InstanceId];
  await autoscaling('SetInstanceProtection', { AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn: true });
  await autoscaling('SetInstanceHealth', { InstanceId, HealthStatus: 'Healthy' });
  await autoscaling('TerminateInstanceInAutoScalingGroup', { InstanceId, ShouldDecrementDesiredCapacity: true });
  await autoscaling('DeletePolicy', { AutoScalingGroupName, PolicyName: 'network' });
  await autoscaling('DeleteTags', { Tags: [tag] });
  await autoscaling('DeleteAutoScalingGroup', { AutoScalingGroupName, ForceDelete: true });
  await pass(180);
  await autoscaling('DescribeScalingActivities', { IncludeDeletedGroups: true });
  await autoscaling('DeleteLaunchConfiguration', { LaunchConfigurationName });
}
