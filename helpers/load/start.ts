/** Starts a load in threads of its own, so that it never waits for a test and no test waits for it. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Seconds } from '../time';
import type { FromThread, LoadClock, LoadOrder, ToThread, Waiting } from './messages';
import { checkPlan, type LoadPlan } from './plan';
import { LoadCrashed, LoadFailed, type LoadProgress, type LoadResult } from './report';
import { checkSafety, type Safety } from './safety';
import { watchSilence, type SilenceWatch } from './silence';
import { mergeProgress, mergeResults, share, splitPlan, type PartResult } from './split';
import { loadsAreStopped, onStop } from './stop';
import { noCounts } from './tally';
import { requestBytes } from './target';

/** Of real time. A thread that runs speaks four times a second, and only one that is stuck is silent for so long. */
const SILENT: Seconds = 30;

/** Who sends the load, for the access logs of the load balancer. */
export const USER_AGENT = 'ecs-autoscaling-lab-acceptance';

export interface LoadOptions {
  /** All deadlines of the plan are read from it. */
  clock: LoadClock;
  /** What may be loaded, and how much: no load without it. */
  safety: Safety;
  userAgent?: string;
  /** Threads that share the load; 1 if not told. A plan that has too little for as many gets fewer: see `splitPlan`. */
  threads?: number;
  /** Called four times a second of real time by each thread while it runs, and once at its end, with what all have done. */
  onProgress?: (progress: LoadProgress) => void;
}

export interface RunningLoad {
  /** Sends the first request. */
  begin(): void;
  /** Finishes the pass under way, then ends. */
  finish(): void;
  /** Ends now. Requests under way are abandoned. */
  stop(): void;
  /** What the threads wait for in lab time; undefined while one is at work, when all are done, and always on the wall clock. */
  readonly waitsFor: Waiting | undefined;
  /** Tells the threads that lab time has come to what they wait for. */
  ring(): void;
  /** As of the last quarter of a second of real time. */
  readonly progress: LoadProgress;
  /**
   * Rejects with `LoadFailed` if the target cannot be loaded or more would be sent than may be, with `LoadCrashed` if a thread dies or
   * says nothing for half a minute: with the sentence of the first thread to which that happens. It stops the others, and
   * `result` is what all of them did.
   */
  readonly done: Promise<LoadResult>;
}

/** One thread of a load. */
export interface LoadThread extends Omit<RunningLoad, 'done'> {
  /** Whether it has ended, in whichever way. */
  readonly over: boolean;
  /** What it did, once it has ended; undefined if it died. */
  readonly part: PartResult | undefined;
  readonly done: Promise<PartResult>;
}

/**
 * Resolves when the threads are loaded and every host of the plan has its addresses, before the first request.
 *
 * From then on the threads keep no process alive: a test run that is cut off leaves nothing behind. A script that does nothing but
 * wait for `done` must keep itself alive.
 *
 * @throws TypeError if the plan or the number of threads cannot be run, or the plan goes beyond what is safe; LoadFailed if a host has no address; LoadCrashed if a thread dies
 */
export async function startLoad(plan: LoadPlan, options: LoadOptions): Promise<RunningLoad> {
  if (loadsAreStopped()) throw new LoadFailed('No load is begun: the run is being cut short.');
  checkPlan(plan);
  checkSafety(plan, options.safety);
  for (const pass of plan.passes) requestBytes({ url: pass.url, userAgent: options.userAgent ?? USER_AGENT }, pass);
  const { clock, safety, userAgent = USER_AGENT, threads = 1, onProgress } = options;
  if (!Number.isSafeInteger(threads) || threads < 1)
    throw new TypeError(`Expected the threads of a load to be a whole number from 1 up, found ${threads}.`);
  const parts = splitPlan(plan, threads);
  const workers = parts.map((part, i) =>
    loadThread({
      plan: part,
      clock,
      userAgent,
      maxRequests: share(safety.maxRequests, i, parts.length),
      maxPerMinute: share(safety.maxPerMinute, i, parts.length),
      threads: parts.length,
    }),
  );
  const see = (): void => onProgress?.(load.progress);
  const starting = Promise.all(workers.map((worker) => attend(worker, see)));
  const load: RunningLoad = asOne(
    await starting.catch(async (error: unknown) => {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw error;
    }),
  );
  const listenNoMore = onStop(() => load.stop());
  load.done.finally(listenNoMore).catch(() => {});
  // While the threads got ready.
  if (loadsAreStopped()) load.stop();
  return load;
}

