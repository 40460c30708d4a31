/** For tests, in place of p-limit: the same, and every gate that it has made, to look at from outside. */
import type * as PLimit from 'p-limit';

export const gates: PLimit.LimitFunction[] = [];

export default function pLimit(concurrency: number): PLimit.LimitFunction {
  const gate = jest.requireActual<typeof PLimit>('p-limit').default(concurrency);
  gates.push(gate);
  return gate;
}
