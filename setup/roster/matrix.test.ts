/** Tests of the roster as jobs for CI systems, and of what the roster's command takes. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
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
  ['a --limit soon', /--limit soon is no number of minutes/],
  ['a --dry-run', /Unknown option '--dry-run'.*Usage: npm run roster/s],
])('refuses %p', (args, found) => {
  expect(() => readArguments(args.split(' ').filter(Boolean))).toThrow(found);
});
