/** What a class comes to: its columns, and where each attendee is stuck and since when. Pure. */
import { clusterTexts, serviceTexts } from '../../../fixtures/titles';
import type { Text } from '../../../helpers/language';
import type { Verdict } from '../../../helpers/verdict';
import type { Attempt } from '../../roster/roster-log';
import type { AttendeeRecord } from './record';
import { outcomeOf } from '../outcome';
import type { ChapterRecord, DiagnosisRecord, RunRecord, StepRecord } from '../run-record';

/** A step of a chapter: the same one at every depth that has it. */
export interface Column {
  key: string;
  chapter: string;
  chapterTitle: Text;
  title: Text;
}

/** Of one step of one attendee. `none`: the run has no such step, or there is no run. */
export type Cell = Verdict | 'running' | 'not reached' | 'planned skip' | 'none';

interface Known {
  id: string;
  title: Text;
}

/** A run shows its titles in one language or in both, so that each of the two is looked up. */
const knownIn = (texts: Record<string, Text>): Map<string, Known> =>
  new Map(
    Object.entries(texts).flatMap(([id, title]) => [title.ko, title.en].map((each) => [each, { id, title }] as const)),
  );

const known = new Map([
  ['service-autoscaling', knownIn(serviceTexts)],
  ['cluster-autoscaling', knownIn(clusterTexts)],
]);

const stepIn = (chapter: string, { en }: Text): Known | undefined => known.get(chapter)?.get(en);

/** A step by its name in fixtures/titles.ts, which stays when its words or the depth change; any other by its English title. */
export const keyOf = (chapter: string, { title }: Pick<StepRecord, 'title'>): string =>
  `${chapter} / ${stepIn(chapter, title)?.id ?? title.en}`;

/** In both languages, also of a run that showed one alone. */
const titleOf = (chapter: string, { title }: Pick<StepRecord, 'title'>): Text => stepIn(chapter, title)?.title ?? title;

/** All steps of all runs: a chapter's together, and each where the run that had it first has it. */
export function columnsOf(attendees: readonly AttendeeRecord[]): Column[] {
  const runs = attendees.flatMap(({ run }) => run ?? []);
  const chapters = inOrder(runs.map((run) => run.chapters.map(({ name }) => name)));
  return chapters.flatMap((name) => {
    const met = runs.flatMap((run) => run.chapters.filter((chapter) => chapter.name === name));
    const columns = new Map<string, Column>();
    for (const { title: chapterTitle, steps } of met)
      for (const step of steps) {
        const key = keyOf(name, step);
        if (!columns.has(key)) columns.set(key, { key, chapter: name, chapterTitle, title: titleOf(name, step) });
      }
    return inOrder(met.map(({ steps }) => steps.map((step) => keyOf(name, step)))).map((key) => columns.get(key)!);
  });
}

/** One list of all that the lists have, each after what it came after in the first list that has it; a first one before what follows it. */
function inOrder(lists: readonly (readonly string[])[]): string[] {
  const all: string[] = [];
  const seen = new Set<string>();
  for (const list of lists)
    list.forEach((each, i) => {
      if (seen.has(each)) return;
      const next = i === 0 ? list.find((other) => seen.has(other)) : undefined;
      const place = i > 0 ? all.indexOf(list[i - 1]!) + 1 : next === undefined ? all.length : all.indexOf(next);
      all.splice(place, 0, each);
      seen.add(each);
    });
  return all;
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

/** The step that a run's verdict is of. */
export function stuckOf(run: RunRecord): Stuck | undefined {
  const { step } = outcomeOf(run);
  const chapter = step && run.chapters.find(({ steps }) => steps.includes(step));
  return chapter && stuckAt(chapter, step);
}

/** What says nothing of how an attendee has set up the lab: the tool's own failures, its load, and a lab that no run can begin from. */
const NO_MISTAKE: readonly Verdict[] = ['passed', 'blocked', 'not ready', 'load insufficient', 'tool error', 'skipped'];

/** Where each chapter's lab does not hold first, which its diagnosis is of. */
export const stucksOf = (run: RunRecord): Stuck[] => run.chapters.flatMap(stuckIn);

function stuckIn(chapter: ChapterRecord): Stuck[] {
  const step = chapter.steps.find(
    ({ state, verdict = 'wrong' }) => state === 'failed' && !NO_MISTAKE.includes(verdict),
  );
  return step ? [stuckAt(chapter, step)] : [];
}

function stuckAt({ name, diagnosis }: ChapterRecord, step: StepRecord): Stuck {
  const { verdict = 'wrong', endedAt, observed } = step;
  return { key: keyOf(name, step), title: titleOf(name, step), verdict, at: endedAt, diagnosis, observed };
}

/**
 * Since when an attendee is there: the moment at which the first of its runs in a row saw it. Runs that could not judge the lab, one under way
 * and one that was lost among them, are passed over: nothing is known of the step from them.
 */
export function stuckSince({ attempts }: Pick<AttendeeRecord, 'attempts'>, stuck: Stuck): string | undefined {
  const last = attempts.at(-1);
  const inRow = attempts.slice(attempts.findLastIndex((attempt) => isElsewhere(attempt, stuck.key)) + 1);
  const first = inRow.find((attempt) => isAt(attempt, stuck.key));
  const seen = first?.stuckSeen ?? first?.endedAt;
  // The last one's own record is before the log's, which may not have it yet.
  return (first === last ? undefined : seen) ?? stuck.at ?? seen ?? last?.endedAt;
}

/** Of these the log's finding is of another lab, or may be. */
export const isOwn = ({ cut }: Attempt): boolean => cut !== 'other account' && cut !== 'same lab';

const isAt = (attempt: Attempt, key: string): boolean => isOwn(attempt) && attempt.stuck === key;

const PASSED = 0;
const LAB_FAILED = 1;

/** It passed, or was stuck at another step; a code of 1 without a step is a crash's. */
const isElsewhere = ({ cut, exitCode, stuck }: Attempt, key: string): boolean =>
  cut === undefined && (exitCode === PASSED || (exitCode === LAB_FAILED && stuck !== undefined && stuck !== key));
