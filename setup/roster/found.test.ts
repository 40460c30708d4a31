/** Tests of what a run has come to: its exit code and what it has left must agree. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleRun } from '../pages/example-run';
import { foundIn } from './found';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'found-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fails = { message: 'AlarmHigh stayed OK' };

it.each([
  ['all hold', 0, () => exampleRun(folder), 0],
  ['a lab that failed', 1, () => exampleRun(folder, { fails }), 1],
  ['0 of a run that left nothing', 0, () => folder, 4],
  ['0 of a run that did not come to its end', 0, () => exampleRun(folder, { until: 2 }), 4],
  ['0 of a lab that failed', 0, () => exampleRun(folder, { fails }), 4],
  ['1 of a run that crashed before a step has failed', 1, () => exampleRun(folder, { until: 2 }), 4],
  ['1 of a run that left nothing', 1, () => folder, 4],
  ['1 of a run whose record is none', 1, () => writeFileSync(join(folder, 'run.json'), '{'), 4],
  ['a lab that was not ready', 3, () => folder, 3],
  ['a signal', undefined, () => exampleRun(folder), undefined],
])('%s', (_, exitCode, leave, found) => {
  leave();
  expect(foundIn(folder, exitCode).exitCode).toBe(found);
});

it('says what stood in the way in a line, in both languages', () => {
  const list = 'The lab is not ready for the chapter:\n  - web: desired count is 9, not 2\n  - another';
  exampleRun(folder, {
    fails: { message: list, told: { ko: '준비되지 않았습니다:\n  - web: 9', en: list }, verdict: 'not ready' },
  });
  expect(foundIn(folder, 3).reason).toEqual({
    ko: '준비되지 않았습니다: web: 9',
    en: 'The lab is not ready for the chapter: web: desired count is 9, not 2',
  });
});

it('says the verdict, and where it is stuck', () => {
  exampleRun(folder, { fails });
  expect(foundIn(folder, 1)).toMatchObject({ account: '123456789012', stuck: expect.anything() as object });
  expect(foundIn(folder, 1).lab).toBeUndefined();
});
