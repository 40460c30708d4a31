/** A class as a table: one plain row an attendee, from which page, CSV and JSON are made alike. Pure. */
import type { Text } from '../../../helpers/language';
import { cutWords } from '../../roster/words';
import { mistakesOf, type Mistake } from './mistakes';
import { inLines, plainAttendees } from './plain';
import type { AttendeeRecord, ClassRecord } from './record';
import { noteWords, partlyRun, standingWords } from './results';
import { cellsOf, columnsOf, isOwn, stuckOf, stuckSince, type Cell, type Column } from './summary';
import { timesOf, type ChapterTimes } from './times';
import { outcomeOf, type Outcome } from '../outcome';
import type { RunRecord } from '../run-record';
import { verdictWords } from '../words';

/** `outside`: it could not be judged, for the tool, the lab's readiness, or a run that did not come to its end. */
export const groups = ['stuck', 'notYet', 'outside', 'open', 'hold'] as const;
export type Group = (typeof groups)[number];

export interface ClassRow {
  id: string;
  name: string;
  /** Of the attendee's report, from the class page's folder; none where it has no pages. */
  folder?: string;
  group: Group;
  /** Of which the sign is. */
  verdict: Outcome['verdict'];
  result: Text;
  passed: number;
  /** Steps that the depth looks at; 0 where nothing is known. */
  of: number;
  /** The step that the verdict is of. */
  stuckAt?: Text;
  /** The column of it. */
  stuckKey?: string;
  /** ISO time. */
  since?: string;
  /** How many runs the attendee has had. */
  runs: number;
  /** ISO time of when the last run saw it: its end, or the last that it wrote. */
  seen?: string;
  /** Of the last run; not known without one. */
  lab: RunRecord['lab'] | undefined;
  account?: string;
  region?: string;
  depth?: string;
  /** One a column. */
  cells: Cell[];
}

export interface ClassTable {
  at: string;
  open: boolean;
  columns: Column[];
  rows: ClassRow[];
  mistakes: Mistake[];
  /** Depths and labs of the runs shown, in the order in which they were met. */
  depths: RunRecord['depth'][];
  labs: RunRecord['lab'][];
  times: ChapterTimes[];
  /** Whether account ids show their last four digits alone. */
  masked: boolean;
  /** What is not shown, such as steps beyond what a table can have. */
  notes: Text[];
}

/** Three times the steps of both chapters at all depths: more are no workshop's. */
const MOST_COLUMNS = 100;

/** @param mask whether account ids show their last four digits alone, wherever they stand */
export function tableOf(record: ClassRecord, { mask = true } = {}): ClassTable {
  const attendees = plainAttendees(eachInOwnLab(record.attendees.map(withOwnRun)), mask);
  const runs = attendees.flatMap(({ run }) => run ?? []);
  const all = columnsOf(attendees);
  const columns = commonest(all, runs);
  const chapters = new Set(runs.flatMap((run) => run.chapters.map(({ name }) => name)));
  return inLines<ClassTable>({
    at: record.at,
    open: record.open,
    columns,
    rows: attendees.map((attendee) => rowOf(attendee, columns, chapters)),
    mistakes: mistakesOf(attendees),
    depths: [...new Set(runs.map(({ depth }) => depth))],
    labs: [...new Set(runs.map(({ lab }) => lab))],
    times: timesOf(attendees, columns),
    masked: mask,
    notes: all.length > columns.length ? [noteWords.columns(all.length - columns.length)] : [],
  });
}

/**
 * What was found in a lab that is another's, or may be, is none of this attendee's, nor is what an earlier run left what the last one found. A
 * run that could not begin left the one before it.
 */
function withOwnRun({ run, ...attendee }: AttendeeRecord): AttendeeRecord {
  const of = attendee.attempts.findLast(({ cut }) => cut !== 'not started');
  const isEarlier = of !== undefined && of.endedAt === undefined && run !== undefined && run.began < of.startedAt;
  return (of && !isOwn(of)) || isEarlier ? attendee : { ...attendee, ...(run && { run }) };
}

