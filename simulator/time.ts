/** The agenda: the only source of time in the simulator, ordered by (when, order asked). */

export type Seconds = number;

/** Something that will happen, unless it is cancelled before. */
export interface Appointment {
  cancel(): void;
}

interface Entry {
  when: number;
  order: number;
  what: () => void;
  cancelled: boolean;
}

/**
 * Virtual time as discrete events. Every step runs at its exact moment, one after the other, and may ask for more;
 * equal moments run in the order in which they were asked for. Nothing here waits: whoever drives the lab calls
 * `advanceTo`, and everything that was due by then has happened when it returns.
 */
export class Agenda {
  #now: number;
  #order = 0;
  /** A binary heap: a lab day has some 100,000 entries to pass through. */
  readonly #heap: Entry[] = [];

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Lab time in milliseconds since the epoch. */
  get ms(): number {
    return this.#now;
  }

  /** When the next entry is due, in milliseconds since the epoch; undefined on an empty agenda. */
  get next(): number | undefined {
    return this.#heap[0]?.when;
  }

  after(delay: Seconds, what: () => void): Appointment {
    const entry: Entry = { when: this.#now + Math.max(0, delay) * 1000, order: this.#order++, what, cancelled: false };
    this.#push(entry);
    return { cancel: () => void (entry.cancelled = true) };
  }

  /** Repeats `what` each `period`, first after `first` (a period, if not told). */
  every(period: Seconds, what: () => void, first: Seconds = period): Appointment {
    let stopped = false;
    let appointment: Appointment;
    const repeat = (): void => {
      what();
      if (!stopped) appointment = this.after(period, repeat);
    };
    appointment = this.after(first, repeat);
    return {
      cancel: () => {
        stopped = true;
        appointment.cancel();
      },
    };
  }

  /** Carries the lab to `when` (milliseconds since the epoch); the past is left as it was. */
  advanceTo(when: number): void {
    for (let due = this.#heap[0]; due && due.when <= when; due = this.#heap[0]) {
      this.#pop();
      if (due.cancelled) continue;
      this.#now = Math.max(this.#now, due.when);
      due.what();
    }
    this.#now = Math.max(this.#now, when);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

const before = (a: Entry, b: Entry): boolean => a.when < b.when || (a.when === b.when && a.order < b.order);

/** Real time, for the few places where the lab's time is tied to it. */
export interface Wall {
  /** Milliseconds; only differences mean something. */
  now(): number;
  /** Resolves after about this many real milliseconds; 0 lets whatever came meanwhile be seen to, and no more. */
  pause(ms: number): Promise<void>;
}

export const wall: Wall = {
  now: () => performance.now(),
  pause: (ms) => new Promise((resolve) => (ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve))),
};
