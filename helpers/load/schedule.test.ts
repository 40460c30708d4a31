/** When the arrivals of an open pass are due. */
import { schedule } from './schedule';

type Pass = Parameters<typeof schedule>[0];
const pass = (from: number, to: number, duration: number, share?: Pass['share']): Pass => ({
  perMinute: { from, to },
  duration,
  share,
});
const moments = (of: Pass): number[] => {
  const { count, due } = schedule(of);
  return Array.from({ length: count }, (_, i) => due(i));
};

const shapes: [string, Pass][] = [
  ['flat', pass(600, 600, 60)],
  ['flat at an odd rate', pass(26_401, 26_401, 0.7)],
  ['flat and slow', pass(1, 1, 59)],
  ['rising', pass(60, 36_000, 10)],
  ['rising from nothing', pass(0, 36_000, 10.01)],
  ['falling', pass(36_000, 26_400, 10)],
  ['falling to nothing', pass(36_000, 0, 10)],
  ['falling to nothing within no whole number of arrivals', pass(777, 0, 13.37)],
];

it('is as regular as the rate', () => {
  expect(moments(pass(600, 600, 0.5))).toEqual([0, 100, 200, 300, 400]);
  expect(schedule(pass(36_000, 36_000, 60)).count).toBe(36_000);
  expect(schedule(pass(600, 600, 0.501)).count).toBe(6);
});

it('comes closer together as the rate rises, and further apart as it falls', () => {
  // N(t) = t² and N(t) = 20 t − t², t in seconds.
  expect(moments(pass(0, 1200, 10)).slice(0, 4)).toEqual([
    0,
    1000,
    expect.closeTo(1414.2, 1),
    expect.closeTo(1732.1, 1),
  ]);
  const falling = schedule(pass(1200, 0, 10));
  expect([falling.count, falling.due(36), falling.due(99)]).toEqual([100, expect.closeTo(2000), expect.closeTo(9000)]);
});

describe.each(shapes)('a pass that is %s', (_, shape) => {
  const { from, to } = shape.perMinute;
  const integral = (t: number): number => (from * t + ((to - from) * t * t) / (2 * shape.duration)) / 60;
  const all = moments(shape);

  it('has as many arrivals as the integral of its rate, at any time', () => {
    expect(Math.abs(all.length - integral(shape.duration))).toBeLessThan(1);
    all.forEach((moment, k) => expect(integral(moment / 1000)).toBeCloseTo(k, 5));
  });

  it('has them in order, from its start to before its end', () => {
    expect(all[0]).toBe(0);
    expect(all.every((moment, k) => k === 0 || moment > all[k - 1]!)).toBe(true);
    expect(all.at(-1)).toBeLessThan(shape.duration * 1000);
  });

  it.each([1, 2, 3, 7])('is shared out among %d without loss or gain', (of) => {
    const shares = Array.from({ length: of }, (_, part) => moments({ ...shape, share: { part, of } }));
    expect(shares.flat().sort((a, b) => a - b)).toEqual(all);
    const sizes = shares.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });
});
