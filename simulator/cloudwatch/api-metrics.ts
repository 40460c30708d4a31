/** CloudWatch's operations on metrics, as the SDK's client calls them. */
import type * as sdk from '@aws-sdk/client-cloudwatch';
import {
  InvalidParameterCombinationException,
  InvalidParameterValueException,
  type StandardUnit,
  type Statistic,
} from '@aws-sdk/client-cloudwatch';
import type { World } from '../world';
import { issue } from '../paging';
import type { Operations } from '../wire/service';
import { checkAtMost, checkPeriod, pageSize, refuseUnsimulated, validationError } from './errors';
import { statisticsOf } from './datum';
import { MINUTE, statisticOf, type Aggregate, type MetricStore } from './metrics';
import type { Dimension, MetricIdentity } from './model';
import { pageAfter, redeem } from './paging';

/** API reference, ListMetrics: up to 500 results are returned for any one call. */
const METRICS_A_PAGE = 500;
/** API reference, PutMetricData: up to 1000 different metrics a request. */
const MOST_DATA = 1000;
/** API reference, GetMetricData: 500 queries, 100,800 datapoints. */
const MOST_QUERIES = 500;
const MOST_DATAPOINTS = 100_800;
/** API reference, GetMetricStatistics: "the maximum number of data points returned from a single call is 1,440". */
const MOST_STATISTICS = 1440;
/** API reference, ListMetrics: RecentlyActive is PT3H or nothing. */
const RECENTLY = 3 * 3_600_000;
/** API reference, PutMetricData: timestamps from two weeks before to two hours after now. */
const OLDEST = 14 * 86_400_000;
const NEWEST = 2 * 3_600_000;

export const STATISTICS: readonly Statistic[] = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'];

