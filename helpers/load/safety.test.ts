/** Tests of what may be loaded, and how much. */
import type { ClosedPass, LoadPlan, OpenPass } from './plan';
import { CEILINGS, checkSafety, DEFAULT_LIMITS, isForbiddenAddress, type Safety } from './safety';

const safety = (change: Partial<Safety> = {}): Safety => ({ ...DEFAULT_LIMITS, hosts: ['lab.test'], ...change });
const closed = (change: Partial<ClosedPass> = {}): ClosedPass => ({
  kind: 'closed',
  url: 'http://lab.test/',
  inFlight: 200,
  maxRequests: 50_000,
  duration: 30,
  ...change,
});
const open = (change: Partial<OpenPass> = {}): OpenPass => ({
  kind: 'open',
  url: 'http://lab.test/',
  perMinute: { from: 36_000, to: 36_000 },
  duration: 600,
  maxInFlight: 800,
  ...change,
});
const plan = (passes: LoadPlan['passes'], change: Partial<LoadPlan> = {}): LoadPlan => ({
  passes,
  repeatFor: 0,
  atMost: 1200,
  ...change,
});
const to = (url: string): LoadPlan => plan([closed({ url })]);

it.each<[string, LoadPlan]>([
  [
    'a script for a long while',
    plan(Array<ClosedPass>(3).fill(closed({ inFlight: 800, duration: 10 })), { repeatFor: 1140 }),
  ],
  ['a pass without an end of its own', plan([closed({ duration: Infinity })], { repeatFor: 1140 })],
  ['a rate', plan([open()])],
  ['all that the limits allow', plan([closed({ inFlight: 1000, maxRequests: 2_000_000 })], { atMost: 2400 })],
  ['all that the limits allow of a rate', plan([open({ perMinute: { from: 0, to: 120_000 }, duration: 2000 })])],
])('takes %s', (_, allowed) => {
  expect(() => checkSafety(allowed, safety())).not.toThrow();
});

it.each([
  ['http://lab.test/', 'lab.test'],
  ['http://LAB.test:80/', 'Lab.Test'],
  ['http://lab.test/', 'lab.test:80'],
  ['https://lab.test/', 'lab.test'],
  ['https://lab.test/', 'lab.test:443'],
  ['http://lab.test:8080/', 'lab.test:8080'],
  ['http://127.0.0.1:8080/', '127.0.0.1:8080'],
  ['http://2130706433:8080/', '127.0.0.1:8080'],
  ['http://[::1]:8080/', '[::1]:8080'],
  ['http://한국.test/', 'xn--3e0b707e.test'],
  ['http://xn--3e0b707e.test/', '한국.test'],
])('takes %s where %s is listed', (url, host) => {
  expect(() => checkSafety(to(url), safety({ hosts: ['other.test', host] }))).not.toThrow();
});

it.each([
  ['http://other.test/', 'lab.test'],
  ['http://lab.test.other.test/', 'lab.test'],
  ['http://a.lab.test/', 'lab.test'],
  ['http://lab.test./', 'lab.test'],
  ['http://lab.test:8080/', 'lab.test'],
  ['https://lab.test:80/', 'lab.test'],
  ['http://lab.test/', 'lab.test:8080'],
  ['http://lab.test/', 'lab.test:443'],
  ['https://lab.test/', 'lab.test:80'],
  ['http://127.0.0.1/', 'localhost'],
])('refuses %s where only %s is listed', (url, host) => {
  const { host: found } = new URL(url);
  expect(() => checkSafety(to(url), safety({ hosts: [host] }))).toThrow(
    new TypeError(
      `Expected passes[0].url of the load plan to be at a host that may be loaded (${host}), found ${found}. ` +
        'Correct the URL; or, if the host is your own and meant to be loaded, list it.',
    ),
  );
});

it('refuses all, where none is listed', () => {
  expect(() => checkSafety(to('http://lab.test/'), safety({ hosts: [] }))).toThrow('may be loaded (none may)');
});

it.each([
  ['http://169.254.169.254/latest/', '169.254.169.254'],
  ['http://169.254.170.2/', '169.254.170.2'],
  ['http://0xA9FEA9FE/', '169.254.169.254'],
  ['http://0251.0376.0251.0376/', '169.254.169.254'],
  ['http://2852039166/', '169.254.169.254'],
  ['http://169.254.43518/', '169.254.169.254'],
  ['http://169.254.169.254./', '169.254.169.254'],
  ['http://１６９.２５４.169.254/', '169.254.169.254'],
  ['http://[fe80::1]/', '[fe80::1]'],
  ['http://[fd00:ec2::254]/', '[fd00:ec2::254]'],
  ['http://[::ffff:169.254.169.254]/', '[::ffff:a9fe:a9fe]'],
  ['http://[::169.254.169.254]/', '[::a9fe:a9fe]'],
  ['http://[64:ff9b::169.254.169.254]/', '[64:ff9b::a9fe:a9fe]'],
  ['http://[2002:a9fe:a9fe::]/', '[2002:a9fe:a9fe::]'],
])('refuses %s even where it is listed', (url, host) => {
  expect(() => checkSafety(to(url), safety({ hosts: [host] }))).toThrow(
    `to be no link-local or metadata address, found ${host}. Load a load balancer by its DNS name.`,
  );
});

