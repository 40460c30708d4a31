/** Where a run under way is, read from what it has written so far. */
import { readRunFile } from '../../fixtures/run-file';
import type { Text } from '../../helpers/language';
import { readSteps } from '../pages/read-steps';

export interface Progress {
  /** The step under way, or the last that has ended. */
  step: Text;
  /** Steps that have ended, and all of the chapter. */
  ended: number;
  of: number;
  /** ISO time. */
  since: string;
}

/** @returns undefined while there is nothing of it yet */
export function progressOf(report: string): Progress | undefined {
  try {
    const chapter = readRunFile(report)?.chapters.at(-1);
    if (chapter === undefined) return undefined;
    const { steps, title, lastSeen } = readSteps(report, chapter, []);
    const ended = steps.filter(({ endedAt }) => endedAt !== undefined);
    const current = steps.find(({ state }) => state === 'running') ?? ended.at(-1);
    return {
      step: current?.title ?? title,
      ended: ended.length,
      of: steps.length,
      since: current?.startedAt ?? current?.endedAt ?? lastSeen,
    };
  } catch {
    // It may be read while it is written.
    return undefined;
  }
}
