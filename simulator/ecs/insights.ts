/** Container Insights: the counts and the network of a cluster and of its services. */
import type { Dimension } from '../cloudwatch/model';
import { count, dimension, type Measured, type TrafficOf } from './metrics';
import { pendingCount, runningCount, tasksOf, type Cluster, type Task } from './model';

/** Values of the cluster setting that switch it on (ECS API reference, ClusterSetting). */
const ON = ['enabled', 'enhanced'];

/**
 * One minute of ECS/ContainerInsights; nothing while the cluster's setting is off. Names, units and dimensions: CloudWatch
 * user guide, Container-Insights-metrics-ECS. The real network metrics may be negative (the lab's screenshot); these are not.
 */
export function insightsOf(cluster: Cluster, traffic: TrafficOf): Measured[] {
  if (!cluster.settings.some(({ name, value }) => name === 'containerInsights' && ON.includes(value))) return [];
  const tasks = [...cluster.tasks.values()];
  const whole = [dimension('ClusterName', cluster.name)];
  return [
    counted('ContainerInstanceCount', whole, cluster.instances.size),
    counted('TaskCount', whole, runningCount(tasks)),
    counted('ServiceCount', whole, cluster.services.size),
    ...network(whole, tasks, traffic),
    ...[...cluster.services.values()].flatMap((service) => {
      const dimensions = [dimension('ServiceName', service.name), ...whole];
      const own = tasksOf(service);
      return [
        counted('DesiredTaskCount', dimensions, service.desired),
        counted('RunningTaskCount', dimensions, runningCount(own)),
        counted('PendingTaskCount', dimensions, pendingCount(own)),
        ...network(dimensions, own, traffic),
      ];
    }),
  ];
}

/** The bytes of a minute's tasks by the second; without a running task there is no network to report [inferred]. */
function network(dimensions: Dimension[], tasks: readonly Task[], traffic: TrafficOf): Measured[] {
  if (runningCount(tasks) === 0) return [];
  const perSecond = (bytes: 'bytesIn' | 'bytesOut'): number =>
    tasks.reduce((sum, task) => sum + traffic(task)[bytes], 0) / 60;
  return [
    measured('NetworkRxBytes', dimensions, perSecond('bytesIn'), 'Bytes/Second'),
    measured('NetworkTxBytes', dimensions, perSecond('bytesOut'), 'Bytes/Second'),
  ];
}

const counted = (name: string, dimensions: Dimension[], value: number): Measured =>
  measured(name, dimensions, value, 'Count');

const measured = (name: string, dimensions: Dimension[], value: number, unit: Measured['unit']): Measured => ({
  metric: { namespace: 'ECS/ContainerInsights', name, dimensions },
  values: count(value),
  unit,
});
