/** `roster.jsonl` in the report's folder: who is on the roster, and each attendee's beginnings and ends, written as they come. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** ISO time of this machine's clock. */
const at = z.iso.datetime();

/** Why a run ended otherwise than by its own exit code. */
export const cuts = ['time limit', 'killed', 'interrupted', 'not started', 'other account'] as const;
export type Cut = (typeof cuts)[number];

const line = z.union([
  /** A roster begins, with those that it is to run. */
  z.object({
    roster: z.array(z.object({ id: z.string(), name: z.string() })),
    depth: z.enum(['provision', 'verify', 'inspect']),
    at,
  }),
  z.object({ started: z.string(), at }),
  z.object({
    ended: z.string(),
    at,
    /** As setup/reporters/exit-code.cjs has it; none where a signal ended it. */
    exitCode: z.number().int().optional(),
    cut: z.enum(cuts).optional(),
    /** The first step that did not hold, by its chapter and title, so that a later run knows since when. */
    stuck: z.string().optional(),
  }),
  z.object({ finished: z.literal(true), at }),
]);
export type LogLine = z.infer<typeof line>;

export const logIn = (report: string): string => join(report, 'roster.jsonl');

export function appendLog(report: string, entry: LogLine): void {
  mkdirSync(report, { recursive: true });
  // On a line of its own, even where a kill has left half of one before it.
  appendFileSync(logIn(report), `\n${JSON.stringify(entry)}\n`);
}

/** Its lines as far as they are whole; none where there is no roster. */
export function readLog(report: string): LogLine[] {
  const path = logIn(report);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text) => parsedLine(text));
}

function parsedLine(text: string): LogLine[] {
  try {
    const parsed = line.safeParse(JSON.parse(text));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}

/** One run of an attendee, as the log has it. */
export interface Attempt {
  startedAt: string;
  endedAt?: string;
  exitCode?: number;
  cut?: Cut;
  stuck?: string;
}

/** What the log says of each attendee, in the roster's order. */
export interface Logged {
  id: string;
  name: string;
  /** Oldest first. */
  attempts: Attempt[];
}

/** Those of every roster that the log has; the newest says their names. */
export function loggedIn(lines: readonly LogLine[]): Logged[] {
  const all = new Map<string, Logged>();
  for (const entry of lines) {
    if ('roster' in entry)
      for (const { id, name } of entry.roster) all.set(id, { id, name, attempts: all.get(id)?.attempts ?? [] });
    if ('started' in entry) all.get(entry.started)?.attempts.push({ startedAt: entry.at });
    if ('ended' in entry) {
      const { ended, at: endedAt, exitCode, cut, stuck } = entry;
      const attempts = all.get(ended)?.attempts ?? [];
      const open = attempts.at(-1);
      if (open && open.endedAt === undefined) Object.assign(open, { endedAt, exitCode, cut, stuck });
    }
  }
  return [...all.values()];
}

/** Whether the last run of it came to its end, and all held. */
export const hasPassed = ({ attempts }: Pick<Logged, 'attempts'>): boolean => {
  const last = attempts.at(-1);
  return last?.exitCode === 0 && last.cut === undefined;
};

/** Whether the last roster of the log has not come to its end: it runs, or was killed. */
export const isOpen = (lines: readonly LogLine[]): boolean => {
  const began = lines.findLastIndex((entry) => 'roster' in entry);
  return began >= 0 && !lines.slice(began).some((entry) => 'finished' in entry);
};
