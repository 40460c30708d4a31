/** The simulator as a program of its own: labs behind one address for AWS clients, until it is told to stop. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { callerOf, Labs, Refusal, type OpenLab } from './accounts';
import { readArguments, USAGE, UsageError, type Arguments } from './arguments';
import { control, CONTROL_PATH } from './control';
import type { LabDescription, SimulationOptions } from './index';
import { ask } from './recording';
import { readState } from './state';
import { isLoopback } from './wire/host';
import { listen, refuse, type ApiServer, type Handler } from './wire/server';

/** The largest state that is taken in, in bytes: a day of the workshop's load has some ten million. */
const MOST_STATE_BYTES = 128 * 1024 * 1024;
const MOST_BYTES = 10 * 1024 * 1024;

/** Opens one door before the labs: AWS's API of whoever calls, and the labs' own control under `/_lab/`. */
export function openDoor(labs: Labs, options: { port?: number; host?: string } = {}): Promise<ApiServer> {
  const handler: Handler = async (request) => {
    if (request.path.startsWith(CONTROL_PATH)) return control(labs, request);
    try {
      const lab = await labs.at(callerOf(request, labs.first));
      if (lab.clock.failure !== undefined)
        return refuse(
          request,
          'InternalFailure',
          500,
          `The lab has stopped by a defect of the simulator: ${String(lab.clock.failure)}. POST /_lab/reset puts it back as new.`,
        );
      const { headers, ...response } = await ask(lab, request);
      // The lab's own time, as AWS tells its own: whoever judges moments of the lab can go by it.
      return { ...response, headers: { ...headers, date: lab.clock.now().toUTCString() } };
    } catch (error) {
      if (error instanceof Refusal) return refuse(request, 'RefusedBySimulator', error.status, error.message);
      throw error;
    }
  };
  return listen(handler, {
    ...options,
    mostBytes: ({ path }) => (path.startsWith(`${CONTROL_PATH}state`) ? MOST_STATE_BYTES : MOST_BYTES),
  });
}

/** What the program needs of the process that it runs in. */
export interface Surroundings {
  out(text: string): void;
  err(text: string): void;
  /** Resolves when it is to end. */
  stopped(): Promise<void>;
}

/**
 * Runs the program to its end.
 * @returns the exit code: 0, 2 for a command line that can't be followed, 1 when the simulator can't start
 */
export async function run(lab: LabDescription, given: readonly string[], around: Surroundings): Promise<number> {
  if (given.includes('--help')) {
    around.out(USAGE);
    return 0;
  }
  let options: Arguments;
  let simulation: SimulationOptions;
  try {
    options = readArguments(given);
    simulation = simulationOf(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    around.err(`${error.message}\n`);
    return 2;
  }
  const { pace, host, scenario, port, state } = options;
  const labs = new Labs(lab, { simulation, scenario, pace, host, report: (text) => around.err(text) });
  let api: ApiServer | undefined;
  try {
    const first = state === undefined ? await labs.at(labs.first) : await labs.load(stateIn(state));
    api = await openDoor(labs, { port, host });
    if (!isLoopback(host))
      around.err(
        `Warning: ${host} is not the loopback: whoever reaches it can use and change the labs, without credentials.\n`,
      );
    around.out(greeting(api.endpoint, first, labs.first.account));
    await around.stopped();
    return 0;
  } catch (error) {
    around.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    await Promise.all([api?.close(), labs.close()]);
  }
}

function simulationOf({ seed, trafficPort, scenario }: Arguments): SimulationOptions {
  const options = scenario === undefined ? {} : scenarioAt(scenario);
  return { ...options, seed: seed ?? options.seed, trafficPort };
}

function scenarioAt(place: string): SimulationOptions {
  const [path = '', name = 'default'] = place.split('#');
  let found: unknown;
  try {
    // Not import(): what loads TypeScript here takes part in require alone.
    found = (createRequire(__filename)(resolve(path)) as Record<string, unknown>)[name];
  } catch (error) {
    throw new UsageError(
      `Expected a module for --scenario, found that ${path} can't be loaded: ${(error as Error).message}`,
    );
  }
  if (typeof found !== 'object' || found === null)
    throw new UsageError(`Expected SimulationOptions exported as ${name} by ${path} for --scenario, found none.`);
  return found;
}

function stateIn(file: string): ReturnType<typeof readState> {
  try {
    return readState(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UsageError(
      `Expected a saved state for --state, found that ${file} can't be used: ${(error as Error).message}`,
    );
  }
}

const greeting = (
  endpoint: string,
  { name, traffic, clock }: OpenLab,
  defaultAccount: string,
): string => `The lab runs at ${clock.pace} lab seconds a second.
AWS's API:         ${endpoint}
The load balancer: ${traffic.url}/

export AWS_ENDPOINT_URL=${endpoint}
export AWS_DEFAULT_REGION=${name.region}
export AWS_ACCESS_KEY_ID=${name.account === defaultAccount ? 'simulator' : name.account}
export AWS_SECRET_ACCESS_KEY=simulator

An access key id of 12 digits is an account of its own. The labs and their load balancers: GET ${endpoint}${CONTROL_PATH}labs
`;