export function metricOperations(world: World, metrics: MetricStore) {
  const read = (metric: MetricIdentity, unit: string | undefined, asked: Range, period: number, now: number) =>
    (metrics.find(metric, unit)?.periods(asked.from, asked.to, period, now) ?? []).filter(
      // A period is told by its start, which must be in range itself.
      ({ start }) => start >= asked.from,
    );

  return {
    /** Values are visible at once: AWS promises "within a few minutes" to a custom metric that it knows. */
    PutMetricData({ Namespace, MetricData = [], ...others }) {
      refuseUnsimulated('PutMetricData', others);
      if (Namespace.startsWith('AWS/'))
        throw new InvalidParameterValueException({
          message: `The value ${Namespace} for parameter Namespace is invalid: it must not begin with AWS/.`,
          $metadata: {},
        });
      checkAtMost('MetricData', MetricData, MOST_DATA);
      const now = world.agenda.ms;
      const taken = MetricData.map((datum) => {
        const { MetricName, Dimensions = [], Timestamp, Unit, StorageResolution } = datum;
        refuseUnsimulated('PutMetricData', { StorageResolution: StorageResolution === 1 ? 1 : undefined });
        const at = Timestamp?.getTime() ?? now;
        if (at < now - OLDEST || at > now + NEWEST)
          throw new InvalidParameterValueException({
            message: `Timestamp must be from two weeks before to two hours after now, found ${iso(at)}; it is ${iso(now)}.`,
            $metadata: {},
          });
        const metric = { namespace: Namespace, name: MetricName, dimensions: Dimensions };
        const kept = metrics.find(metric)?.unit;
        if (kept !== undefined && kept !== (Unit ?? 'None'))
          throw validationError(
            `${MetricName} is kept in ${kept}; a second unit (${Unit ?? 'None'}) is not simulated.`,
          );
        const minute = Math.floor(at / MINUTE) * MINUTE;
        return { metric, unit: Unit ?? 'None', datapoint: { minute, visibleAt: now, ...statisticsOf(datum) } };
      });
      for (const { metric, datapoint, unit } of taken) metrics.put(metric, datapoint, unit);
    },

    /**
     * Datapoints by query, newest first unless told. A later page shows the metrics as they were visible when the first
     * was asked for, so that a datapoint that shows in between moves none of the others.
     */
    GetMetricData({ MaxDatapoints, NextToken, ...request }) {
      const { MetricDataQueries, StartTime, EndTime, ScanBy, LabelOptions } = request;
      refuseUnsimulated('GetMetricData', { LabelOptions });
      const asked = rangeOf(StartTime, EndTime);
      checkIds(MetricDataQueries.map(({ Id }) => Id));
      const size = pageSize('maxDatapoints', MaxDatapoints, MOST_DATAPOINTS);
      const token = NextToken === undefined ? undefined : redeem(['GetMetricData', request], NextToken);
      const [now, start] = (token as readonly [number, number] | undefined) ?? [world.agenda.ms, 0];
      const queries = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map((query) => {
        const { Id, MetricStat, Label, Expression, Period, AccountId } = query;
        refuseUnsimulated('GetMetricData', { Expression, Period, AccountId });
        if (!MetricStat) throw validationError(`Expected a MetricStat in query ${Id}, found none. Add one.`);
        const { Metric, Period: period, Unit, Stat } = MetricStat;
        checkPeriod(period);
        const statistic = statisticNamed(Stat);
        const { Namespace = '', MetricName = '', Dimensions = [] } = Metric;
        const metric = { namespace: Namespace, name: MetricName, dimensions: Dimensions };
        const found = read(metric, Unit, asked, period, now);
        const points = found.map((period) => ({ at: period.start, value: statisticOf(period, statistic) }));
        return {
          Id,
          // AWS tells queries apart by what they do not share; the lab's asks for one metric or names its labels.
          Label: Label ?? MetricName,
          points: ScanBy === 'TimestampAscending' ? points : points.reverse(),
        };
      });
      let offset = 0;
      const MetricDataResults = queries.map(({ Id, Label, points }) => {
        const page = points.slice(Math.max(0, start - offset), Math.max(0, start + size - offset));
        offset += points.length;
        return {
          Id,
          Label,
          Timestamps: page.map(({ at }) => new Date(at)),
          Values: page.map(({ value }) => value),
          StatusCode: offset <= start + size ? ('Complete' as const) : ('PartialData' as const),
        };
      });
      const next = offset > start + size && issue(['GetMetricData', request], [now, start + size]);
      return { MetricDataResults, Messages: [], ...(next && { NextToken: next }) };
    },

    /** Oldest first; AWS: "data points are not returned in chronological order". */
    GetMetricStatistics({ Namespace, MetricName, Dimensions = [], StartTime, EndTime, Period, Statistics, ...others }) {
      const { Unit, ExtendedStatistics } = others;
      refuseUnsimulated('GetMetricStatistics', { ExtendedStatistics });
      checkPeriod(Period);
      const asked = rangeOf(StartTime, EndTime);
      if (!Statistics?.length) throw validationError('Expected one or more Statistics, found none. Add them.');
      const points = Math.ceil((asked.to - asked.from) / (Period * 1000));
      if (points > MOST_STATISTICS)
        throw new InvalidParameterCombinationException({
          message:
            `You have requested up to ${points} datapoints, which exceeds the limit of ${MOST_STATISTICS}. ` +
            'You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
          $metadata: {},
        });
      const metric = { namespace: Namespace, name: MetricName, dimensions: Dimensions };
      const unit = metrics.find(metric)?.unit as StandardUnit | undefined;
      const told = (period: Aggregate): Partial<Record<Statistic, number>> =>
        Object.fromEntries(Statistics.map((name) => [name, statisticOf(period, statisticNamed(name))]));
      const Datapoints = read(metric, Unit, asked, Period, world.agenda.ms).map((period) => ({
        Timestamp: new Date(period.start),
        Unit: unit,
        ...told(period),
      }));
      return { Label: MetricName, Datapoints };
    },

    /** Metrics with a visible datapoint; AWS may take up to 15 minutes to list a new one (API reference). */
    ListMetrics({ NextToken, ...request }) {
      const { Namespace, MetricName, Dimensions, RecentlyActive, ...others } = request;
      refuseUnsimulated('ListMetrics', others);
      const now = world.agenda.ms;
      const filters = (Dimensions ?? []) as { Name: string; Value?: string }[];
      const has = (dimensions: readonly Dimension[]): boolean =>
        filters.every(({ Name, Value }) =>
          dimensions.some((found) => found.Name === Name && (Value === undefined || found.Value === Value)),
        );
      const listed = metrics.list().filter(({ series }) => {
        const newest = series.newest(now);
        return (
          newest !== undefined &&
          (RecentlyActive === undefined || newest >= now - RECENTLY) &&
          (Namespace === undefined || series.identity.namespace === Namespace) &&
          (MetricName === undefined || series.identity.name === MetricName) &&
          has(series.identity.dimensions)
        );
      });
      const { page, ...next } = pageAfter({
        request: ['ListMetrics', request],
        items: listed,
        key: ({ key }) => key,
        size: METRICS_A_PAGE,
        token: NextToken,
      });
      const told = ({ namespace, name, dimensions }: MetricIdentity) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: dimensions.map(({ Name, Value }) => ({ Name, Value })),
      });
      return { Metrics: page.map(({ series }) => told(series.identity)), ...next };
    },
  } satisfies Operations<typeof sdk>;
}

/** Half-open, in milliseconds since the epoch. */
interface Range {
  from: number;
  to: number;
}

/** "Start time less than 15 days ago - Round down to the nearest whole minute" (API reference, GetMetricData). */
function rangeOf(start: Date, end: Date): Range {
  if (start >= end)
    throw new InvalidParameterValueException({
      message: `The parameter StartTime must be less than the parameter EndTime, found ${iso(+start)} and ${iso(+end)}.`,
      $metadata: {},
    });
  return { from: Math.floor(start.getTime() / MINUTE) * MINUTE, to: end.getTime() };
}

function checkIds(ids: readonly string[]): void {
  if (ids.length === 0 || ids.length > MOST_QUERIES)
    throw validationError(
      `Expected 1 to ${MOST_QUERIES} MetricDataQueries, found ${ids.length}. Ask in several calls.`,
    );
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw validationError(`Expected each Id once, found ${twice} again. Rename one.`);
  const odd = ids.find((id) => !/^[a-z][a-zA-Z0-9_]*$/.test(id));
  if (odd !== undefined)
    throw validationError(`An Id is letters, digits and _ after a lower-case letter, found "${odd}". Rename it.`);
}

function statisticNamed(name: string): Statistic {
  const statistic = STATISTICS.find((known) => known === name);
  if (!statistic) throw validationError(`The statistic ${name} is not simulated. Use ${STATISTICS.join(', ')}.`);
  return statistic;
}

const iso = (ms: number): string => new Date(ms).toISOString();
