/** Whether the profiles and keys are there that a roster's attendees are reached with, before any of them is run. */
import { loadSharedConfigFiles, type ParsedIniData } from '@smithy/core/config';
import type { Attendee } from './attendee';
import { PROFILE, awsFiles, isSource, sourceOf, type Role } from './aws-config';
import { refusal } from './complaint';

/**
 * @param attendees those to be run here
 * @param roster its path
 * @throws NotReady with every profile that is missing, by the line of the first attendee who has it
 */
export async function assertReachable(
  attendees: readonly Attendee[],
  roster: string,
  machine: NodeJS.ProcessEnv,
): Promise<void> {
  const files = awsFiles(machine);
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    filepath: files.credentials,
    configFilepath: files.config,
    ignoreCache: true,
  });
  const found = new Map<string, Attendee[]>();
  for (const attendee of attendees) {
    const what = missing(attendee, { machine, files, configFile, credentialsFile });
    if (what !== undefined) found.set(what, [...(found.get(what) ?? []), attendee]);
  }
  if (found.size === 0) return;
  throw refusal(
    roster,
    [...found].map(([what, [first, ...others]]) => ({
      line: first!.line,
      what: `${first!.name}${others.length > 0 ? ` and ${others.length} more` : ''}: ${what}`,
    })),
  );
}

interface Here {
  machine: NodeJS.ProcessEnv;
  files: { config: string; credentials: string };
  configFile: ParsedIniData;
  credentialsFile: ParsedIniData;
}

function missing({ access }: Attendee, here: Here): string | undefined {
  if (access === undefined) return undefined;
  if ('profile' in access) return profileMissing(access.profile, here, 'profile');
  const source = sourceOf(access, here.machine);
  if (isSource(source)) return keysMissing(source, here.machine);
  return sourceMissing(access, source, here);
}

function profileMissing(name: string, { files, configFile, credentialsFile }: Here, word: string): string | undefined {
  if (configFile[name] ?? credentialsFile[name]) return undefined;
  return `${word} ${name} is neither in ${files.config} nor in ${files.credentials}`;
}

function keysMissing(source: string, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...machine }: NodeJS.ProcessEnv) {
  if (source === 'Environment' && !(AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY))
    return 'source Environment needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which are not set';
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = machine;
  if (source === 'EcsContainer' && !(relative || full))
    return 'source EcsContainer needs a container that AWS gives credentials to, and this is none';
  return undefined;
}

/** The source and what that has its credentials from, profile by profile. */
function sourceMissing({ source: said }: Role, first: string, here: Here): string | undefined {
  const { configFile, credentialsFile, files, machine } = here;
  if (!said && first === 'default' && !machine.AWS_PROFILE && !configFile.default && !credentialsFile.default)
    return 'nothing says what assumes the role: set AWS_PROFILE, or name a profile or Ec2InstanceMetadata with `source`';
  const passed = new Set<string>();
  for (let name: string | undefined = first; name !== undefined && !passed.has(name);) {
    passed.add(name);
    const gone = profileMissing(name, here, name !== first ? 'source_profile' : said ? 'source' : 'AWS_PROFILE');
    if (gone) return gone;
    if (name === PROFILE) return `a source can't be called ${PROFILE}, as the roster's own profile is; rename it`;
    if (configFile[name]?.aws_access_key_id && !credentialsFile[name]?.aws_access_key_id)
      return `the keys of ${name} are in ${files.config}, which is not where a role finds them; move them to [${name}] in ${files.credentials}`;
    const next: string | undefined = credentialsFile[name]?.source_profile ?? configFile[name]?.source_profile;
    name = next;
  }
  return undefined;
}
