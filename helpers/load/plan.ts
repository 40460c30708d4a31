/** What load to send, as data: passes in order, round and round, and when it is enough. */
import type { Seconds } from '../time';

/** A closed loop, as `ab` runs one: each answer makes room for the next request. */
export interface ClosedPass {
  kind: 'closed';
  /** `http://host[:port]/path` */
  url: string;
  /** Requests under way at any moment. */
  inFlight: number;
  maxRequests: number;
  /** Lab time from the start of the pass; Infinity leaves the end to `maxRequests`. */
  duration: Seconds;
}

export interface LoadPlan {
  passes: ClosedPass[];
  /**
   * Every pass runs once; then they repeat in order until at least this long has gone by. The pass under way is
   * finished, as a shell script of `ab` lines would.
   */
  repeatFor: Seconds;
  /** The hard end: whatever is under way then is abandoned. */
  atMost: Seconds;
}

/** The pass that follows after `begun` passes, `elapsed` after the start of the plan; undefined when the plan is done. */
export function nextPass(plan: LoadPlan, begun: number, elapsed: Seconds): ClosedPass | undefined {
  if (elapsed >= plan.atMost) return undefined;
  if (begun >= plan.passes.length && elapsed >= plan.repeatFor) return undefined;
  return plan.passes[begun % plan.passes.length];
}

/** When a pass must end, in milliseconds since the epoch, like the two moments it is told. */
export function passDeadline(plan: LoadPlan, pass: ClosedPass, planStart: number, passStart: number): number {
  return Math.min(passStart + pass.duration * 1000, planStart + plan.atMost * 1000);
}

/** Throws a TypeError that names the first thing in the plan which cannot be run. */
export function checkPlan(plan: LoadPlan): void {
  const refuse = (what: string, expected: string, found: unknown): never => {
    throw new TypeError(`Expected ${what} of the load plan to be ${expected}, found ${String(found)}.`);
  };
  if (plan.passes.length === 0) refuse('passes', 'one pass or more', 'none');
  if (!(plan.repeatFor >= 0)) refuse('repeatFor', 'a number of seconds from 0 up', plan.repeatFor);
  if (!(plan.atMost > 0 && plan.atMost < Infinity)) refuse('atMost', 'a finite number of seconds above 0', plan.atMost);
  plan.passes.forEach((pass, i) => {
    const { url, inFlight, maxRequests, duration } = pass;
    if (!URL.canParse(url) || new URL(url).protocol !== 'http:') refuse(`passes[${i}].url`, 'an http:// URL', url);
    if (new URL(url).username) refuse(`passes[${i}].url`, 'free of user names and passwords', url);
    if (!isCount(inFlight)) refuse(`passes[${i}].inFlight`, 'a whole number from 1 up', inFlight);
    if (!isCount(maxRequests)) refuse(`passes[${i}].maxRequests`, 'a whole number from 1 up', maxRequests);
    if (!(duration > 0)) refuse(`passes[${i}].duration`, 'a number of seconds above 0', duration);
  });
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 1;
