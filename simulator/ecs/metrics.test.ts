/** ECS's metrics of a minute, with the worked example of the ECS developer guide (cloudwatch-metrics), and Container Insights. */
import { A, B, clusterLab, type ClusterLab } from './testing';
import { loadOf } from './metrics';

const CLUSTER = 'DEMOGO-ECS';
/** What a metric said in its newest minute. */
const last = ({ published }: ClusterLab, name: string) => published.filter((each) => each.name === name).at(-1);
const insights = (lab: ClusterLab, value: string) =>
  lab.operations.UpdateClusterSettings({ cluster: CLUSTER, settings: [{ name: 'containerInsights', value }] });

/** Both services run on two instances, and a minute has ended. */
function steadyLab(): ClusterLab {
  const lab = clusterLab();
  lab.old(A);
  lab.old(B);
  lab.service({ launchType: 'EC2' });
  lab.service({
    name: 'dogs',
    launchType: 'FARGATE',
    definition: lab.definition('dogs', 256, 512, 'awsvpc'),
    desired: 1,
  });
  lab.pass(120);
  return lab;
}

describe('the documented cluster', () => {
  // A c4.4xlarge and a c4.large with ten tasks of 1024 units and 2048 MiB.
  const lab = clusterLab({ loadOf: () => ({ cpu: 512, memory: 1024 }) });
  for (const [cpu, memory] of [
    [16_384, 30_158],
    [2048, 3768],
  ] as const)
    lab.ecs.registerContainerInstance(lab.cluster, {
      ec2InstanceId: `i-${cpu}`,
      zone: A,
      instanceType: 'c4',
      cpu,
      memory,
    });
  lab.service({ launchType: 'EC2', definition: lab.definition('ten', 1024, 2048), desired: 10 });
  lab.pass(60);

  it.each([
    ['CPUReservation', 55],
    ['MemoryReservation', 60],
    ['CPUUtilization', 27],
    ['MemoryUtilization', 30],
  ])('has %s %d %', (name, expected) => {
    const metric = last(lab, `AWS/ECS ${name} ${CLUSTER}`)!;
    expect(Math.floor(metric.value)).toBe(expected);
    expect(metric).toMatchObject({ unit: 'Percent', samples: 1 });
  });

  it.each(['CPUUtilization', 'MemoryUtilization'])('has a service of %s 50 %, one sample a task', (name) => {
    expect(last(lab, `AWS/ECS ${name} ${CLUSTER} web`)).toMatchObject({ value: 50, samples: 10 });
  });
});

it('each minute is told once, 60 to 120 seconds after its end', () => {
  const lab = steadyLab();
  lab.pass(600);
  const told = lab.published.filter(({ name }) => name === `AWS/ECS CPUUtilization ${CLUSTER}`);
  const first = told[0]!.minute;
  expect(told.map(({ minute }) => minute)).toEqual(told.map((_, i) => first + i));
  expect(told.at(-1)!.minute).toBe(11);
  for (const { delay } of told) {
    expect(delay).toBeGreaterThanOrEqual(60);
    expect(delay).toBeLessThan(120);
  }
  expect(new Set(told.map(({ delay }) => delay)).size).toBeGreaterThan(5);
});

it('Fargate tasks count for their service, not for the cluster', () => {
  const lab = steadyLab();
  expect(last(lab, `AWS/ECS MemoryReservation ${CLUSTER}`)!.value).toBeCloseTo((2 * 128 * 100) / (2 * 7764));
  expect(last(lab, `AWS/ECS CPUReservation ${CLUSTER}`)!.value).toBe(0);
  expect(last(lab, `AWS/ECS MemoryUtilization ${CLUSTER} dogs`)!.value).toBe(25);
});

it('nothing that runs has no metric', () => {
  const lab = clusterLab();
  lab.old(A);
  lab.service({ launchType: 'EC2', desired: 0 });
  lab.pass(180);
  expect(lab.published).toEqual([]);
});

