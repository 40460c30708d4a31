/** What the main thread and the load thread say to each other. */
import type { SharedClock } from '../time';
import type { LoadPlan } from './plan';
import type { LoadProgress, LoadResult } from './report';

/** Given to the thread at its start. */
export interface LoadOrder {
  plan: LoadPlan;
  clock: SharedClock;
  userAgent: string;
}

export type ToThread = 'begin' | 'finish' | 'stop';

export type FromThread =
  | { kind: 'ready' }
  | { kind: 'progress'; progress: LoadProgress }
  | { kind: 'ended'; progress: LoadProgress; result: LoadResult }
  /** A `LoadFailed`; any other error is left to end the thread. */
  | { kind: 'failed'; message: string; result?: LoadResult };
