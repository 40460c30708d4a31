/** The verdicts that a test of the lab can end with, and which one a failure is. */

/** `skipped`: it was not judged, for what came before it, or because another depth is for it. */
export const verdicts = [
  'passed',
  'misconfigured',
  'not yet',
  'load insufficient',
  'late',
  'wrong',
  'blocked',
  'not ready',
  'tool error',
  'skipped',
] as const;
export type Verdict = (typeof verdicts)[number];

/** By the error's name (helpers/errors.ts, helpers/load/report.ts, fixtures/inspection). */
const byName: Record<string, Verdict> = {
  Misconfigured: 'misconfigured',
  Blocked: 'blocked',
  NotReady: 'not ready',
  ToolError: 'tool error',
  LoadFailed: 'tool error',
  LoadCrashed: 'tool error',
};

/** By what an English message has where its kind is told. */
const byWords: [RegExp, Verdict][] = [
  [/^The load ".*" is too thin\./, 'load insufficient'],
  [/^Misconfigured:/, 'misconfigured'],
  [/^Not yet:/, 'not yet'],
  [/^Blocked by an earlier step:/, 'blocked'],
  [/^Found +late: /m, 'late'],
  // Jest's own limit is for a run that hangs; expectations have theirs.
  [/^Exceeded timeout of \d+ ms/, 'tool error'],
];

/** Errors that no expectation throws: of the SDK, of Node, of the language (setup/reporters/exit-code.cjs has the same). */
const FOREIGN = /(?<!Assertion)(?!^)(Error|Exception|Fault)$/;

/** A failure that says nothing of its kind is the lab's: it is not as was expected. */
export function verdictOf(name: string, message: string): Verdict {
  const told = byWords.find(([form]) => form.test(message))?.[1];
  return told ?? byName[name] ?? (FOREIGN.test(name) ? 'tool error' : 'wrong');
}

/** After these no later step can be judged: the lab was not ready, or the tool itself failed. */
export const endsTheRun = (verdict: Verdict): boolean =>
  verdict === 'not ready' || verdict === 'tool error' || verdict === 'load insufficient';
