/** For the tests of the load generator: plans, a lab's time and a transport that go when the test says so, and books to check. */
import { LoadEngine, type EngineParts } from './engine';
import { LabClock } from './lab-clock';
import type { LoadClock, LoadOrder } from './messages';
import type { ClosedPass, LoadPlan, OpenPass, Pass } from './plan';
import type { Counts, LoadResult } from './report';
import type { Outcome, Transport } from './transport';

export const START = Date.parse('2020-03-29T09:41:30Z');

/** A lab's clock that goes when the test says so. */
export class FakeTime {
  readonly #time = new Float64Array(new SharedArrayBuffer(8));
  readonly clock = new LabClock(this.#time.buffer);

  constructor() {
    this.#time[0] = START;
  }
  /** Goes without anyone being told. */
  slip(seconds: number): void {
    this.#time[0]! += seconds * 1000;
  }
  pass(seconds: number): void {
    this.slip(seconds);
    this.clock.ring();
  }
  /** Goes from alarm to alarm until `seconds` after the start, as a simulated lab does, and lets what each set off come to rest. */
  async until(seconds: number): Promise<void> {
    const end = START + seconds * 1000;
    for (await soon(); this.clock.next <= end; await soon()) {
      this.#time[0] = Math.max(this.#time[0]!, this.clock.next);
      this.clock.ring();
    }
    this.#time[0] = end;
  }
}

export const completed: Outcome = { kind: 'completed', status: 200, bytes: 100 };
export const refused: Outcome = { kind: 'failed', why: 'ECONNREFUSED', bytes: 0 };

/** A transport whose answers come when the test says so. */
export class FakeTransport implements Transport {
  waiting: ((outcome: Outcome) => void)[] = [];
  /** Called with each request. */
  sent: () => void = () => {};

  send(): Promise<Outcome> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.sent();
    });
  }
  abandon(): void {
    for (const settle of this.waiting.splice(0)) settle({ kind: 'abandoned', bytes: 0 });
  }
  async answer(count: number, outcome: Outcome = completed): Promise<void> {
    for (const settle of this.waiting.splice(0, count)) settle(outcome);
    await soon();
  }
}

export const closed = (change: Partial<ClosedPass> = {}): ClosedPass => ({
  kind: 'closed',
  url: 'http://127.0.0.1/',
  inFlight: 10,
  maxRequests: 50_000,
  duration: 30,
  ...change,
});

/** Ten arrivals a second. */
export const open = (change: Partial<OpenPass> = {}): OpenPass => ({
  kind: 'open',
  url: 'http://127.0.0.1/',
  perMinute: { from: 600, to: 600 },
  maxInFlight: 100,
  duration: 30,
  ...change,
});

export const planOf = (pass: Pass, change: Partial<LoadPlan> = {}): LoadPlan => ({
  passes: [pass],
  repeatFor: 0,
  atMost: 600,
  ...change,
});

/** For one thread, without limits. */
export const orderOf = (plan: LoadPlan, clock: LoadClock = { kind: 'wall' }): LoadOrder => ({
  plan,
  clock,
  userAgent: 'test',
  maxRequests: Infinity,
  maxPerMinute: Infinity,
  threads: 1,
});

export interface FakeRun {
  engine: LoadEngine;
  time: FakeTime;
  transport: FakeTransport;
  /** Paths, one for each pass begun. */
  paths: string[];
  result: Promise<LoadResult>;
}

export function running(load: LoadPlan, parts: Partial<EngineParts> = {}): FakeRun {
  const time = new FakeTime();
  const transport = new FakeTransport();
  const paths: string[] = [];
  const engine = new LoadEngine(load, {
    clock: time.clock,
    transport: ({ url }) => {
      paths.push(new URL(url).pathname);
      return transport;
    },
    ...parts,
  });
  const result = engine.run();
  // A rejection may come before the test waits for it.
  result.catch(() => {});
  return { engine, time, transport, paths, result };
}

/** A turn of the event loop. */
export const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);

/** That everything planned was sent or dropped, and everything sent has ended: in the whole, in each pass, and in every other count. */
export function expectBalanced(result: LoadResult): void {
  for (const counts of [result, ...result.passes]) {
    const { planned, sent, droppedLate, droppedOverload, notReached, completed, failed, abandoned } = counts;
    expect(planned - sent - droppedLate - droppedOverload - notReached).toBe(0);
    expect(sent - completed - failed - abandoned).toBe(0);
  }
  const keys: (keyof Counts)[] = ['planned', 'sent', 'completed', 'failed', 'abandoned'];
  for (const key of [...keys, 'droppedLate', 'droppedOverload', 'notReached'] as const)
    expect(result.passes.reduce((total, pass) => total + pass[key], 0)).toBe(result[key]);
  expect(sum(result.byStatus)).toBe(result.completed);
  expect(sum(result.failures)).toBe(result.failed);
  expect(sum(result.sentPerMinute)).toBe(result.sent);
  const { response, service, lag } = result.latency;
  expect([response.count, service.count]).toEqual(Array(2).fill(result.completed + result.failed));
  expect(lag.count).toBe(result.passes.reduce((total, { kind, sent }) => total + (kind === 'open' ? sent : 0), 0));
}
