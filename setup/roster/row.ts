/** What a row of the roster may say: one schema, everything as text, each complaint with what to do. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { printable } from '../../helpers/chart/display-width';

const account = z.string().regex(/^\d{12}$/, 'must be an AWS account id of 12 digits');

/** Of a row without a name of its own: what `defaults` may have too. */
const shared = {
  lab: z.enum(['simulator', 'aws'], { error: 'must be "simulator" (the default) or "aws"' }).optional(),
  profile: z
    .string()
    .regex(/^[^\s[\]]+$/, 'must be the name of a profile in your AWS configuration')
    .optional(),
  role: z
    .string()
    .regex(
      /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
      'must be the ARN of a role, such as arn:aws:iam::123456789012:role/instructor',
    )
    .optional(),
  externalId: z
    .string()
    // STS API reference, AssumeRole, ExternalId.
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must be 2 to 1224 letters, digits and +=,.@:/-')
    .optional(),
  source: z
    .string()
    .regex(/^[^\s[\]]+$/, 'must be a profile, or Environment, Ec2InstanceMetadata or EcsContainer')
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as ap-northeast-2')
    .optional(),
  account: account.optional(),
  accounts: z.array(account, { error: 'must be a list of AWS account ids' }).min(1, 'must not be empty').optional(),
  cluster: z
    .string()
    .regex(/^[\w-]{1,255}$/, 'must be an ECS cluster name: letters, digits, - and _')
    .optional(),
  scenario: z
    .string()
    .refine(isFile, 'must be path#name, the path being that of a file from the project’s folder')
    .optional(),
  seed: z
    .string()
    .regex(/^-?\d+$/, 'must be a whole number')
    .optional(),
  settings: z
    .record(z.string(), z.string({ error: 'must be a text or a number' }), {
      error: 'must be settings of docs/settings.md, such as LAB_SCALE: 400',
    })
    .optional(),
};

function isFile(scenario: string): boolean {
  const [path = ''] = scenario.split('#');
  return path !== '' && existsSync(resolve(__dirname, '../..', path));
}

export const defaultsSchema = z.strictObject(shared);

export const rowSchema = z.strictObject({
  name: z
    .string({ error: 'must be the attendee’s name' })
    .trim()
    .min(1, 'must be the attendee’s name')
    .max(80, 'must be a name of at most 80 characters')
    .refine((name) => printable(name) === name, 'must be a name without control characters and direction overrides'),
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'must be letters, digits and hyphens, 64 at most')
    .refine(
      (id) => !NOT_IDS.includes(id.toLowerCase()),
      'must not be a word that `--only` or a file system takes otherwise',
    )
    .optional(),
  ...shared,
});

/** `--only failed`, and the names that Windows keeps for devices. */
const NOT_IDS = ['failed', 'con', 'prn', 'aux', 'nul'];

export type Row = z.infer<typeof rowSchema>;
export type Defaults = z.infer<typeof defaultsSchema>;

/** Settings that the roster sets from its own words, or for all. */
const OWN = new Map([
  ['LAB', 'lab'],
  ['LAB_ACCOUNTS', 'account'],
  ['LAB_CLUSTER', 'cluster'],
  ['LAB_SCENARIO', 'scenario'],
  ['LAB_SEED', 'seed'],
  ['LAB_ATTENDEE', 'name'],
  ['LAB_DEPTH', '--depth'],
  ['LAB_REPORT', '--report'],
  ['LAB_LANG', ''],
  ['LAB_CONFIG', ''],
]);

/** What does not go together in a row, with the word that it is about. */
export function contradictions(row: Row): [keyof Row, string][] {
  const found: [keyof Row, string][] = [];
  const only = (lab: string, words: readonly (keyof Row)[]): void =>
    words.filter((word) => row[word] !== undefined).forEach((word) => found.push([word, `is for lab: ${lab} only`]));
  if (row.lab === 'aws') {
    only('simulator', ['scenario', 'seed']);
    if (!row.profile && !row.role)
      found.push(['name', 'needs a profile, or a role (with its externalId), for lab: aws']);
    if (row.profile && row.role)
      found.push(['profile', 'must not be beside a role; `source` is the profile that assumes it']);
    if (!row.role)
      for (const word of ['externalId', 'source'] as const) if (row[word]) found.push([word, 'goes with a role']);
    if (row.account && row.accounts) found.push(['accounts', 'must not be beside account']);
  } else only('aws', ['profile', 'role', 'externalId', 'source', 'region', 'account', 'accounts', 'cluster']);
  for (const name of Object.keys(row.settings ?? {})) {
    const word = OWN.get(name);
    if (word !== undefined)
      found.push(['settings', `${name} ${word ? `is said with ${word}` : 'is the roster’s own'}`]);
    else if (!name.startsWith('LAB_')) found.push(['settings', `${name} is no setting of docs/settings.md`]);
  }
  return found;
}
