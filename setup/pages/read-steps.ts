/** Reads the steps of a chapter from its file: the plan, and what became of each. */
import { existsSync, readFileSync } from 'node:fs';
import type { Text } from '../../helpers/language';
import { stepFile, stepLine, type Said, type StepLine } from '../step-file';
import { bothOf } from './both-languages';
import type { ChapterRecord, StepRecord } from './run-record';
import { wholeLines } from './whole-lines';

type Steps = Pick<ChapterRecord, 'title' | 'finished' | 'steps' | 'problems'> & { lastSeen: string };
type Planned = Extract<StepLine, { tests: unknown }>['tests'][number];

export function readSteps(folder: string, name: string, lacks: Text[]): Steps {
  const path = stepFile(folder, name);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const lines = wholeLines(text, stepLine, `steps/${name}.jsonl`, lacks);
  const tests = lines.flatMap((line) => ('tests' in line ? line.tests : []));
  const steps = tests.map((test, index) => stepOf(test, index, lines));
  return {
    title: bothOf(tests[0]?.path[0] ?? name),
    finished: lines.some((line) => 'finished' in line),
    steps,
    problems: lines.flatMap((line) => ('problem' in line ? [textOf(line.problem)] : [])),
    lastSeen: lines.at(-1)?.at ?? '',
  };
}

function stepOf({ path, title, skip }: Planned, index: number, lines: readonly StepLine[]): StepRecord {
  const started = lines.find((line) => 'started' in line && line.started === index);
  const ended = lines.find((line) => 'ended' in line && line.ended === index);
  const step = { path: path.slice(1).map(bothOf), title: bothOf(title) };
  const begun = started && 'started' in started ? { startedAt: started.at, labStartedAt: started.lab } : {};
  if (!ended || !('ended' in ended))
    return { ...step, ...begun, state: skip ? 'planned skip' : started ? 'running' : 'not reached' };
  const first = ended.errors?.[0];
  const observed = first ? textOf(first) : ended.observed;
  return {
    ...step,
    ...begun,
    state: ended.status === 'skipped' && skip ? 'planned skip' : ended.status,
    verdict: ended.verdict,
    endedAt: ended.at,
    labEndedAt: ended.lab,
    ...(observed && { observed }),
  };
}

const textOf = ({ message, told }: Said): Text => told ?? { ko: message, en: message };
