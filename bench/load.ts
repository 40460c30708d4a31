/**
 * `npm run bench:load`: the load generator beside ab and autocannon, on this machine, in this run.
 *
 * Generator and server share the machine's cores, here as there. `--quick` measures less and shorter; `--minutes 3` is how long
 * memory is watched. On Debian: `apt-get install apache2-utils nginx-light`.
 */
import { parseArgs } from 'node:util';
import { wallClock, type Seconds } from '../helpers/time';
import { closed, open, ours } from './load-order';
import { machine } from './machine';
import { median, report, skip } from './row';
import { ab, autocannon, isMissing } from './other-tools';
import { fastServer, slowServer, type Server } from './load-server';

interface Options {
  rounds: number;
  /** Of one measurement of throughput. */
  duration: Seconds;
  openLoop: Seconds;
  minutes: number;
}

/** Completed requests a second. Rejects when the tool is missing. */
type Measure = () => Promise<number>;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, minutes: { type: 'string', default: '10' } } });
  const minutes = Number(values.minutes);
  if (!(minutes >= 0)) throw new TypeError(`Expected --minutes to be a number from 0 up, found ${values.minutes}.`);
  const options: Options = values.quick
    ? { rounds: 2, duration: 3, openLoop: 10, minutes: Math.min(minutes, 0.5) }
    : { rounds: 5, duration: 10, openLoop: 60, minutes };
  const server = await fastServer();
  try {
    console.log(`${machine()}, ` + `against ${server.name}; medians of ${options.rounds} rounds (least–most)\n`);
    await throughput(server, options);
    await steadyRate(server, options);
    await frozenServer(options);
    await constantServer(options);
    await memory(server, options);
  } finally {
    await server.end();
  }
}

/** All in turn, round after round: what else the machine does meanwhile falls on each of them alike. */
async function throughput({ url }: Server, { rounds, duration }: Options): Promise<void> {
  const measures = new Map<string, Measure>();
  const rates = new Map<string, number[]>();
  const own = (inFlight: number, threads: number, keepAlive?: boolean): Measure => {
    return async () => {
      const { result } = await ours(closed(url, inFlight, duration, keepAlive), threads);
      if (result.failed > 0) console.log(`  of ours, ${result.failed} failed: ${JSON.stringify(result.failures)}`);
      return (result.completed / (result.endedAt - result.startedAt)) * 1000;
    };
  };
  for (const inFlight of [200, 800]) {
    measures.set(`1 thread, ${inFlight}`, own(inFlight, 1));
    measures.set(`ab, ${inFlight}`, () => ab(url, inFlight, duration));
    measures.set(`2 threads, ${inFlight}`, own(inFlight, 2));
  }
  measures.set('keep-alive', own(200, 1, true));
  measures.set('autocannon', () => autocannon(url, 200, duration));

  const missing = new Map<string, string>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of measures) {
      if (missing.has(name)) continue;
      try {
        rates.set(name, [...(rates.get(name) ?? []), await measure()]);
      } catch (error) {
        if (!isMissing(error)) throw error;
        missing.set(name, error.message.split('\n')[0]!);
      }
    }
  }
  const compare = (what: string, mine: string, theirs: string, atLeast: number): void => {
    const why = missing.get(mine) ?? missing.get(theirs);
    if (why !== undefined) return skip(what, why);
    const [a, b] = [rates.get(mine)!, rates.get(theirs)!];
    const note = `${median(a).toFixed(0)}/s and ${median(b).toFixed(0)}/s`;
    report({ what, values: a.map((rate, round) => rate / b[round]!), limit: { atLeast }, note });
  };
  for (const inFlight of [200, 800]) {
    const what = `a connection for each request, ${inFlight} in flight, ours/ab`;
    compare(`${what}, one thread`, `1 thread, ${inFlight}`, `ab, ${inFlight}`, 0.9);
    compare(`${what}, two threads`, `2 threads, ${inFlight}`, `ab, ${inFlight}`, 1);
  }
  compare('keep-alive, 200 in flight, ours/autocannon, one thread', 'keep-alive', 'autocannon', 1);
}

async function steadyRate({ url }: Server, { openLoop }: Options): Promise<void> {
  const { result, cpu } = await ours(open(url, 600, openLoop));
  const what = `open loop, 600/s for ${openLoop} s`;
  const missed = (1 - result.completed / result.planned) * 100;
  report({ what: `${what}, not delivered`, unit: ' %', values: [missed], limit: { atMost: 0.5 } });
  report({ what: `${what}, p99 of the lag`, unit: ' ms', values: [result.latency.lag.p99], limit: { atMost: 5 } });
  report({ what: `${what}, generator's share of a core`, unit: ' %', values: [cpu * 100], limit: { atMost: 15 } });
}

/** Requests that come while it stands still wait up to two seconds, and all others hardly at all. */
async function frozenServer({ openLoop }: Options): Promise<void> {
  const server = await slowServer(0);
  try {
    const load = ours(open(server.url, 200, Math.min(openLoop, 20)));
    await wallClock.sleep(4);
    await server.freeze(2);
    const { response, service } = (await load).result.latency;
    const what = 'open loop, 200/s, server frozen for 2 s';
    report({ what: `${what}, p99 of the response`, unit: ' ms', values: [response.p99], limit: { atLeast: 1500 } });
    report({ what: `${what}, median of the service`, unit: ' ms', values: [service.p50], limit: { atMost: 50 } });
  } finally {
    await server.end();
  }
}

async function constantServer({ openLoop }: Options): Promise<void> {
  const server = await slowServer(0.1);
  try {
    const { p50 } = (await ours(open(server.url, 5, Math.min(openLoop, 20)))).result.latency.response;
    const what = 'open loop, 5/s, server that takes 100 ms, off by';
    report({
      what,
      unit: ' ms',
      values: [Math.abs(p50 - 100)],
      limit: { atMost: 10 },
      note: `p50 ${p50.toFixed(1)} ms`,
    });
  } finally {
    await server.end();
  }
}

/** A heap takes some minutes to find its size, so less than ten say nothing of a leak. */
async function memory({ url }: Server, { minutes }: Options): Promise<void> {
  const what = `open loop, 600/s for ${minutes} minutes, growth of memory`;
  if (minutes === 0) return skip(what, 'as --minutes says');
  const { megabytes } = await ours(open(url, 600, minutes * 60));
  const settled = megabytes.slice(Math.floor(megabytes.length / 3));
  report({
    what,
    unit: ' MB/min',
    values: [slope(settled) * 60],
    limit: minutes >= 10 ? { atMost: 1 } : undefined,
    note: `${settled[0]?.toFixed(0)} MB after a third, ${settled.at(-1)?.toFixed(0)} MB at the end`,
  });
}

/** Of the line with the least squares, per step. */
function slope(values: number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let products = 0;
  let squares = 0;
  values.forEach((value, at) => {
    products += (at - middle) * (value - mean);
    squares += (at - middle) ** 2;
  });
  return products / squares;
}

void main();
