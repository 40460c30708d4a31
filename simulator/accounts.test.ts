/** The labs of one process: one for each account and region, apart, as many as there may be, and as they were when loaded. */
import { callerOf, Labs, Refusal, type LabName, type LabsOptions, type OpenLab } from './accounts';
import { everyAnswer, request } from './every-answer';
import { ask } from './recording';
import { CLUSTER, smallLab, START } from './testing';

const opened: Labs[] = [];
afterEach(() => Promise.all(opened.splice(0).map((labs) => labs.close())));

function labsOf(options: LabsOptions = {}): Labs {
  const labs = new Labs(smallLab, { simulation: { start: new Date(START) }, ...options });
  opened.push(labs);
  return labs;
}

const SEOUL = 'ap-northeast-2';
const first: LabName = { account: '123456789012', region: SEOUL };
const other: LabName = { account: '111122223333', region: SEOUL };

const desired = (lab: OpenLab): number => lab.parts.ecs.find(`service/${CLUSTER}/shop`)!.desired;
const want = (lab: OpenLab, desiredCount: number): Promise<unknown> =>
  ask(lab, request('ecs', 'UpdateService', { cluster: CLUSTER, service: 'shop', desiredCount }));

it('builds a lab when it is first asked for, and keeps it', async () => {
  const labs = labsOf();
  expect(await labs.list()).toEqual([]);
  const [a, b] = await Promise.all([labs.at(first), labs.at({ ...first })]);
  expect(b).toBe(a);
  expect(await labs.list()).toEqual([a]);
});

it('keeps accounts and regions apart, each with names, chance and address of its own', async () => {
  const labs = labsOf();
  const three = await Promise.all([first, other, { ...first, region: 'eu-west-1' }].map((name) => labs.at(name)));
  await want(three[0]!, 5);
  expect(three.map(desired)).toEqual([5, 2, 2]);
  expect(three.map(({ loadBalancerArn }) => loadBalancerArn.split(':').slice(3, 5))).toEqual([
    [SEOUL, '123456789012'],
    [SEOUL, '111122223333'],
    ['eu-west-1', '123456789012'],
  ]);
  const instances = three.map(({ parts }) => [...parts.ecs.clusters.get(CLUSTER)!.instances.values()]);
  expect(instances.map((each) => each.map(({ zone }) => zone))).toEqual([
    ['ap-northeast-2a', 'ap-northeast-2b'],
    ['ap-northeast-2a', 'ap-northeast-2b'],
    ['eu-west-1a', 'eu-west-1b'],
  ]);
  expect(new Set(three.map(({ traffic }) => traffic.url)).size).toBe(3);
  expect(new Set(three.map(({ loadBalancerArn }) => loadBalancerArn.split('/').at(-1))).size).toBe(3);
});

it('gives the same labs with the same seed, in whichever order they are asked for', async () => {
  const arns = async (names: LabName[]): Promise<string[]> => {
    const labs = labsOf({ simulation: { seed: 9 } });
    for (const name of names) await labs.at(name);
    return (await labs.list()).map(({ loadBalancerArn }) => loadBalancerArn).sort();
  };
  expect(await arns([first, other])).toEqual(await arns([other, first]));
});

it('has so many labs at most, and goes on with those', async () => {
  const labs = labsOf({ most: 2 });
  await labs.at(first);
  await labs.at(other);
  expect(() => labs.at({ ...other, region: 'eu-west-1' })).toThrow(Refusal);
  expect(() => labs.at({ ...other, region: 'eu-west-1' })).toThrow(
    'Expected at most 2 labs in one simulator, found a request for one more (account 111122223333, region eu-west-1).',
  );
  await expect(labs.at(other)).resolves.toBeDefined();
});

it.each([
  [{ account: '12', region: SEOUL }, 'Expected an account of 12 digits, found "12".'],
  [{ account: '111122223333', region: '../..' }, 'Expected a region such as ap-northeast-2, found "../..".'],
])('has no lab %j', (name, message) => {
  expect(() => labsOf().at(name)).toThrow(message);
});

