/** The labs of one process: each account has one in each region, built when it is first asked for. */
import { Drive } from './drive';
import { assemble, type LabDescription, type SimulationOptions } from './index';
import { Recording, replay, type RecordedLab } from './recording';
import { STATE_VERSION, type State } from './state';
import { wall, type Wall } from './time';
import { serveTraffic, type TrafficServer } from './traffic/server';
import type { Request } from './wire/protocols';

export interface LabName {
  account: string;
  region: string;
}

export const DEFAULT_ACCOUNT = '123456789012';
/** Each takes some megabytes and a port. */
const MOST_LABS = 64;

export interface LabsOptions {
  /** Of every lab; seed and ports are those of the first one. */
  simulation?: SimulationOptions;
  /** What `simulation` is called in saved states: they fit to a process with the same alone. */
  scenario?: string;
  /** Lab seconds a real second, of each new lab; 0, if not told. */
  pace?: number;
  /** Where load balancers listen; the loopback, if not told. */
  host?: string;
  most?: number;
  wall?: Wall;
  /** Told, in a line, of what nobody asked for and someone should know. */
  report?: (text: string) => void;
}

/** A lab whose load balancer can be reached. */
export interface OpenLab extends RecordedLab {
  name: LabName;
  /** Where it began: all that its state depends on, beside what came in. */
  origin: State['lab'];
  clock: Drive;
  traffic: TrafficServer;
}

/** A wish that can't be met: the caller's fault. `message` is a whole sentence or two. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export class Labs {
  readonly first: LabName;
  readonly #labs = new Map<string, Promise<OpenLab>>();

  constructor(
    readonly description: LabDescription,
    readonly options: LabsOptions = {},
  ) {
    this.first = { account: options.simulation?.account ?? DEFAULT_ACCOUNT, region: description.region };
  }

  /** The lab of that name, new if there is none. @throws Refusal, before it returns, when there are too many or the name is none */
  at(name: LabName): Promise<OpenLab> {
    checkName(name);
    const key = keyOf(name);
    const present = this.#labs.get(key);
    if (present) return present;
    const most = this.options.most ?? MOST_LABS;
    if (this.#labs.size >= most)
      throw new Refusal(
        `Expected at most ${most} labs in one simulator, found a request for one more (account ${name.account}, region ${name.region}). ` +
          'Use one of those that GET /_lab/labs lists, or start another simulator.',
      );
    return this.#keep(key, this.#open(name, this.#originOf(name)));
  }

  /** In the order in which they were first asked for. */
  list(): Promise<OpenLab[]> {
    return Promise.all(this.#labs.values());
  }

  /** Puts a lab back as new, at the same address. Its requests under way are cut. */
  reset(name: LabName): Promise<OpenLab> {
    return this.#replace(name, () => this.#build(this.#originOf(name)));
  }

  /** @throws Refusal when more has come in than was kept */
  async save(name: LabName): Promise<State> {
    const { origin, parts, recording } = await this.at(name);
    const { inputs } = recording;
    if (!inputs)
      throw new Refusal(
        'The lab has taken in more than its record holds, so that it can no longer be saved. POST /_lab/reset begins a new one.',
        409,
      );
    return { version: STATE_VERSION, lab: origin, now: parts.agenda.ms, ...inputs };
  }

  /**
   * Makes the lab that the state names as it was when it was saved. It goes on at its pace from there.
   * @throws Refusal when the state is of another scenario, or does not make a lab
   */
  async load(state: State): Promise<OpenLab> {
    const scenario = this.options.scenario ?? null;
    if (state.lab.scenario !== scenario)
      throw new Refusal(
        `Expected a state of the scenario ${scenario ?? 'none'}, found one of ${state.lab.scenario ?? 'none'}. Start the simulator with the scenario that the state was saved with.`,
        409,
      );
    checkName(state.lab);
    const built = await this.#build(state.lab);
    try {
      await replay(built, state, state.now);
    } catch (error) {
      throw new Refusal(`The state can't be played again: ${error instanceof Error ? error.message : String(error)}`);
    }
    return this.#replace(state.lab, () => Promise.resolve(built));
  }

  async close(): Promise<void> {
    // One that failed to open has nothing to shut.
    const labs = [...this.#labs.values()].map((lab) => lab.then(shut, () => {}));
    this.#labs.clear();
    await Promise.all(labs);
  }

  /** One that fails to open leaves no trace. */
  #keep(key: string, opening: Promise<OpenLab>): Promise<OpenLab> {
    this.#labs.set(key, opening);
    opening.catch(() => {
      if (this.#labs.get(key) === opening) this.#labs.delete(key);
    });
    return opening;
  }

  async #open(name: LabName, origin: State['lab']): Promise<OpenLab> {
    const port = keyOf(name) === keyOf(this.first) ? this.options.simulation?.trafficPort : 0;
    return this.#openDoor(await this.#build(origin), port ?? 0, this.options.pace ?? 0);
  }

  /** One after the other, also where several are asked for at once: each takes the place of the one before it. */
  #replace(name: LabName, build: () => Promise<Built>): Promise<OpenLab> {
    const replaced = this.at(name).then(async (old) => {
      const { pace } = old.clock;
      await shut(old);
      return this.#openDoor(await build(), Number(new URL(old.traffic.url).port), pace);
    });
    return this.#keep(keyOf(name), replaced);
  }

  async #build(origin: State['lab']): Promise<Built> {
    const { account, region, seed, start, uptime } = origin;
    const recording: Recording = new Recording(() => lab.parts.agenda.ms);
    const options = { ...this.options.simulation, account, seed, start: new Date(start), uptime };
    const lab = assemble(inRegion(this.description, region), options, recording);
    await options.prepare?.({ ...lab.parts, loadBalancerArn: lab.loadBalancerArn });
    return { ...lab, name: { account, region }, origin, recording };
  }

  async #openDoor(built: Built, port: number, pace: number): Promise<OpenLab> {
    const { account, region } = built.name;
    const clock = new Drive(
      built.parts.agenda,
      this.options.wall ?? wall,
      () => built.plane.held,
      (failure) =>
        this.options.report?.(
          `The lab of account ${account} in ${region} has stopped by a defect of the simulator. POST /_lab/reset puts it back as new. ${failure.stack ?? failure.message}\n`,
        ),
    );
    const traffic = await serveTraffic(built.plane, {
      port,
      host: this.options.host,
      // What comes in while lab time walks stands for as many requests as seconds go by: the rate is what was sent.
      load: () => (clock.pace > 0 ? { userAgent: undefined, weight: clock.pace } : undefined),
    });
    clock.walk(pace);
    return { ...built, clock, traffic };
  }

  #originOf(name: LabName): State['lab'] {
    const { seed = 1, start = new Date('2026-03-29T09:00:00Z'), uptime = 1800 } = this.options.simulation ?? {};
    const isFirst = keyOf(name) === keyOf(this.first);
    return {
      account: name.account,
      region: name.region,
      seed: isFirst ? seed : hash(`${seed} ${keyOf(name)}`),
      start: start.toISOString(),
      uptime,
      scenario: this.options.scenario ?? null,
    };
  }
}

