/** Reads a run back from its folder, whatever a kill has left of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterChart, serviceChart } from '../../fixtures/drawing';
import { leftDiagnosis, leftStatements } from '../../fixtures/left-files';
import { readRunFile } from '../../fixtures/run-file';
import { messageOf } from '../../helpers/errors';
import type { Text } from '../../helpers/language';
import type { Timeline } from '../../helpers/timeline';
import { bothOf, bothOfLines } from './both-languages';
import { readInspection } from './read-inspection';
import { readSteps } from './read-steps';
import { readTimeline } from './read-timeline';
import type { ChapterRecord, DiagnosisRecord, RunRecord } from './run-record';

const charts: Record<string, (timeline: Timeline) => ChapterRecord['story']> = {
  'service-autoscaling': serviceChart,
  'cluster-autoscaling': clusterChart,
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
  const read = run.chapters.map((name) => readChapter(folder, name, run.depth, run.watched.includes(name), lacks));
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
    lastSeen: [run.began, run.ended ?? '', ...read.map(({ lastSeen }) => lastSeen)].sort().at(-1)!,
    chapters: read.map(({ chapter }) => chapter),
    statements: Object.entries(statements).map(([of, lines]) => ({ of, lines: lines.map(bothOf) })),
    lacks,
  };
}

function readChapter(
  folder: string,
  name: string,
  depth: RunRecord['depth'],
  watched: boolean,
  lacks: Text[],
): { chapter: ChapterRecord; lastSeen: string } {
  const { lastSeen, ...steps } = readSteps(folder, name, lacks);
  const chapter: ChapterRecord = { name, ...steps, misses: 0, remarks: [] };
  if (depth === 'inspect') {
    const read = (): Partial<ChapterRecord> | undefined => readInspection(folder, name)?.(chapter.steps);
    return { chapter: { ...chapter, ...tolerant(read, `inspection/${name}.json`, lacks) }, lastSeen };
  }
  const diagnosis = tolerant(() => readDiagnosis(folder, name), `diagnosis/${name}.json`, lacks);
  if (diagnosis) chapter.diagnosis = diagnosis;
  const path = join(folder, 'timeline', `${name}.jsonl`);
  if (!watched || !existsSync(path)) return { chapter, lastSeen };
  const timeline = readTimeline(readFileSync(path, 'utf8'), `timeline/${name}.jsonl`, lacks);
  const story = tolerant(() => charts[name]?.(timeline), `timeline/${name}.jsonl`, lacks);
  return { chapter: { ...chapter, ...(story && { story }), misses: timeline.misses.length }, lastSeen };
}

function readDiagnosis(folder: string, name: string): DiagnosisRecord | undefined {
  const left = leftDiagnosis(folder, name);
  if (!left) return undefined;
  const { title, text, link, step } = left;
  return { title: bothOf(title), text: bothOfLines(text), ...(link && { link }), ...(step && { step }) };
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
