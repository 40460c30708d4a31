/** Capacity providers at work: tasks that wait for instances, and managed scaling that asks for them. */
import { A, B, clusterLab, GROUP, PROVIDER, withProvider, type ClusterLab } from './testing';

const CLUSTER = 'DEMOGO-ECS';
const on = (more: object = {}) => ({ managedScaling: { status: 'ENABLED', ...more } });
const reservations = ({ published }: ClusterLab): number[] =>
  published
    .filter(({ name }) => name === `AWS/ECS/ManagedScaling CapacityProviderReservation ${PROVIDER} ${CLUSTER}`)
    .map(({ value }) => value);

describe('a task of a capacity provider', () => {
  it('is PROVISIONING while no instance of the provider has room, and runs on one that joins', async () => {
    const lab = clusterLab();
    withProvider(lab);
    lab.join();
    // Not of the provider: it joined before.
    lab.old(A);
    lab.service({ desired: 2, targetGroupArn: 'arn:web' });
    lab.pass(60);
    const arns = lab.tasks().map(({ arn }) => arn);
    const { tasks } = await lab.operations.DescribeTasks({ cluster: CLUSTER, tasks: arns });
    expect(tasks).toHaveLength(2);
    for (const task of tasks!) {
      expect(task).toMatchObject({ lastStatus: 'PROVISIONING', capacityProviderName: PROVIDER, launchType: 'EC2' });
      expect(task.availabilityZone).toBeUndefined();
      expect(task.containerInstanceArn).toBeUndefined();
    }
    const { services } = await lab.operations.DescribeServices({ cluster: CLUSTER, services: ['web'] });
    expect(services![0]).toMatchObject({
      pendingCount: 2,
      runningCount: 0,
      capacityProviderStrategy: [{ capacityProvider: PROVIDER, weight: 1, base: 0 }],
    });
    expect(services![0]).not.toHaveProperty('launchType');

    lab.launch(B);
    lab.pass(150);
    expect(lab.tasks('RUNNING').map(({ zone, arn }) => [zone, arn])).toEqual(arns.map((arn) => [B, arn]));
    expect([...lab.registered].sort()).toEqual(['i-new2:32768', 'i-new2:32769']);
  });

  it('that waits leaves at once when its service shrinks, before those that run', () => {
    const lab = clusterLab();
    withProvider(lab);
    lab.old(A, PROVIDER);
    const big = lab.definition('big', 0, 5000);
    const service = lab.service({ definition: big, desired: 3 });
    lab.pass(60);
    expect(lab.tasks('PROVISIONING')).toHaveLength(2);
    lab.ecs.updateDesired(service, 1);
    lab.pass(11);
    expect(lab.tasks('STOPPED')).toHaveLength(2);
    expect(lab.tasks('RUNNING')).toHaveLength(1);
  });

  it('goes to Fargate where the strategy says so', () => {
    const lab = clusterLab();
    lab.old(A);
    lab.ecs.providers.putInto(lab.cluster, ['FARGATE', 'FARGATE_SPOT'], []);
    const definition = lab.definition('dogs', 256, 512, 'awsvpc');
    const strategy = [
      { capacityProvider: 'FARGATE', weight: 1, base: 1 },
      { capacityProvider: 'FARGATE_SPOT', weight: 3, base: 0 },
    ];
    lab.service({ definition, desired: 5, capacityProviderStrategy: strategy });
    lab.pass(60);
    expect(lab.tasks('RUNNING').map(({ capacityProvider }) => capacityProvider)).toEqual(
      expect.arrayContaining(['FARGATE', 'FARGATE', ...Array<string>(3).fill('FARGATE_SPOT')]),
    );
    expect(lab.tasks().every(({ launchType, instance }) => launchType === 'FARGATE' && !instance)).toBe(true);
  });

  it('runs by RunTask as well, by the default strategy; without room for a launch type it is a failure', async () => {
    const lab = clusterLab();
    withProvider(lab);
    lab.old(A);
    const run = { cluster: CLUSTER, taskDefinition: 'huge', count: 2 };
    lab.definition('huge', 0, 7000);
    const waiting = await lab.operations.RunTask({ ...run, startedBy: 'me' });
    expect(waiting.tasks!.map(({ lastStatus, startedBy, group }) => [lastStatus, startedBy, group])).toEqual(
      Array(2).fill(['PROVISIONING', 'me', 'family:huge']),
    );
    const placed = await lab.operations.RunTask({ ...run, launchType: 'EC2' });
    expect(placed.tasks).toHaveLength(1);
    expect(placed.failures).toEqual([{ arn: [...lab.cluster.instances.values()][0]!.arn, reason: 'RESOURCE:MEMORY' }]);
  });
});

describe('a service that is deleted', () => {
  it('has to be scaled to zero or forced, and stops its tasks', async () => {
    const lab = clusterLab();
    lab.old(A);
    lab.service({ launchType: 'EC2' });
    lab.pass(60);
    const remove = (force: boolean) => lab.operations.DeleteService({ cluster: CLUSTER, service: 'web', force });
    expect(() => remove(false)).toThrow('The service cannot be stopped while it is scaled above 0.');
    expect((await remove(true)).service).toMatchObject({ status: 'DRAINING', desiredCount: 0 });
    lab.pass(60);
    expect(lab.tasks().map(({ status }) => status)).toEqual(['STOPPED', 'STOPPED']);
  });
});

