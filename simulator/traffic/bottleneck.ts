/** How long the lab takes for a request: the slowest of its parts serves one after the other. */
import type { Seconds } from '../time';

export interface Capacity {
  /** What client, load balancer and tasks manage together; more in flight wait longer for it. */
  requestsPerSecond: number;
  /** What a request takes when it has the lab for itself. */
  latency: Seconds;
}

/**
 * A queue with one server. Its rate follows Little's law: with n in flight, n / latency as long as that is less than the
 * capacity, and the capacity from there on.
 */
export class Bottleneck {
  #free = -Infinity;

  constructor(readonly capacity: Capacity) {}

  /**
   * When a request that comes `now` is answered, both in milliseconds.
   * @param weight how many requests it stands for
   * @param abreast how many of these are in flight at once; the others follow one after the other. All, if not told
   */
  take(now: number, weight: number, abreast = weight): number {
    const { requestsPerSecond, latency } = this.capacity;
    this.#free = Math.max(this.#free, now) + (weight / requestsPerSecond) * 1000;
    return Math.max(this.#free, now + (weight / abreast) * latency * 1000);
  }
}
