/** Reads a roster: every row that can't be used is told at once, with its line, before anything runs. */
import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml';
import type { z } from 'zod';
import { demogo } from '../../fixtures/demogo';
import { readSettings, type Depth } from '../../fixtures/settings';
import { NotReady, messageOf } from '../../helpers/errors';
import type { Attendee } from './attendee';
import { environmentOf } from './environment';
import { idOf } from './id-of-name';
import { contradictions, defaultsSchema, rowSchema, type Defaults, type Row } from './row';

interface Complaint {
  line: number;
  what: string;
}

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
  const roster = new Roster(text);
  const attendees = roster.attendees();
  const complaints = [...roster.complaints, ...clashes(attendees), ...unusable(attendees, depth)];
  if (complaints.length === 0) return attendees;
  const lines = complaints.sort((a, b) => a.line - b.line).map(({ line, what }) => `  line ${line}: ${what}`);
  throw new NotReady(
    `The roster ${path} can't be used:\n${lines.join('\n')}\nCorrect it and run again; nothing was run.`,
  );
}

class Roster {
  readonly complaints: Complaint[] = [];
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(text: string) {
    // Everything is text: an account id keeps its zeros, and a name `No` is a name.
    this.#document = parseDocument(text, { schema: 'failsafe', lineCounter: this.#lines, prettyErrors: false });
    for (const { message, pos } of this.#document.errors) this.#complain(pos[0], message);
  }

  attendees(): Attendee[] {
    if (this.complaints.length > 0) return [];
    const root = this.#document.contents;
    if (!isMap(root)) return this.#nothing(root?.range?.[0], 'expected `attendees:`, a list, and `defaults:`');
    for (const { key } of root.items)
      if (isScalar(key) && !['attendees', 'defaults'].includes(String(key.value)))
        this.#complain(key.range?.[0], `${String(key.value)} is no word of a roster (attendees, defaults are)`);
    const defaults = this.#defaults(root.get('defaults', true));
    const rows = root.get('attendees', true);
    if (!isSeq(rows) || rows.items.length === 0)
      return this.#nothing(root.range?.[0], 'expected `attendees:` to be a list with at least one attendee');
    return rows.items.flatMap((row) => this.#attendee(row, defaults));
  }

  #defaults(node: unknown): Defaults {
    if (node === undefined) return {};
    if (!isMap(node)) {
      this.#complain(rangeOf(node), 'expected `defaults:` to have what all attendees have, such as `lab: aws`');
      return {};
    }
    return this.#checked(defaultsSchema, node, node.toJS(this.#document) as object) ?? {};
  }

  #attendee(node: unknown, defaults: Defaults): Attendee[] {
    if (!isMap(node)) return this.#nothing(rangeOf(node), 'expected an attendee, such as `- name: 김민준`');
    const own = node.toJS(this.#document) as Partial<Row>;
    const row = this.#checked(rowSchema, node, together(defaults, own));
    if (!row) return [];
    for (const [word, what] of contradictions(row))
      this.#complain(placeOf(node, word) ?? rangeOf(node), `${row.name}: ${word === 'name' ? '' : `${word}: `}${what}`);
    return [attendeeOf(row, this.#lineOf(rangeOf(node)))];
  }

  #checked<T>(schema: z.ZodType<T>, node: YAMLMap, value: object): T | undefined {
    const parsed = schema.safeParse(value);
    for (const issue of parsed.error?.issues ?? []) {
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) this.#complain(placeOf(node, key), `${key} is no word of an attendee`);
      else {
        const [word = ''] = issue.path.map(String);
        const found = JSON.stringify((value as Record<string, unknown>)[word]);
        this.#complain(placeOf(node, word) ?? rangeOf(node), `${word} ${found ? `${found} ` : ''}${issue.message}`);
      }
    }
    return parsed.data;
  }

  #nothing(place: number | undefined, what: string): [] {
    this.#complain(place, what);
    return [];
  }

  #complain(place: number | undefined, what: string): void {
    this.complaints.push({ line: this.#lineOf(place), what });
  }

  #lineOf = (place = 0): number => this.#lines.linePos(place).line || 1;
}

/** A row's own way to its account is in the place of the defaults' one. */
function together(defaults: Defaults, own: Partial<Row>): Partial<Row> {
  const rest: Defaults = { ...defaults };
  if (own.profile !== undefined) for (const word of ['role', 'externalId', 'source'] as const) delete rest[word];
  if (own.role !== undefined) delete rest.profile;
  if (own.account !== undefined) delete rest.accounts;
  if (own.accounts !== undefined) delete rest.account;
  const settings = typeof own.settings === 'object' ? { ...rest.settings, ...own.settings } : own.settings;
  return { ...rest, ...own, ...(settings !== undefined && { settings }) };
}

const rangeOf = (node: unknown): number | undefined => (node as { range?: [number] | null } | null)?.range?.[0];

const placeOf = (node: YAMLMap, word: string): number | undefined =>
  rangeOf(node.items.find(({ key }) => isScalar(key) && key.value === word)?.key);

function attendeeOf(row: Row, line: number): Attendee {
  const { name, id = idOf(name), lab = 'simulator', profile, role, externalId, source, region, cluster } = row;
  return {
    id,
    name,
    line,
    lab,
    accounts: row.accounts ?? (row.account ? [row.account] : []),
    settings: {
      ...row.settings,
      ...(row.scenario && { LAB_SCENARIO: row.scenario }),
      ...(row.seed && { LAB_SEED: row.seed }),
    },
    ...(profile ? { access: { profile } } : role && { access: { role, externalId, source } }),
    ...(region && { region }),
    ...(cluster && { cluster }),
  };
}

/** What only one attendee can have. */
function clashes(attendees: readonly Attendee[]): Complaint[] {
  const seen = new Map<string, Attendee>();
  const labOf = ({ region = demogo.region, cluster = demogo.cluster }: Attendee): string => `${region}, ${cluster}`;
  return attendees.flatMap((attendee) => {
    const { name, id, line, lab, accounts } = attendee;
    const claims = [
      [`name ${name}`, 'give them names that tell them apart'],
      [`id ${id.toLowerCase()}`, 'give one of them another `id`'],
      ...(lab === 'aws' ? accounts : []).map((account) => [
        `lab of account ${account}, ${labOf(attendee)}`,
        'two at once would disturb each other',
      ]),
    ] as const;
    return claims.flatMap(([claim = '', what = '']) => {
      const other = seen.get(claim);
      if (!other) seen.set(claim, attendee);
      return other ? [{ line, what: `${name}: the ${claim} is that of line ${other.line} too; ${what}` }] : [];
    });
  });
}

/** What the suite's own settings say of each row. */
const unusable = (attendees: readonly Attendee[], depth: Depth): Complaint[] =>
  attendees.flatMap((attendee) => {
    try {
      readSettings(environmentOf(attendee, { depth, report: '.' }, process.env));
      return [];
    } catch (error) {
      const what = messageOf(error)
        .replace(/^The settings can't be used: /, '')
        .replace(/\. Correct .*$/s, '');
      return [{ line: attendee.line, what: `${attendee.name}: ${what}` }];
    }
  });
