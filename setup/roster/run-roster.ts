/** Runs a roster: so many attendees at a time, each by itself, and whatever becomes of one, the others go on. */
import pLimit from 'p-limit';
import { join } from 'node:path';
import { messageOf } from '../../helpers/errors';
import { asIs } from '../../helpers/language';
import { wallClock, type Seconds } from '../../helpers/time';
import type { Attendee } from './attendee';
import { Occupied } from '../report-lock';
import { LONGEST_GRACE } from './command';
import { foundIn, type Found } from './found';
import { appendLog, loggedIn, readLog, type Cut, type LogLine } from './roster-log';
import { markOf } from './row-mark';
import { runOne, type Command, type Ended, type RunningOne } from './run-one';

export type AttendeeState = 'waiting' | 'running' | 'ended';

/** What is known of an attendee while the roster runs. */
export interface Standing {
  attendee: Attendee;
  /** The attendee's own. */
  report: string;
  state: AttendeeState;
  /** ISO times. */
  startedAt?: string;
  endedAt?: string;
  ended?: Ended;
}

export interface RosterOptions {
  /** Those to run. */
  attendees: readonly Attendee[];
  /** All that are on the roster, where that is more. */
  all?: readonly Attendee[];
  depth: 'provision' | 'verify' | 'inspect';
  /** Folder of the roster's report; each attendee has one of its own in it. */
  report: string;
  concurrency: number;
  /** How an attendee is run. @throws where that can't be prepared, which ends this attendee's run alone */
  commandOf: (attendee: Attendee, report: string) => Omit<Command, 'report'>;
  /** How long what a roster before has left running is waited for. */
  patience?: Seconds;
  /** What a run that has ended has come to. */
  found?: (report: string, exitCode: number | undefined) => Found;
  /** Told after each change. */
  changed?: (of: Standing) => void;
  /** Told what went wrong with the roster itself, which goes on. */
  warn?: (line: string) => void;
}

/** Between one Ctrl-C and another one, the suite's own runs wait so long before they take it for a second (setup/global-setup.ts). */
const SAME_SIGNAL: Seconds = 2;
/** How long between two looks at whether a folder is free. */
const LOOK_AGAIN: Seconds = 1;
/** What is left after a second Ctrl-C has so long to end. */
const LAST_WORD: Seconds = 10;

export class RosterRun {
  readonly standings: readonly Standing[];
  readonly #running = new Map<string, RunningOne>();
  /** Who was found in which. */
  readonly #labs = new Map<string, Pick<Standing, 'attendee'> & Partial<Standing>>();
  readonly #warned = new Set<string>();
  #interruptedAt: number | undefined;

  constructor(readonly options: RosterOptions) {
    this.standings = options.attendees.map((attendee) => ({
      attendee,
      report: join(options.report, attendee.id),
      state: 'waiting',
    }));
  }

  get interrupted(): boolean {
    return this.#interruptedAt !== undefined;
  }

