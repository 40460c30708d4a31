/** Tests of the look for profiles and keys before a roster runs: whoever has none is told by line, with what to do. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access, Attendee } from './attendee';
import { assertReachable } from './profiles';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'profiles-test-'));
  writeFileSync(
    join(folder, 'config'),
    `[profile sso]
sso_session = s
[profile chained]
role_arn = r
source_profile = gone
[profile plain]
aws_access_key_id = AKIA
aws_secret_access_key = secret
[profile through]
source_profile = plain
role_arn = r
[profile both]
region = us-east-1
[profile circle]
role_arn = r
source_profile = circle
[profile roster-attendee]
sso_session = s
`,
  );
  writeFileSync(join(folder, 'credentials'), '[both]\naws_access_key_id = AKIA\naws_secret_access_key = secret\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const attendee = (line: number, name: string, access?: Access): Attendee => ({
  id: name,
  name,
  line,
  lab: 'aws',
  accounts: [],
  settings: {},
  ...(access && { access }),
});
const role = (source?: string): Access => ({ role: 'arn:aws:iam::111111111111:role/r', ...(source && { source }) });

const told = (attendees: Attendee[], machine: NodeJS.ProcessEnv = {}): Promise<string | undefined> =>
  assertReachable(attendees, 'a.yaml', {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    ...machine,
  }).then(
    () => undefined,
    (error: Error) => error.message.replaceAll(folder, '~'),
  );

it.each<[string, Access | undefined, NodeJS.ProcessEnv]>([
  ['on the simulator', undefined, {}],
  ['a profile of the configuration', { profile: 'sso' }, {}],
  ['a profile whose own keys are there', { profile: 'plain' }, {}],
  ['a profile of the credentials', { profile: 'both' }, {}],
  ['a role with a profile', role('sso'), {}],
  ['a role whose profile has its keys where they belong', role('both'), {}],
  ['a role with the profile of the machine', role(), { AWS_PROFILE: 'sso' }],
  ['a role with keys', role(), { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' }],
  ['a role with a container', role('EcsContainer'), { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'x' }],
  ['a role with an instance', role('Ec2InstanceMetadata'), {}],
  ['a role whose profile is its own source', role('circle'), {}],
])('finds %s', async (_what, access, machine) => {
  expect(await told([attendee(2, 'kim', access)], machine)).toBeUndefined();
});

it.each<[Access, NodeJS.ProcessEnv, string]>([
  [{ profile: 'none' }, {}, 'profile none is neither in ~/config nor in ~/credentials'],
  [role('none'), {}, 'source none is neither in ~/config nor in ~/credentials'],
  [role(), { AWS_PROFILE: 'none' }, 'AWS_PROFILE none is neither in ~/config nor in ~/credentials'],
  [role('chained'), {}, 'source_profile gone is neither in ~/config nor in ~/credentials'],
  [
    role(),
    {},
    'nothing says what assumes the role: set AWS_PROFILE, or name a profile or Ec2InstanceMetadata with `source`',
  ],
  [
    role('plain'),
    {},
    'the keys of plain are in ~/config, which is not where a role finds them; move them to [plain] in ~/credentials',
  ],
  [
    role('through'),
    {},
    'the keys of plain are in ~/config, which is not where a role finds them; move them to [plain] in ~/credentials',
  ],
  [role('roster-attendee'), {}, "a source can't be called roster-attendee, as the roster's own profile is; rename it"],
  [
    role('Environment'),
    { AWS_ACCESS_KEY_ID: 'AKIA' },
    'source Environment needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which are not set',
  ],
  [role('EcsContainer'), {}, 'source EcsContainer needs a container that AWS gives credentials to, and this is none'],
])('does not find what %p needs', async (access, machine, what) => {
  expect(await told([attendee(7, 'kim', access)], machine)).toBe(
    `The roster a.yaml can't be used:\n  line 7: kim: ${what}\nCorrect it and run again; nothing was run.`,
  );
});

it('tells the same of many once', async () => {
  const all = [
    attendee(2, 'kim', role('none')),
    attendee(3, 'lee', { profile: 'gone' }),
    attendee(4, 'park', role('none')),
  ];
  expect(await told(all)).toMatch(/line 2: kim and 1 more: source none is .*\n {2}line 3: lee: profile gone is /);
});
