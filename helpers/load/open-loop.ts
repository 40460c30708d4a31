/** One pass of an open loop: each arrival is sent at its moment, whatever became of those before. */
import pLimit from 'p-limit';
import type { Seconds } from '../time';
import type { RunningPass, Surroundings } from './closed-loop';
import type { OpenPass } from './plan';
import { schedule } from './schedule';
import type { Transport } from './transport';

/** An arrival that is later is dropped: whoever looks at the load balancer's minutes would find it in the wrong one. */
const LATEST_MS = 1000;
/** After a stall arrivals come at so many times their rate, until none is late: all at once would be a burst that nobody planned. */
const CATCH_UP = 2;
/** What may be sent at once all the same, in milliseconds of the plan: a busy machine wakes no one to the millisecond. */
const BURST_MS = 50;
/** What requests under way have for their answer after the last arrival. */
const DRAIN: Seconds = 5;

/**
 * Starts a pass. It ends at `deadline`, or as soon as nothing is under way after it, and the drain at the latest: what is under
 * way then is abandoned. At the plan's hard end there is no drain. It never ends before its deadline by itself, or passes in
 * a row would come at a higher rate than planned. It also ends when too many requests fail.
 *
 * p-limit gates every request, and never has one waiting: an arrival that finds no room is dropped and counted.
 */
export function runOpen(pass: OpenPass, deadline: number, transport: Transport, around: Surroundings): RunningPass {
  const { clock, tally, failures, maySend, pace, startedAt, hardEnd, changed = () => {} } = around;
  const limit = pLimit(pass.maxInFlight);
  // Real time, as the machine is that is late.
  const [latest, burst] = [LATEST_MS * pace, BURST_MS * pace];
  const arrivals = schedule(pass);
  const due = (i: number): number => startedAt + arrivals.due(i);
  /** Arrivals that were sent or dropped. */
  let seen = 0;
  /** When the next one was to be looked at. */
  let asked = due(0);
  let cancelArrival = (): void => {};
  let closing = false;
  let over = false;
  let succeed: () => void;
  let reject: (error: unknown) => void;
  const ended = new Promise<void>((...both) => ([succeed, reject] = both));

  const request = async (moment: number): Promise<void> => {
    if (over) return tally.drop('notReached');
    const sentAt = clock.now();
    tally.sent(sentAt, moment);
    changed();
    const outcome = await transport.send();
    tally.became(outcome, clock.now(), sentAt, moment);
    changed();
    if (outcome.kind === 'abandoned') return;
    failures.outcome(outcome.kind, outcome.kind === 'completed' ? outcome.status : 0, clock.now());
    if (failures.tooMany) end();
  };

  /**
   * Sends what is due. How far it may go in the plan starts from the arrival that it was woken for, and where that was too late,
   * goes twice as fast as the time until the two are level.
   */
  const arrive = (): void => {
    const now = clock.now();
    const late = Math.min(CATCH_UP * (now - asked), burst);
    const reached = Math.min(now, Math.max(due(seen), now - latest) + late);
    for (let moment; seen < arrivals.count && (moment = due(seen)) <= reached; seen++) {
      if (now - moment > latest) tally.drop('droppedLate');
      else if (limit.activeCount + limit.pendingCount >= pass.maxInFlight) tally.drop('droppedOverload');
      else if (!maySend()) return end();
      else limit(request, moment).then(settle, fail);
    }
    awaitNext(now, reached);
    changed();
  };

  const awaitNext = (now: number, reached: number): void => {
    if (seen === arrivals.count) return;
    asked = Math.max(due(seen), now + (due(seen) - reached) / CATCH_UP);
    cancelArrival = clock.at(asked, arrive);
  };

  /** No more arrivals from now on. */
  const close = (): void => {
    cancelArrival();
    closing = true;
    const now = clock.now();
    for (; seen < arrivals.count && due(seen) <= now; seen++) tally.drop('droppedLate');
    tally.drop('notReached', arrivals.count - seen);
    seen = arrivals.count;
  };

  const end = (): void => {
    if (!closing) close();
    over = true;
    transport.abandon();
    settle();
  };

  const drain = (): void => {
    if (deadline >= hardEnd) return end();
    cancelArrival();
    // The alarms of the last arrivals may come after this one.
    arrive();
    close();
    cancelEnd = clock.at(Math.min(deadline + DRAIN * 1000, hardEnd), end);
    changed();
    settle();
  };

  const settle = (): void => {
    if (!closing || limit.activeCount > 0) return;
    cancelEnd();
    changed();
    succeed();
  };

  /** Only for a mistake in this code: what happens to a request is an outcome. */
  const fail = (error: unknown): void => {
    reject(error);
    end();
  };

  let cancelEnd = clock.at(deadline, drain);
  if (arrivals.count > 0) cancelArrival = clock.at(asked, arrive);
  return { ended, end };
}
