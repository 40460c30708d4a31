/** The operations of EC2 Auto Scaling on what the lab's groups never have: each answers an empty list, as AWS does then. */
import type * as Sdk from '@aws-sdk/client-auto-scaling';
import type { Operations } from '../wire/service';
import { checkedGroup } from './checks';
import { PROCESSES, type Registry } from './model';

/** What would make one is refused by name, as every operation that is not simulated. */
export function emptyOperations(registry: Registry): Operations<typeof Sdk> {
  const ofGroup =
    <Answer>(answer: Answer) =>
    ({ AutoScalingGroupName: name }: { AutoScalingGroupName?: string }): Answer => {
      if (name !== undefined) checkedGroup(registry, name);
      return answer;
    };

  return {
    DescribeInstanceRefreshes: ofGroup({ InstanceRefreshes: [] }),
    /** Also for a group whose terminations wait for ECS: the hook of managed draining is not listed. */
    DescribeLifecycleHooks: ofGroup({ LifecycleHooks: [] }),
    DescribeLoadBalancers: ofGroup({ LoadBalancers: [] }),
    DescribeLoadBalancerTargetGroups: ofGroup({ LoadBalancerTargetGroups: [] }),
    DescribeNotificationConfigurations: () => ({ NotificationConfigurations: [] }),
    DescribeScheduledActions: ofGroup({ ScheduledUpdateGroupActions: [] }),
    DescribeTrafficSources: ofGroup({ TrafficSources: [] }),
    DescribeWarmPool: ofGroup({ Instances: [] }),
    DescribeScalingProcessTypes: () => ({ Processes: PROCESSES.map((ProcessName) => ({ ProcessName })) }),
    DescribeTerminationPolicyTypes: () => ({ TerminationPolicyTypes: ['Default'] }),
  };
}
