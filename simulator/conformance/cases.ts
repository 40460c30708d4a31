/** What every client is asked to do, in order, and what it must make of the simulator's answer. */
import type { Parts } from '../index';
import { CLUSTER } from '../testing';
import type { ServiceName } from './story';

interface Asked {
  service: ServiceName;
  input: Record<string, unknown>;
}

export type Case = Asked &
  (
    | {
        operation: string;
        /** Parts of the output, by paths such as `services.0.status`. */
        gives?: Record<string, unknown>;
        /** The exception's class, or the code that the wire has: clients show one or the other. */
        fails?: readonly string[];
      }
    | { paginate: string; pageSize: number; /** The member whose items are counted. */ items: string; count: number }
    | { wait: string }
  );

/** What came of a case: the output, or all pages' items, or an error. */
export type Outcome = { output: unknown } | { count: number } | { error: string; message: string };

export const nameOf = (asked: Case): string =>
  `${asked.service} ${'operation' in asked ? asked.operation : 'wait' in asked ? `wait ${asked.wait}` : `paginate ${asked.paginate}`}`;

/** What is wrong with an outcome, as a sentence; undefined where nothing is. */
export function wrongIn(asked: Case, outcome: Outcome): string | undefined {
  const found = JSON.stringify(outcome);
  if ('fails' in asked && asked.fails)
    return 'error' in outcome && asked.fails.includes(outcome.error)
      ? undefined
      : `expected ${asked.fails.join(' or ')}, found ${found}`;
  if ('error' in outcome) return `expected an answer, found ${found}`;
  if ('count' in asked)
    return 'count' in outcome && outcome.count === asked.count ? undefined : `expected ${asked.count}, found ${found}`;
  const gives = 'gives' in asked && asked.gives ? asked.gives : {};
  const output = 'output' in outcome ? outcome.output : {};
  const missed = Object.entries(gives).filter(([path, value]) => at(output, path) !== value);
  return missed.length === 0 ? undefined : `expected ${JSON.stringify(Object.fromEntries(missed))}, found ${found}`;
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);

