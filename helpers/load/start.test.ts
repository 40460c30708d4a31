/** Tests of the load thread: its start, its end and its death. */
import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { wallClock } from '../time';
import { hold, loopback, ok, type Answer, type Loopback } from './loopback';
import type { LoadClock } from './messages';
import type { LoadPlan } from './plan';
import { LoadCrashed, LoadFailed, type LoadProgress } from './report';
import { CEILINGS } from './safety';
import { asOne, attend, loadThread, startLoad as startSafely, type LoadOptions, type RunningLoad } from './start';
import { expectBalanced, orderOf } from './testing';

const wall: LoadClock = { kind: 'wall' };
const start = new Date('2020-03-29T09:41:30Z');

let lab: Loopback | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

async function planFor(answer: Answer, maxRequests: number, change: Partial<LoadPlan> = {}): Promise<LoadPlan> {
  lab = await loopback(answer);
  const pass = { kind: 'closed', url: lab.url, inFlight: 5, maxRequests, duration: 3600 } as const;
  return { passes: [pass], repeatFor: 0, atMost: 7200, ...change };
}

const safe = (...hosts: string[]): LoadOptions['safety'] => ({ ...CEILINGS, hosts });

/** Where the plan goes may be loaded, and as much as may ever be. */
const startLoad = (plan: LoadPlan, options: Omit<LoadOptions, 'safety'>): Promise<RunningLoad> =>
  startSafely(plan, { ...options, safety: safe(...plan.passes.map(({ url }) => new URL(url).host)) });

/** Until the server has had `count` requests. */
async function requests(count: number): Promise<void> {
  while (lab!.requests < count) await wallClock.sleep(0.001);
}

