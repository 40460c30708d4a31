/** Tests of an attendee's environment: the attendee's lab and credentials, and nobody else's. */
import type { Attendee } from './attendee';
import { awsConfig, awsFiles, sourceOf } from './aws-config';
import { environmentOf } from './environment';

const attendee: Attendee = {
  id: 'kim',
  name: '김민준',
  line: 1,
  lab: 'aws',
  accounts: ['111111111111'],
  settings: { LAB_SCALE_IN: 'hold' },
};
const role = { role: 'arn:aws:iam::111111111111:role/instructor' };

const machine = {
  PATH: '/bin',
  HOME: '/home/me',
  AWS_PROFILE: 'somebody',
  AWS_ACCESS_KEY_ID: 'AKIA',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ROLE_ARN: 'arn',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  AWS_CONFIG_FILE: '/home/me/config',
  LAB_CONFIG: 'lab.json',
  LAB_CLUSTER: 'OTHER',
  LAB_SEED: '9',
  LAB_MASK: 'off',
  LAB_RUN_FOLDER: '/tmp/run',
  JEST_WORKER_ID: '1',
  JEST_HTML_REPORTERS_TEMP_DIR_PATH: '/tmp/x',
};
const own = {
  PATH: '/bin',
  HOME: '/home/me',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  LAB: 'aws',
  LAB_DEPTH: 'verify',
  LAB_REPORT: '/report/kim',
  LAB_ATTENDEE: '김민준',
  LAB_LANG: 'both',
  LAB_MASK: 'off',
  LAB_ACCOUNTS: '111111111111',
  LAB_SCALE_IN: 'hold',
};
const run = { depth: 'verify', report: '/report/kim' };

it('has the profile, and none of the credentials of the machine', () => {
  const found = environmentOf({ ...attendee, access: { profile: 'kim' }, region: 'eu-west-1' }, run, machine);
  expect(found).toEqual({ ...own, AWS_CONFIG_FILE: '/home/me/config', AWS_PROFILE: 'kim', AWS_REGION: 'eu-west-1' });
});

it.each([
  ['a profile', 'me', {}],
  [
    'the environment',
    'Environment',
    { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' },
  ],
  ['the container', 'EcsContainer', { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2' }],
])('has the profile of its role, and of %s what assumes it', (_of, source, keys) => {
  const config = { file: '/tmp/kim.aws-config', source };
  const found = environmentOf({ ...attendee, access: role }, { ...run, config }, machine);
  expect(found).toEqual({ ...own, AWS_CONFIG_FILE: '/tmp/kim.aws-config', AWS_PROFILE: 'roster-attendee', ...keys });
});

const files = {
  config: `[default]
region = x
aws_access_key_id = AKIA
[profile "sso"] # of the company
 source_profile = base
aws_secret_access_key=secret
[profile roster-attendee]
role_arn = other
[profile base]
sso_session = s
aws_session_token = t
[sso-session s]
sso_region = y
[sso-session other]
sso_region = z
[profile mixed]
region = w
`,
  credentials: '[mixed]\nsource_profile = default\n[base]\naws_access_key_id = AKIA\n',
};

it('a configuration file has the role, its source with what that needs, and no key', () => {
  expect(awsConfig({ ...role, externalId: 'class-7' }, 'sso', files)).toBe(
    `[profile roster-attendee]
role_arn = arn:aws:iam::111111111111:role/instructor
source_profile = sso
external_id = class-7
role_session_name = ecs-autoscaling-lab-acceptance

[profile "sso"] # of the company
 source_profile = base

[profile base]
sso_session = s

[sso-session s]
sso_region = y
`,
  );
  // What a profile needs may be said in the file of credentials.
  expect(awsConfig(role, 'mixed', files)).toMatch(/\n\n\[default\]\nregion = x\n\n\[profile mixed\]\nregion = w\n$/);
  expect(awsConfig(role, 'EcsContainer', files)).toMatch(/\ncredential_source = EcsContainer\n[^[]*$/);
});

it('the instructor’s files are where the SDK looks for them', () => {
  expect(awsFiles({ HOME: '/home/me' })).toEqual({
    config: '/home/me/.aws/config',
    credentials: '/home/me/.aws/credentials',
  });
  expect(awsFiles({ HOME: '/home/me', AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: '/k' })).toEqual({
    config: '/home/me/c',
    credentials: '/k',
  });
});

it.each([
  ['said', { ...role, source: 'me' }, machine, 'me'],
  ['a profile of the machine', role, machine, 'somebody'],
  ['keys', role, { AWS_ACCESS_KEY_ID: 'AKIA' }, 'Environment'],
  ['a container', role, { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'x' }, 'EcsContainer'],
  ['nothing', role, {}, 'default'],
])('takes %s for what assumes the role', (_what, access, environment, source) => {
  expect(sourceOf(access, environment)).toBe(source);
});
