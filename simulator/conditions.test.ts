/** Unkind conditions within a lab: what each does, when, and to whom. */
import type { SimulationOptions } from './index';
import { START, testLab, type TestLab } from './testing';
import { Agenda } from './time';
import { Conditions, conditionSchema } from './conditions';
import type { WeatherDescription } from './wire/weather';
import { seeded } from './world';

const SHOP = 'service/harbour/shop';
const under = (lab: WeatherDescription['lab'], options: SimulationOptions = {}): TestLab =>
  testLab({ weather: { lab }, ...options });
const group = ({ autoScaling }: TestLab) => autoScaling.operations;
const running = (lab: TestLab): number => lab.tasks('shop').filter(({ status }) => status === 'RUNNING').length;

/** Has the lab's group launch two instances more, and waits ten minutes. */
async function grow(lab: TestLab, wait = 600): Promise<string> {
  const { AutoScalingGroups } = await group(lab).DescribeAutoScalingGroups!({});
  const AutoScalingGroupName = AutoScalingGroups![0]!.AutoScalingGroupName!;
  await group(lab).UpdateAutoScalingGroup!({ AutoScalingGroupName, MaxSize: 4, DesiredCapacity: 4 });
  lab.pass(wait);
  return AutoScalingGroupName;
}

const instancesOf = async (lab: TestLab): Promise<{ inService: number; registered: number }> => {
  const { AutoScalingGroups } = await group(lab).DescribeAutoScalingGroups!({});
  const inService = AutoScalingGroups![0]!.Instances!.filter((one) => one.LifecycleState === 'InService').length;
  return { inService, registered: lab.service('shop').cluster.instances.size };
};

it('holds metrics back, of one namespace, for its time', () => {
  const lab = under([{ what: 'late-metrics', namespace: 'AWS/ApplicationELB', seconds: 600, until: 300 }]);
  const newest = (): number => {
    const [dimension] = [...lab.elb.configuration.loadBalancers.keys()].map((arn) => arn.split(':loadbalancer/')[1]);
    const { Datapoints } = lab.cloudwatch.operations.GetMetricStatistics({
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCount',
      Dimensions: [{ Name: 'LoadBalancer', Value: dimension! }],
      StartTime: new Date(START - 1800_000),
      EndTime: new Date(START + 3600_000),
      Period: 60,
      Statistics: ['Sum'],
    });
    return Math.max(...Datapoints.map(({ Timestamp }) => (Timestamp.getTime() - START) / 1000));
  };
  lab.pass(299);
  // What was published before the weather shows; what is published in it waits.
  expect(newest()).toBeLessThan(0);
  lab.pass(301);
  expect(newest()).toBeGreaterThanOrEqual(300);
});

it('has tasks of a service start late', () => {
  const lab = under([{ what: 'slow-tasks', service: 'shop', seconds: 300 }]);
  lab.ecs.setDesired(SHOP, 3);
  lab.pass(300);
  expect(running(lab)).toBe(2);
  lab.pass(100);
  expect(running(lab)).toBe(3);
});

it('has tasks of a service fail, until it is over, and replaces them', async () => {
  const lab = under([{ what: 'failing-tasks', service: 'shop', until: 120 }]);
  lab.ecs.setDesired(SHOP, 3);
  lab.pass(120);
  const failed = lab.tasks('shop').filter(({ stopCode }) => stopCode === 'TaskFailedToStart');
  expect(failed.length).toBeGreaterThan(2);
  const { tasks } = await lab.operations.DescribeTasks({ cluster: 'harbour', tasks: [failed[0]!.id] });
  expect(tasks![0]).toMatchObject({
    lastStatus: 'STOPPED',
    stoppedReason: expect.stringContaining('CannotPull') as string,
  });
  lab.pass(120);
  expect(running(lab)).toBe(3);
});

it('fails the health checks of a target group, whose targets answer requests all the same', () => {
  const lab = under([{ what: 'failing-health-checks', targetGroup: 'shop', until: 120 }]);
  const before = lab.tasks('shop');
  lab.pass(90);
  const reasons = lab.told('shop', START).filter((text) => text.includes('is unhealthy in'));
  expect(reasons).toHaveLength(before.length);
  expect(reasons[0]).toContain('due to (reason Request timed out)');
  expect(lab.states('dock')).toEqual(['healthy', 'healthy']);
  expect(lab.ecs.answer(before[0]!.target, '/')).toMatchObject({ status: 200 });
});

it('keeps the agents of new instances silent', async () => {
  const lab = under([{ what: 'silent-agents' }]);
  await grow(lab);
  expect(await instancesOf(lab)).toEqual({ inService: 4, registered: 2 });
});

it('launches no instance, says why, and tries again', async () => {
  const lab = under([{ what: 'failing-launches', until: 200 }]);
  const AutoScalingGroupName = await grow(lab, 150);
  expect(await instancesOf(lab)).toEqual({ inService: 2, registered: 2 });
  const { Activities } = await group(lab).DescribeScalingActivities!({ AutoScalingGroupName });
  expect(Activities![0]).toMatchObject({
    StatusCode: 'Failed',
    Description: expect.stringMatching(
      /^Launching a new EC2 instance\. {2}Status Reason: We currently do not/,
    ) as string,
    StatusMessage: expect.stringContaining(
      'm5d.large capacity in the Availability Zone you requested (ap-northeast-2',
    ) as string,
  });
  lab.pass(450);
  expect(await instancesOf(lab)).toEqual({ inService: 4, registered: 4 });
});

it('changes nothing of a lab that it does not concern', () => {
  const ids = (lab: TestLab): string[] => {
    lab.ecs.setDesired(SHOP, 6);
    lab.pass(600);
    return lab.tasks('shop').map(({ id, startedAt }) => `${id} ${startedAt?.getTime()}`);
  };
  expect(ids(under([{ what: 'failing-tasks', service: 'other' }]))).toEqual(ids(testLab()));
});

it('holds as often as its probability says, and the same way with the same seed', () => {
  const made = (seed: number) => new Conditions(new Agenda(new Date(START)), () => seeded(seed));
  const failures = (seed: number, conditions = made(seed)): boolean[] => {
    conditions.replace([conditionSchema.parse({ what: 'failing-tasks', probability: 0.25 })]);
    return Array.from({ length: 2000 }, () => conditions.taskFails(undefined));
  };
  expect(failures(1).filter(Boolean).length / 2000).toBeCloseTo(0.25, 1);
  const told = made(1);
  expect(failures(1, told)).toEqual(failures(1));
  expect(failures(1, told)).toEqual(failures(1));
  expect(failures(2)).not.toEqual(failures(1));
});

it('tells how often each has struck, from when it came', () => {
  const conditions = new Conditions(new Agenda(new Date(START)), () => seeded(1));
  const list = [{ what: 'failing-tasks', service: 'a' }, { what: 'failing-tasks' }, { what: 'silent-agents' }];
  conditions.replace(list.map((each) => conditionSchema.parse(each)));
  conditions.taskFails('a');
  conditions.taskFails('b');
  expect(conditions.strikes).toEqual([1, 2, 0]);
  conditions.replace([]);
  expect(conditions.strikes).toEqual([]);
});
