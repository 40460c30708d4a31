/** The operations on capacity providers and cluster settings: what they answer, and what they refuse. */
import { A, clusterLab, PROVIDER, refusal, withProvider, type ClusterLab } from './testing';

const CLUSTER = 'DEMOGO-ECS';
const create = ({ operations, group }: ClusterLab, name = PROVIDER, more: object = {}) =>
  operations.CreateCapacityProvider({
    name,
    autoScalingGroupProvider: { autoScalingGroupArn: group.arn, ...more },
    tags: [{ key: 'chapter', value: 'cluster' }],
  });
const put = ({ operations }: ClusterLab, names: string[], strategy: object[] = []) =>
  operations.PutClusterCapacityProviders({
    cluster: CLUSTER,
    capacityProviders: names,
    defaultCapacityProviderStrategy: strategy as { capacityProvider: string }[],
  });
const described = async ({ operations }: ClusterLab, include: ('SETTINGS' | 'ATTACHMENTS')[] = []) =>
  (await operations.DescribeClusters({ clusters: [CLUSTER], include })).clusters![0]!;

describe('the workshop', () => {
  it('makes its provider, which changes nothing but what is shown', async () => {
    const lab = clusterLab();
    const managedScaling = { status: 'DISABLED', targetCapacity: 100 };
    await create(lab, PROVIDER, { managedScaling, managedTerminationProtection: 'DISABLED' });
    await put(lab, [PROVIDER], [{ capacityProvider: PROVIDER, weight: 1 }]);
    expect(await described(lab, ['ATTACHMENTS'])).toMatchObject({
      capacityProviders: [PROVIDER],
      defaultCapacityProviderStrategy: [{ capacityProvider: PROVIDER, weight: 1, base: 0 }],
      attachments: [],
    });
    expect(lab.alarms.size).toBe(0);
    lab.pass(120);
    expect(lab.published.filter(({ name }) => name.includes('ManagedScaling'))).toEqual([]);
  });

  it('has a service with a launch type, which the default strategy does not touch', async () => {
    const lab = clusterLab();
    withProvider(lab);
    lab.old(A);
    await lab.operations.CreateService({
      cluster: CLUSTER,
      serviceName: 'cats',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'EC2',
    });
    lab.pass(60);
    const [task] = lab.tasks();
    expect(task).toMatchObject({ status: 'RUNNING', launchType: 'EC2', capacityProvider: undefined });
    const { services } = await lab.operations.DescribeServices({ cluster: CLUSTER, services: ['cats'] });
    expect(services![0]).toMatchObject({ launchType: 'EC2' });
    expect(services![0]).not.toHaveProperty('capacityProviderStrategy');
  });
});

