/** Tests of the load engine: what it says it sent is what was sent, whatever the server does. */
import type { Socket } from 'node:net';
import { LoadEngine, type EngineParts } from './engine';
import { loopback, ok, reset, type Answer, type Loopback } from './loopback';
import type { LoadPlan } from './plan';
import { LoadFailed } from './report';
import { noCounts } from './tally';
import { resolveTarget, type Target } from './target';
import {
  closed,
  completed,
  expectBalanced,
  FakeTime,
  FakeTransport,
  open,
  planOf,
  refused,
  running,
  soon,
  START,
} from './testing';
import { transportFor } from './transport';

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
      transport: (pass) => transportFor(target, pass),
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
    const result = await engine(planOf(closed({ inFlight: 7, maxRequests: 350 }))).run();
    expect(result).toMatchObject({ sent: 350, completed: 350, byStatus: { 200: 350 }, endedBecause: 'plan' });
    expect(lab.requests).toBe(350);
    expect(most).toBe(7);
    expectBalanced(result);
  });

  it('ends at its duration by the lab clock, while the server holds every answer', async () => {
    await serve((_socket, n) => {
      if (n === 9) time.pass(30);
    });
    const result = await engine(planOf(closed({ inFlight: 10 }))).run();
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
    const running = engine(planOf(closed({ inFlight: 8 }))).run();
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
    const running = engine(planOf(closed({ inFlight: 5, maxRequests: 20 })))
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
    expect(message).toContain(
      'nothing was ever answered, and 10 requests in a row failed (in the whole run ECONNREFUSED 10). Check that',
    );
    expect(result).toMatchObject({ failed: 10, failures: { ECONNREFUSED: 10 } });
    expectBalanced(result!);
  });
});

