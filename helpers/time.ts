/** Time as a lab lives it: durations, the clock everything is given, and the one place that asks the machine for the time. */

export type Seconds = number;

export const seconds = (n: number): Seconds => n;
export const minutes = (n: number): Seconds => n * 60;

/** Of a moment in milliseconds since the epoch, like the result: CloudWatch counts by these minutes. */
export const startOfMinute = (moment: number): number => moment - (moment % 60_000);

/** A real lab waits; a simulated lab is carried there. */
export interface Clock {
  now(): Date;
  sleep(duration: Seconds): Promise<void>;
}

export const wallClock: Clock = {
  now: () => new Date(Date.now()),
  sleep: (duration) => new Promise((resolve) => setTimeout(resolve, duration * 1000)),
};

/** A clock for code that does not wait but is called. Moments are in milliseconds since the epoch. */
export interface Alarms {
  now(): number;
  /** Calls `what` once, when `now()` has reached the moment, unless the function it returns is called before. */
  at(moment: number, what: () => void): () => void;
}

/** What a timer of Node can count to. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const wallAlarms: Alarms = {
  /** Finer than a millisecond, and never set back: the machine's time when the process began, and how long that is ago. */
  now: () => performance.timeOrigin + performance.now(),
  at: (moment, what) => {
    let timer: NodeJS.Timeout;
    // A timer may fire a millisecond early.
    const arm = (): void => {
      const ms = Math.min(Math.ceil(moment - wallAlarms.now()), LONGEST_TIMER);
      timer = setTimeout(() => (wallAlarms.now() < moment ? arm() : what()), ms);
    };
    arm();
    return () => clearTimeout(timer);
  },
};

/**
 * Calls `what` every `period` of real time until the function it returns is called. Where the thread was held up, it is called once,
 * not for each period that was missed.
 *
 * @param keepsAlive whether the process goes on for it
 */
export function everyReal(period: Seconds, what: () => void, { keepsAlive = true } = {}): () => void {
  const timer = setInterval(what, period * 1000);
  if (!keepsAlive) timer.unref();
  return () => clearInterval(timer);
}

/** How a far side's time goes by this machine's: `pace` times as fast, from the moment `far` there that was `here` here. */
export interface Pace {
  pace: number;
  far: number;
  here: number;
}

/** The same alarms in the far side's time. */
export const pacedAlarms = ({ pace, far, here }: Pace): Alarms => ({
  now: () => far + (wallAlarms.now() - here) * pace,
  at: (moment, what) => wallAlarms.at(here + (moment - far) / pace, what),
});

/**
 * The clock of whoever answers our requests: AWS, or an endpoint whose time goes faster. Its answers say what time it is there, so
 * that a machine whose own clock is wrong judges nothing wrongly. Until the first answer it is this machine's.
 */
export class FarClock implements Clock {
  #pace: Pace;
  #heard = false;

  /** @param pace seconds there for each second here */
  constructor(pace = 1) {
    const now = wallAlarms.now();
    this.#pace = { pace, far: now, here: now };
  }

  /**
   * The far side says that it is this moment there, in whole seconds and so up to one too early: what happens there later
   * is then never taken for earlier. Only the first counts, for no clock may jump while someone waits.
   */
  heard(far: Date): void {
    if (this.#heard || Number.isNaN(far.getTime())) return;
    this.#heard = true;
    this.#pace = { ...this.#pace, far: far.getTime(), here: wallAlarms.now() };
  }

  get pace(): Pace {
    return this.#pace;
  }

  /** How far the far side's clock was ahead of this machine's at its first answer; 0 before that. */
  get skew(): Seconds {
    return (this.#pace.far - this.#pace.here) / 1000;
  }

  now(): Date {
    return new Date(pacedAlarms(this.#pace).now());
  }

  sleep(duration: Seconds): Promise<void> {
    return wallClock.sleep(duration / this.#pace.pace);
  }
}
