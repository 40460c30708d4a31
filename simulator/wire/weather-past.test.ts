/** What was answered a while ago is remembered, and never more of it than fits. */
import { Past } from './weather-past';

const question = (n: number) => ({ path: '/', headers: {}, body: Buffer.from(String(n)) });
const answer = (size: number) => ({ status: 200, headers: {}, body: new Uint8Array(size) });

it('forgets the oldest questions where all answers together get too large, and all of one that is too large alone', () => {
  const past = new Past(1000);
  const seen = (n: number, now: number, size: number): number =>
    past.seen(question(n), answer(size), { now, lag: 10, most: 100 }).body.length;
  seen(1, 0, 400);
  seen(2, 0, 401);
  expect([seen(1, 10, 1), past.bytes]).toEqual([400, 802]);
  // The second question was asked longest ago.
  seen(3, 10, 402);
  expect([past.bytes, seen(2, 20, 2), seen(1, 20, 3)]).toEqual([803, 2, 1]);
  seen(4, 20, 5000);
  expect(past.bytes).toBe(0);
});
