/** Runs a roster: so many attendees at a time, each by itself, and whatever becomes of one, the others go on. */
import pLimit from 'p-limit';
import { join } from 'node:path';
import { messageOf } from '../../helpers/errors';
import { wallClock, type Seconds } from '../../helpers/time';
import { readRun } from '../pages/read-run';
import { stuckOf } from '../pages/class-summary';
import type { Attendee } from './attendee';
import { appendLog, type Cut } from './roster-log';
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
  attendees: readonly Attendee[];
  depth: 'provision' | 'verify' | 'inspect';
  /** Folder of the roster's report; each attendee has one of its own in it. */
  report: string;
  concurrency: number;
  /** How an attendee is run. @throws where that can't be prepared, which ends this attendee's run alone */
  commandOf: (attendee: Attendee, report: string) => Omit<Command, 'report'>;
  /** Told after each change. */
  changed?: (of: Standing) => void;
}

/** Between one Ctrl-C and another one, the suite's own runs wait so long before they take it for a second (setup/global-setup.ts). */
const SAME_SIGNAL: Seconds = 2;
/** What is left after a second Ctrl-C has so long to end. */
const LAST_WORD: Seconds = 10;

export class RosterRun {
  readonly standings: readonly Standing[];
  readonly #running = new Map<string, RunningOne>();
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
    const { report, depth, attendees, concurrency } = this.options;
    const roster = attendees.map(({ id, name }) => ({ id, name }));
    appendLog(report, { roster, depth, at: now() });
    const limit = pLimit(concurrency);
    await Promise.all(this.standings.map((standing) => limit(() => this.#runOne(standing))));
    appendLog(report, { finished: true, at: now() });
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
    appendLog(this.options.report, { started: id, at: standing.startedAt! });
    const ended = await this.#end(attendee, report);
    this.#running.delete(id);
    const found = foundIn(report);
    const cut = ended.cut ?? otherAccount(attendee, found.account);
    this.#change(standing, { state: 'ended', endedAt: now(), ended: { ...ended, ...(cut && { cut }) } });
    const { exitCode } = ended;
    appendLog(this.options.report, { ended: id, at: standing.endedAt!, exitCode, cut, stuck: found.stuck });
  }

  async #end(attendee: Attendee, report: string): Promise<Ended> {
    try {
      const one = runOne({ ...this.options.commandOf(attendee, report), report });
      this.#running.set(attendee.id, one);
      return await one.ended;
    } catch (error) {
      return { cut: 'not started', reason: messageOf(error) };
    }
  }

  #change(standing: Standing, to: Partial<Standing>): void {
    Object.assign(standing, to);
    this.options.changed?.(standing);
  }
}

const now = (): string => wallClock.now().toISOString();

function foundIn(report: string): { account?: string; stuck?: string } {
  try {
    const run = readRun(report);
    return { account: run.account, stuck: stuckOf(run)?.key };
  } catch {
    // It left nothing, which its exit code and its log say.
    return {};
  }
}

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
