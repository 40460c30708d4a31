/** Every simulated operation of Application Auto Scaling, in an order in which each has something to do. */
import type { Teller } from './story';

/** @param ResourceId an ECS service's, such as `service/cluster/name`; it has fewer than three tasks */
export async function tellApplicationAutoScaling({ to, pass }: Teller, ResourceId: string): Promise<void> {
  const scaling = to('application-autoscaling');
  const target = {
    ServiceNamespace: 'ecs' as const,
    ResourceId,
    ScalableDimension: 'ecs:service:DesiredCount' as const,
  };
  const registered = await scaling('RegisterScalableTarget', {
    ...target,
    MinCapacity: 3,
    MaxCapacity: 8,
    Tags: { 이름: '값 <&"\'>' },
  });
  const ResourceARN = registered.ScalableTargetARN;
  await scaling('PutScalingPolicy', {
    ...target,
    PolicyName: 'processors',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 50.5,
      ScaleOutCooldown: 10,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  });
  await scaling('TagResource', { ResourceARN, Tags: { of: 'attendee' } });
  await pass(180);

  const ServiceNamespace = target.ServiceNamespace;
  await scaling('DescribeScalableTargets', { ServiceNamespace });
  await scaling('DescribeScalingPolicies', { ServiceNamespace });
  await scaling('DescribeScalingActivities', { ServiceNamespace });
  await scaling('ListTagsForResource', { ResourceARN });

  await scaling('UntagResource', { ResourceARN, TagKeys: ['of'] });
  await scaling('DeleteScalingPolicy', { ...target, PolicyName: 'processors' });
  await scaling('DeregisterScalableTarget', target);
}
