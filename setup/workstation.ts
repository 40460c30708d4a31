/** For tests: an attendee's workstation, with AWS's command line and `ab`, before a simulator in a process of its own. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '..');
/** Lab seconds between two looks of someone who waits. */
const LOOK = 30;
/** Of a line of `ab`. */
const TIME_LIMIT = /-t (\d+)/;
const runs = promisify(execFile);

const works = (command: string, version: string): boolean => spawnSync(command, [version]).status === 0;

/** The programs that the workshop is done with and that are not here. */
export const missing: readonly string[] = [
  ...(works('aws', '--version') ? [] : ['AWS CLI']),
  ...(works('ab', '-V') ? [] : ['ab']),
];

export interface Workstation {
  /** What a command prints, read as JSON. @throws Error when the command fails */
  aws<T = unknown>(service: string, command: string, ...options: readonly string[]): Promise<T>;
  /**
   * Runs a script's lines in turn, for so many minutes of the lab. Each sends its requests without the time limit that it
   * has, and then the lab goes on to the end of that time: how much the lab sees is hardly a question of the machine's speed.
   * @param lines of `ab`, with ALB for the load balancer's address
   * @param pace lab seconds a real second while requests are sent, each of which then counts so often; 0: the lab's time
   * stands still meanwhile, and each counts once
   */
  load(lines: readonly string[], minutes: number, pace: number): Promise<void>;
  /** Lets quiet minutes of the lab pass at once. */
  rest(minutes: number): Promise<void>;
  /**
   * Looks, and lets half a minute pass, until `seen` is content with what `look` finds.
   * @throws Error with the last look after so many minutes of the lab
   */
  waitUntil<T>(look: () => Promise<T>, seen: (found: T) => boolean, minutes: number): Promise<T>;
  /** The lab's time, in milliseconds since the epoch. */
  now(): Promise<number>;
  /** The simulator's exit code and signal, once it has been told to end and has ended. */
  leave(): Promise<unknown[]>;
}

/** Starts a simulator on free ports, and takes the settings that it tells. */
export async function workstation(): Promise<Workstation> {
  const simulator = spawn(
    process.execPath,
    ['-r', 'esbuild-register', 'setup/simulator.ts', '--port', '0', '--pace', '0'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let told = '';
  for await (const chunk of simulator.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    told += String(chunk);
    if (told.includes('/_lab/labs\n')) break;
  }
  const settings = Object.fromEntries(
    [...told.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>;
  const url = /^The load balancer: (.*)\/$/m.exec(told)![1]!;

  async function clock(change?: { pace: number } | { advance: number }): Promise<number> {
    const body = change && JSON.stringify(change);
    const response = await fetch(`${settings.AWS_ENDPOINT_URL}/_lab/clock`, { method: change ? 'POST' : 'GET', body });
    return Date.parse(((await response.json()) as { now: string }).now);
  }

  const ab = (line: string) => runs('ab', line.replace('ALB', url).split(/\s+/).slice(1));

  return {
    async aws<T>(...command: readonly string[]) {
      const env = { ...process.env, ...settings, AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' };
      const { stdout } = await runs('aws', [...command, '--output', 'json'], { env });
      return (stdout ? JSON.parse(stdout) : {}) as T;
    },
    async load(lines, minutes, pace) {
      const begun = await clock();
      for (let turn = 0, now = begun; now < begun + minutes * 60_000; turn++) {
        const line = lines[turn % lines.length]!;
        const end = now + Number(TIME_LIMIT.exec(line)![1]) * 1000;
        if (pace > 0) await clock({ pace });
        await ab(line.replace(TIME_LIMIT, ''));
        if (pace > 0) now = await clock({ pace: 0 });
        now = await clock({ advance: Math.max(0, end - now) / 1000 });
      }
    },
    async rest(minutes) {
      await clock({ advance: minutes * 60 });
    },
    async waitUntil(look, seen, minutes) {
      for (let waited = 0; ; waited += LOOK) {
        const found = await look();
        if (seen(found)) return found;
        if (waited >= minutes * 60)
          throw new Error(`Expected it within ${minutes} minutes of the lab, found ${JSON.stringify(found)}.`);
        await clock({ advance: LOOK });
      }
    },
    now: () => clock(),
    async leave() {
      const ended = once(simulator, 'exit');
      simulator.kill('SIGTERM');
      return ended;
    },
  };
}

/** A moment that the command line printed, in milliseconds since the epoch: its version 1 writes seconds, version 2 a date. */
export const moment = (printed: string | number): number =>
  typeof printed === 'number' ? printed * 1000 : Date.parse(printed);