type Built = Omit<OpenLab, 'clock' | 'traffic'>;

async function shut({ clock, traffic }: OpenLab): Promise<void> {
  clock.walk(0);
  await traffic.close();
}

const keyOf = ({ account, region }: LabName): string => `${account} ${region}`;

function checkName({ account, region }: LabName): void {
  if (!/^\d{12}$/.test(account))
    throw new Refusal(`Expected an account of 12 digits, found ${JSON.stringify(account)}.`);
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region))
    throw new Refusal(`Expected a region such as ap-northeast-2, found ${JSON.stringify(region)}.`);
}

/**
 * Whose lab a request is for, told by the credential in its signature: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`
 * (IAM user guide, "Elements of an AWS API request signature"). A key of 12 digits is the account, as other emulators
 * have it; any other key, or none, is the first lab's account. Signatures are not checked.
 */
export function callerOf({ headers }: Pick<Request, 'headers'>, first: LabName): LabName {
  const [, key = '', region] = /Credential=([^/,\s]+)\/\d*\/([^/,\s]+)\//.exec(headers.authorization ?? '') ?? [];
  return { account: /^\d{12}$/.test(key) ? key : first.account, region: region ?? first.region };
}

/** The same lab elsewhere: zones carry the name of their region. */
const inRegion = (lab: LabDescription, region: string): LabDescription => ({
  ...lab,
  region,
  instances: { ...lab.instances, zones: lab.instances.zones.map((zone) => zone.replace(lab.region, region)) },
});

/** 32 bits of FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value;
}
