/** A small lab for the tests of this folder and the data plane: one load balancer before `web`, on an agenda. */
import type { MetricIdentity, StatisticSet } from '../cloudwatch/model';
import { Agenda } from '../time';
import { createWorld } from '../world';
import { ElasticLoadBalancing } from './behaviour';
import type { ElbTimings, TargetId, Workload } from './model';
import { forwardTo } from './rules';

export const start = new Date('2020-03-29T09:00:00Z');
export const target = (n: number): TargetId => ({ id: `i-0${n}`, port: 32768 + n });

export interface Published {
  name: string;
  dimensions: string;
  minute: number;
  values: StatisticSet;
  unit: string;
  delay: number;
}

type Page = NonNullable<ReturnType<Workload['answer']>>;

/** `pages` is what the targets answer, by path; a target in `down` answers nothing. */
export function smallLab(timings: Partial<ElbTimings> = { firstCheck: [2, 2] }) {
  const agenda = new Agenda(start);
  const world = createWorld({ account: '111122223333', region: 'ap-northeast-2', agenda, seed: 7 });
  const published: Published[] = [];
  const down = new Set<string>();
  const pages = new Map<string, Page>([['/', { status: 200, body: '<h1>demogo</h1>' }]]);
  const publish = (
    { name, dimensions }: MetricIdentity,
    minute: number,
    values: StatisticSet,
    unit: string,
    delay: number,
  ) => {
    const named = dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(' ');
    published.push({ name, dimensions: named, minute: (minute - start.getTime()) / 60_000, values, unit, delay });
  };
  const answer: Workload['answer'] = ({ id }, path) =>
    down.has(id) ? undefined : (pages.get(path) ?? { status: 404, body: 'no such page' });
  const elb = new ElasticLoadBalancing(world, { metrics: { publish }, workload: { answer } }, timings);
  const loadBalancer = elb.createLoadBalancer({
    name: 'demogo-alb',
    subnets: ['subnet-1', 'subnet-2'],
    vpcId: 'vpc-1',
  });
  const group = (name: string, more: { healthCheckPath?: string; attributes?: Record<string, string> } = {}) =>
    elb.createTargetGroup({ name, protocol: 'HTTP', port: 80, vpcId: 'vpc-1', targetType: 'instance', ...more });
  const web = group('web');
  const listener = elb.createListener({
    loadBalancerArn: loadBalancer.arn,
    port: 80,
    protocol: 'HTTP',
    defaultAction: forwardTo(web.arn),
  });
  return {
    elb,
    world,
    loadBalancer,
    web,
    listener,
    group,
    published,
    down,
    pages,
    /** Seconds since the lab's start. */
    agenda,
    runTo: (second: number) => agenda.advanceTo(start.getTime() + second * 1000),
    /** Routes and records so many requests that `web` answers. */
    request: (times: number, weight = 1, status = 200, path = '/') => {
      for (let i = 0; i < times; i++)
        elb.record(elb.route(loadBalancer.arn, 80, path), { weight, status, bytesIn: 80, bytesOut: 200 });
    },
    /** What a metric said, minute by minute. */
    sums: (name: string, dimensions?: string) =>
      published
        .filter((each) => each.name === name && (dimensions === undefined || each.dimensions === dimensions))
        .map(({ minute, values }) => [minute, values.sum]),
  };
}
