/** Tests of a load thread that falls silent, and of those that only seem to. */
import { Worker } from 'node:worker_threads';
import { wallClock } from '../time';
import { hold, loopback, type Loopback } from './loopback';
import type { LoadPlan } from './plan';
import { LoadCrashed } from './report';
import { asOne, attend, loadThread } from './start';
import { closed, orderOf, planOf, START } from './testing';

let lab: Loopback;
beforeEach(async () => (lab = await loopback(hold)));
afterEach(() => lab.close());

/** Five requests, and no answer. */
const holdingPlan = (): LoadPlan => planOf(closed({ url: lab.url, inFlight: 5, duration: 3600 }), { atMost: 7200 });

describe('a thread that falls silent', () => {
  /** Gets stuck at its first command. */
  const stuck = (): Worker =>
    new Worker(
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', () => { for (;;); });
      parentPort.postMessage({ kind: 'ready' });`,
      { eval: true },
    );

  it.each(['begin', 'finish', 'stop'] as const)('is ended after %s, as a failure of the tool', async (command) => {
    const thread = stuck();
    const exited = new Promise((exit) => thread.on('exit', exit));
    const load = asOne([await attend(thread, undefined, 0.3)]);
    load[command]();
    await expect(load.done).rejects.toThrow(LoadCrashed);
    await expect(load.done).rejects.toThrow('its thread said nothing for 0.3 s');
    await exited;
  });

  it('is not one that waits for lab time, though that stands still', async () => {
    const shared = new SharedArrayBuffer(8);
    new Float64Array(shared)[0] = START;
    const order = orderOf(holdingPlan(), { kind: 'lab', shared });
    const load = await attend(loadThread(order), undefined, 1.5);
    load.begin();
    await wallClock.sleep(2.5);
    expect(load.over).toBe(false);
    load.stop();
    expect((await load.done).result).toMatchObject({ sent: 5, abandoned: 5, endedBecause: 'stop' });
  });

  it('is not one that no one could listen to', async () => {
    const load = await attend(loadThread(orderOf(holdingPlan())), undefined, 1);
    load.begin();
    while (lab.requests < 5) await wallClock.sleep(0.001);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
    await new Promise(setImmediate);
    expect(load.over).toBe(false);
    load.stop();
    expect((await load.done).result).toMatchObject({ sent: 5, endedBecause: 'stop' });
  });
});
