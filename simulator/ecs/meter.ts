/** Counts what each task sends and receives, and publishes ECS's metrics at the end of each whole minute. */
import type { MetricSink } from '../cloudwatch/model';
import type { Seconds } from '../time';
import type { World } from '../world';
import { insightsOf } from './insights';
import { clusterMetrics, serviceMetrics, type loadOf, type Measured, type Traffic } from './metrics';
import type { Cluster, Task } from './model';

const MINUTE = 60_000;
const SILENCE: Traffic = { bytesIn: 0, bytesOut: 0 };

export class Meter {
  #traffic = new Map<Task, Traffic>();

  /** @param more what else is measured, at the same moment */
  constructor(
    private readonly world: World,
    private readonly metrics: MetricSink,
    private readonly clusters: ReadonlyMap<string, Cluster>,
    private readonly load: typeof loadOf,
    private readonly metricDelay: readonly [min: Seconds, max: Seconds],
    private readonly more: () => Measured[],
  ) {
    const untilMinute = MINUTE - (world.agenda.ms % MINUTE);
    world.agenda.every(MINUTE / 1000, () => this.#endMinute(), untilMinute / 1000);
  }

  record(task: Task, bytesIn: number, bytesOut: number): void {
    const before = this.#traffic.get(task) ?? SILENCE;
    this.#traffic.set(task, { bytesIn: before.bytesIn + bytesIn, bytesOut: before.bytesOut + bytesOut });
  }

  #endMinute(): void {
    const minute = Math.round(this.world.agenda.ms / MINUTE) * MINUTE - MINUTE;
    const delay = this.world.random.between(...this.metricDelay);
    for (const { metric, values, unit } of this.#measure()) this.metrics.publish(metric, minute, values, unit, delay);
    this.#traffic = new Map();
  }

  #measure(): Measured[] {
    const traffic = (task: Task): Traffic => this.#traffic.get(task) ?? SILENCE;
    const load = (task: Task): ReturnType<typeof loadOf> => this.load(task.definition, traffic(task));
    return [
      ...[...this.clusters.values()].flatMap((cluster) => [
        ...clusterMetrics(cluster, load),
        ...[...cluster.services.values()].flatMap((service) => serviceMetrics(service, load)),
        ...insightsOf(cluster, traffic),
      ]),
      ...this.more(),
    ];
  }
}
