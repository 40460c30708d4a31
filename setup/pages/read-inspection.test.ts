/** Tests of what an inspection adds to the steps, its evidence and verdicts, but none to a step that was not judged; and of its diagnosis. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asIs } from '../../helpers/language';
import { readInspection } from './read-inspection';
import type { StepRecord } from './run-record';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inspection-'));
  mkdirSync(join(folder, 'inspection'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const holds = { kind: 'holds', evidence: { say: 'asConfigured', settings: 16 } };
const blocked = { kind: 'blocked', by: 'policy' };

it.each<[string, object, Partial<StepRecord>, StepRecord['verdict']]>([
  ['passed, and holds', holds, { state: 'passed', verdict: 'passed' }, 'passed'],
  ['failed, and why', blocked, { state: 'failed', verdict: 'wrong' }, 'blocked'],
  ['was left out, though it would hold', holds, { state: 'skipped', verdict: 'skipped' }, 'skipped'],
  ['was left out, though it would not hold', blocked, { state: 'skipped', verdict: 'skipped' }, 'skipped'],
  ['failed at the tool', blocked, { state: 'failed', verdict: 'tool error' }, 'tool error'],
  ['failed, though it holds', holds, { state: 'failed', verdict: 'tool error' }, 'tool error'],
])('a step that %s', (_, verdict, step, wanted) => {
  const results = [{ id: 'policy', title: 'a step', verdict }];
  writeFileSync(join(folder, 'inspection/x.json'), JSON.stringify({ results }));
  const add = readInspection(folder, 'x')!;
  const [read] = add([{ path: [], title: asIs('a step'), state: 'not reached', ...step }]).steps;
  expect([read?.state, read?.verdict]).toEqual([step.state, wanted]);
});

it.each([
  ['has what it found', { kind: 'misconfigured', differences: [{ field: 'MaxCapacity', found: 6 }] }, 'MaxCapacity'],
  ['whose verdict is of another form stays without', { kind: 'broken' }, undefined],
  ['without a verdict stays without', undefined, undefined],
])('a diagnosis that %s', (_, verdict, about) => {
  const diagnosis = { text: '확인된 것 · Found: MaxCapacity = 6', link: 'desired', step: 'maximum', verdict };
  writeFileSync(join(folder, 'inspection/x.json'), JSON.stringify({ results: [], diagnosis }));
  const read = readInspection(folder, 'x')!([]).diagnosis;
  expect([read?.step, read?.finding?.about]).toEqual(['maximum', about]);
});
