/** Tests of which load counts as the one that was asked for. */
import { shortfall } from './adequacy';
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
  ['two in a hundred were dropped', result({ sent: 980, droppedLate: 20 })],
  ['the rest was not reached, since it was ended', result({ sent: 500, notReached: 500 })],
  ['the thread was as busy as it may be', result({}, { utilization: 0.8 }, 20)],
  ['the pass is closed: it has no rate', result({ kind: 'closed' }, { utilization: 1 }, NaN)],
  ['nothing was due', result({ planned: 0, sent: 0 }, {}, NaN)],
])('is enough when %s', (_, load) => {
  expect(shortfall(load)).toBeUndefined();
});

it.each<[string, LoadResult, string]>([
  [
    'three in a hundred were dropped',
    result({ sent: 970, droppedLate: 10, droppedOverload: 20 }),
    'Expected 98 % of 1000 requests to be sent, found 970: 10 came too late and 20 found too many under way.',
  ],
  ['of those that were due', result({ sent: 470, notReached: 500, droppedLate: 30 }), '98 % of 500'],
  ['they were late', result({}, {}, 20.5), 'found requests begun 20.5 ms late'],
  [
    'the thread had no rest',
    result({}, { utilization: 0.81, threads: 2 }),
    'the busiest of its 2 threads at work 81 % of the time',
  ],
])('falls short when %s', (_, load, sentence) => {
  expect(shortfall(load)).toContain(sentence);
});
