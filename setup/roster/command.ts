/** How an attendee's chapters are run: the suite's own command, in an environment of the attendee's own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Owner } from '../../fixtures/journal';
import type { Depth } from '../../fixtures/settings';
import { minutes, type Seconds } from '../../helpers/time';
import type { Attendee } from './attendee';
import { awsConfig, awsFiles, sourceOf } from './aws-config';
import { environmentOf } from './environment';
import { keyOf } from './journals-of';
import type { Command } from './run-one';

const PROJECT = resolve(__dirname, '../..');

/**
 * What is longer than this hangs. Reading is over in a minute; both chapters take an hour and a quarter on AWS, and their budgets nearly
 * three. On the simulator a run is a matter of minutes at any depth, on a busy machine too.
 */
const limits: Record<Attendee['lab'], Record<Depth, Seconds>> = {
  aws: { inspect: minutes(10), verify: minutes(180), provision: minutes(200) },
  simulator: { inspect: minutes(10), verify: minutes(20), provision: minutes(20) },
};

/** To put back what was changed: as long as AWS may refuse a change for now (fixtures/patience.ts), and some. */
const GRACE: Record<Depth, Seconds> = { inspect: 30, verify: minutes(2), provision: minutes(15) };

/** What a run of any depth may need. */
export const LONGEST_GRACE = Math.max(...Object.values(GRACE));

export interface CommandOptions {
  depth: Depth;
  /** Of the roster's own, gone with it: the AWS configuration files that it writes. */
  passing: string;
  limit?: Seconds;
  machine: NodeJS.ProcessEnv;
}

/** What `runOne` needs to run an attendee; writes the attendee's AWS configuration file where a role is to be assumed. */
export function commandOf(
  attendee: Attendee,
  report: string,
  { depth, passing, limit, machine }: CommandOptions,
): Omit<Command, 'report'> {
  return {
    file: process.execPath,
    args: ['-r', 'esbuild-register', 'setup/run.ts', depth, '--ci'],
    cwd: PROJECT,
    environment: environmentOf(attendee, { depth, report, config: configFor(attendee, passing, machine) }, machine),
    limit: limit ?? limits[attendee.lab][depth],
    grace: GRACE[depth],
  };
}

/**
 * What puts back what an attendee's runs have changed; writes the AWS configuration file as `commandOf` does.
 * @param owners the labs of the journals to work off
 */
export function restoreCommandOf(
  attendee: Attendee,
  owners: readonly Owner[],
  { passing, machine }: Pick<CommandOptions, 'passing' | 'machine'>,
): Pick<Command, 'file' | 'args' | 'cwd' | 'environment'> {
  const run = { depth: 'provision', report: passing, config: configFor(attendee, passing, machine) };
  return {
    file: process.execPath,
    args: ['-r', 'esbuild-register', 'setup/roster/restore-attendee.ts', ...owners.map(keyOf)],
    cwd: PROJECT,
    environment: {
      ...environmentOf(attendee, run, machine),
      // It is told here and now, to whoever runs the roster.
      ...(machine.LAB_LANG && { LAB_LANG: machine.LAB_LANG }),
    },
  };
}

function configFor(
  { id, access }: Attendee,
  passing: string,
  machine: NodeJS.ProcessEnv,
): { file: string; source: string } | undefined {
  if (!access || !('role' in access)) return undefined;
  const source = sourceOf(access, machine);
  const { config, credentials } = awsFiles(machine);
  const file = join(passing, `${id}.aws-config`);
  mkdirSync(passing, { recursive: true });
  const text = awsConfig(access, source, { config: textIn(config), credentials: textIn(credentials) });
  writeFileSync(file, text, { mode: 0o600 });
  // A source profile may in turn have its credentials from the environment or a container.
  return { file, source: /^credential_source\s*=\s*(\w+)/m.exec(text)?.[1] ?? source };
}

const textIn = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
