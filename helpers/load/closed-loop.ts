/** One pass of a closed loop: as many requests under way as the pass allows, until it has sent enough or its time is up. */
import pLimit from 'p-limit';
import type { Seconds, Tick } from '../time';
import type { RecentFailures } from './failures';
import type { ClosedPass } from './plan';
import type { Tally } from './tally';
import type { Transport } from './transport';

/** How late a pass may see its deadline when no answer comes, and the grain of rests. Real time. */
const TICK: Seconds = 0.005;

export interface Surroundings {
  /** Lab time in milliseconds since the epoch: the only time that deadlines know. */
  now: () => number;
  /** Real time, for looking at the clock: a lab's clock cannot wake anyone. */
  tick: Tick;
  tally: Tally;
  failures: RecentFailures;
}

export interface RunningPass {
  /** Resolves when nothing is under way any more. */
  readonly ended: Promise<void>;
  /** Ends the pass now; what is under way is abandoned. */
  end(): void;
}

/**
 * Starts a pass. Like ab at the end of `-t` (httpd 2.4 support/ab.c, `test`), it starts nothing after `deadline` and drops
 * what is under way then. It also ends when too many requests fail: `failures.tooMany` tells.
 *
 * p-limit gates every request, and never has one waiting: the next is asked for only where there is room.
 */
export function runClosed(pass: ClosedPass, deadline: number, transport: Transport, around: Surroundings): RunningPass {
  const { now, tick, tally, failures } = around;
  const limit = pLimit(pass.inFlight);
  const resting: { ticks: number; wake: () => void }[] = [];
  let sent = 0;
  let over = false;
  let succeed: () => void;
  let reject: (error: unknown) => void;
  const ended = new Promise<void>((...both) => ([succeed, reject] = both));

  const request = async (): Promise<void> => {
    const outcome = await transport.send();
    tally.became(outcome);
    if (outcome.kind === 'abandoned') return;
    failures.add(outcome.kind === 'failed');
    if (outcome.kind === 'completed' || over || sent === pass.maxRequests) return;
    if (failures.tooMany) return end();
    await new Promise<void>((wake) => resting.push({ ticks: failures.rest / TICK, wake }));
  };

  const end = (): void => {
    over = true;
    transport.abandon();
    for (const { wake } of resting.splice(0)) wake();
    settle();
  };

  const settle = (): void => {
    if (limit.activeCount > 0) return;
    stopTicking();
    succeed();
  };

  /** Only for a mistake in this code: what happens to a request is an outcome. */
  const fail = (error: unknown): void => {
    reject(error);
    end();
  };

  const pump = (): void => {
    if (over) return settle();
    while (sent < pass.maxRequests && limit.activeCount + limit.pendingCount < pass.inFlight) {
      const moment = now();
      if (moment >= deadline) return end();
      sent++;
      tally.sent(moment);
      limit(request).then(pump, fail);
    }
    if (sent === pass.maxRequests) settle();
  };

  const stopTicking = tick(TICK, () => {
    if (now() >= deadline) return end();
    for (const sleeper of resting) if (--sleeper.ticks <= 0) sleeper.wake();
    const awake = resting.filter(({ ticks }) => ticks > 0);
    resting.splice(0, resting.length, ...awake);
  });
  pump();
  return { ended, end };
}
