/** That pages show everything once, in order, while the list changes, and take no token but their own. */
import fc from 'fast-check';
import { issue, page, type Page } from './paging';

class Refused extends Error {}

const shown = (
  items: readonly number[],
  size: number,
  token?: string,
  request: unknown = 'numbers',
  falling = false,
): Page<number> => page({ request, items, key: (item) => item, size, token, falling, invalid: () => new Refused() });

const numbers = fc.uniqueArray(fc.integer(), { maxLength: 60 });
const sizes = fc.integer({ min: 1, max: 70 });

it('shows every item once, in order, in as few pages as the size allows', () =>
  fc.assert(
    fc.property(numbers, sizes, fc.boolean(), (items, size, falling) => {
      const pages: number[][] = [];
      let token: string | undefined;
      do {
        const next = shown(items, size, token, 'numbers', falling);
        pages.push(next.items);
        token = next.nextToken;
      } while (token !== undefined && pages.length <= items.length);
      expect(pages.flat()).toEqual([...items].sort((a, b) => (falling ? b - a : a - b)));
      expect(pages).toHaveLength(Math.max(1, Math.ceil(items.length / size)));
      expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(size);
    }),
  ));

it('shows what stays exactly once and nothing twice, whatever comes and goes between two pages', () => {
  const change = fc.record({ add: fc.array(fc.integer({ min: 0, max: 99 })), remove: fc.array(fc.nat(99)) });
  const first = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 40 });
  fc.assert(
    fc.property(first, fc.array(change, { minLength: 1 }), fc.integer({ min: 1, max: 7 }), (items, changes, size) => {
      const list = new Set(items);
      const stayed = new Set(items);
      const seen: number[] = [];
      let token: string | undefined;
      for (let call = 0; call < 1000; call++) {
        const { items: some, nextToken } = shown([...list], size, token);
        seen.push(...some);
        token = nextToken;
        if (token === undefined) break;
        const { add, remove } = changes[call % changes.length]!;
        for (const each of remove) {
          list.delete(each);
          stayed.delete(each);
        }
        for (const each of add) list.add(each);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining([...stayed]));
    }),
  );
});

it('has no token on the last page', () => {
  expect(shown([1, 2], 2)).toEqual({ items: [1, 2] });
  expect(shown([], 2)).toEqual({ items: [] });
});

it('goes on after the item that its token names has gone', () => {
  const { nextToken } = shown([1, 2, 3], 2);
  expect(shown([1, 3], 2, nextToken)).toEqual({ items: [3] });
  expect(shown([], 2, nextToken)).toEqual({ items: [] });
});

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

it.each([
  ['text', 'tomorrow'],
  ['nothing', ''],
  ['a number', '2'],
  ['a place without a seal', encoded('[2]')],
  ['a seal that is not its own', encoded('[2,"AAAAAAAAAAAAAAAA"]')],
  ['no list', encoded('2')],
  ['null', encoded('null')],
  ['a token of another request', issue('letters', 2)],
  ['a token with something behind it', `${issue('numbers', 2)}!`],
])('refuses %s as a token, with the error it was given', (_case, token) => {
  expect(() => shown([1, 2, 3], 2, token)).toThrow(Refused);
});

it('says what is opaque only to those who decode it', () => {
  expect(shown([1, 2, 3], 2).nextToken).toMatch(/^[\w-]+$/);
});
