/** Tests of the chapters' environment in a Jest of its own: what is told as failed, skipped and written down, which hooks still run. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRunFile } from '../fixtures/run-file';
import { project, repository, runJest } from './child-jest';
import { stepFile, stepLine, type StepLine } from './step-file';

interface Told {
  title: string;
  status: string;
  messages: string[];
}

const { dir, remove } = project();
process.env.LAB_REPORT = join(dir, 'report');
const environment = `/** @jest-environment ${join(repository, 'setup/chapter-environment.ts')} */\n`;
/** `note` writes down that a hook or a test was run. */
const noting = (name: string): string => `
  const note = (what) => require('node:fs').appendFileSync(${JSON.stringify(join(dir, `${name}.log`))}, what + '\\n');
  const failure = (name) => Object.assign(new Error('what went wrong'), { name });`;

const specs: Record<string, string> = {
  'failing-before-all': `
    beforeAll(() => { note('outer beforeAll'); throw failure('NotReady'); });
    afterAll(() => note('outer afterAll'));
    it('first', () => note('first'));
    it('second', () => note('second'));
    describe('inner', () => {
      beforeAll(() => note('inner beforeAll'));
      afterAll(() => note('inner afterAll'));
      it('third', () => note('third'));
    });`,
  'failing-inner-before-all': `
    afterAll(() => note('outer afterAll'));
    it('first', () => note('first'));
    describe('load', () => {
      beforeAll(() => { throw new Error('what went wrong'); });
      afterAll(() => note('load afterAll'));
      it('second', () => note('second'));
      it('third', () => note('third'));
    });
    describe('later', () => {
      beforeAll(() => note('later beforeAll'));
      it('fourth', () => note('fourth'));
    });`,
  'ordinary-failure': `
    it('first', () => { throw new Error('what went wrong'); });
    it('second', () => note('second'));
    describe('later', () => {
      beforeAll(() => note('later beforeAll'));
      afterAll(() => note('later afterAll'));
      it('third', () => note('third'));
      it('fourth', () => { throw failure('Blocked'); });
      it('fifth', () => note('fifth'));
    });`,
};
specs['after-each'] = `
    const { failedTest } = require(${JSON.stringify(join(repository, 'helpers/failed-test.ts'))});
    afterEach(() => {
      const failed = failedTest();
      note(JSON.stringify(failed ?? null));
      if (failed) throw Object.assign(new Error(), { stack: 'Diagnosis: of ' + failed.title });
    });
    it('first', () => {});
    it('second', () => { throw new Error('what went wrong'); });
    it.skip('third', () => {});
    it('fourth', () => {});
    it('fifth', () => { throw failure('Blocked'); });
    it('sixth', () => { throw failure('ToolError'); });
    it('seventh', () => {});`;
specs.telling = `
    const { tellLabTime } = require(${JSON.stringify(join(repository, 'helpers/lab-time.ts'))});
    let now = 1000;
    beforeAll(() => tellLabTime(() => now));
    afterAll(() => { throw new Error('not put back'); });
    afterEach(() => { now += 5000; });
    const { tellObserved } = require(${JSON.stringify(join(repository, 'helpers/observed.ts'))});
    it('first', () => { now += 60000; throw Object.assign(new Error('no'), { told: { ko: '아니다', en: 'no' } }); });
    it('second', () => {
      throw Object.assign(new Error('x'), { matcherResult: { told: { ko: '기대', en: 'expected' } } });
    });
    it('third', () => { tellObserved({ ko: '여덟', en: 'eight' }); tellObserved({ ko: '일곱', en: 'seven' }); });
    it('fourth', () => {});`;
specs['steps-lost'] = `
    const fs = require('node:fs');
    const steps = ${JSON.stringify(stepFile(join(dir, 'report'), 'steps-lost'))};
    afterAll(() => note('outer afterAll'));
    // Where a folder is, no file can be written.
    it('first', () => { fs.rmSync(steps); fs.mkdirSync(steps); });
    it('second', () => {});`;
// None of those that come first would run.
specs['chosen-by-name'] = `
    beforeAll(() => { throw failure('NotReady'); });
    it.skip('first', () => {});
    describe('inner', () => {
      beforeAll(() => note('inner beforeAll'));
      beforeEach(() => note('inner beforeEach'));
      it.todo('second');
      it('third', () => note('third'));
      it('fourth', () => note('fourth'));
    });`;
const fatal = ['ToolError', 'NotReady', 'LoadCrashed', 'LoadFailed', 'TypeError', 'ClientException'];
for (const name of fatal)
  specs[`in-the-middle-${name}`] = `
    afterAll(() => note('outer afterAll'));
    describe('earlier', () => {
      beforeAll(() => note('earlier beforeAll'));
      afterAll(() => note('earlier afterAll'));
      it('first', () => note('first'));
      it('second', async () => { await null; throw failure('${name}'); });
      it('third', () => note('third'));
    });
    describe('later', () => {
      beforeAll(() => note('later beforeAll'));
      afterAll(() => note('later afterAll'));
      beforeEach(() => note('later beforeEach'));
      it('fourth', () => note('fourth'));
      describe('innermost', () => {
        beforeAll(() => note('innermost beforeAll'));
        it('fifth', () => note('fifth'));
      });
    });
    it('sixth', () => note('sixth'));`;

const collector = `module.exports = class {
  onRunComplete(_, { testResults }) {
    const told = testResults.map(({ testFilePath, testResults, testExecError }) => [
      require('node:path').basename(testFilePath, '.spec.js'),
      testResults.map(({ title, status, failureMessages }) => ({ title, status, messages: failureMessages })),
    ]);
    require('node:fs').writeFileSync(${JSON.stringify(join(dir, 'told.json'))}, JSON.stringify(Object.fromEntries(told)));
  }
};`;

let told: Record<string, Told[]>;
let exitCode: number;
let stderr: string;
beforeAll(async () => {
  const files = Object.fromEntries(
    Object.entries(specs).map(([name, body]) => [`${name}.spec.js`, environment + noting(name) + body]),
  );
  const run = await runJest({
    dir,
    files: { ...files, 'collector.cjs': collector },
    reporters: [join(dir, 'collector.cjs')],
  });
  ({ exitCode, stderr } = run);
  told = JSON.parse(readFileSync(join(dir, 'told.json'), 'utf8')) as typeof told;
}, 70_000);
afterAll(remove);

const statuses = (spec: string): string[] => told[spec]!.map(({ title, status }) => `${title} ${status}`);
const messages = (spec: string): number => told[spec]!.filter((test) => test.messages.length > 0).length;
const noted = (spec: string): string[] => {
  const path = join(dir, `${spec}.log`);
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
};

it('ran, and failed as a whole', () => {
  expect(exitCode).toBe(1);
  expect(Object.keys(told).sort()).toEqual(Object.keys(specs).sort());
});

describe('a beforeAll that fails', () => {
  it('is told once, and everything under it is skipped', () => {
    expect(statuses('failing-before-all')).toEqual(['first failed', 'second pending', 'third pending']);
    expect(messages('failing-before-all')).toBe(1);
    expect(told['failing-before-all']![0]!.messages.join('')).toContain('what went wrong');
  });

  it('leaves the putting back to be done, and begins nothing', () => {
    expect(noted('failing-before-all')).toEqual(['outer beforeAll', 'outer afterAll']);
  });

  it('further in ends what comes later too', () => {
    expect(statuses('failing-inner-before-all')).toEqual([
      'first passed',
      'second failed',
      'third pending',
      'fourth pending',
    ]);
    expect(noted('failing-inner-before-all')).toEqual(['first', 'load afterAll', 'outer afterAll']);
  });
});

it('a beforeAll that fails is told by the first test that would run, wherever it is', () => {
  expect(statuses('chosen-by-name')).toEqual(['first pending', 'second pending', 'third failed', 'fourth pending']);
  expect(noted('chosen-by-name')).toEqual([]);
});

it('steps that can not be written any more are told once, and keep nothing from its end', () => {
  expect(statuses('steps-lost')).toEqual(['first passed', 'second passed']);
  expect(noted('steps-lost')).toEqual(['outer afterAll']);
  expect(stderr.match(/The steps of steps-lost can't be written any more \(.*EISDIR/g)).toHaveLength(1);
});

describe.each(fatal)('a %s in the middle', (name) => {
  const spec = `in-the-middle-${name}`;

  it('is the only failure, and what comes later is skipped', () => {
    expect([...statuses(spec)].sort()).toEqual([
      'fifth pending',
      'first passed',
      'fourth pending',
      'second failed',
      'sixth pending',
      'third pending',
    ]);
    expect(messages(spec)).toBe(1);
  });

  it('keeps later hooks from running, but not the ends of what was begun', () => {
    expect(noted(spec)).toEqual(['earlier beforeAll', 'first', 'earlier afterAll', 'outer afterAll']);
  });
});

describe('an ordinary failure', () => {
  it('is one of its own: the others go on', () => {
    expect(statuses('ordinary-failure')).toEqual([
      'first failed',
      'second passed',
      'third passed',
      'fourth failed',
      'fifth passed',
    ]);
    expect(noted('ordinary-failure')).toEqual(['second', 'later beforeAll', 'third', 'fifth', 'later afterAll']);
  });
});

describe('what runs after each test', () => {
  it('knows the one that has failed, unless its failure says nothing about the lab', () => {
    expect(noted('after-each').map((line) => JSON.parse(line) as unknown)).toEqual([
      null,
      { title: 'second', blocked: false },
      null,
      { title: 'fifth', blocked: true },
      null,
    ]);
  });

  it('adds to that test’s messages, after its own; nothing becomes of it for the others', () => {
    expect(statuses('after-each')).toEqual([
      'first passed',
      'second failed',
      'third pending',
      'fourth passed',
      'fifth failed',
      'sixth failed',
      'seventh pending',
    ]);
    const [own, added, ...others] = told['after-each']![1]!.messages;
    expect([own, added]).toEqual([expect.stringMatching(/^Error: what went wrong/), 'Diagnosis: of second']);
    expect(others).toEqual([]);
  });
});

describe('what is written down of the steps', () => {
  const linesOf = (spec: string): StepLine[] =>
    readFileSync(stepFile(join(dir, 'report'), spec), 'utf8')
      .trim()
      .split('\n')
      .map((line) => stepLine.parse(JSON.parse(line)));
  const ends = (spec: string): string[] =>
    linesOf(spec).flatMap((line) => ('ended' in line ? [`${line.ended} ${line.verdict}`] : []));

  it('begins with all tests in their order, and ends with the end', () => {
    const [plan] = linesOf('in-the-middle-ToolError');
    expect(plan).toMatchObject({
      chapter: 'in-the-middle-ToolError',
      tests: [
        { path: ['earlier'], title: 'first' },
        { path: ['earlier'], title: 'second' },
        { path: ['earlier'], title: 'third' },
        { path: ['later'], title: 'fourth' },
        { path: ['later', 'innermost'], title: 'fifth' },
        { path: [], title: 'sixth' },
      ],
    });
    expect(linesOf('in-the-middle-ToolError').at(-1)).toMatchObject({ finished: true });
  });

  it('has a verdict of each', () => {
    expect(ends('in-the-middle-ToolError').sort()).toEqual([
      '0 passed',
      '1 tool error',
      '2 skipped',
      '3 skipped',
      '4 skipped',
      '5 skipped',
    ]);
    expect(ends('failing-before-all')).toEqual(['0 not ready', '1 skipped', '2 skipped']);
    expect(ends('ordinary-failure')).toEqual(['0 wrong', '1 passed', '2 passed', '3 blocked', '4 passed']);
  });

  it('tells which were never meant to run, and what a hook has added to a failure', () => {
    const [plan, ...lines] = linesOf('after-each');
    expect(plan).toMatchObject({ tests: [{}, {}, { title: 'third', skip: true }, {}, {}, {}, {}] });
    const failed = lines.find((line) => 'ended' in line && line.ended === 1);
    expect(failed).toMatchObject({ errors: [{ message: 'what went wrong' }, {}] });
  });

  it('has both languages and the lab’s time where they are known, and what an undo has to say', () => {
    const lines = linesOf('telling');
    expect(lines.find((line) => 'started' in line && line.started === 0)).toMatchObject({ lab: 1000 });
    expect(lines.find((line) => 'ended' in line && line.ended === 0)).toMatchObject({
      lab: 61_000,
      errors: [{ told: { ko: '아니다', en: 'no' } }],
    });
    expect(lines.find((line) => 'ended' in line && line.ended === 1)).toMatchObject({
      errors: [{ told: { ko: '기대', en: 'expected' } }],
    });
    const ends = lines.filter((line) => 'ended' in line);
    expect(ends.map(({ observed }) => observed)).toEqual([
      undefined,
      undefined,
      { ko: '여덟\n일곱', en: 'eight\nseven' },
      undefined,
    ]);
    expect(lines.find((line) => 'problem' in line)).toMatchObject({ problem: { message: 'not put back' } });
  });

  it('says of the run which chapters it has begun', () => {
    expect(readRunFile(join(dir, 'report'))?.chapters.sort()).toEqual(Object.keys(specs).sort());
  });
});
