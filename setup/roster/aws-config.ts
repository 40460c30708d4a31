/** The AWS configuration file of one attendee's run: a profile that assumes the attendee's role, and renews it, without any secret in it. */
import { credentialSources, type Access } from './attendee';

type Role = Extract<Access, { role: string }>;

/** Of the profile in that file. */
export const PROFILE = 'roster-attendee';

const isSource = (source: string): boolean => (credentialSources as readonly string[]).includes(source);

/** Where the credentials come from that assume the role, if the roster does not say it: as the SDK itself would look. */
export function sourceOf({ source }: Role, environment: NodeJS.ProcessEnv): string {
  if (source) return source;
  if (environment.AWS_PROFILE) return environment.AWS_PROFILE;
  if (environment.AWS_ACCESS_KEY_ID) return 'Environment';
  if (environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || environment.AWS_CONTAINER_CREDENTIALS_FULL_URI)
    return 'EcsContainer';
  return 'default';
}

/** Keys stay in the files that they are in; the file of credentials is read beside this one. */
const SECRET = /^\s*(aws_access_key_id|aws_secret_access_key|aws_session_token)\s*=/i;

/**
 * A profile of AWS SDKs and Tools Reference Guide, "Assume role credential provider". The SDK's own chain then assumes the role, and again
 * when the session is about to end.
 * @param own the instructor's configuration file, whose profiles (SSO, say) may be the source; its keys are left out
 */
export function awsConfig(access: Role, source: string, own = ''): string {
  const lines = [
    `[profile ${PROFILE}]`,
    `role_arn = ${access.role}`,
    isSource(source) ? `credential_source = ${source}` : `source_profile = ${source}`,
    ...(access.externalId ? [`external_id = ${access.externalId}`] : []),
    'role_session_name = ecs-autoscaling-lab-acceptance',
  ];
  const kept = own.split('\n').filter((line) => !SECRET.test(line));
  return `${lines.join('\n')}\n\n${kept.join('\n')}`;
}
