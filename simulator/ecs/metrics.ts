/** The metrics of AWS/ECS: what is reserved and used of a cluster and of each service, in percent. */
import type { Dimension, MetricIdentity, StatisticSet } from '../cloudwatch/model';
import { tasksOf, type Cluster, type Service, type Task } from './model';

/** One minute of one metric. */
export interface Measured {
  metric: MetricIdentity;
  values: StatisticSet;
  unit: 'Percent' | 'Count' | 'Bytes/Second';
}

/** Bytes of one task in one minute. */
export interface Traffic {
  bytesIn: number;
  bytesOut: number;
}

export interface Load {
  /** CPU units and MiB in use, on average over the minute. */
  cpu: number;
  memory: number;
}

/** The traffic of the minute, task by task. */
export type TrafficOf = (task: Task) => Traffic;

/** What a task of no CPU reservation has at least: 2 shares (ECS task definition parameters, `cpu`). */
const LEAST_CPU = 2;

/**
 * What a task uses for the traffic of a minute. All of it is invented, as no recording tells what the lab's tasks used:
 * an idle web server takes 1 CPU unit and a quarter of its memory; each MB a second costs 128 units (an eighth of a core),
 * and each MB a second another tenth of the memory until half of it is in use.
 */
export function loadOf({ memory }: { memory: number }, { bytesIn, bytesOut }: Traffic): Load {
  const megabytes = (bytesIn + bytesOut) / 60 / 1e6;
  return { cpu: 1 + 128 * megabytes, memory: memory * (0.25 + Math.min(0.25, megabytes / 10)) };
}

/**
 * CPU and memory that the running tasks reserve and use, over what the container instances registered × 100. Only tasks on
 * instances count, and instances that are ACTIVE or DRAINING (ECS developer guide, cloudwatch-metrics). A cluster
 * without an instance has none of these.
 */
export function clusterMetrics(cluster: Cluster, load: (task: Task) => Load): Measured[] {
  const instances = [...cluster.instances.values()];
  const running = [...cluster.tasks.values()].filter(({ status, instance }) => status === 'RUNNING' && instance);
  if (running.length === 0 || instances.length === 0) return [];
  const dimensions = [dimension('ClusterName', cluster.name)];
  const loads = running.map(load);
  return (['cpu', 'memory'] as const).flatMap((resource) => {
    const registered = total(instances, resource);
    const reserved = total(
      running.map(({ definition }) => definition),
      resource,
    );
    const name = resource === 'cpu' ? 'CPU' : 'Memory';
    return [
      percent(`${name}Reservation`, dimensions, [(reserved / registered) * 100]),
      percent(`${name}Utilization`, dimensions, [(total(loads, resource) / registered) * 100]),
    ];
  });
}

/**
 * CPU and memory that a service's running tasks use, over what they reserve × 100, on EC2 and Fargate alike; a service
 * without a running task has none (same page). One sample a task, so that SampleCount is the number of running tasks
 * (same page, "Service RUNNING task count"). A task that reserves no CPU is held against 2 units, the least that a container gets.
 */
export function serviceMetrics(service: Service, load: (task: Task) => Load): Measured[] {
  const running = tasksOf(service).filter(({ status }) => status === 'RUNNING');
  if (running.length === 0) return [];
  const dimensions = [dimension('ClusterName', service.cluster.name), dimension('ServiceName', service.name)];
  return [
    percent(
      'CPUUtilization',
      dimensions,
      running.map((task) => (load(task).cpu / Math.max(LEAST_CPU, task.definition.cpu)) * 100),
    ),
    percent(
      'MemoryUtilization',
      dimensions,
      running.map((task) => (load(task).memory / task.definition.memory) * 100),
    ),
  ];
}

export const dimension = (Name: string, Value: string): Dimension => ({ Name, Value });

/** One sample. */
export const count = (value: number): StatisticSet => ({ sum: value, count: 1, min: value, max: value });

const percent = (name: string, dimensions: Dimension[], samples: readonly number[]): Measured => ({
  metric: { namespace: 'AWS/ECS', name, dimensions },
  values: {
    sum: samples.reduce((sum, sample) => sum + sample, 0),
    count: samples.length,
    min: Math.min(...samples),
    max: Math.max(...samples),
  },
  unit: 'Percent',
});

const total = (sizes: readonly Load[], resource: keyof Load): number =>
  sizes.reduce((sum, size) => sum + size[resource], 0);
