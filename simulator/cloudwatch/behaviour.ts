/** How a metric alarm decides: which periods it looks at, and what state they put it in. */
import type { Seconds } from '../time';
import type { AlarmDefinition, AlarmState } from './model';

/** One period of the evaluation range, as the alarm sees it. */
export interface Period {
  /** In milliseconds since the epoch. */
  start: number;
  /** The alarm's statistic over the period; undefined where the datapoint is missing. */
  value?: number;
  sampleCount?: number;
}

export interface Evaluation {
  definition: AlarmDefinition;
  /** The state the alarm is in before. */
  state: AlarmState;
  /** The evaluation range, oldest period first. */
  range: readonly Period[];
}

export interface Verdict {
  state: AlarmState;
  /** The real datapoints that were judged, newest first. */
  judged: Period[];
  /** The missing periods that `treatMissingData` stood in for, newest first. */
  filled: Period[];
}

/**
 * CloudWatch "attempts to retrieve a higher number of data points" than the evaluation periods; how many is not
 * documented (CloudWatch user guide, AlarmThatSendsEmail). Its one example has 5 for 3; the same 2 are taken for all.
 */
const BEYOND_EVALUATION_PERIODS = 2;

/**
 * How long after its end a period may still be without its datapoint before that counts as missing. AWS gives no
 * figure; a minute of an AWS metric shows one to three minutes after its end.
 */
export const LATENESS: Seconds = 180;

/**
 * The evaluation range at `now`, as half-open [from, to) in milliseconds since the epoch, aligned to the period.
 *
 * It ends with the newest period that is settled: over, and its last minute is visible or `LATENESS` has passed. So an
 * alarm on a metric that flows judges its newest real datapoints, however late each one shows, and the re-evaluation of
 * the last datapoints "for a period of time after the metric has stopped flowing" (CloudWatch user guide,
 * AlarmThatSendsEmail) comes with it. AWS's own rule is not documented.
 * @param newest start of the newest visible minute, if there is one
 */
export function evaluationRange(asked: {
  now: number;
  period: Seconds;
  evaluationPeriods: number;
  newest: number | undefined;
}): { from: number; to: number } {
  const length = asked.period * 1000;
  const aligned = (ms: number): number => Math.floor(ms / length) * length;
  const shown = asked.newest === undefined ? -Infinity : aligned(asked.newest + 60_000);
  const to = Math.min(aligned(asked.now), Math.max(shown, aligned(asked.now - LATENESS * 1000)));
  return { from: to - (asked.evaluationPeriods + BEYOND_EVALUATION_PERIODS) * length, to };
}

/**
 * The state that the periods in range put an alarm in (CloudWatch user guide, AlarmThatSendsEmail, "How alarm state is
 * evaluated when data is missing").
 *
 * Of N evaluation periods, M breaching datapoints (M = N unless told) make ALARM. With N real datapoints in range, the
 * newest N of them are judged and nothing is filled. With fewer, all of them are, and `treatMissingData` decides on the
 * rest. Where it is `missing` or `ignore` and every real datapoint breaches, but fewer than M do, the alarm must not be
 * premature: see `oldEnough`.
 */
export function alarmState({ definition, state, range }: Evaluation): Verdict {
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods, treatMissingData = 'missing' } = definition;
  const newestFirst = [...range].reverse();
  const judged = newestFirst.filter(isReal).slice(0, evaluationPeriods);
  const filled = newestFirst.filter((period) => !isReal(period)).slice(0, evaluationPeriods - judged.length);
  const breaching = judged.filter((period) => isBreaching(definition, period)).length;

  const decide = (): AlarmState => {
    if (filled.length === 0) return breaching >= datapointsToAlarm ? 'ALARM' : 'OK';
    switch (treatMissingData) {
      case 'breaching':
        return breaching + filled.length >= datapointsToAlarm ? 'ALARM' : 'OK';
      case 'notBreaching':
        return breaching >= datapointsToAlarm ? 'ALARM' : 'OK';
      case 'missing':
      case 'ignore':
        if (breaching >= datapointsToAlarm) return 'ALARM';
        if (breaching < judged.length) return 'OK';
        if (treatMissingData === 'ignore') return state;
        return oldEnough(newestFirst, datapointsToAlarm) ? 'ALARM' : 'INSUFFICIENT_DATA';
    }
  };
  return { state: decide(), judged, filled };
}

/** Whether a datapoint is on the alarm's side of the threshold; a missing one is not. */
export function isBreaching({ comparison, threshold }: AlarmDefinition, { value }: Period): boolean {
  if (value === undefined) return false;
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}

/**
 * "Alarms are designed to always go into ALARM state when the oldest available breaching datapoint […] is at least as
 * old as the value of Datapoints to Alarm, and all other more recent data points are breaching or missing" (CloudWatch
 * user guide, AlarmThatSendsEmail, "Avoiding premature transitions"). A younger one leaves INSUFFICIENT_DATA, as the
 * page's earlier table had it for `- - - - X`. Asked only where no real datapoint is within the threshold.
 */
const oldEnough = (newestFirst: readonly Period[], datapointsToAlarm: number): boolean =>
  newestFirst.findLastIndex(isReal) + 1 >= datapointsToAlarm;

const isReal = ({ value }: Period): boolean => value !== undefined;
