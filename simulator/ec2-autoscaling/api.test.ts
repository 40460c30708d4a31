/** What the operations on groups, instances and processes answer and refuse. */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import * as sdk from '@aws-sdk/client-auto-scaling';
import { service } from '../wire/service';
import { asgLab, ASG, named, refusal, START, SUBNETS, uuid, type AsgLab } from './testing';

const described = async (lab: AsgLab, name = ASG) =>
  (await lab.operations.DescribeAutoScalingGroups({ AutoScalingGroupNames: [name] })).AutoScalingGroups?.[0];

describe('DescribeAutoScalingGroups', () => {
  it('shows a group as the recorded answers do', async () => {
    const lab = asgLab();
    const group = await described(lab);
    expect(group).toEqual({
      ...named,
      AutoScalingGroupARN: expect.stringMatching(
        `^arn:aws:autoscaling:ap-northeast-2:132340445232:autoScalingGroup:${uuid}:autoScalingGroupName/${ASG}$`,
      ) as string,
      LaunchConfigurationName: `${ASG}-launch-configuration`,
      MinSize: 2,
      MaxSize: 4,
      DesiredCapacity: 2,
      DefaultCooldown: 10,
      AvailabilityZones: ['ap-northeast-2a', 'ap-northeast-2b'],
      LoadBalancerNames: [],
      TargetGroupARNs: [],
      HealthCheckType: 'EC2',
      HealthCheckGracePeriod: 0,
      Instances: lab.group.instances.map(({ id, subnet }) => ({
        InstanceId: id,
        InstanceType: 'm5d.large',
        AvailabilityZone: subnet.zone,
        LifecycleState: 'InService',
        HealthStatus: 'Healthy',
        LaunchConfigurationName: `${ASG}-launch-configuration`,
        ProtectedFromScaleIn: false,
      })),
      CreatedTime: new Date(START),
      SuspendedProcesses: [],
      VPCZoneIdentifier: 'subnet-0a,subnet-0b',
      EnabledMetrics: [],
      Tags: [],
      TerminationPolicies: ['Default'],
      NewInstancesProtectedFromScaleIn: false,
      ServiceLinkedRoleARN:
        'arn:aws:iam::132340445232:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
    });
    expect(group!.Instances!.map(({ InstanceId }) => InstanceId)).toEqual([
      expect.stringMatching(/^i-[0-9a-f]{17}$/),
      expect.stringMatching(/^i-[0-9a-f]{17}$/),
    ]);
  });

  it('knows nothing of an unknown name, and is no error', async () =>
    expect(await asgLab().operations.DescribeAutoScalingGroups({ AutoScalingGroupNames: ['none'] })).toMatchObject({
      AutoScalingGroups: [],
    }));

  it('shows a launch template, leaves instances out, and filters by tags', async () => {
    const lab = asgLab({ launchedFrom: 'template' });
    void lab.operations.CreateOrUpdateTags({
      Tags: [
        { ResourceId: ASG, ResourceType: 'auto-scaling-group', Key: 'team', Value: 'dogs', PropagateAtLaunch: true },
      ],
    });
    const count = async (Name: string, ...Values: string[]) =>
      (await lab.operations.DescribeAutoScalingGroups({ Filters: [{ Name, Values }] })).AutoScalingGroups?.length;
    expect(await count('tag-key', 'team')).toBe(1);
    expect(await count('tag-value', 'cats')).toBe(0);
    expect(await count('tag:team', 'dogs')).toBe(1);
    const { AutoScalingGroups } = await lab.operations.DescribeAutoScalingGroups({ IncludeInstances: false });
    expect(AutoScalingGroups?.[0]).not.toHaveProperty('Instances');
    expect(AutoScalingGroups?.[0]).toMatchObject({ LaunchTemplate: { LaunchTemplateName: `${ASG}-launch-template` } });
    expect((await described(lab))!.Tags).toEqual([
      { ResourceId: ASG, ResourceType: 'auto-scaling-group', Key: 'team', Value: 'dogs', PropagateAtLaunch: true },
    ]);
    void lab.operations.DeleteTags({ Tags: [{ ResourceId: ASG, Key: 'team' }] });
    expect((await lab.operations.DescribeTags({})).Tags).toEqual([]);
  });
});

