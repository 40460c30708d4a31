/** Tests of an open pass: each arrival at its moment, what becomes of those that can't be sent, and its end. */
import type * as Gates from './gates';
import { gates } from './gates';
import { LoadFailed } from './report';
import { completed, expectBalanced, open, planOf, refused, running, soon, START, type FakeRun } from './testing';

jest.mock('p-limit', () => jest.requireActual<typeof Gates>('./gates'));

/** Notes when each request is sent, in milliseconds since the start, and answers it at once. */
function answering({ time, transport }: FakeRun): number[] {
  const sentAt: number[] = [];
  transport.sent = () => {
    sentAt.push(time.clock.now() - START);
    transport.waiting.pop()!(completed);
  };
  return sentAt;
}

/** Lab time in steps of so many seconds, be an alarm set or not, each after what the last has set off. */
async function inSteps({ time }: FakeRun, seconds: number, step: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += step) {
    time.pass(step);
    await soon();
  }
}

/** 600 a second. */
const fast = (duration: number) => open({ perMinute: { from: 36_000, to: 36_000 }, duration });

describe('arrivals', () => {
  it('are sent at their moments, whatever became of those before', async () => {
    const run = running(planOf(open({ duration: 1 })));
    const moments: number[] = [];
    run.transport.sent = () => moments.push(run.time.clock.now() - START);
    await run.time.until(0.95);
    expect(moments.map(Math.round)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
    expect(run.transport.waiting).toHaveLength(10);
    await run.transport.answer(10);
    await run.time.until(1);
    const result = await run.result;
    expect(result).toMatchObject({ planned: 10, sent: 10, completed: 10, endedAt: START + 1000 });
    expect(result.latency.lag.max).toBeLessThan(0.01);
    expectBalanced(result);
  });

  it('go through a gate where none waits, and are dropped where there is no room', async () => {
    gates.length = 0;
    const { time, transport, result } = running(planOf(open({ duration: 1, maxInFlight: 3 })));
    await time.until(0.55);
    const [{ activeCount, pendingCount, concurrency }] = gates as [(typeof gates)[number]];
    expect({ activeCount, pendingCount, concurrency }).toEqual({ activeCount: 3, pendingCount: 0, concurrency: 3 });
    expect(transport.waiting).toHaveLength(3);
    await transport.answer(3);
    await time.until(1);
    await transport.answer(3);
    expect(await result).toMatchObject({ planned: 10, sent: 6, completed: 6, droppedOverload: 4 });
    expectBalanced(await result);
  });

  it('ask for one alarm at a time', async () => {
    const run = running(planOf(fast(2)));
    const at = jest.spyOn(run.time.clock, 'at');
    await soon();
    answering(run);
    run.time.pass(0.9);
    await soon();
    expect(at.mock.calls.length).toBeLessThanOrEqual(2);
  });
});

describe('what a user would have felt', () => {
  const steady = open({ perMinute: { from: 12_000, to: 12_000 }, duration: 10, maxInFlight: 1000 });

  it('is in the response time when the server freezes for two seconds', async () => {
    const run = running(planOf(steady));
    const { time, transport } = run;
    const frozen = (): boolean => time.clock.now() >= START + 4000 && time.clock.now() < START + 6000;
    transport.sent = () => {
      if (!frozen()) transport.waiting.pop()!(completed);
    };
    await time.until(6);
    await transport.answer(transport.waiting.length);
    await time.until(10);
    const { response, service, lag } = (await run.result).latency;
    expect(response.p99).toBeGreaterThan(1850);
    expect(response.max).toBeGreaterThan(1990);
    expect(service.p50).toBeLessThan(1);
    expect(lag.max).toBeLessThan(1);
  });

  it('is a tenth of a second when the server takes that for each, neither more nor less', async () => {
    const run = running(planOf(steady));
    const { time, transport } = run;
    transport.sent = () => {
      const settle = transport.waiting.pop()!;
      time.clock.at(time.clock.now() + 100, () => settle(completed));
    };
    await time.until(10);
    await inSteps(run, 0.2, 0.01);
    const { response } = (await run.result).latency;
    expect([response.p50, response.p99].map(Math.round)).toEqual([100, 100]);
  });
});

describe('after a stall', () => {
  it('arrivals come at twice their rate at most, until all are there', async () => {
    const run = running(planOf(fast(3)));
    const sentAt = answering(run);
    await run.time.until(1);
    run.time.slip(0.5);
    await inSteps(run, 1.5, 0.001);
    const result = await run.result;
    expect(result).toMatchObject({ planned: 1800, sent: 1800, droppedLate: 0 });
    expect(result.latency.lag.max).toBeGreaterThan(495);
    // 300 were missed, so that it takes half a second to make up for them.
    for (let from = 0; from < sentAt.length; from++)
      for (const ms of [1, 10, 100, 400]) {
        const within = sentAt.filter((at) => at >= sentAt[from]! && at < sentAt[from]! + ms).length;
        if (within > 0.6 * (2 * ms + 50) + 2) throw new Error(`${within} within ${ms} ms from ${sentAt[from]} ms`);
      }
    const lastLate = sentAt.findLastIndex((at, k) => at - k / 0.6 > 3);
    expect(sentAt[lastLate]).toBeGreaterThan(1900);
    expect(sentAt[lastLate]).toBeLessThan(2010);
    expectBalanced(result);
  });

  it('those that are a second late are dropped', async () => {
    const run = running(planOf(fast(6)));
    const sentAt = answering(run);
    await run.time.until(1);
    run.time.slip(3);
    await inSteps(run, 2, 0.001);
    const result = await run.result;
    expectBalanced(result);
    // Two of the three seconds.
    expect(Math.abs(result.droppedLate - 1200)).toBeLessThan(10);
    expect(result).toMatchObject({ planned: 3600, sent: sentAt.length, notReached: 0 });
    expect(result.latency.lag.max).toBeLessThan(1001);
  });

  it('slow arrivals keep half their distance, but for what may be sent at once', async () => {
    const run = running(planOf(open({ perMinute: { from: 60, to: 60 }, duration: 5 })));
    const sentAt = answering(run);
    await run.time.until(0.5);
    run.time.slip(1.4);
    await inSteps(run, 3.2, 0.01);
    expect(sentAt.slice(1).every((at, i) => at - sentAt[i]! >= 500 - 50 / 2)).toBe(true);
    await run.result;
    expect(sentAt).toHaveLength(5);
  });

  it('over its end, the pass ends all the same', async () => {
    const run = running(planOf(fast(2)));
    answering(run);
    await run.time.until(1);
    run.time.pass(1.3);
    const result = await run.result;
    expect(result.planned).toBe(1200);
    expect(result.droppedLate).toBe(600 - (result.sent - 600));
    expect(result).toMatchObject({ endedAt: START + 2300, notReached: 0 });
    expectBalanced(result);
  });
});

describe('latencies', () => {
  it('are from the planned moment as a user feels them, and from the real start as the target causes them', async () => {
    const slow = running(planOf(open({ perMinute: { from: 60, to: 60 }, duration: 2 })));
    await slow.time.until(0.5);
    slow.time.pass(0.9);
    await soon();
    slow.time.pass(0.1);
    await slow.transport.answer(2);
    await slow.time.until(2);
    const { lag, service, response } = (await slow.result).latency;
    expect([lag.count, service.count, response.count]).toEqual([2, 2, 2]);
    expect(lag.max).toBeCloseTo(400, 0);
    expect(service.p50).toBeCloseTo(100, 0);
    expect(response.p50).toBeCloseTo(500, 0);
    // The first was sent at its moment, and waited for its answer until the end.
    expect(Math.abs(service.max - 1500)).toBeLessThan(2);
  });
});

describe('the end of a pass', () => {
  it('waits for what is under way, five seconds at most', async () => {
    const { time, transport, result } = running(planOf(open({ duration: 1 })));
    await time.until(3);
    await transport.answer(9);
    await time.until(6);
    expect(await result).toMatchObject({ completed: 9, abandoned: 1, endedAt: START + 6000, notReached: 0 });
    expect(time.clock.next).toBe(Infinity);
  });

  it('comes when the last one under way is done, but not before its time', async () => {
    const { time, transport, result } = running(planOf(open({ perMinute: { from: 60, to: 60 }, duration: 2 })));
    await time.until(1.5);
    await transport.answer(2);
    await time.until(5);
    expect((await result).endedAt).toBe(START + 2000);
  });

  it('is hard at the end of the plan, and stops the drain as well', async () => {
    const short = running(planOf(open({ duration: 10 }), { atMost: 0.95 }));
    await short.time.until(0.95);
    expect(await short.result).toMatchObject({ planned: 100, sent: 10, abandoned: 10, notReached: 90 });
    expect((await short.result).endedAt).toBe(START + 950);
    expectBalanced(await short.result);

    const draining = running(planOf(open({ duration: 1 }), { atMost: 2 }));
    await draining.time.until(3);
    expect(await draining.result).toMatchObject({ sent: 10, abandoned: 10, endedAt: START + 2000 });
  });

  it.each([
    ['stop', { abandoned: 10, notReached: 290, endedBecause: 'stop', endedAt: START + 950 }],
    ['finish', { abandoned: 100, droppedOverload: 200, endedBecause: 'finish', endedAt: START + 35_000 }],
  ] as const)('when told to %s', async (command, expected) => {
    const { engine, time, result } = running(planOf(open(), { repeatFor: 300 }));
    await time.until(0.95);
    engine[command]();
    await time.until(40);
    expect(await result).toMatchObject({ planned: 300, ...expected });
    expect(time.clock.next).toBe(Infinity);
    expectBalanced(await result);
  });

  it('is not before the last arrival, though its alarm may be', async () => {
    let now = START;
    const alarms: (() => void)[] = [];
    const clock = { now: () => now, at: (_: number, what: () => void) => (alarms.push(what), () => {}) };
    const { transport, result } = running(planOf(open({ duration: 0.1 })), { clock });
    now += 100;
    // That of the deadline; a timer's millisecond can put it before that of the arrival.
    alarms[0]!();
    await soon();
    await transport.answer(1);
    expect(await result).toMatchObject({ planned: 1, sent: 1, completed: 1 });
  });

  it('comes before what was to be sent in the same turn', async () => {
    const { engine, time, transport, result } = running(planOf(open({ duration: 1 })));
    await soon();
    time.pass(0);
    engine.stop();
    expect(await result).toMatchObject({ planned: 10, sent: 0, notReached: 10 });
    expect(transport.waiting).toEqual([]);
  });

  it('comes when the target does not take the load', async () => {
    const run = running(planOf(fast(60)));
    run.transport.sent = () => run.transport.waiting.pop()!(refused);
    await run.time.until(3);
    const failure: unknown = await run.result.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LoadFailed);
    const { result } = failure as LoadFailed;
    expect(result).toMatchObject({ planned: 36_000, failed: 10, notReached: 35_990 });
    expectBalanced(result!);
  });

  it('comes with its own mistakes handed on', async () => {
    const { time, transport, result } = running(planOf(open()));
    jest.spyOn(transport, 'send').mockRejectedValue(new Error('a mistake'));
    await time.until(0.15);
    await expect(result).rejects.toThrow('a mistake');
    expect(time.clock.next).toBe(Infinity);
  });
});

it('says whenever what is under way, or what it waits for, may have changed', async () => {
  const seen: [underWay: number, next: number][] = [];
  const changed = (): void => void seen.push([engine.underWay, Math.round(time.clock.next - START)]);
  const { engine, time, transport, result } = running(planOf(open({ duration: 0.2 })), { changed });
  await soon();
  time.pass(0);
  await soon();
  expect(seen.at(-1)).toEqual([1, 100]);
  await time.until(0.15);
  expect(seen.at(-1)).toEqual([2, 200]);
  await transport.answer(1);
  expect(seen.at(-1)).toEqual([1, 200]);
  await time.until(0.2);
  expect(seen.at(-1)).toEqual([1, 5200]);
  await transport.answer(1);
  expect(seen.at(-1)).toEqual([0, Infinity]);
  await result;
});
