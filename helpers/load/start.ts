/** Starts a load in a thread of its own, so that it never waits for a test and no test waits for it. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromThread, LoadClock, LoadOrder, ToThread, Waiting } from './messages';
import { checkPlan, type LoadPlan } from './plan';
import { LoadCrashed, LoadFailed, type LoadProgress, type LoadResult } from './report';

/** Who sends the load, for the access logs of the load balancer. */
export const USER_AGENT = 'ecs-autoscaling-lab-acceptance';

export interface LoadOptions {
  /** All deadlines of the plan are read from it. */
  clock: LoadClock;
  userAgent?: string;
  /** Called four times a second of real time while the load runs, and once at its end. */
  onProgress?: (progress: LoadProgress) => void;
}

export interface RunningLoad {
  /** Sends the first request. */
  begin(): void;
  /** Finishes the pass under way, then ends. */
  finish(): void;
  /** Ends now. Requests under way are abandoned. */
  stop(): void;
  /** What the thread waits for in lab time; undefined while it is at work, and always on the wall clock. */
  readonly waitsFor: Waiting | undefined;
  /** Tells the thread that lab time has come to what it waits for. */
  ring(): void;
  /** As of the last quarter of a second of real time. */
  readonly progress: LoadProgress;
  /** Rejects with `LoadFailed` if the target cannot be loaded, with `LoadCrashed` if the thread dies. */
  readonly done: Promise<LoadResult>;
}

/**
 * Resolves when the thread is loaded and every host of the plan has its addresses, before the first request.
 *
 * From then on the thread keeps no process alive: a test run that is cut off leaves nothing behind. A script that does nothing but
 * wait for `done` must keep itself alive.
 *
 * @throws TypeError if the plan cannot be run; LoadFailed if a host has no address; LoadCrashed if the thread dies
 */
export async function startLoad(plan: LoadPlan, options: LoadOptions): Promise<RunningLoad> {
  checkPlan(plan);
  const { clock, userAgent = USER_AGENT, onProgress } = options;
  return attend(loadThread({ plan, clock, userAgent }), onProgress);
}

/** Flags of the main thread, as Jest's, are not handed on; its environment is. */
export function loadThread(order: LoadOrder): Worker {
  return new Worker(join(__dirname, 'boot.cjs'), { workerData: order, execArgv: [], name: 'load' });
}

/** Speaks for a load thread. Resolves when the thread is ready. */
export function attend(thread: Worker, onProgress?: (progress: LoadProgress) => void): Promise<RunningLoad> {
  let progress: LoadProgress = { sent: 0, completed: 0, failed: 0, abandoned: 0, passes: 0, bytesRead: 0 };
  let waiting: Waiting | undefined;
  let told = 0;
  const tell = (command: ToThread): void => {
    told++;
    waiting = undefined;
    thread.postMessage(command);
  };
  const see = (news: LoadProgress): void => {
    progress = news;
    onProgress?.(news);
  };
  return new Promise((resolveReady, rejectReady) => {
    const done = new Promise<LoadResult>((resolve, reject) => {
      thread.on('message', (message: FromThread) => {
        switch (message.kind) {
          case 'ready':
            thread.unref();
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
              done,
            });
          case 'progress':
            return see(message.progress);
          case 'waiting':
            if (message.heard === told) waiting = message.waiting;
            return;
          case 'ended':
            see(message.progress);
            return resolve(message.result);
          case 'failed':
            return reject(new LoadFailed(message.message, message.result));
        }
      });
      thread.on('error', (error) => reject(new LoadCrashed(error.message)));
      // Comes last; a promise that is settled stays as it is.
      thread.on('exit', (code) => reject(new LoadCrashed(`its thread ended with exit code ${code}`)));
    });
    // Before it is ready, whoever starts the load hears of it; afterwards, whoever waits for `done`.
    done.catch(rejectReady);
  });
}
