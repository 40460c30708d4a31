/** What the model of Application Auto Scaling says of single members (API reference). */
import {
  MetricStatistic,
  MetricType,
  PolicyType,
  ScalableDimension,
  ServiceNamespace,
  ValidationException,
} from '@aws-sdk/client-application-auto-scaling';
import { oneOf, violations, type Constraints } from '../wire/constraints';

const CONSTRAINTS: Constraints = {
  ServiceNamespace: oneOf(ServiceNamespace),
  ScalableDimension: oneOf(ScalableDimension),
  ResourceId: { length: [1, 1600] },
  ResourceIds: { length: [1, 1600] },
  RoleARN: { length: [1, 1600] },
  PolicyName: { length: [1, 256], pattern: /^\P{C}+$/u, named: '\\p{Print}+' },
  PolicyNames: { length: [1, 1600] },
  PolicyType: oneOf(PolicyType),
  PredefinedMetricType: oneOf(MetricType),
  ResourceLabel: { length: [1, 1023] },
  Statistic: oneOf(MetricStatistic),
  ResourceARN: { length: [1, 1011] },
  TagKeys: { length: [1, 128] },
};

/**
 * Checks all members of an input that the model constrains, those within others too.
 * @throws ValidationException that names every one that does not fit; its text is the one that AWS's services share (observed)
 */
export function checkConstraints(input: object): void {
  const message = violations(input, CONSTRAINTS);
  if (message !== undefined) throw new ValidationException({ message, $metadata: {} });
}
