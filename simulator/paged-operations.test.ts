/** Every operation that answers in pages, of every service: its tokens lead through all there is, each once. */
import * as aasSdk from '@aws-sdk/client-application-auto-scaling';
import * as asgSdk from '@aws-sdk/client-auto-scaling';
import * as cloudwatchSdk from '@aws-sdk/client-cloudwatch';
import * as ecsSdk from '@aws-sdk/client-ecs';
import * as elbSdk from '@aws-sdk/client-elastic-load-balancing-v2';
import fc from 'fast-check';
import { CLUSTER, testLab, type TestLab } from './testing';

type Answer = Record<string, unknown>;
type Operation = (input: object) => Answer | Promise<Answer>;

/** What of an answer is the list, and what every question has. */
interface Paged {
  list: string;
  input?: (lab: TestLab) => object;
}

interface PagedService {
  sdk: object;
  operations: (lab: TestLab) => object;
  size: string;
  token: string;
  next: string;
  paged: Record<string, Paged>;
  /** Those whose pages another test goes through, or that never have anything. */
  others: readonly string[];
}

const cluster = { cluster: CLUSTER };
const ecsNamespace = { ServiceNamespace: 'ecs' };
const inCluster = (list: string): Paged => ({ list, input: () => cluster });

const services: Record<string, PagedService> = {
  ecs: {
    sdk: ecsSdk,
    operations: ({ ecs }) => ecs.operations,
    size: 'maxResults',
    token: 'nextToken',
    next: 'nextToken',
    paged: {
      ListServices: inCluster('serviceArns'),
      ListTasks: inCluster('taskArns'),
      ListClusters: { list: 'clusterArns' },
      ListTaskDefinitions: { list: 'taskDefinitionArns' },
      ListTaskDefinitionFamilies: { list: 'families' },
      ListContainerInstances: inCluster('containerInstanceArns'),
      ListAttributes: { list: 'attributes', input: () => ({ ...cluster, targetType: 'container-instance' }) },
      ListAccountSettings: { list: 'settings', input: () => ({ effectiveSettings: true }) },
    },
    others: [],
  },
  'auto scaling': {
    sdk: asgSdk,
    operations: ({ autoScaling }) => autoScaling.operations,
    size: 'MaxRecords',
    token: 'NextToken',
    next: 'NextToken',
    paged: {
      DescribeTags: { list: 'Tags' },
      DescribePolicies: { list: 'ScalingPolicies' },
      DescribeLaunchConfigurations: { list: 'LaunchConfigurations' },
      DescribeAutoScalingGroups: { list: 'AutoScalingGroups' },
      DescribeAutoScalingInstances: { list: 'AutoScalingInstances' },
      DescribeScalingActivities: { list: 'Activities' },
    },
    others: [
      'DescribeInstanceRefreshes',
      'DescribeLoadBalancers',
      'DescribeLoadBalancerTargetGroups',
      'DescribeNotificationConfigurations',
      'DescribeScheduledActions',
      'DescribeTrafficSources',
      'DescribeWarmPool',
    ],
  },
  cloudwatch: {
    sdk: cloudwatchSdk,
    operations: ({ cloudwatch }) => cloudwatch.operations,
    size: 'MaxRecords',
    token: 'NextToken',
    next: 'NextToken',
    paged: {
      DescribeAlarms: { list: 'MetricAlarms' },
      DescribeAlarmHistory: { list: 'AlarmHistoryItems' },
      // Its pages have 500 metrics, and no other size.
      ListMetrics: { list: 'Metrics' },
    },
    others: ['GetMetricData'],
  },
  'elastic load balancing': {
    sdk: elbSdk,
    operations: ({ elb }) => elb.operations,
    size: 'PageSize',
    token: 'Marker',
    next: 'NextMarker',
    paged: {
      DescribeLoadBalancers: { list: 'LoadBalancers' },
      DescribeTargetGroups: { list: 'TargetGroups' },
      DescribeListeners: { list: 'Listeners', input: (lab) => ({ LoadBalancerArn: balancerOf(lab).arn }) },
      DescribeRules: { list: 'Rules', input: (lab) => ({ ListenerArn: listenerOf(lab).arn }) },
      DescribeAccountLimits: { list: 'Limits' },
    },
    others: [],
  },
  'application auto scaling': {
    sdk: aasSdk,
    operations: ({ applicationAutoScaling }) => applicationAutoScaling.operations,
    size: 'MaxResults',
    token: 'NextToken',
    next: 'NextToken',
    paged: {
      DescribeScalableTargets: { list: 'ScalableTargets', input: () => ecsNamespace },
      DescribeScalingPolicies: { list: 'ScalingPolicies', input: () => ecsNamespace },
      DescribeScalingActivities: { list: 'ScalingActivities', input: () => ecsNamespace },
    },
    others: [],
  },
};

const balancerOf = ({ elb }: TestLab) => [...elb.configuration.loadBalancers.values()][0]!;
const listenerOf = (lab: TestLab) => [...balancerOf(lab).listeners.values()][0]!;

