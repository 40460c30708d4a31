/** What is wrong with a roster, by line, and how it is told. */
import { NotReady } from '../../helpers/errors';

export interface Complaint {
  /** From 1. */
  line: number;
  what: string;
}

/** @returns the error that tells all of them at once, in the file's order */
export function refusal(path: string, complaints: readonly Complaint[]): NotReady {
  const lines = [...complaints].sort((a, b) => a.line - b.line).map(({ line, what }) => `  line ${line}: ${what}`);
  return new NotReady(
    `The roster ${path} can't be used:\n${lines.join('\n')}\nCorrect it and run again; nothing was run.`,
  );
}
