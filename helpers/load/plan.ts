/** What load to send, as data: passes in order, round and round, and when it is enough. */
import type { Seconds } from '../time';
import { withoutPasswords } from './secrets';

/** What each request of a pass is. */
export interface Request {
  /** `http://host[:port]/path`, or https */
  url: string;
  /** Whether connections are used again; ab opens one for each request, unless told `-k`. */
  keepAlive?: boolean;
  /** Beside Host, User-Agent and Accept. */
  headers?: Readonly<Record<string, string>>;
  /** Silence before a request is given up, in real time; ab's default of 30 s if not told. */
  timeout?: Seconds;
}

/** A closed loop, as `ab` runs one: each answer makes room for the next request. */
export interface ClosedPass extends Request {
  kind: 'closed';
  /** Requests under way at any moment. */
  inFlight: number;
  maxRequests: number;
  /** Lab time from the start of the pass; Infinity leaves the end to `maxRequests`. */
  duration: Seconds;
}

/** An open loop: requests arrive at a rate, whatever becomes of those before. The rate goes evenly from one to the other. */
export interface OpenPass extends Request {
  kind: 'open';
  perMinute: { from: number; to: number };
  duration: Seconds;
  /** Arrivals that find as many under way are dropped, and counted. */
  maxInFlight: number;
  /** Of several that share the arrivals of one pass, this one takes those numbered part, part + of, part + 2 of, …; all, if not told. */
  share?: { part: number; of: number };
}

export type Pass = ClosedPass | OpenPass;

export interface LoadPlan {
  passes: Pass[];
  /**
   * Every pass runs once; then they repeat in order until at least this long has gone by. The pass under way is
   * finished, as a shell script of `ab` lines would.
   */
  repeatFor: Seconds;
  /** The hard end: whatever is under way then is abandoned. */
  atMost: Seconds;
}

/** The pass that follows after `begun` passes, `elapsed` after the start of the plan; undefined when the plan is done. */
export function nextPass(plan: LoadPlan, begun: number, elapsed: Seconds): Pass | undefined {
  if (elapsed >= plan.atMost) return undefined;
  if (begun >= plan.passes.length && elapsed >= plan.repeatFor) return undefined;
  return plan.passes[begun % plan.passes.length];
}

/** When a pass must end, in milliseconds since the epoch, like the two moments it is told. */
export function passDeadline(plan: LoadPlan, pass: Pass, planStart: number, passStart: number): number {
  return Math.min(passStart + pass.duration * 1000, planStart + plan.atMost * 1000);
}

/** Requests that may be under way at once. */
export const mostInFlight = (pass: Pass): number => (pass.kind === 'closed' ? pass.inFlight : pass.maxInFlight);

/** Throws a TypeError that names the first thing in the plan which cannot be run. */
export function checkPlan(plan: LoadPlan): void {
  const refuse = (what: string, expected: string, found: unknown): never => {
    throw new TypeError(`Expected ${what} of the load plan to be ${expected}, found ${String(found)}.`);
  };
  if (plan.passes.length === 0) refuse('passes', 'one pass or more', 'none');
  if (!(plan.repeatFor >= 0)) refuse('repeatFor', 'a number of seconds from 0 up', plan.repeatFor);
  if (!(plan.atMost > 0 && plan.atMost < Infinity)) refuse('atMost', 'a finite number of seconds above 0', plan.atMost);
  plan.passes.forEach((pass, i) => {
    const check = (name: string, holds: boolean, expected: string, found: unknown): void => {
      if (!holds) refuse(`passes[${i}].${name}`, expected, found);
    };
    const { url, duration, timeout } = pass;
    const isHttp = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
    check('url', isHttp, 'an http:// or https:// URL', withoutPasswords(url));
    check('url', !new URL(url).username && !new URL(url).password, 'free of user names and passwords', 'one');
    check('duration', duration > 0, 'a number of seconds above 0', duration);
    check('timeout', timeout === undefined || timeout > 0, 'a number of seconds above 0', timeout);
    if (pass.kind === 'closed') {
      check('inFlight', isCount(pass.inFlight), 'a whole number from 1 up', pass.inFlight);
      check('maxRequests', isCount(pass.maxRequests), 'a whole number from 1 up', pass.maxRequests);
      return;
    }
    const { perMinute, maxInFlight, share } = pass;
    check('duration', duration < Infinity, 'finite, for a rate goes on for ever', duration);
    for (const end of ['from', 'to'] as const)
      check(`perMinute.${end}`, perMinute[end] >= 0 && perMinute[end] < Infinity, 'a rate from 0 up', perMinute[end]);
    check('perMinute', perMinute.from + perMinute.to > 0, 'above 0 at one end at least', 0);
    check('maxInFlight', isCount(maxInFlight), 'a whole number from 1 up', maxInFlight);
    if (share) {
      check('share.of', isCount(share.of), 'a whole number from 1 up', share.of);
      check(
        'share.part',
        isCount(share.part + 1) && share.part < share.of,
        'from 0 up, and below share.of',
        share.part,
      );
    }
  });
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 1;
