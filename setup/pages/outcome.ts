/** What a run comes to, in one verdict: the one that a person has to know first. Pure. */
import type { Verdict } from '../../helpers/verdict';
import type { ChapterRecord, RunRecord, StepRecord } from './run-record';

export interface Outcome {
  /** `interrupted`: it did not come to its end, and nothing had failed until then. */
  verdict: Verdict | 'interrupted';
  passed: number;
  /** Steps that this depth looks at. */
  of: number;
  /** The one that the verdict is of. */
  step?: StepRecord;
}

/** Steps that are looked at, and the first that failed; one that an earlier failure stands in the way of says less. */
export function outcomeOfChapter({ steps, finished, problems }: ChapterRecord): Outcome {
  const looked = steps.filter(({ state }) => state !== 'planned skip');
  const failed = looked.filter(({ state }) => state === 'failed');
  const step = failed.find(({ verdict }) => verdict !== 'blocked') ?? failed[0];
  const counts = { passed: looked.filter(({ state }) => state === 'passed').length, of: looked.length };
  if (step) return { verdict: step.verdict ?? 'wrong', ...counts, step };
  if (problems.length > 0 || (finished && steps.length === 0)) return { verdict: 'tool error', ...counts };
  return { verdict: finished ? 'passed' : 'interrupted', ...counts };
}

export function outcomeOf(run: RunRecord): Outcome {
  const all = run.chapters.map(outcomeOfChapter);
  const sum = (part: 'passed' | 'of'): number => all.reduce((total, each) => total + each[part], 0);
  const counts = { passed: sum('passed'), of: sum('of') };
  const first = all.find(({ verdict }) => verdict !== 'passed' && verdict !== 'interrupted');
  if (first) return { ...first, ...counts };
  const whole = run.ended !== undefined && all.length > 0 && all.every(({ verdict }) => verdict === 'passed');
  return { verdict: whole ? 'passed' : 'interrupted', ...counts };
}

const NOT_READY = 3;
const TOOL_FAILED = 4;

/** As setup/reporters/exit-code.cjs has it: a lab that failed outweighs what could not be looked at. */
export function exitCodeOf({ chapters }: RunRecord): number {
  const failed = chapters.flatMap(({ steps }) => steps.filter(({ state }) => state === 'failed'));
  const codes = [
    ...failed.map(({ verdict }) => codeOf(verdict)),
    ...chapters.flatMap(({ finished, problems }) => (!finished || problems.length > 0 ? [TOOL_FAILED] : [])),
  ];
  return [1, TOOL_FAILED, NOT_READY].find((code) => codes.includes(code)) ?? 0;
}

function codeOf(verdict: Verdict | undefined): number {
  if (verdict === 'not ready') return NOT_READY;
  return verdict === 'tool error' || verdict === 'load insufficient' ? TOOL_FAILED : 1;
}
