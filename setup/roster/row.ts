/** What a row of the roster may say: one schema, everything as text, each complaint with what to do. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { printable } from '../../helpers/chart/display-width';
import { isReserved, visible } from './id-of-name';

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

/** By word: what it may say. */
export const defaultWords = shared;

/** An attendee's id, which is a folder's name too. */
export const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

export const rowWords = {
  name: z
    .string({ error: 'must be the attendee’s name' })
    .normalize('NFC')
    .trim()
    .refine((name) => visible(name) !== '', 'must be the attendee’s name')
    .max(80, 'must be a name of at most 80 characters')
    .refine((name) => printable(name) === name, 'must be a name without control characters and direction overrides'),
  id: z
    .string({ error: 'must be a text' })
    .regex(ID, 'must be letters, digits and hyphens, 64 at most')
    .refine((id) => !isReserved(id), 'must not be a word that `--only` or a file system takes otherwise')
    .optional(),
  ...shared,
};

export type Row = z.infer<z.ZodObject<typeof rowWords>>;
export type Word = keyof Row;

/** What a row says as far as it can be used, the defaults' words among it. */
export interface Draft {
  line: number;
  words: Partial<Row>;
  /** Words that it has, but with what can't be used, so that nothing can be concluded from them. */
  unsure: ReadonlySet<string>;
}

/** The account that a role is in. */
const accountIn = (role: string): string => role.split(':')[4] ?? '';

/** Those that a row says, else its role's own. */
export const accountsOf = ({ account, accounts, role }: Partial<Row>): string[] =>
  accounts ?? (account ? [account] : role ? [accountIn(role)] : []);

/** What does not go together in a row, with the word that it is about. */
export function contradictions({ words, unsure }: Draft): [Word, string][] {
  if (unsure.has('lab')) return [];
  const found: [Word, string][] = [];
  const has = (word: Word): boolean => words[word] !== undefined || unsure.has(word);
  const only = (lab: string, of: readonly Word[]): void =>
    of.filter(has).forEach((word) => found.push([word, `is for lab: ${lab} only`]));
  if (words.lab !== 'aws') {
    only('aws', ['profile', 'role', 'externalId', 'source', 'region', 'account', 'accounts', 'cluster']);
    return found;
  }
  only('simulator', ['scenario', 'seed']);
  if (!has('profile') && !has('role'))
    found.push(['name', 'needs a profile, or a role (with its externalId), for lab: aws']);
  if (has('profile') && has('role'))
    found.push(['profile', 'must not be beside a role; `source` is the profile that assumes it']);
  if (!has('role'))
    for (const word of ['externalId', 'source'] as const) if (has(word)) found.push([word, 'goes with a role']);
  if (has('account') && has('accounts')) found.push(['accounts', 'must not be beside account']);
  if (words.role) {
    const own = accountIn(words.role);
    for (const [word, accounts] of [
      ['account', words.account ? [words.account] : []],
      ['accounts', words.accounts ?? []],
    ] as const)
      if (accounts.some((one) => one !== own)) found.push([word, `must be ${own}, which the role is in, or left out`]);
  }
  return found;
}

/** Settings that the roster sets from its own words or for all, and those that a run makes for itself. */
const OWN = new Map([
  ['LAB', 'lab'],
  ['LAB_ACCOUNTS', 'account'],
  ['LAB_CLUSTER', 'cluster'],
  ['LAB_SCENARIO', 'scenario'],
  ['LAB_SEED', 'seed'],
  ['LAB_ATTENDEE', 'name'],
  ['LAB_DEPTH', '--depth'],
  ['LAB_REPORT', '--report'],
  ['AWS_REGION', 'region'],
  ['LAB_LANG', ''],
  ['LAB_CONFIG', ''],
  ['LAB_RUN_FOLDER', ''],
  ['LAB_RUN_CHAPTERS', ''],
]);

const PORTS = ['LAB_API_PORT', 'LAB_ALB_PORT'];

/** @returns what is wrong with a setting's name, or with any value of it in a roster; nothing where only the suite can tell */
export function refusedSetting(name: string, value: string): string | undefined {
  const word = OWN.get(name);
  if (word !== undefined) return `${name} ${word ? `is said with ${word}` : 'is the roster’s own'}`;
  if (!name.startsWith('LAB_')) return `${name} is no setting of docs/settings.md`;
  return PORTS.includes(name) && Number(value) !== 0
    ? `${name} must be left out: attendees run beside each other, and each takes a free port`
    : undefined;
}
