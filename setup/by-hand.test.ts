/** The workshop's chapter by hand: the simulator in a process of its own, AWS's command line, and `ab`. */
import type * as autoscaling from '@aws-sdk/client-auto-scaling';
import type * as scaling from '@aws-sdk/client-application-auto-scaling';
import type * as cloudwatch from '@aws-sdk/client-cloudwatch';
import type * as ecs from '@aws-sdk/client-ecs';
import type * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { clusterAutoscaling, demogo, serviceAutoscaling } from '../fixtures/demogo';
import { missing, moment, workstation, type Workstation } from './workstation';

/** Real milliseconds until something hangs: each takes half a minute, and many times that on a busy machine. */
const PATIENCE = 600_000;

const byHand = missing.length === 0 ? it : it.skip;
const titled = (title: string): string =>
  missing.length === 0 ? title : `${title} (not here: ${missing.join(' and ')} missing)`;

const cluster = ['--cluster', demogo.cluster];
let at: Workstation;

beforeEach(async () => {
  at = await workstation();
}, PATIENCE);

afterEach(async () => {
  // It ends by itself, with a word of its own.
  expect(await at.leave()).toEqual([0, null]);
});

const service = async (name: string) =>
  (await at.aws<Required<ecs.DescribeServicesResponse>>('ecs', 'describe-services', ...cluster, '--services', name))
    .services[0]!;

const counts = async (name: string) => {
  const { desiredCount, runningCount } = await service(name);
  return [desiredCount, runningCount];
};

const alarms = async (): Promise<cloudwatch.MetricAlarm[]> =>
  (
    await at.aws<Required<cloudwatch.DescribeAlarmsOutput>>(
      ...(['cloudwatch', 'describe-alarms', '--alarm-name-prefix', 'TargetTracking-'] as const),
    )
  ).MetricAlarms;

