/** What CloudWatch is told of the instances: each minute or each five, per instance and for the group. */
import { asgLab, ASG, named, SUBNETS } from './testing';

const of = (lab: ReturnType<typeof asgLab>, id: string, name: string) =>
  lab.published.filter((published) => published.of === id && published.name === name);

it('idle instances take in 1480 bytes a minute, and a little now and then', () => {
  const lab = asgLab();
  lab.pass(600);
  const minutes = of(lab, lab.group.instances[0]!.id, 'NetworkIn');
  expect(minutes.map(({ minute }) => minute)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { values } of minutes) {
    expect(values.sum).toBeGreaterThanOrEqual(1480);
    expect(values.sum).toBeLessThan(1600);
  }
  expect(new Set(minutes.map(({ values }) => values.sum)).size).toBeGreaterThan(1);
});

it('the group has one sample an instance, so that its average is per instance', () => {
  const lab = asgLab();
  const [a, b] = lab.group.instances;
  lab.asg.recordNetwork(a!.id, 200_000, 5_000_000);
  lab.asg.recordNetwork(a!.id, 100_000, 0);
  lab.asg.recordNetwork(b!.id, 500_000, 0);
  lab.asg.recordNetwork('10.0.0.1', 9e9, 9e9);
  lab.pass(120);
  const [loaded, idle] = of(lab, ASG, 'NetworkIn');
  expect(loaded!.values).toMatchObject({ count: 2 });
  expect(loaded!.values.min).toBeGreaterThanOrEqual(300_000);
  expect(loaded!.values.min).toBeLessThan(302_000);
  expect(loaded!.values.max).toBeGreaterThanOrEqual(500_000);
  expect(loaded!.values.sum).toBe(loaded!.values.min + loaded!.values.max);
  expect(idle!.values.max).toBeLessThan(1600);
  expect(of(lab, a!.id, 'NetworkOut')[0]!.values.sum).toBeGreaterThanOrEqual(5_000_000);
  expect(of(lab, ASG, 'CPUUtilization')[0]!.values).toEqual({ sum: 4, count: 2, min: 2, max: 2 });
});

it('an instance that warms up has metrics of its own, and is not in the average of the group', () => {
  const lab = asgLab();
  void lab.operations.PutScalingPolicy({
    ...named,
    PolicyName: 'slow',
    PolicyType: 'TargetTrackingScaling',
    EstimatedInstanceWarmup: 120,
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' },
      TargetValue: 50_000,
    },
  });
  lab.fire('out', 60_000);
  lab.pass(300);
  // InService at second 60, just after the end of the first minute; warm at 180, by the end of the third.
  expect(of(lab, ASG, 'NetworkIn').map(({ values }) => values.count)).toEqual([2, 2, 3, 3, 3]);
  expect(of(lab, lab.group.instances[2]!.id, 'NetworkIn').map(({ minute }) => minute)).toEqual([1, 2, 3, 4]);
});

it('with basic monitoring there is a datapoint each five minutes, with the average of a minute', () => {
  const lab = asgLab({ launchedFrom: 'template' });
  lab.asg.recordNetwork(lab.group.instances[0]!.id, 500_000, 0);
  lab.pass(660);
  const group = of(lab, ASG, 'NetworkIn');
  expect(group.map(({ minute, values }) => [minute, values.count])).toEqual([
    [0, 10],
    [5, 10],
  ]);
  const { sum, count } = group[0]!.values;
  expect(sum / count).toBeGreaterThan(50_000);
  expect(sum / count).toBeLessThan(52_000);
});

it('groups of both kinds of monitoring keep to their own periods', () => {
  const lab = asgLab();
  const basic = { name: 'basic', launchedFrom: 'template', instanceType: 't3.micro', running: true } as const;
  lab.asg.createGroup({ ...basic, minSize: 1, maxSize: 1, desiredCapacity: 1, subnets: SUBNETS });
  lab.pass(600);
  expect(of(lab, 'basic', 'NetworkIn').map(({ values }) => values.count)).toEqual([5, 5]);
  expect(of(lab, ASG, 'NetworkIn')).toHaveLength(10);
});

it('a datapoint is seen a minute after the end of its period, of five minutes as of one', () => {
  const seenAt = (launchedFrom: 'configuration' | 'template') => {
    const lab = asgLab({ launchedFrom });
    for (let second = 1; second < 600; second++) {
      lab.pass(1);
      const { Datapoints } = lab.cloudwatch.operations.GetMetricStatistics({
        Namespace: 'AWS/EC2',
        MetricName: 'NetworkIn',
        Dimensions: [{ Name: 'AutoScalingGroupName', Value: ASG }],
        StartTime: new Date(lab.agenda.ms - 900_000),
        EndTime: lab.agenda.now(),
        Period: 300,
        Statistics: ['Average'],
      });
      if (Datapoints?.length) return second;
    }
    return undefined;
  };
  expect(seenAt('configuration')).toBe(120);
  expect(seenAt('template')).toBe(360);
});
