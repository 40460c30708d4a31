/** What the benchmark has the load generator do in a process of its own, and what comes of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { LoadPlan, Pass } from '../helpers/load/plan';
import type { LoadResult } from '../helpers/load/report';
import type { Seconds } from '../helpers/time';

export interface LoadOrder {
  plan: LoadPlan;
  threads: number;
}

export interface LoadOutcome {
  result: LoadResult;
  /** Of one core, over the whole run; the process has the load's threads and one that waits for them. */
  cpu: number;
  /** Resident memory of the process, every second of the run. */
  megabytes: number[];
}

const root = resolve(__dirname, '..');

/** Runs one pass. What is waited for when it ends is abandoned. */
export async function ours(pass: Pass, threads = 1): Promise<LoadOutcome> {
  const order: LoadOrder = { plan: { passes: [pass], repeatFor: 0, atMost: pass.duration + 5 }, threads };
  const script = join(__dirname, 'load-generator.ts');
  return JSON.parse(
    await output(process.execPath, ['-r', 'esbuild-register', script, JSON.stringify(order)]),
  ) as LoadOutcome;
}

/** More than any of these sends, and as many as a plan may have. */
const NO_END = 10_000_000;

/** A closed loop that only time ends. */
export const closed = (url: string, inFlight: number, duration: Seconds, keepAlive = false): Pass => ({
  kind: 'closed',
  url,
  inFlight,
  maxRequests: NO_END,
  duration,
  keepAlive,
});

export const open = (url: string, perSecond: number, duration: Seconds): Pass => ({
  kind: 'open',
  url,
  perMinute: { from: perSecond * 60, to: perSecond * 60 },
  duration,
  maxInFlight: 1000,
});

/**
 * What a command prints.
 *
 * @throws Error when it cannot be run or fails
 */
export async function output(command: string, args: string[]): Promise<string> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (data: Buffer) => (text[name] += String(data)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`Expected ${command} to end well, found exit code ${code}: ${text.stderr.trim().slice(-1000)}`);
  return text.stdout;
}
