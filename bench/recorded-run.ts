/** The recorded run's intervals beside the simulator's, over a number of seeds. */
import { gapsOf, recordedGaps, rerun, type Gaps } from '../fixtures/recorded-run';

/** Where the ranges come from: the lab's own run and other captures of the same events. */
const intervals: Record<keyof Gaps, { what: string; range: string }> = {
  started: { what: 'activity → tasks started', range: 'at most 20 s' },
  lastRegistered: { what: 'tasks started → last registered', range: '20–65 s' },
  steady: { what: 'activity → steady state', range: 'at most 100 s' },
  deregistered: { what: 'scale-in activity → target draining', range: 'at most 20 s' },
};

/** A row an interval: recorded, and the least, median and most of the reruns. */
export async function compareWithRecording(seeds: number): Promise<string[]> {
  const all: Gaps[] = [];
  for (let seed = 1; seed <= seeds; seed++) all.push(gapsOf(await rerun(seed)));
  return (Object.keys(intervals) as (keyof Gaps)[]).map((key) => {
    const sorted = all.map((gaps) => gaps[key]).sort((a, b) => a - b);
    const [least, median, most] = [sorted[0]!, sorted[Math.floor(seeds / 2)]!, sorted.at(-1)!].map((value) =>
      value.toFixed(0),
    );
    const { what, range } = intervals[key];
    return `${what}: recorded ${recordedGaps[key]} s, simulated ${median} s (${least}–${most}); observed range ${range}`;
  });
}
