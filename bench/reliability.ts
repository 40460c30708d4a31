/**
 * `npm run bench:reliability`: runs that are killed at random moments are undone, and unkind AWS changes no verdict.
 *
 * Of every run that fails it prints what is needed to see it again. `--kills 5 --weathers 2` does less.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isDeepStrictEqual } from 'node:util';
import type { Clients } from '../fixtures/clients';
import { journals } from '../fixtures/journal';
import { labState } from '../fixtures/lab-state';
import { seededChance } from '../fixtures/patience';
import { openTestAccount } from '../fixtures/test-account';
import { wallClock } from '../helpers/time';
import { machine } from './machine';
import { ATTENDEES, sharesOf } from './rate-limits';
import { report } from './row';
import { startSimulator } from './stand-alone';

const root = resolve(__dirname, '..');
/** Lab seconds a second: a whole run takes some twenty. */
const PACE = 200;
/** The latest moment of a kill, in seconds after the first change is written down: nearly a whole run of both chapters. */
const LATEST = 15;
const SEED = 20261126;

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { kills: { type: 'string', default: '60' }, weathers: { type: 'string', default: '20' } },
  });
  console.log(`${machine()}\n`);
  await calls();
  await kills(Number(values.kills));
  await weathers(Number(values.weathers));
}

/** What a class asks of one account. */
async function calls(): Promise<void> {
  for (const chapter of ['service', 'cluster'] as const) {
    const shares = (await sharesOf(chapter)).sort((a, b) => b.share - a.share);
    report({
      what: `the largest share of a published limit that ${ATTENDEES} attendees take who watch the ${chapter} chapter`,
      unit: ' %',
      values: [100 * shares[0]!.share],
      limit: { atMost: 50 },
      note: shares[0]!.of,
    });
  }
}

/** One lab for all of them: each run begins with what the undo of the last one has left. */
async function kills(count: number): Promise<void> {
  const chance = seededChance(SEED);
  const simulator = await startSimulator(PACE);
  const account = await openTestAccount(simulator.endpoint, { pace: PACE });
  const { clients, environment } = account;
  const undone: boolean[] = [];
  const changed: boolean[] = [];
  try {
    const before = await labState(clients);
    for (let run = 1; run <= count; run++) {
      const after = chance() * LATEST;
      const state = await killed(after, environment, clients);
      changed.push(!isDeepStrictEqual(state.killed, before));
      undone.push(isDeepStrictEqual(state.restored, before));
      if (!undone.at(-1))
        console.log(`  killed after ${after.toFixed(2)} s: ${state.said}\n  ${JSON.stringify(state.restored)}`);
    }
  } finally {
    account.close();
    await simulator.end();
  }
  const had = changed.filter(Boolean).length;
  report({
    what: `killed at ${count} random moments (${had} with something changed), not as before after npm run restore`,
    values: [undone.filter((is) => !is).length],
    limit: { atMost: 0 },
  });
  // Kills after the run's own undo show nothing.
  report({ what: `kills, of ${count}, that found something changed`, values: [had], limit: { atLeast: count / 2 } });
}

async function killed(after: number, environment: Record<string, string>, clients: Clients) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-kill-'));
  const run = start(['node_modules/jest/bin/jest.js', '--ci'], { ...environment, LAB_REPORT: folder });
  // Nothing is changed before: how long a run takes to start is the machine's.
  while (
    isOn(run) &&
    journals(environment.ECS_ACCEPTANCE_JOURNALS).every(({ journal }) => journal.pending().length === 0)
  )
    await wallClock.sleep(0.02);
  await Promise.race([wallClock.sleep(after), once(run, 'exit')]);
  run.kill('SIGKILL');
  if (isOn(run)) await once(run, 'exit');
  const atKill = await labState(clients);
  const restore = start(['-r', 'esbuild-register', 'setup/restore.ts'], environment);
  let said = '';
  restore.stdout?.on('data', (data: Buffer) => (said += String(data)));
  restore.stderr?.on('data', (data: Buffer) => (said += String(data)));
  await once(restore, 'close');
  rmSync(folder, { recursive: true, force: true });
  return { killed: atKill, restored: await labState(clients), said };
}

const isOn = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Whole runs on the embedded simulator, each with a seed of its own. */
async function weathers(count: number): Promise<void> {
  let failed = 0;
  for (let seed = 1; seed <= count; seed++) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-weather-'));
    const run = start(['node_modules/jest/bin/jest.js', '--ci'], {
      LAB_SCENARIO: 'fixtures/other-labs.ts#harshWeather',
      LAB_SEED: String(seed),
      LAB_REPORT: folder,
    });
    let said = '';
    run.stderr?.on('data', (data: Buffer) => (said += String(data)));
    const [code] = (await once(run, 'close')) as [number | null];
    if (code !== 0) {
      failed++;
      console.log(`  seed ${seed} ended with ${code}:\n${said.slice(-4000)}`);
    }
    rmSync(folder, { recursive: true, force: true });
  }
  report({
    what: `runs of both chapters in harsh weather, of ${count}, with another verdict`,
    values: [failed],
    limit: { atMost: 0 },
  });
}

const start = (args: string[], environment: Record<string, string>): ChildProcess =>
  spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

void main();
