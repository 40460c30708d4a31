/** What an answer lacks of a shape, or has beyond a model, is told by paths. */
import { schemaOf } from './sdk';
import { lacking, unmet, unmodelled } from './shape';

describe('an answer', () => {
  const shape = { a: [{ b: 'string', 'c?': 'number' }], d: [], e: { f: 'timestamp' } } as const;
  const whole = { a: [{ b: '', c: 1 }], d: [], e: { f: new Date(0) } };
  it.each<[unknown, string[]]>([
    [whole, []],
    [{ ...whole, a: [{ b: '' }, {}] }, ['a[].b: expected a string, found nothing']],
    [
      { ...whole, a: [{ b: 1, c: '' }] },
      ['a[].b: expected a string, found number', 'a[].c: expected a number, found string'],
    ],
    [
      { ...whole, d: undefined, e: { f: 0 } },
      ['d: expected a list, found nothing', 'e.f: expected a timestamp, found number'],
    ],
    [{ ...whole, e: [] }, ['e: expected a structure, found list']],
  ])('%j lacks %j', (answer, expected) => expect([...lacking(shape, answer)]).toEqual(expected));

  it('without items in a list says so', () => {
    expect([...unmet(shape, [whole, { ...whole, a: [] }])]).toEqual([]);
    expect([...unmet(shape, [{ ...whole, a: [] }])]).toEqual(['a[]']);
  });

  it("has a member that AWS's model lacks, in a structure, a list or a map", () => {
    const schema = schemaOf('ecs', 'DescribeServices')[5];
    const services = [{ serviceName: 'a', colour: 'red', deployments: [{ id: 'b', size: 1 }] }];
    expect([...unmodelled(schema, { services, constructor: 1 })]).toEqual([
      'services[].colour',
      'services[].deployments[].size',
      'constructor',
    ]);
    const tags = schemaOf('application-autoscaling', 'ListTagsForResource')[5];
    expect([...unmodelled(tags, { Tags: { any: 'name' } })]).toEqual([]);
  });
});