byHand(
  titled('web goes from 2 to 8 tasks under ab, and to 7 in the quiet after it'),
  async () => {
    const { service: web, policy, minTasks, maxTasks, load, tasksAfterScaleIn } = serviceAutoscaling;
    expect(await counts(web.name)).toEqual([minTasks, minTasks]);

    const { LoadBalancers } = await at.aws<Required<elb.DescribeLoadBalancersOutput>>(
      ...(['elbv2', 'describe-load-balancers', '--names', demogo.loadBalancer] as const),
    );
    const { TargetGroups } = await at.aws<Required<elb.DescribeTargetGroupsOutput>>(
      ...(['elbv2', 'describe-target-groups', '--names', web.name] as const),
    );
    const targetGroup = TargetGroups[0]!.TargetGroupArn!;
    const label = `${LoadBalancers[0]!.LoadBalancerArn!.split(':loadbalancer/')[1]}/${targetGroup.split(':').at(-1)}`;
    const target = [
      ...['--service-namespace', 'ecs', '--scalable-dimension', 'ecs:service:DesiredCount'],
      ...['--resource-id', `service/${demogo.cluster}/${web.name}`],
    ];
    const limits = ['--min-capacity', String(minTasks), '--max-capacity', String(maxTasks)];
    await at.aws('application-autoscaling', 'register-scalable-target', ...target, ...limits);
    await at.aws(
      ...(['application-autoscaling', 'put-scaling-policy', ...target] as const),
      ...['--policy-name', policy.name, '--policy-type', 'TargetTrackingScaling'],
      '--target-tracking-scaling-policy-configuration',
      JSON.stringify({
        TargetValue: policy.target,
        ScaleOutCooldown: policy.scaleOutCooldown,
        PredefinedMetricSpecification: { PredefinedMetricType: policy.metric, ResourceLabel: label },
      }),
    );
    // "처음에는 알람의 상태가 Insufficient data일 수도 있습니다."
    expect((await alarms()).map(({ StateValue }) => StateValue)).toEqual(['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA']);

    const begun = await at.now();
    // Ten times the requests that it begins with, in place of the thirty seconds that it goes on for.
    await at.load([load.lines[0].replace('-n 200', '-n 2000')], 12, 60);

    // "CloudWatch 알람의 상태가 **In alarm**로 바뀌게 됩니다."
    const high = (await alarms()).find(({ ComparisonOperator }) => ComparisonOperator === 'GreaterThanThreshold')!;
    expect(high.Threshold).toBe(policy.target);
    const { AlarmHistoryItems } = await at.aws<Required<cloudwatch.DescribeAlarmHistoryOutput>>(
      ...(['cloudwatch', 'describe-alarm-history', '--alarm-name', high.AlarmName!] as const),
      ...['--history-item-type', 'StateUpdate'],
    );
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary).join('\n')).toContain('to ALARM');
    expect(await counts(web.name)).toEqual([maxTasks, maxTasks]);
    const activities = async () =>
      (
        await at.aws<Required<scaling.DescribeScalingActivitiesResponse>>(
          ...(['application-autoscaling', 'describe-scaling-activities', ...target] as const),
        )
      ).ScalingActivities;
    const [out] = await activities();
    expect(out!.StatusMessage).toContain(`Successfully set desired count to ${maxTasks}.`);
    // Three minutes above the target, seen one to three minutes later, and the alarm's own phase.
    const minutes = (moment(out!.StartTime as unknown as string | number) - begun) / 60_000;
    expect(minutes).toBeGreaterThan(3);
    expect(minutes).toBeLessThan(10);
    // "Events탭에서 서비스 web의 상태를 확인합니다."
    const told = async (): Promise<string> =>
      (await service(web.name)).events!.map(({ message }) => message).join('\n');
    expect(await told()).toMatch(/has started \d+ tasks/);

    // Fifteen quiet datapoints, seen up to three minutes late, less what the wait goes on with.
    await at.rest(12);
    expect(await counts(web.name)).toEqual([maxTasks, maxTasks]);
    await at.waitUntil(
      () => counts(web.name),
      ([desired]) => desired === tasksAfterScaleIn,
      10,
    );
    const health = async (): Promise<string[]> =>
      (
        await at.aws<Required<elb.DescribeTargetHealthOutput>>(
          ...(['elbv2', 'describe-target-health', '--target-group-arn', targetGroup] as const),
        )
      ).TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth!.State!).sort();
    const seven = Array<string>(tasksAfterScaleIn).fill('healthy');
    await at.waitUntil(health, (found) => found.includes('draining'), 2);
    expect([await health(), await counts(web.name)]).toEqual([
      ['draining', ...seven],
      [tasksAfterScaleIn, maxTasks],
    ]);
    expect((await activities())[0]!.StatusMessage).toContain(`Successfully set desired count to ${tasksAfterScaleIn}.`);
    // "종료된 태스크는 ALB의 타겟 그룹에서 등록 해제됩니다." After the deregistration delay of five minutes.
    await at.rest(6);
    const stopped = await at.aws<Required<ecs.ListTasksResponse>>(
      ...(['ecs', 'list-tasks', ...cluster, '--service-name', web.name, '--desired-status', 'STOPPED'] as const),
    );
    expect(stopped.taskArns).toHaveLength(1);
    expect(await health()).toEqual(expect.arrayContaining(seven));
    expect(await told()).toContain('has begun draining connections on 1 tasks');
  },
  PATIENCE,
);

