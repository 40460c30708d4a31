/** How long the simulator takes for a day of the lab, without HTTP. */
import { serviceAutoscaling } from '../fixtures/demogo';
import { DESIRED_COUNT, resourceIdOf } from '../fixtures/service-autoscaling';
import { simulatedLab } from '../fixtures/simulated-lab';
import { createParts } from '../simulator';

const { policy, minTasks, maxTasks, service } = serviceAutoscaling;
const DAY_MS = 86_400_000;

/** Seconds for a day with the chapter's policy in force and some load each hour. */
export function labDay(): number {
  const { agenda, applicationAutoScaling, elb, loadBalancerArn } = createParts(simulatedLab);
  const { RegisterScalableTarget, PutScalingPolicy } = applicationAutoScaling.operations;
  const group = [...elb.configuration.targetGroups.values()].find(({ name }) => name === service.name)!;
  const suffix = (arn: string): string => arn.split(':').at(-1)!.replace('loadbalancer/', '');
  const resource = { ...DESIRED_COUNT, ResourceId: resourceIdOf(simulatedLab) };
  void RegisterScalableTarget!({ ...resource, MinCapacity: minTasks, MaxCapacity: maxTasks });
  void PutScalingPolicy!({
    ...resource,
    PolicyName: policy.name,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: policy.target,
      PredefinedMetricSpecification: {
        PredefinedMetricType: policy.metric,
        ResourceLabel: `${suffix(loadBalancerArn)}/${suffix(group.arn)}`,
      },
    },
  });
  // Six minutes of every hour: the service goes up and comes down again all day.
  agenda.every(1, () => {
    if (agenda.ms % 3_600_000 >= 360_000) return;
    elb.record(elb.route(loadBalancerArn, 80, service.path), { weight: 5000, status: 200, bytesIn: 80, bytesOut: 400 });
  });
  const start = performance.now();
  agenda.advanceTo(agenda.ms + DAY_MS);
  return (performance.now() - start) / 1000;
}
