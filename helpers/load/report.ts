/** What a load run tells: live progress, the result at its end, and the two ways in which it cannot give one. */

/**
 * Always `planned = sent + droppedLate + droppedOverload + notReached` and `sent = completed + failed + abandoned + under way`;
 * nothing is under way in a finished pass or run.
 */
export interface Counts {
  /** Requests that the plan asks for: in an open pass its arrivals, in a closed one those that were sent. */
  planned: number;
  /** Requests begun. */
  sent: number;
  /** A whole response came, whatever its status. */
  completed: number;
  /** No whole response came: refused, reset, cut short, malformed, timed out. */
  failed: number;
  /** Dropped by us while under way, at a deadline or by `stop()`. */
  abandoned: number;
  /** Arrivals of an open pass that the generator came to so late that it sent them no more. */
  droppedLate: number;
  /** Arrivals of an open pass that found as many under way as there may be. */
  droppedOverload: number;
  /** Arrivals of an open pass that was ended before their time. */
  notReached: number;
}

export interface LoadProgress extends Counts {
  /** Passes begun. */
  passes: number;
  /** Of responses, heads included. */
  bytesRead: number;
}

/** Moments are lab time, in milliseconds since the epoch. */
export interface PassReport extends Counts {
  kind: 'closed' | 'open';
  startedAt: number;
  endedAt: number;
}

/** Milliseconds of lab time, to three significant digits and 0.001 at least; NaN of nothing. */
export interface Latency {
  count: number;
  p50: number;
  p90: number;
  p99: number;
  max: number;
}

export interface LoadResult extends Counts {
  startedAt: number;
  endedAt: number;
  passes: PassReport[];
  /** Completed requests by HTTP status. */
  byStatus: Record<string, number>;
  /** Failed requests by reason: a system error's code, or `timeout`, `empty`, `truncated` or `malformed`. */
  failures: Record<string, number>;
  /** Of responses, heads included. */
  bytesRead: number;
  /** By minute of lab time as in `2020-03-29T09:41Z`, the minutes that CloudWatch counts by. */
  sentPerMinute: Record<string, number>;
  latency: {
    /** From the moment that the plan had for a request to its end: what a user would have felt. Closed passes have no such moment, so theirs is as `service`. */
    response: Latency;
    /** From its real start to its end. Those that failed count, with the time that they took; those abandoned do not. */
    service: Latency;
    /** From its moment in the plan to its real start: the generator's own fault. Open passes only. */
    lag: Latency;
  };
  generator: {
    threads: number;
    /** The busiest thread's share of real time that was not idle, 0 to 1. */
    utilization: number;
  };
  endedBecause: 'plan' | 'finish' | 'stop';
}

/** The load can't go on: requests do not get there, nothing comes back, a cap is reached, or the run is cut short. `result` is what was done until then. */
export class LoadFailed extends Error {
  override readonly name = 'LoadFailed';

  constructor(
    message: string,
    readonly result?: LoadResult,
  ) {
    super(message);
  }
}

/** The generator itself broke. This says nothing about the target. */
export class LoadCrashed extends Error {
  override readonly name = 'LoadCrashed';

  /** `result` is what was done by those threads that could still tell. */
  constructor(
    readonly why: string,
    readonly result?: LoadResult,
  ) {
    super(
      `The load generator stopped before its plan was done (${why}). This is a failure of the tool, not of the lab: ` +
        'run again, and if it comes back, report it with this message.',
    );
  }
}
