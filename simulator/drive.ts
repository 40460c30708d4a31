/** What moves the lab's time: at once while nobody sends load, at a pace while real requests come in. */
import type { Agenda, Seconds, Wall } from './time';
import type { TimeGate } from './traffic/gate';

/** Real milliseconds between two looks at the wall clock while lab time is paced. */
const TICK = 4;
/**
 * The most real milliseconds that one tick may claim. A process that did not run for a second served no requests in it
 * either, so that second is no lab time: a slow or busy machine makes the run longer, never the load thinner.
 */
const LONGEST_TICK = 25;

/**
 * The most real milliseconds of a tick that are claimed without a request, and for each one that came in. A load generator
 * that the machine did not let run sent nothing, and that is no lab time either: the rate that the lab sees does not fall
 * with the machine's. A load that is really thinner than a request a millisecond makes the run longer by this.
 */
const WITHOUT_REQUEST = 0.5;
const PER_REQUEST = 1;

/**
 * The lab's clock for the one who drives it. Lab time moves only while someone sleeps: between two sleeps it stands still,
 * and while it is paced the load balancer holds its answers meanwhile, so that the rate of requests that the lab sees is the
 * rate that was really sent.
 */
export class Drive {
  #pace: number | undefined;
  #walking = false;
  /** Lab time in milliseconds since the epoch, for readers on other threads. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #shared = new Float64Array(this.shared);

  constructor(
    readonly agenda: Agenda,
    readonly wall: Wall,
    readonly gate: TimeGate,
    /** Requests that came in up to now. */
    readonly arrived: () => number = () => Infinity,
  ) {
    this.#shared[0] = agenda.ms;
  }

  now(): Date {
    return this.agenda.now();
  }

  /** Lab seconds per real second while paced; 1 while lab time jumps, since nothing real goes on then. */
  get pace(): number {
    return this.#pace ?? 1;
  }

  /** From now on lab time walks at `pace` lab seconds a real second; undefined lets it jump again. */
  setPace(pace: number | undefined): void {
    this.#pace = pace;
    if (pace === undefined) this.gate.reopen();
    else if (!this.#walking) this.gate.close();
  }

  async sleep(duration: Seconds): Promise<void> {
    const end = this.agenda.ms + duration * 1000;
    if (this.#pace !== undefined) await this.#walk(end);
    if (this.#pace === undefined) this.#advance(end);
  }

  async #walk(end: number): Promise<void> {
    this.#walking = true;
    this.gate.reopen();
    let last = this.wall.now();
    let seen = this.arrived();
    while (this.#pace !== undefined && this.agenda.ms < end) {
      await this.wall.pause(TICK);
      const now = this.wall.now();
      const arrived = this.arrived();
      const worked = arrived === Infinity ? Infinity : WITHOUT_REQUEST + (arrived - seen) * PER_REQUEST;
      this.#advance(Math.min(end, this.agenda.ms + Math.min(now - last, LONGEST_TICK, worked) * this.pace));
      last = now;
      seen = arrived;
    }
    this.#walking = false;
    if (this.#pace !== undefined) this.gate.close();
  }

  #advance(to: number): void {
    this.agenda.advanceTo(to);
    this.#shared[0] = this.agenda.ms;
  }
}
