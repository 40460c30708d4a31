/** The AWS configuration file of one attendee's run: a profile that assumes the attendee's role, and renews it, without any secret in it. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { credentialSources, type Access } from './attendee';

export type Role = Extract<Access, { role: string }>;

/** Of the profile in that file. */
export const PROFILE = 'roster-attendee';

/** Whether it is none of a profile, but a source that the SDK knows. */
export const isSource = (source: string): boolean => (credentialSources as readonly string[]).includes(source);

/** Where the credentials come from that assume the role, if the roster does not say it: as the SDK itself would look. */
export function sourceOf({ source }: Role, environment: NodeJS.ProcessEnv): string {
  if (source) return source;
  if (environment.AWS_PROFILE) return environment.AWS_PROFILE;
  if (environment.AWS_ACCESS_KEY_ID) return 'Environment';
  if (environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || environment.AWS_CONTAINER_CREDENTIALS_FULL_URI)
    return 'EcsContainer';
  return 'default';
}

/** The instructor's own files of AWS configuration, where the SDK looks for them. */
export function awsFiles(machine: NodeJS.ProcessEnv): { config: string; credentials: string } {
  const home = machine.HOME || homedir();
  const path = (named: string | undefined, otherwise: string): string =>
    named ? named.replace(/^~(?=\/)/, home) : join(home, '.aws', otherwise);
  return {
    config: path(machine.AWS_CONFIG_FILE, 'config'),
    credentials: path(machine.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  };
}

/** Keys stay in the files that they are in; the file of credentials is read beside this one. */
const SECRET = /^\s*(aws_access_key_id|aws_secret_access_key|aws_session_token)\s*=/i;

/**
 * A profile of AWS SDKs and Tools Reference Guide, "Assume role credential provider". The SDK's own chain then assumes the role, and again
 * when the session is about to end.
 * @param own texts of the instructor's files; of the configuration, what the source needs (SSO, say) is in the result, without its keys
 */
export function awsConfig(access: Role, source: string, own = { config: '', credentials: '' }): string {
  const lines = [
    `[profile ${PROFILE}]`,
    `role_arn = ${access.role}`,
    isSource(source) ? `credential_source = ${source}` : `source_profile = ${source}`,
    ...(access.externalId ? [`external_id = ${access.externalId}`] : []),
    'role_session_name = ecs-autoscaling-lab-acceptance',
  ];
  const needed = isSource(source) ? [] : neededBy(source, sectionsOf(own.config), sectionsOf(own.credentials));
  return [lines, ...needed].map((section) => `${section.join('\n').trimEnd()}\n`).join('\n');
}

interface Section {
  title: string;
  lines: string[];
}

/** Lines of the configuration file's sections that a profile's credentials come from, directly or through others. */
function neededBy(source: string, config: readonly Section[], credentials: readonly Section[]): string[][] {
  const wanted = new Set([`profile ${source}`]);
  // What is added meanwhile is gone through too.
  for (const title of wanted) {
    const profile = title.replace(/^profile /, '');
    const lines = [
      ...config.filter((one) => one.title === title),
      ...credentials.filter((one) => one.title === profile),
    ]
      .map((section) => section.lines)
      .flat();
    for (const line of lines) {
      const [, key, name] = /^\s*(source_profile|sso_session|services)\s*=\s*([^\s;#]+)/.exec(line) ?? [];
      if (key && name) wanted.add(`${key === 'source_profile' ? 'profile' : key.replace('_', '-')} ${name}`);
    }
  }
  return config
    .filter(({ title }) => wanted.has(title) && title !== `profile ${PROFILE}`)
    .map(({ lines }) => lines.filter((line) => !SECRET.test(line)));
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, header] = /^\s*\[([^\]]+)\]\s*([;#].*)?$/.exec(line) ?? [];
    if (header !== undefined) sections.push({ title: titleOf(header), lines: [] });
    sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** Names may have quotes around them; the profile `default` needs no word before it in the configuration file. */
function titleOf(header: string): string {
  const title = header.trim().replace(/^([\w-]+)\s+(["']?)(.*)\2$/, '$1 $3');
  return title === 'default' ? 'profile default' : title;
}
