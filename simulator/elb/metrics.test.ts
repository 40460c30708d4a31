/** What CloudWatch is told of served and idle minutes. */
import { dimensionValue } from './model';
import { smallLab, target } from './testing';

const withTargets = (count: number) => {
  const lab = smallLab();
  lab.elb.registerTargets(
    lab.web.arn,
    Array.from({ length: count }, (_, i) => target(i + 1)),
  );
  lab.runTo(3);
  return lab;
};

it('names load balancer and target group as CloudWatch does', () => {
  const lab = withTargets(1);
  lab.runTo(60);
  const [balancer, group] = [dimensionValue(lab.loadBalancer.arn), dimensionValue(lab.web.arn)];
  expect(balancer).toMatch(/^app\/demogo-alb\/[0-9a-f]{16}$/);
  expect(group).toMatch(/^targetgroup\/web\/[0-9a-f]{16}$/);
  expect(lab.published.map(({ name, dimensions }) => `${name} ${dimensions}`)).toEqual([
    `RequestCount LoadBalancer=${balancer}`,
    `RequestCountPerTarget TargetGroup=${group}`,
    `RequestCountPerTarget LoadBalancer=${balancer} TargetGroup=${group}`,
    `RequestCount LoadBalancer=${balancer} TargetGroup=${group}`,
    `HealthyHostCount LoadBalancer=${balancer} TargetGroup=${group}`,
    `UnHealthyHostCount LoadBalancer=${balancer} TargetGroup=${group}`,
  ]);
});

it('reports 0 requests per target for idle minutes, health checks or not, from the first registered target on', () => {
  const lab = smallLab();
  lab.runTo(60);
  expect(lab.sums('RequestCountPerTarget')).toEqual([]);
  lab.elb.registerTargets(lab.web.arn, [target(1)]);
  lab.runTo(240);
  const group = `TargetGroup=${dimensionValue(lab.web.arn)}`;
  expect(lab.sums('RequestCountPerTarget', group)).toEqual([1, 2, 3].map((minute) => [minute, 0]));
});

it('shows a minute 60–120 s after its end, the same for all of its metrics', () => {
  const lab = withTargets(1);
  lab.runTo(3600);
  const delays = new Map<number, Set<number>>();
  for (const { minute, delay } of lab.published) delays.set(minute, (delays.get(minute) ?? new Set()).add(delay));
  expect([...delays.values()].every((each) => each.size === 1)).toBe(true);
  const all = [...delays.values()].flatMap((each) => [...each]);
  expect(all).toHaveLength(60);
  expect(Math.min(...all)).toBeGreaterThanOrEqual(60);
  expect(Math.max(...all)).toBeLessThan(120);
});

describe('requests per target', () => {
  const perTarget = (lab: ReturnType<typeof smallLab>) =>
    lab.sums('RequestCountPerTarget', `TargetGroup=${dimensionValue(lab.web.arn)}`).map(([, sum]) => sum);

  it.each([
    [2, 100, 1, 50],
    [7, 1400, 20, 4000],
    [8, 10, 1, 1.25],
  ])('%s healthy targets, %s requests of weight %s: %s', (targets, requests, weight, expected) => {
    const lab = withTargets(targets);
    lab.request(requests, weight);
    lab.runTo(120);
    expect(perTarget(lab)).toEqual([expected, 0]);
  });

  it('divides by the targets that shared the requests when they were served', () => {
    const lab = withTargets(2);
    lab.request(60);
    lab.elb.registerTargets(lab.web.arn, [target(3), target(4)]);
    lab.request(20);
    lab.runTo(30);
    lab.request(40);
    lab.runTo(60);
    expect(perTarget(lab)).toEqual([60 / 2 + 20 / 2 + 40 / 4]);
  });

  it('divides by all registered targets when none is healthy', () => {
    const lab = smallLab();
    lab.elb.registerTargets(lab.web.arn, [target(1), target(2)]);
    lab.request(10);
    lab.runTo(60);
    expect(perTarget(lab)).toEqual([5]);
  });
});

it('counts answers by their status, only where there were some', () => {
  const lab = withTargets(1);
  lab.request(5, 10, 200);
  lab.request(1, 10, 301, '/cats');
  lab.request(2, 10, 404);
  lab.runTo(120);
  const balancer = `LoadBalancer=${dimensionValue(lab.loadBalancer.arn)}`;
  expect(lab.sums('HTTPCode_Target_2XX_Count', balancer)).toEqual([[0, 50]]);
  expect(lab.sums('HTTPCode_Target_3XX_Count', balancer)).toEqual([[0, 10]]);
  expect(lab.sums('HTTPCode_Target_4XX_Count', balancer)).toEqual([[0, 20]]);
  expect(lab.sums('HTTPCode_Target_5XX_Count')).toEqual([]);
  expect(lab.sums('HTTPCode_ELB_5XX_Count')).toEqual([]);
  expect(lab.sums('RequestCount', balancer)).toEqual([
    [0, 80],
    [1, 0],
  ]);
  expect(lab.sums('ProcessedBytes', balancer)).toEqual([[0, 80 * 280]]);
  expect(lab.published.find(({ name }) => name === 'RequestCount')?.values).toEqual({
    sum: 80,
    count: 80,
    min: 1,
    max: 1,
  });
});

it('counts 503 as the load balancer’s own, and not as a request to a target', () => {
  const lab = smallLab();
  lab.request(3, 1, 503);
  lab.runTo(60);
  expect(lab.published.map(({ name, values }) => [name, values.sum])).toEqual([
    ['RequestCount', 0],
    ['HTTPCode_ELB_5XX_Count', 3],
    ['ProcessedBytes', 3 * 280],
  ]);
});

it('counts hosts at the end of the minute', () => {
  const lab = withTargets(3);
  lab.down.add('i-03');
  lab.runTo(120);
  expect(lab.sums('HealthyHostCount')).toEqual([
    [0, 3],
    [1, 2],
  ]);
  expect(lab.sums('UnHealthyHostCount')).toEqual([
    [0, 0],
    [1, 1],
  ]);
});
