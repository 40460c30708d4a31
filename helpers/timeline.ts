/** The timeline of a story: every observation, in plain data, appended as it was made. */
import { appendFileSync, readFileSync } from 'node:fs';

/** One thing seen once. */
export interface Observation<T = unknown> {
  /** When it was so, in milliseconds since the epoch: the moment of the look, or the timestamp that AWS itself gives. */
  at: number;
  series: string;
  value: T;
  /** A look of ours, or an entry of a history that AWS keeps. */
  source: 'sample' | 'history';
  /** Names a history's entry within its series: a later line with the same id takes the earlier one's place. */
  id?: string;
}

/** A read that failed. It is no observation: nothing is known of that moment. */
export interface Miss {
  at: number;
  reading: string;
  reason: string;
}

export interface Moment<T> {
  at: number;
  value: T;
  source: Observation['source'];
}

type Line = { observation: Observation } | { miss: Miss };

/** Characters of a text that are kept: AWS's longest event messages have some hundred. */
const LONGEST_TEXT = 4096;
/** What XML 1.0 has no way to write, so that a JUnit report with it could not be read. */
const UNWRITABLE = new RegExp('[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f]', 'g');

/** The same value with texts that reports can hold, whatever a lab sends. */
function presentable(given: unknown): unknown {
  const json = JSON.stringify(given) ?? '';
  if (json.length <= LONGEST_TEXT && !/\\u00[01]/.test(json)) return given;
  return JSON.parse(json, (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    const text = value.replace(UNWRITABLE, '\uFFFD');
    return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}… (${text.length} characters)` : text;
  });
}

export class Timeline {
  readonly misses: Miss[] = [];
  readonly #series = new Map<string, Moment<unknown>[]>();
  readonly #known = new Map<string, Moment<unknown>>();

  /** @param path of the file that each line is appended to at once, so that a killed run leaves what it saw */
  constructor(readonly path?: string) {}

  /** What one look saw. */
  sample(series: string, at: number, value: unknown): void {
    this.#append({ at, series, value: presentable(value), source: 'sample' });
  }

  /**
   * An entry of AWS's own history, at its own timestamp. The same entry comes back with every read: `id` names it within
   * the series, and only what differs from the one known is taken, in its place.
   */
  history(series: string, id: string, at: number, given: unknown): void {
    const value = presentable(given);
    const known = this.#known.get(keyOf(series, id));
    if (known && known.at === at && JSON.stringify(known.value) === JSON.stringify(value)) return;
    this.#append({ at, series, value, source: 'history', id });
  }

  missed(miss: Miss): void {
    this.misses.push(miss);
    this.#write({ miss });
  }

  /** The moments of a series in the order of their times; empty when nothing was ever seen. */
  moments<T>(series: string): readonly Moment<T>[] {
    return (this.#series.get(series) ?? []) as Moment<T>[];
  }

  get names(): string[] {
    return [...this.#series.keys()];
  }

  /** Reads a stored timeline back, to check it again without AWS. */
  static read(path: string): Timeline {
    const timeline = new Timeline();
    // What follows the last line's end is half a line that a killed run left.
    for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
      const entry = JSON.parse(line) as Line;
      if ('miss' in entry) timeline.misses.push(entry.miss);
      else timeline.#insert(entry.observation);
    }
    return timeline;
  }

  #append(observation: Observation): void {
    this.#write({ observation });
    this.#insert(observation);
  }

  #insert({ series, at, value, source, id }: Observation): void {
    const moment = { at, value, source };
    const moments = this.#series.get(series) ?? [];
    this.#series.set(series, moments);
    if (id !== undefined) {
      const known = this.#known.get(keyOf(series, id));
      if (known) moments.splice(moments.indexOf(known), 1);
      this.#known.set(keyOf(series, id), moment);
    }
    let place = moments.length;
    while (place > 0 && moments[place - 1]!.at > at) place--;
    moments.splice(place, 0, moment);
  }

  #write(line: Line): void {
    if (this.path) appendFileSync(this.path, `${JSON.stringify(line)}\n`);
  }
}

const keyOf = (series: string, id: string): string => JSON.stringify([series, id]);

/** Only the moments that brought something new. */
export function changes<T>(moments: readonly Moment<T>[]): Moment<T>[] {
  return moments.filter(({ value }, i) => i === 0 || JSON.stringify(value) !== JSON.stringify(moments[i - 1]!.value));
}
