/** Types of the exit code's reporter: the part of Jest's reporter interface that it has, and its decision. */
interface FileResult {
  testExecError?: unknown;
  testFilePath?: string;
  testResults: readonly { failureMessages: readonly string[] }[];
}

declare class ExitCode {
  onRunComplete(contexts: unknown, results: { testResults: readonly FileResult[] }): void;
}

declare namespace ExitCode {
  interface Ended {
    code: number;
    /** What went wrong with a file beside its tests. */
    problems: readonly { file: string; message: string }[];
  }

  /** Of the run of this process, once it is complete. */
  let ended: Ended | undefined;

  function exitCode(testResults: readonly FileResult[]): number;
}

export = ExitCode;
