/** The load thread: gets everything ready, says so, and runs the plan when told to. Started by boot.cjs. */
import { parentPort, workerData } from 'node:worker_threads';
import { labTimeReader, realTick, type Seconds } from '../time';
import { LoadEngine } from './engine';
import type { FromThread, LoadOrder, ToThread } from './messages';
import { LoadFailed } from './report';
import { resolveTarget, type Target } from './target';
import { oneRequestPerConnection } from './transport';

/** Often enough to watch, too seldom to cost anything. */
const BETWEEN_PROGRESS: Seconds = 0.25;

async function prepare({ plan, clock, userAgent }: LoadOrder): Promise<LoadEngine> {
  const targets = new Map<string, Target>();
  for (const { url } of plan.passes) targets.set(url, await resolveTarget(url, userAgent));
  return new LoadEngine(plan, {
    now: labTimeReader(clock),
    tick: realTick,
    transport: ({ url }) => oneRequestPerConnection(targets.get(url)!),
  });
}

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const tell = (message: FromThread): void => port.postMessage(message);
  try {
    const engine = await prepare(workerData as LoadOrder);
    const told = new Promise<void>((begin) => {
      port.on('message', (command: ToThread) => {
        if (command !== 'begin') engine[command]();
        begin();
      });
    });
    tell({ kind: 'ready' });
    await told;
    const stopTelling = realTick(BETWEEN_PROGRESS, () => tell({ kind: 'progress', progress: engine.progress }));
    const result = await engine.run().finally(stopTelling);
    tell({ kind: 'ended', progress: engine.progress, result });
  } catch (error) {
    if (!(error instanceof LoadFailed)) throw error;
    tell({ kind: 'failed', message: error.message, result: error.result });
  } finally {
    port.close();
  }
}

if (!parentPort) throw new Error('Expected to be started as a thread by start.ts, found no parent: use startLoad().');
void serve(parentPort);
