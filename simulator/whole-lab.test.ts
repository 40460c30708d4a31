/** A lab of its own is made, used and taken down through the API alone, as a command line would. */
import fc from 'fast-check';
import { createParts, type Parts } from './index';
import { smallLab, START } from './testing';

const LINES = ['#!/bin/bash', 'echo ECS_CLUSTER=pier >> /etc/ecs/ecs.config'];
const userData = Buffer.from(LINES.join('\n')).toString('base64');

type All<T> = { [Name in keyof T]-?: NonNullable<T[Name]> };

function bench() {
  const parts: Parts = createParts(smallLab, { start: new Date(START) });
  return {
    ...parts,
    ecs: parts.ecs,
    api: {
      ecs: parts.ecs.operations as All<typeof parts.ecs.operations>,
      elb: parts.elb.operations,
      asg: parts.autoScaling.operations as All<typeof parts.autoScaling.operations>,
    },
    pass: (seconds: number): void => parts.agenda.advanceTo(parts.agenda.ms + seconds * 1000),
  };
}

type Bench = ReturnType<typeof bench>;

const cluster = 'pier';
const group = { AutoScalingGroupName: 'pier-instances' };
const groups = { AutoScalingGroupNames: ['pier-instances'] };

/** A cluster with two instances, and a service of two tasks behind a load balancer. */
async function build({ api, pass }: Bench) {
  await api.ecs.CreateCluster({ clusterName: cluster, tags: [{ key: 'of', value: 'attendee' }] });
  await api.asg.CreateLaunchConfiguration({
    LaunchConfigurationName: 'pier',
    ImageId: 'ami-0123',
    InstanceType: 't3.medium',
    UserData: userData,
  });
  await api.asg.CreateAutoScalingGroup({
    ...group,
    MinSize: 0,
    MaxSize: 4,
    DesiredCapacity: 2,
    LaunchConfigurationName: 'pier',
    VPCZoneIdentifier: 'subnet-0a,subnet-0b',
  });
  const { TargetGroups } = api.elb.CreateTargetGroup({ Name: 'boats', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' });
  const targetGroupArn = TargetGroups[0]!.TargetGroupArn!;
  const { LoadBalancers } = api.elb.CreateLoadBalancer({ Name: 'pier', Subnets: ['subnet-0a', 'subnet-0b'] });
  const loadBalancerArn = LoadBalancers[0]!.LoadBalancerArn!;
  const { Listeners } = api.elb.CreateListener({
    LoadBalancerArn: loadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
  });
  await api.ecs.RegisterTaskDefinition({
    family: 'boats',
    containerDefinitions: [
      { name: 'boats', image: 'nginx', memory: 128, portMappings: [{ containerPort: 80, hostPort: 0 }] },
    ],
  });
  pass(300);
  await api.ecs.CreateService({
    cluster,
    serviceName: 'boats',
    taskDefinition: 'boats',
    desiredCount: 2,
    loadBalancers: [{ targetGroupArn, containerName: 'boats', containerPort: 80 }],
  });
  pass(300);
  return { targetGroupArn, loadBalancerArn, listenerArn: Listeners[0]!.ListenerArn! };
}

const serviceOf = async ({ api }: Bench) =>
  (await api.ecs.DescribeServices({ cluster, services: ['boats'] })).services![0]!;

it('instances join the cluster that their user data names, and the service becomes steady there', async () => {
  const lab = bench();
  const { targetGroupArn, loadBalancerArn } = await build(lab);
  const { clusters } = await lab.api.ecs.DescribeClusters({ clusters: [cluster] });
  expect(clusters).toMatchObject([{ status: 'ACTIVE', registeredContainerInstancesCount: 2, activeServicesCount: 1 }]);
  expect(await serviceOf(lab)).toMatchObject({ status: 'ACTIVE', runningCount: 2, desiredCount: 2 });
  const { TargetHealthDescriptions: health } = lab.api.elb.DescribeTargetHealth({ TargetGroupArn: targetGroupArn });
  expect(health.map(({ TargetHealth }) => TargetHealth!.State)).toEqual(['healthy', 'healthy']);
  const routing = lab.elb.route(loadBalancerArn, 80, '/anything');
  if (routing.kind !== 'target') throw new Error(`Expected a target, found ${routing.kind}.`);
  expect(lab.ecs.answer(routing.target, '/anything')).toMatchObject({ status: 200 });
});

it('is taken down again, each thing after what stands on it', async () => {
  const lab = bench();
  const { targetGroupArn, loadBalancerArn } = await build(lab);
  const { api, pass } = lab;
  const deleteCluster = () => api.ecs.DeleteCluster({ cluster });
  expect(deleteCluster).toThrow('The Cluster cannot be deleted while Services are active.');
  await api.ecs.DeleteService({ cluster, service: 'boats', force: true });
  expect(await serviceOf(lab)).toMatchObject({ status: 'DRAINING', desiredCount: 0 });
  expect(() => api.ecs.UpdateService({ cluster, service: 'boats', desiredCount: 1 })).toThrow(
    'Service was not ACTIVE.',
  );
  expect(deleteCluster).toThrow('The Cluster cannot be deleted while Tasks are active.');
  pass(400);
  expect(await serviceOf(lab)).toMatchObject({ status: 'INACTIVE', runningCount: 0 });
  expect(deleteCluster).toThrow('The Cluster cannot be deleted while Container Instances are active or draining.');

  await api.asg.DeleteAutoScalingGroup({ ...group, ForceDelete: true });
  pass(120);
  expect((await api.asg.DescribeAutoScalingGroups(groups)).AutoScalingGroups).toEqual([]);
  await api.asg.DeleteLaunchConfiguration({ LaunchConfigurationName: 'pier' });
  expect(() => api.elb.DeleteTargetGroup({ TargetGroupArn: targetGroupArn })).toThrow('is currently in use');
  api.elb.DeleteLoadBalancer({ LoadBalancerArn: loadBalancerArn });
  expect(() => api.elb.DescribeLoadBalancers({ LoadBalancerArns: [loadBalancerArn] })).toThrow('not found');
  api.elb.DeleteTargetGroup({ TargetGroupArn: targetGroupArn });
  await api.ecs.DeregisterTaskDefinition({ taskDefinition: 'boats:1' });

  expect(await deleteCluster()).toMatchObject({ cluster: { status: 'INACTIVE' } });
  const { clusters, failures } = await api.ecs.DescribeClusters({ clusters: [cluster] });
  expect([clusters![0]!.status, failures]).toEqual(['INACTIVE', []]);
  expect((await api.ecs.ListClusters({})).clusterArns).toHaveLength(1);
  expect(() => api.ecs.ListTasks({ cluster })).toThrow('The referenced cluster was inactive.');
});

it.each(['the listener', 'the load balancer'])(
  'is taken down from its load balancer on, %s first, while the service still runs',
  async (first) => {
    const lab = bench();
    const { targetGroupArn, loadBalancerArn, listenerArn } = await build(lab);
    const { api, pass } = lab;
    if (first === 'the listener') api.elb.DeleteListener({ ListenerArn: listenerArn });
    api.elb.DeleteLoadBalancer({ LoadBalancerArn: loadBalancerArn });
    api.elb.DeleteTargetGroup({ TargetGroupArn: targetGroupArn });
    pass(60);
    const { taskArns } = await api.ecs.ListTasks({ cluster });
    await api.ecs.StopTask({ cluster, task: taskArns![0]! });
    await api.ecs.UpdateService({ cluster, service: 'boats', desiredCount: 3 });
    pass(200);
    expect(await serviceOf(lab)).toMatchObject({ status: 'ACTIVE', runningCount: 3 });
    await api.ecs.UpdateService({ cluster, service: 'boats', desiredCount: 2 });
    pass(100);
    expect(await serviceOf(lab)).toMatchObject({ runningCount: 2 });
    const { events } = await serviceOf(lab);
    const sinceThen = events!.slice(
      0,
      events!.findIndex(({ message }) => message!.includes('steady state')),
    );
    expect(sinceThen.map(({ message }) => message).join('\n')).not.toMatch(/registered|draining|steady/);
    await api.ecs.DeleteService({ cluster, service: 'boats', force: true });
    pass(400);
    expect(await serviceOf(lab)).toMatchObject({ status: 'INACTIVE', runningCount: 0 });
  },
);

describe('a capacity provider of the new group', () => {
  async function provided(settings: { managedTerminationProtection?: 'ENABLED'; managedDraining?: 'ENABLED' }) {
    const lab = bench();
    const { api, autoScaling, pass } = lab;
    await api.ecs.CreateCluster({ clusterName: cluster });
    await api.asg.CreateLaunchConfiguration({
      LaunchConfigurationName: 'pier',
      ImageId: 'ami-0123',
      InstanceType: 'm5d.large',
      UserData: userData,
    });
    await api.asg.CreateAutoScalingGroup({
      ...group,
      MinSize: 0,
      MaxSize: 4,
      LaunchConfigurationName: 'pier',
      VPCZoneIdentifier: 'subnet-0a,subnet-0b',
      NewInstancesProtectedFromScaleIn: settings.managedTerminationProtection === 'ENABLED',
    });
    await api.ecs.CreateCapacityProvider({
      name: 'pier-provider',
      autoScalingGroupProvider: {
        autoScalingGroupArn: autoScaling.find(group.AutoScalingGroupName)!.arn,
        managedScaling: { status: settings.managedTerminationProtection ? 'ENABLED' : 'DISABLED' },
        ...settings,
      },
    });
    await api.ecs.PutClusterCapacityProviders({
      cluster,
      capacityProviders: ['pier-provider'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'pier-provider' }],
    });
    await api.asg.SetDesiredCapacity({ ...group, DesiredCapacity: 2 });
    pass(240);
    await api.ecs.RegisterTaskDefinition({
      family: 'boats',
      containerDefinitions: [{ name: 'boats', image: 'nginx', memory: 128 }],
    });
    return lab;
  }

  const states = ({ autoScaling }: Bench) =>
    autoScaling.find(group.AutoScalingGroupName)!.instances.map(({ state }) => state);

  it('keeps a terminating instance in Terminating:Wait until its tasks run elsewhere', async () => {
    const lab = await provided({ managedDraining: 'ENABLED' });
    await lab.api.ecs.CreateService({ cluster, serviceName: 'boats', taskDefinition: 'boats', desiredCount: 2 });
    lab.pass(120);
    await lab.api.asg.SetDesiredCapacity({ ...group, DesiredCapacity: 1 });
    lab.pass(20);
    expect(states(lab)).toContain('Terminating:Wait');
    expect((await serviceOf(lab)).runningCount).toBeGreaterThanOrEqual(2);
    lab.pass(300);
    expect(states(lab)).toEqual(['InService']);
    expect(await serviceOf(lab)).toMatchObject({ runningCount: 2 });
    // By force nothing is waited for: the instance goes, and its tasks with it.
    await lab.api.asg.DeleteAutoScalingGroup({ ...group, ForceDelete: true });
    lab.pass(70);
    expect(lab.ecs.clusters.get(cluster)!.instances.size).toBe(0);
  });

  it('protects the instance that runs a task, and releases the one that runs none', async () => {
    const lab = await provided({ managedTerminationProtection: 'ENABLED' });
    await lab.api.ecs.RunTask({ cluster, taskDefinition: 'boats' });
    lab.pass(60);
    const shown = async () => (await lab.api.asg.DescribeAutoScalingGroups(groups)).AutoScalingGroups![0]!.Instances!;
    expect((await shown()).map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn).sort()).toEqual([false, true]);
    const busy = (await shown()).find(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)!.InstanceId;
    await lab.api.asg.SetDesiredCapacity({ ...group, DesiredCapacity: 0 });
    lab.pass(200);
    expect((await shown()).map(({ InstanceId }) => InstanceId)).toEqual([busy]);
    const { taskArns } = await lab.api.ecs.ListTasks({ cluster });
    await lab.api.ecs.StopTask({ cluster, task: taskArns![0]! });
    lab.pass(300);
    expect(await shown()).toEqual([]);
  });
});