/** The cases for one new small lab. */
export async function casesOf({ elb, autoScaling }: Pick<Parts, 'elb' | 'autoScaling'>): Promise<Case[]> {
  const cluster = CLUSTER;
  const [balancer] = elb.configuration.loadBalancers.values();
  const [TargetGroupArn] = elb.configuration.targetGroups.keys();
  const LoadBalancerArn = balancer!.arn;
  const [listener] = balancer!.listeners.values();
  const described = await autoScaling.operations.DescribeAutoScalingGroups!({});
  const { AutoScalingGroupName } = described.AutoScalingGroups![0]!;
  const scalable = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${cluster}/shop`,
    ScalableDimension: 'ecs:service:DesiredCount',
  };
  const alarm = {
    AlarmName: 'busy',
    Namespace: 'AWS/ECS',
    MetricName: 'CPUUtilization',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 50.5,
    ComparisonOperator: 'GreaterThanThreshold',
  };
  const missing = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:targetgroup/none/0123456789abcdef';
  return [
    {
      service: 'ecs',
      operation: 'DescribeServices',
      input: { cluster, services: ['shop', 'none'] },
      gives: { 'services.0.serviceName': 'shop', 'services.0.runningCount': 2, 'failures.0.reason': 'MISSING' },
    },
    {
      service: 'ecs',
      operation: 'DescribeClusters',
      input: { clusters: [cluster] },
      gives: { 'clusters.0.status': 'ACTIVE' },
    },
    {
      service: 'ecs',
      operation: 'DescribeServices',
      input: { cluster: 'none', services: ['shop'] },
      fails: ['ClusterNotFoundException'],
    },
    {
      service: 'ecs',
      operation: 'UpdateService',
      input: { cluster, service: 'none', desiredCount: 1 },
      fails: ['ServiceNotFoundException'],
    },
    {
      service: 'ecs',
      operation: 'UpdateService',
      input: { cluster, service: 'shop', desiredCount: 2 },
      gives: { 'service.desiredCount': 2 },
    },
    {
      service: 'ecs',
      operation: 'CreateCluster',
      input: { clusterName: 'pier', tags: [{ key: '이름', value: '값 <&"\'>' }] },
      gives: { 'cluster.clusterName': 'pier', 'cluster.tags.0.value': '값 <&"\'>' },
    },
    { service: 'ecs', paginate: 'ListTasks', input: { cluster }, pageSize: 3, items: 'taskArns', count: 4 },
    { service: 'ecs', wait: 'ServicesStable', input: { cluster, services: ['shop', 'dock'] } },

    {
      service: 'elbv2',
      operation: 'DescribeLoadBalancers',
      input: { LoadBalancerArns: [LoadBalancerArn] },
      gives: { 'LoadBalancers.0.LoadBalancerArn': LoadBalancerArn, 'LoadBalancers.0.State.Code': 'active' },
    },
    {
      service: 'elbv2',
      operation: 'DescribeTargetHealth',
      input: { TargetGroupArn },
      gives: { 'TargetHealthDescriptions.0.TargetHealth.State': 'healthy' },
    },
    {
      service: 'elbv2',
      operation: 'DescribeTargetHealth',
      input: { TargetGroupArn: missing },
      fails: ['TargetGroupNotFoundException', 'TargetGroupNotFound'],
    },
    {
      service: 'elbv2',
      operation: 'DescribeRules',
      input: { ListenerArn: listener!.arn },
      gives: { 'Rules.0.Priority': '1' },
    },
    {
      service: 'elbv2',
      operation: 'ModifyTargetGroupAttributes',
      input: { TargetGroupArn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }] },
      gives: { 'Attributes.0.Value': '30' },
    },
    { service: 'elbv2', paginate: 'DescribeTargetGroups', input: {}, pageSize: 1, items: 'TargetGroups', count: 2 },
    { service: 'elbv2', wait: 'LoadBalancerAvailable', input: { LoadBalancerArns: [LoadBalancerArn] } },
    { service: 'elbv2', wait: 'TargetInService', input: { TargetGroupArn } },

    {
      service: 'application-autoscaling',
      operation: 'RegisterScalableTarget',
      input: { ...scalable, MinCapacity: 2, MaxCapacity: 8 },
    },
    {
      service: 'application-autoscaling',
      operation: 'PutScalingPolicy',
      input: {
        ...scalable,
        PolicyName: 'requests',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 50,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      },
    },
    {
      service: 'application-autoscaling',
      operation: 'DescribeScalingPolicies',
      input: { ServiceNamespace: 'ecs' },
      gives: {
        'ScalingPolicies.0.PolicyName': 'requests',
        'ScalingPolicies.0.TargetTrackingScalingPolicyConfiguration.TargetValue': 50,
      },
    },
    {
      service: 'application-autoscaling',
      operation: 'DeleteScalingPolicy',
      input: { ...scalable, PolicyName: 'none' },
      fails: ['ObjectNotFoundException'],
    },
    {
      service: 'application-autoscaling',
      paginate: 'DescribeScalableTargets',
      input: { ServiceNamespace: 'ecs' },
      pageSize: 1,
      items: 'ScalableTargets',
      count: 1,
    },

    { service: 'cloudwatch', operation: 'PutMetricAlarm', input: alarm },
    {
      service: 'cloudwatch',
      operation: 'DescribeAlarms',
      input: { AlarmNames: ['busy'] },
      gives: { 'MetricAlarms.0.Threshold': 50.5, 'MetricAlarms.0.StateValue': 'INSUFFICIENT_DATA' },
    },
    {
      service: 'cloudwatch',
      operation: 'SetAlarmState',
      input: { AlarmName: 'none', StateValue: 'OK', StateReason: 'none' },
      fails: ['ResourceNotFound', 'ResourceNotFoundException'],
    },
    {
      service: 'cloudwatch',
      operation: 'PutMetricData',
      input: {
        Namespace: 'Pier',
        MetricData: [{ MetricName: 'Boats', Value: 3.25, Dimensions: [{ Name: '이름', Value: '값' }] }],
      },
    },
    { service: 'cloudwatch', paginate: 'DescribeAlarms', input: {}, pageSize: 2, items: 'MetricAlarms', count: 3 },
    { service: 'cloudwatch', wait: 'AlarmExists', input: { AlarmNames: ['busy'] } },

    {
      service: 'autoscaling',
      operation: 'DescribeAutoScalingGroups',
      input: { AutoScalingGroupNames: [AutoScalingGroupName] },
      gives: {
        'AutoScalingGroups.0.DesiredCapacity': 2,
        'AutoScalingGroups.0.Instances.0.LifecycleState': 'InService',
      },
    },
    {
      service: 'autoscaling',
      operation: 'SetDesiredCapacity',
      input: { AutoScalingGroupName: 'none', DesiredCapacity: 1 },
      fails: ['ValidationError'],
    },
    {
      service: 'autoscaling',
      paginate: 'DescribeAutoScalingInstances',
      input: {},
      pageSize: 1,
      items: 'AutoScalingInstances',
      count: 2,
    },
  ];
}
