/** Counts what a run has sent and what became of it. */
import { record, summaries, type Histograms } from './latencies';
import type { Pass } from './plan';
import type { Counts, LoadProgress, LoadResult, PassReport } from './report';
import type { Outcome } from './transport';

/** Why an arrival of an open pass was not sent. */
export type Dropped = 'droppedLate' | 'droppedOverload' | 'notReached';

/** All moments are lab time, in milliseconds since the epoch. */
export class Tally {
  readonly #counts = noCounts();
  readonly #passes: PassReport[] = [];
  readonly #byStatus: Record<string, number> = {};
  readonly #failures: Record<string, number> = {};
  readonly #sentPerMinute: Record<string, number> = {};
  #bytesRead = 0;
  /** The minute of the last request, as a number and as a key: most requests fall into the same one. */
  #minute = NaN;
  #minuteKey = '';

  constructor(readonly histograms: Histograms) {}

  beginPass(kind: Pass['kind'], now: number): void {
    this.#passes.push({ kind, startedAt: now, endedAt: now, ...noCounts() });
  }

  endPass(now: number): void {
    this.#pass.endedAt = now;
  }

  /** @param due the moment that an open pass had for it */
  sent(now: number, due?: number): void {
    this.#add('planned');
    this.#add('sent');
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#minuteKey = `${new Date(now).toISOString().slice(0, 16)}Z`;
    }
    increment(this.#sentPerMinute, this.#minuteKey);
    if (due !== undefined) record(this.histograms.lag, now - due);
  }

  drop(why: Dropped, arrivals = 1): void {
    this.#add('planned', arrivals);
    this.#add(why, arrivals);
  }

  /** @param due as `sent` was told */
  became(outcome: Outcome, now: number, sentAt: number, due = sentAt): void {
    this.#add(outcome.kind);
    this.#bytesRead += outcome.bytes;
    if (outcome.kind === 'abandoned') return;
    if (outcome.kind === 'completed') increment(this.#byStatus, outcome.status);
    else increment(this.#failures, outcome.why);
    record(this.histograms.service, now - sentAt);
    record(this.histograms.response, now - due);
  }

  get underWay(): number {
    const { sent, completed, failed, abandoned } = this.#counts;
    return sent - completed - failed - abandoned;
  }

  get progress(): LoadProgress {
    return { ...this.#counts, passes: this.#passes.length, bytesRead: this.#bytesRead };
  }

  /** @param utilization of the thread, from 0 to 1 */
  result(
    startedAt: number,
    endedAt: number,
    endedBecause: LoadResult['endedBecause'],
    utilization: number,
  ): LoadResult {
    return {
      startedAt,
      endedAt,
      passes: this.#passes,
      ...this.#counts,
      byStatus: this.#byStatus,
      failures: this.#failures,
      bytesRead: this.#bytesRead,
      sentPerMinute: this.#sentPerMinute,
      latency: summaries(this.histograms),
      generator: { threads: 1, utilization },
      endedBecause,
    };
  }

  get #pass(): PassReport {
    return this.#passes.at(-1)!;
  }

  #add(count: keyof Counts, times = 1): void {
    this.#counts[count] += times;
    this.#pass[count] += times;
  }
}

export const noCounts = (): Counts => ({
  planned: 0,
  sent: 0,
  completed: 0,
  failed: 0,
  abandoned: 0,
  droppedLate: 0,
  droppedOverload: 0,
  notReached: 0,
});

const increment = (counts: Record<string, number>, key: string | number): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};
