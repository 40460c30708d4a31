/** A cluster on an agenda for the tests of this folder: one Auto Scaling group, load balancing that only listens, alarms by hand. */
import type { AlarmDefinition, AlarmInvocation } from '../cloudwatch/model';
import { Agenda } from '../time';
import { createWorld } from '../world';
import { Ecs, type ClusterDecisions, type ClusterTimings } from './index';
import type { Service, Task } from './model';
import type { EcsTimings } from './scheduler';

export const GROUP = 'EC2ContainerService-DEMOGO-ECS-EcsInstanceAsg';
export const PROVIDER = 'demogo-capacity-provider';
export const [A, B] = ['ap-northeast-2a', 'ap-northeast-2b'];

const timings: EcsTimings & ClusterTimings = {
  pass: [10, 10],
  provisioning: [9, 9],
  pending: [5, 5],
  activating: [20, 20],
  stopping: [6, 6],
  agent: [30, 90],
  metricDelay: [60, 120],
};

export function clusterLab(decide: Partial<ClusterDecisions> = {}) {
  const agenda = new Agenda(new Date('2020-03-31T13:00:00Z'));
  const world = createWorld({ account: '132340445232', region: 'ap-northeast-2', agenda, seed: 3 });
  const group = {
    name: GROUP,
    arn: `arn:aws:autoscaling:ap-northeast-2:132340445232:autoScalingGroup:1:autoScalingGroupName/${GROUP}`,
    desired: 2,
    min: 0,
    max: 10,
    protectedFromScaleIn: false,
  };
  const causes: string[] = [];
  const registered = new Set<string>();
  const published: { name: string; minute: number; value: number; unit: string; delay: number; samples: number }[] = [];
  const alarms = new Map<string, AlarmDefinition>();
  let receive: (invocation: AlarmInvocation) => void = () => {};
  const key = ({ id, port }: Task['target']): string => `${id}:${port}`;

  const ecs = new Ecs(
    world,
    {
      hasTargetGroup: () => true,
      registerTargets: (_group, targets) => targets.forEach((target) => registered.add(key(target))),
      deregisterTargets: (_group, targets) => targets.forEach((target) => registered.delete(key(target))),
      targetState: () => ({ state: 'healthy' }),
      deregistrationDelay: () => 30,
      isRouted: () => true,
    },
    decide,
    timings,
    {
      groups: {
        find: (name) => (name === group.name || name === group.arn ? group : undefined),
        setDesiredCapacity: (_name, desired, cause) => {
          group.desired = desired;
          causes.push(cause);
        },
      },
      metrics: {
        publish: ({ namespace, name, dimensions }, minute, { sum, count }, unit, delay) => {
          const within = dimensions.map(({ Value }) => Value).join(' ');
          published.push({
            name: `${namespace} ${name} ${within}`,
            minute: (minute - Date.parse('2020-03-31T13:00:00Z')) / 60_000,
            value: sum / count,
            unit,
            delay,
            samples: count,
          });
        },
      },
      alarms: {
        putAlarm: (alarm) => {
          alarms.set(alarm.name, alarm);
          return { name: alarm.name, arn: world.arn('cloudwatch', `alarm:${alarm.name}`) };
        },
        deleteAlarms: (names) => names.forEach((name) => alarms.delete(name)),
        onAction: (_prefix, listener) => (receive = listener),
      },
    },
  );
  const cluster = ecs.createCluster('DEMOGO-ECS');
  const definition = (family: string, cpu: number, memory: number, networkMode: 'bridge' | 'awsvpc' = 'bridge') =>
    ecs.registerTaskDefinition({ family, networkMode, cpu, memory, container: { name: family, port: 80 } }, () => ({
      status: 200,
      body: 'ahoy',
    }));
  const web = definition('web', 0, 128);
  let launched = 0;
  let named: string | undefined;

  return {
    agenda,
    ecs,
    cluster,
    group,
    causes,
    registered,
    published,
    alarms,
    web,
    definition,
    operations: ecs.operations as Required<typeof ecs.operations>,
    pass: (seconds: number) => agenda.advanceTo(agenda.ms + seconds * 1000),
    /** An instance that is there from the start, as the lab's two old ones. */
    old: (zone: string, capacityProvider?: string) =>
      ecs.registerContainerInstance(cluster, {
        ec2InstanceId: `i-old${++launched}`,
        zone,
        instanceType: 'm5d.large',
        cpu: 2048,
        memory: 7764,
        capacityProvider,
      }),
    /** Instances that are launched from now on join the cluster: their user data names it. */
    join: () => void (named = cluster.name),
    launch: (zone: string, type = 'm5d.large') => {
      const instance = { id: `i-new${++launched}`, zone, type, group: GROUP, cluster: named };
      ecs.launched(instance);
      return instance;
    },
    service: (options: Partial<Parameters<Ecs['createService']>[0]> = {}): Service =>
      ecs.createService({ cluster, name: 'web', definition: web, desired: 2, ...options }),
    tasks: (status?: Task['status']): Task[] =>
      [...cluster.tasks.values()].filter((task) => !status || task.status === status),
    /** How many tasks that are not stopped each instance has, by its EC2 id. */
    crowd: (): Record<string, number> =>
      Object.fromEntries(
        [...cluster.instances.values()].map((instance) => [
          instance.ec2InstanceId,
          [...cluster.tasks.values()].filter((task) => task.instance === instance && task.status !== 'STOPPED').length,
        ]),
      ),
    alarm: (direction: 'High' | 'Low'): AlarmDefinition | undefined =>
      [...alarms.values()].find(({ name }) => name.includes(`-Alarm${direction}-`)),
    fire: (alarm: AlarmDefinition, value: number | undefined, state: AlarmInvocation['state'] = 'ALARM') =>
      receive({
        actionArn: alarm.alarmActions[0]!,
        alarmName: alarm.name,
        alarmArn: world.arn('cloudwatch', `alarm:${alarm.name}`),
        state,
        value,
        threshold: alarm.threshold,
      }),
  };
}

export type ClusterLab = ReturnType<typeof clusterLab>;

/** The lab's provider, made and given to the cluster as its default strategy. */
export function withProvider(lab: ClusterLab, settings: object = {}): void {
  lab.ecs.providers.create({
    name: PROVIDER,
    autoScalingGroupProvider: { autoScalingGroupArn: lab.group.arn, ...settings },
  });
  lab.ecs.providers.putInto(lab.cluster, [PROVIDER], [{ capacityProvider: PROVIDER, weight: 1 }]);
}

/** What an operation throws. Operations are synchronous: a promise would be a defect. */
export function refusal(act: () => unknown): { name: string; message: string } {
  try {
    act();
  } catch (error) {
    const { name, message } = error as Error;
    return { name, message };
  }
  throw new Error('Expected a refusal, found none.');
}
