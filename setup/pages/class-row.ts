/** A class as a table: one plain row an attendee, from which page, CSV and JSON are made alike. Pure. */
import type { Text } from '../../helpers/language';
import { cutWords } from '../roster/words';
import type { AttendeeRecord, ClassRecord } from './class-record';
import {
  cellsOf,
  columnsOf,
  mistakesOf,
  stepTimes,
  stuckOf,
  stuckSince,
  type Cell,
  type Column,
  type Mistake,
  type StepTime,
} from './class-summary';
import { standingWords } from './class-words';
import { masked, maskedText } from './mask';
import { outcomeOf, type Outcome } from './outcome';
import { verdictWords } from './words';

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
  stuckAt?: Text;
  /** The column of it. */
  stuckKey?: string;
  /** ISO time. */
  since?: string;
  /** How many runs the attendee has had. */
  runs: number;
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
  times: StepTime[];
}

/** @param mask whether account ids show their last four digits alone, wherever they stand */
export function tableOf(record: ClassRecord, { mask = true } = {}): ClassTable {
  const attendees = mask ? record.attendees.map(hidden) : record.attendees;
  const columns = columnsOf(attendees);
  return {
    at: record.at,
    open: record.open,
    columns,
    rows: attendees.map((attendee) => rowOf(attendee, columns)),
    mistakes: mistakesOf(attendees),
    times: stepTimes(attendees, columns),
  };
}

const hidden = (attendee: AttendeeRecord): AttendeeRecord => ({
  ...attendee,
  name: maskedText(attendee.name),
  ...(attendee.run && { run: masked(attendee.run) }),
});

function rowOf(attendee: AttendeeRecord, columns: readonly Column[]): ClassRow {
  const { id, name, folder, pages, run, attempts } = attendee;
  const outcome = run && outcomeOf(run);
  const stuck = run && stuckOf(run);
  const cells = cellsOf(run);
  return {
    id,
    name,
    ...(pages && { folder }),
    ...resultOf(attendee, outcome),
    passed: outcome?.passed ?? 0,
    of: outcome?.of ?? 0,
    ...(stuck && { stuckAt: stuck.title, stuckKey: stuck.key, since: stuckSince(attendee, stuck) }),
    runs: attempts.length,
    ...(run && { account: run.account, region: run.region, depth: run.depth }),
    cells: columns.map(({ key }) => cells.get(key) ?? 'none'),
  };
}

type Result = Pick<ClassRow, 'group' | 'verdict' | 'result'>;

function resultOf({ standing, attempts, run }: AttendeeRecord, outcome: Outcome | undefined): Result {
  const last = attempts.at(-1);
  if (standing === 'waiting' || standing === 'running')
    return { group: 'open', verdict: 'skipped', result: standingWords[standing] };
  if (last?.cut) return { group: 'outside', verdict: 'interrupted', result: cutWords[last.cut] };
  if (!outcome || (standing === 'lost' && !run?.ended))
    return {
      group: 'outside',
      verdict: standing === 'lost' ? 'interrupted' : 'tool error',
      result: standing === 'lost' ? standingWords.lost : verdictWords['tool error'].name,
    };
  // Its own code knows of what is in none of its files, such as an undo that failed.
  const verdict = outcome.verdict === 'passed' && (last?.exitCode ?? 0) !== 0 ? 'tool error' : outcome.verdict;
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
    case 'load insufficient':
      return 'stuck';
    case 'not ready':
    case 'tool error':
    case 'skipped':
    case 'interrupted':
      return 'outside';
  }
}
