/** CloudWatch's own words: state reasons, and the JSON that goes with them and with history items. */
import { isBreaching, type Period, type Verdict } from './behaviour';
import type { AlarmDefinition, AlarmState, Comparison, MissingData } from './model';

/** Observed: DescribeAlarms of an alarm that was just made. */
export const INITIAL_REASON = 'Unchecked: Initial alarm creation';

const COMPARISONS: Record<Comparison, string> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** From so many datapoints on, the sentence names the five most recent only (observed). */
const TOO_MANY_TO_LIST = 5;

/**
 * Why an alarm is in its new state. Templates observed in real answers of DescribeAlarms, with M ("datapoints to
 * alarm") set and not set, and with missing datapoints filled; where a filled one has M set, no real text is known and
 * the one without M is used.
 */
export function stateReason(definition: AlarmDefinition, verdict: Verdict): string {
  const { state, judged, filled } = verdict;
  if (state === 'INSUFFICIENT_DATA') {
    const { evaluationPeriods } = definition;
    return `Insufficient Data: ${datapoints(evaluationPeriods)} ${were(evaluationPeriods)} unknown.`;
  }
  const onItsSide = judged.filter((period) => isBreaching(definition, period) === (state === 'ALARM'));
  const treatment = filled.length > 0 ? TREATMENTS[definition.treatMissingData ?? 'missing'] : undefined;
  if (treatment) return `Threshold Crossed: ${filledReason(definition, state, onItsSide, filled.length, treatment)}`;
  // Only a decision that is not CloudWatch's own can find no datapoint on its side; it says what it judged.
  return `Threshold Crossed: ${crossedReason(definition, state, onItsSide.length > 0 ? onItsSide : judged)}`;
}

function crossedReason(definition: AlarmDefinition, state: AlarmState, points: Period[]): string {
  const { evaluationPeriods, datapointsToAlarm } = definition;
  const many = points.length >= TOO_MANY_TO_LIST;
  const few = many ? '' : ` ${list(points)}`;
  const sentence = many
    ? `. The most recent datapoints which crossed the threshold: ${list(points.slice(0, TOO_MANY_TO_LIST))}`
    : '';
  const comparison = `${were(points.length)} ${compared(definition, state)}${sentence}`;
  if (datapointsToAlarm === undefined) return `${datapoints(points.length)}${few} ${comparison}.`;
  const [minimum, change] =
    state === 'ALARM' ? [datapointsToAlarm, 'OK -> ALARM'] : [evaluationPeriods - datapointsToAlarm + 1, 'ALARM -> OK'];
  const counted = `${points.length} out of the last ${evaluationPeriods} datapoints${few}`;
  return `${counted} ${comparison} (minimum ${datapoints(minimum)} for ${change} transition).`;
}

/** What a treatment is called in a reason; the others leave no trace in it. */
const TREATMENTS: Partial<Record<MissingData, string>> = { breaching: 'Breaching', notBreaching: 'NonBreaching' };

function filledReason(
  definition: AlarmDefinition,
  state: AlarmState,
  points: Period[],
  filled: number,
  treatment: string,
): string {
  const real =
    points.length === 0
      ? `no datapoints were received for ${filled} ${filled === 1 ? 'period' : 'periods'}`
      : `${datapoints(points.length)} ${list(points)} ${were(points.length)} ${compared(definition, state)}`;
  const missing = `${filled} missing ${filled === 1 ? 'datapoint' : 'datapoints'}`;
  return `${real} and ${missing} ${were(filled)} treated as [${treatment}].`;
}

const datapoints = (count: number): string => `${count} ${count === 1 ? 'datapoint' : 'datapoints'}`;
const were = (count: number): string => (count === 1 ? 'was' : 'were');

const compared = ({ comparison, threshold }: AlarmDefinition, state: AlarmState): string =>
  `${state === 'ALARM' ? '' : 'not '}${COMPARISONS[comparison]} the threshold (${javaDouble(threshold)})`;

const list = (points: readonly Period[]): string =>
  `[${points.map(({ start, value }) => `${javaDouble(value!)} (${shortDate(start)})`).join(', ')}]`;

/**
 * The JSON that tells programs what was judged. Observed: `recentDatapoints` run from old to new; without a real
 * datapoint there is no `startDate`, and the evaluated ones have a timestamp only. The order of `evaluatedDatapoints`
 * is not documented: newest first, as in the reason.
 * @param now when the alarm was evaluated, in milliseconds since the epoch
 */
export function stateReasonData(definition: AlarmDefinition, { judged, filled }: Verdict, now: number): string {
  const evaluated = [...judged, ...filled].sort((a, b) => b.start - a.start);
  const oldest = judged.at(-1);
  return object({
    version: '"1.0"',
    queryDate: quoted(longDate(now)),
    startDate: oldest && quoted(longDate(oldest.start)),
    unit: definition.unit && quoted(definition.unit),
    statistic: quoted(definition.statistic),
    period: String(definition.period),
    recentDatapoints: array([...judged].reverse().map(({ value }) => javaDouble(value!))),
    threshold: javaDouble(definition.threshold),
    evaluatedDatapoints: array(
      evaluated.map(({ start, value, sampleCount }) =>
        object({
          timestamp: quoted(longDate(start)),
          sampleCount: sampleCount === undefined ? undefined : javaDouble(sampleCount),
          value: value === undefined ? undefined : javaDouble(value),
        }),
      ),
    ),
  });
}

