/** Tests of the load engine: what it says it sent is what was sent, whatever the server does. */
import type { Socket } from 'node:net';
import type * as PLimit from 'p-limit';
import { LoadEngine, type EngineParts } from './engine';
import { LabClock } from './lab-clock';
import { loopback, ok, reset, type Answer, type Loopback } from './loopback';
import type { ClosedPass, LoadPlan } from './plan';
import { LoadFailed, type LoadResult } from './report';
import { resolveTarget, type Target } from './target';
import { oneRequestPerConnection, type Outcome, type Transport } from './transport';

/** Every gate that p-limit has made, to look at from outside. */
const mockGates: PLimit.LimitFunction[] = [];
jest.mock('p-limit', () => {
  const { default: pLimit } = jest.requireActual<typeof PLimit>('p-limit');
  return {
    __esModule: true,
    default: (concurrency: number) => {
      const gate = pLimit(concurrency);
      mockGates.push(gate);
      return gate;
    },
  };
});

const start = Date.parse('2020-03-29T09:41:30Z');

/** A lab's clock that goes when the test says so. */
class FakeTime {
  readonly #time = new Float64Array(new SharedArrayBuffer(8));
  readonly clock = new LabClock(this.#time.buffer);

  constructor() {
    this.#time[0] = start;
  }
  /** Goes without anyone being told. */
  slip(seconds: number): void {
    this.#time[0]! += seconds * 1000;
  }
  pass(seconds: number): void {
    this.slip(seconds);
    this.clock.ring();
  }
}

const closed = (change: Partial<ClosedPass> = {}): ClosedPass => ({
  kind: 'closed',
  url: 'http://127.0.0.1/',
  inFlight: 10,
  maxRequests: 50_000,
  duration: 30,
  ...change,
});
const plan = (pass: Partial<ClosedPass>, change: Partial<LoadPlan> = {}): LoadPlan => ({
  passes: [closed(pass)],
  repeatFor: 0,
  atMost: 600,
  ...change,
});

/** A turn of the event loop. */
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const balance = ({ sent, completed, failed, abandoned }: LoadResult | LoadResult['passes'][number]): number =>
  sent - completed - failed - abandoned;
const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);

function expectBalanced(result: LoadResult): void {
  for (const counts of [result, ...result.passes]) expect(balance(counts)).toBe(0);
  for (const key of ['sent', 'completed', 'failed', 'abandoned'] as const)
    expect(result.passes.reduce((total, pass) => total + pass[key], 0)).toBe(result[key]);
  expect(sum(result.byStatus)).toBe(result.completed);
  expect(sum(result.failures)).toBe(result.failed);
  expect(sum(result.sentPerMinute)).toBe(result.sent);
}

describe('on sockets', () => {
  let lab: Loopback;
  let target: Target;
  let time: FakeTime;
  const serve = async (answer: Answer): Promise<void> => {
    lab = await loopback(answer);
    target = await resolveTarget(lab.url, 'test');
    time = new FakeTime();
  };
  const engine = (load: LoadPlan, change: Partial<EngineParts> = {}): LoadEngine =>
    new LoadEngine(load, {
      clock: time.clock,
      transport: () => oneRequestPerConnection(target),
      ...change,
    });
  afterEach(() => lab.close());

  it('sends exactly as many requests as the pass has, never more at once than it may', async () => {
    let waiting: Socket[] = [];
    let most = 0;
    await serve((socket, n) => {
      most = Math.max(most, waiting.push(socket));
      if (n % 7 === 6) {
        setImmediate(() => {
          for (const each of waiting) ok(each, n);
          waiting = [];
        });
      }
    });
    const result = await engine(plan({ inFlight: 7, maxRequests: 350 })).run();
    expect(result).toMatchObject({ sent: 350, completed: 350, byStatus: { 200: 350 }, endedBecause: 'plan' });
    expect(lab.requests).toBe(350);
    expect(most).toBe(7);
    expectBalanced(result);
  });

  it('ends at its duration by the lab clock, while the server holds every answer', async () => {
    await serve((_socket, n) => {
      if (n === 9) time.pass(30);
    });
    const result = await engine(plan({ inFlight: 10 })).run();
    expect(result).toMatchObject({ sent: 10, completed: 0, abandoned: 10, endedBecause: 'plan' });
    expect(result.endedAt - result.startedAt).toBe(30_000);
    expectBalanced(result);
  });

  it('keeps its books under resets, half responses, garbage and silence', async () => {
    let held = 0;
    await serve((socket, n) => {
      const answers: Answer[] = [
        ok,
        reset,
        ok,
        () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
        ok,
        () => socket.end('220 mail.test ESMTP\r\n\r\n'),
        () => socket.end(),
        n < 200 ? ok : () => held++,
      ];
      answers[n % 8]!(socket, n);
    });
    const running = engine(plan({ inFlight: 8 })).run();
    // Those that failed rest, in lab time.
    while (held < 8) {
      await soon();
      time.pass(0.001);
    }
    time.pass(30);
    const result = await running;
    expectBalanced(result);
    expect(result.abandoned).toBe(8);
    expect(Object.keys(result.failures).sort()).toEqual(['ECONNRESET', 'empty', 'malformed', 'truncated']);
  });

  it('fails with the reason and what to check, when nothing listens', async () => {
    await serve(ok);
    await lab.close();
    let over = false;
    const running = engine(plan({ inFlight: 5, maxRequests: 20 }))
      .run()
      .catch((error: unknown) => error)
      .finally(() => (over = true));
    while (!over) {
      await soon();
      time.pass(0.001);
    }
    const failure = await running;
    expect(failure).toBeInstanceOf(LoadFailed);
    const { message, result } = failure as LoadFailed;
    expect(message).toContain('too many requests failed: 20 of 20 (ECONNREFUSED 20). Check that it listens');
    expect(result).toMatchObject({ sent: 20, failed: 20, failures: { ECONNREFUSED: 20 } });
    expectBalanced(result!);
  });
});

