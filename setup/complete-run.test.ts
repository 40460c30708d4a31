/** Tests of a run's end: its file is completed and its pages are drawn, unless it is being cut short. */
import { channel } from 'node:diagnostics_channel';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cutShort } from '../fixtures/cut-short';
import { readRunFile } from '../fixtures/run-file';
import { exampleRun } from './pages/example-run';
import globalTeardown from './global-teardown.cjs';

let folder: string;
beforeEach(() => {
  folder = exampleRun(mkdtempSync(join(tmpdir(), 'complete-')), { until: 5 });
  process.env.LAB_REPORT = folder;
});
afterEach(() => {
  delete (channel('ecs-autoscaling-lab-acceptance:changes') as { cutShort?: true }).cutShort;
  rmSync(folder, { recursive: true, force: true });
});

it('completes the file and draws the pages', () => {
  globalTeardown();
  expect(readRunFile(folder)).toMatchObject({ ended: expect.any(String) as string, exitCode: 4 });
  expect(existsSync(join(folder, 'attendee.en.html'))).toBe(true);
});

it('leaves a run that is cut short as one that did not come to its end', () => {
  cutShort();
  globalTeardown();
  expect(readRunFile(folder)?.ended).toBeUndefined();
  expect(existsSync(join(folder, 'attendee.en.html'))).toBe(false);
});
