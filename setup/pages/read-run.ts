/** Reads a run back from its folder, whatever a kill has left of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterChart, serviceChart } from '../../fixtures/drawing';
import { leftDiagnosis, leftStatements } from '../../fixtures/left-files';
import { readRunFile, type RunFile } from '../../fixtures/run-file';
import { clusterTexts, serviceTexts } from '../../fixtures/titles';
import { messageOf } from '../../helpers/errors';
import type { Text } from '../../helpers/language';
import type { Timeline } from '../../helpers/timeline';
import { asSaid, bothOf, bothOfLines } from './both-languages';
import { findingOf } from './finding';
import { readInspection } from './read-inspection';
import { readSteps } from './read-steps';
import { readTimeline } from './read-timeline';
import type { ChapterRecord, DiagnosisRecord, RunRecord } from './run-record';
import { words } from './words';

/** In milliseconds since the epoch (ECMAScript, Time Values). */
const LAST_MOMENT = 8.64e15;

const kinds: Record<string, { title: Text; chart: (timeline: Timeline) => ChapterRecord['story'] }> = {
  'service-autoscaling': { title: serviceTexts.chapter, chart: serviceChart },
  'cluster-autoscaling': { title: clusterTexts.chapter, chart: clusterChart },
};

/**
 * @param folder of one run's report (LAB_REPORT)
 * @throws Error naming the folder or the file, when there is no run, or a file that no run has written
 */
export function readRun(folder: string): RunRecord {
  const run = readRunFile(folder);
  if (!run)
    throw new Error(
      `Expected the report of a run in ${folder}, found no run.json there. Name the folder that LAB_REPORT named, or run the chapters.`,
    );
  const lacks: Text[] = [];
  const read = run.chapters.map((name) => readChapter(folder, name, run, lacks));
  const notReached = (run.planned ?? []).filter((name) => !run.chapters.includes(name));
  const statements = tolerant(() => leftStatements(folder), 'statement.json', lacks) ?? {};
  return {
    ...(run.attendee && { attendee: run.attendee }),
    lab: run.lab,
    depth: run.depth,
    ...(run.account && { account: run.account }),
    ...(run.region && { region: run.region }),
    ...(run.cluster && { cluster: run.cluster }),
    began: run.began,
    ...(run.ended && { ended: run.ended }),
    ...(run.exitCode !== undefined && { exitCode: run.exitCode }),
    lastSeen: [run.began, run.ended ?? '', ...read.map(({ lastSeen }) => lastSeen)].sort().at(-1)!,
    chapters: [...read.map(({ chapter }) => chapter), ...notReached.map(unbegun)],
    statements: Object.entries(statements).map(([of, lines]) => ({ of, lines: lines.map(asSaid) })),
    lacks,
  };
}

const unbegun = (name: string): ChapterRecord => ({
  name,
  title: kinds[name]?.title ?? bothOf(name),
  finished: false,
  notReached: true,
  steps: [],
  misses: 0,
  problems: [],
  remarks: [],
});

function readChapter(
  folder: string,
  name: string,
  run: RunFile,
  lacks: Text[],
): { chapter: ChapterRecord; lastSeen: string } {
  const { lastSeen, ...steps } = readSteps(folder, name, lacks);
  const { depth } = run;
  const watched = run.watched.includes(name);
  const problems = steps.problems.length > 0 ? steps.problems : problemsOf(name, run, steps.finished);
  const chapter: ChapterRecord = { name, ...steps, problems, watched, misses: 0, remarks: [] };
  if (depth === 'inspect') {
    const read = (): Partial<ChapterRecord> | undefined => readInspection(folder, name)?.(chapter.steps);
    return { chapter: { ...chapter, ...tolerant(read, `inspection/${name}.json`, lacks) }, lastSeen };
  }
  const diagnosis = tolerant(() => readDiagnosis(folder, name), `diagnosis/${name}.json`, lacks);
  if (diagnosis) chapter.diagnosis = diagnosis;
  const path = join(folder, 'timeline', `${name}.jsonl`);
  if (!watched || !existsSync(path)) return { chapter, lastSeen };
  const { timeline, latest } = readTimeline(readFileSync(path, 'utf8'), `timeline/${name}.jsonl`, lacks);
  // Only there the lab's clock is the one that the run's other times are by.
  const seen = run.lab === 'aws' && latest !== undefined ? isoOf(latest) : '';
  const story = tolerant(() => kinds[name]?.chart(timeline), `timeline/${name}.jsonl`, lacks);
  return {
    chapter: { ...chapter, ...(story && { story }), misses: timeline.misses.length },
    lastSeen: lastSeen > seen ? lastSeen : seen,
  };
}

/** Nothing of a moment that no clock can have. */
const isoOf = (at: number): string => (Math.abs(at) < LAST_MOMENT ? new Date(at).toISOString() : '');

/** What Jest knows of; and a run that came to its end has the chapter's end too, unless it could not be written. */
function problemsOf(name: string, { ended, problems = [] }: RunFile, finished: boolean): Text[] {
  const told = problems.filter(({ chapter }) => chapter === name).map(({ message }) => asSaid(message));
  return told.length > 0 || finished || !ended ? told : [words.recordCut];
}

function readDiagnosis(folder: string, name: string): DiagnosisRecord | undefined {
  const left = leftDiagnosis(folder, name);
  if (!left) return undefined;
  const { title, text, link, step, verdict } = left;
  return {
    title: bothOf(title),
    text: bothOfLines(text),
    ...(link && { link }),
    ...(step && { step, finding: findingOf(step, verdict) }),
  };
}

/** A page without one of its parts, which says so, is better than none. */
function tolerant<T>(read: () => T, file: string, lacks: Text[]): T | undefined {
  try {
    return read();
  } catch (error) {
    const why = messageOf(error);
    lacks.push({ ko: `${file}을(를) 읽을 수 없습니다: ${why}`, en: `${file} could not be read: ${why}` });
    return undefined;
  }
}
