/** What every simulated service shares: one account in one region, its clock, its chance, and the ids it hands out. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { Conditions } from './conditions';
import type { Agenda, Seconds } from './time';

export interface World {
  readonly account: string;
  readonly region: string;
  readonly agenda: Agenda;
  readonly random: Random;
  /** What goes wrong in it. */
  readonly conditions: Conditions;
  /** `arn:aws:<service>:<region>:<account>:<resource>` */
  arn(service: string, resource: string): string;
}

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A duration in [min, max). */
  between(min: Seconds, max: Seconds): Seconds;
  pick<T>(from: readonly T[]): T;
  /** `length` hexadecimal digits. */
  hex(length: number): string;
  /** `length` decimal digits, the first of them not 0. */
  digits(length: number): string;
  uuid(): string;
}

/** Makes the conditions' chance another one than the lab's. */
const UNKIND = 0x756e6b64;

export function createWorld(options: { account: string; region: string; agenda: Agenda; seed: number }): World {
  const { account, region, agenda } = options;
  return {
    account,
    region,
    agenda,
    random: seeded(options.seed),
    conditions: new Conditions(agenda, () => seeded(options.seed ^ UNKIND)),
    arn: (service, resource) => `arn:aws:${service}:${region}:${account}:${resource}`,
  };
}

/** The one random source of a lab: the same seed gives the same lab. */
export function seeded(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const next = (): number => uniformFloat64(generator);
  // The generator's state is the seed at first: without these, small seeds all begin with nearly 1.
  for (let i = 0; i < 32; i++) next();
  const text = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
  const hex = (length: number): string => text('0123456789abcdef', length);
  return {
    next,
    between: (min, max) => min + next() * (max - min),
    pick: (from) => {
      if (from.length === 0) throw new Error('Nothing to pick from.');
      return from[Math.floor(next() * from.length)]!;
    },
    hex,
    digits: (length) => text('123456789', 1) + text('0123456789', length - 1),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${text('89ab', 1)}${hex(3)}-${hex(12)}`,
  };
}
