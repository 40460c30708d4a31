/** Reads the lines of a timeline that a run was killed in: those that are whole, in their order. */
import { z } from 'zod';
import type { Text } from '../../helpers/language';
import { Timeline } from '../../helpers/timeline';
import { wholeLines } from './whole-lines';

const line = z.union([
  z.object({
    observation: z.object({
      at: z.number(),
      series: z.string(),
      value: z.unknown(),
      source: z.enum(['sample', 'history']),
      id: z.string().optional(),
    }),
  }),
  z.object({ miss: z.object({ at: z.number(), reading: z.string(), reason: z.string() }) }),
]);

/**
 * @param file its name, for what is said of lines that could not be read
 * @returns also the latest moment in it, in milliseconds of lab time since the epoch; undefined where there is none
 */
export function readTimeline(
  text: string,
  file: string,
  lacks: Text[],
): { timeline: Timeline; latest: number | undefined } {
  const timeline = new Timeline();
  let latest: number | undefined;
  for (const entry of wholeLines(text, line, file, lacks)) {
    const { at } = 'miss' in entry ? entry.miss : entry.observation;
    latest = Math.max(at, latest ?? at);
    if ('miss' in entry) timeline.missed(entry.miss);
    else {
      const { series, at, value, id } = entry.observation;
      if (id === undefined) timeline.sample(series, at, value);
      else timeline.history(series, id, at, value);
    }
  }
  return { timeline, latest };
}