const action = fc.record({
  what: fc.constantFrom('service', 'group', 'terminate', 'drain', 'activate', 'stop'),
  count: fc.integer({ min: 0, max: 40 }),
  wait: fc.integer({ min: 1, max: 200 }),
});

it('capacity is never negative, the group within its bounds, and each task on one instance of the cluster, whatever is asked', () =>
  fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 8 }), async (actions) => {
      const lab = bench();
      await build(lab);
      const homes = new Map<string, string>();
      for (const { what, count, wait } of actions) {
        await act(lab, what, count);
        for (let second = 0; second < wait; second += 5) {
          lab.pass(5);
          await check(lab, homes);
        }
      }
    }),
    { numRuns: 15 },
  ));

async function act({ api }: Bench, what: string, count: number): Promise<void> {
  if (what === 'service') await api.ecs.UpdateService({ cluster, service: 'boats', desiredCount: count });
  if (what === 'group') await api.asg.SetDesiredCapacity({ ...group, DesiredCapacity: count % 5 });
  const { containerInstanceArns = [] } = await api.ecs.ListContainerInstances({ cluster });
  const { taskArns = [] } = await api.ecs.ListTasks({ cluster });
  if (what === 'stop') for (const task of taskArns.slice(0, count)) await api.ecs.StopTask({ cluster, task });
  const containerInstances = containerInstanceArns.slice(0, 1);
  if (containerInstances.length === 0) return;
  if (what === 'drain' || what === 'activate') {
    const status = what === 'drain' ? 'DRAINING' : 'ACTIVE';
    await api.ecs.UpdateContainerInstancesState({ cluster, containerInstances, status });
  }
  const described = await api.ecs.DescribeContainerInstances({ cluster, containerInstances });
  const InstanceId = described.containerInstances![0]!.ec2InstanceId!;
  const { AutoScalingInstances } = await api.asg.DescribeAutoScalingInstances({ InstanceIds: [InstanceId] });
  if (what === 'terminate' && AutoScalingInstances![0]?.LifecycleState === 'InService')
    await api.asg.TerminateInstanceInAutoScalingGroup({ InstanceId, ShouldDecrementDesiredCapacity: false });
}

