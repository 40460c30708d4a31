/** Whether a load was the one that was asked for: a load that fell short says nothing about what should have followed it. */
import type { LoadResult } from './report';

/** Of what an open pass asks for; below this its rate is not the plan's. */
const LEAST_SENT = 0.98;
/** Milliseconds: requests that begin later, one in a hundred, are another rate than was planned. */
const MOST_LAG = 20;
/** Of real time. A thread that is busier has nothing left for what comes next (k6's documentation asks for 20 % idle). */
const MOST_BUSY = 0.8;

/**
 * Why the load of the open passes was not what the plan asked for, as one sentence; undefined when it was. A closed pass asks for no
 * rate: it sends as fast as it is answered.
 */
export function shortfall(result: LoadResult): string | undefined {
  const open = result.passes.filter(({ kind }) => kind === 'open');
  const sum = (count: 'planned' | 'sent' | 'notReached' | 'droppedLate' | 'droppedOverload'): number =>
    open.reduce((total, pass) => total + pass[count], 0);
  const due = sum('planned') - sum('notReached');
  if (due === 0) return undefined;
  if (sum('sent') < LEAST_SENT * due)
    return (
      `Expected ${LEAST_SENT * 100} % of ${due} requests to be sent, found ${sum('sent')}: ${sum('droppedLate')} came too late ` +
      `and ${sum('droppedOverload')} found too many under way. Run the suite nearer to the load balancer or on a faster machine, ` +
      'and check that the targets answer.'
    );
  const { lag } = result.latency;
  const { utilization, threads } = result.generator;
  if (lag.p99 > MOST_LAG || utilization > MOST_BUSY)
    return (
      `Expected the load generator to keep up, found requests begun ${lag.p99} ms late (99th percentile; ${MOST_LAG} may be) and ` +
      `${threads === 1 ? 'its thread' : `the busiest of its ${threads} threads`} at work ${Math.round(utilization * 100)} % of the time ` +
      `(${MOST_BUSY * 100} may be). Run the suite on a machine that does less.`
    );
  return undefined;
}
