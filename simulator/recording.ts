/** All that has come into a lab from outside, each at its moment: enough to make the same lab again. */
import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import type { ClosedLab } from './index';
import { wall } from './time';
import type { Arrival, TrafficListener } from './traffic/data-plane';
import { operationAsked, type Request } from './wire/protocols';
import { weatherSchema, type WholeWeather } from './wire/weather-description';
import { respond, type Response } from './wire/server';

/** Milliseconds since the epoch, of the lab. Fractions count. */
const moment = z.number();
/** In all: each takes some microseconds to be taken in again. A day of the workshop's load has ten million. */
const MOST_ARRIVALS = 100_000_000;
/** How far a lab is played again before others get a turn: in lab milliseconds, and in requests. */
const STRETCH = 3_600_000;
const AT_ONCE = 10_000;

const inputSchema = z.union([
  /** A request to AWS's API, with the headers that it is read by. */
  z.strictObject({
    at: moment,
    request: z.strictObject({
      path: z.string(),
      headers: z.record(z.string(), z.string()),
      text: z.string().optional(),
      base64: z.string().optional(),
    }),
  }),
  /** So many requests to the load balancer, one after the other, all of the shape with that number. */
  z.strictObject({ at: moment, shape: z.int().nonnegative(), arrivals: z.int().positive().max(MOST_ARRIVALS) }),
  /** The client of a held request has given it up; by its number among all arrivals. */
  z.strictObject({ at: moment, gone: z.int().nonnegative() }),
  /** Other weather, from now on. */
  z.strictObject({ at: moment, weather: weatherSchema }),
]);

const arrivalSchema = z.strictObject({
  method: z.string(),
  path: z.string(),
  bytesIn: z.number().nonnegative(),
  keepAlive: z.boolean(),
  weight: z.number().positive(),
  abreast: z.number().positive().optional(),
  held: z.boolean(),
  /** What the load balancer's rules looked at. */
  details: z
    .strictObject({
      host: z.string().optional(),
      query: z.string().optional(),
      sourceIp: z.string().optional(),
      headers: z.record(z.string(), z.array(z.string())).optional(),
    })
    .optional(),
});

export const inputsSchema = z.strictObject({
  /** Every kind of request that the load balancer got. */
  shapes: z.array(arrivalSchema),
  /** In the order in which they came. */
  inputs: z.array(inputSchema),
});

export type Inputs = z.infer<typeof inputsSchema>;
type Input = Inputs['inputs'][number];

/** What an operation is chosen and its input is read by. */
const HEADERS = ['content-type', 'content-encoding', 'smithy-protocol', 'x-amz-target'];
/** Each input and shape takes about 100 bytes, so that this is some 100 MB at most. */
const MOST_INPUTS = 1_000_000;
const MOST_BODY_BYTES = 64 * 1024 * 1024;

/** Whether a request only reads: nothing of the lab depends on it. What cannot be told does not. */
export const isReading = (request: Request): boolean =>
  /^(?:Describe|List|Get)[A-Z]\w*$/.test(operationAsked(request) ?? '');

export class Recording implements TrafficListener {
  readonly #inputs: Input[] = [];
  readonly #shapes: Arrival[] = [];
  readonly #numbers = new Map<string, number>();
  #bodyBytes = 0;
  #full = false;

  /** @param now the lab's, in milliseconds since the epoch */
  constructor(
    readonly now: () => number,
    readonly most = MOST_INPUTS,
  ) {}

  /** All up to now; undefined when more has come in than is kept: the lab goes on, and can't be saved any more. */
  get inputs(): Inputs | undefined {
    return this.#full ? undefined : structuredClone({ shapes: this.#shapes, inputs: this.#inputs });
  }

