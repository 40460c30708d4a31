/** The surroundings of EC2 Auto Scaling for its tests: alarms that fire by hand (or a real CloudWatch), a host that listens. */
import { CloudWatch } from '../cloudwatch';
import type { AlarmDefinition, AlarmInvocation, Alarms, MetricSink } from '../cloudwatch/model';
import { Agenda } from '../time';
import { createWorld } from '../world';
import { Ec2AutoScaling, type AsgTimings, type Decisions } from './index';
import { isLeaving, type AutoScalingGroup, type Direction, type InstanceHost, type PredefinedMetric } from './model';

export const START = Date.UTC(2020, 2, 31, 13, 0);
export const ASG = 'EC2ContainerService-DEMOGO-ECS-EcsInstanceAsg-137WU7PBP539E';
export const POLICY = 'cluster-as-policy';
export const SUBNETS = [
  { id: 'subnet-0a', zone: 'ap-northeast-2a' },
  { id: 'subnet-0b', zone: 'ap-northeast-2b' },
];
export const named = { AutoScalingGroupName: ASG } as const;

/** Every delay at one value, where a test wants exact moments. */
export const fixedTimings: Partial<AsgTimings> = {
  reaction: [2, 2],
  reconcile: [8, 8],
  launch: [50, 50],
  terminate: [40, 40],
  metricDelay: [60, 60],
};

/** For regular expressions. */
export const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const account = '132340445232';
const region = 'ap-northeast-2';

class FakeAlarms implements Alarms {
  readonly all = new Map<string, AlarmDefinition>();
  readonly #receivers: { prefix: string; receive: (invocation: AlarmInvocation) => void }[] = [];

  putAlarm(definition: AlarmDefinition): { name: string; arn: string } {
    this.all.set(definition.name, definition);
    return { name: definition.name, arn: arnOf(definition) };
  }

  deleteAlarms(names: readonly string[]): void {
    names.forEach((name) => this.all.delete(name));
  }

  onAction(prefix: string, receive: (invocation: AlarmInvocation) => void): void {
    this.#receivers.push({ prefix, receive });
  }

  invoke(definition: AlarmDefinition, value: number | undefined, state: AlarmInvocation['state'] = 'ALARM'): void {
    const { name: alarmName, threshold } = definition;
    for (const actionArn of definition.alarmActions)
      for (const { prefix, receive } of this.#receivers)
        if (actionArn.startsWith(prefix))
          receive({ actionArn, alarmName, alarmArn: arnOf(definition), state, value, threshold });
  }
}

const arnOf = ({ name }: AlarmDefinition): string => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;

export interface LabOptions {
  min?: number;
  max?: number;
  desired?: number;
  launchedFrom?: 'configuration' | 'template';
  protectedFromScaleIn?: boolean;
  decide?: Partial<Decisions>;
  timings?: Partial<AsgTimings>;
}

/** The workshop's group, running, without a policy. */
export function asgLab(options: LabOptions = {}) {
  const { min = 2, max = 4, desired = 2, launchedFrom, protectedFromScaleIn } = options;
  const agenda = new Agenda(new Date(START));
  const world = createWorld({ account, region, agenda, seed: 1 });
  const alarms = new FakeAlarms();
  const cloudwatch = new CloudWatch(world);
  const published: { name: string; of: string; minute: number; values: Parameters<MetricSink['publish']>[2] }[] = [];
  const metrics: MetricSink = {
    publish(metric, minute, values, unit, delay) {
      published.push({ name: metric.name, of: metric.dimensions[0]!.Value, minute: (minute - START) / 60_000, values });
      cloudwatch.publish(metric, minute, values, unit, delay);
    },
  };
  /** What the host was told, in order. */
  const told: string[] = [];
  /** Instances that the host drains, and those whose protection it manages. */
  const draining = new Set<string>();
  const protection = new Map<string, boolean>();
  const host: InstanceHost = {
    launched: ({ id, cluster }): void => void told.push(`launched ${id}${cluster ? ` into ${cluster}` : ''}`),
    terminating: ({ id }: { id: string }): void => void told.push(`terminating ${id}`),
    gone: (id: string): void => void told.push(`gone ${id}`),
    isDraining: (id: string): boolean => draining.has(id),
    scaleInProtection: (id: string): boolean | undefined => protection.get(id),
    knowsType: (type: string): boolean => type !== 'unknown.type',
  };
  /** Both are asked: the fake fires by hand, the real one by its metrics. */
  const both: Alarms = {
    putAlarm(definition) {
      alarms.putAlarm(definition);
      return cloudwatch.putAlarm(definition);
    },
    deleteAlarms(names) {
      alarms.deleteAlarms(names);
      cloudwatch.deleteAlarms(names);
    },
    onAction(prefix, receive) {
      alarms.onAction(prefix, receive);
      cloudwatch.onAction(prefix, receive);
    },
  };
  const timings = options.timings ?? fixedTimings;
  const asg = new Ec2AutoScaling(world, { alarms: both, metrics, host }, options.decide, timings);
  const group: AutoScalingGroup = asg.createGroup({
    name: ASG,
    minSize: min,
    maxSize: max,
    desiredCapacity: desired,
    subnets: SUBNETS,
    instanceType: 'm5d.large',
    defaultCooldown: 10,
    launchedFrom,
    protectedFromScaleIn,
    running: true,
  });
  const pass = (seconds: number): void => agenda.advanceTo(agenda.ms + seconds * 1000);
  const operations = asg.operations as Required<typeof asg.operations>;
  const alarm = (direction: Direction): AlarmDefinition => {
    const ending = direction === 'out' ? '-AlarmHigh-' : '-AlarmLow-';
    const found = [...alarms.all.values()].find(({ name }) => name.includes(ending));
    if (!found) throw new Error(`Expected an alarm ${ending}; found ${[...alarms.all.keys()].join(', ')}.`);
    return found;
  };
  return {
    agenda,
    alarms,
    alarm,
    asg,
    cloudwatch,
    draining,
    protection,
    group,
    operations,
    pass,
    published,
    told,
    /** The metric names one policy: `put()` makes the workshop's. */
    put: (metric: PredefinedMetric = 'ASGAverageNetworkIn', name = POLICY, target = 50_000) =>
      operations.PutScalingPolicy({
        ...named,
        PolicyName: name,
        PolicyType: 'TargetTrackingScaling',
        EstimatedInstanceWarmup: 10,
        TargetTrackingConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: metric },
          TargetValue: target,
        },
      }),
    /** Fires an alarm and lets the reaction to it pass: 2 seconds. */
    fire(direction: Direction, value: number | undefined, state?: AlarmInvocation['state']): void {
      alarms.invoke(alarm(direction), value, state);
      pass(2);
    },
    /** How many instances of the group are in each zone, terminating ones left out. */
    zones: (): number[] =>
      SUBNETS.map(
        ({ zone }) =>
          group.instances.filter((instance) => instance.subnet.zone === zone && !isLeaving(instance)).length,
      ),
    states: (): string[] => group.instances.map(({ state }) => state),
    activities: async (of = ASG) =>
      (await operations.DescribeScalingActivities({ AutoScalingGroupName: of })).Activities ?? [],
  };
}

export type AsgLab = ReturnType<typeof asgLab>;

/** What an operation throws; undefined when it throws nothing. Operations are synchronous: a promise would be a defect. */
export function refusal(act: () => unknown): Error | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
