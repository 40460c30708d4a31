/** A reporter that ends the run with a code that says whose failure it was: the lab's, the lab's readiness, or the tool's. */
'use strict';

/** Beside these a run has 0 for all passed, 2 for settings that can't be used, and 130 for an interruption (setup/global-setup.ts). */
const LAB_FAILED = 1;
const NOT_READY = 3;
const TOOL_FAILED = 4;

/** By the error's name, with which its message begins (helpers/errors.ts, helpers/load/report.ts). */
const codes = { NotReady: NOT_READY, ToolError: TOOL_FAILED, LoadCrashed: TOOL_FAILED, LoadFailed: TOOL_FAILED };

/** Errors that no expectation throws: of the SDK, of Node, of the language, and Jest's own for a test that hangs. */
const FOREIGN = /^(?!Error:|JestAssertionError:)\w+(Error|Exception|Fault)\b.*:|^(Error: )?thrown: "Exceeded timeout/;

const codeOf = (message) => codes[/^(\w+):/.exec(message)?.[1]] ?? (FOREIGN.test(message) ? TOOL_FAILED : LAB_FAILED);

/** What went wrong with a file beside its tests; Jest has an undo's failure in the stack alone. */
const problemsOf = (testResults) =>
  testResults.flatMap(({ testExecError, testFilePath }) => {
    if (!testExecError) return [];
    const [words] = String(testExecError.message || testExecError.stack || testExecError).split(/\n\s+at /);
    return [{ file: testFilePath, message: words.trim() }];
  });

/** A lab that failed outweighs what could not be looked at, for it is certain. @returns 0 when nothing failed */
function exitCode(testResults) {
  const found = testResults.flatMap(({ testExecError, testResults: tests }) => [
    // Neither a test nor its beforeAll: a file that can't be loaded, or an undo that failed.
    ...(testExecError ? [TOOL_FAILED] : []),
    ...tests.flatMap(({ failureMessages }) => failureMessages.slice(0, 1).map(codeOf)),
  ]);
  return [LAB_FAILED, TOOL_FAILED, NOT_READY].find((code) => found.includes(code)) ?? 0;
}

class ExitCode {
  onRunComplete(_contexts, { testResults }) {
    const code = exitCode(testResults);
    // Jest awaits its reporters before its teardown, which notes it (setup/global-teardown.cjs).
    module.exports.ended = { code, problems: problemsOf(testResults) };
    // Jest sets its own 1 in a listener that it adds after the reporters; one that is added when all is over comes later still.
    if (code !== 0)
      process.once('beforeExit', () =>
        process.once('exit', () => {
          process.exitCode = code;
        }),
      );
  }
}

module.exports = ExitCode;
module.exports.exitCode = exitCode;
