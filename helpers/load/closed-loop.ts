/** One pass of a closed loop: as many requests under way as the pass allows, until it has sent enough or its time is up. */
import pLimit from 'p-limit';
import type { Alarms } from '../time';
import type { Breaker } from './failures';
import type { ClosedPass } from './plan';
import type { Tally } from './tally';
import type { Transport } from './transport';

export interface Surroundings {
  /** Lab time. */
  clock: Alarms;
  tally: Tally;
  failures: Breaker;
  /** Whether the load may send one more. Ask for each that is then sent: it counts. */
  maySend: () => boolean;
  /** Lab seconds a real second. */
  pace: number;
  /** The pass's, in milliseconds since the epoch like all moments. */
  startedAt: number;
  /** The plan's: nothing is under way after it. */
  hardEnd: number;
  changed?: () => void;
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
  const { clock, tally, failures, maySend, changed = () => {} } = around;
  const limit = pLimit(pass.inFlight);
  const resting = new Set<() => void>();
  let sent = 0;
  let over = false;
  let succeed: () => void;
  let reject: (error: unknown) => void;
  const ended = new Promise<void>((...both) => ([succeed, reject] = both));

  const request = async (): Promise<void> => {
    if (over) return;
    const sentAt = clock.now();
    tally.sent(sentAt);
    changed();
    const outcome = await transport.send();
    tally.became(outcome, clock.now(), sentAt);
    changed();
    if (outcome.kind === 'abandoned') return;
    failures.outcome(outcome.kind, outcome.kind === 'completed' ? outcome.status : 0, clock.now());
    if (failures.tooMany) return end();
    if (outcome.kind === 'completed' || over || sent === pass.maxRequests) return;
    await rest(failures.rest * 1000);
  };

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        resting.delete(wake);
        changed();
        resolve();
      };
      const cancel = clock.at(clock.now() + ms, wake);
      resting.add(wake);
      changed();
    });

  const end = (): void => {
    over = true;
    transport.abandon();
    for (const wake of [...resting]) wake();
    settle();
  };

  const settle = (): void => {
    if (limit.activeCount > 0) return;
    cancelDeadline();
    changed();
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
      if (clock.now() >= deadline || !maySend()) return end();
      sent++;
      limit(request).then(pump, fail);
    }
    if (sent === pass.maxRequests) settle();
  };

  const cancelDeadline = clock.at(deadline, end);
  pump();
  return { ended, end };
}
