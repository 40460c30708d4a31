/** Instances of an Auto Scaling group that join the cluster, and leave it: what becomes of tasks. */
import { A, B, clusterLab, GROUP, PROVIDER, withProvider, type ClusterLab } from './testing';

const idsOf = ({ cluster }: ClusterLab): string[] =>
  [...cluster.instances.values()].map(({ ec2InstanceId }) => ec2InstanceId).sort();

/** The recorded lab after its scale-out: services on two old instances, two new and empty ones beside them. */
function grownLab(desired = 8): ClusterLab {
  const lab = clusterLab();
  lab.old(A);
  lab.old(B);
  lab.join();
  lab.service({ launchType: 'EC2', desired, targetGroupArn: 'arn:web' });
  lab.pass(60);
  lab.launch(A);
  lab.launch(B);
  lab.pass(300);
  return lab;
}

describe('an instance that is launched', () => {
  it('registers between 30 and 90 seconds later, with what its agent was seen to register', async () => {
    const lab = clusterLab();
    lab.join();
    for (let i = 0; i < 20; i++) lab.launch(A);
    lab.pass(29.9);
    expect(lab.cluster.instances.size).toBe(0);
    lab.pass(60.2);
    expect(lab.cluster.instances.size).toBe(20);
    const moments = [...lab.cluster.instances.values()].map(({ registeredAt }) => registeredAt.getTime());
    expect(Math.max(...moments) - Math.min(...moments)).toBeGreaterThan(30_000);

    const [arn] = (await lab.operations.ListContainerInstances({ cluster: 'DEMOGO-ECS' })).containerInstanceArns!;
    const { containerInstances } = await lab.operations.DescribeContainerInstances({
      cluster: 'DEMOGO-ECS',
      containerInstances: [arn!],
    });
    expect(containerInstances![0]).toMatchObject({
      ec2InstanceId: expect.stringMatching(/^i-new/) as string,
      status: 'ACTIVE',
      agentConnected: true,
      capacityProviderName: undefined,
    });
    const figures = containerInstances![0]!.registeredResources!.map(({ name, integerValue }) => [name, integerValue]);
    expect(figures.slice(0, 2)).toEqual([
      ['CPU', 2048],
      ['MEMORY', 7764],
    ]);
  });

  it('joins no cluster that its group does not name', () => {
    const lab = clusterLab();
    lab.launch(A);
    lab.pass(120);
    expect(lab.cluster.instances.size).toBe(0);
  });

  it('belongs to a provider only if the cluster has it when the agent registers', () => {
    const lab = clusterLab();
    lab.join();
    lab.launch(A);
    lab.pass(120);
    lab.ecs.providers.create({ name: PROVIDER, autoScalingGroupProvider: { autoScalingGroupArn: GROUP } });
    lab.launch(A);
    lab.pass(120);
    lab.ecs.providers.putInto(lab.cluster, [PROVIDER], []);
    lab.launch(A);
    lab.pass(120);
    const names = [...lab.cluster.instances.values()].map(({ capacityProvider }) => capacityProvider);
    expect(names).toEqual([undefined, undefined, PROVIDER]);
  });

  it('is refused in one sentence when what its type registers is not known', () => {
    const lab = clusterLab();
    lab.join();
    expect(() => lab.launch(A, 'm7i.metal')).toThrow(/known, found m7i\.metal/);
  });

  it('never registers when it terminates before', () => {
    const lab = clusterLab();
    lab.join();
    lab.ecs.terminating(lab.launch(A));
    lab.pass(120);
    expect(lab.cluster.instances.size).toBe(0);
  });
});