describe('CreateAutoScalingGroup', () => {
  const wanted = { AutoScalingGroupName: 'new', MinSize: 1, MaxSize: 3, VPCZoneIdentifier: 'subnet-0a, subnet-0b' };

  it('launches up to the minimum, because a user created it', async () => {
    const lab = asgLab();
    const LaunchTemplate = { LaunchTemplateName: 'any', Version: '3' };
    void lab.operations.CreateAutoScalingGroup({ ...wanted, LaunchTemplate, Tags: [{ Key: 'k', Value: 'v' }] });
    lab.pass(60);
    expect(await described(lab, 'new')).toMatchObject({
      DesiredCapacity: 1,
      DefaultCooldown: 300,
      LaunchTemplate,
      Instances: [{ LifecycleState: 'InService', LaunchTemplate }],
      Tags: [{ ResourceId: 'new', Key: 'k', Value: 'v' }],
    });
    expect((await lab.activities('new')).map(({ Cause }) => Cause)).toEqual([
      'At 2020-03-31T13:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 1.  ' +
        'At 2020-03-31T13:00:08Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.',
    ]);
  });

  it.each<[string, object, string, RegExp]>([
    ['a name that is taken', { AutoScalingGroupName: ASG }, 'AlreadyExistsFault', /by this name already exists/],
    ['two launch sources', { LaunchTemplate: {} }, 'ValidationError', /^Valid requests must contain either/],
    [
      'an unknown launch configuration',
      { LaunchConfigurationName: 'lc' },
      'ValidationError',
      /^Launch configuration name not found/,
    ],
    ['what is no subnet', { VPCZoneIdentifier: 'subnet-x' }, 'ValidationError', /^The subnet ID 'subnet-x' does not/],
    ['no zones', { VPCZoneIdentifier: undefined }, 'ValidationError', /VPCZoneIdentifier or AvailabilityZones/],
    ['another termination policy', { TerminationPolicies: ['NewestInstance'] }, 'ValidationError', /not simulated/],
  ])('refuses %s', (_case, changes, name, message) => {
    const input = { ...wanted, LaunchConfigurationName: `${ASG}-launch-configuration`, ...changes };
    const refused = refusal(() => asgLab().operations.CreateAutoScalingGroup(input));
    expect(refused).toMatchObject({ name, message: expect.stringMatching(message) as string });
  });
});

describe('UpdateAutoScalingGroup', () => {
  it.each([
    ['a minimum above the desired capacity raises it', { MinSize: 3 }, 3],
    ['a maximum below it lowers it', { MinSize: 1, MaxSize: 1 }, 1],
    ['bounds around it leave it', { MinSize: 0, MaxSize: 9 }, 2],
    ['a desired capacity is set', { DesiredCapacity: 4 }, 4],
  ])('%s', (_case, changes, desired) => {
    const lab = asgLab();
    void lab.operations.UpdateAutoScalingGroup({ ...named, ...changes });
    expect(lab.group.desiredCapacity).toBe(desired);
  });

  it('tells its constraints in the cause', async () => {
    const lab = asgLab();
    void lab.operations.UpdateAutoScalingGroup({ ...named, MinSize: 3 });
    lab.pass(8);
    expect((await lab.activities())[0]!.Cause).toBe(
      'At 2020-03-31T13:00:00Z a user request update of AutoScalingGroup constraints to min: 3, max: 4, desired: 3 changing the desired capacity from 2 to 3.  ' +
        'At 2020-03-31T13:00:08Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3.',
    );
  });

  it.each([
    [{ MinSize: 5, MaxSize: 3 }, 'Max bound, 3, must be greater than or equal to min bound, 5'],
    [
      { DesiredCapacity: 15, MinSize: 0, MaxSize: 10 },
      'Desired capacity:15 must be between the specified min size:0 and max size:10',
    ],
    [{ AutoScalingGroupName: 'none' }, 'AutoScalingGroup name not found - AutoScalingGroup none not found'],
  ])('refuses %j, and changes nothing', (changes, message) => {
    const lab = asgLab();
    const refused = refusal(() => lab.operations.UpdateAutoScalingGroup({ ...named, DefaultCooldown: 77, ...changes }));
    expect(refused).toMatchObject({ name: 'ValidationError', message });
    expect(lab.group).toMatchObject({ minSize: 2, maxSize: 4, desiredCapacity: 2, defaultCooldown: 10 });
  });
});

