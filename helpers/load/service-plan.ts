/** The two rates that take a service from its minimum to its maximum of tasks, and then down by one, for a given target. */

export interface ServiceGoal {
  /** Requests per target and minute: the policy's TargetValue for ALBRequestCountPerTarget. */
  target: number;
  /** Tasks, the bounds of the scalable target. */
  min: number;
  max: number;
  /** How far the peak stands above what keeps the alarm in ALARM at `max`, as a share of it. An eighth, if not told. */
  headroom?: number;
}

/** Whole requests a minute, of all targets together. */
export interface ServicePlan {
  peakPerMinute: number;
  holdPerMinute: number;
}

/** A generator that delivers only nine tenths of it still keeps the alarm in ALARM. */
const HEADROOM = 1 / 8;

/**
 * R requests a minute are R/N for each of N targets. AlarmHigh fires above the target; AlarmLow below nine tenths of it,
 * as observed on every policy recorded, where the user guide says "usually more than 10% lower". The rules are those of the
 * Application Auto Scaling user guide, target-tracking-scaling-policy-overview; how far a scale-in goes, it leaves open.
 *
 * The peak must satisfy:
 * - peak/min > target: AlarmHigh fires.
 * - ⌈peak/target⌉ ≥ max: from `min` to `max` at once, for capacity is added in proportion to the metric.
 * - peak/max > target: AlarmHigh stays in ALARM at `max`. It implies the other two.
 *
 * The hold must bring `max` to `max − 1`, whether a scale-in goes to what the metric asks for or by small steps:
 * - hold/max < 0.9·target: AlarmLow fires at `max`.
 * - hold/(max − 1) ≤ target: no scale-in "if removing a minimum unit of capacity would likely bring the metric back above
 *   the target value". It also keeps AlarmHigh quiet afterwards.
 *
 * And it must leave it there, which it does of itself where `max − 1` is `min`:
 * - ⌈hold/target⌉ ≥ max − 1, that is hold/(max − 2) > target: the metric asks for no less, so that no step goes further.
 * - hold/(max − 1) ≥ 0.9·target: AlarmLow does not fire at `max − 1`.
 *
 * @throws RangeError if there is no such hold: from 20 tasks on, a tenth of them is two, so that where AlarmLow fires the
 * metric asks for two fewer; and with a small target no whole number may lie between the bounds. Also for a goal that is
 * none.
 */
export function servicePlan({ target, min, max, headroom = HEADROOM }: ServiceGoal): ServicePlan {
  check('target', target > 0 && target < Infinity, 'a number above 0', target);
  // Inferred: with no task there is no target for the metric to be of, so that no alarm would ever fire.
  check('min', Number.isSafeInteger(min) && min >= 1, 'a whole number of tasks from 1 up', min);
  check('max', Number.isSafeInteger(max) && max > min, `a whole number of tasks above min, which is ${min}`, max);
  check('headroom', headroom > 0 && headroom < Infinity, 'a number above 0', headroom);

  // Not 0.9 times: that is no number of a computer, and would be off by one request here and there.
  const low = (tasks: number): number => (9 * target * tasks) / 10;
  const most = Math.min(below(low(max)), Math.floor(target * (max - 1)));
  const staysAnyway = max - 1 === min;
  const least = staysAnyway ? 1 : Math.max(above(target * (max - 2)), Math.ceil(low(max - 1)));
  if (least > most)
    throw new RangeError(
      `Expected a hold that takes ${max} tasks to ${max - 1} and leaves them there at ${target} requests per target, ` +
        `found none: it would have to be ${least} requests a minute at least, and ${most} at most. ` +
        'Choose a max below 20, a higher target, or a min of max − 1.',
    );
  // Halfway between where two tasks could go and where none would.
  const wanted = staysAnyway ? 0.95 * most : (target * (max - 2) + low(max)) / 2;
  return {
    peakPerMinute: Math.max(Math.round((1 + headroom) * target * max), above(target * max)),
    holdPerMinute: Math.max(least, Math.round(wanted)),
  };
}

function check(name: string, holds: boolean, expected: string, found: number): void {
  if (!holds) throw new RangeError(`Expected ${name} of the service to be ${expected}, found ${found}.`);
}

/** The nearest whole number that is not the number itself. */
const above = (n: number): number => Math.floor(n) + 1;
const below = (n: number): number => Math.ceil(n) - 1;
