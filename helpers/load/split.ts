/** One load shared out among several generators, and what they did put together again. */
import { addUp, summaries, type Histograms } from './latencies';
import { mostInFlight, type LoadPlan, type Pass } from './plan';
import type { Counts, LoadProgress, LoadResult, PassReport } from './report';
import { noCounts } from './tally';

/** What one generator did. */
export interface PartResult {
  result: LoadResult;
  /** What `result.latency` is a summary of: summaries can't be put together. */
  histograms: Histograms;
}

/**
 * Plans for as many generators, which run at the same time and together send what `plan` asks for: requests, requests in flight
 * and arrivals add up exactly. There are fewer of them where a pass has too little for everyone, for each must have
 * one request and one place in flight in every pass.
 *
 * A closed pass ends for each generator by itself once it has sent its own share of `maxRequests`.
 */
export function splitPlan(plan: LoadPlan, generators: number): LoadPlan[] {
  const of = Math.min(generators, ...plan.passes.map(mostShares));
  if (of === 1) return [plan];
  return Array.from({ length: of }, (_, part) => ({
    ...plan,
    passes: plan.passes.map((pass) => sharedOut(pass, part, of)),
  }));
}

/** What one of several gets of a whole number, so that all together have it exactly. */
export const share = (whole: number, part: number, of: number): number =>
  Math.floor(whole / of) + (part < whole % of ? 1 : 0);

const mostShares = (pass: Pass): number =>
  Math.min(mostInFlight(pass), pass.kind === 'closed' ? pass.maxRequests : Infinity);

function sharedOut(pass: Pass, part: number, of: number): Pass {
  if (pass.kind === 'closed')
    return { ...pass, inFlight: share(pass.inFlight, part, of), maxRequests: share(pass.maxRequests, part, of) };
  const { share: mine = { part: 0, of: 1 }, maxInFlight } = pass;
  return {
    ...pass,
    maxInFlight: share(maxInFlight, part, of),
    share: { part: mine.part + part * mine.of, of: mine.of * of },
  };
}

/**
 * Counts added, latencies from the histograms added, from the first start to the last end. Passes are put together by their
 * place in the order: a generator that was faster may have had more of them.
 */
export function mergeResults(parts: readonly PartResult[]): LoadResult {
  const results = parts.map(({ result }) => result);
  const rounds = Math.max(...results.map(({ passes }) => passes.length));
  return {
    ...span(results),
    passes: Array.from({ length: rounds }, (_, i) => mergePasses(results.flatMap(({ passes }) => passes[i] ?? []))),
    ...addCounts(results),
    byStatus: addRecords(results.map(({ byStatus }) => byStatus)),
    failures: addRecords(results.map(({ failures }) => failures)),
    bytesRead: sum(results.map(({ bytesRead }) => bytesRead)),
    sentPerMinute: addRecords(results.map(({ sentPerMinute }) => sentPerMinute)),
    latency: summaries(addUp(parts.map(({ histograms }) => histograms))),
    generator: {
      threads: sum(results.map(({ generator }) => generator.threads)),
      utilization: Math.max(...results.map(({ generator }) => generator.utilization)),
    },
    endedBecause:
      (['stop', 'finish'] as const).find((why) => results.some((each) => each.endedBecause === why)) ?? 'plan',
  };
}

/** All of them run the passes of one plan, so that passes are not added. */
export const mergeProgress = (all: readonly LoadProgress[]): LoadProgress => ({
  ...addCounts(all),
  passes: Math.max(...all.map(({ passes }) => passes)),
  bytesRead: sum(all.map(({ bytesRead }) => bytesRead)),
});

const mergePasses = (passes: readonly PassReport[]): PassReport => ({
  kind: passes[0]!.kind,
  ...span(passes),
  ...addCounts(passes),
});

const span = (all: readonly { startedAt: number; endedAt: number }[]) => ({
  startedAt: Math.min(...all.map(({ startedAt }) => startedAt)),
  endedAt: Math.max(...all.map(({ endedAt }) => endedAt)),
});

function addCounts(all: readonly Counts[]): Counts {
  const total = noCounts();
  for (const count of Object.keys(total) as (keyof Counts)[]) total[count] = sum(all.map((each) => each[count]));
  return total;
}

/** In the order of their keys: minutes stay one after the other. */
function addRecords(all: readonly Record<string, number>[]): Record<string, number> {
  const keys = [...new Set(all.flatMap(Object.keys))].sort();
  return Object.fromEntries(keys.map((key) => [key, sum(all.map((each) => each[key] ?? 0))]));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
