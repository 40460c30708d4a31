/** Watches a story: looks at the lab when a look is due, while someone waits for something. */
import { Blocked, ToolError, messageOf } from './errors';
import { asIs, type Text } from './language';
import { messages } from './messages';
import { minutes, type Clock, type Seconds } from './time';
import type { Moment, Timeline } from './timeline';

/** One thing to look at, and how often. */
export interface Reading {
  name: string;
  /** In both languages, where the name is not the same in each. */
  label?: Text;
  every: Seconds;
  /** How long after the start of the watch it is first read: what is read seldom need not all be read in the same look. */
  after?: Seconds;
  /** Reads and appends to the timeline what it saw. @param at the moment of the look, in milliseconds since the epoch */
  read(timeline: Timeline, at: number): Promise<void>;
}

/** What a wait is about, for the terminal. */
export interface Awaited {
  awaited: string;
  latest: string;
  goal: string;
  /** When the budget ends, in milliseconds since the epoch. */
  deadline: number;
}

/** After this long without one success a reading counts as impossible: throttling and short outages are over by then. */
const PATIENCE = minutes(5);

/**
 * The one recorder of a story. It looks only while an expectation waits (`look`), so there is no loop to leave behind, and
 * what it reads serves every expectation: the cost in API calls does not grow with their number.
 */
export class Watch {
  readonly startedAt: number;
  readonly #due = new Map<Reading, number>();
  /** When the first of the failures on end was. */
  readonly #failing = new Map<Reading, number>();
  readonly #checks: (() => void)[] = [];

  constructor(
    readonly clock: Clock,
    readonly timeline: Timeline,
    readonly readings: readonly Reading[],
    readonly show: (awaited: Awaited | undefined, now: number) => void = () => {},
  ) {
    this.startedAt = this.now;
    for (const reading of readings) this.#due.set(reading, this.startedAt + (reading.after ?? 0) * 1000);
  }

  get now(): number {
    return this.clock.now().getTime();
  }

  series<T>(name: string, label: Text = asIs(name)): Watched<T> {
    return new Watched<T>(this, label, () => this.timeline.moments<T>(name));
  }

  /** From now on a failure of `work` (a load that goes on meanwhile) ends whatever is waited for. */
  endOn(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.#checks.push(() => {
        throw error;
      });
    });
  }

  /**
   * Sleeps until the next reading is due and reads all that are due.
   * @throws ToolError when a reading has failed for five minutes on end, or what a check throws
   */
  async look(): Promise<void> {
    const next = Math.min(...this.#due.values());
    if (next > this.now) await this.clock.sleep((next - this.now) / 1000);
    const at = this.now;
    const due = this.readings.filter((reading) => this.#due.get(reading)! <= at);
    await Promise.all(due.map((reading) => this.#read(reading, at)));
    for (const check of this.#checks) check();
  }

  /**
   * Looks at these now, due or not, until each has been read: what is judged next must not be what was seen before.
   * @param names of readings
   * @throws ToolError as `look` does
   */
  async lookNow(...names: string[]): Promise<void> {
    const wanted = this.readings.filter(({ name }) => names.includes(name));
    for (const reading of wanted) this.#due.set(reading, this.now);
    do await this.look();
    while (wanted.some((reading) => this.#failing.has(reading)));
  }

  /** Looks until the given moment, whatever is seen. */
  async until(moment: number, awaited: string): Promise<void> {
    while (this.now < moment) {
      this.show({ awaited, latest: '', goal: '', deadline: moment }, this.now);
      await this.look();
    }
    this.show(undefined, this.now);
  }

  async #read(reading: Reading, at: number): Promise<void> {
    this.#due.set(reading, at + reading.every * 1000);
    try {
      await reading.read(this.timeline, at);
      this.#failing.delete(reading);
    } catch (error) {
      const reason = messageOf(error);
      this.timeline.missed({ at, reading: reading.name, reason });
      const since = this.#failing.get(reading) ?? at;
      this.#failing.set(reading, since);
      if (at - since >= PATIENCE * 1000)
        throw new ToolError(
          messages.unreadable(reading.label ?? asIs(reading.name), Math.round((at - since) / 60_000), reason),
        );
    }
  }
}

/** A series of a watched story, which expectations can wait on. */
export class Watched<T> {
  constructor(
    readonly watch: Watch,
    readonly label: Text,
    readonly read: () => readonly Moment<T>[],
    /** What to show beside its latest value while it is waited for. */
    readonly aside?: () => string,
  ) {}

  /** The same series, with something else shown beside it: what it depends on, say. */
  beside(aside: () => string): Watched<T> {
    return new Watched(this.watch, this.label, this.read, aside);
  }

  /** In the order of their times. */
  get moments(): readonly Moment<T>[] {
    return this.read();
  }

  get latest(): T | undefined {
    return this.moments.at(-1)?.value;
  }

  /** Another series, made of this one whenever it is read. */
  derive<U>(label: Text, from: (moments: readonly Moment<T>[]) => Moment<U>[]): Watched<U> {
    return new Watched(this.watch, label, () => from(this.moments));
  }

  /**
   * When it was first so, in milliseconds since the epoch.
   * @throws Blocked when it was not: whatever starts from there can't be waited for
   */
  first(is: (value: T) => boolean, what: Text, since = this.watch.startedAt): number {
    const found = this.moments.find(({ at, value }) => at >= since && is(value));
    if (!found) throw new Blocked(messages.notSeen(what));
    return found.at;
  }
}
