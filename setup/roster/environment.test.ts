/** Tests of an attendee's environment: the attendee's lab and credentials, and nobody else's. */
import type { Attendee } from './attendee';
import { awsConfig, sourceOf } from './aws-config';
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

it('a configuration file has the role, its source and no key', () => {
  const mine =
    '[default]\nregion = x\naws_access_key_id = AKIA\n aws_secret_access_key=secret\naws_session_token = t\n[profile sso]\nsso_session = s';
  expect(awsConfig({ ...role, externalId: 'class-7' }, 'sso', mine)).toBe(
    `[profile roster-attendee]
role_arn = arn:aws:iam::111111111111:role/instructor
source_profile = sso
external_id = class-7
role_session_name = ecs-autoscaling-lab-acceptance

[default]
region = x
[profile sso]
sso_session = s`,
  );
  expect(awsConfig(role, 'EcsContainer')).toContain('\ncredential_source = EcsContainer\n');
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
