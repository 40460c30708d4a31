/** Runs against an account that end by a signal, wherever it comes: the account is as before, at once or after `npm run restore`. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { startSimulator, type StandAlone } from '../bench/stand-alone';
import { startAwsProxy, type AwsProxy, type Call } from '../fixtures/aws-proxy';
import { demogo } from '../fixtures/demogo';
import { journalOf, type Entry } from '../fixtures/journal';
import { openTestAccount, type TestAccount } from '../fixtures/test-account';
import { USER_AGENT } from '../helpers/load/start';
import { wallClock } from '../helpers/time';

// Each is a run of the suite, on a machine that may be slow.
jest.setTimeout(300_000);

const ROOT = resolve(__dirname, '..');
const JEST = ['node_modules/jest/bin/jest.js', 'specs/service-autoscaling', '--ci'];
/** Its test's name, as far as every terminal can have it. */
const POLICY = 'the policy exactly as set';
/** Sets up and puts back, and nothing between. */
const SHORT = [...JEST, '-t', POLICY];
/** Lab seconds a second. */
const PACE = 200;

let simulator: StandAlone;
let proxy: AwsProxy;
/** Of failed tests, some may run on. */
const children: ChildProcess[] = [];
/** By account: what each call of its runs waits for. */
const holds = new Map<string, (call: Call) => Promise<void>>();

beforeAll(async () => {
  simulator = await startSimulator(PACE);
  proxy = await startAwsProxy(simulator.endpoint);
  proxy.treat = async (call) => {
    await holds.get(call.accessKey)?.(call);
    return 'serve' as const;
  };
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await proxy.close();
  await simulator.end();
});

interface Run {
  child: ChildProcess;
  /** What it has told so far. */
  told: () => string;
  ended: Promise<number | null>;
}

function start(command: string, args: string[], environment: Record<string, string>): Run {
  const env: NodeJS.ProcessEnv = { ...process.env, ...environment };
  // Both belong to the Jest that runs this test.
  delete env.JEST_WORKER_ID;
  delete env.JEST_HTML_REPORTERS_TEMP_DIR_PATH;
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => (told += piece));
  return { child, told: () => told, ended: once(child, 'close').then(([code]) => code as number | null) };
}
const node = (args: string[], environment: Record<string, string>): Run => start(process.execPath, args, environment);

/** @throws Error where the run is over before that */
async function until(run: Run, what: string, is: () => boolean): Promise<void> {
  while (!is()) {
    if (run.child.exitCode !== null || run.child.signalCode !== null)
      throw new Error(`Expected ${what}, found that the run was over before:\n${run.told()}`);
    await wallClock.sleep(0.02);
  }
}

/** Holds the account's calls of one operation from the first on, until they are let go. */
function hold(account: TestAccount, operation: string): { reached: () => boolean; letGo: () => void } {
  let reached = false;
  let letGo!: () => void;
  const gone = new Promise<void>((go) => (letGo = go));
  holds.set(account.id, async (call) => {
    if (call.operation !== operation) return;
    reached = true;
    await gone;
  });
  return { reached: () => reached, letGo };
}

