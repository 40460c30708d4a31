/** Every simulated operation of Elastic Load Balancing, in an order in which each has something to do. */
import type { Teller } from './story';

export async function tellElb({ to, pass }: Teller): Promise<void> {
  const elb = to('elbv2');
  const Tags = [{ Key: '이름', Value: '값 <&"\'>' }];
  const created = await elb('CreateTargetGroup', {
    Name: 'boats',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-0a1b2c3d',
    Matcher: { HttpCode: '200-299' },
    Tags,
  });
  const TargetGroupArn = created.TargetGroups[0]!.TargetGroupArn!;
  const { LoadBalancers } = await elb('CreateLoadBalancer', {
    Name: 'pier',
    Subnets: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'],
    SecurityGroups: ['sg-0a1b2c3d'],
    Tags,
  });
  const LoadBalancerArn = LoadBalancers[0]!.LoadBalancerArn!;
  const { Listeners } = await elb('CreateListener', {
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  const ListenerArn = Listeners[0]!.ListenerArn!;
  const { Rules } = await elb('CreateRule', {
    ListenerArn,
    Priority: 10,
    Conditions: [{ Field: 'path-pattern', Values: ['/boats*'] }],
    Actions: [
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '200', ContentType: 'text/plain', MessageBody: '배' },
      },
    ],
  });
  const RuleArn = Rules[0]!.RuleArn!;
  const Targets = [{ Id: 'i-0123456789abcdef0', Port: 8080 }];
  await elb('RegisterTargets', { TargetGroupArn, Targets });
  await elb('ModifyTargetGroup', { TargetGroupArn, HealthCheckPath: '/boats', HealthCheckIntervalSeconds: 15 });
  await elb('ModifyTargetGroupAttributes', {
    TargetGroupArn,
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
  });
  await elb('ModifyLoadBalancerAttributes', {
    LoadBalancerArn,
    Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '90' }],
  });
  await elb('ModifyListener', { ListenerArn, Port: 8080 });
  await elb('ModifyRule', { RuleArn, Conditions: [{ Field: 'path-pattern', Values: ['/ships*'] }] });
  await elb('SetRulePriorities', { RulePriorities: [{ RuleArn, Priority: 20 }] });
  await elb('SetSecurityGroups', { LoadBalancerArn, SecurityGroups: ['sg-1a1b2c3d'] });
  await elb('SetSubnets', { LoadBalancerArn, Subnets: ['subnet-0a1b2c3d', 'subnet-2a1b2c3d'] });
  await elb('AddTags', { ResourceArns: [LoadBalancerArn], Tags: [{ Key: 'of', Value: 'attendee' }] });
  await pass(60);

  await elb('DescribeLoadBalancers', {});
  await elb('DescribeTargetGroups', {});
  await elb('DescribeListeners', { LoadBalancerArn });
  await elb('DescribeRules', { ListenerArn });
  await elb('DescribeTargetHealth', { TargetGroupArn });
  await elb('DescribeTargetGroupAttributes', { TargetGroupArn });
  await elb('DescribeLoadBalancerAttributes', { LoadBalancerArn });
  await elb('DescribeAccountLimits', {});
  await elb('DescribeTags', { ResourceArns: [LoadBalancerArn, TargetGroupArn] });

  await elb('RemoveTags', { ResourceArns: [LoadBalancerArn], TagKeys: ['of'] });
  await elb('DeregisterTargets', { TargetGroupArn, Targets });
  await elb('DeleteRule', { RuleArn });
  await elb('DeleteListener', { ListenerArn });
  await elb('DeleteLoadBalancer', { LoadBalancerArn });
  await elb('DeleteTargetGroup', { TargetGroupArn });
}