describe('a load thread', () => {
  it('sends nothing until told to begin, then all of its plan', async () => {
    const seen: LoadProgress[] = [];
    const plan = await planFor(ok, 300);
    const load = await startLoad(plan, { clock: wall, onProgress: (progress) => seen.push(progress) });
    expect([lab!.requests, load.progress.sent]).toEqual([0, 0]);
    load.begin();
    const result = await load.done;
    expect(result).toMatchObject({ sent: 300, completed: 300, byStatus: { 200: 300 }, endedBecause: 'plan' });
    expect(lab!.requests).toBe(300);
    expect(seen.at(-1)).toEqual(load.progress);
    expect(load.progress).toMatchObject({ passes: 1, sent: 300, completed: 300 });
  });

  it('lives by the clock of the lab', async () => {
    const shared = new SharedArrayBuffer(8);
    const time = new Float64Array(shared);
    time[0] = start.getTime();
    const load = await startLoad(await planFor(hold, 100), { clock: { kind: 'lab', shared } });
    load.begin();
    expect(load.waitsFor).toBeUndefined();
    await requests(5);
    while (!load.waitsFor) await wallClock.sleep(0.001);
    const end = start.getTime() + 3600_000;
    expect(load.waitsFor).toEqual({ answers: 5, until: end });
    time[0] = end;
    load.ring();
    expect(load.waitsFor).toBeUndefined();
    expect(await load.done).toMatchObject({
      startedAt: start.getTime(),
      endedAt: start.getTime() + 3600_000,
      sentPerMinute: { '2020-03-29T09:41Z': 5 },
      abandoned: 5,
      endedBecause: 'plan',
    });
  });

  it('finishes the pass under way', async () => {
    const load = await startLoad(await planFor(ok, 100, { repeatFor: 3600 }), { clock: wall });
    load.begin();
    await requests(150);
    load.finish();
    const { sent, abandoned, endedBecause } = await load.done;
    expect({ abandoned, endedBecause, ofWholePasses: sent % 100 }).toEqual({
      abandoned: 0,
      endedBecause: 'finish',
      ofWholePasses: 0,
    });
  });

  it('stops at once, also before it began', async () => {
    const plan = await planFor(hold, 100);
    const load = await startLoad(plan, { clock: wall });
    load.begin();
    await requests(5);
    load.stop();
    expect(await load.done).toMatchObject({ sent: 5, abandoned: 5, endedBecause: 'stop' });

    const unused = await startLoad(plan, { clock: wall });
    unused.stop();
    expect(await unused.done).toMatchObject({ sent: 0, passes: [], endedBecause: 'stop' });
  });

  it('says what failed, and keeps what was done', async () => {
    const plan = await planFor(ok, 10);
    await lab!.close();
    const load = await startLoad(plan, { clock: wall });
    load.begin();
    const failure: unknown = await load.done.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LoadFailed);
    expect((failure as LoadFailed).message).toContain(
      'nothing was ever answered, and 10 requests in a row failed (in the whole run ECONNREFUSED 10)',
    );
    expect((failure as LoadFailed).result).toMatchObject({ sent: 10, failed: 10 });
  });

  it('lets a process end that has nothing else to do', async () => {
    const script = `
      require('esbuild-register/dist/node').register();
      const { startLoad } = require('./start');
      startLoad(${JSON.stringify(await planFor(hold, 100))}, { clock: { kind: 'wall' }, safety: ${JSON.stringify(safe(new URL(lab!.url).host))} }).then((load) => {
        process.stdout.write('ready');
        load.begin();
      });`;
    const child = spawn(process.execPath, ['-e', script], { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    const code = await new Promise((exited) => child.on('close', exited));
    expect({ said, code }).toEqual({ said: 'ready', code: 0 });
  });

  it('refuses a header that it cannot send, before a thread is started', async () => {
    const plan = await planFor(ok, 10);
    const passes = [{ ...plan.passes[0]!, headers: { 'X-Lab': 'a\r\nEvil: yes' } }];
    await expect(startLoad({ ...plan, passes }, { clock: wall })).rejects.toThrow(TypeError);
    expect(lab!.requests).toBe(0);
  });

  it('goes nowhere that is not allowed, and asks no one before it says so', async () => {
    const plan = await planFor(ok, 10);
    await expect(startSafely(plan, { clock: wall, safety: safe('lab.test') })).rejects.toThrow(
      /to be at a host that may be loaded \(lab\.test\), found 127\.0\.0\.1:/,
    );
    expect(lab!.requests).toBe(0);
  });

  it('ends when it has sent as much as it may, all threads together', async () => {
    const plan = await planFor(ok, 100, { repeatFor: 3600 });
    const safety = { ...safe(new URL(lab!.url).host), maxRequests: 250 };
    for (const threads of [1, 2]) {
      const load = await startSafely(plan, { clock: wall, safety, threads });
      load.begin();
      const failure: unknown = await load.done.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(LoadFailed);
      expect((failure as LoadFailed).message).toContain(
        `Expected ${threads === 1 ? 'the load' : 'each of the 2 threads of the load'} to send ${250 / threads} requests at most`,
      );
      expect((failure as LoadFailed).result!.sent).toBeLessThanOrEqual(250);
    }
  });

  it('ends when it would send more in a minute than it may, all threads together', async () => {
    const plan = await planFor(ok, 10_000);
    const safety = { ...safe(new URL(lab!.url).host), maxPerMinute: 250 };
    const shared = new SharedArrayBuffer(8);
    new Float64Array(shared)[0] = start.getTime();
    for (const threads of [1, 2]) {
      const load = await startSafely(plan, { clock: { kind: 'lab', shared }, safety, threads });
      load.begin();
      const failure: unknown = await load.done.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(LoadFailed);
      expect((failure as LoadFailed).message).toContain(`to send ${250 / threads} requests a minute at most`);
      expect((failure as LoadFailed).result!.sent).toBeLessThanOrEqual(250);
    }
  });

  it('refuses a plan that cannot be run', async () => {
    const plan = await planFor(ok, 0);
    await expect(startLoad(plan, { clock: wall })).rejects.toThrow('maxRequests of the load plan');
  });

  it.each([0, 1.5, NaN])('refuses to be %d threads', async (threads) => {
    const plan = await planFor(ok, 1);
    await expect(startLoad(plan, { clock: wall, threads })).rejects.toThrow('whole number from 1 up, found');
  });

  it('runs open passes on the wall clock', async () => {
    const plan = await planFor(ok, 1);
    const pass = { kind: 'open', url: lab!.url, perMinute: { from: 6000, to: 6000 }, maxInFlight: 100 } as const;
    const load = await startLoad({ ...plan, passes: [{ ...pass, duration: 0.3 }] }, { clock: wall });
    load.begin();
    const result = await load.done;
    expect(result.planned).toBe(30);
    expect(lab!.requests).toBe(result.sent);
    expect(result.generator.threads).toBe(1);
    expect(result.generator.utilization).toBeGreaterThan(0);
    expect(result.generator.utilization).toBeLessThanOrEqual(1);
    expectBalanced(result);
  });

  it('is not started for a host without an address', async () => {
    const plan = await planFor(ok, 1);
    const nowhere = { ...plan, passes: [{ ...plan.passes[0]!, url: 'http://no-such-host.invalid/' }] };
    await expect(startLoad(nowhere, { clock: wall })).rejects.toThrow(LoadFailed);
  });
});

describe('several load threads', () => {
  it('send one plan together, and tell of it as one', async () => {
    const seen: LoadProgress[] = [];
    const plan = await planFor(ok, 301);
    const onProgress = (progress: LoadProgress): void => void seen.push(progress);
    const load = await startLoad(plan, { clock: wall, threads: 2, onProgress });
    load.begin();
    const result = await load.done;
    expect(result).toMatchObject({ sent: 301, completed: 301, generator: { threads: 2 }, endedBecause: 'plan' });
    expect(result.passes).toMatchObject([{ kind: 'closed', sent: 301 }]);
    expect(lab!.requests).toBe(301);
    expect(seen.at(-1)).toEqual(load.progress);
    expect(load.progress).toMatchObject({ passes: 1, sent: 301, completed: 301 });
    expectBalanced(result);
  });

  it('wait for all their answers, and for the moment of the first', async () => {
    const shared = new SharedArrayBuffer(8);
    const time = new Float64Array(shared);
    time[0] = start.getTime();
    const second = { kind: 'open', perMinute: { from: 60, to: 60 }, duration: 4, maxInFlight: 10 } as const;
    const { passes, ...rest } = await planFor(hold, 100);
    const plan = { ...rest, passes: [{ ...second, url: lab!.url }, ...passes] };
    const load = await startLoad(plan, { clock: { kind: 'lab', shared }, threads: 2 });
    load.begin();
    const waits: [answers: number, seconds: number][] = [];
    for (const at of [0, 1, 2, 3, 4, 9]) {
      time[0] = start.getTime() + at * 1000;
      load.ring();
      while (!load.waitsFor) await wallClock.sleep(0.001);
      waits.push([load.waitsFor.answers, (load.waitsFor.until - start.getTime()) / 1000]);
    }
    expect(waits).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [4, 9],
      [5, 3609],
    ]);
    load.stop();
    expect(await load.done).toMatchObject({ sent: 9, abandoned: 9, endedBecause: 'stop' });
    expect(load.waitsFor).toBeUndefined();
  });

  it('do not wait for one that has ended', async () => {
    const saying = (message: string): Worker =>
      new Worker(
        `const { parentPort } = require('node:worker_threads');
        parentPort.on('message', () => parentPort.postMessage(${message}));
        parentPort.postMessage({ kind: 'ready' });`,
        { eval: true },
      );
    const waiting = saying(`{ kind: 'waiting', heard: 1, waiting: { answers: 3, until: 7 } }`);
    const ended = saying(`{ kind: 'ended', progress: {} }`);
    const load = asOne(await Promise.all([waiting, ended].map((thread) => attend(thread))));
    load.ring();
    expect(load.waitsFor).toBeUndefined();
    while (!load.waitsFor) await wallClock.sleep(0.001);
    expect(load.waitsFor).toEqual({ answers: 3, until: 7 });
    await Promise.all([waiting.terminate(), ended.terminate()]);
    await expect(load.done).rejects.toThrow(LoadCrashed);
  });

  it('all stop when one dies, and what the others did is kept', async () => {
    const plan = await planFor(hold, 100);
    const order = orderOf(plan);
    const [dies, lives] = [loadThread(order), loadThread(order)];
    const load = asOne(await Promise.all([dies, lives].map((thread) => attend(thread))));
    load.begin();
    await requests(10);
    await dies.terminate();
    const crash: unknown = await load.done.catch((error: unknown) => error);
    expect(crash).toBeInstanceOf(LoadCrashed);
    expect((crash as LoadCrashed).message).toContain('(its thread ended with exit code 1)');
    expect((crash as LoadCrashed).result).toMatchObject({ sent: 5, abandoned: 5, generator: { threads: 1 } });
  });

  it('all stop when the target cannot be loaded', async () => {
    const plan = await planFor(ok, 20);
    await lab!.close();
    const load = await startLoad(plan, { clock: wall, threads: 2 });
    load.begin();
    const failure: unknown = await load.done.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LoadFailed);
    const { message, result } = failure as LoadFailed;
    expect(message).toContain(
      'nothing was ever answered, and 5 requests in a row failed (in the whole run ECONNREFUSED 5)',
    );
    expect(result).toMatchObject({ completed: 0, generator: { threads: 2 } });
    expect(result!.sent).toBeGreaterThanOrEqual(5);
    expectBalanced(result!);
  });
});

