/** Counts what a run has sent and what became of it. */
import type { Counts, LoadProgress, LoadResult, PassReport } from './report';
import type { Outcome } from './transport';

export class Tally {
  readonly #counts: Counts = none();
  readonly #passes: PassReport[] = [];
  readonly #byStatus: Record<string, number> = {};
  readonly #failures: Record<string, number> = {};
  readonly #sentPerMinute: Record<string, number> = {};
  #bytesRead = 0;
  /** The minute of the last request, as a number and as a key: most requests fall into the same one. */
  #minute = NaN;
  #minuteKey = '';

  /** Moments are lab time, in milliseconds since the epoch. */
  beginPass(now: number): void {
    this.#passes.push({ startedAt: now, endedAt: now, ...none() });
  }

  endPass(now: number): void {
    this.#pass.endedAt = now;
  }

  sent(now: number): void {
    this.#counts.sent++;
    this.#pass.sent++;
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#minuteKey = `${new Date(now).toISOString().slice(0, 16)}Z`;
    }
    increment(this.#sentPerMinute, this.#minuteKey);
  }

  became(outcome: Outcome): void {
    this.#counts[outcome.kind]++;
    this.#pass[outcome.kind]++;
    this.#bytesRead += outcome.bytes;
    if (outcome.kind === 'completed') increment(this.#byStatus, outcome.status);
    if (outcome.kind === 'failed') increment(this.#failures, outcome.why);
  }

  get underWay(): number {
    const { sent, completed, failed, abandoned } = this.#counts;
    return sent - completed - failed - abandoned;
  }

  get progress(): LoadProgress {
    return { ...this.#counts, passes: this.#passes.length, bytesRead: this.#bytesRead };
  }

  result(startedAt: number, endedAt: number, endedBecause: LoadResult['endedBecause']): LoadResult {
    return {
      startedAt,
      endedAt,
      passes: this.#passes,
      ...this.#counts,
      byStatus: this.#byStatus,
      failures: this.#failures,
      bytesRead: this.#bytesRead,
      sentPerMinute: this.#sentPerMinute,
      endedBecause,
    };
  }

  get #pass(): PassReport {
    return this.#passes.at(-1)!;
  }
}

const none = (): Counts => ({ sent: 0, completed: 0, failed: 0, abandoned: 0 });

const increment = (counts: Record<string, number>, key: string | number): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};