  /** @returns when all have ended, or those under way after an interruption */
  async run(): Promise<readonly Standing[]> {
    const { depth, attendees, all = attendees, concurrency } = this.options;
    const [roster, chosen] = [all.map(({ id, name }) => ({ id, name })), attendees.map(({ id }) => id)];
    this.#tolerant(() => this.#recall());
    this.#log({ roster, chosen, depth, at: now() });
    const limit = pLimit(concurrency);
    await Promise.all(this.standings.map((standing) => limit(() => this.#runOne(standing))));
    this.#log({ finished: true, at: now() });
    return this.standings;
  }

  /**
   * Ends what is under way: each run puts back what it changed; none is begun any more. Another Ctrl-C, two seconds later or more, is
   * passed on too, and leaves the rest to `npm run restore`.
   */
  interrupt(signal: NodeJS.Signals): void {
    const at = wallClock.now().getTime();
    const first = this.#interruptedAt === undefined;
    if (!first && (signal !== 'SIGINT' || at - this.#interruptedAt! < SAME_SIGNAL * 1000)) return;
    this.#interruptedAt ??= at;
    for (const one of this.#running.values()) one.interrupt(signal);
    if (!first) void wallClock.sleep(LAST_WORD).then(() => this.#running.forEach((one) => one.kill()));
  }

  async #runOne(standing: Standing): Promise<void> {
    if (this.interrupted) return;
    const { attendee, report } = standing;
    const { id } = attendee;
    this.#change(standing, { state: 'running', startedAt: now() });
    this.#log({ started: id, at: standing.startedAt!, depth: this.options.depth, row: markOf(attendee) });
    const own = await this.#end(attendee, report);
    // Of one that could not begin, what lies in its folder is another run's.
    const found = this.#running.delete(id) ? this.#found(report, own.exitCode) : {};
    const { exitCode, verdict, reason = own.reason } = found;
    const unjudged = own.cut ?? otherAccount(attendee, found.account);
    const same = unjudged ? undefined : this.#sharing(standing, found.lab);
    const cut = unjudged ?? (same && 'same lab');
    this.#ended(standing, { exitCode, verdict, cut, reason: same ? asIs(same.attendee.name) : reason }, found);
    // Which of the two it is the lab of is not known.
    const other = this.standings.find((each) => each === same);
    if (other?.ended && !other.ended.cut)
      this.#ended(other, { ...other.ended, cut: 'same lab', reason: asIs(attendee.name) });
  }

  async #end(attendee: Attendee, report: string): Promise<Ended> {
    try {
      const command = { ...this.options.commandOf(attendee, report), report };
      const one = await this.#begun(command);
      if (!one) return { cut: 'interrupted' };
      this.#running.set(attendee.id, one);
      return await one.ended;
    } catch (error) {
      return { cut: 'not started', reason: asIs(messageOf(error)) };
    }
  }

  /** A run of a roster before, which was killed, may still put back what it changed: as long as that may take it is waited for. */
  async #begun(command: Command): Promise<RunningOne | undefined> {
    const { patience = LONGEST_GRACE, warn } = this.options;
    for (let waited = 0; !this.interrupted; waited += LOOK_AGAIN) {
      try {
        return runOne(command);
      } catch (error) {
        if (!(error instanceof Occupied) || !error.mayEnd || waited >= patience) throw error;
        if (waited === 0) warn?.(messageOf(error));
        await wallClock.sleep(LOOK_AGAIN);
      }
    }
    return undefined;
  }

  #found(report: string, exitCode: number | undefined): Found {
    return (this.options.found ?? foundIn)(report, exitCode);
  }

  /** In which labs those of the roster were found who are not to be run now. */
  #recall(): void {
    const { all = [], attendees, report } = this.options;
    if (all.length <= attendees.length) return;
    const cuts = new Map(loggedIn(readLog(report)).map(({ id, attempts }) => [id, attempts.at(-1)?.cut]));
    for (const attendee of all.filter((one) => !attendees.includes(one) && cuts.get(one.id) !== 'other account')) {
      const { lab } = this.#found(join(report, attendee.id), undefined);
      if (lab !== undefined) this.#labs.set(lab, { attendee });
    }
  }

  /** Another attendee of this roster who was found in the same lab. */
  #sharing(standing: Standing, lab: string | undefined): Pick<Standing, 'attendee'> | undefined {
    if (lab === undefined) return undefined;
    const other = this.#labs.get(lab);
    this.#labs.set(lab, standing);
    return other;
  }

  #ended(standing: Standing, ended: Ended, found?: Found): void {
    const endedAt = standing.endedAt ?? now();
    this.#change(standing, { state: 'ended', endedAt, ended });
    const { exitCode, cut } = ended;
    const { key: stuck, at: stuckSeen } = found?.stuck ?? {};
    this.#log({ ended: standing.attendee.id, at: endedAt, exitCode, cut, stuck, stuckSeen });
  }

  #change(standing: Standing, to: Partial<Standing>): void {
    Object.assign(standing, to);
    this.#tolerant(() => this.options.changed?.(standing));
  }

  #log(entry: LogLine): void {
    this.#tolerant(() => appendLog(this.options.report, entry));
  }

  /** What the roster tells and notes is no reason to leave runs without it. */
  #tolerant(act: () => void): void {
    try {
      act();
    } catch (error) {
      const why = messageOf(error);
      if (!this.#warned.has(why)) this.options.warn?.(why);
      this.#warned.add(why);
    }
  }
}

const now = (): string => wallClock.now().toISOString();

/** Credentials of another account than the roster says have been read with: what they found is not this attendee's. */
const otherAccount = ({ lab, accounts }: Attendee, found: string | undefined): Cut | undefined =>
  lab === 'aws' && found !== undefined && accounts.length > 0 && !accounts.includes(found)
    ? 'other account'
    : undefined;

/**
 * As the suite's own runs end: a lab that failed outweighs what could not be looked at, for it is certain.
 * @returns 0 all hold, 1 a lab failed, 4 the tool failed, 3 a lab was not ready, 2 unusable, 130 interrupted
 */
export function exitCodeOf(standings: readonly Standing[], interrupted: boolean): number {
  if (interrupted) return 130;
  const codes = standings.map(({ ended }) =>
    ended === undefined || ended.cut !== undefined || ended.exitCode === undefined ? 4 : ended.exitCode,
  );
  const known = [1, 4, 3, 2, 0];
  return known.find((code) => codes.map((each) => (known.includes(each) ? each : 4)).includes(code)) ?? 0;
}
