/** The environment of one attendee's run: the machine's, and nothing of any other lab or account. */
import { credentialSources, type Access, type Attendee } from './attendee';
import { PROFILE } from './aws-config';

/** What of AWS's own variables says where AWS is, not who asks. */
const PLACE = /^AWS_(ENDPOINT_URL|USE_|CA_BUNDLE|CONFIG_FILE|SHARED_CREDENTIALS_FILE|STS_REGIONAL|SDK_)/;
/** Those that credential sources read. */
const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
const CONTAINER = /^AWS_CONTAINER_/;

const isPassedOn = (name: string): boolean => (name.startsWith('AWS_') ? PLACE.test(name) : !/^(LAB|JEST)_/.test(name));

/** What of the machine's environment the credentials that assume a role come from. */
const sourceVariables = (source: string | undefined, name: string): boolean =>
  source === credentialSources[0] ? KEYS.includes(name) : source === credentialSources[2] && CONTAINER.test(name);

export interface Run {
  depth: string;
  /** The attendee's own. */
  report: string;
  /** Where a role is to be assumed: the file with its profile, and where that has its credentials from. */
  config?: { file: string; source: string };
}

/** @param machine the environment of the roster itself */
export function environmentOf(attendee: Attendee, run: Run, machine: NodeJS.ProcessEnv): Record<string, string> {
  const inherited = Object.entries(machine).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (isPassedOn(entry[0]) || sourceVariables(run.config?.source, entry[0])),
  );
  const { name, lab, region, accounts, cluster, access, settings } = attendee;
  return {
    ...Object.fromEntries(inherited),
    // Of the pages, not of the lab: all of the class are drawn alike.
    ...(machine.LAB_MASK && { LAB_MASK: machine.LAB_MASK }),
    ...settings,
    LAB: lab,
    LAB_DEPTH: run.depth,
    LAB_REPORT: run.report,
    LAB_ATTENDEE: name,
    // Both languages stand in what it writes, for pages in either.
    LAB_LANG: 'both',
    ...(region && { AWS_REGION: region }),
    ...(accounts.length > 0 && { LAB_ACCOUNTS: accounts.join(',') }),
    ...(cluster && { LAB_CLUSTER: cluster }),
    ...(access && profileOf(access, run)),
  };
}

const profileOf = (access: Access, { config }: Run): Record<string, string> =>
  'profile' in access
    ? { AWS_PROFILE: access.profile }
    : { AWS_PROFILE: PROFILE, ...(config && { AWS_CONFIG_FILE: config.file }) };
