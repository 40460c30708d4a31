/** Clients that no one here wrote get along with the simulator: the SDK, boto3, and a part of the cases with the AWS CLI. */
import { nameOf, wrongIn, type Case } from './cases';
import { clients } from './clients';
import { comparisonOf, printed, rowOf, type Row } from './table';
import { tellAll, untold, withLab, type Told } from './telling';

/** Each call of the CLI takes a second: an answer, an error, pages and a waiter. */
const BRIEF = [
  'ecs DescribeServices',
  'ecs paginate ListTasks',
  'elbv2 wait TargetInService',
  'autoscaling SetDesiredCapacity',
];
/** How much was asked and answered as expected. */
const passed = ({ services }: Row): number => [...services.values()].reduce((sum, service) => sum + service.passed, 0);
const isBrief = (asked: Case): boolean => BRIEF.includes(nameOf(asked));

describe.each(clients)('$name', (client) => {
  const brief = client.name === 'AWS CLI';
  const name = `gets what it expects, in ${brief ? 'a few cases' : 'all cases'}`;
  if (!client.available()) {
    it.skip(`${name} (not run: it is not on this machine)`, () => undefined);
    return;
  }
  it(
    name,
    async () => {
      const row = await rowOf(client, brief ? isBrief : undefined);
      expect(row.failures).toEqual([]);
      expect(passed(row)).toBeGreaterThan(2);
    },
    120_000,
  );
});

describe('every simulated operation', () => {
  let told: Told[];
  beforeAll(async () => {
    told = await tellAll();
  }, 120_000);

  it('is in the story', async () => {
    expect(await withLab((_, lab) => Promise.resolve(untold(told, lab)))).toEqual([]);
    expect(await withLab((_, lab) => Promise.resolve(untold(told.slice(0, -1), lab)))).toEqual(['ecs DeleteCluster']);
  });

  for (const client of clients) {
    // The CLI starts for a second at each call: `npm run conformance` has it.
    if (client.name === 'AWS CLI') continue;
    const name = `is answered to ${client.name} as it was to the SDK for JavaScript`;
    if (!client.available()) {
      it.skip(`${name} (not run: it is not on this machine)`, () => undefined);
      continue;
    }
    it(
      name,
      async () => {
        const row = await comparisonOf(client, told);
        expect(row.failures).toEqual([]);
        expect(passed(row)).toBe(told.filter(({ part }) => 'operation' in part).length);
      },
      120_000,
    );
  }
});

describe('a case', () => {
  const asked = { service: 'ecs', input: {}, operation: 'DescribeServices' } as const;
  it.each([
    [asked, { output: {} }, undefined],
    [{ ...asked, gives: { 'a.0.b': 1 } }, { output: { a: [{ b: 1 }] } }, undefined],
    [{ ...asked, gives: { 'a.0.b': 1 } }, { output: { a: [] } }, 'expected {"a.0.b":1}, found {"output":{"a":[]}}'],
    [{ ...asked, fails: ['A', 'B'] }, { error: 'B', message: '' }, undefined],
    [{ ...asked, fails: ['A', 'B'] }, { output: {} }, 'expected A or B, found {"output":{}}'],
    [asked, { error: 'A', message: '' }, 'expected an answer, found {"error":"A","message":""}'],
    [
      { service: 'ecs', input: {}, paginate: 'A', pageSize: 1, items: 'a', count: 2 },
      { count: 1 },
      'expected 2, found {"count":1}',
    ],
  ] as const)('%j that ends in %j', (given, outcome, expected) => expect(wrongIn(given, outcome)).toBe(expected));
});

it('the table says what passed, and which client is not there', () => {
  const rows = [
    {
      client: 'one',
      available: true,
      services: new Map([['ecs', { passed: 2, failed: 1 }]] as const),
      failures: ['one: no'],
    },
    { client: 'another', available: false, services: new Map(), failures: [] },
  ];
  expect(printed(rows)).toBe(['         ecs', 'one      2/3', 'another  not available', 'one: no'].join('\n'));
});
