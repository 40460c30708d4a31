/** That chance is seeded and keeps its bounds, and that ids look like AWS's. */
import fc from 'fast-check';
import { Agenda } from './time';
import { createWorld, seeded, type Random } from './world';

const story = (random: Random): string[] => [
  random.uuid(),
  random.hex(17),
  random.digits(19),
  String(random.next()),
  String(random.between(3, 8)),
  random.pick(['a', 'b', 'c', 'd', 'e', 'f']),
];

it('tells the same with the same seed, and something else with another', () => {
  const stories = Array.from({ length: 50 }, (_, seed) => story(seeded(seed)));
  expect(Array.from({ length: 50 }, (_, seed) => story(seeded(seed)))).toEqual(stories);
  expect(new Set(stories.map(([uuid]) => uuid)).size).toBe(50);
});

it('begins small seeds all over the range', () => {
  const first = Array.from({ length: 200 }, (_, seed) => seeded(seed).next());
  for (const [from, to] of [
    [0, 0.25],
    [0.25, 0.5],
    [0.5, 0.75],
    [0.75, 1],
  ] as const)
    expect(first.filter((value) => value >= from && value < to).length).toBeGreaterThan(25);
});

it('keeps its bounds and its forms, whatever the seed', () =>
  fc.assert(
    fc.property(fc.integer(), fc.nat(100), fc.nat(100), fc.integer({ min: 1, max: 40 }), (seed, min, width, length) => {
      const random = seeded(seed);
      expect(random.next()).toBeLessThan(1);
      const drawn = random.between(min, min + width);
      expect(drawn).toBeGreaterThanOrEqual(min);
      expect(drawn).toBeLessThanOrEqual(min + width);
      expect(random.hex(length)).toMatch(new RegExp(`^[0-9a-f]{${length}}$`));
      expect(random.digits(length)).toMatch(new RegExp(`^[1-9][0-9]{${length - 1}}$`));
      expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  ));

it('draws an exact duration from a range without width', () => expect(seeded(1).between(5, 5)).toBe(5));

it('picks every item, and nothing from nothing', () => {
  const random = seeded(3);
  expect(new Set(Array.from({ length: 100 }, () => random.pick([1, 2, 3])))).toEqual(new Set([1, 2, 3]));
  expect(() => random.pick([])).toThrow('Nothing to pick from.');
});

it('names resources by region and account', () => {
  const agenda = new Agenda(new Date('2020-03-29T09:00:00Z'));
  const world = createWorld({ account: '111122223333', region: 'ap-northeast-2', agenda, seed: 1 });
  expect(world.arn('ecs', 'cluster/harbour')).toBe('arn:aws:ecs:ap-northeast-2:111122223333:cluster/harbour');
});