byHand(
  titled('the cluster goes from 2 to 4 instances under ab, and a new task goes where few are'),
  async () => {
    const { capacityProvider, group, policy, load } = clusterAutoscaling;
    const found = async (): Promise<autoscaling.AutoScalingGroup> =>
      (
        await at.aws<Required<autoscaling.AutoScalingGroupsType>>('autoscaling', 'describe-auto-scaling-groups')
      ).AutoScalingGroups!.find(({ AutoScalingGroupName }) => AutoScalingGroupName!.startsWith(demogo.groupPrefix))!;
    const { AutoScalingGroupARN, AutoScalingGroupName, Instances } = await found();
    expect(Instances).toHaveLength(group.instances);
    const name = ['--auto-scaling-group-name', AutoScalingGroupName!];

    await at.aws(
      ...(['ecs', 'create-capacity-provider', '--name', capacityProvider.name] as const),
      '--auto-scaling-group-provider',
      JSON.stringify({
        autoScalingGroupArn: AutoScalingGroupARN,
        managedScaling: { status: 'DISABLED', targetCapacity: capacityProvider.targetCapacity },
        managedTerminationProtection: 'DISABLED',
      }),
    );
    await at.aws(
      ...(['ecs', 'put-cluster-capacity-providers', ...cluster] as const),
      ...['--capacity-providers', capacityProvider.name],
      ...['--default-capacity-provider-strategy', `capacityProvider=${capacityProvider.name}`],
    );
    await at.aws(
      ...(['autoscaling', 'put-scaling-policy', ...name] as const),
      ...['--policy-name', policy.name, '--policy-type', 'TargetTrackingScaling'],
      ...['--estimated-instance-warmup', String(policy.warmup)],
      '--target-tracking-configuration',
      JSON.stringify({
        TargetValue: policy.target,
        PredefinedMetricSpecification: { PredefinedMetricType: policy.metric },
      }),
    );
    await at.aws(
      ...(['autoscaling', 'update-auto-scaling-group', ...name] as const),
      ...['--min-size', String(group.min), '--max-size', String(group.max)],
      ...['--default-cooldown', String(group.defaultCooldown)],
    );
    expect(await found()).toMatchObject({ MinSize: 2, MaxSize: 4, DefaultCooldown: 10, DesiredCapacity: 2 });
    const provided = await at.aws<Required<ecs.DescribeClustersResponse>>(
      ...(['ecs', 'describe-clusters', '--clusters', demogo.cluster] as const),
    );
    expect(provided.clusters).toMatchObject([
      { defaultCapacityProviderStrategy: [{ capacityProvider: capacityProvider.name }] },
    ]);
    expect((await alarms()).map(({ StateValue }) => StateValue)).toEqual(['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA']);

    const begun = await at.now();
    await at.load(load.lines, 9, 0);

    expect(await found()).toMatchObject({ DesiredCapacity: group.max });
    const [high] = (await alarms()).filter(({ StateValue }) => StateValue === 'ALARM');
    expect(high).toMatchObject({ MetricName: 'NetworkIn', Threshold: policy.target });
    // "빨간색 기준선 Networking > 50000을 초과했는지 확인합니다."
    const { Datapoints } = await at.aws<Required<cloudwatch.GetMetricStatisticsOutput>>(
      ...(['cloudwatch', 'get-metric-statistics', '--namespace', 'AWS/EC2', '--metric-name', 'NetworkIn'] as const),
      ...['--dimensions', `Name=AutoScalingGroupName,Value=${AutoScalingGroupName}`],
      ...['--start-time', String(begun / 1000), '--end-time', String((await at.now()) / 1000)],
      ...['--period', '60', '--statistics', 'Average'],
    );
    expect(Math.max(...Datapoints.map(({ Average }) => Average!))).toBeGreaterThan(policy.target);

    // "ECS 인스턴스의 수가 4개가 되었음을 알 수 있습니다. 새로 추가된 인스턴스에는 아직 태스크가 분배되지 않았습니다."
    const instances = async (): Promise<ecs.ContainerInstance[]> => {
      const { containerInstanceArns } = await at.aws<Required<ecs.ListContainerInstancesResponse>>(
        ...(['ecs', 'list-container-instances', ...cluster] as const),
      );
      const described = ['--container-instances', ...containerInstanceArns];
      return (
        await at.aws<Required<ecs.DescribeContainerInstancesResponse>>(
          ...(['ecs', 'describe-container-instances', ...cluster, ...described] as const),
        )
      ).containerInstances;
    };
    const before = await at.waitUntil(instances, ({ length }) => length === group.max, 5);
    const running = (all: readonly ecs.ContainerInstance[]): number[] =>
      all.map(({ runningTasksCount }) => runningTasksCount!).sort();
    expect(before.map(({ status, agentConnected }) => [status, agentConnected])).toEqual(
      Array(group.max).fill(['ACTIVE', true]),
    );
    expect(running(before)).toEqual([0, 0, 2, 2]);

    // "ECS는 태스크가 적은 인스턴스에 태스크를 분배합니다."
    await at.aws('ecs', 'update-service', ...cluster, '--service', demogo.services.cats.name, '--desired-count', '3');
    await at.rest(2);
    expect(running(await instances())).toEqual([0, 1, 2, 2]);

    // "기본적인 지표들을 확인할 수 있습니다."
    const { Metrics } = await at.aws<Required<cloudwatch.ListMetricsOutput>>(
      ...(['cloudwatch', 'list-metrics', '--namespace', 'AWS/ECS'] as const),
      ...['--dimensions', `Name=ClusterName,Value=${demogo.cluster}`],
    );
    expect(Metrics.map(({ MetricName }) => MetricName)).toEqual(
      expect.arrayContaining(['CPUUtilization', 'MemoryUtilization']),
    );
  },
  PATIENCE,
);
