/** What moves the lab's time: jumps, steps hand in hand with a load generator, or the wall clock at a pace. */
import type { Agenda, Seconds, Wall } from './time';

/**
 * Someone who lives in real time and acts in lab time, as a load generator does. Lab time moves on only while it waits.
 */
export interface Companion {
  /** How many answers it waits for, and the moment (milliseconds since the epoch) at which it acts without one. */
  readonly waitsFor: { answers: number; until: number } | undefined;
  /** Tells it that its moment has come. From then on it is at work (`waitsFor` is undefined) until it says otherwise. */
  ring(): void;
}

/** Looks in a row before the machine gets a rest; a look costs microseconds, and most answers come after some tens. */
const LOOKS = 500;
/** Real milliseconds after which a companion that does nothing is taken for broken. */
const PATIENCE = 60_000;
/** Real milliseconds between two steps of a lab that walks. */
const TICK = 5;
/**
 * Lab seconds that one step of a walk makes up for at most. A process that was stopped, or a machine that was asleep, could
 * take no request meanwhile: made up for in full, that would be minutes of metrics in which nobody could have sent
 * anything. Half a minute keeps every period of a minute in reach of requests, and is far more than a busy process is late.
 */
export const MOST_PER_STEP: Seconds = 30;

/** Lab time can't go on. By its name the suite knows a failure that is not the lab's. */
export class StandStill extends Error {
  override readonly name = 'ToolError';
}

/**
 * The lab's clock for the one who drives it. Lab time moves only while someone sleeps; between two sleeps it stands still,
 * unless it walks.
 *
 * Beside a companion it goes from event to event, and before each it waits until the companion has answered the last: until
 * every request that it has under way is in the load balancer's hands and it has nothing else to do. What the lab sees
 * thus depends on what is sent and never on how fast the machine, or either of the two, is. (The rule is that of
 * conservative simulation in parallel: Chandy and Misra 1979.)
 */
export class Drive {
  #companion: Companion | undefined;
  #pace = 0;
  #walking = false;
  /** The wall's moment up to which the walk has come. */
  #seen = 0;
  #failure: Error | undefined;
  /** Lab time in milliseconds since the epoch, for readers on other threads. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #shared = new Float64Array(this.shared);

  constructor(
    readonly agenda: Agenda,
    readonly wall: Wall,
    /** Requests of the companion that the load balancer has, and has not answered. */
    readonly held: () => number,
    /** Told why, when something that was due throws while the lab walks. */
    private readonly failed: (failure: Error) => void = () => {},
  ) {
    this.#shared[0] = agenda.ms;
  }

  now(): Date {
    return this.agenda.now();
  }

  /** From now on lab time waits for the companion; undefined lets it jump again. */
  accompany(companion: Companion | undefined): void {
    this.#companion = companion;
  }

  /** What was thrown by something that was due, a defect of the simulator: lab time stands still from then on. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Lab seconds a real second while it walks; 0 while it stands still. */
  get pace(): number {
    return this.#pace;
  }

  /**
   * From now on lab time follows the wall by itself, at `pace` lab seconds a real second, for people and programs that come
   * and go; 0 lets it stand still. Beside a companion it is the companion that lab time waits for, and the walk goes on after it.
   */
  walk(pace: number): void {
    this.#pace = this.#failure === undefined ? pace : 0;
    this.#seen = this.wall.now();
    if (this.#pace > 0 && !this.#walking) void this.#stroll();
  }

  /** Goes on by a jump, beside a walk or without one. */
  skip(duration: Seconds): void {
    this.#advance(this.agenda.ms + duration * 1000);
  }

  /** Never rejects: nobody waits for it. */
  async #stroll(): Promise<void> {
    this.#walking = true;
    try {
      while (this.#pace > 0) {
        await this.wall.pause(TICK);
        const now = this.wall.now();
        const passed = ((now - this.#seen) / 1000) * this.#pace;
        this.#seen = now;
        if (!this.#companion) this.#advance(this.agenda.ms + Math.min(passed, MOST_PER_STEP) * 1000);
      }
    } catch (error) {
      this.#pace = 0;
      this.failed(errorOf(error));
    } finally {
      this.#walking = false;
    }
  }

  /** @throws Error when the companion neither acts nor waits for a minute of real time */
  async sleep(duration: Seconds): Promise<void> {
    const end = this.agenda.ms + duration * 1000;
    while (this.agenda.ms < end) {
      const companion = this.#companion;
      if (!companion) return this.#advance(end);
      const until = await this.#waitFor(companion);
      // Another one, or none, by now.
      if (until === undefined) continue;
      this.#advance(Math.min(end, until, this.agenda.next ?? end));
      if (this.agenda.ms >= until) companion.ring();
    }
  }

  /** Resolves with the companion's next moment when it waits and all that it has sent is here; undefined when it has left. */
  async #waitFor(companion: Companion): Promise<number | undefined> {
    const begun = this.wall.now();
    for (let looks = 1; this.#companion === companion; looks++) {
      const { waitsFor } = companion;
      if (waitsFor?.answers === this.held()) return waitsFor.until;
      if (this.wall.now() - begun > PATIENCE)
        throw new StandStill(
          `Expected the load generator to act or to wait, found nothing of it for ${PATIENCE / 1000} s: it waits for ` +
            `${waitsFor ? `${waitsFor.answers} answers` : 'nothing'}, and the load balancer has ${this.held()} requests. ` +
            'This is a failure of the tool, not of the lab.',
        );
      await this.wall.pause(looks % LOOKS === 0 ? 1 : 0);
    }
    return undefined;
  }

  /** @throws what something due threw, now or before: what it left half done is no state of a lab */
  #advance(to: number): void {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      this.agenda.advanceTo(to);
    } catch (error) {
      this.#failure = errorOf(error);
      throw this.#failure;
    } finally {
      this.#shared[0] = this.agenda.ms;
    }
  }
}

const errorOf = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