describe('running tasks', () => {
  it('stay where they are when instances join', () => {
    const lab = grownLab();
    expect(lab.crowd()).toEqual({ 'i-old1': 4, 'i-old2': 4, 'i-new3': 0, 'i-new4': 0 });
  });

  it('that are replaced go to the empty instance of their zone', async () => {
    const lab = grownLab();
    const victim = lab.tasks('RUNNING').find(({ zone }) => zone === B)!;
    await lab.operations.StopTask({ cluster: 'DEMOGO-ECS', task: victim.arn });
    lab.pass(120);
    expect(lab.crowd()).toEqual({ 'i-old1': 4, 'i-old2': 3, 'i-new3': 0, 'i-new4': 1 });
  });

  it('of RunTask go to an empty instance too', async () => {
    const lab = grownLab();
    const spread = ['attribute:ecs.availability-zone', 'instanceId'];
    await lab.operations.RunTask({
      cluster: 'DEMOGO-ECS',
      taskDefinition: 'web',
      count: 2,
      group: 'service:web',
      placementStrategy: spread.map((field) => ({ type: 'spread', field })),
    });
    expect(lab.crowd()).toEqual({ 'i-old1': 4, 'i-old2': 4, 'i-new3': 1, 'i-new4': 1 });
  });
});

describe('an instance that terminates', () => {
  const old = { id: 'i-old1', zone: A, type: 'm5d.large', group: GROUP };

  it('takes its tasks with it where nothing drains, and the service replaces them', async () => {
    const lab = grownLab();
    const dead = lab.tasks().filter(({ instance }) => instance?.ec2InstanceId === 'i-old1');
    lab.ecs.terminating(old);
    expect(idsOf(lab)).toEqual(['i-new3', 'i-new4', 'i-old2']);
    const { tasks } = await lab.operations.DescribeTasks({ cluster: 'DEMOGO-ECS', tasks: dead.map(({ arn }) => arn) });
    for (const task of tasks!)
      expect(task).toMatchObject({
        lastStatus: 'STOPPED',
        stopCode: 'TerminationNotice',
        stoppedReason: 'Host EC2 (instance i-old1) terminated.',
      });
    expect(tasks).toHaveLength(4);
    expect([...lab.registered].filter((target) => target.startsWith('i-old1'))).toEqual([]);
    lab.pass(120);
    expect(lab.crowd()).toEqual({ 'i-old2': 4, 'i-new3': 4, 'i-new4': 0 });
  });

  it('drains first with managed draining: replacements run before its tasks stop', () => {
    const lab = grownLab(4);
    withProvider(lab);
    lab.ecs.terminating(old);
    expect(lab.ecs.isDraining('i-old1')).toBe(true);
    for (let second = 0; second < 240; second++) {
      lab.pass(1);
      expect(lab.tasks('RUNNING').length).toBeGreaterThanOrEqual(4);
    }
    expect(idsOf(lab)).toEqual(['i-new3', 'i-new4', 'i-old2']);
    expect(lab.ecs.isDraining('i-old1')).toBe(false);
    expect(lab.crowd()).toEqual({ 'i-old2': 2, 'i-new3': 2, 'i-new4': 0 });
    expect(lab.tasks('STOPPED').map(({ stopCode }) => stopCode)).toEqual(Array(2).fill('ServiceSchedulerInitiated'));
  });

  it('does not drain when the provider has managed draining disabled', () => {
    const lab = grownLab(4);
    withProvider(lab, { managedDraining: 'DISABLED' });
    lab.ecs.terminating(old);
    expect(idsOf(lab)).not.toContain('i-old1');
  });
});

it('is protected from a scale-in while it runs tasks, if the provider says so', () => {
  const lab = clusterLab();
  lab.group.protectedFromScaleIn = true;
  withProvider(lab, { managedScaling: { status: 'ENABLED' }, managedTerminationProtection: 'ENABLED' });
  const { ec2InstanceId } = lab.old(A, PROVIDER);
  expect(lab.ecs.scaleInProtection(ec2InstanceId)).toBe(false);
  lab.service({ desired: 1 });
  lab.pass(60);
  expect(lab.ecs.scaleInProtection(ec2InstanceId)).toBe(true);
  lab.ecs.providers.update(PROVIDER, { managedTerminationProtection: 'DISABLED' });
  expect(lab.ecs.scaleInProtection(ec2InstanceId)).toBeUndefined();
});
