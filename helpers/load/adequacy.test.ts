/** Tests of which load counts as the one that was asked for. */
import { shortfall, tooThin } from './adequacy';
import type { Latency, LoadResult, PassReport } from './report';

const latency = (p99: number): Latency => ({ count: 1000, p50: 1, p90: 2, p99, max: p99 });

function result(pass: Partial<PassReport>, change: Partial<LoadResult['generator']> = {}, lag = 3): LoadResult {
  const counts = {
    planned: 1000,
    sent: 1000,
    completed: 1000,
    failed: 0,
    abandoned: 0,
    droppedLate: 0,
    droppedOverload: 0,
    notReached: 0,
  };
  return {
    ...counts,
    startedAt: 0,
    endedAt: 1,
    passes: [{ kind: 'open', startedAt: 0, endedAt: 1, ...counts, ...pass }],
    byStatus: {},
    failures: {},
    bytesRead: 0,
    sentPerMinute: {},
    latency: { response: latency(9), service: latency(9), lag: latency(lag) },
    generator: { threads: 1, utilization: 0.1, ...change },
    endedBecause: 'plan',
  };
}

it.each<[string, LoadResult]>([
  ['all was sent', result({})],
  ['two in a hundred were dropped', result({ sent: 980, completed: 980, droppedLate: 20 })],
  [
    'the rest was not reached, since it was ended',
    { ...result({ sent: 500, completed: 500, notReached: 500 }), endedBecause: 'stop' },
  ],
  ['two in a hundred failed', result({ completed: 980, failed: 20 })],
  ['the last ones were left without an answer', result({ completed: 900, abandoned: 100 })],
  ['the thread was as busy as it may be', result({}, { utilization: 0.8 }, 20)],
  ['the pass is closed: it has no rate', result({ kind: 'closed' }, { utilization: 1 }, NaN)],
  ['nothing was due', result({ planned: 0, sent: 0 }, {}, NaN)],
])('is enough when %s', (_, load) => {
  expect(shortfall(load)).toBeUndefined();
});

it.each<[string, LoadResult, string]>([
  [
    'three in a hundred were dropped',
    result({ sent: 970, completed: 960, failed: 10, droppedLate: 10, droppedOverload: 20 }),
    'Expected 98 % of 1000 requests to be answered, found 960: 10 came too late, 20 found too many under way, and 10 failed.',
  ],
  [
    'of those that were due when it was ended',
    { ...result({ sent: 470, completed: 470, notReached: 500, droppedLate: 30 }), endedBecause: 'stop' },
    '98 % of 500',
  ],
  ['it did not come to the rest by itself', result({ sent: 500, completed: 500, notReached: 500 }), '98 % of 1000'],
  [
    'fifteen in a hundred failed',
    result({ completed: 850, failed: 150 }),
    'found 850: 0 came too late, 0 found too many under way, and 150 failed',
  ],
  ['they were late', result({}, {}, 5001), 'found requests begun 5001 ms of lab time late'],
  [
    'the thread had no rest',
    result({}, { utilization: 0.81, threads: 2 }),
    'the busiest of its 2 threads at work 81 % of the time',
  ],
])('falls short when %s', (_, load, sentence) => {
  expect(shortfall(load)).toContain(sentence);
});

it('bears what moves no minute over a line', () => {
  expect(shortfall(result({}, {}, 5000))).toBeUndefined();
});

describe('what must follow from a load', () => {
  const start = Date.parse('2020-03-29T09:41:30Z');
  const load = (counts: Record<string, number>): LoadResult => ({
    ...result({ kind: 'closed' }),
    startedAt: start,
    endedAt: start + 180_000,
    sentPerMinute: counts,
  });

  it('needs one whole minute that has enough', () => {
    const counts = { '2020-03-29T09:41Z': 9, '2020-03-29T09:42Z': 10, '2020-03-29T09:43Z': 41, '2020-03-29T09:44Z': 5 };
    expect(tooThin(load(counts), { perMinute: 8000 }, 200)).toBeUndefined();
    expect(tooThin(load(counts), { perMinute: 8200 }, 200)).toContain(
      'Expected more than 8200 requests a minute, found 8200 at most in 2 whole minutes.',
    );
  });

  it('is not judged by minutes that the load only touched', () => {
    expect(tooThin(load({ '2020-03-29T09:41Z': 9, '2020-03-29T09:44Z': 5 }), { perMinute: 8000 }, 200)).toBeUndefined();
  });

  it('needs as many of them on end as are asked for', () => {
    const three = { perMinute: 8000, minutes: 3 };
    const long = (...counts: number[]): LoadResult => ({
      ...load(Object.fromEntries(counts.map((count, i) => [`2020-03-29T09:${42 + i}Z`, count]))),
      endedAt: start + 600_000,
    });
    expect(tooThin(long(30, 41, 41, 41, 30), three, 200)).toBeUndefined();
    expect(tooThin(long(41, 41, 40, 41, 41), three, 200)).toContain(
      'more than 8000 requests a minute for 3 minutes on end, found 8200 at most in 5 whole minutes',
    );
    expect(tooThin(long(41, 41), three, 200)).toBeUndefined();
  });
});
