/** Tests of the load thread: its start, its end and its death. */
import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { wallClock } from '../time';
import { hold, loopback, ok, type Answer, type Loopback } from './loopback';
import type { LoadClock } from './messages';
import type { LoadPlan } from './plan';
import { LoadCrashed, LoadFailed, type LoadProgress } from './report';
import { attend, loadThread, startLoad } from './start';

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
    expect((failure as LoadFailed).message).toContain('10 of 10 (ECONNREFUSED 10)');
    expect((failure as LoadFailed).result).toMatchObject({ sent: 10, failed: 10 });
  });

  it('lets a process end that has nothing else to do', async () => {
    const script = `
      require('esbuild-register/dist/node').register();
      const { startLoad } = require('./start');
      startLoad(${JSON.stringify(await planFor(hold, 100))}, { clock: { kind: 'wall' } }).then((load) => {
        process.stdout.write('ready');
        load.begin();
      });`;
    const child = spawn(process.execPath, ['-e', script], { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    const code = await new Promise((exited) => child.on('close', exited));
    expect({ said, code }).toEqual({ said: 'ready', code: 0 });
  });

  it('refuses a plan that cannot be run', async () => {
    const plan = await planFor(ok, 0);
    await expect(startLoad(plan, { clock: wall })).rejects.toThrow('maxRequests of the load plan');
  });

  it('is not started for a host without an address', async () => {
    const plan = await planFor(ok, 1);
    const nowhere = { ...plan, passes: [{ ...plan.passes[0]!, url: 'http://no-such-host.invalid/' }] };
    await expect(startLoad(nowhere, { clock: wall })).rejects.toThrow(LoadFailed);
  });
});

describe('a thread that dies', () => {
  it('is a failure of the tool, not of the lab', async () => {
    const thread = loadThread({ plan: await planFor(hold, 100), clock: wall, userAgent: 'test' });
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
