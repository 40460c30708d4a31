/** The class made up has the steps that the chapters have, so that its pictures show what there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classExample, exampleSteps } from './example';

const CHAPTERS = Object.keys(exampleSteps) as (keyof typeof exampleSteps)[];

it.each(CHAPTERS)('the steps of %s are the tests of its spec', (chapter) => {
  const spec = readFileSync(join(__dirname, '../../../specs', `${chapter}.spec.ts`), 'utf8');
  const tests = [...spec.matchAll(/\b(it|itProvisions)\(titles\.(\w+)/g)].map(([, how, name]) => ({
    name,
    provisionOnly: how === 'itProvisions',
  }));
  const made = exampleSteps[chapter].map(([name, after]) => ({ name, provisionOnly: after === undefined }));
  expect(made).toEqual(tests);
});

it('each step holds after the one before it, and each fault is at a step of its own chapter', () => {
  for (const steps of Object.values(exampleSteps)) {
    const held = steps.flatMap(([, after]) => after ?? []);
    expect(held).toEqual([...held].sort((a, b) => a - b));
  }
  const chapters = classExample(30).attendees.flatMap(({ run }) => run?.chapters ?? []);
  const failed = chapters.filter(({ steps }) => steps.some(({ state }) => state === 'failed'));
  expect(failed).toHaveLength(8);
  expect(failed.every(({ diagnosis }) => diagnosis?.finding !== undefined || diagnosis?.text.en)).toBe(true);
});
