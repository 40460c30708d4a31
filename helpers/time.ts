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

/**
 * A clock that another thread can read. `shared` holds one Float64, lab time in milliseconds since the epoch: one thread
 * writes it, any thread reads it. An aligned Float64 is read whole on the 64-bit machines that Node runs on.
 */
export type SharedClock = { kind: 'wall' } | { kind: 'shared'; buffer: SharedArrayBuffer };

/** A shared clock that stands at `start` until `setLabTime` moves it. */
export function sharedClock(start: Date): SharedClock {
  const clock: SharedClock = { kind: 'shared', buffer: new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT) };
  setLabTime(clock, start);
  return clock;
}

/** Carries a shared clock to `now`. A wall clock goes by itself, so asking for it is an error. */
export function setLabTime(clock: SharedClock, now: Date): void {
  if (clock.kind === 'wall')
    throw new TypeError('Expected a shared clock to set, found the wall clock: it cannot be set.');
  new Float64Array(clock.buffer)[0] = now.getTime();
}

/** Lab time in milliseconds since the epoch. */
export function labNow(clock: SharedClock): number {
  return labTimeReader(clock)();
}

/** `labNow` for a loop that reads one clock many times: the view on the buffer is made once. */
export function labTimeReader(clock: SharedClock): () => number {
  if (clock.kind === 'wall') return () => Date.now();
  const view = new Float64Array(clock.buffer);
  return () => view[0]!;
}

/** Calls `what` every `period` of real time until the function it returns is called. */
export type Tick = (period: Seconds, what: () => void) => () => void;

export const realTick: Tick = (period, what) => {
  const timer = setInterval(what, period * 1000);
  return () => clearInterval(timer);
};
