/** Reads what an inspection has found: the evidence of each step, and the diagnosis. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { inWords, verdictText } from '../../fixtures/inspection/phrases';
import type { Verdict } from '../../fixtures/inspection/verdict';
import { asSaid, bothOf, bothOfLines } from './both-languages';
import { said } from '../../fixtures/left-files';
import { findingOf } from './finding';
import type { ChapterRecord, StepRecord } from './run-record';

const schema = z.looseObject({
  results: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      verdict: z.looseObject({ kind: z.enum(['holds', 'misconfigured', 'not yet', 'wrong', 'blocked']) }),
    }),
  ),
  diagnosis: z
    .looseObject({ text: said, link: z.string(), step: z.string(), verdict: z.unknown().optional() })
    .optional(),
  remarks: z.array(said).default([]),
});

/** What the run says of the step stands: one that was left out, or that the tool failed at, has not been judged. */
const isJudged = ({ state, verdict }: StepRecord, kind: Verdict['kind']): boolean =>
  kind === 'holds' ? state === 'passed' : state === 'failed' && verdict !== 'tool error' && verdict !== 'not ready';

type Found = Pick<ChapterRecord, 'steps' | 'remarks' | 'diagnosis'>;

/**
 * @returns what adds it to the steps; undefined where there is none
 * @throws where the file is not an inspection's
 */
export function readInspection(folder: string, name: string): ((steps: StepRecord[]) => Found) | undefined {
  const path = join(folder, 'inspection', `${name}.json`);
  if (!existsSync(path)) return undefined;
  const { results, diagnosis, remarks } = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const titleOf = (id: string): string => results.find((result) => result.id === id)?.title ?? id;
  return (steps) => ({
    steps: steps.map((step) => {
      const result = results.find(({ title }) => bothOf(title).ko === step.title.ko);
      if (!result || !isJudged(step, result.verdict.kind)) return step;
      // What an inspection has written is what its own words are made for.
      const found = result.verdict as unknown as Verdict;
      const observed =
        found.kind === 'holds' ? inWords(found.evidence) : (step.observed ?? verdictText(found, titleOf));
      return { ...step, verdict: found.kind === 'holds' ? 'passed' : found.kind, observed };
    }),
    remarks: remarks.map(asSaid),
    ...(diagnosis && {
      diagnosis: {
        text: bothOfLines(diagnosis.text),
        link: diagnosis.link,
        step: diagnosis.step,
        finding: findingOf(diagnosis.step, diagnosis.verdict),
      },
    }),
  });
}
