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
  source: instructor
  externalId: class-7
  settings: { LAB_SCALE_IN: hold }
attendees:
  - { name: 김민준, role: arn:aws:iam::012345678901:role/r, account: 012345678901, cluster: KIM }
  - { name: No, id: nope, profile: no, region: us-east-1 }
  - { name: 이서연, id: seo, role: arn:aws:iam::210987654321:role/r, source: me, settings: { LAB_SCALE: 400 } }
`);
  expect(kim).toEqual({
    id: 'gimminjun',
    name: '김민준',
    line: 8,
    lab: 'aws',
    accounts: ['012345678901'],
    cluster: 'KIM',
    settings: { LAB_SCALE_IN: 'hold' },
    access: { role: 'arn:aws:iam::012345678901:role/r', externalId: 'class-7', source: 'instructor' },
  });
  expect(no).toMatchObject({ name: 'No', id: 'nope', access: { profile: 'no' }, region: 'us-east-1', accounts: [] });
  expect(lee).toMatchObject({
    accounts: ['210987654321'],
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
    'line 4: 김민준: the name 김민준 is that of line 2 too; give them names that tell them apart',
    'line 7: account "1234" must be an AWS account id of 12 digits',
    'line 8: colour is no word of an attendee',
    expect.stringMatching(/^line 9: id "a\/b" must be letters, digits and hyphens/),
    'line 10: choi: profile: must not be beside a role; `source` is the profile that assumes it',
    'line 11: park: profile: is for lab: aws only',
    expect.stringMatching(/^line 12: scenario "fixtures\/none.ts#done" must be path#name/),
    'line 13: settings: LAB_SEED is said with seed',
    'line 13: settings: PATH is no setting of docs/settings.md',
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
    'line 4: kim: the lab of profile p, DEMOGO-ECS is that of line 3 too; two at once would disturb each other',
    'line 5: Kim: the name Kim is that of line 3 too; give them names that tell them apart',
  ]);
});

const ROLE = 'arn:aws:iam::111111111111:role/r';
const ACCOUNT = 'account: 111111111111';
const SAME = expect.stringMatching(/^line 4: b: the lab of .* is that of line 3 too; two at once/) as string;
const NO_PROFILE = expect.stringMatching(/^line 4: profile .* must be the name of a profile/) as string;

it.each([
  ['one profile', '', 'profile: p', 'profile: p', [SAME]],
  ['the profile of the defaults', ', profile: p', '', '', [SAME]],
  [
    'one profile, with two accounts',
    '',
    'profile: p, account: 111111111111',
    'profile: p, account: 222222222222',
    [SAME],
  ],
  ['one role', '', `role: "${ROLE}"`, `role: "${ROLE}"`, [SAME]],
  ['two roles of one account', '', `role: "${ROLE}"`, `role: "${ROLE}2"`, [SAME]],
  [
    'a role and a profile of its account, in one region',
    '',
    `role: "${ROLE}"`,
    `profile: p, ${ACCOUNT}, region: ap-northeast-2`,
    [SAME],
  ],
  ['a role and a profile of its account, in its own region', '', `role: "${ROLE}"`, `profile: p, ${ACCOUNT}`, []],
  ['a role and a profile that is none', '', `role: "${ROLE}"`, `profile: "[p", ${ACCOUNT}`, [NO_PROFILE]],
  ['two profiles of one account, each in its own region', '', `profile: p, ${ACCOUNT}`, `profile: q, ${ACCOUNT}`, []],
  ['one profile, in its own region and another one', '', 'profile: p', 'profile: p, region: ap-northeast-2', []],
  ['one profile, in two clusters', '', 'profile: p', 'profile: p, cluster: OTHER', []],
  ['one profile, in two regions', '', 'profile: p, region: eu-west-1', 'profile: p, region: us-east-1', []],
  ['one profile, in one region', '', 'profile: p, region: us-east-1', 'profile: p, region: us-east-1', [SAME]],
  ['two profiles', '', 'profile: p', 'profile: q', []],
])('two attendees with %s', (_what, defaults, first, second, found) => {
  const row = (name: string, words: string) => `  - { name: ${name}${words && ', '}${words} }\n`;
  const text = `defaults: { lab: aws${defaults} }\nattendees:\n${row('a', first)}${row('b', second)}`;
  expect(complaints(text)).toEqual(found);
});

it('an account beside a role is the role’s', () => {
  const text = (words: string) => `attendees:\n  - { name: kim, lab: aws, role: "${ROLE}"${words} }\n`;
  const otherwise = (word: string) => [`line 2: kim: ${word}: must be 111111111111, which the role is in, or left out`];
  expect(complaints(text(', account: 222222222222'))).toEqual(otherwise('account'));
  expect(complaints(text(', accounts: [111111111111, 222222222222]'))).toEqual(otherwise('accounts'));
  expect(complaints(text(', accounts: [111111111111]'))).toEqual([]);
  // Whose role it is says which account may be loaded.
  expect(parse(text(''), 'verify')[0]!.accounts).toEqual(['111111111111']);
});

it('names that look the same are the same', () => {
  const text = (a: string, b: string) => `attendees:\n  - { name: "${a}", id: a }\n  - { name: "${b}", id: b }\n`;
  const same = [expect.stringMatching(/^line 3: .*: the name 김 민준 is that of line 2 too/)];
  expect(complaints(text('김 민준', '김 민준'.normalize('NFD')))).toEqual(same);
  expect(complaints(text('김 민준', '김\u200b  민준'))).toEqual(same);
  expect(complaints(text('a', '\u200b\u3164'))).toEqual([expect.stringMatching(/^line 3: name .* attendee’s name$/)]);
  expect(parse(text('a', '김'.normalize('NFD')))[1]!.name).toBe('김');
});

it('a mistake in the defaults is told once, and what is right there counts', () => {
  const text = `defaults:
  lab: aws
  region: seoul
  account: 1
  settings: { LAB_SCALE: 0, LAB_NONE: 1, LAB_API_PORT: 4566 }