describe('managed scaling', () => {
  it('has two alarms on the reservation, shown as an attachment, until it is turned off', async () => {
    const lab = clusterLab();
    withProvider(lab, on({ targetCapacity: 80 }));
    const metric = {
      namespace: 'AWS/ECS/ManagedScaling',
      name: 'CapacityProviderReservation',
      dimensions: [
        { Name: 'CapacityProviderName', Value: PROVIDER },
        { Name: 'ClusterName', Value: CLUSTER },
      ],
    };
    const common = { metric, period: 60, threshold: 80, statistic: 'Average' };
    expect(lab.alarm('High')).toMatchObject({
      ...common,
      evaluationPeriods: 1,
      comparison: 'GreaterThanThreshold',
      name: expect.stringMatching(new RegExp(`^TargetTracking-${GROUP}-AlarmHigh-`)) as string,
    });
    expect(lab.alarm('Low')).toMatchObject({ ...common, evaluationPeriods: 15, comparison: 'LessThanThreshold' });
    const asked = { clusters: [CLUSTER], include: ['ATTACHMENTS' as const] };
    const [{ attachments } = {}] = (await lab.operations.DescribeClusters(asked)).clusters!;
    expect(attachments).toMatchObject([
      {
        type: 'as_policy',
        details: [
          { name: 'capacityProviderName', value: PROVIDER },
          { name: 'scalingPolicyName', value: expect.stringMatching(/^ECSManagedAutoScalingPolicy-/) as string },
        ],
      },
    ]);

    const name = lab.alarm('High')!.name;
    lab.ecs.providers.update(PROVIDER, { managedScaling: { targetCapacity: 60 } });
    expect(lab.alarm('High')).toMatchObject({ name, threshold: 60 });
    lab.ecs.providers.update(PROVIDER, { managedScaling: { status: 'DISABLED' } });
    expect(lab.alarms.size).toBe(0);
    lab.pass(120);
    expect(reservations(lab)).toEqual([]);
  });

  it('grows from nothing, and tells the reservation each minute', () => {
    const lab = clusterLab();
    lab.group.desired = 0;
    withProvider(lab, on());
    lab.join();
    lab.pass(60);
    lab.service({ desired: 2 });
    lab.pass(60);
    expect(reservations(lab)).toEqual([100, 200]);
    lab.fire(lab.alarm('High')!, 200);
    expect(lab.group.desired).toBe(1);
    expect(lab.causes[0]).toMatch(
      new RegExp(`^a monitor alarm ${lab.alarm('High')!.name} in state ALARM triggered policy ECSManagedAuto`),
    );
    lab.fire(lab.alarm('High')!, 200);
    expect(lab.group.desired).toBe(1);
    lab.launch(A);
    lab.pass(180);
    expect(lab.tasks('RUNNING')).toHaveLength(2);
    expect(reservations(lab).at(-1)).toBe(100);
  });

  it('asks for as many as the waiting tasks fill, within the bounds of the group', () => {
    const lab = clusterLab();
    withProvider(lab, on());
    lab.old(A, PROVIDER);
    lab.old(B, PROVIDER);
    lab.service({ definition: lab.definition('big', 0, 5000), desired: 5 });
    lab.pass(60);
    expect(reservations(lab)).toEqual([250]);
    lab.group.max = 4;
    lab.fire(lab.alarm('High')!, 250);
    expect(lab.group.desired).toBe(4);
  });

  it('releases what is empty', () => {
    const lab = clusterLab();
    withProvider(lab, on());
    for (const zone of [A, B, A]) lab.old(zone, PROVIDER);
    // Not of the provider, so it does not count.
    lab.old(B);
    lab.group.desired = 3;
    lab.service({ desired: 2 });
    lab.pass(120);
    expect(reservations(lab).at(-1)).toBeCloseTo(66.667, 3);
    lab.fire(lab.alarm('Low')!, reservations(lab).at(-1));
    expect(lab.group.desired).toBe(2);
  });

  it.each([
    ['without data', undefined, 'ALARM'],
    ['in another state', 400, 'OK'],
    ['in want of data', 400, 'INSUFFICIENT_DATA'],
  ] as const)('does nothing %s', (_case, value, state) => {
    const lab = clusterLab();
    withProvider(lab, on());
    lab.old(A, PROVIDER);
    lab.fire(lab.alarm('High')!, value, state);
    expect(lab.causes).toEqual([]);
  });

  it('leaves alarms of other policies alone', () => {
    const lab = clusterLab();
    withProvider(lab, on());
    lab.old(A, PROVIDER);
    const alarm = lab.alarm('High')!;
    lab.fire({ ...alarm, alarmActions: ['arn:aws:autoscaling:x:1:scalingPolicy:u'] }, 400);
    lab.fire({ ...alarm, name: 'by-hand' }, 400);
    expect(lab.causes).toEqual([]);
  });
});
