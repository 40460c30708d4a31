/** Answers of different clients are the same where they mean the same, and differ by a sentence where they don't. */
import { differences } from './compare';

const date = new Date('2020-03-29T09:00:00.123Z');

it.each<[string, unknown, unknown]>([
  ['what clients add', { a: 1, $metadata: { attempts: 1 } }, { a: 1, ResponseMetadata: { RequestId: 'x' } }],
  ['an empty list, and none', { a: [], b: undefined }, {}],
  ['no list, and an empty one', {}, { a: [] }],
  ['a date', { a: date }, { a: date }],
  ['seconds', { a: date }, { a: date.getTime() / 1000 }],
  ['text with microseconds', { a: [{ b: date }] }, { a: [{ b: '2020-03-29T09:00:00.122999+00:00' }] }],
  ['text of another zone', { a: date }, { a: '2020-03-29T18:00:00.123+09:00' }],
])('is the same: %s', (_, expected, output) => expect(differences(expected, { output })).toEqual([]));

it.each<[unknown, unknown, string]>([
  [{ a: 1 }, { a: 2 }, 'a: expected 1, found 2'],
  [{ a: 1 }, { a: '1' }, 'a: expected 1, found "1"'],
  [{ a: [{ b: 'x' }] }, { a: [{}] }, 'a.0.b: expected "x", found nothing'],
  [{ a: [1] }, { a: [1, 2] }, 'a: expected [1], found [1,2]'],
  [{ a: [1] }, {}, 'a: expected [1], found nothing'],
  [{}, { a: 0 }, 'a: expected nothing, found 0'],
  [
    { a: date },
    { a: '2020-03-29T09:00:00.124Z' },
    `a: expected ${JSON.stringify(date)}, found "2020-03-29T09:00:00.124Z"`,
  ],
  [{ a: { b: {} } }, { a: { b: { c: true } } }, 'a.b.c: expected nothing, found true'],
])('%j is not %j', (expected, output, sentence) => expect(differences(expected, { output })).toEqual([sentence]));

it('an error is none of the answers', () =>
  expect(differences({}, { error: 'Throttling', message: 'Rate exceeded' })).toEqual([
    'expected an answer, found Throttling: Rate exceeded',
  ]));