describe('the load', () => {
  it('is small when idle, and grows with the traffic of the minute alone', () => {
    const lab = steadyLab();
    const cpu = () => last(lab, `AWS/ECS CPUUtilization ${CLUSTER} web`)!.value;
    const idle = cpu();
    for (const { target } of lab.tasks('RUNNING')) lab.ecs.recordTraffic(target, 6e6, 54e6);
    lab.pass(60);
    expect(cpu()).toBeGreaterThan(idle * 10);
    lab.pass(60);
    expect(cpu()).toBe(idle);
  });

  it.each([
    [0, { cpu: 1, memory: 25 }],
    [60e6, { cpu: 129, memory: 35 }],
    [600e6, { cpu: 1281, memory: 50 }],
  ])('of %d bytes is %j', (bytesOut, expected) => {
    expect(loadOf({ memory: 100 }, { bytesIn: 0, bytesOut })).toEqual(expected);
  });
});

describe('Container Insights', () => {
  const names = (lab: ClusterLab): string[] =>
    lab.published.filter(({ name }) => name.startsWith('ECS/ContainerInsights')).map(({ name }) => name);

  it.each(['enabled', 'enhanced'])('has its metrics from when it is %s, until it is disabled', (value) => {
    const lab = steadyLab();
    expect(names(lab)).toEqual([]);
    void insights(lab, value);
    lab.pass(60);
    const service = ['DesiredTaskCount', 'RunningTaskCount', 'PendingTaskCount', 'NetworkRxBytes', 'NetworkTxBytes'];
    expect(names(lab).sort()).toEqual(
      [
        ...['ContainerInstanceCount', 'TaskCount', 'ServiceCount', 'NetworkRxBytes', 'NetworkTxBytes'].map(
          (name) => `ECS/ContainerInsights ${name} ${CLUSTER}`,
        ),
        ...['web', 'dogs'].flatMap((of) => service.map((name) => `ECS/ContainerInsights ${name} ${of} ${CLUSTER}`)),
      ].sort(),
    );
    const told = names(lab).length;
    void insights(lab, 'disabled');
    lab.pass(120);
    expect(names(lab)).toHaveLength(told);
  });

  it('counts, and tells the bytes of the minute by the second', () => {
    const lab = steadyLab();
    void insights(lab, 'enabled');
    const [one, other] = lab.tasks('RUNNING').filter(({ service }) => service?.name === 'web');
    lab.ecs.recordTraffic(one!.target, 6000, 60_000);
    lab.ecs.recordTraffic(one!.target, 6000, 60_000);
    lab.ecs.recordTraffic(other!.target, 600, 0);
    lab.ecs.recordTraffic({ id: 'i-none', port: 1 }, 1e9, 1e9);
    lab.ecs.updateDesired(one!.service!, 5);
    lab.pass(15);
    lab.pass(45);
    const values = (of: string): Record<string, [number, string]> =>
      Object.fromEntries(
        lab.published
          .filter(({ name }) => name.startsWith('ECS/ContainerInsights') && name.endsWith(` ${of}`))
          .map(({ name, value, unit }) => [name.split(' ')[1]!, [value, unit]]),
      );
    expect(values(`web ${CLUSTER}`)).toEqual({
      DesiredTaskCount: [5, 'Count'],
      RunningTaskCount: [5, 'Count'],
      PendingTaskCount: [0, 'Count'],
      NetworkRxBytes: [210, 'Bytes/Second'],
      NetworkTxBytes: [2000, 'Bytes/Second'],
    });
    expect(last(lab, `ECS/ContainerInsights ContainerInstanceCount ${CLUSTER}`)!.value).toBe(2);
    expect(last(lab, `ECS/ContainerInsights TaskCount ${CLUSTER}`)!.value).toBe(6);
    expect(last(lab, `ECS/ContainerInsights ServiceCount ${CLUSTER}`)!.value).toBe(2);
    expect(last(lab, `ECS/ContainerInsights NetworkRxBytes ${CLUSTER}`)!.value).toBe(210);
    lab.pass(60);
    expect(last(lab, `ECS/ContainerInsights NetworkRxBytes ${CLUSTER}`)!.value).toBe(0);
  });
});
