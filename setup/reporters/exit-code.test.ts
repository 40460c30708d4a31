/** Tests of the exit code: whose failure it stands for, alone and together, and that Jest leaves it in place. */
import { join } from 'node:path';
import { project, repository, runJest } from '../child-jest';
import ExitCode, { exitCode } from './exit-code.cjs';

const file = (...messages: string[]) => ({
  testResults: [{ failureMessages: [] }, ...messages.map((message) => ({ failureMessages: [message] }))],
});
const notReady = file('NotReady: The lab is not ready');
const toolFailed = file('ToolError: Could not read');
const labFailed = file('Error: expect(received).toBe(expected)');

it.each([
  ['all passed', [file()], 0],
  ['nothing run', [], 0],
  ['an expectation failed', [labFailed], 1],
  ['a step is blocked', [file('Blocked: not seen')], 1],
  ['a matcher failed, whose message begins otherwise', [file('\nExpected AlarmHigh to reach ALARM')], 1],
  ['the lab is not ready', [notReady], 3],
  ['the tool failed', [toolFailed], 4],
  ['the load crashed', [file('LoadCrashed: its thread ended')], 4],
  ['the load failed', [file('LoadFailed: nothing was ever answered')], 4],
  ['AWS refused what no one expected', [file('ClientException: The specified cluster is inactive.')], 4],
  ['Node failed', [file("TypeError: Cannot read properties of undefined (reading 'at')")], 4],
  ['Node failed with a code', [file('Error [ERR_X]: no'), file('TypeError [ERR_Y]: no')], 1],
  ['Jest gave up', [file('thrown: "Exceeded timeout of 120000 ms for a test.')], 4],
  ['a message has an error in it', [file('Error: expected no ClientException: found one')], 1],
  ['a setting is wrong', [file('Misconfigured: target 400')], 1],
  ['what is put back was not', [{ ...file(), testExecError: new Error('not put back') }], 4],
  ['one chapter failed, the other was not ready', [notReady, labFailed], 1],
  ['one chapter failed, then the tool', [toolFailed, labFailed], 1],
  ['the tool failed, then the lab was not ready', [notReady, toolFailed], 4],
])('%s', (_, files, code) => {
  expect(exitCode(files)).toBe(code);
});

it('keeps what went wrong with a file beside its tests, for the run’s own record', () => {
  const failed = { ...file(), testFilePath: '/x/a.spec.ts' };
  new ExitCode().onRunComplete(undefined, {
    testResults: [
      { ...failed, testExecError: { message: '', stack: 'Error: not put back\n    at undo (x.ts:1:1)' } },
      { ...failed, testExecError: { message: 'Unexpected token' } },
      file(),
    ],
  });
  expect(ExitCode.ended).toEqual({
    code: 4,
    problems: [
      { file: '/x/a.spec.ts', message: 'Error: not put back' },
      { file: '/x/a.spec.ts', message: 'Unexpected token' },
    ],
  });
});

it.each([
  ['NotReady', 3],
  ['ToolError', 4],
  ['Error', 1],
])('of a run that ends with a %s is %d', async (name, code) => {
  const { dir, remove } = project();
  const spec = `beforeAll(() => { throw Object.assign(new Error('what went wrong'), { name: '${name}' }); }); it('is', () => {});`;
  const run = await runJest({
    dir,
    files: { 'chapter.spec.js': spec },
    reporters: ['default', join(repository, 'setup/reporters/exit-code.cjs')],
  });
  expect(run.exitCode).toBe(code);
  remove();
});
