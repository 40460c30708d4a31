/** What one MetricDatum of PutMetricData adds to its minute. */
import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { validationError } from './errors';
import type { StatisticSet } from './model';

/**
 * A datum is a Value, a StatisticValues, or Values with Counts; each count is 1 if there are none (API reference,
 * MetricDatum).
 * @throws ValidationException for any other form, and for values that are no finite numbers
 */
export function statisticsOf({ MetricName, Value, StatisticValues, Values, Counts }: MetricDatum): StatisticSet {
  const forms = [Value, StatisticValues, Values].filter((form) => form !== undefined).length;
  if (forms !== 1)
    throw validationError(`Expected one of Value, StatisticValues and Values of ${MetricName}, found ${forms}.`);
  const set = Value !== undefined ? single(Value) : StatisticValues ? given(StatisticValues) : many(Values!, Counts);
  if (!Object.values(set).every(Number.isFinite))
    throw validationError(`Expected finite values of ${MetricName}, found ${JSON.stringify(set)}. Send numbers.`);
  return set;
}

const single = (value: number): StatisticSet => ({ sum: value, count: 1, min: value, max: value });

const given = ({ Sum, SampleCount, Minimum, Maximum }: NonNullable<MetricDatum['StatisticValues']>): StatisticSet => ({
  sum: Sum ?? NaN,
  count: SampleCount ?? NaN,
  min: Minimum ?? NaN,
  max: Maximum ?? NaN,
});

function many(values: readonly number[], counts: readonly number[] = values.map(() => 1)): StatisticSet {
  if (values.length === 0 || values.length !== counts.length)
    throw validationError(
      `Expected a count for each value, found ${values.length} values and ${counts.length} counts.`,
    );
  return {
    sum: values.reduce((sum, value, i) => sum + value * counts[i]!, 0),
    count: counts.reduce((sum, count) => sum + count, 0),
    min: Math.min(...values),
    max: Math.max(...values),
  };
}
