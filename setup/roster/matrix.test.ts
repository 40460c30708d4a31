/** Tests of the roster as jobs for CI systems, and of what the roster's command takes. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { readArguments } from './arguments';
import type { Attendee } from './attendee';
import { codeBuildBatch, githubMatrix } from './matrix';

const attendee = (id: string): Attendee => ({
  id,
  name: `"${id}" & co`,
  line: 1,
  lab: 'aws',
  accounts: [],
  settings: {},
});

it('GitHub gets a line of JSON with a job an attendee', () => {
  const text = githubMatrix([attendee('kim'), attendee('lee-2')]);
  expect(text).not.toContain('\n');
  expect(JSON.parse(text)).toEqual({
    include: [
      { id: 'kim', name: '"kim" & co' },
      { id: 'lee-2', name: '"lee-2" & co' },
    ],
  });
  expect(() => githubMatrix(Array.from({ length: 257 }, (_, i) => attendee(`a${i}`)))).toThrow(
    /at most 256 .* found 257/,
  );
});

it('CodeBuild gets a batch with a build an attendee', () => {
  const buildspec = 'docs/ci/roster-buildspec.yml';
  const batch = parse(codeBuildBatch([attendee('lee-2')], { roster: 'a.yaml', depth: 'inspect', buildspec })) as object;
  expect(batch).toEqual({
    version: 0.2,
    batch: {
      'fast-fail': false,
      'build-list': [
        {
          identifier: 'a_lee_2',
          buildspec,
          'ignore-failure': false,
          env: { variables: { ATTENDEE: 'lee-2', ROSTER: 'a.yaml', DEPTH: 'inspect' } },
        },
      ],
    },
  });
  expect(existsSync(resolve(__dirname, '../..', buildspec))).toBe(true);
});

it('a batch names the roster as the builds have it, and none that they do not have', () => {
  const batch = (roster: string) => codeBuildBatch([attendee('kim')], { roster, depth: 'inspect', buildspec: 'b.yml' });
  expect(batch(resolve(__dirname, '../../classes/a.yaml'))).toContain('ROSTER: classes/a.yaml\n');
  expect(() => batch('/home/me/a.yaml')).toThrow(/\/home\/me\/a\.yaml is outside of the project/);
  expect(() => batch('../a.yaml')).toThrow(/outside of the project/);
});

describe('the examples', () => {
  const text = (name: string): string => readFileSync(resolve(__dirname, '../../docs/ci', name), 'utf8');
  const restore = 'npm run roster -- "$ROSTER" --only "$ATTENDEE" --restore';

  it('put back on GitHub, whatever became of the run, and have a class page where the roster could be read', () => {
    const { jobs } = parse(text('roster-workflow.yml')) as {
      jobs: Record<'attendee' | 'class', { needs: string[]; if?: string; steps: { run?: string; if?: string }[] }>;
    };
    expect(jobs.attendee.steps.find(({ run }) => run === restore)?.if).toBe('always()');
    expect([jobs.class.needs, jobs.class.if]).toEqual([
      ['attendees', 'attendee'],
      "always() && needs.attendees.result == 'success'",
    ]);
  });

  it('put back on CodeBuild, and say what its project needs', () => {
    const spec = text('roster-buildspec.yml');
    expect(parse(spec)).toMatchObject({ phases: { build: { finally: [restore] } } });
    expect(spec).toMatch(/overrideArtifactName/);
    expect(spec).toMatch(/build timeout of four hours/);
  });
});

it('reads alone where nothing else is asked for', () => {
  expect(readArguments(['a.yaml'])).toEqual({
    roster: 'a.yaml',
    depth: 'inspect',
    concurrency: expect.any(Number) as number,
    report: resolve('report/class'),
  });
  expect(
    readArguments('a.yaml --only failed --depth verify --concurrency 4 --limit 0.5 --matrix github'.split(' ')),
  ).toMatchObject({ only: 'failed', depth: 'verify', concurrency: 4, limit: 30, matrix: 'github' });
});

it.each([
  ['', /one roster is to be named/],
  ['a b', /one roster is to be named/],
  ['a --depth deep', /--depth deep is none of inspect, verify, provision/],
  ['a --matrix jenkins --concurrency 0', /--matrix jenkins is none of .*; --concurrency 0 is no number/],
  ['a --concurrency 1000', /--concurrency 1000 is no number of attendees at a time from 1 to 999/],
  ['a --limit soon', /--limit soon is no number of minutes/],
  ['a --limit 99999', /--limit 99999 is no number of minutes up to 1440/],
  ['a --restore --matrix github', /--restore and --matrix do not go together/],
  ['a --restore --only failed', /--restore and --only failed do not go together; name one attendee/],
  ['a --report=', /--report "" is no folder/],
  ['a --report package.json', /--report package.json is no folder/],
  ['a --report package.json/class', /--report package.json\/class is no folder/],
  // Nobody may make anything there, not even root.
  [
    'a --report /proc/self/class',
    /--report \/proc\/self\/class is no folder that can be written to, and none can be made/,
  ],
  ['a --dry-run', /Unknown option '--dry-run'.*Usage: npm run roster/s],
])('refuses %p', (args, found) => {
  expect(() => readArguments(args.split(' ').filter(Boolean))).toThrow(found);
});

it('leaves nothing where a report may be written, and asks for no such place where nothing is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arguments-test-'));
  try {
    const report = join(folder, 'report/class');
    expect(readArguments(['a.yaml', '--report', report]).report).toBe(report);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const args of [['--restore'], ['--matrix', 'github']])
    expect(readArguments(['a.yaml', '--report', '/proc/self/class', ...args]).roster).toBe('a.yaml');
});

it('puts back where it is asked to', () => {
  expect(readArguments(['a.yaml', '--restore', '--only', 'kim'])).toMatchObject({ restore: true, only: 'kim' });
});

it.each([
  [{ LAB_LANG: 'fr' }, /^The settings can't be used: LAB_LANG=fr must be "ko", "en" or "both"/],
  [{ LAB_MASK: 'perhaps' }, /LAB_MASK=perhaps must be "on" .* or "off"/],
  [{ LAB_SEDE: '3' }, /LAB_SEDE of the environment is no setting/],
])('refuses an environment with %p', (environment, found) => {
  expect(() => readArguments(['a.yaml'], environment)).toThrow(found);
});

it('needs nothing of the environment that the attendees have of their own', () => {
  const environment = { LAB: 'aws', LAB_DEPTH: 'provision', LAB_MASK: 'off' };
  expect(readArguments(['a.yaml'], environment)).toMatchObject({ depth: 'inspect' });
});