describe('a capacity provider', () => {
  it('is shown with the defaults of what was not sent, and with its tags on request', async () => {
    const lab = clusterLab();
    await create(lab, PROVIDER, { managedScaling: { targetCapacity: 80 } });
    const asked = { capacityProviders: [PROVIDER] };
    const { capacityProviders } = await lab.operations.DescribeCapacityProviders({ ...asked, include: ['TAGS'] });
    expect(capacityProviders).toEqual([
      {
        capacityProviderArn: `arn:aws:ecs:ap-northeast-2:132340445232:capacity-provider/${PROVIDER}`,
        name: PROVIDER,
        status: 'ACTIVE',
        updateStatus: 'CREATE_COMPLETE',
        autoScalingGroupProvider: {
          autoScalingGroupArn: lab.group.arn,
          managedScaling: {
            status: 'ENABLED',
            targetCapacity: 80,
            minimumScalingStepSize: 1,
            maximumScalingStepSize: 10_000,
            instanceWarmupPeriod: 300,
          },
          managedTerminationProtection: 'DISABLED',
          managedDraining: 'ENABLED',
        },
        tags: [{ key: 'chapter', value: 'cluster' }],
      },
    ]);
    expect((await lab.operations.DescribeCapacityProviders(asked)).capacityProviders![0]!.tags).toEqual([]);
  });

  it('stands beside the two of AWS, page by page; an unknown one is a failure', async () => {
    const lab = clusterLab();
    await create(lab);
    const first = await lab.operations.DescribeCapacityProviders({ maxResults: 2 });
    expect(first.capacityProviders!.map(({ name }) => name)).toEqual(['FARGATE', 'FARGATE_SPOT']);
    const second = await lab.operations.DescribeCapacityProviders({ nextToken: first.nextToken });
    expect(second.capacityProviders!.map(({ name }) => name)).toEqual([PROVIDER]);
    expect(second.nextToken).toBeUndefined();
    const { failures } = await lab.operations.DescribeCapacityProviders({ capacityProviders: ['none'] });
    expect(failures).toEqual([
      { arn: 'arn:aws:ecs:ap-northeast-2:132340445232:capacity-provider/none', reason: 'MISSING' },
    ]);
  });

  it('changes what is sent and keeps the rest', async () => {
    const lab = clusterLab();
    await create(lab, PROVIDER, { managedScaling: { status: 'DISABLED', targetCapacity: 70 } });
    const { capacityProvider } = await lab.operations.UpdateCapacityProvider({
      name: PROVIDER,
      autoScalingGroupProvider: { managedScaling: { minimumScalingStepSize: 2 }, managedDraining: 'DISABLED' },
    });
    expect(capacityProvider).toMatchObject({
      updateStatus: 'UPDATE_COMPLETE',
      autoScalingGroupProvider: {
        managedScaling: { status: 'DISABLED', targetCapacity: 70, minimumScalingStepSize: 2 },
        managedDraining: 'DISABLED',
      },
    });
  });

  it('is deleted once no cluster has it', async () => {
    const lab = clusterLab();
    withProvider(lab);
    const remove = () => lab.operations.DeleteCapacityProvider({ capacityProvider: PROVIDER });
    const failed = {
      status: 'ACTIVE',
      updateStatus: 'DELETE_FAILED',
      updateStatusReason:
        'The capacity provider cannot be deleted because it is associated with cluster: DEMOGO-ECS. Remove the capacity provider from the cluster and try again.',
    };
    expect((await remove()).capacityProvider).toMatchObject(failed);
    const described = await lab.operations.DescribeCapacityProviders({ capacityProviders: [PROVIDER] });
    expect(described.capacityProviders).toMatchObject([failed]);
    const updated = await lab.operations.UpdateCapacityProvider({ name: PROVIDER, autoScalingGroupProvider: {} });
    expect(updated.capacityProvider).not.toHaveProperty('updateStatusReason');
    await remove();
    await put(lab, []);
    const { capacityProvider } = await remove();
    expect(capacityProvider).toMatchObject({ updateStatus: 'DELETE_IN_PROGRESS' });
    expect(capacityProvider).not.toHaveProperty('updateStatusReason');
    const { failures } = await lab.operations.DescribeCapacityProviders({ capacityProviders: [PROVIDER] });
    expect(failures).toHaveLength(1);
    await create(lab);
  });
});