/** @param homes the instance that each task was first seen on */
async function check({ api, ecs }: Bench, homes: Map<string, string>): Promise<void> {
  const [described] = (await api.asg.DescribeAutoScalingGroups(groups)).AutoScalingGroups!;
  const staying = described!.Instances!.filter(({ LifecycleState }) => !LifecycleState!.startsWith('Terminating'));
  expect(staying.length).toBeLessThanOrEqual(4);
  const { containerInstanceArns: containerInstances = [] } = await api.ecs.ListContainerInstances({ cluster });
  if (containerInstances.length > 0) {
    const { containerInstances: found } = await api.ecs.DescribeContainerInstances({ cluster, containerInstances });
    for (const { remainingResources } of found!)
      for (const { integerValue } of remainingResources!) expect(integerValue).toBeGreaterThanOrEqual(0);
  }
  const tasks = [...ecs.clusters.get(cluster)!.tasks.values()].filter(({ status }) => status !== 'STOPPED');
  for (const { id, instance } of tasks) {
    expect(containerInstances).toContain(instance!.arn);
    expect(homes.get(id) ?? instance!.id).toBe(instance!.id);
    homes.set(id, instance!.id);
  }
  expect(new Set(tasks.map(({ target }) => `${target.id}:${target.port}`)).size).toBe(tasks.length);
}
