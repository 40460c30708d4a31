/** A small lab for tests of ECS and of the whole simulator: `shop` on two instances, `dock` on Fargate, and its time by hand. */
import type * as sdk from '@aws-sdk/client-ecs';
import type { LabDescription } from './lab';
import { createParts, type Parts, type SimulationOptions } from './index';
import type { LabWeather } from './lab-weather';
import type { EcsTimings } from './ecs/scheduler';
import type { Service, Task } from './ecs/model';

export const START = Date.parse('2020-03-29T09:00:00Z');
export const CLUSTER = 'harbour';

const pages: LabDescription['services'][number]['pages'] = () => ({ status: 200, body: 'ahoy' });

/** 100 MiB a task on instances of 1000: ten fit on each. */
export const smallLab: LabDescription = {
  region: 'ap-northeast-2',
  cluster: CLUSTER,
  loadBalancer: 'quay',
  group: { name: 'instances', min: 0, max: 2 },
  instances: { type: 'm5d.large', cpu: 2048, memory: 1000, zones: ['ap-northeast-2a', 'ap-northeast-2b'] },
  capacity: { requestsPerSecond: 1000, latency: 0.01 },
  services: [
    { name: 'shop', launchType: 'EC2', tasks: 2, cpu: 0, memory: 100, healthCheckPath: '/', pages },
    {
      name: 'dock',
      launchType: 'FARGATE',
      tasks: 2,
      cpu: 256,
      memory: 512,
      rule: { priority: 1, paths: ['/dock*'] },
      healthCheckPath: '/dock',
      pages,
    },
  ],
};

/** Every delay at one value, where a test wants exact moments. */
export const fixedTimings: EcsTimings = {
  pass: [10, 10],
  provisioning: [9, 9],
  pending: [5, 5],
  activating: [20, 20],
  stopping: [6, 6],
};

export interface TestLab extends Parts {
  operations: Required<Parts['ecs']['operations']>;
  weather: LabWeather;
  service(name: string): Service;
  tasks(name: string): Task[];
  /** A service's event texts, oldest first, from the moment `since` (milliseconds since the epoch) on. */
  told(name: string, since?: number): string[];
  /** The same with the moment of each, in seconds after the lab's start. */
  toldAt(name: string): [second: number, text: string][];
  /** What the API says of a service. */
  described(name: string): Promise<sdk.Service>;
  /** Carries the lab on by so many seconds, stopping at each whole one for `look`. */
  pass(seconds: number, look?: (second: number) => void): void;
  states(name: string): string[];
}

/** The lab after half an hour of peace, unless `uptime` says otherwise. */
export function testLab(options: SimulationOptions = {}, description: LabDescription = smallLab): TestLab {
  const parts = createParts(description, { start: new Date(START), ...options });
  const { agenda, ecs, elb } = parts;
  const operations = ecs.operations as TestLab['operations'];
  const service = (name: string): Service => ecs.clusters.get(description.cluster)!.services.get(name)!;
  return {
    ...parts,
    operations,
    service,
    tasks: (name) => [...service(name).cluster.tasks.values()].filter((task) => task.service === service(name)),
    told: (name, since = -Infinity) =>
      service(name)
        .events.filter(({ createdAt }) => createdAt.getTime() >= since)
        .map(({ message }) => message)
        .reverse(),
    toldAt: (name) =>
      service(name)
        .events.map(({ createdAt, message }): [number, string] => [(createdAt.getTime() - START) / 1000, message])
        .reverse(),
    described: async (name) => {
      const { services } = await operations.DescribeServices({ cluster: description.cluster, services: [name] });
      return services![0]!;
    },
    pass: (seconds, look = () => {}) => {
      for (let second = 1; second <= seconds; second++) {
        agenda.advanceTo(agenda.ms + 1000);
        look(second);
      }
    },
    states: (name) => elb.targetsOf(service(name).targetGroupArn!).map(({ state }) => state.state),
  };
}
