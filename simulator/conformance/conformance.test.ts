/** Clients that no one here wrote get along with the simulator: the SDK, boto3, and a part of the cases with the AWS CLI. */
import { nameOf, wrongIn, type Case } from './cases';
import { clients } from './clients';
import { printed, rowOf } from './table';

/** Each call of the CLI takes a second: an answer, an error, pages and a waiter. */
const BRIEF = [
  'ecs DescribeServices',
  'ecs paginate ListTasks',
  'elbv2 wait TargetInService',
  'autoscaling SetDesiredCapacity',
];
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
      expect([...row.services.values()].reduce((sum, { passed }) => sum + passed, 0)).toBeGreaterThan(2);
    },
    120_000,
  );
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
