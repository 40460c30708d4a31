/** What a class comes to: its columns, where each attendee is stuck and since when, and what goes wrong most often. Pure. */
import type { Text } from '../../helpers/language';
import type { Verdict } from '../../helpers/verdict';
import type { AttendeeRecord } from './class-record';
import type { ChapterRecord, DiagnosisRecord, RunRecord, StepRecord } from './run-record';

/** A step of a chapter, at one depth: those of another have other steps. */
export interface Column {
  key: string;
  chapter: string;
  chapterTitle: Text;
  title: Text;
}

/** Of one step of one attendee. `none`: the run has no such step, or there is no run. */
export type Cell = Verdict | 'running' | 'not reached' | 'planned skip' | 'none';

/** A step by its English title, which is the same whatever the page's language. */
const keyOf = (chapter: string, { path, title }: Pick<StepRecord, 'path' | 'title'>): string =>
  [chapter, ...path.map(({ en }) => en), title.en].join(' / ');

/** All steps of all runs, in the order in which they were met. */
export function columnsOf(attendees: readonly AttendeeRecord[]): Column[] {
  const columns = new Map<string, Column>();
  for (const { run } of attendees)
    for (const { name, title: chapterTitle, steps } of run?.chapters ?? [])
      for (const step of steps) {
        const key = keyOf(name, step);
        if (!columns.has(key)) columns.set(key, { key, chapter: name, chapterTitle, title: step.title });
      }
  // A chapter's steps stay together, even where another depth added some later.
  const chapters = [...new Set([...columns.values()].map(({ chapter }) => chapter))];
  return chapters.flatMap((name) => [...columns.values()].filter(({ chapter }) => chapter === name));
}

export function cellOf({ state, verdict }: StepRecord): Cell {
  if (state === 'running' || state === 'not reached' || state === 'planned skip') return state;
  return verdict ?? (state === 'passed' ? 'passed' : state === 'skipped' ? 'skipped' : 'wrong');
}

/** The cells of a run by the keys of their columns. */
export const cellsOf = (run: RunRecord | undefined): Map<string, Cell> =>
  new Map(
    (run?.chapters ?? []).flatMap(({ name, steps }) => steps.map((step) => [keyOf(name, step), cellOf(step)] as const)),
  );

export interface Stuck {
  /** The column of it. */
  key: string;
  title: Text;
  verdict: Verdict;
  /** ISO time when the run saw it. */
  at?: string;
  diagnosis?: DiagnosisRecord;
  observed?: Text;
}

/** Where a run does not hold first: what an earlier failure stands in the way of says less. */
export function stuckOf(run: RunRecord): Stuck | undefined {
  return stucksOf(run)[0];
}

/** The same of each of its chapters. */
export const stucksOf = (run: RunRecord): Stuck[] => run.chapters.flatMap(stuckIn);

function stuckIn({ name, steps, diagnosis }: ChapterRecord): Stuck[] {
  const failed = steps.filter(({ state }) => state === 'failed');
  const step = failed.find(({ verdict }) => verdict !== 'blocked') ?? failed[0];
  if (!step) return [];
  const { title, verdict = 'wrong', endedAt, observed } = step;
  return [{ key: keyOf(name, step), title, verdict, at: endedAt, diagnosis, observed }];
}

/** Since when an attendee is there: the first of its runs on end that were stuck at this step. */
export function stuckSince({ attempts }: AttendeeRecord, stuck: Stuck): string | undefined {
  const ended = attempts.filter(({ endedAt }) => endedAt !== undefined);
  const before = ended.findLastIndex((attempt) => attempt.stuck !== stuck.key);
  const first = ended[before + 1];
  return first && first !== ended.at(-1) ? first.endedAt : (stuck.at ?? first?.endedAt);
}

export interface Mistake {
  /** Of the workshop, where a diagnosis names it; else the title of the step that failed. */
  step?: string;
  title: Text;
  verdict: Verdict;
  names: string[];
  /** What was found instead, as told, with how many of them; the commonest first. */
  found: { said: Text; count: number }[];
}

/** What says nothing of how the lab was set up. */
const NO_MISTAKE: readonly Verdict[] = ['passed', 'blocked', 'tool error', 'skipped'];

/** What goes wrong, by the step to set right; the commonest first, and what is only not done yet after what is wrong. */
export function mistakesOf(attendees: readonly AttendeeRecord[]): Mistake[] {
  const mistakes = new Map<string, Mistake>();
  for (const { name, run } of attendees)
    for (const stuck of run ? stucksOf(run) : []) {
      const { diagnosis, title, verdict } = stuck;
      if (NO_MISTAKE.includes(verdict)) continue;
      const key = `${diagnosis?.step ?? stuck.key} ${verdict === 'not yet'}`;
      const mistake = mistakes.get(key) ?? { step: diagnosis?.step, title, verdict, names: [], found: [] };
      if (!mistake.names.includes(name)) mistake.names.push(name);
      const said = diagnosis && foundIn(diagnosis.text);
      const known = mistake.found.find((each) => each.said.en === said?.en);
      if (known) known.count++;
      else if (said) mistake.found.push({ said, count: 1 });
      mistakes.set(key, mistake);
    }
  const late = ({ verdict }: Mistake): number => (verdict === 'not yet' ? 1 : 0);
  return [...mistakes.values()]
    .map((mistake) => ({ ...mistake, found: mistake.found.sort((a, b) => b.count - a.count) }))
    .sort((a, b) => late(a) - late(b) || b.names.length - a.names.length);
}

/** As fixtures/inspection/diagnosis-text.ts labels what was found. */
function foundIn({ ko, en }: Text): Text | undefined {
  const [, korean] = /^확인된 것: (.*)$/m.exec(ko) ?? [];
  const [, english] = /^Found: (.*)$/m.exec(en) ?? [];
  return korean !== undefined && english !== undefined ? { ko: korean, en: english } : undefined;
}

export interface StepTime {
  column: Column;
  /** Of runs in which the step passed, in milliseconds of lab time. */
  runs: number;
  median: number;
  p90: number;
}

/** How long the steps took, of runs that watched them happen: an inspection reads what was, and takes no time for it. */
export function stepTimes(attendees: readonly AttendeeRecord[], columns: readonly Column[]): StepTime[] {
  const taken = new Map<string, number[]>();
  for (const { run } of attendees)
    for (const { name, steps } of run && run.depth !== 'inspect' ? run.chapters : [])
      for (const step of steps) {
        const { state, labStartedAt: from, labEndedAt: to } = step;
        if (state !== 'passed' || from === undefined || to === undefined) continue;
        const key = keyOf(name, step);
        taken.set(key, [...(taken.get(key) ?? []), to - from]);
      }
  return columns.flatMap((column) => {
    const times = (taken.get(column.key) ?? []).sort((a, b) => a - b);
    return times.length === 0
      ? []
      : [{ column, runs: times.length, median: quantile(times, 0.5), p90: quantile(times, 0.9) }];
  });
}

/** Nearest rank, but the middle of two for the median of an even number. @param sorted at least one */
function quantile(sorted: readonly number[], part: number): number {
  const rank = part * sorted.length;
  const at = (place: number): number => sorted[Math.min(Math.max(place, 1), sorted.length) - 1]!;
  return part === 0.5 && Number.isInteger(rank) ? (at(rank) + at(rank + 1)) / 2 : at(Math.ceil(rank));
}
