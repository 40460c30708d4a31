/** Which provider gets the next task: bases first, then weights. */
import { nextProvider } from './strategy';

const item = (capacityProvider: string, weight: number, base = 0) => ({ capacityProvider, weight, base });

/** How many tasks each provider of the strategy gets of so many. */
function shares(strategy: ReturnType<typeof item>[], tasks: number): Record<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < tasks; i++) {
    const name = nextProvider(strategy, counts);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

it.each([
  ['equal weights share', [item('a', 1), item('b', 1)], 8, { a: 4, b: 4 }],
  ['weights 1 and 4 share so', [item('a', 1), item('b', 4)], 10, { a: 2, b: 8 }],
  ['a base comes before the weights', [item('a', 0, 2), item('b', 1)], 5, { a: 2, b: 3 }],
  ['a base is not held against its weight', [item('a', 1, 2), item('b', 1)], 6, { a: 4, b: 2 }],
  ['weight 0 gets none', [item('a', 0), item('b', 1)], 3, { b: 3 }],
  ['a lone provider takes all, whatever its weight', [item('a', 0)], 3, { a: 3 }],
])('%s', (_case, strategy, tasks, expected) => {
  expect(shares(strategy, tasks)).toEqual(expected);
});

it('an empty strategy is an error of the caller', () => {
  expect(() => nextProvider([], new Map())).toThrow('found an empty one');
});
