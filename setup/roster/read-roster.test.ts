/** Tests of the roster's file: what it may say, and that all that is wrong with it is told at once, by line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idOf } from './id-of-name';
import { parseRoster, readRoster } from './read-roster';

const parse = (text: string, depth: 'inspect' | 'verify' = 'inspect') => parseRoster(text, 'attendees.yaml', depth);

/** The complaints' lines, without what stands around them. */
function complaints(text: string, depth: 'inspect' | 'verify' = 'inspect'): string[] {
  try {
    parse(text, depth);
    return [];
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim());
  }
}

it('has what its rows and the defaults say, and everything as text', () => {
  const [kim, no, lee] = parse(`
defaults:
  lab: aws
  role: arn:aws:iam::111111111111:role/instructor
  externalId: class-7
  settings: { LAB_SCALE_IN: hold }
attendees:
  - { name: 김민준, account: 012345678901, cluster: KIM }
  - { name: No, id: nope, profile: no, region: us-east-1 }
  - { name: 이서연, id: seo, account: 210987654321, source: me, settings: { LAB_SCALE: 400 } }
`);
  expect(kim).toEqual({
    id: 'gimminjun',
    name: '김민준',
    line: 8,
    lab: 'aws',
    accounts: ['012345678901'],
    cluster: 'KIM',
    settings: { LAB_SCALE_IN: 'hold' },
    access: { role: 'arn:aws:iam::111111111111:role/instructor', externalId: 'class-7' },
  });
  expect(no).toMatchObject({ name: 'No', id: 'nope', access: { profile: 'no' }, region: 'us-east-1', accounts: [] });
  expect(lee).toMatchObject({
    access: { source: 'me', externalId: 'class-7' },
    settings: { LAB_SCALE_IN: 'hold', LAB_SCALE: '400' },
  });
});

it('has attendees on the simulator, each in a lab of its own', () => {
  const text = `
attendees:
  - { name: a, seed: 7, scenario: "fixtures/attendee-labs.ts#done" }
  - { name: b }
`;
  expect(parse(text).map(({ lab, settings }) => [lab, settings])).toEqual([
    ['simulator', { LAB_SEED: '7', LAB_SCENARIO: 'fixtures/attendee-labs.ts#done' }],
    ['simulator', {}],
  ]);
});

it('tells all that is wrong at once, each with its line', () => {
  const text = `attendees:
  - name: 김민준
    lab: aws
  - name: 김민준
    lab: aws
    profile: kim
    account: 1234
    colour: red
  - { name: lee, id: a/b }
  - { name: choi, lab: aws, profile: p, role: "arn:aws:iam::111111111111:role/x" }
  - { name: park, profile: p }
  - { name: jung, scenario: "fixtures/none.ts#done" }
  - { name: kang, settings: { LAB_SCALE: 0, LAB_SEED: 4, PATH: x } }
  - just text
  - { name: "x\\u202ey" }
strangers: 3
`;
  expect(complaints(text)).toEqual([
    'line 2: 김민준: needs a profile, or a role (with its externalId), for lab: aws',
    'line 7: account "1234" must be an AWS account id of 12 digits',
    'line 8: colour is no word of an attendee',
    expect.stringMatching(/^line 9: id "a\/b" must be letters, digits and hyphens/),
    'line 10: choi: profile: must not be beside a role; `source` is the profile that assumes it',
    'line 11: park: profile: is for lab: aws only',
    expect.stringMatching(/^line 12: scenario "fixtures\/none.ts#done" must be path#name/),
    'line 13: kang: settings: LAB_SEED is said with seed',
    'line 13: kang: settings: PATH is no setting of docs/settings.md',
    expect.stringMatching(/^line 13: kang: LAB_SCALE=0 must be at least 1/),
    expect.stringMatching(/^line 14: expected an attendee/),
    expect.stringMatching(/^line 15: name .* without control characters/),
    'line 16: strangers is no word of a roster (attendees, defaults are)',
  ]);
});

it('tells what only one attendee can have', () => {
  const text = `defaults: { lab: aws, profile: p }
attendees:
  - { name: Kim, account: 111111111111 }
  - { name: kim, account: 111111111111 }
  - { name: Kim, id: other, account: 111111111111, cluster: OTHER }
  - { name: lee, account: 111111111111, region: us-east-1 }
`;
  expect(complaints(text)).toEqual([
    'line 4: kim: the id kim is that of line 3 too; give one of them another `id`',
    'line 4: kim: the lab of account 111111111111, ap-northeast-2, DEMOGO-ECS is that of line 3 too; two at once would disturb each other',
    'line 5: Kim: the name Kim is that of line 3 too; give them names that tell them apart',
  ]);
});

it('needs the accounts of those whose labs are loaded', () => {
  const text = 'attendees:\n  - { name: kim, lab: aws, profile: p }\n';
  expect(complaints(text)).toEqual([]);
  expect(complaints(text, 'verify')).toEqual([expect.stringMatching(/^line 2: kim: LAB=aws needs LAB_ACCOUNTS/)]);
});

it.each([
  ['no list', 'attendees: 3\n', /line 1: expected `attendees:` to be a list with at least one/],
  ['an empty list', 'attendees: []\n', /at least one attendee/],
  ['nothing at all', '', /expected `attendees:`/],
  ['no YAML', 'attendees:\n  - { name: kim\n', /line \d: /],
  ['a word twice', 'attendees:\n  - { name: a, name: b }\n', /line 2: Map keys must be unique/],
  ['defaults that are none', 'defaults: 3\nattendees: [{ name: a }]\n', /line 1: expected `defaults:`/],
  ['a name in the defaults', 'defaults: { name: a }\nattendees: [{ name: a }]\n', /line 1: name is no word/],
])('refuses %s', (_what, text, found) => {
  expect(() => parse(text)).toThrow(found);
});

it('reads a file, and says so where there is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roster-test-'));
  const path = join(folder, 'a.yaml');
  writeFileSync(path, 'attendees: [{ name: kim }]\n');
  expect(readRoster(path, 'inspect')).toHaveLength(1);
  rmSync(folder, { recursive: true });
  expect(() => readRoster(path, 'inspect')).toThrow(/can't be read .* Name a YAML file/);
});

it.each([
  ['김민준', 'gimminjun'],
  ['박 서연', 'bak-seoyeon'],
  ['José Ñandú', 'jose-nandu'],
  ['../../etc/passwd', 'etc-passwd'],
  ['<script>', 'script'],
  ['田中', expect.stringMatching(/^attendee-[0-9a-f]{8}$/) as string],
])('makes a safe folder of the name %p', (name, id) => {
  expect(idOf(name)).toEqual(id);
  expect(idOf(name.normalize('NFD'))).toEqual(id);
});
