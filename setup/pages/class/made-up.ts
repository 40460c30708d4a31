/** Runs and attendees made up for the tests of the class, with as little in them as they need. */
import type { AttendeeRecord, ClassRecord } from './record';
import { stuckOf } from './summary';
import type { ChapterRecord, RunRecord, StepRecord } from '../run-record';

export const said = (word: string) => ({ ko: `${word} 한글`, en: word });
export const at = (minute: number): string => `2026-11-26T05:${String(minute).padStart(2, '0')}:00.000Z`;

export const step = (title: string, more: Partial<StepRecord> = {}): StepRecord => ({
  path: [],
  title: said(title),
  state: 'passed',
  verdict: 'passed',
  ...more,
});

export const failed = (title: string, verdict: StepRecord['verdict'], minute = 9): StepRecord =>
  step(title, { state: 'failed', verdict, endedAt: at(minute), observed: said('seen') });

export const chapter = (name: string, steps: StepRecord[], more: Partial<ChapterRecord> = {}): ChapterRecord => ({
  name,
  title: said(`${name[0]!.toUpperCase()}${name.slice(1)}`),
  finished: true,
  steps,
  problems: [],
  misses: 0,
  remarks: [],
  ...more,
});

/** Of one chapter, which is over. */
export const run = (steps: StepRecord[], more: Partial<RunRecord> = {}): RunRecord => ({
  lab: 'aws',
  depth: 'verify',
  account: '123456789012',
  began: at(0),
  ended: at(10),
  lastSeen: at(10),
  chapters: [chapter('service', steps)],
  statements: [],
  lacks: [],
  ...more,
});

/** With one run, as its log has it. */
export function attendee(id: string, of?: RunRecord, more: Partial<AttendeeRecord> = {}): AttendeeRecord {
  const stuck = of && stuckOf(of);
  return {
    id,
    name: id,
    standing: 'ended',
    folder: id,
    pages: true,
    attempts: [{ startedAt: at(0), endedAt: at(10), exitCode: stuck ? 1 : 0, stuck: stuck?.key }],
    ...(of && { run: of }),
    ...more,
  };
}

export const classOf = (...attendees: AttendeeRecord[]): ClassRecord => ({ at: at(10), open: false, attendees });
