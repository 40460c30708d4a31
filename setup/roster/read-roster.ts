/** Reads a roster: every row that can't be used is told at once, with its line, before anything runs. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { readSettings, type Depth } from '../../fixtures/settings';
import { NotReady, messageOf } from '../../helpers/errors';
import type { Attendee } from './attendee';
import { clashes } from './clashes';
import { refusal, type Complaint } from './complaint';
import { environmentOf } from './environment';
import { idOf } from './id-of-name';
import { RosterFile, type Mapping } from './roster-file';
import { accountsOf, contradictions, defaultWords, refusedSetting, rowWords, type Draft, type Row } from './row';

/**
 * @param path of a YAML file: `attendees:`, a list, and `defaults:` for what all of them have
 * @throws NotReady with everything that is wrong with it, by line
 */
export function readRoster(path: string, depth: Depth): Attendee[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new NotReady(`The roster ${path} can't be read (${messageOf(error)}). Name a YAML file with \`attendees:\`.`);
  }
  return parseRoster(text, path, depth);
}

/** As readRoster, of the file's text. */
export function parseRoster(text: string, path: string, depth: Depth): Attendee[] {
  const file = new RosterFile(text);
  const defaults = usable(file.defaults, defaultWords, 'defaults');
  const rows = file.rows.map((mapping) => rowOf(mapping, defaults.draft));
  const drafts = rows.map(({ draft }) => draft);
  const told = settingsComplaints(defaults.draft, depth);
  const complaints = [
    ...file.complaints,
    ...defaults.complaints,
    ...told.map((what) => ({ line: file.defaults.lineOf('settings'), what: `defaults: ${what}` })),
    ...rows.flatMap((row) => row.complaints),
    ...clashes(drafts),
    ...drafts.flatMap((draft) =>
      settingsComplaints(draft, depth)
        // What all have from the defaults is told there.
        .filter((what) => !told.includes(what))
        .map((what) => ({ line: draft.line, what: of(draft, what) })),
    ),
  ];
  if (complaints.length > 0) throw refusal(path, complaints);
  return drafts.map(attendeeOf);
}

interface Checked {
  draft: Draft;
  complaints: Complaint[];
}

/** What of a mapping can be used, and what can't; one word's mistake is none of another's. */
function usable(mapping: Mapping, schemas: Record<string, z.ZodType>, whose = 'an attendee'): Checked {
  const words: Record<string, unknown> = {};
  const unsure = new Set<string>();
  const complaints: Complaint[] = [];
  const complain = (word: string, what: string): void => void complaints.push({ line: mapping.lineOf(word), what });
  for (const [word, value] of Object.entries(mapping.words)) {
    if (!Object.hasOwn(schemas, word)) {
      complain(word, `${word} is no word of ${whose}`);
      continue;
    }
    const { data, error } = schemas[word]!.safeParse(value);
    if (!error) words[word] = data;
    else unsure.add(word);
    for (const { code, path, message } of error?.issues ?? []) {
      const found = path.reduce((at, step) => (at as Record<PropertyKey, unknown>)[step], value);
      const must = code === 'invalid_type' && message.startsWith('Invalid input') ? 'must be a text' : message;
      complain(word, [word, ...path.map(String), shown(found), must].join(' '));
    }
  }
  if (isMapping(mapping.words.settings)) {
    const { kept, refused } = settingsIn(mapping.words.settings);
    words.settings = kept;
    for (const what of refused) complain('settings', `settings: ${what}`);
  }
  return { draft: { line: mapping.line, words, unsure }, complaints };
}

/** Each setting by itself, so that those which are right count whatever the others are. */
function settingsIn(all: Record<string, unknown>): { kept: Record<string, string>; refused: string[] } {
  const texts = Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    kept: Object.fromEntries(texts.filter(([name, value]) => refusedSetting(name, value) === undefined)),
    refused: texts.flatMap(([name, value]) => refusedSetting(name, value) ?? []),
  };
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MOST_SHOWN = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function rowOf(mapping: Mapping, defaults: Draft): Checked {
  const { draft: own, complaints } = usable(mapping, rowWords);
  if (!Object.hasOwn(mapping.words, 'name'))
    complaints.push({ line: mapping.line, what: 'name must be the attendee’s name' });
  const draft = together(defaults, own);
  for (const [word, what] of contradictions(draft))
    complaints.push({ line: mapping.lineOf(word), what: of(draft, word === 'name' ? what : `${word}: ${what}`) });
  return { draft, complaints };
}

const of = ({ words: { name } }: Draft, what: string): string => (name === undefined ? what : `${name}: ${what}`);

/** A row's own way to its account is in the place of the defaults' one. */
function together(defaults: Draft, own: Draft): Draft {
  const given = (word: string): boolean => own.unsure.has(word) || Object.hasOwn(own.words, word);
  const replaces: Record<string, string[]> = {
    profile: ['role', 'externalId', 'source'],
    role: ['profile'],
    account: ['accounts'],
    accounts: ['account'],
  };
  const replaced = Object.entries(replaces).flatMap(([word, others]) => (given(word) ? others : []));
  const left = (word: string): boolean => !given(word) && !replaced.includes(word);
  const settings = { ...defaults.words.settings, ...own.words.settings };
  return {
    line: own.line,
    words: {
      ...Object.fromEntries(Object.entries(defaults.words).filter(([word]) => left(word))),
      ...own.words,
      ...(Object.keys(settings).length > 0 && { settings }),
    },
    unsure: new Set([...own.unsure, ...[...defaults.unsure].filter(left)]),
  };
}

function attendeeOf({ line, words }: Draft): Attendee {
  const { name = '', id = idOf(name), lab = 'simulator', profile, role, externalId, source, region, cluster } = words;
  return {
    id,
    name,
    line,
    lab,
    accounts: lab === 'aws' ? accountsOf(words) : [],
    settings: {
      ...words.settings,
      ...(words.scenario && { LAB_SCENARIO: words.scenario }),
      ...(words.seed && { LAB_SEED: words.seed }),
    },
    ...(profile ? { access: { profile } } : role && { access: { role, externalId, source } }),
    ...(region && { region }),
    ...(cluster && { cluster }),
  };
}

/** Words that say, or from which follows, which account it is. */
const ACCOUNT: (keyof Row)[] = ['account', 'accounts', 'role'];
const SOME_ACCOUNT = '000000000000';

/** What the suite's own settings say of a row, or of the defaults. */
function settingsComplaints(draft: Draft, depth: Depth): string[] {
  const attendee = attendeeOf(draft);
  // Defaults need no account; and one that is there but can't be used is not missing.
  const isKnown = draft.words.name !== undefined && !ACCOUNT.some((word) => draft.unsure.has(word));
  const accounts = isKnown ? attendee.accounts : [SOME_ACCOUNT];
  try {
    // The pages' mask is the roster's own, and no row's mistake.
    const machine = { ...process.env, LAB_MASK: undefined };
    readSettings(environmentOf({ ...attendee, accounts }, { depth, report: '.' }, machine));
    return [];
  } catch (error) {
    return messageOf(error)
      .replace(/^The settings can't be used: /, '')
      .replace(/\. Correct .*$/s, '')
      .replaceAll(' of the environment is no setting', ' is no setting')
      .split('; ');
  }
}
