/** When requests are answered, by how many are in flight. */
import { Bottleneck } from './bottleneck';

const lab = { requestsPerSecond: 1000, latency: 0.02 };

/** Answers in the first lab second to a closed loop of so many, each of the given weight. */
function answered(inFlight: number, weight = 1): number {
  const bottleneck = new Bottleneck(lab);
  const answers = Array.from({ length: inFlight }, () => bottleneck.take(0, weight));
  for (let count = 0; ; count++) {
    answers.sort((a, b) => a - b);
    const next = answers.shift()!;
    if (next > 1000) return count;
    answers.push(bottleneck.take(next, weight));
  }
}

it.each([
  [1, 50],
  [10, 500],
  [20, 1000],
  [200, 1000],
])('with %d in flight, as many as latency and capacity let through: %d a second', (inFlight, expected) => {
  expect(answered(inFlight)).toBe(expected);
});

it('requests of weight stand for as many', () => {
  expect(answered(2, 100) * 100).toBe(1000);
});

it.each([
  [1, 1, 50],
  [1, 10, 500],
  [2, 5, 500],
  [1, 20, 1000],
  [1, 50, 1000],
])(
  '%d real requests with %d abreast in each serve as many as those would by themselves: %d',
  (real, abreast, expected) => {
    const bottleneck = new Bottleneck(lab);
    const answers = Array.from({ length: real }, () => bottleneck.take(0, 50, abreast));
    let count = 0;
    for (let next; (next = answers.sort((a, b) => a - b).shift()!) <= 10_000; count += 50)
      answers.push(bottleneck.take(next, 50, abreast));
    expect(count / 10).toBe(expected);
  },
);

it('an idle lab answers after its latency, whatever was before', () => {
  const bottleneck = new Bottleneck(lab);
  for (let i = 0; i < 500; i++) bottleneck.take(0, 1);
  expect(bottleneck.take(0, 1)).toBe(501);
  expect(bottleneck.take(10_000, 1)).toBe(10_020);
});
