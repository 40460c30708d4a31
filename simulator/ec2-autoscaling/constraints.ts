/** What the model of EC2 Auto Scaling says of single members (API reference). */
import * as sdk from '@aws-sdk/client-auto-scaling';
import { oneOf, type Constraints } from '../wire/constraints';

export const CONSTRAINTS: Constraints = {
  PredefinedMetricType: oneOf(sdk.MetricType),
  Statistic: oneOf(sdk.MetricStatistic),
  AutoScalingGroupName: { length: [1, 255] },
  'PutScalingPolicy.PolicyName': { length: [1, 255] },
};