/** Passes on what is sent to an account's load balancer, and knows a load when it sees one. */
async function watchLoad(account: TestAccount): Promise<{ url: string; reached: () => boolean; close: () => void }> {
  const { hostname, port } = new URL(account.environment.LAB_ALB_URL!);
  let seen = 0;
  const server = createServer((socket) => {
    const onward = connect(Number(port), hostname);
    socket.on('data', (piece) => (seen += piece.includes(USER_AGENT) ? 1 : 0));
    socket.pipe(onward).pipe(socket);
    for (const one of [socket, onward]) one.on('error', () => [socket, onward].forEach((each) => each.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached: () => seen > 10,
    close: () => void server.close(),
  };
}

const account = (): Promise<TestAccount> =>
  openTestAccount(simulator.endpoint, { pace: PACE, through: proxy.endpoint });
const occurrences = (text: string, of: string): number => text.split(of).length - 1;
const restored = (environment: Record<string, string>): Run =>
  node(['-r', 'esbuild-register', 'setup/restore.ts'], environment);

/** Where a run can be: what it is started with, the call that it is held at, or that it is under load. */
const moments = [
  { when: 'while it sets up', args: SHORT, operation: 'PutScalingPolicy' },
  { when: 'under load', args: [...JEST, '-t', `${POLICY}|no sooner than`], operation: undefined },
  { when: 'while it puts back', args: SHORT, operation: 'DeregisterScalableTarget' },
];

it.concurrent.each(
  moments.flatMap((moment) => (['SIGINT', 'SIGTERM', 'SIGKILL'] as const).map((signal) => ({ ...moment, signal }))),
)('$signal $when', async ({ signal, args, operation }) => {
  const of = await account();
  const before = await of.state();
  const load = await watchLoad(of);
  const held = operation === undefined ? undefined : hold(of, operation);
  const environment = { ...of.environment, LAB_ALB_URL: load.url };
  const run = node(args, environment);
  await until(run, operation ?? 'load', (held ?? load).reached);
  run.child.kill(signal);
  if (signal === 'SIGKILL') {
    await run.ended;
    expect(await of.state()).not.toEqual(before);
    held?.letGo();
    const restore = restored(environment);
    expect([await restore.ended, restore.told()]).toEqual([0, expect.stringMatching(/^Put back: .*^Still runs: /ms)]);
  } else {
    // Only then is the change answered that is under way.
    await until(run, 'a word', () => run.told().includes(`${signal}: the run is cut short`));
    held?.letGo();
    expect([await run.ended, run.told()]).toEqual([130, expect.stringMatching(/^Put back: .*^Still runs: /ms)]);
  }
  expect(await of.state()).toEqual(before);
  load.close();
  of.close();
});

it.concurrent('one undo, however many signals come for one Ctrl-C, and later ones that end a process', async () => {
  const of = await account();
  const before = await of.state();
  const setUp = hold(of, 'PutScalingPolicy');
  const run = node(SHORT, of.environment);
  await until(run, 'PutScalingPolicy', setUp.reached);
  run.child.kill('SIGINT');
  await wallClock.sleep(0.005);
  run.child.kill('SIGINT');
  const undo = hold(of, 'DeleteScalingPolicy');
  setUp.letGo();
  await until(run, 'an undo', undo.reached);
  // As CI systems do after some seconds.
  await wallClock.sleep(2.2);
  run.child.kill('SIGTERM');
  run.child.kill('SIGHUP');
  await wallClock.sleep(0.2);
  undo.letGo();
  expect(await run.ended).toBe(130);
  expect(occurrences(run.told(), 'the run is cut short')).toBe(1);
  expect(occurrences(run.told(), 'scalable target service/DEMOGO-ECS/web: deregistered')).toBe(1);
  expect(await of.state()).toEqual(before);
  of.close();
});

it.concurrent('SIGHUP, where the terminal is gone and nothing can be told any more', async () => {
  const of = await account();
  const before = await of.state();
  const setUp = hold(of, 'PutScalingPolicy');
  const run = node(SHORT, of.environment);
  await until(run, 'PutScalingPolicy', setUp.reached);
  run.child.stdout!.destroy();
  run.child.stderr!.destroy();
  run.child.kill('SIGHUP');
  await wallClock.sleep(0.1);
  setUp.letGo();
  expect(await run.ended).toBe(130);
  expect(await of.state()).toEqual(before);
  of.close();
});

it.concurrent('a second Ctrl-C, some seconds later, leaves it to `npm run restore`', async () => {
  const of = await account();
  const before = await of.state();
  const undo = hold(of, 'DeleteScalingPolicy');
  const run = node(SHORT, of.environment);
  await until(run, 'an undo', undo.reached);
  run.child.kill('SIGINT');
  await wallClock.sleep(2.2);
  run.child.kill('SIGINT');
  expect(await run.ended).toBe(130);
  undo.letGo();
  const restore = restored(of.environment);
  expect(await restore.ended).toBe(0);
  expect(await of.state()).toEqual(before);
  of.close();
});

it.concurrent.each(['provision', 'verify', 'inspect'])(
  'Ctrl-C at depth %s puts back nothing of a run that was killed before',
  async (depth) => {
    const of = await account();
    const before = await of.state();
    const owner = { account: of.id, region: demogo.region, cluster: demogo.cluster };
    const journal = journalOf(owner, of.environment.ECS_ACCEPTANCE_JOURNALS);
    const left: Entry = { change: 'desired count', cluster: demogo.cluster, service: 'web', before: 5 };
    journal.write(left);
    const look = hold(of, 'DescribeServices');
    const run = node(['-r', 'esbuild-register', 'setup/run.ts', depth, 'service-autoscaling'], of.environment);
    await until(run, 'DescribeServices', look.reached);
    run.child.kill('SIGINT');
    await until(run, 'a word', () => run.told().includes('SIGINT: the run is cut short'));
    look.letGo();
    await run.ended;
    expect(run.told()).toContain('Nothing was left to put back.');
    expect(await of.state()).toEqual(before);
    expect(journal.pending()).toEqual([left]);
    of.close();
  },
);

const terminal = spawnSync('script', ['--version']).status === 0;
(terminal ? it.concurrent : it.concurrent.skip)(
  `Ctrl-C at a terminal, through npm${terminal ? '' : ' (not here: script of util-linux is missing)'}`,
  async () => {
    const of = await account();
    const before = await of.state();
    const setUp = hold(of, 'PutScalingPolicy');
    const command = `npm run provision -- specs/service-autoscaling -t '${POLICY}'`;
    const run = start('script', ['-qec', command, '/dev/null'], of.environment);
    await until(run, 'PutScalingPolicy', setUp.reached);
    run.child.stdin!.write('\x03');
    await until(run, 'a word', () => run.told().includes('SIGINT: the run is cut short'));
    await wallClock.sleep(0.2);
    setUp.letGo();
    await run.ended;
    expect(run.told()).toMatch(/^Put back: .*^Still runs: /ms);
    expect(await of.state()).toEqual(before);
    of.close();
  },
);
