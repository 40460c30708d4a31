/** Stops every load of this process, from wherever in it: Jest's tests and its own set-up share no modules, but Node's. */
import { channel } from 'node:diagnostics_channel';

const stopping = channel('ecs-autoscaling-lab-acceptance:stop-loads');

/** From now on no load is sent by this process: those that run are stopped, and no other begins. */
export function stopAllLoads(): void {
  stopping.publish({});
}

/** Calls `what` when all loads are to stop, unless the function it returns is called before. */
export function onStop(what: () => void): () => void {
  stopping.subscribe(what);
  return () => stopping.unsubscribe(what);
}
