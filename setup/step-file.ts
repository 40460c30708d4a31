/** `steps/<chapter>.jsonl`: a chapter's tests in their order, then a line for each beginning and end, written as it comes. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { verdicts } from '../helpers/verdict';

const text = z.object({ ko: z.string(), en: z.string() });
/** ISO time of this machine's clock. */
const at = z.iso.datetime();
/** Lab time in milliseconds since the epoch, once there is a lab. */
const lab = z.number().optional();

/** A sentence in both languages, where it has them. */
const said = z.object({ message: z.string(), told: text.optional() });

export const stepLine = z.union([
  z.object({
    chapter: z.string(),
    at,
    /** `skip`: at this depth it is not looked at. */
    tests: z.array(z.object({ path: z.array(z.string()), title: z.string(), skip: z.boolean().optional() })),
  }),
  /** A place in `tests`. */
  z.object({ started: z.number().int().min(0), at, lab }),
  z.object({
    ended: z.number().int().min(0),
    at,
    lab,
    status: z.enum(['passed', 'failed', 'skipped']),
    verdict: z.enum(verdicts),
    /** The first is why it failed; what its afterEach hooks add, such as the diagnosis, comes after. */
    errors: z.array(said).optional(),
    /** Of one that passed, what its expectations have seen. */
    observed: text.optional(),
  }),
  /** What failed outside of the tests: an undo, say. */
  z.object({ problem: said, at }),
  z.object({ finished: z.literal(true), at }),
]);
export type StepLine = z.infer<typeof stepLine>;
export type Said = z.infer<typeof said>;

export const stepFile = (folder: string, chapter: string): string => join(folder, 'steps', `${chapter}.jsonl`);

/** Begins the chapter's file anew. @returns what appends a line to it */
export function beginSteps(folder: string, chapter: string): (line: StepLine) => void {
  const path = stepFile(folder, chapter);
  mkdirSync(join(folder, 'steps'), { recursive: true });
  writeFileSync(path, '');
  return (line) => appendFileSync(path, `${JSON.stringify(line)}\n`);
}
