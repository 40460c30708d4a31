/** Tests of sharing out a plan, and of putting results together again. */
import { emptyHistograms, record, summaries } from './latencies';
import { checkPlan, type ClosedPass, type LoadPlan, type OpenPass } from './plan';
import type { LoadResult } from './report';
import { schedule } from './schedule';
import { mergeProgress, mergeResults, splitPlan, type PartResult } from './split';
import { noCounts } from './tally';
import { closed, open, planOf, START } from './testing';

const total = <P>(plans: LoadPlan[], of: (pass: P) => number): number =>
  plans.reduce((sum, { passes }) => sum + of(passes[0] as P), 0);

describe('sharing out', () => {
  it.each([
    [1, 800, 50_000],
    [2, 200, 50_000],
    [3, 200, 50_000],
    [7, 800, 801],
    [4, 5, 5],
    [4, 10, 6],
  ])('gives %d generators %d requests in flight and %d in all', (generators, inFlight, maxRequests) => {
    const parts = splitPlan(planOf(closed({ inFlight, maxRequests })), generators);
    expect(parts).toHaveLength(generators);
    expect(total<ClosedPass>(parts, (pass) => pass.inFlight)).toBe(inFlight);
    expect(total<ClosedPass>(parts, (pass) => pass.maxRequests)).toBe(maxRequests);
    for (const part of parts) {
      expect(() => checkPlan(part)).not.toThrow();
      const [pass] = part.passes as ClosedPass[];
      if (maxRequests >= inFlight) expect(pass!.maxRequests).toBeGreaterThanOrEqual(pass!.inFlight);
    }
  });

  it('takes fewer generators where a pass has too little for all', () => {
    const passes = [closed({ inFlight: 800 }), open({ maxInFlight: 3 })];
    expect(splitPlan({ ...planOf(closed()), passes }, 8)).toHaveLength(3);
    expect(splitPlan(planOf(closed({ inFlight: 10, maxRequests: 2 })), 8)).toHaveLength(2);
    const plan = planOf(closed({ inFlight: 1 }));
    expect(splitPlan(plan, 8)).toEqual([plan]);
  });

  it('gives each its turn among the arrivals of an open pass, also of a share of one', () => {
    const due = (pass: OpenPass): number[] => {
      const { count, due } = schedule(pass);
      return Array.from({ length: count }, (_, i) => due(i));
    };
    for (const share of [undefined, { part: 1, of: 2 }]) {
      const pass = open({ maxInFlight: 10, share });
      const parts = splitPlan(planOf(pass), 3);
      expect(total<OpenPass>(parts, ({ maxInFlight }) => maxInFlight)).toBe(10);
      const all = parts.flatMap(({ passes }) => due(passes[0] as OpenPass));
      expect(all.sort((a, b) => a - b)).toEqual(due(pass));
      for (const part of parts) expect(() => checkPlan(part)).not.toThrow();
    }
  });
});

describe('putting together', () => {
  const part = (change: Partial<LoadResult>, ...tookMs: number[]): PartResult => {
    const histograms = emptyHistograms();
    for (const ms of tookMs) record(histograms.service, ms);
    const result: LoadResult = {
      ...noCounts(),
      startedAt: START,
      endedAt: START + 1000,
      passes: [],
      byStatus: {},
      failures: {},
      bytesRead: 10,
      sentPerMinute: {},
      latency: summaries(histograms),
      generator: { threads: 1, utilization: 0.25 },
      endedBecause: 'plan',
      ...change,
    };
    return { result, histograms };
  };
  const pass = (startedAt: number, endedAt: number, sent: number) =>
    ({ kind: 'closed', ...noCounts(), startedAt, endedAt, planned: sent, sent, completed: sent }) as const;

  it('adds what can be added, and spans the whole time', () => {
    const merged = mergeResults([
      part(
        {
          startedAt: START + 5,
          sent: 3,
          completed: 3,
          byStatus: { 200: 3 },
          sentPerMinute: { '2020-03-29T09:42Z': 3 },
          passes: [pass(5, 20, 2), pass(20, 30, 1)],
          generator: { threads: 1, utilization: 0.5 },
        },
        10,
        30,
      ),
      part(
        {
          endedAt: START + 2000,
          sent: 4,
          completed: 2,
          failed: 2,
          byStatus: { 200: 1, 503: 1 },
          failures: { timeout: 2 },
          sentPerMinute: { '2020-03-29T09:41Z': 1, '2020-03-29T09:42Z': 3 },
          passes: [pass(4, 19, 4)],
          endedBecause: 'finish',
        },
        20,
      ),
    ]);
    expect(merged).toMatchObject({
      startedAt: START,
      endedAt: START + 2000,
      sent: 7,
      completed: 5,
      failed: 2,
      bytesRead: 20,
      byStatus: { 200: 4, 503: 1 },
      failures: { timeout: 2 },
      passes: [
        { startedAt: 4, endedAt: 20, sent: 6, completed: 6 },
        { startedAt: 20, endedAt: 30, sent: 1 },
      ],
      generator: { threads: 2, utilization: 0.5 },
      endedBecause: 'finish',
    });
    expect(Object.entries(merged.sentPerMinute)).toEqual([
      ['2020-03-29T09:41Z', 1],
      ['2020-03-29T09:42Z', 6],
    ]);
    const { count, p50, max } = merged.latency.service;
    expect(count).toBe(3);
    expect(p50).toBeCloseTo(20, 1);
    expect(max).toBeCloseTo(30, 1);
  });

  it('changes nothing of a single one', () => {
    const only = part({ sent: 2, planned: 2, completed: 2, passes: [pass(1, 2, 2)], sentPerMinute: { a: 2 } }, 1, 2);
    expect(mergeResults([only])).toEqual(only.result);
  });

  it('knows of a stop before a finish', () => {
    const ends = (['plan', 'finish', 'stop'] as const).map((endedBecause) => part({ endedBecause }));
    expect(mergeResults(ends).endedBecause).toBe('stop');
  });

  it('adds progress, but not the passes: all run the same', () => {
    const progress = { ...noCounts(), sent: 5, passes: 2, bytesRead: 7 };
    expect(mergeProgress([progress, { ...progress, passes: 1 }])).toMatchObject({ sent: 10, passes: 2, bytesRead: 14 });
  });
});
