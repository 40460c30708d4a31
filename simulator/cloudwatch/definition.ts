/** The alarm that PutMetricAlarm asks for. */
import type * as sdk from '@aws-sdk/client-cloudwatch';
import type { Operations } from '../wire/service';
import { checkAtMost, checkPeriod, refuseUnsimulated, validationError } from './errors';
import type { AlarmDefinition, Comparison, MissingData } from './model';

const COMPARISONS: readonly string[] = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] satisfies Comparison[];

const TREATMENTS: readonly string[] = ['missing', 'ignore', 'breaching', 'notBreaching'] satisfies MissingData[];

/** API reference, PutMetricAlarm. */
const ACTIONS = 5;
const DIMENSIONS = 30;

type Input = Parameters<NonNullable<Operations<typeof sdk>['PutMetricAlarm']>>[0];

/**
 * An alarm on a single metric; every other kind is refused by name.
 * @throws ValidationException for a member that is lacking, out of bounds, or not simulated
 */
export function definitionOf(input: Input): AlarmDefinition {
  const { AlarmName, AlarmDescription, ActionsEnabled, AlarmActions, OKActions, InsufficientDataActions } = input;
  const { MetricName, Namespace, Dimensions, Statistic, Unit, Period, EvaluationPeriods, DatapointsToAlarm } = input;
  const { Threshold, ComparisonOperator, TreatMissingData } = input;
  const { ExtendedStatistic, EvaluateLowSampleCountPercentile, Metrics, ThresholdMetricId } = input;
  const { EvaluationWindow, WarmUpConfiguration, EvaluationCriteria, EvaluationInterval, ActionConfiguration } = input;
  refuseUnsimulated('PutMetricAlarm', {
    ...{ ExtendedStatistic, EvaluateLowSampleCountPercentile, Metrics, ThresholdMetricId },
    ...{ EvaluationWindow, WarmUpConfiguration, EvaluationCriteria, EvaluationInterval, ActionConfiguration },
  });
  const needed = { MetricName, Namespace, Statistic, Period, EvaluationPeriods, Threshold, ComparisonOperator };
  const lacking = Object.entries(needed).filter(([, value]) => value === undefined);
  if (lacking.length > 0)
    throw validationError(`Expected ${lacking.map(([name]) => name).join(', ')} of the alarm, found none. Add them.`);
  if (AlarmName.length < 1 || AlarmName.length > 255)
    throw validationError(`AlarmName must be 1 to 255 characters long, found ${AlarmName.length}. Choose another.`);
  checkAtMost('AlarmActions', AlarmActions, ACTIONS);
  checkAtMost('OKActions', OKActions, ACTIONS);
  checkAtMost('InsufficientDataActions', InsufficientDataActions, ACTIONS);
  checkAtMost('Dimensions', Dimensions, DIMENSIONS);
  checkPeriod(Period!);
  checkEvaluation(Period!, EvaluationPeriods!, DatapointsToAlarm);
  checkOneOf('ComparisonOperator', ComparisonOperator!, COMPARISONS);
  if (TreatMissingData !== undefined) checkOneOf('TreatMissingData', TreatMissingData, TREATMENTS);
  return {
    name: AlarmName,
    description: AlarmDescription,
    actionsEnabled: ActionsEnabled ?? true,
    alarmActions: AlarmActions ?? [],
    okActions: OKActions ?? [],
    insufficientDataActions: InsufficientDataActions ?? [],
    metric: {
      namespace: Namespace!,
      name: MetricName!,
      dimensions: (Dimensions ?? []).map(({ Name, Value }) => ({ Name, Value })),
    },
    statistic: Statistic!,
    unit: Unit,
    period: Period!,
    evaluationPeriods: EvaluationPeriods!,
    datapointsToAlarm: DatapointsToAlarm,
    threshold: Threshold!,
    comparison: ComparisonOperator as Comparison,
    treatMissingData: TreatMissingData as MissingData | undefined,
  };
}

/** CloudWatch user guide, AlarmThatSendsEmail: M out of N; and N periods cannot exceed one day. */
function checkEvaluation(period: number, evaluationPeriods: number, datapointsToAlarm = evaluationPeriods): void {
  if (!Number.isInteger(evaluationPeriods) || evaluationPeriods < 1)
    throw validationError(`EvaluationPeriods must be 1 or more, found ${evaluationPeriods}. Ask for whole periods.`);
  if (!Number.isInteger(datapointsToAlarm) || datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods)
    throw validationError(
      `DatapointsToAlarm must be from 1 to EvaluationPeriods (${evaluationPeriods}), found ${datapointsToAlarm}.`,
    );
  if (period * evaluationPeriods > 86_400)
    throw validationError(
      `Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400), ` +
        `found ${period * evaluationPeriods}.`,
    );
}

function checkOneOf(member: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value))
    throw validationError(`${member} must be one of ${allowed.join(', ')} in this lab, found ${value}.`);
}
