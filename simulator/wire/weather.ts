/** Unkind AWS: what goes wrong between a client and a service, by rules, by chance and by lab time. */
import { createHash } from 'node:crypto';
import type { Wall } from '../time';
import { seeded } from '../world';
import type { Request, Response } from './protocols';
import { concerns, readWeather, type Rule, type WeatherDescription } from './weather-description';
import type { Trouble } from './weather-faults';
import { Past } from './weather-past';

export type { WeatherDescription } from './weather-description';

/** An operation that a client asks for. */
export interface Call {
  service: string;
  operation: string;
  request: Request;
}

export interface Weather {
  /**
   * The answer to a request as the weather lets it through. `act` is called before this returns, or not at all.
   * @param act lets the operation take effect
   * @param tell writes down what went wrong instead
   */
  meet(call: Call, act: () => Promise<Response>, tell: (trouble: Trouble) => Response): Promise<Response>;
}

/** By the place of each rule: how often it struck. */
export type Strikes = readonly number[];

/** A token bucket as it was left. */
export interface Bucket {
  tokens: number;
  /** Lab seconds. */
  at: number;
}

/** What will become of one request. */
export interface Outcome {
  /** Real milliseconds that its answer is late. */
  delay: number;
  /** Said instead of doing it. */
  trouble?: Trouble;
  /** No answer comes: of an operation that was not done, or of one that was. */
  dropped?: 'none' | 'done';
  /** So far, in lab seconds, the answer lies behind, and at most. */
  lag: number;
  most: number;
  /** By the place of each rule that has one. */
  buckets: readonly (Bucket | undefined)[];
}

/**
 * Makes weather.
 *
 * Every operation has a chance of its own, and buckets of its own: what becomes of its n-th request hangs on the seed, on lab
 * time, and on nothing that other operations are asked. So a recorded lab, which forgets what only read, is played again alike.
 * @param around.now lab time, in milliseconds since the epoch
 * @param around.pause waits real time, as `Wall` does
 * @throws Error with everything that is wrong with the description
 */
export function weather(
  description: WeatherDescription,
  around: { seed: number; now: () => number; pause: Wall['pause'] },
): Weather & { strikes: Strikes } {
  const { rules } = readWeather(description);
  const strikes = rules.map(() => 0);
  const start = around.now();
  const past = new Past();
  const chances = new Map<string, () => number>();
  const buckets = new Map<string, Outcome['buckets']>();

  return {
    strikes,
    async meet({ service, operation, request }, act, tell) {
      const name = `${service} ${operation}`;
      let chance = chances.get(name);
      if (!chance) chances.set(name, (chance = chanceOf(around.seed, name)));
      const second = (around.now() - start) / 1000;
      const matching = rules.map((rule) => (concerns(rule, service, operation, second) ? rule : undefined));
      const outcome = outcomeOf(matching, second, chance, buckets.get(name) ?? [], (i) => strikes[i]!++);
      buckets.set(name, outcome.buckets);

      const { delay, trouble, dropped, lag, most } = outcome;
      let answer: Response;
      if (trouble) answer = tell(trouble);
      else if (dropped === 'none') answer = DROPPED;
      else {
        answer = await act();
        if (most > 0 && /^(Describe|Get|List)/.test(operation))
          answer = past.seen(request, answer, { now: second, lag, most });
        if (dropped === 'done') answer = DROPPED;
      }
      if (delay > 0) await around.pause(delay);
      return answer;
    },
  };
}

/**
 * Decides. The first rule that fails a request does it; delays add up; the longest way into the past counts.
 * @param rules each that concerns the request, at its own place
 * @param second lab seconds since the weather began
 * @param chance numbers in [0, 1); as many are taken whatever comes of them
 * @param struck told of each rule that makes a difference, by its place
 */
export function outcomeOf(
  rules: readonly (Rule | undefined)[],
  second: number,
  chance: () => number,
  buckets: Outcome['buckets'],
  struck: (place: number) => void = () => {},
): Outcome {
  const outcome: Outcome & { buckets: (Bucket | undefined)[] } = { delay: 0, lag: 0, most: 0, buckets: [...buckets] };
  const open = (): boolean => outcome.trouble === undefined && outcome.dropped === undefined;
  for (const [i, rule] of rules.entries()) {
    const [first, other] = [chance(), chance()];
    if (!rule) continue;
    if (rule.what === 'rate-limit') {
      const { tokens } = filled(outcome.buckets[i], rule, second);
      if (tokens < 1) struck(i);
      if (tokens < 1 && open()) outcome.trouble = 'throttled';
      outcome.buckets[i] = { tokens: tokens < 1 ? tokens : tokens - 1, at: second };
      continue;
    }
    if (first >= rule.probability) continue;
    struck(i);
    if (rule.what === 'slow') outcome.delay += rule.least + other * (rule.most - rule.least);
    else if (rule.what === 'stale') {
      outcome.most = Math.max(outcome.most, rule.seconds);
      outcome.lag = Math.max(outcome.lag, other * rule.seconds);
    } else if (open() && rule.what === 'fault') outcome.trouble = rule.fault;
    else if (open() && rule.what === 'dropped') outcome.dropped = rule.effect;
  }
  return outcome;
}

/** A bucket as it is at a moment: full at first, filled up to its capacity since. */
function filled(
  bucket: Bucket | undefined,
  { capacity, refill }: { capacity: number; refill: number },
  second: number,
): Bucket {
  if (!bucket) return { tokens: capacity, at: second };
  return { tokens: Math.min(capacity, bucket.tokens + (second - bucket.at) * refill), at: second };
}

/** A chance for one name out of the seed for all. */
function chanceOf(seed: number, name: string): () => number {
  const random = seeded(createHash('sha256').update(`${seed} ${name}`).digest().readInt32BE(0));
  return () => random.next();
}

/** What the door takes as a connection to end; a door that can't end one would say the status. */
const DROPPED: Response = { status: 500, headers: {}, body: new Uint8Array(), dropped: true };