/** Two attendees in one lab on AWS, also where their runs were made apart: whose it is is not known, and it is counted for neither. */
function eachInOwnLab(attendees: readonly AttendeeRecord[]): AttendeeRecord[] {
  // A run without a name may be anyone's, and another one of the same person's.
  const labOf = ({ run }: AttendeeRecord): string | undefined =>
    run?.lab === 'aws' && run.account && run.attendee ? [run.account, run.region, run.cluster].join('\n') : undefined;
  const counts = new Map<string, number>();
  for (const lab of attendees.flatMap((one) => labOf(one) ?? [])) counts.set(lab, (counts.get(lab) ?? 0) + 1);
  return attendees.map((attendee) => {
    const { run, ...rest } = attendee;
    const last = rest.attempts.at(-1);
    if (!run || !last || (counts.get(labOf(attendee) ?? '') ?? 0) < 2) return attendee;
    return { ...rest, attempts: [...rest.attempts.slice(0, -1), { ...last, cut: 'same lab' }] };
  });
}

/** So many columns as a table can have, those that most runs have. */
function commonest(columns: readonly Column[], runs: readonly RunRecord[]): Column[] {
  if (columns.length <= MOST_COLUMNS) return [...columns];
  const counts = new Map<string, number>();
  for (const run of runs) for (const key of cellsOf(run).keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const ranked = [...columns].sort((a, b) => counts.get(b.key)! - counts.get(a.key)!);
  const kept = new Set(ranked.slice(0, MOST_COLUMNS));
  return columns.filter((column) => kept.has(column));
}

function rowOf(attendee: AttendeeRecord, columns: readonly Column[], chapters: ReadonlySet<string>): ClassRow {
  const { id, name, folder, pages, run, attempts } = attendee;
  const outcome = run && outcomeOf(run);
  const stuck = run && stuckOf(run);
  const cells = cellsOf(run);
  const seen = run ? (run.ended ?? run.lastSeen) : attempts.findLast(isOwn)?.endedAt;
  return {
    id,
    name,
    ...(pages && { folder }),
    ...resultOf(attendee, outcome, chapters),
    passed: outcome?.passed ?? 0,
    of: outcome?.of ?? 0,
    ...(stuck && { stuckAt: stuck.title, stuckKey: stuck.key, since: stuckSince(attendee, stuck) }),
    runs: attempts.length,
    ...(seen && { seen }),
    lab: run?.lab,
    ...(run && { account: run.account, region: run.region, depth: run.depth }),
    cells: columns.map(({ key }) => cells.get(key) ?? 'none'),
  };
}

type Result = Pick<ClassRow, 'group' | 'verdict' | 'result'>;

const outside = (result: Text, verdict: Outcome['verdict'] = 'interrupted'): Result => ({
  group: 'outside',
  verdict,
  result,
});

/** @param chapters that the class has */
function resultOf(
  { standing, attempts, run }: AttendeeRecord,
  outcome: Outcome | undefined,
  chapters: ReadonlySet<string>,
): Result {
  const last = attempts.at(-1);
  if (standing === 'waiting' || standing === 'running')
    return { group: 'open', verdict: 'skipped', result: standingWords[standing] };
  if (last?.cut) return outside(cutWords[last.cut]);
  if (standing === 'notRun' || standing === 'noResult' || standing === 'unreadable')
    return outside(standingWords[standing]);
  if (standing === 'lost' && !run?.ended) return outside(standingWords.lost);
  if (!outcome) return outside(verdictWords['tool error'].name, 'tool error');
  // Its own code knows of what is in none of its files, such as an undo that failed.
  const code = last?.exitCode ?? run?.exitCode;
  const verdict = outcome.verdict === 'passed' && code !== 0 ? 'tool error' : outcome.verdict;
  if (verdict === 'passed' && run && run.chapters.length < chapters.size)
    return { group: 'notYet', verdict: 'skipped', result: partlyRun };
  return { group: groupOf(verdict), verdict, result: verdictWords[verdict].name };
}

function groupOf(verdict: Outcome['verdict']): Group {
  switch (verdict) {
    case 'passed':
      return 'hold';
    case 'not yet':
    case 'blocked':
      return 'notYet';
    case 'misconfigured':
    case 'wrong':
    case 'late':
      return 'stuck';
    case 'not ready':
    case 'load insufficient':
    case 'tool error':
    case 'skipped':
    case 'interrupted':
      return 'outside';
  }
}
