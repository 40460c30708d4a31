/** What the main thread and the load thread say to each other. */
import type { Pace } from '../time';
import type { LoadPlan } from './plan';
import type { LoadProgress } from './report';
import type { PartResult } from './split';

/** Which time a plan is in: the machine's, or the far side's by it; or that of a simulated lab, shared as `LabClock` reads it. */
export type LoadClock = { kind: 'wall'; pace?: Pace } | { kind: 'lab'; shared: SharedArrayBuffer };

/** Given to the thread at its start. */
export interface LoadOrder {
  plan: LoadPlan;
  clock: LoadClock;
  userAgent: string;
  /** The thread's share of what the load may send, in all and by closed passes in a minute. */
  maxRequests: number;
  maxPerMinute: number;
  /** That share the load. */
  threads: number;
}

/** `ring`: lab time has come to what the thread waits for. */
export type ToThread = 'begin' | 'finish' | 'stop' | 'ring';

/** What a thread that lives in lab time waits for: so many answers, and a moment in milliseconds since the epoch. */
export interface Waiting {
  answers: number;
  until: number;
}

export type FromThread =
  | { kind: 'ready' }
  /** Said at regular intervals of real time, be there news or not: a thread that does not is taken for dead. */
  | { kind: 'progress'; progress: LoadProgress }
  /** It has done what it had to, and has heard so many messages by now. Said only when it has changed. */
  | { kind: 'waiting'; waiting: Waiting; heard: number }
  | { kind: 'ended'; progress: LoadProgress; part: PartResult }
  /** A `LoadFailed`; any other error is left to end the thread. */
  | { kind: 'failed'; message: string; part?: PartResult };
