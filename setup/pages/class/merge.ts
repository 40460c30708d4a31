/** Puts together what the reports of a class have: who is one attendee, which run of theirs counts, and in what order they come. Pure. */
import type { Text } from '../../../helpers/language';
import { minutes } from '../../../helpers/time';
import type { Attempt } from '../../roster/roster-log';
import { readWords as words } from './results';
import type { AttendeeStanding } from './record';

/** What one report has of an attendee. */
export interface Left {
  id: string;
  name: string;
  /** Oldest first. */
  attempts: Attempt[];
  standing: AttendeeStanding;
  /** Its folder; none where there is nothing of a run. */
  path?: string;
  /** Whether a roster has it: the id is the attendee's own then. */
  rostered: boolean;
  /** Whether the name is a person's, and not only its folder's. */
  named: boolean;
  /** On AWS, those that are known to be the attendee's. */
  accounts: readonly string[];
}

/** One of a roster's file. */
export interface OnRoster {
  id: string;
  name: string;
  accounts: readonly string[];
}

export interface MergeOptions {
  /** ISO time of now. */
  at: string;
  /** Everyone of the class, in their order, where that is known. */
  roster?: readonly OnRoster[];
}

export interface Merged {
  attendees: Left[];
  warnings: Text[];
}

/**
 * AWS refuses what a clock signs that is more than five minutes off (IAM User Guide, "Signature Version 4"): machines on which the suite runs
 * differ by less.
 */
const CLOCKS_APART = minutes(5);

/** Two are one attendee only where both id and name agree, and nothing known of their accounts is against it. */
export function merge(given: readonly Left[], { at, roster }: MergeOptions): Merged {
  const latest = new Date(Date.parse(at) + CLOCKS_APART * 1000).toISOString();
  const all = new Rows((attempt) => (attempt.startedAt > latest ? '' : attempt.startedAt));
  for (const one of roster ?? []) all.add({ ...one, attempts: [], standing: 'noResult', rostered: true, named: true });
  const onRoster = all.rows.length;
  for (const one of withIdsOfNames(given, all.rows)) all.add(one);
  const others = all.rows.slice(onRoster);
  // Whoever is on no roster any more, and has nothing to show, is an old row's.
  const attendees = roster ? [...all.rows.slice(0, onRoster), ...others.filter(hasResult)] : all.rows;
  const { told, warnings } = toldApart(attendees);
  const early = given.flatMap(({ name, attempts }) =>
    attempts.filter(({ startedAt }) => startedAt > latest).map(({ startedAt }) => words.inFuture(name, startedAt)),
  );
  const beside = roster && others.filter(hasResult).map(({ name }) => name);
  return {
    attendees: told,
    warnings: [...warnings, ...early, ...(beside && beside.length > 0 ? [words.notOnRoster(beside.join(', '))] : [])],
  };
}

const hasResult = ({ attempts, standing }: Left): boolean => attempts.length > 0 || standing === 'unreadable';

const nameOf = ({ name }: { name: string }): string => name.normalize('NFC');

/** A run without a roster knows its attendee's name alone: where one roster's attendee has that name, it is theirs. */
function withIdsOfNames(found: readonly Left[], roster: readonly Left[]): Left[] {
  const ids = new Map<string, Set<string>>();
  for (const one of [...roster, ...found])
    if (one.rostered) ids.set(nameOf(one), (ids.get(nameOf(one)) ?? new Set()).add(one.id));
  return found.map((one) => {
    const [id, ...more] = one.rostered || !one.named ? [] : (ids.get(nameOf(one)) ?? []);
    return id !== undefined && more.length === 0 ? { ...one, id } : one;
  });
}

class Rows {
  readonly rows: Left[] = [];
  readonly #places = new Map<string, number[]>();

  /** @param moment by which attempts are put in order */
  constructor(readonly moment: (attempt: Attempt) => string) {}

  add(one: Left): void {
    const key = `${one.id.toLowerCase()}\n${nameOf(one)}`;
    const places = this.#places.get(key) ?? [];
    const place = places.find((each) => isSame(this.rows[each]!, one));
    if (place !== undefined) this.rows[place] = this.#together(this.rows[place]!, one);
    else this.#places.set(key, [...places, this.rows.push(one) - 1]);
  }

  /** Of two runs the later counts; what came before it stays known. A run that two reports have is one. */
  #together(one: Left, other: Left): Left {
    const attempts = new Map(one.attempts.map((attempt) => [attempt.startedAt, attempt]));
    for (const attempt of other.attempts)
      if (attempts.get(attempt.startedAt)?.endedAt === undefined) attempts.set(attempt.startedAt, attempt);
    const newer = this.#isNewer(one, other) ? one : other;
    return {
      ...newer,
      rostered: one.rostered || other.rostered,
      accounts: [...new Set([...one.accounts, ...other.accounts])],
      attempts: [...attempts.values()].sort((a, b) => this.moment(a).localeCompare(this.moment(b))),
    };
  }

  #isNewer(one: Left, other: Left): boolean {
    const [a, b] = [one, other].map(({ attempts }) => attempts.map(this.moment).sort().at(-1) ?? '') as [
      string,
      string,
    ];
    if (a !== b) return a > b;
    if (hasResult(one) !== hasResult(other)) return hasResult(one);
    return one.standing !== 'noResult' && other.standing === 'noResult';
  }
}

/** Of one id and name. A folder's name says nothing of whose the run is: only the account does. */
function isSame(one: Left, other: Left): boolean {
  const share = one.accounts.some((account) => other.accounts.includes(account));
  if (!one.named || !other.named) return share;
  const known = one.accounts.length > 0 && other.accounts.length > 0;
  return (one.rostered && other.rostered) || share || !known;
}

/** Ids that each are one row's: by the account where that is known, else by a number. */
function toldApart(rows: readonly Left[]): { told: Left[]; warnings: Text[] } {
  const taken = new Set<string>();
  const sharing = new Map<string, string[]>();
  const told = rows.map((row) => {
    const [account] = row.accounts;
    const id = freeId(row.id, account?.slice(-4), taken);
    if (id !== row.id) sharing.set(row.id, [...(sharing.get(row.id) ?? [row.id]), id]);
    return { ...row, id };
  });
  return { told, warnings: [...sharing].map(([id, ids]) => words.keptApart(id, ids.join(', '))) };
}

/** An id that none has yet, whatever the letters' case, which some file systems do not tell apart; it is taken then. */
export function freeId(id: string, account: string | undefined, taken: Set<string>): string {
  const ways = function* (): Generator<string> {
    yield id;
    if (account) yield `${id}-${account}`;
    for (let number = 2; ; number++) yield `${id}-${number}`;
  };
  for (const way of ways())
    if (!taken.has(way.toLowerCase())) {
      taken.add(way.toLowerCase());
      return way;
    }
  return id;
}
