/** Stops every load of this process, from wherever in it: Jest's tests and its own set-up share no modules, but Node's. */
import { channel, type Channel } from 'node:diagnostics_channel';

/** One object for the whole process, whoever asks for it: what is noted on it is known to all, for as long as one of us holds it. */
const stopping: Channel & { stopped?: true } = channel('ecs-autoscaling-lab-acceptance:stop-loads');

/** From now on no load is sent by this process: those that run are stopped, and no other begins. */
export function stopAllLoads(): void {
  stopping.stopped = true;
  stopping.publish({});
}

/** Whether that was said. */
export const loadsAreStopped = (): boolean => stopping.stopped === true;

/** Calls `what` when all loads are to stop, unless the function it returns is called before. */
export function onStop(what: () => void): () => void {
  stopping.subscribe(what);
  return () => stopping.unsubscribe(what);
}