/** An alarm's state as its history tells it; `reasonData` is JSON already. */
export interface ToldState {
  state: AlarmState;
  reason: string;
  reasonData?: string;
}

/** HistoryData of a StateUpdate (observed: AWS CLI, describe-alarm-history). */
export function stateUpdateData(from: ToldState, to: ToldState): string {
  const told = ({ state, reason, reasonData }: ToldState): string =>
    object({ stateValue: quoted(state), stateReason: quoted(reason), stateReasonData: reasonData });
  return object({ version: '"1.0"', oldState: told(from), newState: told(to) });
}

export type Configuration = 'Create' | 'Update' | 'Delete';

const CONFIGURED: Record<Configuration, string> = { Create: 'created', Update: 'updated', Delete: 'deleted' };

export const configurationSummary = (name: string, change: Configuration): string =>
  `Alarm "${name}" ${CONFIGURED[change]}`;

/**
 * HistoryData of a ConfigurationUpdate. Observed for a creation, down to the spelling of `okactions`; no real text of
 * an update or a deletion is known, and they are told alike.
 */
export function configurationData(
  change: Configuration,
  definition: AlarmDefinition,
  alarm: { arn: string; configured: Date; state: AlarmState; updated: Date },
): string {
  const { metric } = definition;
  const dimensions = metric.dimensions.map(({ Name, Value }) => object({ value: quoted(Value), name: quoted(Name) }));
  const told = object({
    alarmName: quoted(definition.name),
    alarmDescription: definition.description === undefined ? undefined : quoted(definition.description),
    alarmArn: quoted(alarm.arn),
    alarmConfigurationUpdatedTimestamp: quoted(longDate(alarm.configured.getTime())),
    namespace: quoted(metric.namespace),
    metricName: quoted(metric.name),
    statistic: quoted(definition.statistic),
    period: String(definition.period),
    unit: definition.unit && quoted(definition.unit),
    dimensions: array(dimensions),
    threshold: javaDouble(definition.threshold),
    comparisonOperator: quoted(definition.comparison),
    evaluationPeriods: String(definition.evaluationPeriods),
    datapointsToAlarm: definition.datapointsToAlarm === undefined ? undefined : String(definition.datapointsToAlarm),
    treatMissingData: definition.treatMissingData && quoted(definition.treatMissingData),
    stateValue: quoted(alarm.state),
    stateUpdatedTimestamp: quoted(longDate(alarm.updated.getTime())),
    actionsEnabled: String(definition.actionsEnabled),
    alarmActions: JSON.stringify(definition.alarmActions),
    insufficientDataActions: JSON.stringify(definition.insufficientDataActions),
    okactions: JSON.stringify(definition.okActions),
  });
  return object({ version: '"1.0"', type: quoted(change), [`${CONFIGURED[change]}Alarm`]: told });
}

/** HistorySummary and HistoryData of an Action (observed; the reason of a failure is the lab's own words). */
export function actionTexts(arn: string, stateUpdated: Date, failure?: string): { summary: string; data: string } {
  return {
    summary:
      failure === undefined
        ? `Successfully executed action ${arn}`
        : `Failed to execute action ${arn}. Reason: ${failure}`,
    data: object({
      actionState: failure === undefined ? '"Succeeded"' : '"Failed"',
      stateUpdateTimestamp: String(stateUpdated.getTime()),
      notificationResource: quoted(arn),
      error: failure === undefined ? undefined : quoted(failure),
    }),
  };
}

/**
 * A number as `Double.toString` of Java prints it, which is how CloudWatch prints one: `4000.0`, `0.005`,
 * `8.3714617344E10`.
 */
export function javaDouble(value: number): string {
  if (!Number.isFinite(value) || value === 0)
    return Object.is(value, -0) ? '-0.0' : value === 0 ? '0.0' : String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** `dd/mm/yy HH:MM:SS`, UTC. */
function shortDate(ms: number): string {
  const [year, month, day] = new Date(ms).toISOString().slice(2, 10).split('-');
  return `${day}/${month}/${year} ${new Date(ms).toISOString().slice(11, 19)}`;
}

/** `2023-01-09T14:07:25.504+0000`. */
const longDate = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

// JSON.stringify cannot print 4000.0, so that objects are put together from texts that are JSON already.
const quoted = (text: string): string => JSON.stringify(text);
const array = (items: readonly string[]): string => `[${items.join(',')}]`;

function object(fields: Record<string, string | undefined>): string {
  const told = Object.entries(fields).filter(([, json]) => json);
  return `{${told.map(([name, json]) => `${quoted(name)}:${json}`).join(',')}}`;
}
