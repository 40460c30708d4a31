/** Watches for a target that cannot be loaded: how often requests failed lately, and how long to rest after a failure. */
import type { Seconds } from '../time';

/** Sporadic failures should cost next to nothing, a closed port no more than `inFlight` attempts a second. */
const REST_PER_FAILURE: Seconds = 0.01;
const LONGEST_REST: Seconds = 1;

/** How long the place of a request that failed just now should stay empty, it being the last of so many in a row. */
const restAfter = (inARow: number): Seconds => Math.min(inARow * REST_PER_FAILURE, LONGEST_REST);

/** Failures in a row, with nothing completed, that mean a target which cannot be reached. Of all threads of a load together. */
const UNREACHABLE = 10;
/** So many one thread must have all the same: one or two of its requests may fail by chance. */
const FEWEST_IN_A_ROW = 3;
/** So long without an answer, and with as many failures in a row, a target that has answered before is not reached any more either. */
const SILENT: Seconds = 60;
/** Of fewer requests, or responses, no share is judged. Of all threads of a load together. */
const ENOUGH = 200;
/** All that happens at the start of a load, such as connections that are cut while a load balancer grows, is let pass. */
const GRACE: Seconds = 15;
const FAILURES = { within: 10, share: 0.5 };
/** While targets register or drain, 503s and 502s are expected, and for a while they may be nearly all. */
const SERVER_ERRORS = { within: 60, share: 0.9 };

/** What came to its end in one second. */
interface Second {
  completed: number;
  failed: number;
  /** Of those completed. */
  serverErrors: number;
}

/**
 * Tells when to end a load that its target does not take. It only ever says "end": a breaker that pauses and tries again
 * would change the load that was planned, and with it what is tested.
 *
 * Each thread of a load judges by its share of the requests. All moments are lab time, in milliseconds since the epoch. Once there
 * is a reason, it stays.
 */
export class Breaker {
  /** A ring: the second numbered n since the start is at n % length. */
  readonly #seconds = Array.from({ length: SERVER_ERRORS.within }, none);
  #second = 0;
  #completed = 0;
  #lastAnswer: number;
  #inARow = 0;
  #reason: string | undefined;

  readonly #enough: number;
  readonly #unreachable: number;

  /**
   * @param startedAt when the first request is sent
   * @param threads that share the load, of which this watches one
   * @param atOnce how many requests a closed pass begins with: the first to fail may be the first to end
   */
  constructor(
    private readonly startedAt: number,
    threads = 1,
    atOnce = 0,
  ) {
    this.#lastAnswer = startedAt;
    this.#enough = Math.ceil(ENOUGH / threads);
    this.#unreachable = Math.max(FEWEST_IN_A_ROW, Math.ceil(UNREACHABLE / threads), atOnce);
  }

  /**
   * A request has come to its end; one that was abandoned says nothing about the target.
   *
   * @param status of a response; any number for a request that failed
   */
  outcome(kind: 'completed' | 'failed', status: number, now: number): void {
    this.#turnTo(Math.floor((now - this.startedAt) / 1000));
    const second = this.#seconds[this.#second % this.#seconds.length]!;
    second[kind]++;
    if (kind === 'completed') {
      this.#completed++;
      this.#lastAnswer = now;
      this.#inARow = 0;
      if (status >= 500) second.serverErrors++;
    } else {
      this.#inARow++;
    }
    this.#reason ??= this.#judge((now - this.startedAt) / 1000, (now - this.#lastAnswer) / 1000);
  }

  /** Why the load should end, in words; undefined while it should go on. */
  get tooMany(): string | undefined {
    return this.#reason;
  }

  /** How long the place of a request that failed just now should stay empty. */
  get rest(): Seconds {
    return restAfter(this.#inARow);
  }

  /** Forgets the seconds that the ring has no more room for. A clock that is set back stands still here. */
  #turnTo(second: number): void {
    const { length } = this.#seconds;
    for (let at = Math.max(this.#second + 1, second - length + 1); at <= second; at++)
      this.#seconds[at % length] = none();
    this.#second = Math.max(this.#second, second);
  }

  #judge(elapsed: Seconds, silence: Seconds): string | undefined {
    if (this.#completed === 0 && this.#inARow >= this.#unreachable)
      return `nothing was ever answered, and ${this.#inARow} requests in a row failed`;
    if (silence >= SILENT && this.#inARow >= this.#unreachable)
      return `nothing was answered for ${Math.floor(silence)} s, and ${this.#inARow} requests in a row failed`;
    if (elapsed < GRACE) return undefined;
    const { completed, failed } = this.#last(FAILURES.within);
    if (this.#exceeds(failed, completed + failed, FAILURES.share))
      return `over ${FAILURES.share * 100} % of the requests of the last ${FAILURES.within} s failed: ${failed} of ${completed + failed}`;
    if (elapsed < SERVER_ERRORS.within) return undefined;
    const { completed: answered, serverErrors } = this.#last(SERVER_ERRORS.within);
    if (this.#exceeds(serverErrors, answered, SERVER_ERRORS.share))
      return `over ${SERVER_ERRORS.share * 100} % of the responses of the last ${SERVER_ERRORS.within} s were errors of the server (5xx): ${serverErrors} of ${answered}`;
    return undefined;
  }

  /** The second under way and those before it. Seconds before the start are empty. */
  #last(seconds: Seconds): Second {
    const sum = none();
    for (let back = 0; back < Math.min(seconds, this.#second + 1); back++) {
      const { completed, failed, serverErrors } = this.#seconds[(this.#second - back) % this.#seconds.length]!;
      sum.completed += completed;
      sum.failed += failed;
      sum.serverErrors += serverErrors;
    }
    return sum;
  }

  #exceeds(part: number, whole: number, share: number): boolean {
    return whole >= this.#enough && part > share * whole;
  }
}

const none = (): Second => ({ completed: 0, failed: 0, serverErrors: 0 });
