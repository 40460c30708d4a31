/** Amazon CloudWatch in memory: metrics that other services publish, and alarms that watch them. */
import type { Seconds } from '../time';
import type { World } from '../world';
import { MetricAlarms } from './alarms';
import { operations } from './api';
import { alarmState } from './behaviour';
import { MINUTE, MetricStore } from './metrics';
import type { AlarmDefinition, AlarmInvocation, Alarms, MetricIdentity, MetricSink, StatisticSet } from './model';

export { alarmState } from './behaviour';
export type { Evaluation, Period, Verdict } from './behaviour';

export class CloudWatch implements MetricSink, Alarms {
  /** The API, ready for the wire; callable as it is. */
  readonly operations: ReturnType<typeof operations>;
  readonly #metrics = new MetricStore();
  readonly #alarms: MetricAlarms;
  readonly #conditions: World['conditions'];

  /** @param decide replaces a decision of CloudWatch's own, to make a lab that is broken in a known way */
  constructor(world: World, decide: { alarmState?: typeof alarmState } = {}) {
    this.#conditions = world.conditions;
    this.#alarms = new MetricAlarms(world, this.#metrics, decide.alarmState ?? alarmState);
    this.operations = operations(world, this.#metrics, this.#alarms);
  }

  /**
   * See `MetricSink`. A minute that is published twice is aggregated.
   * @throws Error for a start that is not on a minute, for values that are no numbers, and for a second unit
   */
  publish(metric: MetricIdentity, minute: number, values: StatisticSet, unit: string, delay: Seconds): void {
    const { sum, count, min, max } = values;
    const late = this.#conditions.metricDelay(metric.namespace);
    const visibleAt = minute + MINUTE + (delay + late) * 1000;
    this.#metrics.put(metric, { minute, visibleAt, sum, count, min, max }, unit);
  }

  /** Makes the alarm, or overwrites the configuration of the one that has its name; see `MetricAlarms.put`. */
  putAlarm(definition: AlarmDefinition): { name: string; arn: string } {
    return { name: definition.name, arn: this.#alarms.put(definition).arn };
  }

  /** Names without an alarm are passed over. */
  deleteAlarms(names: readonly string[]): void {
    this.#alarms.delete(names);
  }

  onAction(arnPrefix: string, receive: (invocation: AlarmInvocation) => void): void {
    this.#alarms.onAction(arnPrefix, receive);
  }
}