/** Speaks for all threads of a load at once. */
export function asOne(threads: readonly LoadThread[]): RunningLoad {
  const tellAll = (command: ToThread) => (): void => threads.forEach((thread) => thread[command]());
  const done = resultOf(threads);
  // Whoever waits for it hears of it; no one has to.
  done.catch(() => {});
  return {
    begin: tellAll('begin'),
    finish: tellAll('finish'),
    stop: tellAll('stop'),
    ring: tellAll('ring'),
    get waitsFor() {
      return waitingOf(threads);
    },
    get progress() {
      return mergeProgress(threads.map(({ progress }) => progress));
    },
    done,
  };
}

/** All answers, and the least moment, of the threads that have not ended. */
function waitingOf(threads: readonly LoadThread[]): Waiting | undefined {
  let all: Waiting | undefined;
  for (const { over, waitsFor } of threads) {
    if (over) continue;
    if (!waitsFor) return undefined;
    const { answers, until } = waitsFor;
    all = all ? { answers: all.answers + answers, until: Math.min(all.until, until) } : waitsFor;
  }
  return all;
}

async function resultOf(threads: readonly LoadThread[]): Promise<LoadResult> {
  let failure: LoadFailed | LoadCrashed | undefined;
  const stopAll = (error: LoadFailed | LoadCrashed): void => {
    failure ??= error;
    for (const thread of threads) thread.stop();
  };
  await Promise.all(threads.map(({ done }) => done.then(() => {}, stopAll)));
  const parts = threads.flatMap(({ part }) => part ?? []);
  if (!failure) return mergeResults(parts);
  const result = parts.length > 0 ? mergeResults(parts) : undefined;
  throw failure instanceof LoadFailed ? new LoadFailed(failure.message, result) : new LoadCrashed(failure.why, result);
}

/** Flags of the main thread, as Jest's, are not handed on; its environment is. */
export function loadThread(order: LoadOrder): Worker {
  return new Worker(join(__dirname, 'boot.cjs'), { workerData: order, execArgv: [], name: 'load' });
}

/**
 * Speaks for a load thread. Resolves when the thread is ready. While it gets ready, and once it is told to begin or to end, it must not
 * be silent: one that is gets terminated, and counts as crashed.
 *
 * @param patience real time of silence
 */
export function attend(thread: Worker, onProgress?: () => void, patience = SILENT): Promise<LoadThread> {
  let progress: LoadProgress = { ...noCounts(), passes: 0, bytesRead: 0 };
  let part: PartResult | undefined;
  let over = false;
  let waiting: Waiting | undefined;
  let told = 0;
  let watch: SilenceWatch | undefined;
  const see = (news: LoadProgress): void => {
    progress = news;
    onProgress?.();
  };
  return new Promise((resolveReady, rejectReady) => {
    const done = new Promise<PartResult>((resolve, reject) => {
      const fail = (error: LoadFailed | LoadCrashed): void => {
        over = true;
        watch?.end();
        reject(error);
      };
      const fellSilent = (): void => {
        fail(new LoadCrashed(`its thread said nothing for ${patience} s`));
        void thread.terminate();
      };
      const tell = (command: ToThread): void => {
        told++;
        waiting = undefined;
        thread.postMessage(command);
        if (command !== 'ring' && !over) watch ??= watchSilence(patience, fellSilent);
      };
      watch = watchSilence(patience, fellSilent);
      thread.on('message', (message: FromThread) => {
        watch?.heard();
        switch (message.kind) {
          case 'ready':
            thread.unref();
            watch?.end();
            watch = undefined;
            return resolveReady({
              begin: () => tell('begin'),
              finish: () => tell('finish'),
              stop: () => tell('stop'),
              ring: () => tell('ring'),
              get waitsFor() {
                return waiting;
              },
              get progress() {
                return progress;
              },
              get over() {
                return over;
              },
              get part() {
                return part;
              },
              done,
            });
          case 'progress':
            return see(message.progress);
          case 'waiting':
            if (message.heard === told) waiting = message.waiting;
            return;
          case 'ended':
            over = true;
            watch?.end();
            part = message.part;
            see(message.progress);
            return resolve(part);
          case 'failed':
            part = message.part;
            return fail(new LoadFailed(message.message, part?.result));
        }
      });
      thread.on('error', (error) => fail(new LoadCrashed(error.message)));
      // Comes last; a promise that is settled stays as it is.
      thread.on('exit', (code) => fail(new LoadCrashed(`its thread ended with exit code ${code}`)));
    });
    // Before it is ready, whoever starts the load hears of it; afterwards, whoever waits for `done`.
    done.catch(rejectReady);
  });
}
