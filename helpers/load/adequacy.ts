/** Whether a load was the one that was asked for: a load that fell short says nothing about what should have followed it. */
import type { LoadResult } from './report';

/** Of what an open pass asks for; below this its rate is not the plan's. */
const LEAST_SENT = 0.98;
/** Milliseconds of real time: requests that begin later, one in a hundred, are another rate than was planned. */
const MOST_LAG = 20;
/** Of real time. A thread that is busier has nothing left for what comes next (k6's documentation asks for 20 % idle). */
const MOST_BUSY = 0.8;

/**
 * Why the load of the open passes was not what the plan asked for, as one sentence; undefined when it was. A closed pass asks for no
 * rate: it sends as fast as it is answered, and as the generator can, so a busy thread is no fault there (see `tooThin`).
 *
 * @param pace lab seconds a real second: latencies are lab time
 */
export function shortfall(result: LoadResult, pace = 1): string | undefined {
  const open = result.passes.filter(({ kind }) => kind === 'open');
  const sum = (count: 'planned' | 'sent' | 'notReached' | 'droppedLate' | 'droppedOverload'): number =>
    open.reduce((total, pass) => total + pass[count], 0);
  // What was not reached is missing, unless someone ended the load.
  const due = sum('planned') - (result.endedBecause === 'plan' ? 0 : sum('notReached'));
  if (due === 0) return undefined;
  if (sum('sent') < LEAST_SENT * due)
    return (
      `Expected ${LEAST_SENT * 100} % of ${due} requests to be sent, found ${sum('sent')}: ${sum('droppedLate')} came too late ` +
      `and ${sum('droppedOverload')} found too many under way. Run the suite nearer to the load balancer or on a faster machine, ` +
      'and check that the targets answer.'
    );
  const { lag } = result.latency;
  const { utilization, threads } = result.generator;
  const late = Math.round((lag.p99 / pace) * 100) / 100;
  if (late > MOST_LAG || utilization > MOST_BUSY)
    return (
      `Expected the load generator to keep up, found requests begun ${late} ms late (99th percentile; ${MOST_LAG} may be) and ` +
      `${threads === 1 ? 'its thread' : `the busiest of its ${threads} threads`} at work ${Math.round(utilization * 100)} % of the time ` +
      `(${MOST_BUSY * 100} may be). Run the suite on a machine that does less.`
    );
  return undefined;
}

/**
 * Whether a load of whatever kind was thinner than what must follow from it needs, in the whole minutes of its time; a sentence if so.
 *
 * @param perMinute requests a minute, of which more are needed
 * @param weight how many of them each counted request stands for
 */
export function tooThin(result: LoadResult, perMinute: number, weight: number): string | undefined {
  const whole = Object.entries(result.sentPerMinute).filter(([minute]) => {
    const from = Date.parse(minute);
    return from >= result.startedAt && from + 60_000 <= result.endedAt;
  });
  const most = Math.max(0, ...whole.map(([, count]) => count * weight));
  if (whole.length === 0 || most > perMinute) return undefined;
  return (
    `Expected more than ${perMinute} requests a minute, found ${most} at most in ${whole.length} whole minutes. ` +
    'Run the suite nearer to the load balancer or on a faster machine, and check that the targets answer.'
  );
}
