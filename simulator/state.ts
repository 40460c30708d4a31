/** A lab as a file: where it began, what came in, and when it is. */
import { z } from 'zod';
import { inputsSchema } from './recording';

/** Another when what is written, or what a lab makes of it, is no longer the same. */
export const STATE_VERSION = 2;
/** Seconds. What a lab does in a year takes minutes to be done again. */
const LONGEST = 366 * 24 * 3600;

export const stateSchema = z
  .strictObject({
    version: z.literal(STATE_VERSION),
    lab: z.strictObject({
      account: z.string(),
      region: z.string(),
      seed: z.int(),
      start: z.iso.datetime(),
      /** Seconds before `start` in which nobody disturbed it. */
      uptime: z.number().nonnegative().max(LONGEST),
      scenario: z.string().nullable(),
    }),
    /** Milliseconds since the epoch, of the lab. Fractions count. */
    now: z.number(),
    ...inputsSchema.shape,
  })
  .refine(({ now, lab }) => now >= Date.parse(lab.start) && now <= Date.parse(lab.start) + LONGEST * 1000, {
    path: ['now'],
    message: 'Expected a moment within a year after the start of the lab',
  });

export type State = z.infer<typeof stateSchema>;

/** @throws Error with all that is wrong */
export function readState(value: unknown): State {
  const read = stateSchema.safeParse(value);
  if (read.success) return read.data;
  const problems = read.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`);
  throw new Error(
    `Expected the state of a lab as GET /_lab/state gives it, found another thing (${problems.join('; ')}).`,
  );
}
