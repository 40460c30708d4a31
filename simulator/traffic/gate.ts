/** A gate before the lab's traffic: requests pass while lab time runs, and wait while it stands still. */

export interface Gate {
  readonly open: boolean;
  /** Calls `resume` once, when the gate is open again. */
  wait(resume: () => void): void;
}

/** A gate that is told when lab time stops and runs: then the rate that the lab sees is the rate that was really sent. */
export class TimeGate implements Gate {
  #open: boolean;
  #waiting: (() => void)[] = [];

  constructor(open = true) {
    this.#open = open;
  }

  get open(): boolean {
    return this.#open;
  }

  /** From now on requests wait. */
  close(): void {
    this.#open = false;
  }

  /** Lets through what waits, in the order in which it came, and what comes. */
  reopen(): void {
    this.#open = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const [i, resume] of waiting.entries()) {
      if (!this.#open) {
        // Closed by one that passed: the others go on waiting, before those that came meanwhile.
        this.#waiting.unshift(...waiting.slice(i));
        return;
      }
      resume();
    }
  }

  wait(resume: () => void): void {
    if (this.#open) resume();
    else this.#waiting.push(resume);
  }
}