describe('DeleteAutoScalingGroup', () => {
  it('is refused while there are instances, and forced ends them, the policies and the alarms', async () => {
    const lab = asgLab();
    void lab.put();
    expect(refusal(() => lab.operations.DeleteAutoScalingGroup(named))).toMatchObject({ name: 'ResourceInUseFault' });
    void lab.operations.DeleteAutoScalingGroup({ ...named, ForceDelete: true });
    expect(lab.alarms.all.size).toBe(0);
    expect(await described(lab)).toMatchObject({ Status: 'Delete in progress', Instances: [{}, {}] });
    lab.pass(40);
    expect(await described(lab)).toBeUndefined();
    expect(lab.told.filter((text) => text.startsWith('terminating'))).toHaveLength(2);
    expect(refusal(() => lab.operations.DescribeScalingActivities(named))?.name).toBe('ValidationError');
    expect((await lab.operations.DescribeScalingActivities({})).Activities).toEqual([]);
    const { Activities } = await lab.operations.DescribeScalingActivities({ ...named, IncludeDeletedGroups: true });
    expect(Activities?.map(({ AutoScalingGroupState }) => AutoScalingGroupState)).toEqual(Array(4).fill('Deleted'));
  });
});

describe('SetDesiredCapacity', () => {
  it.each([
    [1, 'New SetDesiredCapacity value 1 is below min value 2 for the AutoScalingGroup.'],
    [5, 'New SetDesiredCapacity value 5 is above max value 4 for the AutoScalingGroup.'],
  ])('refuses %d', (DesiredCapacity, message) =>
    expect(refusal(() => asgLab().operations.SetDesiredCapacity({ ...named, DesiredCapacity }))).toMatchObject({
      name: 'ValidationError',
      message,
    }),
  );

  it('there and back before anything was launched leaves no trace in later causes', async () => {
    const lab = asgLab();
    const set = (DesiredCapacity: number) => lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity });
    void set(3);
    void set(2);
    lab.pass(60);
    expect(await lab.activities()).toHaveLength(2);
    void set(4);
    lab.pass(8);
    expect((await lab.activities())[0]!.Cause!.match(/desired capacity from \d to \d/g)).toEqual([
      'desired capacity from 2 to 4',
    ]);
  });

  it('gives the start of an activity in milliseconds, and its end in seconds', async () => {
    const lab = asgLab({ timings: { reconcile: [4.567, 4.567], launch: [50.111, 50.111] } });
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 3 });
    lab.pass(60);
    expect((await lab.activities())[0]).toMatchObject({
      StartTime: new Date('2020-03-31T13:00:04.567Z'),
      EndTime: new Date('2020-03-31T13:00:54Z'),
    });
  });

  it('honours the cooldown only when it is asked to', async () => {
    const lab = asgLab();
    const set = (DesiredCapacity: number, HonorCooldown: boolean) =>
      lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity, HonorCooldown });
    void set(3, true);
    expect(refusal(() => set(4, true))?.name).toBe('ScalingActivityInProgressFault');
    void set(4, false);
    lab.pass(8);
    expect((await lab.activities())[0]!.Cause).toBe(
      'At 2020-03-31T13:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 2 to 3.  ' +
        'At 2020-03-31T13:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 3 to 4.  ' +
        'At 2020-03-31T13:00:08Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 4.',
    );
    lab.pass(10);
    expect(refusal(() => set(3, true))).toBeUndefined();
  });
});