attendees:
  - { name: a, role: "${ROLE}" }
  - { name: b, profile: p, settings: { LAB_SCALE_IN: no } }
`;
  expect(complaints(text, 'verify')).toEqual([
    'line 3: region "seoul" must be an AWS region such as ap-northeast-2',
    'line 4: account "1" must be an AWS account id of 12 digits',
    'line 5: settings: LAB_API_PORT must be left out: attendees run beside each other, and each takes a free port',
    expect.stringMatching(/^line 5: defaults: LAB_NONE is no setting \(/),
    'line 5: defaults: LAB_SCALE=0 must be at least 1',
    'line 8: b: LAB_SCALE_IN=no must be "idle" or "hold"',
  ]);
});

it('a row with one mistake is held to everything else in the same go', () => {
  const text = `defaults: { lab: aws }
attendees:
  - { name: a, profile: p }
  - { name: a, profile: p, region: seoul }
  - { name: b, profile: p, colour: red, externalId: class-7, settings: { LAB_PACE: [1], LAB_SCALE: 0 } }
  - { id: a, role: none, account: 111111111111 }
  - { name: c, lab: azure, profile: q, seed: 1 }
`;
  expect(complaints(text)).toEqual([
    'line 4: region "seoul" must be an AWS region such as ap-northeast-2',
    'line 4: a: the name a is that of line 3 too; give them names that tell them apart',
    'line 5: colour is no word of an attendee',
    'line 5: settings LAB_PACE ["1"] must be a text or a number',
    'line 5: b: externalId: goes with a role',
    'line 5: b: the lab of profile p, DEMOGO-ECS is that of line 3 too; two at once would disturb each other',
    'line 5: b: LAB_SCALE=0 must be at least 1',
    expect.stringMatching(/^line 6: role "none" must be the ARN of a role/),
    'line 6: name must be the attendee’s name',
    'line 6: the id a is that of line 3 too; give one of them another `id`',
    'line 7: lab "azure" must be "simulator" (the default) or "aws"',
  ]);
});

it.each([
  ['LAB_API_PORT: 45661', 'LAB_API_PORT must be left out'],
  ['LAB_ALB_PORT: 1', 'LAB_ALB_PORT must be left out'],
  ['LAB_RUN_CHAPTERS: service', 'LAB_RUN_CHAPTERS is the roster’s own'],
  ['LAB_RUN_FOLDER: /tmp', 'LAB_RUN_FOLDER is the roster’s own'],
  ['AWS_REGION: us-east-1', 'AWS_REGION is said with region'],
  ['__proto__: x', '__proto__ is no setting of docs/settings.md'],
])('no attendee is given the setting %s', (setting, found) => {
  expect(complaints(`attendees:\n  - { name: a, settings: { ${setting} } }\n`)).toEqual([
    expect.stringContaining(`line 2: settings: ${found}`),
  ]);
  if (setting.includes('PORT'))
    expect(complaints(`attendees: [{ name: a, settings: { ${setting.replace(/\d+/, '0')} } }]`)).toEqual([]);
});

it('__proto__ is no word either', () => {
  expect(complaints('attendees:\n  - { name: a, __proto__: { lab: aws } }\n')).toEqual([
    'line 2: __proto__ is no word of an attendee',
  ]);
});

it('resolves anchors, aliases and merge keys', () => {
  const text = `defaults: { settings: &own { LAB_SCALE_IN: hold } }
