/** What a load may still send: so many requests in all, and so many of a closed loop's in a minute. */
import { startOfMinute } from '../time';
import type { Pass } from './plan';
import { CEILINGS } from './safety';

/** Of one thread of a load: its share of what all of them may send. */
export interface SendingLimits {
  maxRequests: number;
  maxPerMinute: number;
}

/**
 * Grants one request after the other, until one would be too many. From then on it grants none, for the load is to end: one that is
 * slowed down is another load than was planned, and what follows from it says nothing.
 *
 * Minutes are those of the lab that CloudWatch counts by. In each, all requests count, but only closed loops are held to the
 * limit: a rate has been checked before (`checkSafety`), and after a stall may put into one minute what was due in the last.
 */
export class Allowance {
  #granted = 0;
  #minute = NaN;
  #inMinute = 0;
  #exceeded: string | undefined;

  /** @param threads that share the load, of which this is for one */
  constructor(
    private readonly limits: SendingLimits,
    private readonly threads = 1,
  ) {}

  /**
   * Whether a pass may send one more request. What is granted counts as sent.
   *
   * @param now lab time in milliseconds since the epoch
   */
  grants(kind: Pass['kind'], now: number): boolean {
    const minute = startOfMinute(now);
    if (minute !== this.#minute) [this.#minute, this.#inMinute] = [minute, 0];
    this.#exceeded ??= this.#judge(kind);
    if (this.#exceeded !== undefined) return false;
    this.#granted++;
    this.#inMinute++;
    return true;
  }

  /** Why no more may be sent, and what to do, in words; undefined while nothing was refused. */
  get exceeded(): string | undefined {
    return this.#exceeded;
  }

  #judge(kind: Pass['kind']): string | undefined {
    const { maxRequests, maxPerMinute } = this.limits;
    const who = this.threads === 1 ? 'the load' : `each of the ${this.threads} threads of the load`;
    if (this.#granted >= maxRequests)
      return (
        `Expected ${who} to send ${maxRequests} requests at most, found that there would be more. ` +
        `Plan for less, or raise maxRequests, up to ${CEILINGS.maxRequests} for all threads.`
      );
    if (kind === 'closed' && this.#inMinute >= maxPerMinute)
      return (
        `Expected ${who} to send ${maxPerMinute} requests a minute at most, found that there would be more in the minute from ` +
        `${new Date(this.#minute).toISOString()}: a closed loop sends as fast as it is answered. ` +
        `Have fewer requests in flight, or raise maxPerMinute, up to ${CEILINGS.maxPerMinute} for all threads.`
      );
    return undefined;
  }
}
