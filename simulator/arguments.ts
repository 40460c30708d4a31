/** The simulator's command line, as it is read. */
import { FASTEST, isPace } from './control';
import { LOOPBACK } from './wire/host';

export interface Arguments {
  port: number;
  trafficPort: number;
  /** Lab seconds a real second. */
  pace: number;
  seed: number | undefined;
  /** PATH#NAME of exported SimulationOptions. */
  scenario: string | undefined;
  /** The file of a saved state. */
  state: string | undefined;
  host: string;
}

export const USAGE = `Usage: npm run simulator -- [options]
  --port N              port of AWS's API (default 4566; 0 takes a free one)
  --traffic-port N      port of the load balancer (default 0)
  --pace N              lab seconds a real second, 0 to ${FASTEST} (default 60; 1 is real time, 0 stands still)
  --seed N              the same seed gives the same lab
  --scenario PATH#NAME  exported SimulationOptions; PATH is seen from the working directory
  --state FILE          a state saved by GET /_lab/state, to begin with
  --host ADDRESS        where to listen (default ${LOOPBACK})
  --help                this text
`;

/** A command line that can't be followed; `message` is a sentence. */
export class UsageError extends Error {}

const NAMES = ['port', 'traffic-port', 'pace', 'seed', 'scenario', 'state', 'host'];

/** @throws UsageError for unknown options and values that can't be used */
export function readArguments(given: readonly string[]): Arguments {
  const values = new Map<string, string>();
  for (let i = 0; i < given.length; i++) {
    const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(given[i]!) ?? [];
    if (!NAMES.includes(name))
      throw new UsageError(
        `Expected options out of ${NAMES.map((each) => `--${each}`).join(', ')}, found ${given[i]}.`,
      );
    const value = inline ?? given[++i];
    if (!value) throw new UsageError(`Expected a value after --${name}, found none.`);
    if (values.has(name)) throw new UsageError(`Expected --${name} once, found it again.`);
    values.set(name, value);
  }
  const whole = (name: string, standard: number, fits: (value: number) => boolean, wanted: string): number => {
    const text = values.get(name);
    const value = text === undefined ? standard : /^-?\d+$/.test(text) ? Number(text) : NaN;
    if (fits(value)) return value;
    throw new UsageError(`Expected ${wanted} for --${name}, found ${text}.`);
  };
  const isPort = (value: number): boolean => value >= 0 && value <= 65_535;
  const A_PORT = 'a port from 0 to 65535';
  const scenario = values.get('scenario');
  if (scenario !== undefined && !/^[^#]+(#[^#]+)?$/.test(scenario))
    throw new UsageError(`Expected PATH#NAME of exported SimulationOptions for --scenario, found ${scenario}.`);
  return {
    port: whole('port', 4566, isPort, A_PORT),
    trafficPort: whole('traffic-port', 0, isPort, A_PORT),
    pace: whole('pace', 60, isPace, `a whole number from 0 to ${FASTEST}`),
    seed: values.has('seed') ? whole('seed', 1, Number.isSafeInteger, 'a whole number') : undefined,
    scenario,
    state: values.get('state'),
    host: values.get('host') ?? LOOPBACK,
  };
}
