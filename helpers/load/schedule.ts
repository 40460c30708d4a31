/** When each arrival of an open pass is due: computed from the pass's start, never added up, so that nothing drifts. */
import type { OpenPass } from './plan';

export interface Schedule {
  /** Arrivals of this pass, or of its share of it. */
  count: number;
  /** When the `i`th of them, from 0, is due: milliseconds from the start of the pass, below its duration, ascending. */
  due: (i: number) => number;
}

/** Floating point must not turn 600 arrivals into 600.0000000001, and so into 601. */
const ROUNDING = 1e-12;

/**
 * By a time t, N(t) = from·t + (to − from)·t² / 2T arrivals are due, and the kth is due when N(t) = k. Of the two solutions
 * of that equation this is the one that loses no digits, be the rate flat, falling or rising from 0.
 */
export function schedule({
  perMinute,
  duration,
  share = { part: 0, of: 1 },
}: Pick<OpenPass, 'perMinute' | 'duration' | 'share'>): Schedule {
  const { part, of } = share;
  const from = perMinute.from / 60_000;
  const slope = (perMinute.to - perMinute.from) / 60_000 / (2 * duration * 1000);
  const ofAll = Math.ceil((((perMinute.from + perMinute.to) * duration) / 120) * (1 - ROUNDING));
  return {
    count: Math.max(0, Math.ceil((ofAll - part) / of)),
    due: (i) => {
      const k = part + i * of;
      if (k === 0) return 0;
      return (2 * k) / (from + Math.sqrt(Math.max(0, from * from + 4 * slope * k)));
    },
  };
}
