/** What a load run tells: live progress, the result at its end, and the two ways in which it cannot give one. */

/** Always `sent = completed + failed + abandoned + under way`; nothing is under way in a finished pass or run. */
export interface Counts {
  /** Requests begun, each with a connection of its own. */
  sent: number;
  /** A whole response came, whatever its status. */
  completed: number;
  /** No whole response came: refused, reset, cut short, malformed, timed out. */
  failed: number;
  /** Dropped by us while under way, at a deadline or by `stop()`. */
  abandoned: number;
}

export interface LoadProgress extends Counts {
  /** Passes begun. */
  passes: number;
  /** Of responses, heads included. */
  bytesRead: number;
}

/** Moments are lab time, in milliseconds since the epoch. */
export interface PassReport extends Counts {
  startedAt: number;
  endedAt: number;
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
  endedBecause: 'plan' | 'finish' | 'stop';
}

/** The target could not be loaded: requests do not get there, or nothing comes back. `result` is what was done until then. */
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

  constructor(why: string) {
    super(
      `The load generator stopped before its plan was done (${why}). This is a failure of the tool, not of the lab: ` +
        'run again, and if it comes back, report it with this message.',
    );
  }
}
