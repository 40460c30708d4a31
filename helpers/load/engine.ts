/** Runs a plan: pass after pass, until it is done or told to end. Knows no threads; time and sockets are given to it. */
import type { Alarms } from '../time';
import { runClosed, type RunningPass } from './closed-loop';
import { failureWindow, RecentFailures } from './failures';
import { nextPass, passDeadline, type ClosedPass, type LoadPlan } from './plan';
import { LoadFailed, type LoadProgress, type LoadResult } from './report';
import { Tally } from './tally';
import type { Transport } from './transport';

export interface EngineParts {
  /** Lab time: the only time that the engine knows. */
  clock: Alarms;
  /** Called at the start of every pass. */
  transport: (pass: ClosedPass) => Transport;
  /** Called whenever the engine has done something: what is under way, or what it waits for, may be another from now on. */
  changed?: () => void;
}

export class LoadEngine {
  readonly #tally = new Tally();
  readonly #failures: RecentFailures;
  #underWay: RunningPass | undefined;
  #told: 'finish' | 'stop' | undefined;

  constructor(
    readonly plan: LoadPlan,
    readonly parts: EngineParts,
  ) {
    this.#failures = new RecentFailures(failureWindow(Math.max(...plan.passes.map(({ inFlight }) => inFlight))));
  }

  get progress(): LoadProgress {
    return this.#tally.progress;
  }

  /** Requests that wait for their answer. */
  get underWay(): number {
    return this.#tally.underWay;
  }

  /** Ends after the pass under way; before the first, nothing is sent. */
  finish(): void {
    this.#told ??= 'finish';
  }

  /** Ends now; requests under way are abandoned. */
  stop(): void {
    this.#told = 'stop';
    this.#underWay?.end();
  }

  /**
   * Call it once.
   *
   * @throws LoadFailed (as a rejection) when over half of the recent requests failed, or none was answered in the whole run
   */
  async run(): Promise<LoadResult> {
    const { clock } = this.parts;
    const startedAt = clock.now();
    for (let begun = 0; !this.#told; begun++) {
      const pass = nextPass(this.plan, begun, (clock.now() - startedAt) / 1000);
      if (!pass) break;
      await this.#run(pass, startedAt);
      if (this.#failures.tooMany) break;
    }
    const result = this.#tally.result(startedAt, clock.now(), this.#told ?? 'plan');
    if (this.#told !== 'stop' && (this.#failures.tooMany || (result.failed > 0 && result.completed === 0)))
      throw new LoadFailed(explain(this.plan, result), result);
    return result;
  }

  async #run(pass: ClosedPass, planStart: number): Promise<void> {
    const { clock, transport, changed } = this.parts;
    const startedAt = clock.now();
    this.#tally.beginPass(startedAt);
    const deadline = passDeadline(this.plan, pass, planStart, startedAt);
    const around = { clock, tally: this.#tally, failures: this.#failures, changed };
    this.#underWay = runClosed(pass, deadline, transport(pass), around);
    await this.#underWay.ended;
    this.#underWay = undefined;
    this.#tally.endPass(clock.now());
  }
}

function explain(plan: LoadPlan, { sent, failed, failures }: LoadResult): string {
  const hosts = [...new Set(plan.passes.map(({ url }) => new URL(url).host))].join(', ');
  const reasons = Object.entries(failures)
    .sort(([, a], [, b]) => b - a)
    .map(([why, times]) => `${why} ${times}`)
    .join(', ');
  return (
    `Expected ${hosts} to answer the load, but too many requests failed: ${failed} of ${sent} (${reasons}). ` +
    'Check that it listens on that port, that a firewall or security group lets this machine in, ' +
    'and, for EMFILE or EADDRNOTAVAIL, the limits of this machine (ulimit -n, local ports).'
  );
}
