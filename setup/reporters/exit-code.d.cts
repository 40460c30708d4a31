/** Types of the exit code's reporter: the part of Jest's reporter interface that it has, and its decision. */
interface FileResult {
  testExecError?: unknown;
  testResults: readonly { failureMessages: readonly string[] }[];
}

declare class ExitCode {
  onRunComplete(contexts: unknown, results: { testResults: readonly FileResult[] }): void;
}

declare namespace ExitCode {
  function exitCode(testResults: readonly FileResult[]): number;
}

export = ExitCode;
