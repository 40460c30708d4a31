/** A roster's file as YAML: its rows as they stand there, each word with its line. */
import {
  LineCounter,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import { messageOf } from '../../helpers/errors';
import type { Complaint } from './complaint';

/** What a row, or `defaults:`, says; nothing of it is checked yet. */
export interface Mapping {
  line: number;
  words: Record<string, unknown>;
  /** The mapping's own where the word comes from elsewhere. */
  lineOf: (word: string) => number;
}

const NO_DEFAULTS: Mapping = { line: 1, words: {}, lineOf: () => 1 };

/** Anchors, aliases and merge keys are YAML's own, and resolved. */
export class RosterFile {
  readonly complaints: Complaint[] = [];
  readonly defaults: Mapping = NO_DEFAULTS;
  readonly rows: readonly Mapping[] = [];
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(text: string) {
    // Everything is text: an account id keeps its zeros, and a name `No` is a name.
    const options = { schema: 'failsafe', merge: true, lineCounter: this.#lines, prettyErrors: false } as const;
    this.#document = parseDocument(text, options);
    for (const { message, pos } of this.#document.errors) this.#complain(pos[0], message);
    if (this.complaints.length === 0) this.#checkAliases();
    if (this.complaints.length > 0) return;
    const root = this.#document.contents;
    if (!isMap(root)) {
      this.#complain(root?.range?.[0], 'expected `attendees:`, a list, and `defaults:`');
      return;
    }
    for (const { key } of root.items)
      if (isScalar(key) && !['attendees', 'defaults'].includes(String(key.value)))
        this.#complain(placeOf(key), `${String(key.value)} is no word of a roster (attendees, defaults are)`);
    const defaults: unknown = root.get('defaults', true);
    if (defaults !== undefined)
      this.defaults =
        this.#mapping(defaults, 'expected `defaults:` to have what all attendees have, such as `lab: aws`') ??
        NO_DEFAULTS;
    const list = this.#resolved(root.get('attendees', true));
    if (!isSeq(list) || list.items.length === 0)
      this.#complain(placeOf(root), 'expected `attendees:` to be a list with at least one attendee');
    else
      this.rows = list.items.flatMap(
        (row) => this.#mapping(row, 'expected an attendee, such as `- name: 김민준`') ?? [],
      );
  }

  /** @returns nothing where it can't be read, which is told then */
  #mapping(node: unknown, otherwise: string): Mapping | undefined {
    const map = this.#resolved(node);
    const line = this.#lineOf(placeOf(node));
    if (!isMap(map)) {
      this.#complain(placeOf(node), otherwise);
      return undefined;
    }
    try {
      const words = map.toJS(this.#document) as Record<string, unknown>;
      return { line, words, lineOf: (word) => this.#lineOf(placeOf(keyOf(map, word)) ?? placeOf(node)) };
    } catch (error) {
      this.#complain(placeOf(node), messageOf(error));
      return undefined;
    }
  }

  #checkAliases(): void {
    const anchors = new Map<string, Node>();
    visit(this.#document, {
      Value: (_key, node) => void (node.anchor && anchors.set(node.anchor, node)),
      Alias: (_key, alias, around) => {
        const found = anchors.get(alias.source);
        if (!found) this.#complain(placeOf(alias), `*${alias.source} has no anchor &${alias.source} before it`);
        else if (around.includes(found)) this.#complain(placeOf(alias), `*${alias.source} stands within itself`);
      },
    });
  }

  #resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  #complain(place: number | undefined, what: string): void {
    this.complaints.push({ line: this.#lineOf(place), what });
  }

  #lineOf = (place = 0): number => this.#lines.linePos(place).line || 1;
}

const placeOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];

const keyOf = (map: YAMLMap, word: string): unknown =>
  map.items.find(({ key }) => isScalar(key) && key.value === word)?.key;
