/**
 * `npm run bench:depths`: the three depths as on AWS, against the stand-alone simulator, each in a lab of its own.
 *
 * `--pace 1` (the default is 60) takes as long as it would on AWS; `--only verify` runs one of them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openTestAccount } from '../fixtures/test-account';
import { machine } from './machine';
import { report } from './row';
import { startSimulator } from './stand-alone';

/** What each depth finds when it begins. A lab that is done is inspected within its day, whatever the pace. */
const depths = [
  { depth: 'inspect', scenario: 'fixtures/attendee-labs.ts#done' },
  { depth: 'verify', scenario: 'fixtures/attendee-labs.ts#configured' },
  { depth: 'provision', scenario: undefined },
];

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { pace: { type: 'string', default: '60' }, only: { type: 'string', default: '' } },
  });
  console.log(`${machine()}\n`);
  for (const { depth, scenario } of depths.filter((one) => one.depth.includes(values.only)))
    await run(depth, scenario, Number(values.pace));
}

async function run(depth: string, scenario: string | undefined, pace: number): Promise<void> {
  const simulator = await startSimulator(pace, scenario);
  const account = await openTestAccount(simulator.endpoint, { pace });
  try {
    const began = performance.now();
    const child = spawn(process.execPath, ['-r', 'esbuild-register', 'setup/run.ts', depth, '--ci'], {
      cwd: resolve(__dirname, '..'),
      env: { ...process.env, ...account.environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => (said += String(data)));
    const [code] = (await once(child, 'close')) as [number | null];
    const minutes = (performance.now() - began) / 60_000;
    const counts = /^Tests:.*$/m.exec(said)?.[0] ?? 'no counts';
    if (code !== 0) console.log(said.slice(-6000));
    report({
      what: `${depth} of both chapters at pace ${pace}: exit code`,
      values: [code ?? 128],
      limit: { atMost: 0 },
      note: counts,
    });
    report({
      what: `${depth} of both chapters at pace ${pace}: time`,
      unit: depth === 'inspect' ? ' s' : ' min',
      values: [depth === 'inspect' ? minutes * 60 : minutes],
      ...(depth === 'inspect' && { limit: { atMost: 30 } }),
    });
  } finally {
    account.close();
    await simulator.end();
  }
}

void main();