it.each([
  ['169.254.0.1', true],
  ['fe80::1', true],
  ['febf::1', true],
  ['fd00:ec2::23', true],
  ['fe80::1%eth0', true],
  ['::ffff:169.254.0.1', true],
  ['::169.254.0.1', true],
  ['64:ff9b::a9fe:1', true],
  ['2002:a9fe:1::1', true],
  ['64:ff9b::a9fd:1', false],
  ['fec0::1', false],
  ['169.253.255.255', false],
  ['127.0.0.1', false],
  ['10.0.0.1', false],
  ['::1', false],
  ['lab.test', false],
])('%s is a forbidden address: %s', (address, forbidden) => {
  expect(isForbiddenAddress(address)).toBe(forbidden);
});

it.each<[string, LoadPlan]>([
  ['passes[0].url of the load plan to be a URL, found lab/. Correct it.', to('lab/')],
  ['passes[0].url of the load plan to be http:// or https://, found ftp:. Load over HTTP.', to('ftp://lab.test/')],
  [
    'passes[0].url of the load plan to be free of user names and passwords, found one',
    to('http://me:secret@lab.test/'),
  ],
  ['passes[1].url of the load plan to be at a host', plan([closed(), closed({ url: 'http://other.test/' })])],
  [
    'requests in flight in passes[0] of the load plan to be 1000 at most, found 1001. ' +
      'Plan for less, or raise maxInFlight, up to 5000.',
    plan([closed({ inFlight: 1001 })]),
  ],
  ['requests in flight in passes[0] of the load plan to be 1000 at most', plan([open({ maxInFlight: 1001 })])],
  [
    'requests a minute in passes[0] of the load plan to be 600000 at most, found 600001. ' +
      'Plan for less, or raise maxPerMinute, up to 1000000.',
    plan([open({ perMinute: { from: 0, to: 600_001 } })]),
  ],
  [
    'requests a minute in passes[0] of the load plan to be 600000 at most, found 1200000',
    plan([open({ perMinute: { from: 1_200_000, to: 0 }, share: { part: 0, of: 4 } })]),
  ],
  ['seconds in atMost of the load plan to be 2400 at most, found 2401', plan([closed()], { atMost: 2401 })],
  ['requests of the load plan to be 2000000 at most, found 2000001', plan([closed({ maxRequests: 2_000_001 })])],
  ['requests of the load plan to be 2000000 at most, found 2400000', plan(Array<ClosedPass>(48).fill(closed()))],
  [
    'requests of the load plan to be 2000000 at most, found 3000000',
    plan([open({ perMinute: { from: 60_000, to: 120_000 }, duration: 2000 })]),
  ],
])('refuses to have %s', (why, refused) => {
  const check = (): void => checkSafety(refused, safety());
  expect(check).toThrow(TypeError);
  expect(check).toThrow(`Expected ${why}`);
});

it('counts every round of a rate, the one that is begun last too', () => {
  const rate = plan([open({ perMinute: { from: 600, to: 600 }, duration: 20 })], { repeatFor: 101 });
  expect(() => checkSafety(rate, safety({ maxRequests: 1200 }))).not.toThrow();
  expect(() => checkSafety(rate, safety({ maxRequests: 1199 }))).toThrow(
    'Expected requests of the load plan to be 1199 at most, found 1200. Plan for less, or raise maxRequests',
  );
});

it('counts one request at least for each round of a rate, as the schedule has it', () => {
  const short = plan([open({ perMinute: { from: 1, to: 1 }, duration: 20 })], { repeatFor: 200 });
  expect(() => checkSafety(short, safety({ maxRequests: 10 }))).not.toThrow();
  expect(() => checkSafety(short, safety({ maxRequests: 9 }))).toThrow('to be 9 at most, found 10.');
});

it('does not tell a password', () => {
  for (const url of ['http://me:secret@lab.test/', 'http://me:secret@:no-port/', 'ftp://me:secret@lab.test/']) {
    expect(() => checkSafety(to(url), safety())).toThrow(TypeError);
    expect(() => checkSafety(to(url), safety())).not.toThrow('secret');
  }
});

it.each(['http://lab.test', 'lab.test/', 'me@lab.test', '', 'lab test', 'lab.test:80:80', 'lab.test:'])(
  'refuses a list with "%s"',
  (host) => {
    expect(() => checkSafety(plan([closed()]), safety({ hosts: ['lab.test', host] }))).toThrow(
      new TypeError(
        `Expected every host that may be loaded to be host or host:port, found "${host}". Correct the list.`,
      ),
    );
  },
);

describe('the limits themselves', () => {
  const names = Object.keys(CEILINGS) as (keyof typeof CEILINGS)[];

  it.each(names)('%s may be as high as its ceiling, and no higher', (limit) => {
    const withLimit = (n: number) => () =>
      checkSafety(plan([closed({ inFlight: 1, maxRequests: 1 })]), safety({ [limit]: n }));
    const ceiling = CEILINGS[limit];
    expect(DEFAULT_LIMITS[limit]).toBeLessThan(ceiling);
    expect(withLimit(ceiling)).not.toThrow();
    for (const wrong of [ceiling + 1, 0, NaN])
      expect(withLimit(wrong)).toThrow(
        new TypeError(
          `Expected the limit ${limit} of the load to be above 0, and ${ceiling} at most, found ${wrong}. Correct it.`,
        ),
      );
  });
});
