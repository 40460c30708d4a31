/** The load thread: gets everything ready, says so, and runs the plan when told to. Started by boot.cjs. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { everyReal, pacedAlarms, wallAlarms, type Seconds } from '../time';
import { LoadEngine } from './engine';
import { LabClock } from './lab-clock';
import { emptyHistograms } from './latencies';
import type { FromThread, LoadOrder, ToThread, Waiting } from './messages';
import type { LoadPlan, Pass } from './plan';
import { LoadFailed } from './report';
import { resolveTarget, type Target } from './target';
import { transportFor, type Transport } from './transport';

/** Often enough to watch, and to be known to be alive; too seldom to cost anything. */
const BETWEEN_PROGRESS: Seconds = 0.25;

async function serve(
  port: NonNullable<typeof parentPort>,
  { plan, clock, userAgent, maxRequests, maxPerMinute, threads }: LoadOrder,
): Promise<void> {
  const tell = (message: FromThread): void => port.postMessage(message);
  const histograms = emptyHistograms();
  try {
    const transport = await transports(plan, userAgent);
    const labClock = clock.kind === 'lab' ? new LabClock(clock.shared) : undefined;
    const engine = new LoadEngine(plan, {
      clock: labClock ?? (clock.kind === 'wall' && clock.pace ? pacedAlarms(clock.pace) : wallAlarms),
      transport,
      maxRequests,
      maxPerMinute,
      threads,
      histograms,
      changed: () => reportSoon(),
      // A simulated lab waits for the thread: how busy it is changes nothing there.
      utilization: labClock ? undefined : () => performance.eventLoopUtilization(atBegin).utilization,
      pace: clock.kind === 'wall' ? clock.pace?.pace : undefined,
    });
    const reportSoon = labClock ? waitingReports(engine, labClock, tell) : () => {};
    const told = new Promise<void>((begin) => {
      port.on('message', (command: ToThread) => {
        reportSoon('heard');
        if (command === 'ring') return labClock?.ring();
        if (command !== 'begin') engine[command]();
        begin();
      });
    });
    tell({ kind: 'ready' });
    await told;
    const atBegin = performance.eventLoopUtilization();
    const stopTelling = everyReal(BETWEEN_PROGRESS, () => tell({ kind: 'progress', progress: engine.progress }));
    const result = await engine.run().finally(stopTelling);
    tell({ kind: 'ended', progress: engine.progress, part: { result, histograms } });
  } catch (error) {
    if (!(error instanceof LoadFailed)) throw error;
    const { message, result } = error;
    tell({ kind: 'failed', message, part: result && { result, histograms } });
  } finally {
    port.close();
  }
}

/** How the requests of each pass get to its host. Every host is looked up before the first request. */
async function transports(plan: LoadPlan, userAgent: string): Promise<(pass: Pass) => Transport> {
  const originOf = ({ url }: Pass): string => new URL(url).origin;
  const targets = new Map<string, Target>();
  for (const origin of new Set(plan.passes.map(originOf))) targets.set(origin, await resolveTarget(origin, userAgent));
  return (pass) => transportFor(targets.get(originOf(pass))!, pass);
}

/**
 * Says what the thread waits for, once all that it had to do in this turn of its loop is done: an answer and the request
 * that follows it are then one step, and leave nothing to say.
 */
function waitingReports(engine: LoadEngine, clock: LabClock, tell: (message: FromThread) => void) {
  let heard = 0;
  let asked = false;
  let last: (Waiting & { heard: number }) | undefined;
  const report = (): void => {
    asked = false;
    const waiting = { answers: engine.underWay, until: clock.next };
    if (last?.heard === heard && last.answers === waiting.answers && last.until === waiting.until) return;
    last = { ...waiting, heard };
    tell({ kind: 'waiting', waiting, heard });
  };
  return (why?: 'heard'): void => {
    if (why) heard++;
    if (!asked) setImmediate(report);
    asked = true;
  };
}

if (!parentPort) throw new Error('Expected to be started as a thread by start.ts, found no parent: use startLoad().');
void serve(parentPort, workerData as LoadOrder);
