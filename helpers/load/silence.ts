/** Notices that a thread has fallen silent. */
import { everyReal, type Seconds } from '../time';

/** Looks, one after the other, that must each have heard nothing. */
const LOOKS = 30;

export interface SilenceWatch {
  /** The thread has said something. */
  heard(): void;
  end(): void;
}

/**
 * Calls `fell` once when nothing was heard for so long, unless the watch is ended before.
 *
 * Silence is counted in looks of our own thread. While that is held up it does not look, and what was said meanwhile is heard before
 * it looks twice: on a machine that is busy, or was asleep, no one who speaks is taken for silent. It keeps no process alive.
 *
 * @param limit real time
 */
export function watchSilence(limit: Seconds, fell: () => void, every: typeof everyReal = everyReal): SilenceWatch {
  let silent = 0;
  const look = (): void => {
    if (++silent < LOOKS) return;
    end();
    fell();
  };
  const end = every(limit / LOOKS, look, { keepsAlive: false });
  return { heard: () => (silent = 0), end };
}
