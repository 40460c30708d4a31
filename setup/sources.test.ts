/** The sources keep their rules: where time comes from, who may import whom, where the lab's names stand, and their form. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { demogo, serviceAutoscaling } from '../fixtures/demogo';

const ROOT = resolve(__dirname, '..');
/** What is made, not written; folders whose names begin with a dot are left out as well. */
const MADE = new Set(['node_modules', 'report', 'coverage']);
const MOST_LINES = 350;

interface Source {
  /** From the root, with slashes. */
  path: string;
  text: string;
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('.') || MADE.has(entry.name) ? [] : sourcesIn(path);
    if (!/\.(tsx?|cts|cjs)$/.test(entry.name)) return [];
    return [{ path: relative(ROOT, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }];
  });
}

const sources = sourcesIn(ROOT);
const isTest = ({ path }: Source): boolean => path.endsWith('.test.ts');
const within = (...folders: string[]): Source[] =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));

/** `file:line` of each match. */
const found = (searched: readonly Source[], form: RegExp): string[] =>
  searched.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, i) => (form.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [])),
  );

/** Where a file's own imports lead, from the root: `from '…'`, `import '…'`, `import('…')`, `require('…')`. */
const importsOf = ({ path, text }: Source): string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.[^'"]*)['"]/g)].map(([, target]) =>
    posix.join(dirname(path), target!),
  );

const leadsTo = (target: string, folder: string): boolean => target === folder || target.startsWith(`${folder}/`);

/** `file imports target` for each import of these files that leads into one of the folders. */
const imports = (searched: readonly Source[], ...folders: string[]): string[] =>
  searched.flatMap((source) =>
    importsOf(source)
      .filter((target) => folders.some((folder) => leadsTo(target, folder)))
      .map((target) => `${source.path} imports ${target}`),
  );

it('finds the sources', () => {
  expect(within('specs').length).toBeGreaterThan(0);
  expect(within('fixtures').length).toBeGreaterThan(10);
  expect(within('helpers').length).toBeGreaterThan(20);
  expect(within('simulator').length).toBeGreaterThan(50);
  expect(sources.filter(({ path }) => path.endsWith('.cjs')).length).toBeGreaterThan(1);
  expect(importsOf(sources.find(({ path }) => path === 'setup/sources.test.ts')!)).toEqual(['fixtures/demogo']);
});

describe('time and chance are given, not taken', () => {
  /** A measurement is of real time. */
  const bound = sources.filter(
    ({ path }) => !['simulator/time.ts', 'helpers/time.ts'].includes(path) && !path.startsWith('bench/'),
  );

  it('no one asks the machine for the time', () => {
    expect(found(bound, /\bDate\.now\b|\bnew Date\(\s*\)/)).toEqual([]);
  });

  // A socket's own timeout is the network's, not the lab's.
  const timer = /(?<!socket\.)\bset(Timeout|Interval)\b/;

  it('no one waits for real time, but a test that needs the machine to go on', () => {
    expect(
      found(
        bound.filter((source) => !isTest(source)),
        timer,
      ),
    ).toEqual([]);
    expect(found(bound.filter(isTest), /\bset[I]nterval\b/)).toEqual([]);
  });

  it('no one rolls dice of their own', () => {
    expect(found(bound, /\bMath\.random\b/)).toEqual([]);
  });
});

describe('dependencies point one way', () => {
  it('the simulator knows nothing of the suite', () => {
    expect(imports(within('simulator'), 'helpers', 'fixtures', 'specs', 'setup')).toEqual([]);
  });

  it('helpers know no lab', () => {
    expect(imports(within('helpers'), 'fixtures', 'specs', 'simulator', 'setup')).toEqual([]);
  });

  it('specs know fixtures and helpers alone', () => {
    const targets = within('specs').flatMap((source) => importsOf(source));
    expect(targets.filter((target) => !['fixtures', 'helpers', 'specs'].some((each) => leadsTo(target, each)))).toEqual(
      [],
    );
  });

  it('the lab behind a spec, and the labs made of the simulator, alone know the simulator', () => {
    const knowing = [
      'fixtures/lab.ts',
      'fixtures/simulated-lab.ts',
      'fixtures/broken-labs.ts',
      'fixtures/other-labs.ts',
      'fixtures/broken-clusters.ts',
      'fixtures/attendee-labs.ts',
      'fixtures/tracked-lab.ts',
      'fixtures/matrix/blind.ts',
      'fixtures/matrix/examples.ts',
      'fixtures/matrix/fault.ts',
      'fixtures/matrix/healthy.ts',
      'fixtures/matrix/run.ts',
      'fixtures/matrix/scenarios.ts',
      'fixtures/matrix/service-link-faults.ts',
      'fixtures/crashing-load.ts',
      'setup/simulator.ts',
    ];
    const others = sources.filter(
      (source) => !isTest(source) && !knowing.includes(source.path) && !/^(simulator|bench)\//.test(source.path),
    );
    expect(imports(others, 'simulator')).toEqual([]);
  });
});

it('the names of the lab stand in its definition alone', () => {
  const names = [demogo.cluster, demogo.loadBalancer, serviceAutoscaling.policy.name];
  expect(found(within('helpers', 'specs'), new RegExp(names.join('|')))).toEqual([]);
});

describe('every file', () => {
  it('says in its first line what it is', () => {
    expect(sources.filter(({ text }) => !text.startsWith('/**')).map(({ path }) => path)).toEqual([]);
  });

  it(`has ${MOST_LINES} lines at most`, () => {
    const lines = ({ text }: Source): number => text.trimEnd().split('\n').length;
    const long = sources.filter((source) => lines(source) > MOST_LINES);
    expect(long.map((source) => `${source.path} has ${lines(source)}`)).toEqual([]);
  });
});
