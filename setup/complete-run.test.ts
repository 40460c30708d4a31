/** Tests of a run's end: its file is completed and its pages are drawn, unless it is being cut short. */
import { channel } from 'node:diagnostics_channel';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cutShort } from '../fixtures/cut-short';
import { readRunFile } from '../fixtures/run-file';
import { completeRun } from './complete-run';
import { CHAPTER, exampleRun } from './pages/example-run';
import globalTeardown from './global-teardown.cjs';

let folder: string;
beforeEach(() => {
  folder = exampleRun(mkdtempSync(join(tmpdir(), 'complete-')), { until: 5 });
  process.env.LAB_REPORT = folder;
  process.env.LAB_RUN_FOLDER = folder;
});
afterEach(() => {
  delete process.env.LAB_RUN_FOLDER;
  delete (channel('ecs-autoscaling-lab-acceptance:changes') as { cutShort?: true }).cutShort;
  rmSync(folder, { recursive: true, force: true });
});

it('completes the file and draws the pages', () => {
  globalTeardown();
  expect(readRunFile(folder)).toMatchObject({ ended: expect.any(String) as string, exitCode: 4 });
  expect(existsSync(join(folder, 'attendee.en.html'))).toBe(true);
});

it('notes the code that the run ends with, and what Jest alone knows of', () => {
  rmSync(folder, { recursive: true });
  exampleRun(folder);
  const problems = [{ file: `/specs/${CHAPTER}.spec.ts`, message: 'Error: thrown after all' }];
  completeRun({ code: 4, problems });
  expect(readRunFile(folder)).toMatchObject({
    exitCode: 4,
    problems: [{ chapter: CHAPTER, message: 'Error: thrown after all' }],
  });
  const page = readFileSync(join(folder, 'attendee.ko.html'), 'utf8');
  expect(page).toContain('도구 오류');
  expect(page).toContain('Error: thrown after all');
});

it('draws nothing of another run that is there', () => {
  process.env.LAB_RUN_FOLDER = 'another';
  globalTeardown();
  expect(readRunFile(folder)?.ended).toBeUndefined();
  expect(existsSync(join(folder, 'attendee.en.html'))).toBe(false);
});

it('leaves a run that is cut short as one that did not come to its end', () => {
  cutShort();
  globalTeardown();
  expect(readRunFile(folder)?.ended).toBeUndefined();
  expect(existsSync(join(folder, 'attendee.en.html'))).toBe(false);
});
