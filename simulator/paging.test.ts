/** That pages show everything once, in order, and take no token but their own. */
import fc from 'fast-check';
import { page } from './paging';

class Refused extends Error {}
const refused = (): Error => new Refused();

const all = (items: readonly number[], size: number): number[][] => {
  const pages: number[][] = [];
  let token: string | undefined;
  do {
    const { items: shown, nextToken } = page(items, size, token, refused);
    pages.push(shown);
    token = nextToken;
  } while (token !== undefined && pages.length <= items.length);
  return pages;
};

it('shows every item once, in order, in as few pages as the size allows', () =>
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 60 }), fc.integer({ min: 1, max: 70 }), (items, size) => {
      const pages = all(items, size);
      expect(pages.flat()).toEqual(items);
      expect(pages).toHaveLength(Math.max(1, Math.ceil(items.length / size)));
      expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(size);
    }),
  ));

it('has no token on the last page', () => {
  expect(page([1, 2], 2, undefined, refused)).toEqual({ items: [1, 2], nextToken: undefined });
  expect(page([], 2, undefined, refused)).toEqual({ items: [], nextToken: undefined });
});

it('goes on after items have gone, with nothing left to show', () => {
  const { nextToken } = page([1, 2, 3], 2, undefined, refused);
  expect(page([1, 2], 2, nextToken, refused)).toEqual({ items: [], nextToken: undefined });
});

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

it.each([
  ['text', 'tomorrow'],
  ['nothing', ''],
  ['a number', '2'],
  ['another form', encoded('site:2')],
  ['a negative place', encoded('page:-1')],
  ['leading zeros', encoded('page:002')],
  ['a place beyond the list', encoded('page:4')],
  ['a place beyond all numbers', encoded('page:99999999999999999999')],
  ['a token with something behind it', `${encoded('page:2')}!`],
])('refuses %s as a token, with the error it was given', (_case, token) => {
  expect(() => page([1, 2, 3], 2, token, refused)).toThrow(Refused);
});

it('says what is opaque only to those who decode it', () => {
  expect(page([1, 2, 3], 2, undefined, refused).nextToken).toMatch(/^[\w-]+$/);
});
