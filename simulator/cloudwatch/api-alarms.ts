/** CloudWatch's operations on alarms, as the SDK's client calls them. */
import type * as sdk from '@aws-sdk/client-cloudwatch';
import {
  InvalidFormatFault,
  ResourceNotFound,
  type AlarmType,
  type MetricAlarm,
  type StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import type { World } from '../world';
import type { Operations } from '../wire/service';
import type { Alarm, MetricAlarms } from './alarms';
import { definitionOf } from './definition';
import { tagsOf } from './api-tags';
import { checkAtMost, pageSize, refuseUnsimulated, validationError } from './errors';
import { keyOf } from './metrics';
import type { AlarmDefinition } from './model';
import { pageAfter } from './paging';

/** API reference, DescribeAlarms and DescribeAlarmHistory: MaxRecords is at most 100. */
const LARGEST_PAGE = 100;
/** API reference, DescribeAlarms and DeleteAlarms: up to 100 names. */
const NAMES_PER_CALL = 100;

export function alarmOperations(world: World, alarms: MetricAlarms) {
  return {
    DescribeAlarms({ MaxRecords, NextToken, ...request }) {
      const { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue, ActionPrefix, ...relatives } = request;
      refuseUnsimulated('DescribeAlarms', relatives);
      if (AlarmNames !== undefined && AlarmNamePrefix !== undefined)
        throw validationError('AlarmNamePrefix and AlarmNames cannot both be specified. Leave one of them out.');
      checkAtMost('AlarmNames', AlarmNames, NAMES_PER_CALL);
      const size = pageSize('maxRecords', MaxRecords, LARGEST_PAGE);
      const asked = ({ definition, state }: Alarm): boolean =>
        asksForMetricAlarms(AlarmTypes) &&
        (AlarmNames === undefined || AlarmNames.includes(definition.name)) &&
        (AlarmNamePrefix === undefined || definition.name.startsWith(AlarmNamePrefix)) &&
        (StateValue === undefined || state === StateValue) &&
        (ActionPrefix === undefined || allActions(definition).some((action) => action.startsWith(ActionPrefix)));
      const { page, ...next } = pageAfter({
        request: ['DescribeAlarms', request],
        items: alarms.list().filter(asked),
        key: ({ definition }) => definition.name,
        size,
        token: NextToken,
      });
      return { MetricAlarms: page.map(described), CompositeAlarms: [], ...next };
    },

    /** "This operation does not filter out alarms by their state", and answers without pages (API reference). */
    DescribeAlarmsForMetric({ MetricName, Namespace, Dimensions = [], Statistic, Period, Unit, ...others }) {
      refuseUnsimulated('DescribeAlarmsForMetric', others);
      const key = keyOf({ namespace: Namespace, name: MetricName, dimensions: Dimensions });
      const asked = ({ definition }: Alarm): boolean =>
        keyOf(definition.metric) === key &&
        (Statistic === undefined || definition.statistic === Statistic) &&
        (Period === undefined || definition.period === Period) &&
        (Unit === undefined || definition.unit === Unit);
      return { MetricAlarms: alarms.list().filter(asked).map(described) };
    },

    /** Newest first unless told; what an alarm went through is still told when it is gone (API reference). */
    DescribeAlarmHistory({ MaxRecords, NextToken, ...request }) {
      const { AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate, ScanBy, ...others } = request;
      refuseUnsimulated('DescribeAlarmHistory', others);
      const size = pageSize('maxRecords', MaxRecords, LARGEST_PAGE);
      const falling = ScanBy !== 'TimestampAscending';
      const items = alarms.history
        .list(world.agenda.now())
        .filter(
          ({ alarmName, type, timestamp }) =>
            asksForMetricAlarms(AlarmTypes) &&
            (AlarmName === undefined || alarmName === AlarmName) &&
            (HistoryItemType === undefined || type === HistoryItemType) &&
            (StartDate === undefined || timestamp >= StartDate) &&
            (EndDate === undefined || timestamp <= EndDate),
        );
      const { page, ...next } = pageAfter({
        request: ['DescribeAlarmHistory', request],
        items: falling ? [...items].reverse() : items,
        key: ({ id }) => id,
        falling,
        size,
        token: NextToken,
      });
      return {
        AlarmHistoryItems: page.map(({ alarmName, timestamp, type, summary, data }) => ({
          AlarmName: alarmName,
          AlarmType: 'MetricAlarm' as const,
          Timestamp: timestamp,
          HistoryItemType: type,
          HistorySummary: summary,
          HistoryData: data,
        })),
        ...next,
      };
    },

    PutMetricAlarm({ Tags, ...input }) {
      alarms.put(definitionOf(input), tagsOf(Tags));
    },

    DeleteAlarms({ AlarmNames }) {
      checkAtMost('AlarmNames', AlarmNames, NAMES_PER_CALL);
      alarms.delete(AlarmNames);
    },

    SetAlarmState({ AlarmName, StateValue, StateReason, StateReasonData }) {
      const to = { state: StateValue, reason: StateReason, reasonData: StateReasonData };
      if (!alarms.setState(AlarmName, to, newestDatapoint(StateReasonData)))
        throw new ResourceNotFound({
          message: `Expected an alarm in this lab, found none named "${AlarmName}". See DescribeAlarms.`,
          $metadata: {},
        });
    },

    EnableAlarmActions({ AlarmNames }) {
      alarms.enableActions(AlarmNames, true);
    },

    DisableAlarmActions({ AlarmNames }) {
      alarms.enableActions(AlarmNames, false);
    },
  } satisfies Operations<typeof sdk>;
}

/** If AlarmTypes is omitted, only metric alarms are returned (API reference, DescribeAlarms); there are no others here. */
const asksForMetricAlarms = (types: readonly AlarmType[] | undefined): boolean =>
  types === undefined || types.length === 0 || types.includes('MetricAlarm');

const allActions = ({ alarmActions, okActions, insufficientDataActions }: AlarmDefinition): string[] => [
  ...alarmActions,
  ...okActions,
  ...insufficientDataActions,
];

/** Observed: lists are there when empty; DatapointsToAlarm and TreatMissingData only when they were set. */
function described({ definition, arn, ...alarm }: Alarm): MetricAlarm {
  return {
    AlarmName: definition.name,
    AlarmArn: arn,
    AlarmDescription: definition.description,
    AlarmConfigurationUpdatedTimestamp: alarm.configured,
    ActionsEnabled: definition.actionsEnabled,
    OKActions: [...definition.okActions],
    AlarmActions: [...definition.alarmActions],
    InsufficientDataActions: [...definition.insufficientDataActions],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: alarm.updated,
    StateTransitionedTimestamp: alarm.transitioned,
    MetricName: definition.metric.name,
    Namespace: definition.metric.namespace,
    Statistic: definition.statistic,
    Dimensions: definition.metric.dimensions.map(({ Name, Value }) => ({ Name, Value })),
    Period: definition.period,
    Unit: definition.unit as StandardUnit | undefined,
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm,
    Threshold: definition.threshold,
    ComparisonOperator: definition.comparison,
    TreatMissingData: definition.treatMissingData,
  };
}

/**
 * The datapoint that a scaling policy acts on when a state is set by hand: it "uses the information in this field to
 * take the correct action" (API reference, SetAlarmState).
 * @throws InvalidFormatFault unless it is JSON
 */
function newestDatapoint(stateReasonData: string | undefined): number | undefined {
  if (stateReasonData === undefined) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(stateReasonData);
  } catch {
    const message = `StateReasonData must be JSON, found ${stateReasonData}. Send what DescribeAlarms shows.`;
    throw new InvalidFormatFault({ message, $metadata: {} });
  }
  const recent = (data as { recentDatapoints?: unknown } | null)?.recentDatapoints;
  const newest: unknown = Array.isArray(recent) ? recent.at(-1) : undefined;
  return typeof newest === 'number' ? newest : undefined;
}
