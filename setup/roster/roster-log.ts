/** `roster.jsonl` in the report's folder: who is on the roster, and each attendee's beginnings and ends, written as they come. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ID } from './row';

/** ISO time of this machine's clock. */
const at = z.iso.datetime();

const depth = z.enum(['provision', 'verify', 'inspect']);

/** Why a run ended otherwise than by its own exit code. */
export const cuts = ['time limit', 'killed', 'interrupted', 'not started', 'other account', 'same lab'] as const;
export type Cut = (typeof cuts)[number];

const line = z.union([
  /** A roster begins, with all that are on it. */
  z.object({
    roster: z.array(z.object({ id: z.string(), name: z.string() })),
    /** Ids of those that it is to run; without it these are all that the line has, and there may be others on the roster. */
    chosen: z.array(z.string()).optional(),
    depth,
    at,
  }),
  z.object({
    started: z.string(),
    at,
    depth: depth.optional(),
    /** Which row it was (row-mark.ts). */
    row: z.string().optional(),
  }),
  z.object({
    ended: z.string(),
    at,
    /** As setup/reporters/exit-code.cjs has it; none where a signal ended it. */
    exitCode: z.number().int().optional(),
    cut: z.enum(cuts).optional(),
    /** The step that the run's verdict is of, by its key in the class's columns, and when the run saw it: a later run knows since when. */
    stuck: z.string().optional(),
    stuckSeen: at.optional(),
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
  stuckSeen?: string;
  /** A roster has begun since, and it had not ended: it never will. */
  lost?: true;
  depth?: z.infer<typeof depth>;
  row?: string;
}

/** What the log says of each attendee, in the roster's order. */
export interface Logged {
  id: string;
  name: string;
  /** Oldest first. */
  attempts: Attempt[];
  /** Whether the newest roster is to run it. */
  chosen: boolean;
}

/** Whether it can be the folder of an attendee, as the roster itself has them: a log that came from elsewhere may name any path. */
export const isId = (id: string): boolean => ID.test(id);

/** Those of the newest roster; of rosters that only say whom they run, all of them. The newest says their names. */
export function loggedIn(lines: readonly LogLine[]): Logged[] {
  let all = new Map<string, Logged>();
  for (const entry of lines) {
    if ('roster' in entry) all = begun(all, entry);
    if ('started' in entry) {
      const { started, at: startedAt, depth: asked, row } = entry;
      all.get(started)?.attempts.push({ startedAt, depth: asked, row });
    }
    if ('ended' in entry) {
      const { ended, at: endedAt, exitCode, cut, stuck, stuckSeen } = entry;
      // Of two ends of one run the later one knows more.
      const last = all.get(ended)?.attempts.at(-1);
      if (last) Object.assign(last, { endedAt, exitCode, cut, stuck, stuckSeen });
    }
  }
  return [...all.values()];
}

/** Everyone as a new roster finds them. */
function begun(
  before: ReadonlyMap<string, Logged>,
  { roster, chosen }: Extract<LogLine, { roster: unknown }>,
): Map<string, Logged> {
  const all = new Map<string, Logged>();
  // One without `chosen` does not say who else is on the roster.
  if (!chosen) for (const one of before.values()) all.set(one.id, { ...one, chosen: false });
  for (const { id, name } of roster.filter((one) => isId(one.id)))
    all.set(id, {
      id,
      name,
      attempts: before.get(id)?.attempts ?? [],
      chosen: chosen?.includes(id) ?? true,
    });
  for (const { attempts } of all.values()) {
    const last = attempts.at(-1);
    if (last && last.endedAt === undefined) last.lost = true;
  }
  return all;
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