describe('without sockets', () => {
  it('runs its passes in order and round, and reports each', async () => {
    const load: LoadPlan = {
      passes: [closed({ url: 'http://a/', duration: 10 }), closed({ url: 'http://a/cats', duration: 10 })],
      repeatFor: 25,
      atMost: 600,
    };
    const { engine, time, paths, result } = running(load);
    for (let i = 0; i < 3; i++) {
      await soon();
      time.pass(10);
    }
    const { passes, startedAt, endedAt, abandoned } = await result;
    expect(paths).toEqual(['/', '/cats', '/']);
    expect(passes.map((pass) => (pass.startedAt - START) / 1000)).toEqual([0, 10, 20]);
    expect(passes.map((pass) => pass.endedAt - pass.startedAt)).toEqual([10_000, 10_000, 10_000]);
    expect({ startedAt, endedAt, abandoned }).toEqual({ startedAt: START, endedAt: START + 30_000, abandoned: 30 });
    expect(engine.progress).toEqual({ ...noCounts(), passes: 3, planned: 30, sent: 30, abandoned: 30, bytesRead: 0 });
  });

  it('ends a pass short at the hard end of the plan', async () => {
    const { time, result } = running(planOf(closed(), { repeatFor: 600, atMost: 40 }));
    for (const seconds of [30, 10]) {
      await soon();
      time.pass(seconds);
    }
    expect((await result).passes.map((pass) => pass.endedAt - pass.startedAt)).toEqual([30_000, 10_000]);
  });

  it.each([
    ['all in one', 29.999, { '2020-03-29T09:41Z': 10 }],
    ['over its end', 30, { '2020-03-29T09:41Z': 4, '2020-03-29T09:42Z': 6 }],
  ])('counts what it sent by the minutes of the lab, %s', async (_, firstAnswer, sentPerMinute) => {
    const { time, transport, result } = running(planOf(closed({ inFlight: 4, maxRequests: 10, duration: 60 })));
    await soon();
    time.pass(firstAnswer);
    await transport.answer(4);
    expect(await Promise.race([result, soon()])).toBeUndefined();
    await transport.answer(4);
    await transport.answer(4);
    expect((await result).sentPerMinute).toEqual(sentPerMinute);
  });

  it('says how long requests took in lab time, also those that failed, but not those that it dropped', async () => {
    const { time, transport, result } = running(planOf(closed({ inFlight: 4, maxRequests: 4 })));
    await soon();
    for (const took of [0.1, 0.2]) {
      time.pass(0.1);
      await transport.answer(1, took === 0.1 ? refused : completed);
    }
    time.pass(28);
    await transport.answer(1);
    time.pass(5);
    const { latency } = await result;
    expectBalanced(await result);
    expect(latency.service.p50).toBeCloseTo(200, 0);
    expect(Math.abs(latency.service.max - 28_200)).toBeLessThan(28);
    expect(latency.response).toEqual(latency.service);
    expect(latency.lag).toEqual({ count: 0, p50: NaN, p90: NaN, p99: NaN, max: NaN });
  });

  it('runs open passes among closed ones', async () => {
    const passes = [closed({ inFlight: 1, maxRequests: 1 }), open({ duration: 1 }), closed({ duration: 1 })];
    const { time, transport, result } = running({ passes, repeatFor: 0, atMost: 600 });
    await soon();
    await transport.answer(1);
    await time.until(0.95);
    await transport.answer(9);
    await time.until(1.5);
    await transport.answer(1);
    await time.until(2.5);
    expectBalanced(await result);
    expect((await result).passes).toMatchObject([
      { kind: 'closed', sent: 1, completed: 1 },
      { kind: 'open', sent: 10, completed: 10, startedAt: START, endedAt: START + 1500 },
      { kind: 'closed', sent: 10, abandoned: 10, startedAt: START + 1500 },
    ]);
  });

  it('leaves no connection behind when a pass has ended by itself', async () => {
    const { transport, result } = running(planOf(closed({ inFlight: 1, maxRequests: 1 })));
    const abandon = jest.spyOn(transport, 'abandon');
    await soon();
    await transport.answer(1);
    await result;
    expect(abandon).toHaveBeenCalledTimes(1);
  });

  it('finishes the pass under way, when told to finish', async () => {
    const { engine, time, transport, result } = running(planOf(closed({ inFlight: 2 }), { repeatFor: 300 }));
    await soon();
    engine.finish();
    await transport.answer(2);
    expect(transport.waiting).toHaveLength(2);
    time.pass(30);
    expect(await result).toMatchObject({ sent: 4, completed: 2, abandoned: 2, endedBecause: 'finish' });
  });

  it('ends at once, when told to stop', async () => {
    const { engine, time, result } = running(planOf(closed({ inFlight: 2 }), { repeatFor: 300 }));
    await soon();
    engine.stop();
    expect(await result).toMatchObject({ sent: 2, abandoned: 2, endedBecause: 'stop', endedAt: START });
    expect(time.clock.next).toBe(Infinity);
  });

  it('sends nothing, when told to end before it began', async () => {
    const parts = { clock: new FakeTime().clock, transport: () => new FakeTransport() };
    const engine = new LoadEngine(planOf(closed()), parts);
    engine.finish();
    expect(await engine.run()).toMatchObject({ sent: 0, passes: [], endedBecause: 'finish' });
  });

  it.each([
    ['maxRequests', '25 requests at most'],
    [
      'maxPerMinute',
      '25 requests a minute at most, found that there would be more in the minute from 2020-03-29T09:41',
    ],
  ])('ends, as a failure, where it would send more than %s', async (limit, why) => {
    const { transport, result } = running(planOf(closed({ inFlight: 10 })), { [limit]: 25 });
    await soon();
    for (let round = 0; round < 30; round++) await transport.answer(1);
    const failure: unknown = await result.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LoadFailed);
    expect((failure as LoadFailed).message).toContain(`Expected the load to send ${why}`);
    expect((failure as LoadFailed).result).toMatchObject({ sent: 25, endedBecause: 'plan' });
    expectBalanced((failure as LoadFailed).result!);
  });

  it('sends as much in every minute as it may', async () => {
    const plan = planOf(closed({ inFlight: 10, duration: 60 }));
    const { time, transport, result } = running(plan, { maxPerMinute: 40 });
    await soon();
    for (const seconds of [10, 10, 10, 10, 10, 10]) {
      await transport.answer(10);
      time.pass(seconds);
    }
    expect((await result).sentPerMinute).toEqual({ '2020-03-29T09:41Z': 40, '2020-03-29T09:42Z': 30 });
  });

  it('lets a rate catch up after a stall, though that puts more into a minute than it asks for', async () => {
    const plan = planOf(open({ perMinute: { from: 600, to: 600 }, duration: 60 }));
    const { time, transport, result } = running(plan, { maxPerMinute: 300 });
    transport.sent = () => transport.waiting.pop()!(completed);
    await time.until(29.5);
    time.slip(0.9);
    await time.until(60);
    expect(await result).toMatchObject({ sent: 600, completed: 600, sentPerMinute: { '2020-03-29T09:42Z': 304 } });
  });

  it('gives up when over half of the recent requests failed', async () => {
    const { time, transport, result } = running(planOf(closed({ inFlight: 100 })));
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
    expect(sent).toBeLessThan(3000);
    expect((failure as LoadFailed).message).toContain('over 50 % of the requests of the last 10 s failed');
    expect(abandoned).toBeLessThanOrEqual(100);
  });
});
