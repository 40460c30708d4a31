/** What the model of CloudWatch says of single members (API reference). */
import * as sdk from '@aws-sdk/client-cloudwatch';
import { oneOf, type Constraints } from '../wire/constraints';

export const CONSTRAINTS: Constraints = {
  AlarmTypes: oneOf(sdk.AlarmType),
  ComparisonOperator: oneOf(sdk.ComparisonOperator),
  HistoryItemType: oneOf(sdk.HistoryItemType),
  RecentlyActive: oneOf(sdk.RecentlyActive),
  ScanBy: oneOf(sdk.ScanBy),
  StateReason: { length: [0, 1023] },
  StateReasonData: { length: [0, 4000] },
  StateValue: oneOf(sdk.StateValue),
  Statistic: oneOf(sdk.Statistic),
  Statistics: oneOf(sdk.Statistic),
  TreatMissingData: { length: [1, 255] },
  Unit: oneOf(sdk.StandardUnit),
};
