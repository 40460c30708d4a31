/** The paging of CloudWatch's API: tokens lead through everything exactly once. */
import { InvalidNextToken } from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import { MINUTE } from './metrics';
import { account, alarm, requests, START } from './testing';

/** Everything behind an operation's tokens, page by page. */
function through<T>(ask: (token?: string) => { items: T[]; NextToken?: string }): T[][] {
  const pages: T[][] = [];
  let token: string | undefined;
  do {
    const { items, NextToken } = ask(token);
    pages.push(items);
    token = NextToken;
  } while (token !== undefined && pages.length < 1000);
  return pages;
}

const at = (minute: number): Date => new Date(START + minute * MINUTE);
const names = (alarms: { AlarmName?: string }[]): (string | undefined)[] => alarms.map(({ AlarmName }) => AlarmName);

const Metric = { Namespace: requests.namespace, MetricName: requests.name, Dimensions: [...requests.dimensions] };
const query = (changes: object = {}) => ({ Id: 'm1', MetricStat: { Metric, Period: 60, Stat: 'Sum' }, ...changes });

describe('tokens page through everything exactly once', () => {
  const size = fc.integer({ min: 1, max: 100 });

  it('DescribeAlarms', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 40 }),
        size,
        (all, MaxRecords) => {
          const { cloudwatch } = account();
          for (const name of all) cloudwatch.putAlarm(alarm({ name }));
          const pages = through((NextToken) => {
            const { MetricAlarms: items, ...next } = cloudwatch.operations.DescribeAlarms({ MaxRecords, NextToken });
            return { items, ...next };
          });
          expect(names(pages.flat()).sort()).toEqual([...all].sort());
          expect(pages).toHaveLength(Math.max(1, Math.ceil(all.length / MaxRecords)));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('DescribeAlarms, while alarms come and go', () => {
    const { cloudwatch } = account();
    for (const name of ['a', 'c', 'e', 'g']) cloudwatch.putAlarm(alarm({ name }));
    const first = cloudwatch.operations.DescribeAlarms({ MaxRecords: 2 });
    cloudwatch.deleteAlarms(['a']);
    cloudwatch.putAlarm(alarm({ name: 'b' }));
    const rest = cloudwatch.operations.DescribeAlarms({ MaxRecords: 2, NextToken: first.NextToken });
    expect([...names(first.MetricAlarms), ...names(rest.MetricAlarms)]).toEqual(['a', 'c', 'e', 'g']);
  });

  it.each(['TimestampAscending', 'TimestampDescending'] as const)(
    'DescribeAlarmHistory, %s, while it grows',
    (ScanBy) => {
      const lab = account();
      lab.flow((minute) => (minute % 10 < 5 ? 5000 : 0));
      lab.cloudwatch.putAlarm(alarm());
      lab.minutes(60);
      const ask = { MaxRecords: 3, ScanBy, EndDate: lab.agenda.now() };
      const all = lab.cloudwatch.operations.DescribeAlarmHistory({ ...ask, MaxRecords: 100 }).AlarmHistoryItems;
      const pages = through((NextToken) => {
        const { AlarmHistoryItems: items, ...next } = lab.cloudwatch.operations.DescribeAlarmHistory({
          ...ask,
          NextToken,
        });
        lab.minutes(5);
        return { items, ...next };
      });
      expect(all.length).toBeGreaterThan(12);
      expect(pages.flat()).toEqual(all);
    },
  );

  it('GetMetricData, while datapoints show up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.constantFrom('TimestampAscending', 'TimestampDescending'),
        (MaxDatapoints, ScanBy) => {
          const lab = account();
          lab.flow((minute) => minute);
          lab.minutes(30);
          const MetricDataQueries = [query(), query({ Id: 'm2' })];
          const ask = { MetricDataQueries, StartTime: at(0), EndTime: at(120), ScanBy, MaxDatapoints };
          const expected = lab.cloudwatch.operations.GetMetricData({
            ...ask,
            MaxDatapoints: undefined,
          }).MetricDataResults;
          const pages = through((NextToken) => {
            const { MetricDataResults: items, NextToken: next } = lab.cloudwatch.operations.GetMetricData({
              ...ask,
              NextToken,
            });
            lab.minutes(1);
            return { items: [items], NextToken: next };
          });
          for (const [i, { Values }] of expected.entries())
            expect(pages.flat().flatMap((results) => results[i]!.Values)).toEqual(Values);
          expect(expected[0]!.Values).toHaveLength(28);
          expect(pages.at(-1)![0]!.every(({ StatusCode }) => StatusCode === 'Complete')).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('ListMetrics', () => {
    const lab = account();
    const { cloudwatch } = lab;
    for (let i = 0; i < 1203; i++)
      cloudwatch.publish(
        { namespace: 'n', name: `m${i}`, dimensions: [] },
        START,
        { sum: 1, count: 1, min: 1, max: 1 },
        'None',
        0,
      );
    lab.minutes(1);
    const pages = through((NextToken) => {
      const { Metrics: items, ...next } = cloudwatch.operations.ListMetrics({ NextToken });
      return { items, ...next };
    });
    expect(pages.map(({ length }) => length)).toEqual([500, 500, 203]);
    expect(new Set(pages.flat().map(({ MetricName }) => MetricName)).size).toBe(1203);
  });

  it('and a token is good for nothing else', () => {
    const { cloudwatch } = account();
    for (const name of ['a', 'b']) cloudwatch.putAlarm(alarm({ name }));
    const { NextToken } = cloudwatch.operations.DescribeAlarms({ MaxRecords: 1 });
    for (const token of ['', 'x', 'bnVsbA', `${NextToken}x`])
      expect(() => cloudwatch.operations.DescribeAlarms({ NextToken: token })).toThrow(InvalidNextToken);
    expect(() => cloudwatch.operations.DescribeAlarms({ NextToken, StateValue: 'OK' })).toThrow(InvalidNextToken);
    expect(() => cloudwatch.operations.DescribeAlarmHistory({ NextToken })).toThrow(InvalidNextToken);
  });
});