describe('TerminateInstanceInAutoScalingGroup', () => {
  it('replaces the instance', async () => {
    const lab = asgLab();
    const { id } = lab.group.instances[1]!;
    const { Activity } = await lab.operations.TerminateInstanceInAutoScalingGroup({
      InstanceId: id,
      ShouldDecrementDesiredCapacity: false,
    });
    expect(Activity).toMatchObject({
      Description: `Terminating EC2 instance: ${id}`,
      Cause: `At 2020-03-31T13:00:00Z instance ${id} was taken out of service in response to a user request.`,
      StatusCode: 'InProgress',
    });
    expect(
      refusal(() => lab.operations.SetInstanceProtection({ ...named, InstanceIds: [id], ProtectedFromScaleIn: true }))
        ?.message,
    ).toBe(`The instance ${id} is not part of Auto Scaling group ${ASG}.`);
    lab.pass(60);
    expect(lab.states()).toEqual(['InService', 'InService']);
    expect(lab.zones()).toEqual([1, 1]);
  });

  it('or makes the group smaller, not below its minimum', async () => {
    const lab = asgLab({ min: 1 });
    const [a, b] = lab.group.instances.map(({ id }) => id);
    const end = (InstanceId: string) =>
      lab.operations.TerminateInstanceInAutoScalingGroup({ InstanceId, ShouldDecrementDesiredCapacity: true });
    expect((await end(a!)).Activity!.Cause).toMatch(/user request, shrinking the capacity from 2 to 1\.$/);
    lab.pass(100);
    expect(lab.group.instances.map(({ id }) => id)).toEqual([b]);
    expect(refusal(() => end(b!))?.message).toMatch(/^Currently, desiredSize equals minSize \(1\)\./);
    expect(refusal(() => end('i-0'))?.message).toMatch(/^Instance Id not found/);
  });

  it('takes several of one group', async () => {
    const lab = asgLab();
    const InstanceIds = lab.group.instances.map(({ id }) => id);
    const { Activities } = await lab.operations.TerminateInstanceInAutoScalingGroup({
      ...named,
      InstanceIds,
      ShouldDecrementDesiredCapacity: false,
    });
    expect(Activities).toHaveLength(2);
    lab.pass(60);
    expect(lab.states()).toEqual(['InService', 'InService']);
  });
});

describe('instances and processes', () => {
  it('are shown, also across groups', async () => {
    const lab = asgLab();
    const { id } = lab.group.instances[1]!;
    const { AutoScalingInstances } = await lab.operations.DescribeAutoScalingInstances({ InstanceIds: [id] });
    expect(AutoScalingInstances).toEqual([
      {
        InstanceId: id,
        InstanceType: 'm5d.large',
        ...named,
        AvailabilityZone: SUBNETS[1]!.zone,
        LifecycleState: 'InService',
        HealthStatus: 'HEALTHY',
        LaunchConfigurationName: `${ASG}-launch-configuration`,
        ProtectedFromScaleIn: false,
      },
    ]);
  });

  it('are protected and suspended by name', async () => {
    const lab = asgLab();
    expect(
      refusal(() =>
        lab.operations.SetInstanceProtection({ ...named, InstanceIds: ['i-0'], ProtectedFromScaleIn: true }),
      )?.message,
    ).toBe(`The instance i-0 is not part of Auto Scaling group ${ASG}.`);
    expect(refusal(() => lab.operations.SuspendProcesses({ ...named, ScalingProcesses: ['Sleep'] }))?.name).toBe(
      'ValidationError',
    );
    void lab.operations.SuspendProcesses({ ...named, ScalingProcesses: ['Launch'] });
    expect((await described(lab))!.SuspendedProcesses).toEqual([
      { ProcessName: 'Launch', SuspensionReason: 'User suspended at 2020-03-31T13:00:00Z' },
    ]);
    void lab.operations.SuspendProcesses(named);
    expect((await described(lab))!.SuspendedProcesses).toHaveLength(9);
  });

  it('count towards the account', async () =>
    expect(await asgLab().operations.DescribeAccountLimits({})).toMatchObject({
      NumberOfAutoScalingGroups: 1,
      NumberOfLaunchConfigurations: 1,
    }));
});

it('speaks to a client of the SDK: a group, and a ValidationError', async () => {
  const lab = asgLab();
  const anyone = { region: 'ap-northeast-2', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } };
  const door = service(sdk, new AutoScalingClient(anyone), lab.operations, { requestId: () => 'r' });
  const ask = async (body: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await door.handle({ path: '/', headers, body: Buffer.from(body) });
    return { status: answer!.status, body: Buffer.from(answer!.body).toString() };
  };
  const good = await ask('Action=DescribeAutoScalingGroups&Version=2011-01-01');
  expect(good.status).toBe(200);
  expect(good.body).toContain(`<AutoScalingGroupName>${ASG}</AutoScalingGroupName>`);
  const bad = await ask('Action=SetDesiredCapacity&Version=2011-01-01&AutoScalingGroupName=none&DesiredCapacity=1');
  expect(bad.status).toBe(400);
  expect(bad.body).toContain('<Code>ValidationError</Code>');
});
