/** Launch configurations through the API, and the cluster that instances are launched into. */
import { clusterIn } from './launch-configurations';
import { ASG, asgLab, refusal } from './testing';

const wanted = { LaunchConfigurationName: 'pier', ImageId: 'ami-1', InstanceType: 't3.medium' };
const encoded = (text: string): string => Buffer.from(text).toString('base64');

it.each<[string, string | undefined]>([
  ['#!/bin/bash\necho ECS_CLUSTER=pier >> /etc/ecs/ecs.config', 'pier'],
  ['ECS_CLUSTER="my-pier_1"', 'my-pier_1'],
  ["cat <<'EOF' >> /etc/ecs/ecs.config\nECS_CLUSTER=first\nECS_CLUSTER=last\nEOF", 'last'],
  ['[settings.ecs]\ncluster = "pier"', undefined],
  ['MY_ECS_CLUSTER=pier', undefined],
  ['', undefined],
])('finds the cluster in %j: %s', (userData, cluster) => {
  expect(clusterIn(userData)).toBe(cluster);
});

it('is shown with what was sent, detailed monitoring unless told otherwise', async () => {
  const { operations } = asgLab();
  void operations.CreateLaunchConfiguration({ ...wanted, KeyName: 'key', UserData: encoded('ECS_CLUSTER=pier') });
  const { LaunchConfigurations } = await operations.DescribeLaunchConfigurations({
    LaunchConfigurationNames: ['pier'],
  });
  expect(LaunchConfigurations).toMatchObject([
    { ...wanted, KeyName: 'key', InstanceMonitoring: { Enabled: true }, UserData: encoded('ECS_CLUSTER=pier') },
  ]);
  expect((await operations.DescribeLaunchConfigurations({})).LaunchConfigurations).toHaveLength(2);
});

it.each<[string, object, string]>([
  ['a name that is taken', { LaunchConfigurationName: `${ASG}-launch-configuration` }, 'already exists with the name'],
  ['an instance type that is not known', { InstanceType: 'unknown.type' }, 'found unknown.type'],
  ['no image', { ImageId: undefined }, 'ImageId is required'],
  ['user data that is not base64', { UserData: 'ECS_CLUSTER=pier' }, 'Invalid BASE64 encoding of user data.'],
])('refuses %s', (_case, changes, message) => {
  const refused = refusal(() => asgLab().operations.CreateLaunchConfiguration({ ...wanted, ...changes }));
  expect(refused?.message).toContain(message);
});

it('is deleted once no group uses it', () => {
  const { operations } = asgLab();
  const remove = (name: string) => () => operations.DeleteLaunchConfiguration({ LaunchConfigurationName: name });
  expect(refusal(remove(`${ASG}-launch-configuration`))?.message).toContain('because it is attached to');
  void operations.CreateLaunchConfiguration(wanted);
  void remove('pier')();
  expect(refusal(remove('pier'))?.message).toMatch(/^Launch configuration name not found/);
});

const group = { AutoScalingGroupName: 'pier', MinSize: 1, MaxSize: 1, VPCZoneIdentifier: 'subnet-01,subnet-02' };

it.each([
  ['user data', { LaunchConfigurationName: 'pier' }],
  [
    'a tag of the group, for a template',
    {
      LaunchTemplate: { LaunchTemplateName: 'any' },
      Tags: [{ Key: 'ECS_CLUSTER', Value: 'pier', PropagateAtLaunch: true }],
    },
  ],
])('tells the host the cluster by %s', (_by, source) => {
  const lab = asgLab();
  void lab.operations.CreateLaunchConfiguration({ ...wanted, UserData: encoded('ECS_CLUSTER=pier') });
  void lab.operations.CreateAutoScalingGroup({ ...group, ...source });
  lab.pass(60);
  const { id, subnet } = lab.asg.find('pier')!.instances[0]!;
  expect(lab.told.at(-1)).toBe(`launched ${id} into pier`);
  expect(subnet.zone).toMatch(/^ap-northeast-2[ab]$/);
});

it('waits with a termination while the host drains, and not when the group is deleted by force', () => {
  const lab = asgLab();
  const [first, second] = lab.group.instances.map(({ id }) => id);
  lab.draining.add(first!).add(second!);
  void lab.operations.TerminateInstanceInAutoScalingGroup({
    InstanceId: first!,
    ShouldDecrementDesiredCapacity: false,
  });
  lab.pass(1000);
  const state = () => lab.group.instances.find(({ id }) => id === first)?.state;
  expect(state()).toBe('Terminating:Wait');
  lab.draining.delete(first!);
  lab.pass(6);
  expect(state()).toBe('Terminating:Proceed');
  lab.pass(40);
  expect(state()).toBeUndefined();
  expect(lab.told).toContain(`gone ${first}`);
  void lab.operations.DeleteAutoScalingGroup({ AutoScalingGroupName: ASG, ForceDelete: true });
  lab.pass(50);
  expect(lab.asg.find(ASG)).toBeUndefined();
});

it('takes in an instance that its host has released, though the group protects it', () => {
  const lab = asgLab({ min: 0, protectedFromScaleIn: true });
  const [busy, idle] = lab.group.instances.map(({ id }) => id);
  lab.protection.set(busy!, true).set(idle!, false);
  void lab.operations.SetDesiredCapacity({ AutoScalingGroupName: ASG, DesiredCapacity: 0 });
  lab.pass(120);
  expect(lab.group.instances.map(({ id }) => id)).toEqual([busy]);
  lab.protection.set(busy!, false);
  lab.pass(180);
  expect(lab.group.instances).toEqual([]);
});

it('replaces an instance that is said to be unhealthy', async () => {
  const lab = asgLab();
  const { id: InstanceId } = lab.group.instances[0]!;
  void lab.operations.SetInstanceHealth({ InstanceId, HealthStatus: 'Unhealthy' });
  const [shown] = (await lab.operations.DescribeAutoScalingInstances({ InstanceIds: [InstanceId] }))
    .AutoScalingInstances!;
  expect(shown).toMatchObject({ HealthStatus: 'UNHEALTHY', LifecycleState: 'Terminating' });
  lab.pass(120);
  expect(lab.states()).toEqual(['InService', 'InService']);
  expect((await lab.activities()).map(({ Cause }) => Cause)).toContainEqual(
    expect.stringContaining('in response to a user health-check.'),
  );
});