  /** A request to AWS's API; one that only reads is not kept. */
  asked(request: Request): void {
    if (this.#full || isReading(request)) return;
    this.#bodyBytes += request.body.length;
    this.#add({ at: this.now(), request: written(request) });
  }

  arrived(arrival: Arrival): void {
    if (this.#full) return;
    const { method, path, bytesIn, keepAlive, weight, abreast, held } = arrival;
    const details = arrival.details ? JSON.stringify(arrival.details) : '';
    const name = `${method} ${path} ${bytesIn} ${keepAlive} ${weight} ${abreast} ${held} ${details}`;
    let shape = this.#numbers.get(name);
    if (shape === undefined) {
      shape = this.#shapes.push(arrival) - 1;
      this.#numbers.set(name, shape);
      this.#bodyBytes += path.length + details.length;
    }
    const at = this.now();
    const last = this.#inputs.at(-1);
    if (last && 'shape' in last && last.at === at && last.shape === shape) last.arrivals++;
    else this.#add({ at, shape, arrivals: 1 });
  }

  gone(ordinal: number): void {
    if (!this.#full) this.#add({ at: this.now(), gone: ordinal });
  }

  changed(weather: WholeWeather): void {
    if (!this.#full) this.#add({ at: this.now(), weather: structuredClone(weather) });
  }

  #add(input: Input): void {
    if (this.#inputs.push(input) <= this.most && this.#bodyBytes <= MOST_BODY_BYTES) return;
    this.#full = true;
    this.#inputs.length = 0;
    this.#shapes.length = 0;
    this.#numbers.clear();
  }
}

export interface RecordedLab extends ClosedLab {
  recording: Recording;
}

/** An answer of AWS's API. What the request may change is written down before it does. */
export function ask({ services, recording }: RecordedLab, request: Request): Promise<Response> {
  recording.asked(request);
  return respond(services, request);
}

/**
 * Other weather from now on, written down. @returns what it is, with everything that was left out
 * @throws Error with everything that is wrong with it, and leaves the weather as it was
 */
export function changeWeather({ weather, recording }: RecordedLab, description: unknown): WholeWeather {
  const changed = weather.change(description);
  recording.changed(changed);
  return changed;
}

/**
 * Brings a new lab to where the inputs have brought another of the same description, options and seed: to `until`,
 * in milliseconds since the epoch. Answers are dropped, those of failed requests among them: they failed the first time too;
 * so nobody waits for a late one.
 * @throws Error when the inputs are not in order, or name a shape that is not there
 */
export async function replay(lab: RecordedLab, inputs: Inputs, until: number): Promise<void> {
  const { plane, weather } = lab;
  const { agenda } = lab.parts;
  let arrivals = 0;
  const advanceTo = async (moment: number): Promise<void> => {
    for (; agenda.ms + STRETCH < moment; await wall.pause(0)) agenda.advanceTo(agenda.ms + STRETCH);
    agenda.advanceTo(moment);
  };
  weather.holdsBack = false;
  for (const [i, input] of inputs.inputs.entries()) {
    if (input.at < agenda.ms || input.at > until)
      throw new Error(`Expected input ${i} between ${agenda.ms} and ${until}, found it at ${input.at}.`);
    await advanceTo(input.at);
    if ('request' in input) await ask(lab, read(input.request));
    else if ('gone' in input) plane.giveUp(input.gone);
    else if ('weather' in input) changeWeather(lab, input.weather);
    else {
      const arrival = inputs.shapes[input.shape];
      if (!arrival)
        throw new Error(`Expected a shape with the number ${input.shape}, found ${inputs.shapes.length} shapes.`);
      for (let n = 0; n < input.arrivals; n++) {
        if (++arrivals > MOST_ARRIVALS)
          throw new Error(`Expected at most ${MOST_ARRIVALS} requests in all, found more.`);
        plane.take(arrival, () => {});
        if (arrivals % AT_ONCE === 0) await wall.pause(0);
      }
    }
  }
  await advanceTo(until);
  weather.holdsBack = true;
}

type Written = Extract<Input, { request: unknown }>['request'];

function written({ path, headers, body }: Request): Written {
  const kept = HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
  const bytes = Buffer.from(body);
  const content = isUtf8(bytes) ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
  return { path, headers: Object.fromEntries(kept), ...content };
}

const read = ({ path, headers, text, base64 }: Written): Request => ({
  path,
  headers,
  body: base64 === undefined ? Buffer.from(text ?? '', 'utf8') : Buffer.from(base64, 'base64'),
});
