/** The metrics of AWS/ApplicationELB: what was served in a minute, and what CloudWatch is told of it. */
import type { Dimension, MetricIdentity, StatisticSet } from '../cloudwatch/model';
import { dimensionValue, type TargetState } from './model';

/** One minute of one metric. */
export interface Measured {
  metric: MetricIdentity;
  values: StatisticSet;
  unit: 'Count' | 'Bytes';
}

/** What a load balancer itself served in the current minute. */
export class LoadBalancerTally {
  requests = 0;
  /** Answers that the load balancer gave by itself, by the first digit of their status. */
  readonly ownClasses = [0, 0, 0, 0, 0, 0];
  /** Of these, by what a rule told it to do. */
  readonly actions = { redirect: 0, 'fixed-response': 0 };
  processedBytes = 0;
  /** Answers of the targets by the first digit of their status. */
  readonly statusClasses = [0, 0, 0, 0, 0, 0];
}

/** What went to a target group in the current minute. */
export class TargetGroupTally {
  /** Requests by how many targets shared the group's requests at that moment. */
  readonly #requests = new Map<number, number>();
  /** Answers of the targets by the first digit of their status. */
  readonly statusClasses = [0, 0, 0, 0, 0, 0];

  count(weight: number, sharers: number): void {
    this.#requests.set(sharers, (this.#requests.get(sharers) ?? 0) + weight);
  }

  get requests(): number {
    return sum(this.#requests.values());
  }

  /**
   * "The average number of requests per target" (ELB user guide, load-balancer-cloudwatch-metrics). No text says which
   * number of targets that is in a minute in which some join or leave. Here each request counts one nth, with n the
   * targets that shared the requests when it was served: the healthy ones, or all registered ones when none is healthy.
   * With the same n all through the minute this is requests / n.
   */
  get requestsPerTarget(): number {
    return sum([...this.#requests].map(([sharers, requests]) => requests / sharers));
  }
}

/** RequestCount is "always reported", so also 0; the others only where something happened (same page). */
export function loadBalancerMetrics(loadBalancerArn: string, tally: LoadBalancerTally): Measured[] {
  const dimensions = [loadBalancer(loadBalancerArn)];
  return [
    measured('RequestCount', dimensions, each(tally.requests)),
    ...[3, 4, 5].flatMap((digit) => nonzero(`HTTPCode_ELB_${digit}XX_Count`, dimensions, tally.ownClasses[digit] ?? 0)),
    ...nonzero('HTTP_Redirect_Count', dimensions, tally.actions.redirect),
    ...nonzero('HTTP_Fixed_Response_Count', dimensions, tally.actions['fixed-response']),
    ...statusMetrics(dimensions, tally.statusClasses),
    ...(tally.processedBytes > 0 ? [measured('ProcessedBytes', dimensions, one(tally.processedBytes), 'Bytes')] : []),
  ];
}

/**
 * The metrics of a target group behind a load balancer. Those that are reported while nothing is served appear once the
 * group has a registered target. Observed (the workshop's screenshots): RequestCountPerTarget is a line at 0 for hours
 * while only health checks run, so those are not counted.
 * @param states of all targets at the end of the minute, which is when the host counts are taken
 */
export function targetGroupMetrics(
  loadBalancerArn: string,
  targetGroupArn: string,
  tally: TargetGroupTally,
  states: readonly TargetState[],
): Measured[] {
  const group: Dimension = { Name: 'TargetGroup', Value: dimensionValue(targetGroupArn) };
  const both = [loadBalancer(loadBalancerArn), group];
  const hosts = (state: TargetState['state']): number => states.filter((candidate) => candidate.state === state).length;
  const { requests } = tally;
  if (requests === 0 && states.length === hosts('draining')) return [];
  return [
    measured('RequestCountPerTarget', [group], one(tally.requestsPerTarget)),
    measured('RequestCountPerTarget', both, one(tally.requestsPerTarget)),
    measured('RequestCount', both, each(requests)),
    measured('HealthyHostCount', both, one(hosts('healthy'))),
    measured('UnHealthyHostCount', both, one(hosts('unhealthy'))),
    ...statusMetrics(both, tally.statusClasses),
  ];
}

const loadBalancer = (arn: string): Dimension => ({ Name: 'LoadBalancer', Value: dimensionValue(arn) });

const statusMetrics = (dimensions: Dimension[], classes: readonly number[]): Measured[] =>
  [2, 3, 4, 5].flatMap((digit) => nonzero(`HTTPCode_Target_${digit}XX_Count`, dimensions, classes[digit] ?? 0));

const measured = (
  name: string,
  dimensions: Dimension[],
  values: StatisticSet,
  unit: Measured['unit'] = 'Count',
): Measured => ({ metric: { namespace: 'AWS/ApplicationELB', name, dimensions }, values, unit });

const nonzero = (name: string, dimensions: Dimension[], count: number): Measured[] =>
  count > 0 ? [measured(name, dimensions, each(count))] : [];

const one = (value: number): StatisticSet => ({ sum: value, count: 1, min: value, max: value });

/** A sample of 1 for each: "Minimum, Maximum, and Average all return 1" (same page). An idle minute is one sample of 0. */
const each = (count: number): StatisticSet => (count === 0 ? one(0) : { sum: count, count, min: 1, max: 1 });

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
