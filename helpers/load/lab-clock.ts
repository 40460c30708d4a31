/** A simulated lab's clock in the load thread: the main thread moves it, and waits for whoever has something to do at a moment. */
import type { Alarms } from '../time';

interface Entry {
  moment: number;
  what: () => void;
}

/**
 * Lab time moves only while the load thread waits. So the thread says what for ({@link LabClock.next}), and is told when
 * it is time ({@link LabClock.ring}).
 */
export class LabClock implements Alarms {
  readonly #time: Float64Array;
  /** Few at a time: a deadline and who rests. */
  #entries: Entry[] = [];

  /**
   * @param shared one Float64, lab time in milliseconds since the epoch, written by the main thread. An aligned Float64 is
   * read whole on the 64-bit machines that Node runs on.
   */
  constructor(shared: SharedArrayBuffer) {
    this.#time = new Float64Array(shared);
  }

  now(): number {
    return this.#time[0]!;
  }

  at(moment: number, what: () => void): () => void {
    const entry = { moment, what };
    this.#entries.push(entry);
    return () => void (this.#entries = this.#entries.filter((each) => each !== entry));
  }

  /** The earliest moment for which someone asked; Infinity if no one did. */
  get next(): number {
    return this.#entries.reduce((earliest, { moment }) => Math.min(earliest, moment), Infinity);
  }

  /** Calls all whose moment has come, in the order of their moments. */
  ring(): void {
    const due = this.#entries.filter(({ moment }) => moment <= this.now()).sort((a, b) => a.moment - b.moment);
    for (const entry of due) {
      if (!this.#entries.includes(entry)) continue;
      this.#entries = this.#entries.filter((each) => each !== entry);
      entry.what();
    }
  }
}
