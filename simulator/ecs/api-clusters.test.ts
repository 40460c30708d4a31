/** Clusters, container instances, tags and account settings through the API. */
import { A, B, clusterLab, refusal } from './testing';

const cluster = 'DEMOGO-ECS';

describe('CreateCluster', () => {
  it('gives what is there already, and an active one in place of a deleted one', async () => {
    const { operations, old } = clusterLab();
    old(A);
    expect(await operations.CreateCluster({ clusterName: cluster })).toMatchObject({
      cluster: { clusterName: cluster, registeredContainerInstancesCount: 1 },
    });
    await operations.CreateCluster({});
    await operations.DeleteCluster({ cluster: 'default' });
    expect(await operations.CreateCluster({})).toMatchObject({ cluster: { clusterName: 'default', status: 'ACTIVE' } });
    expect((await operations.DescribeClusters({})).clusters).toMatchObject([{ status: 'ACTIVE' }]);
  });

  it('has settings and providers from the start', async () => {
    const { operations } = clusterLab();
    const made = await operations.CreateCluster({
      clusterName: 'new',
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      capacityProviders: ['FARGATE'],
    });
    expect(made.cluster).toMatchObject({
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      capacityProviders: ['FARGATE'],
    });
  });

  it('leaves nothing behind when it is refused', async () => {
    const { operations } = clusterLab();
    for (const input of [{ capacityProviders: ['none'] }, { tags: [{ key: 'aws:x', value: '' }] }])
      refusal(() => operations.CreateCluster({ clusterName: 'new', ...input }));
    expect(refusal(() => operations.CreateCluster({ clusterName: 'a b' })).message).toContain('found "a b"');
    expect((await operations.ListClusters({})).clusterArns).toHaveLength(1);
  });
});

describe('a container instance', () => {
  it('hands its tasks over when it is set to DRAINING, and takes new ones when it is ACTIVE again', async () => {
    const lab = clusterLab();
    const [first] = [lab.old(A), lab.old(B)];
    lab.service({ desired: 4 });
    lab.pass(90);
    const set = (status: 'ACTIVE' | 'DRAINING') =>
      lab.operations.UpdateContainerInstancesState({ cluster, containerInstances: [first.arn], status });
    expect(await set('DRAINING')).toMatchObject({ containerInstances: [{ status: 'DRAINING' }], failures: [] });
    lab.pass(240);
    expect(lab.crowd()).toEqual({ 'i-old1': 0, 'i-old2': 4 });
    await set('ACTIVE');
    lab.ecs.updateDesired(lab.cluster.services.get('web')!, 6);
    lab.pass(90);
    expect(lab.crowd()).toEqual({ 'i-old1': 2, 'i-old2': 4 });
  });

  it('is deregistered with its tasks only by force', async () => {
    const lab = clusterLab();
    const { arn: containerInstance } = lab.old(A);
    lab.service({ desired: 1 });
    lab.pass(90);
    const leave = (force: boolean) => lab.operations.DeregisterContainerInstance({ cluster, containerInstance, force });
    expect(refusal(() => leave(false)).message).toBe('Found running tasks on the instance.');
    expect(await leave(true)).toMatchObject({ containerInstance: { status: 'INACTIVE' } });
    expect(lab.tasks('RUNNING')).toEqual([]);
  });

  it('has the attributes that it was given beside its own', async () => {
    const lab = clusterLab();
    const { arn: targetId } = lab.old(A);
    await lab.operations.PutAttributes({ cluster, attributes: [{ name: 'stack', value: 'blue', targetId }] });
    const found = () =>
      lab.operations.ListAttributes({ cluster, targetType: 'container-instance', attributeName: 'stack' });
    expect((await found()).attributes).toEqual([
      { name: 'stack', value: 'blue', targetId, targetType: 'container-instance' },
    ]);
    await lab.operations.DeleteAttributes({ cluster, attributes: [{ name: 'stack', targetId }] });
    expect((await found()).attributes).toEqual([]);
  });
});

it('keeps tags of whatever has an ARN, and shows them where they are asked for', async () => {
  const lab = clusterLab();
  const { operations } = lab;
  const resources = [lab.cluster.arn, lab.old(A).arn, lab.service().arn, lab.web.arn];
  for (const resourceArn of resources) {
    await operations.TagResource({ resourceArn, tags: [{ key: 'a', value: '1' }, { key: 'b' }] });
    await operations.TagResource({ resourceArn, tags: [{ key: 'a', value: '2' }] });
    await operations.UntagResource({ resourceArn, tagKeys: ['b'] });
    expect(await operations.ListTagsForResource({ resourceArn })).toEqual({ tags: [{ key: 'a', value: '2' }] });
  }
  const tags = [{ key: 'a', value: '2' }];
  const described = await operations.DescribeServices({ cluster, services: ['web'], include: ['TAGS'] });
  expect(described.services![0]!.tags).toEqual(tags);
  expect((await operations.DescribeClusters({ clusters: [cluster], include: ['TAGS'] })).clusters![0]!.tags).toEqual(
    tags,
  );
  expect(refusal(() => operations.ListTagsForResource({ resourceArn: 'arn:none' })).name).toBe(
    'ResourceNotFoundException',
  );
  const many = Array.from({ length: 50 }, (_, i) => ({ key: `k${i}`, value: '' }));
  expect(refusal(() => operations.TagResource({ resourceArn: lab.cluster.arn, tags: many })).message).toContain(
    'found 51',
  );
});

it('stores account settings: the own before those of the account, and those before the standard', async () => {
  const { operations } = clusterLab();
  const name = 'containerInsights';
  const value = async () =>
    (await operations.ListAccountSettings({ name, effectiveSettings: true })).settings!.map((each) => each.value);
  expect(await value()).toEqual(['disabled']);
  await operations.PutAccountSettingDefault({ name, value: 'enabled' });
  expect(await value()).toEqual(['enabled']);
  await operations.PutAccountSetting({ name, value: 'enhanced' });
  expect(await value()).toEqual(['enhanced']);
  expect((await operations.ListAccountSettings({})).settings).toHaveLength(1);
  await operations.DeleteAccountSetting({ name });
  expect(await value()).toEqual(['enabled']);
  expect(refusal(() => operations.PutAccountSetting({ name, value: 'maybe' })).message).toContain('found "maybe"');
});