describe('a thread that dies', () => {
  it('is a failure of the tool, not of the lab', async () => {
    const thread = loadThread(orderOf(await planFor(hold, 100)));
    const load = await attend(thread);
    load.begin();
    await requests(5);
    await thread.terminate();
    const crash = load.done;
    await expect(crash).rejects.toThrow(LoadCrashed);
    await expect(crash).rejects.toThrow(
      'The load generator stopped before its plan was done (its thread ended with exit code 1). ' +
        'This is a failure of the tool, not of the lab:',
    );
  });

  it.each([
    ['throws', `throw new Error('out of luck')`, 'out of luck'],
    ['exits', `process.exit(3)`, 'its thread ended with exit code 3'],
    ['ends without a word', `0`, 'its thread ended with exit code 0'],
  ])('crashes the start if it %s before it is ready', async (_, source, why) => {
    const starting = attend(new Worker(source, { eval: true }));
    await expect(starting).rejects.toThrow(LoadCrashed);
    await expect(starting).rejects.toThrow(`(${why})`);
  });

  it('crashes the run if it throws after', async () => {
    const source = `
      const { parentPort } = require('node:worker_threads');
      parentPort.on('message', () => Promise.reject(new Error('out of luck')));
      parentPort.postMessage({ kind: 'ready' });`;
    const load = await attend(new Worker(source, { eval: true }));
    load.begin();
    await expect(load.done).rejects.toThrow('(out of luck)');
  });
});