describe('refused is', () => {
  const protection = { managedTerminationProtection: 'ENABLED' };
  it.each<[string, (lab: ClusterLab) => unknown, string, string | RegExp]>([
    ...['aws-x', 'ecs-x', 'fargate-x', 'Fargate', 'a b', 'a.b', 'a'.repeat(256), ''].map(
      (name): [string, (lab: ClusterLab) => unknown, string, RegExp] => [
        `the name "${name.slice(0, 12)}"`,
        (lab) => create(lab, name),
        'InvalidParameterException',
        /255 letters/,
      ],
    ),
    [
      'a second provider of a group',
      (lab) => (void create(lab), create(lab, 'another')),
      'ClientException',
      'The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.',
    ],
    ['a name that is taken', (lab) => (void create(lab), create(lab)), 'ClientException', /already/],
    [
      'a group that is not there',
      (lab) => create(lab, PROVIDER, { autoScalingGroupArn: 'nowhere' }),
      'ClientException',
      /found nowhere/,
    ],
    [
      'termination protection of a group that does not protect its instances',
      (lab) => create(lab, PROVIDER, { ...protection, managedScaling: { status: 'ENABLED' } }),
      'ClientException',
      'The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.',
    ],
    [
      'termination protection without managed scaling',
      (lab) => create(lab, PROVIDER, { ...protection, managedScaling: { status: 'DISABLED' } }),
      'ClientException',
      /enable managed scaling too/,
    ],
    ...[0, 101, 50.5].map((targetCapacity): [string, (lab: ClusterLab) => unknown, string, RegExp] => [
      `a target capacity of ${targetCapacity}`,
      (lab) => create(lab, PROVIDER, { managedScaling: { targetCapacity } }),
      'InvalidParameterException',
      /a targetCapacity from 1 to 100/,
    ]),
    [
      'a smallest step above the largest',
      (lab) => create(lab, PROVIDER, { managedScaling: { minimumScalingStepSize: 3, maximumScalingStepSize: 2 } }),
      'InvalidParameterException',
      /found 3/,
    ],
    [
      'a provider that is not there',
      (lab) => put(lab, ['none']),
      'ClientException',
      'The specified capacity provider does not exist. Specify a valid name or ARN and try again.',
    ],
    [
      'a change of one of AWS',
      ({ operations }) => operations.DeleteCapacityProvider({ capacityProvider: 'FARGATE' }),
      'ClientException',
      /AWS's own/,
    ],
    [
      'a strategy with what the cluster does not have',
      (lab) => put(lab, ['FARGATE'], [{ capacityProvider: 'FARGATE_SPOT' }]),
      'InvalidParameterException',
      /not associated with the cluster/,
    ],
    [
      'a strategy that names one twice',
      (lab) => put(lab, ['FARGATE'], Array(2).fill({ capacityProvider: 'FARGATE', weight: 1 }) as object[]),
      'InvalidParameterException',
      /found FARGATE twice/,
    ],
    [
      'a strategy with two bases',
      (lab) =>
        put(
          lab,
          ['FARGATE', 'FARGATE_SPOT'],
          [
            { capacityProvider: 'FARGATE', weight: 1, base: 1 },
            { capacityProvider: 'FARGATE_SPOT', base: 1 },
          ],
        ),
      'InvalidParameterException',
      /with a base at most/,
    ],
    [
      'a strategy of both kinds',
      (lab) => (
        void create(lab),
        put(lab, ['FARGATE', PROVIDER], [{ capacityProvider: 'FARGATE', weight: 1 }, { capacityProvider: PROVIDER }])
      ),
      'InvalidParameterException',
      /cannot contain a mix/,
    ],
    [
      'a strategy without any weight',
      (lab) =>
        put(lab, ['FARGATE', 'FARGATE_SPOT'], [{ capacityProvider: 'FARGATE' }, { capacityProvider: 'FARGATE_SPOT' }]),
      'InvalidParameterException',
      /weight above 0/,
    ],
    [
      'the removal of one that a service uses',
      (lab) => (withProvider(lab), lab.service({}), put(lab, [])),
      'ResourceInUseException',
      'The specified capacity provider is in use and cannot be removed.',
    ],
    [
      'a launch type beside a strategy',
      (lab) => (
        withProvider(lab),
        lab.operations.RunTask({
          cluster: CLUSTER,
          taskDefinition: 'web',
          launchType: 'EC2',
          capacityProviderStrategy: [{ capacityProvider: PROVIDER }],
        })
      ),
      'InvalidParameterException',
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    ],
  ])('%s', (_case, act, name, message) => {
    const found = refusal(() => act(clusterLab()));
    expect(found.name).toBe(name);
    if (typeof message === 'string') expect(found.message).toBe(message);
    else expect(found.message).toMatch(message);
  });

  it('what is refused leaves the cluster as it was', async () => {
    const lab = clusterLab();
    withProvider(lab);
    refusal(() => put(lab, ['FARGATE'], [{ capacityProvider: PROVIDER }]));
    expect((await described(lab)).capacityProviders).toEqual([PROVIDER]);
  });
});

describe('the cluster setting containerInsights', () => {
  it.each(['enabled', 'enhanced', 'disabled'])('becomes %s', async (value) => {
    const lab = clusterLab();
    const settings = [{ name: 'containerInsights' as const, value }];
    const { cluster } = await lab.operations.UpdateClusterSettings({ cluster: CLUSTER, settings });
    expect(cluster!.settings).toEqual(settings);
    expect((await described(lab, ['SETTINGS'])).settings).toEqual(settings);
    expect((await described(lab)).settings).toEqual([]);
  });

  it('is refused another value, by either operation', () => {
    const { operations } = clusterLab();
    const settings = [{ name: 'containerInsights' as const, value: 'on' }];
    for (const operation of [operations.UpdateClusterSettings, operations.UpdateCluster])
      expect(refusal(() => operation({ cluster: CLUSTER, settings })).message).toMatch(/found "on"/);
  });
});
