/** What a run comes to, in one verdict: the one that a person has to know first. Pure. */
import type { Verdict } from '../../helpers/verdict';
import type { ChapterRecord, RunRecord, StepRecord } from './run-record';

export interface Outcome {
  /** `interrupted`: it did not come to its end. `skipped`: of what was to be looked at, not all was. Nothing has failed in either. */
  verdict: Verdict | 'interrupted';
  passed: number;
  /** Steps that this depth looks at. */
  of: number;
  /** The one that the verdict is of. */
  step?: StepRecord;
}

/** The gravest first. What is wrong for certain outweighs what could not be seen, and that what only is not there yet. */
const GRAVITY: Record<Outcome['verdict'], number> = {
  misconfigured: 0,
  wrong: 0,
  late: 1,
  'tool error': 2,
  'load insufficient': 2,
  'not ready': 3,
  'not yet': 4,
  blocked: 5,
  interrupted: 6,
  skipped: 7,
  passed: 8,
};
const FAILED = GRAVITY.blocked;

/** Of equals the first. */
function gravest<T extends { verdict?: Outcome['verdict'] }>(all: readonly T[]): T | undefined {
  const gravity = ({ verdict = 'wrong' }: T): number => GRAVITY[verdict];
  return [...all].sort((a, b) => gravity(a) - gravity(b))[0];
}

export function outcomeOfChapter({ steps, finished, notReached, problems }: ChapterRecord): Outcome {
  const looked = steps.filter(({ state }) => state !== 'planned skip');
  const step = gravest(looked.filter(({ state }) => state === 'failed'));
  const counts = { passed: looked.filter(({ state }) => state === 'passed').length, of: looked.length };
  const broken = problems.length > 0 || (finished && steps.length === 0);
  const found: Outcome[] = [
    ...(step ? [{ verdict: step.verdict ?? 'wrong', ...counts, step }] : []),
    ...(broken ? [{ verdict: 'tool error' as const, ...counts }] : []),
  ];
  const first = gravest(found);
  if (first) return first;
  if (!finished || notReached) return { verdict: 'interrupted', ...counts };
  return { verdict: counts.of > 0 && counts.passed === counts.of ? 'passed' : 'skipped', ...counts };
}

export function outcomeOf(run: RunRecord): Outcome {
  const all = run.chapters.map(outcomeOfChapter);
  const sum = (part: 'passed' | 'of'): number => all.reduce((total, each) => total + each[part], 0);
  const counts = { passed: sum('passed'), of: sum('of') };
  const first = gravest(all);
  if (first && GRAVITY[first.verdict] <= FAILED) return { ...first, ...counts };
  // The run's own code knows of what is in none of its files.
  if (run.ended && run.exitCode) return { verdict: 'tool error', ...counts };
  return { verdict: run.ended && first ? first.verdict : 'interrupted', ...counts };
}

const NOT_READY = 3;
const TOOL_FAILED = 4;

/** As setup/reporters/exit-code.cjs has it: a lab that failed outweighs what could not be looked at. */
export function exitCodeOf({ chapters }: RunRecord): number {
  const failed = chapters.flatMap(({ steps }) => steps.filter(({ state }) => state === 'failed'));
  const codes = [
    ...failed.map(({ verdict }) => codeOf(verdict)),
    ...chapters.flatMap(({ finished, steps, problems }) =>
      !finished || steps.length === 0 || problems.length > 0 ? [TOOL_FAILED] : [],
    ),
  ];
  return [1, TOOL_FAILED, NOT_READY].find((code) => codes.includes(code)) ?? 0;
}

function codeOf(verdict: Verdict | undefined): number {
  if (verdict === 'not ready') return NOT_READY;
  return verdict === 'tool error' || verdict === 'load insufficient' ? TOOL_FAILED : 1;
}