/** A lab with several of everything that is listed; only what is listed is looked at. */
function busyLab(): TestLab {
  const lab = testLab({ uptime: 300 });
  const ask = (part: { operations: object }, name: string, input: object): unknown =>
    (part.operations as Record<string, (input: object) => unknown>)[name]!(input);
  const { ecs, elb, autoScaling: asg, applicationAutoScaling: aas, cloudwatch } = lab;
  const { AutoScalingGroups } = ask(
    asg,
    'DescribeAutoScalingGroups',
    {},
  ) as asgSdk.DescribeAutoScalingGroupsCommandOutput;
  const { AutoScalingGroupName } = AutoScalingGroups![0]!;
  ask(asg, 'UpdateAutoScalingGroup', { AutoScalingGroupName, MaxSize: 7, DesiredCapacity: 7 });
  lab.pass(200);
  for (const n of [1, 2, 3, 4, 5]) {
    ask(ecs, 'CreateCluster', { clusterName: `c${n}` });
    ask(ecs, 'RegisterTaskDefinition', {
      family: `f${n % 3}`,
      containerDefinitions: [{ name: 'c', image: 'i', memory: 10 }],
    });
    ask(ecs, 'CreateService', { cluster: CLUSTER, serviceName: `s${n}`, taskDefinition: 'f1', desiredCount: n });
    ask(elb, 'CreateLoadBalancer', { Name: `b${n}`, Subnets: ['subnet-1'] });
    const fixed = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
    const Conditions = [{ Field: 'path-pattern', Values: [`/${n}`] }];
    ask(elb, 'CreateRule', { ListenerArn: listenerOf(lab).arn, Priority: 10 + n, Conditions, Actions: fixed });
    ask(elb, 'CreateListener', {
      LoadBalancerArn: balancerOf(lab).arn,
      Port: 80 + n,
      Protocol: 'HTTP',
      DefaultActions: fixed,
    });
    ask(elb, 'CreateTargetGroup', { Name: `t${n}`, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' });
    const source = { LaunchConfigurationName: `l${n}` };
    ask(asg, 'CreateLaunchConfiguration', { ...source, ImageId: 'ami-1', InstanceType: 'm5d.large' });
    const named = { AutoScalingGroupName: `g${n}` };
    const Tags = [{ Key: 'n', Value: String(n) }];
    ask(asg, 'CreateAutoScalingGroup', {
      ...named,
      ...source,
      MinSize: 0,
      MaxSize: 2,
      DesiredCapacity: 1,
      VPCZoneIdentifier: 'subnet-1',
      Tags,
    });
    const PredefinedMetricSpecification = { PredefinedMetricType: 'ASGAverageCPUUtilization' };
    const TargetTrackingConfiguration = { PredefinedMetricSpecification, TargetValue: 50 };
    ask(asg, 'PutScalingPolicy', {
      ...named,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration,
    });
    const target = {
      ...ecsNamespace,
      ResourceId: `service/${CLUSTER}/s${n}`,
      ScalableDimension: 'ecs:service:DesiredCount',
    };
    // Each is scaled at once, for its minimum is above its desired count.
    ask(aas, 'RegisterScalableTarget', { ...target, MinCapacity: n + 1, MaxCapacity: 9 });
    const tracking = {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
    };
    ask(aas, 'PutScalingPolicy', {
      ...target,
      PolicyName: 'memory',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: tracking,
    });
    ask(cloudwatch, 'PutMetricData', {
      Namespace: 'Shop',
      MetricData: Array.from({ length: 150 }, (_, i) => ({ MetricName: `m${n}-${i}`, Value: 1 })),
    });
  }
  lab.pass(200);
  return lab;
}

it.each(Object.entries(services))(
  '%s: every operation that the client can page through is looked at',
  (_name, service) => {
    const operations = Object.keys(service.operations(testLab({ uptime: 0 })));
    const paged = operations.filter((name) => `paginate${name}` in service.sdk);
    expect(paged.sort()).toEqual([...Object.keys(service.paged), ...service.others].sort());
  },
);

const cases = Object.entries(services).flatMap(([service, { paged }]) =>
  Object.entries(paged).map(([operation, { list }]) => ({ service, operation, list })),
);
const lab = busyLab();

it.each(cases)('$service: $operation', async ({ service, operation, list }) => {
  const { operations, size, token, next, paged, sdk } = services[service]!;
  const ask = (operations(lab) as Record<string, Operation>)[operation]!;
  const sized = operation !== 'ListMetrics';
  /** Everything, page by page. */
  const pages = async (most?: number): Promise<unknown[][]> => {
    const found: unknown[][] = [];
    let place: unknown;
    do {
      const asked = {
        ...paged[operation]!.input?.(lab),
        ...(most && sized && { [size]: most }),
        ...(place ? { [token]: place } : {}),
      };
      const answer = await ask(asked);
      found.push(answer[list] as unknown[]);
      place = answer[next];
    } while (place !== undefined && found.length < 1000);
    return found;
  };
  expect(sdk).toHaveProperty(`paginate${operation}`);
  const all = (await pages()).flat().map((item) => JSON.stringify(item));
  expect(all.length).toBeGreaterThan(2);
  expect(new Set(all).size).toBe(all.length);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 }), async (most) => {
      const found = await pages(most);
      expect(found.flat().map((item) => JSON.stringify(item))).toEqual(all);
      if (!sized) return void expect(found.length).toBeGreaterThan(1);
      expect(found.map(({ length }) => length)).toEqual(
        Array.from({ length: Math.ceil(all.length / most) }, (_, i) => Math.min(most, all.length - i * most)),
      );
    }),
    { numRuns: 6 },
  );
});
