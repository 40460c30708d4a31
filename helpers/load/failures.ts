/** Watches for a target that cannot be loaded: how often requests failed lately, and how long to rest after a failure. */
import type { Seconds } from '../time';

/** Sporadic failures should cost next to nothing, a closed port no more than `inFlight` attempts a second. */
const REST_PER_FAILURE: Seconds = 0.01;
const LONGEST_REST: Seconds = 1;

/** Over the last requests, in a window as wide as it is told to be. */
export class RecentFailures {
  readonly #failed: Uint8Array;
  #seen = 0;
  #failures = 0;
  #inARow = 0;

  constructor(window: number) {
    this.#failed = new Uint8Array(window);
  }

  add(failed: boolean): void {
    const at = this.#seen++ % this.#failed.length;
    this.#failures += Number(failed) - this.#failed[at]!;
    this.#failed[at] = Number(failed);
    this.#inARow = failed ? this.#inARow + 1 : 0;
  }

  /** More than half of a full window failed. */
  get tooMany(): boolean {
    return this.#seen >= this.#failed.length && this.#failures > this.#failed.length / 2;
  }

  /** How long the place of a request that failed just now should stay empty. */
  get rest(): Seconds {
    return Math.min(this.#inARow * REST_PER_FAILURE, LONGEST_REST);
  }
}

/** 1000 requests, and four rounds at least: when all connections are cut at once, that is one event and not many. */
export const failureWindow = (inFlight: number): number => Math.max(1000, 4 * inFlight);