describe('without sockets', () => {
  /** A transport whose answers come when the test says so. */
  class FakeTransport implements Transport {
    waiting: ((outcome: Outcome) => void)[] = [];
    send(): Promise<Outcome> {
      return new Promise((resolve) => this.waiting.push(resolve));
    }
    abandon(): void {
      for (const settle of this.waiting.splice(0)) settle({ kind: 'abandoned', bytes: 0 });
    }
    async answer(count: number, outcome: Outcome = { kind: 'completed', status: 200, bytes: 100 }): Promise<void> {
      for (const settle of this.waiting.splice(0, count)) settle(outcome);
      await soon();
    }
  }

  const refused: Outcome = { kind: 'failed', why: 'ECONNREFUSED', bytes: 0 };
  let time: FakeTime;
  let transport: FakeTransport;
  let urls: string[];

  function running(load: LoadPlan): { engine: LoadEngine; result: Promise<LoadResult> } {
    time = new FakeTime();
    transport = new FakeTransport();
    urls = [];
    const engine = new LoadEngine(load, {
      clock: time.clock,
      transport: ({ url }) => {
        urls.push(new URL(url).pathname);
        return transport;
      },
    });
    const result = engine.run();
    // A rejection may come before the test waits for it.
    result.catch(() => {});
    return { engine, result };
  }
  it('sends the next request when one is answered, through a gate where none waits', async () => {
    mockGates.length = 0;
    const { result } = running(plan({ inFlight: 3, maxRequests: 9 }));
    const send = jest.spyOn(transport, 'send');
    for (let round = 0; round < 9; round++) {
      const { activeCount, pendingCount } = mockGates[0]!;
      expect({ activeCount, pendingCount }).toEqual({ activeCount: Math.min(3, 9 - round), pendingCount: 0 });
      await soon();
      await transport.answer(1);
    }
    expect(await result).toMatchObject({ sent: 9, completed: 9, bytesRead: 900 });
    expect(send.mock.calls.length).toBe(9);
    expect(mockGates).toHaveLength(1);
  });

  it('starts nothing after its deadline, be it rung or not', async () => {
    const { result } = running(plan({ inFlight: 2 }));
    await soon();
    time.slip(30);
    await transport.answer(1);
    expect(await result).toMatchObject({ sent: 2, completed: 1, abandoned: 1 });
    expect(time.clock.next).toBe(Infinity);
  });

  it('runs its passes in order and round, and reports each', async () => {
    const load: LoadPlan = {
      passes: [closed({ url: 'http://a/', duration: 10 }), closed({ url: 'http://a/cats', duration: 10 })],
      repeatFor: 25,
      atMost: 600,
    };
    const { engine, result } = running(load);
    for (let i = 0; i < 3; i++) {
      await soon();
      time.pass(10);
    }
    const { passes, startedAt, endedAt, abandoned } = await result;
    expect(urls).toEqual(['/', '/cats', '/']);
    expect(passes.map((pass) => (pass.startedAt - start) / 1000)).toEqual([0, 10, 20]);
    expect(passes.map((pass) => pass.endedAt - pass.startedAt)).toEqual([10_000, 10_000, 10_000]);
    expect({ startedAt, endedAt, abandoned }).toEqual({ startedAt: start, endedAt: start + 30_000, abandoned: 30 });
    expect(engine.progress).toEqual({ passes: 3, sent: 30, completed: 0, failed: 0, abandoned: 30, bytesRead: 0 });
  });

  it('ends a pass short at the hard end of the plan', async () => {
    const { result } = running(plan({}, { repeatFor: 600, atMost: 40 }));
    for (const seconds of [30, 10]) {
      await soon();
      time.pass(seconds);
    }
    expect((await result).passes.map((pass) => pass.endedAt - pass.startedAt)).toEqual([30_000, 10_000]);
  });

  it('counts what it sent by the minutes of the lab', async () => {
    const { result } = running(plan({ inFlight: 4, maxRequests: 10 }));
    await soon();
    time.pass(29.999);
    await transport.answer(4);
    expect(await Promise.race([result, soon()])).toBeUndefined();
    await transport.answer(4);
    await transport.answer(4);
    expect((await result).sentPerMinute).toEqual({ '2020-03-29T09:41Z': 10 });

    const later = running(plan({ inFlight: 4, maxRequests: 10, duration: 60 }));
    await soon();
    time.pass(30);
    await transport.answer(4);
    await transport.answer(4);
    await transport.answer(4);
    expect((await later.result).sentPerMinute).toEqual({ '2020-03-29T09:41Z': 4, '2020-03-29T09:42Z': 6 });
  });

  it('finishes the pass under way, when told to finish', async () => {
    const { engine, result } = running(plan({ inFlight: 2 }, { repeatFor: 300 }));
    await soon();
    engine.finish();
    await transport.answer(2);
    expect(transport.waiting).toHaveLength(2);
    time.pass(30);
    expect(await result).toMatchObject({ sent: 4, completed: 2, abandoned: 2, endedBecause: 'finish' });
  });

  it('ends at once, when told to stop', async () => {
    const { engine, result } = running(plan({ inFlight: 2 }, { repeatFor: 300 }));
    await soon();
    engine.stop();
    expect(await result).toMatchObject({ sent: 2, abandoned: 2, endedBecause: 'stop', endedAt: start });
    expect(time.clock.next).toBe(Infinity);
  });

  it('sends nothing, when told to end before it began', async () => {
    const parts = { clock: new FakeTime().clock, transport: () => new FakeTransport() };
    const engine = new LoadEngine(plan({}), parts);
    engine.finish();
    expect(await engine.run()).toMatchObject({ sent: 0, passes: [], endedBecause: 'finish' });
  });

  it('does not spin on a closed port, but rests, the longer the more often it failed', async () => {
    running(plan({ inFlight: 1 }));
    await soon();
    for (const rest of [0.01, 0.02, 0.03]) {
      await transport.answer(1, refused);
      expect(time.clock.next - time.clock.now()).toBeCloseTo(rest * 1000);
      time.pass(rest / 2);
      await soon();
      expect(transport.waiting).toHaveLength(0);
      time.pass(rest);
      await soon();
      expect(transport.waiting).toHaveLength(1);
    }
  });

  it('says whenever what is under way, or what it waits for, may have changed', async () => {
    const seen: [underWay: number, next: number][] = [];
    time = new FakeTime();
    transport = new FakeTransport();
    const changed = (): void => void seen.push([engine.underWay, (time.clock.next - start) / 1000]);
    const engine: LoadEngine = new LoadEngine(plan({ inFlight: 2, maxRequests: 3 }), {
      clock: time.clock,
      transport: () => transport,
      changed,
    });
    const result = engine.run();
    const last = async (): Promise<unknown> => {
      await soon();
      return seen.at(-1);
    };
    expect(await last()).toEqual([2, 30]);
    await transport.answer(1, refused);
    expect(await last()).toEqual([1, 0.01]);
    time.pass(0.01);
    expect(await last()).toEqual([2, 30]);
    await transport.answer(2);
    expect(await last()).toEqual([0, Infinity]);
    await result;
  });

  it('gives up when over half of the recent requests failed', async () => {
    const { result } = running(plan({ inFlight: 100 }));
    for (let round = 0; round < 40; round++) {
      await soon();
      await transport.answer(40);
      await transport.answer(100, refused);
      // A rest lasts a second at most, and a pass 30.
      time.pass(0.5);
      time.pass(0.5);
    }
    const failure: unknown = await Promise.race([result.catch((error: unknown) => error), soon()]);
    expect(failure).toBeInstanceOf(LoadFailed);
    const { sent, failed, abandoned } = (failure as LoadFailed).result!;
    expect(failed).toBeGreaterThan(500);
    expect(sent).toBeLessThan(1200);
    expect(abandoned).toBeLessThanOrEqual(100);
  });

  it('hands on its own mistakes', async () => {
    const { result } = running(plan({ inFlight: 2 }));
    jest.spyOn(transport, 'send').mockRejectedValue(new Error('a mistake'));
    await transport.answer(2);
    await expect(result).rejects.toThrow('a mistake');
    expect(time.clock.next).toBe(Infinity);
  });
});
