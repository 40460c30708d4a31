/** Tests of the order and the end of a plan's passes. */
import { checkPlan, mostInFlight, nextPass, passDeadline, type ClosedPass, type LoadPlan, type Pass } from './plan';
import { open } from './testing';

const pass = (path: string, change: Partial<ClosedPass> = {}): ClosedPass => ({
  kind: 'closed',
  url: `http://lab.test${path}`,
  inFlight: 800,
  maxRequests: 50_000,
  duration: 10,
  ...change,
});
const plan = (change: Partial<LoadPlan> = {}): LoadPlan => ({
  passes: [pass('/'), pass('/cats'), pass('/dogs')],
  repeatFor: 180,
  atMost: 600,
  ...change,
});

/** Runs a plan on a clock of its own, where each pass takes as long as `lasts` says; tells when each began, and where. */
function played(plan: LoadPlan, lasts: (pass: Pass) => number): [at: number, path: string][] {
  const story: [number, string][] = [];
  let now = 0;
  for (let next; (next = nextPass(plan, story.length, now));) {
    story.push([now, new URL(next.url).pathname]);
    now += lasts(next);
  }
  return story;
}

describe('the passes of a plan', () => {
  it('come in order, round and round, and the one under way when time is up is the last', () => {
    const story = played(plan({ repeatFor: 35 }), () => 10);
    expect(story).toEqual([
      [0, '/'],
      [10, '/cats'],
      [20, '/dogs'],
      [30, '/'],
    ]);
  });

  it.each([
    ['three minutes of 30 s passes are six', 180, 30, 6],
    ['a pass that ends by its request count makes room for more', 180, 7, 26],
    ['a pass that begins just before the end is begun', 180.001, 30, 7],
    ['no repeating still is every pass once', 0, 10, 3],
    ['slow passes still all run once', 1, 100, 3],
  ])('%s', (_, repeatFor, lasts, count) => {
    expect(played(plan({ repeatFor }), () => lasts)).toHaveLength(count);
  });

  it('end hard at atMost, even within the first round', () => {
    expect(played(plan({ atMost: 15 }), () => 10)).toEqual([
      [0, '/'],
      [10, '/cats'],
    ]);
  });
});

it.each([
  ['its duration', 10, 600, 60_000, 70_000],
  ['the end of the plan, if that is earlier', 10, 62, 60_000, 62_000],
  ['the end of the plan, if it has no duration', Infinity, 600, 60_000, 600_000],
])('a pass must end after %s', (_, duration, atMost, passStart, deadline) => {
  const start = 1_585_474_860_000;
  expect(passDeadline(plan({ atMost }), pass('/', { duration }), start, start + passStart)).toBe(start + deadline);
});

it('allows as many requests under way as a pass says, in its own words', () => {
  expect([mostInFlight(pass('/')), mostInFlight(open({ maxInFlight: 7 }))]).toEqual([800, 7]);
});

describe('checkPlan', () => {
  it('takes a plan that can be run', () => {
    expect(() => checkPlan(plan())).not.toThrow();
    expect(() => checkPlan(plan({ passes: [pass('/', { duration: Infinity })] }))).not.toThrow();
    const ramp = open({ url: 'https://lab.test/', perMinute: { from: 0, to: 36_000 }, share: { part: 1, of: 2 } });
    expect(() => checkPlan(plan({ passes: [ramp, pass('/', { timeout: 5 })] }))).not.toThrow();
  });

  it.each<[string, Partial<LoadPlan>]>([
    ['passes of the load plan to be one pass or more, found none', { passes: [] }],
    ['repeatFor of the load plan to be a number of seconds from 0 up, found NaN', { repeatFor: NaN }],
    ['atMost of the load plan to be a finite number of seconds above 0, found Infinity', { atMost: Infinity }],
    [
      'passes[0].inFlight of the load plan to be a whole number from 1 up, found 0',
      { passes: [pass('/', { inFlight: 0 })] },
    ],
    ['passes[0].maxRequests of the load plan to be a whole number', { passes: [pass('/', { maxRequests: 1.5 })] }],
    ['passes[1].duration of the load plan', { passes: [pass('/'), pass('/', { duration: 0 })] }],
    [
      'passes[0].url of the load plan to be an http:// or https:// URL, found ftp:',
      { passes: [pass('', { url: 'ftp://a/' })] },
    ],
    [
      'passes[0].url of the load plan to be an http:// or https:// URL, found lab/',
      { passes: [pass('', { url: 'lab/' })] },
    ],
    [
      'passes[0].url of the load plan to be an http:// or https:// URL, found ftp://…@a/',
      { passes: [pass('', { url: 'ftp://me:secret@a/' })] },
    ],
    ['passes[0].timeout of the load plan to be a number of seconds above 0', { passes: [pass('/', { timeout: 0 })] }],
    ['passes[0].duration of the load plan to be finite', { passes: [open({ duration: Infinity })] }],
    [
      'passes[0].perMinute.to of the load plan to be a rate from 0 up, found NaN',
      { passes: [open({ perMinute: { from: 1, to: NaN } })] },
    ],
    [
      'passes[0].perMinute of the load plan to be above 0 at one end',
      { passes: [open({ perMinute: { from: 0, to: 0 } })] },
    ],
    ['passes[0].maxInFlight of the load plan to be a whole number', { passes: [open({ maxInFlight: 0 })] }],
    [
      'passes[0].share.part of the load plan to be from 0 up, and below share.of, found 2',
      { passes: [open({ share: { part: 2, of: 2 } })] },
    ],
    ['passes[0].share.of of the load plan to be a whole number', { passes: [open({ share: { part: 0, of: 0 } })] }],
    ['free of user names', { passes: [pass('', { url: 'http://:secret@lab.test/' })] }],
    ['free of user names', { passes: [pass('', { url: 'http://me:secret@lab.test/' })] }],
  ])('refuses %s', (message, change) => {
    expect(() => checkPlan(plan(change))).toThrow(message);
    expect(() => checkPlan(plan(change))).not.toThrow('secret');
  });
});