attendees:
  - &kim { name: kim, seed: 7 }
  - { <<: *kim, name: lee, settings: { <<: *own, LAB_SCALE: 400 } }
`;
  expect(parse(text).map(({ name, settings }) => [name, settings])).toEqual([
    ['kim', { LAB_SCALE_IN: 'hold', LAB_SEED: '7' }],
    ['lee', { LAB_SCALE_IN: 'hold', LAB_SCALE: '400', LAB_SEED: '7' }],
  ]);
  // The same person twice.
  expect(complaints('attendees:\n  - &kim { name: kim }\n  - *kim\n')).toEqual([
    expect.stringMatching(/^line 3: kim: the name kim is that of line 2 too/),
  ]);
});

it.each([
  ['without an anchor', 'attendees:\n  - name: a\n    id: *none\n', 'line 3: *none has no anchor &none before it'],
  ['within itself', 'attendees:\n  - &a\n    name: b\n    settings: *a\n', 'line 4: *a stands within itself'],
  ['that merges a text', 'attendees:\n  - <<: a\n    name: b\n', 'line 2: Merge sources must be maps or map aliases'],
  [
    'that would take all memory',
    `attendees:\n  - name: &a0 [x]\n${Array.from({ length: 9 }, (_, i) => `    w${i}: &a${i + 1} [${`*a${i},`.repeat(9)}]\n`).join('')}`,
    'line 2: Excessive alias count indicates a resource exhaustion attack',
  ],
])('refuses an alias %s by its line', (_what, text, found) => {
  expect(complaints(text)).toEqual([found]);
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

it.each(['failed', 'CON', 'nul', 'com1', 'Lpt9'])('refuses the id %p', (id) => {
  expect(complaints(`attendees: [{ name: a, id: ${id} }]`)).toEqual([expect.stringMatching(/must not be a word that/)]);
});

it('blames no row for what the roster’s own environment says', () => {
  process.env.LAB_MASK = 'perhaps';
  try {
    expect(complaints('attendees: [{ name: a }]')).toEqual([]);
  } finally {
    delete process.env.LAB_MASK;
  }
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
  ['Failed', 'attendee-failed'],
  ['Con', 'attendee-con'],
  ['COM1', 'attendee-com1'],
  ['lpt9', 'attendee-lpt9'],
  ['田中', expect.stringMatching(/^attendee-[0-9a-f]{8}$/) as string],
])('makes a safe folder of the name %p', (name, id) => {
  expect(idOf(name)).toEqual(id);
  expect(idOf(name.normalize('NFD'))).toEqual(id);
});
