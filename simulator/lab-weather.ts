/** The weather of one lab, between its API and its clients and within it: replaced as a whole, at any moment. */
import type { Conditions } from './conditions';
import type { Wall } from './time';
import type { Response } from './wire/protocols';
import { weather, type Strikes, type Weather } from './wire/weather';
import { readWeather, type WholeWeather } from './wire/weather-description';

export class LabWeather implements Weather {
  /** Whether late answers are late: false while a lab is played again, which nobody waits for. */
  holdsBack = true;
  #description: WholeWeather = { rules: [], lab: [] };
  #since: number;
  #between: ReturnType<typeof weather> | undefined;

  /** As `weather` has them. */
  constructor(
    private readonly conditions: Conditions,
    private readonly around: { seed: number; now: () => number; pause: Wall['pause'] },
  ) {
    this.#since = around.now();
  }

  /** With everything that was left out when it was told. */
  get description(): WholeWeather {
    return this.#description;
  }

  /** When it began, in milliseconds since the epoch. */
  get since(): number {
    return this.#since;
  }

  /**
   * From now on this weather, and nothing of the one before; its chance begins anew, by the lab's seed.
   * @returns it, with everything that was left out
   * @throws Error with everything that is wrong, one line each, and leaves the weather as it was
   */
  change(description: unknown): WholeWeather {
    const wanted = readWeather(description);
    const { seed, now, pause } = this.around;
    const hold: Wall['pause'] = async (ms) => void (this.holdsBack && (await pause(ms)));
    this.#between = wanted.rules.length > 0 ? weather(wanted, { seed, now, pause: hold }) : undefined;
    this.conditions.replace(wanted.lab);
    this.#description = wanted;
    this.#since = now();
    return wanted;
  }

  /** How often each rule and each condition of it has struck up to now, by its place. */
  get strikes(): { rules: Strikes; lab: Strikes } {
    return { rules: this.#between?.strikes ?? [], lab: this.conditions.strikes };
  }

  meet(...[call, act, tell]: Parameters<Weather['meet']>): Promise<Response> {
    return this.#between ? this.#between.meet(call, act, tell) : act();
  }
}
