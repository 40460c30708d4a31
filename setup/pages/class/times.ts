/** Until when the steps of each chapter held, of the runs that watched them happen: for planning the day. Pure. */
import type { Text } from '../../../helpers/language';
import type { AttendeeRecord } from './record';
import { keyOf, type Column } from './summary';
import { outcomeOfChapter } from '../outcome';
import type { ChapterRecord, RunRecord } from '../run-record';

/** In milliseconds of lab time. */
export interface Spread {
  median: number;
  p90: number;
}

export interface StepTimes extends Spread {
  column: Column;
  /** Those in which the step passed. */
  runs: number;
}

/** A chapter's steps, each by how long after the chapter's beginning it held. */
export interface ChapterTimes {
  chapter: string;
  title: Text;
  /** Of which the runs are: a simulated lab's time is none of AWS's, so where there are both those on AWS alone count. */
  lab: RunRecord['lab'];
  /** Those that came to the chapter's end, all of it passed. */
  runs: number;
  /** Of them, from the first step's beginning to the last one's end. */
  total?: Spread;
  /** In the order of the columns; those that no run has measured are not there. */
  steps: StepTimes[];
}

/** An inspection reads what was, and takes no time for it: its runs do not count. */
export function timesOf(attendees: readonly AttendeeRecord[], columns: readonly Column[]): ChapterTimes[] {
  const chapters = new Map(columns.map(({ chapter, chapterTitle }) => [chapter, chapterTitle]));
  return [...chapters].flatMap(([chapter, title]) => {
    const all = attendees.flatMap(({ run }) => (run && run.depth !== 'inspect' ? measuredIn(run, chapter) : []));
    const lab = all.some((each) => each.lab === 'aws') ? 'aws' : 'simulator';
    const measured = all.filter((each) => each.lab === lab);
    if (measured.length === 0) return [];
    const totals = measured.flatMap(({ total }) => total ?? []);
    const steps = columns.flatMap((column) => {
      const until = measured.flatMap((each) => each.until.get(column.key) ?? []);
      return until.length === 0 ? [] : [{ column, runs: until.length, ...spreadOf(until) }];
    });
    return [{ chapter, title, lab, runs: totals.length, ...(totals.length > 0 && { total: spreadOf(totals) }), steps }];
  });
}

interface Measured {
  lab: RunRecord['lab'];
  /** By the keys of their columns. */
  until: Map<string, number>;
  total?: number;
}

/** @returns nothing of a chapter none of whose steps passed */
function measuredIn({ lab, chapters }: RunRecord, name: string): Measured[] {
  const chapter = chapters.find((each) => each.name === name);
  if (!chapter) return [];
  const began = beganAt(chapter);
  const until = new Map(
    chapter.steps.flatMap((step): [string, number][] =>
      step.state === 'passed' && began !== undefined && step.labEndedAt !== undefined
        ? [[keyOf(name, step), Math.max(0, step.labEndedAt - began)]]
        : [],
    ),
  );
  if (until.size === 0) return [];
  const whole = outcomeOfChapter(chapter).verdict === 'passed';
  return [{ lab, until, ...(whole && { total: Math.max(...until.values()) }) }];
}

/** The first of its steps may have begun before there was a lab to tell the time. */
const beganAt = ({ steps }: ChapterRecord): number | undefined =>
  steps.find(({ labStartedAt }) => labStartedAt !== undefined)?.labStartedAt;

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
}

/** Nearest rank, but the middle of two for the median of an even number. @param sorted at least one */
function quantile(sorted: readonly number[], part: number): number {
  const rank = part * sorted.length;
  const at = (place: number): number => sorted[Math.min(Math.max(place, 1), sorted.length) - 1]!;
  return part === 0.5 && Number.isInteger(rank) ? (at(rank) + at(rank + 1)) / 2 : at(Math.ceil(rank));
}
