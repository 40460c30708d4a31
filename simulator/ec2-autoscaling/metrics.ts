/** The metrics of AWS/EC2: what the instances took in and gave out, for each of them and averaged over their groups. */
import type { MetricSink, StatisticSet } from '../cloudwatch/model';
import type { Seconds } from '../time';
import type { World } from '../world';
import { isWarm, type AsgTimings, type Registry } from './model';

const MINUTE = 60_000;
/** EC2 user guide, using-cloudwatch-new: basic monitoring has five-minute periods, detailed monitoring one-minute ones. */
const BASIC_PERIOD = 5 * MINUTE;

/** Observed: recorded run, the lowest NetworkIn of an instance in a minute, in bytes. NetworkOut is taken to be the same. */
const IDLE_BYTES = 1480;
/** What comes on top of it now and then, in bytes: agents and health checks. Inferred. */
const IDLE_VARIATION = 120;
/** Per cent. No load in this lab moves it, so that a policy on CPU finds its metric and never scales out. */
const CPU = 2;

interface Sample {
  name: 'NetworkIn' | 'NetworkOut' | 'CPUUtilization';
  unit: 'Bytes' | 'Percent';
  value: number;
}

/** What is collected of one metric until it is published. */
interface Open extends Omit<Sample, 'value'> {
  /** The group's name. */
  group: string;
  dimension: { Name: 'InstanceId' | 'AutoScalingGroupName'; Value: string };
  /** Start of its period, in milliseconds since the epoch. */
  start: number;
  values: StatisticSet;
}

export class InstanceMetrics {
  /** Bytes of the current minute by instance id. */
  #bytes = new Map<string, { in: number; out: number }>();
  readonly #open = new Map<string, Open>();

  constructor(
    private readonly world: World,
    private readonly sink: MetricSink,
    private readonly registry: Registry,
    private readonly timings: AsgTimings,
  ) {
    const untilMinute = MINUTE - (world.agenda.ms % MINUTE);
    world.agenda.every(MINUTE / 1000, () => this.#endMinute(), untilMinute / 1000);
  }

  record(instanceId: string, bytesIn: number, bytesOut: number): void {
    const sum = this.#bytes.get(instanceId) ?? { in: 0, out: 0 };
    this.#bytes.set(instanceId, { in: sum.in + bytesIn, out: sum.out + bytesOut });
  }

  /**
   * Takes a sample of each InService instance. The group's metric has one sample for each warm instance, so that its
   * Average is per instance; an instance that warms up is not in it (user guide, as-scaling-target-tracking).
   *
   * Without detailed monitoring a datapoint has the five samples of its five minutes, which keeps Average the throughput
   * "for a one-minute period" that a target is given in (same page). That it is so on AWS is inferred.
   */
  #endMinute(): void {
    const now = this.world.agenda.ms;
    const minute = Math.round(now / MINUTE) * MINUTE - MINUTE;
    const delay = this.world.random.between(...this.timings.metricDelay);
    for (const group of this.registry.groups.values()) {
      const period = group.detailedMonitoring ? MINUTE : BASIC_PERIOD;
      const start = minute - (minute % period);
      const add = (dimension: Open['dimension'], sample: Sample): void =>
        this.#add({ group: group.name, start, dimension, ...sample });
      for (const instance of group.instances) {
        if (instance.state !== 'InService') continue;
        for (const sample of this.#samples(instance.id)) {
          add({ Name: 'InstanceId', Value: instance.id }, sample);
          if (isWarm(instance, now)) add({ Name: 'AutoScalingGroupName', Value: group.name }, sample);
        }
      }
      if (minute + MINUTE === start + period) this.#publish(group.name, (minute - start) / 1000 + delay);
    }
    this.#bytes = new Map();
  }

  #samples(instanceId: string): Sample[] {
    const bytes = this.#bytes.get(instanceId) ?? { in: 0, out: 0 };
    const idle = (): number => IDLE_BYTES + Math.floor(this.world.random.next() * IDLE_VARIATION);
    return [
      { name: 'NetworkIn', unit: 'Bytes', value: idle() + bytes.in },
      { name: 'NetworkOut', unit: 'Bytes', value: idle() + bytes.out },
      { name: 'CPUUtilization', unit: 'Percent', value: CPU },
    ];
  }

  #add({ value, ...added }: Sample & Omit<Open, 'values'>): void {
    const key = JSON.stringify([added.dimension, added.name]);
    const { sum, count, min, max } = this.#open.get(key)?.values ?? { sum: 0, count: 0, min: value, max: value };
    const values = { sum: sum + value, count: count + 1, min: Math.min(min, value), max: Math.max(max, value) };
    this.#open.set(key, { ...added, values });
  }

  /** @param delay from the end of the first minute of the period, as `MetricSink` counts it */
  #publish(groupName: string, delay: Seconds): void {
    for (const [key, { group, name, unit, dimension, start, values }] of this.#open) {
      if (group !== groupName) continue;
      this.sink.publish({ namespace: 'AWS/EC2', name, dimensions: [dimension] }, start, values, unit, delay);
      this.#open.delete(key);
    }
  }
}