it('puts one lab back as new, at its address and pace, and leaves the others', async () => {
  const labs = labsOf({ pace: 0 });
  const [a, b] = await Promise.all([first, other].map((name) => labs.at(name)));
  const asNew = await everyAnswer(a!);
  for (const lab of [a!, b!]) {
    await want(lab, 4);
    lab.clock.skip(600);
  }
  const again = await labs.reset(first);
  expect(await everyAnswer(again)).toEqual(asNew);
  expect([again.traffic.url, desired(b!)]).toEqual([a!.traffic.url, 4]);
  expect((await fetch(again.traffic.url)).status).toBe(200);
  expect(await labs.at(first)).toBe(again);
});

it('resets one after the other what is asked for at once', async () => {
  const labs = labsOf();
  const { traffic } = await labs.at(first);
  const [a, b] = await Promise.all([labs.reset(first), labs.reset(first)]);
  expect([b === a, b.traffic.url, await labs.at(first)]).toEqual([false, traffic.url, b]);
});

it('makes a lab again from its state, in another process too, with what its load balancer has served', async () => {
  const labs = labsOf({ simulation: { seed: 3, start: new Date(START) } });
  const lab = await labs.at(other);
  await want(lab, 4);
  expect((await fetch(`${lab.traffic.url}/?from=test`)).status).toBe(200);
  lab.clock.skip(3600.5);
  const state = await labs.save(other);
  lab.clock.skip(1);
  const copy = await labsOf().load(state);
  expect([copy.name, copy.parts.agenda.ms, desired(copy)]).toEqual([other, START + 3_600_500, 4]);
  copy.clock.skip(1);
  expect(await everyAnswer(copy)).toEqual(await everyAnswer(lab));
});

it('refuses a state of another scenario, or that makes no lab, and keeps what it has', async () => {
  const labs = labsOf();
  const lab = await labs.at(first);
  const state = await labs.save(first);
  await expect(labs.load({ ...state, lab: { ...state.lab, scenario: 'a#b' } })).rejects.toThrow(
    'Expected a state of the scenario none, found one of a#b.',
  );
  await expect(labs.load({ ...state, inputs: [{ at: START, shape: 3, arrivals: 1 }] })).rejects.toThrow(
    "The state can't be played again: Expected a shape with the number 3, found 0 shapes.",
  );
  expect(await labs.at(first)).toBe(lab);
});

it('lets everyone be served when time walks, and counts each for the pace', async () => {
  const labs = labsOf({ pace: 60 });
  const lab = await labs.at(first);
  const counted: number[] = [];
  lab.parts.elb.onTraffic(({ weight }) => counted.push(weight));
  expect((await fetch(lab.traffic.url)).status).toBe(200);
  lab.clock.walk(0);
  expect((await fetch(lab.traffic.url)).status).toBe(200);
  expect(counted).toEqual([60, 1]);
});

describe('the caller', () => {
  const scope = '20260329/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=00';
  it.each([
    ['a key of 12 digits', `AWS4-HMAC-SHA256 Credential=111122223333/${scope}`, '111122223333', 'eu-west-1'],
    ['another key', `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${scope}`, first.account, 'eu-west-1'],
    ['13 digits', `AWS4-HMAC-SHA256 Credential=1111222233334/${scope}`, first.account, 'eu-west-1'],
    ['no signature', undefined, first.account, SEOUL],
    ['something else', 'Bearer x', first.account, SEOUL],
  ])('is told by %s', (_, authorization, account, region) => {
    expect(callerOf({ headers: { authorization } }, first)).toEqual({ account, region });
  });
});

it('what a scenario prepares is there in each lab, new, reset or loaded', async () => {
  const prepare = async ({ ecs }: OpenLab['parts']): Promise<void> => {
    await ecs.operations.UpdateService!({ cluster: CLUSTER, service: 'shop', desiredCount: 4 });
  };
  const labs = labsOf({ simulation: { start: new Date(START), prepare }, scenario: 'four' });
  const lab = await labs.at(first);
  expect(desired(lab)).toBe(4);
  lab.clock.skip(60);
  const saved = await labs.save(first);
  const then = JSON.stringify(await everyAnswer(lab));
  await want(lab, 5);
  expect(desired(await labs.reset(first))).toBe(4);
  expect(JSON.stringify(await everyAnswer(await labs.load(saved)))).toBe(then);
});
