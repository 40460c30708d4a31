/** Whether a load was the one that was asked for: a load that fell short says nothing about what should have followed it. */
import type { LoadResult } from './report';

/** Of what an open pass asks for; below this its rate is not the plan's. */
const LEAST_DELIVERED = 0.98;
/**
 * Milliseconds of lab time. What a load is sent for is counted by the minute, and lateness moves requests over a minute's edge: where one
 * in a hundred is five seconds late it is a twelfth of them at most, and none at a steady rate. The nearest line is a twelfth away from the
 * rate that is held (service-plan.ts). The generator itself is held to far less by its benchmark.
 */
const MOST_LAG = 5000;
/** Of real time. A thread that is busier has nothing left for what comes next (k6's documentation asks for 20 % idle). */
const MOST_BUSY = 0.8;

/**
 * Why the load was not what the plan asked for, as one sentence; undefined when it was. A closed pass asks for answers, and for no
 * rate: it sends as fast as it is answered, and as the generator can, so a busy thread is no fault there (see `tooThin`).
 */
export function shortfall(result: LoadResult): string | undefined {
  if (result.sent > 0 && result.completed === 0 && result.endedBecause !== 'stop')
    return (
      `Expected answers to the load, found none to ${result.sent} requests: each was given up at the end of its pass. ` +
      'Check that the load balancer has healthy targets, and that they answer.'
    );
  const open = result.passes.filter(({ kind }) => kind === 'open');
  const sum = (
    count: 'planned' | 'completed' | 'failed' | 'abandoned' | 'notReached' | 'droppedLate' | 'droppedOverload',
  ): number => open.reduce((total, pass) => total + pass[count], 0);
  // What was not reached is missing, unless someone ended the load; whoever waits for its answer at the end has been sent.
  const due = sum('planned') - (result.endedBecause === 'plan' ? 0 : sum('notReached')) - sum('abandoned');
  if (due <= 0) return undefined;
  if (sum('completed') < LEAST_DELIVERED * due)
    return (
      `Expected ${LEAST_DELIVERED * 100} % of ${due} requests to be answered, found ${sum('completed')}: ${sum('droppedLate')} came too late, ` +
      `${sum('droppedOverload')} found too many under way, and ${sum('failed')} failed. Run the suite nearer to the load balancer or on a faster machine, ` +
      'and check that the targets answer.'
    );
  const { lag } = result.latency;
  const { utilization, threads } = result.generator;
  if (lag.p99 > MOST_LAG || utilization > MOST_BUSY)
    return (
      `Expected the load generator to keep up, found requests begun ${Math.round(lag.p99)} ms of lab time late (99th percentile; ${MOST_LAG} may be) and ` +
      `${threads === 1 ? 'its thread' : `the busiest of its ${threads} threads`} at work ${Math.round(utilization * 100)} % of the time ` +
      `(${MOST_BUSY * 100} may be). Run the suite on a machine that does less.`
    );
  return undefined;
}

/**
 * Whether a load of whatever kind was thinner than what must follow from it needs; a sentence if so.
 *
 * @param needs more requests a minute than `perMinute`, in so many whole minutes of the load on end; 1 if not told
 * @param weight how many requests each counted one stands for
 */
export function tooThin(
  result: LoadResult,
  { perMinute, minutes = 1 }: { perMinute: number; minutes?: number },
  weight: number,
): string | undefined {
  const whole = Object.entries(result.sentPerMinute)
    .map(([minute, count]) => ({ from: Date.parse(minute), count: count * weight }))
    .filter(({ from }) => from >= result.startedAt && from + 60_000 <= result.endedAt)
    .sort((a, b) => a.from - b.from);
  // Too short to tell.
  if (whole.length < minutes) return undefined;
  let run = 0;
  let longest = 0;
  for (const { count } of whole) longest = Math.max(longest, (run = count > perMinute ? run + 1 : 0));
  if (longest >= minutes) return undefined;
  const most = Math.max(...whole.map(({ count }) => count));
  return (
    `Expected more than ${perMinute} requests a minute${minutes > 1 ? ` for ${minutes} minutes on end` : ''}, found ${most} at most in ${whole.length} whole minutes. ` +
    'Run the suite nearer to the load balancer or on a faster machine, and check that the targets answer.'
  );
}
