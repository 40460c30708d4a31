/** What people can do with a lab that AWS has no API for: its clock, its state, and putting it back as new. */
import { Refusal, type LabName, type Labs, type OpenLab } from './accounts';
import { changeWeather } from './recording';
import { readState } from './state';
import { readWeather, type WeatherDescription } from './wire/weather-description';
import type { HttpRequest, Response } from './wire/server';

export const CONTROL_PATH = '/_lab/';

/** Lab seconds a real second at most: a step of 5 real ms is then 18 lab seconds. */
export const FASTEST = 3600;
/** Lab seconds that one request may go on: a week of the lab takes a second or two. */
const FURTHEST = 7 * 24 * 3600;

type Route = (labs: Labs, name: LabName, body: () => unknown, query: URLSearchParams) => Promise<unknown>;

const routes: Record<string, Partial<Record<string, Route>>> = {
  '/_lab/labs': { GET: async (labs) => ({ labs: (await labs.list()).map(described) }) },
  '/_lab/reset': { POST: async (labs, name) => described(await labs.reset(name)) },
  '/_lab/clock': {
    GET: async (labs, name) => clockOf(await labs.at(name)),
    POST: async (labs, name, body) => {
      const change = readClockChange(body());
      const lab = await labs.at(name);
      if ('pace' in change) lab.clock.walk(change.pace);
      else lab.clock.skip(change.advance);
      return clockOf(lab);
    },
  },
  '/_lab/weather': {
    GET: async (labs, name) => weatherOf(await labs.at(name)),
    POST: (labs, name, body, query) =>
      changed(
        labs,
        name,
        query,
        valid(() => readWeather(body())),
      ),
    DELETE: (labs, name, _body, query) => changed(labs, name, query, {}),
  },
  '/_lab/state': {
    GET: (labs, name) => labs.save(name),
    POST: async (labs, _name, body, query) => {
      const state = valid(() => readState(body()));
      for (const [part, asked] of query)
        if ((part === 'account' || part === 'region') && asked !== state.lab[part])
          throw new Refusal(
            `Expected a state of ${part} ${asked}, found one of ${state.lab[part]}: a state goes to the lab that it was saved from. Leave ${part} out.`,
          );
      return described(await labs.load(state));
    },
  },
};

/** Answers a request for a path under `/_lab/`, in JSON. Never rejects, but for defects. */
export async function control(labs: Labs, request: HttpRequest): Promise<Response> {
  try {
    if (request.headers.origin !== undefined)
      throw new Refusal(
        `Expected a request of a program, found one of a web page (Origin ${request.headers.origin}): pages may not change the labs. Use a command line.`,
        403,
      );
    const { pathname, searchParams } = new URL(request.path, 'http://lab');
    const methods = routes[pathname];
    if (!methods) throw new Refusal(`Expected one of ${Object.keys(routes).join(', ')}, found ${pathname}.`, 404);
    const route = methods[request.method];
    if (!route)
      throw new Refusal(`Expected ${Object.keys(methods).join(' or ')} for ${pathname}, found ${request.method}.`, 405);
    const name = {
      account: searchParams.get('account') ?? labs.first.account,
      region: searchParams.get('region') ?? labs.first.region,
    };
    return answer(200, await route(labs, name, () => json(request.body), searchParams));
  } catch (error) {
    if (error instanceof Refusal) return answer(error.status, { message: error.message });
    throw error;
  }
}

const answer = (status: number, body: unknown): Response => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(`${JSON.stringify(body)}\n`),
});

const clockOf = ({ parts, clock }: OpenLab) => ({
  now: parts.agenda.now().toISOString(),
  pace: clock.pace,
  ...(clock.failure !== undefined && { failure: String(clock.failure) }),
});

/**
 * The DNS name that DescribeLoadBalancers gives is as AWS's are, and no name server knows it: `url` is where the load
 * balancer is.
 */
const described = (lab: OpenLab) => ({ ...lab.name, ...clockOf(lab), url: lab.traffic.url });

const weatherOf = ({ name, weather: { since, description, strikes } }: OpenLab) => ({
  ...name,
  since: new Date(since).toISOString(),
  ...description,
  /** How often each struck since then, by its place in `rules` and `lab`. */
  struck: structuredClone(strikes),
});

/** Other weather for the lab of that name, or with `labs=all` for all that there are. */
async function changed(
  labs: Labs,
  name: LabName,
  query: URLSearchParams,
  weather: WeatherDescription,
): Promise<unknown> {
  const asked = query.get('labs');
  if (asked !== null && (asked !== 'all' || query.has('account') || query.has('region')))
    throw new Refusal(
      `Expected labs=all without an account or a region, found labs=${asked}. Name one lab by account and region, or all of them.`,
    );
  const all = asked === null ? [await labs.at(name)] : await labs.list();
  for (const lab of all) changeWeather(lab, weather);
  return asked === null ? weatherOf(all[0]!) : { labs: all.map(weatherOf) };
}

function readClockChange(body: unknown): { pace: number } | { advance: number } {
  const { pace, advance, ...others } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  if (Object.keys(others).length === 0) {
    if (isPace(pace) && advance === undefined) return { pace };
    if (typeof advance === 'number' && advance >= 0 && advance <= FURTHEST && pace === undefined) return { advance };
  }
  throw new Refusal(
    `Expected {"pace": N}, a whole number from 0 to ${FASTEST} lab seconds a real second, or {"advance": SECONDS}, from 0 to ${FURTHEST}; found ${JSON.stringify(body).slice(0, 100)}.`,
  );
}

/** Whole, because each request stands for so many of the lab. */
export const isPace = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= FASTEST;

function json(body: Uint8Array): unknown {
  return valid(() => JSON.parse(Buffer.from(body).toString('utf8')) as unknown);
}

function valid<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Refusal
      ? error
      : new Refusal(
          error instanceof SyntaxError
            ? `Expected a body of JSON, found one that can't be read: ${error.message}.`
            : String((error as Error).message),
        );
  }
}
