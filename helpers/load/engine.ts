/** Runs a plan: pass after pass, until it is done or told to end. Knows no threads; time and sockets are given to it. */
import type { Alarms } from '../time';
import { Allowance } from './allowance';
import { runClosed, type RunningPass } from './closed-loop';
import { Breaker } from './failures';
import { emptyHistograms, type Histograms } from './latencies';
import { runOpen } from './open-loop';
import { nextPass, passDeadline, type LoadPlan, type Pass } from './plan';
import { LoadFailed, type LoadProgress, type LoadResult } from './report';
import { Tally } from './tally';
import type { Transport } from './transport';

export interface EngineParts {
  /** Lab time: the only time that the engine knows. */
  clock: Alarms;
  /** Called at the start of every pass. */
  transport: (pass: Pass) => Transport;
  /** Where latencies are recorded, for someone who needs more than the summary of them; the engine's own if not told. */
  histograms?: Histograms;
  /** The share of real time since the load began in which its thread was not idle, 0 to 1. */
  utilization?: () => number;
  /** Lab seconds a real second: what a machine is late by in real time counts for so much more. 1 if not told. */
  pace?: number;
  /** The load ends, as a failure, when it would send more; see `Allowance`. No limits if not told. */
  maxRequests?: number;
  maxPerMinute?: number;
  /** Threads that share the load, of which this engine is one; 1 if not told. Limits and plan are this one's share. */
  threads?: number;
  /** Called whenever the engine has done something: what is under way, or what it waits for, may be another from now on. */
  changed?: () => void;
}

export class LoadEngine {
  readonly #tally: Tally;
  readonly #allowance: Allowance;
  #underWay: RunningPass | undefined;
  #told: 'finish' | 'stop' | undefined;

  constructor(
    readonly plan: LoadPlan,
    readonly parts: EngineParts,
  ) {
    this.#tally = new Tally(parts.histograms ?? emptyHistograms());
    const { maxRequests = Infinity, maxPerMinute = Infinity, threads } = parts;
    this.#allowance = new Allowance({ maxRequests, maxPerMinute }, threads);
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
   * @throws LoadFailed (as a rejection) when the target does not take the load (see `Breaker`), when nothing was answered in the
   * whole run, or when more would be sent than may be (see `Allowance`)
   */
  async run(): Promise<LoadResult> {
    const { clock, threads, utilization = () => 0 } = this.parts;
    const startedAt = clock.now();
    const atOnce = this.plan.passes.map((pass) => (pass.kind === 'closed' ? pass.inFlight : 0));
    const breaker = new Breaker(startedAt, threads, Math.max(...atOnce));
    for (let begun = 0; !this.#told; begun++) {
      const pass = nextPass(this.plan, begun, (clock.now() - startedAt) / 1000);
      if (!pass) break;
      await this.#run(pass, startedAt, breaker);
      if (breaker.tooMany || this.#allowance.exceeded) break;
    }
    const result = this.#tally.result(startedAt, clock.now(), this.#told ?? 'plan', utilization());
    if (this.#told === 'stop') return result;
    const unanswered = result.failed > 0 && result.completed === 0 ? 'none was ever answered' : undefined;
    const why = breaker.tooMany ?? unanswered;
    if (why) throw new LoadFailed(explain(this.plan, result, why), result);
    if (this.#allowance.exceeded) throw new LoadFailed(this.#allowance.exceeded, result);
    return result;
  }

  async #run(pass: Pass, planStart: number, failures: Breaker): Promise<void> {
    const { clock, transport, changed } = this.parts;
    const startedAt = clock.now();
    this.#tally.beginPass(pass.kind, startedAt);
    const deadline = passDeadline(this.plan, pass, planStart, startedAt);
    const hardEnd = planStart + this.plan.atMost * 1000;
    const around = {
      clock,
      tally: this.#tally,
      failures,
      startedAt,
      hardEnd,
      changed,
      maySend: () => this.#allowance.grants(pass.kind, clock.now()),
      pace: this.parts.pace ?? 1,
    };
    const requests = transport(pass);
    this.#underWay =
      pass.kind === 'closed' ? runClosed(pass, deadline, requests, around) : runOpen(pass, deadline, requests, around);
    await this.#underWay.ended;
    this.#underWay = undefined;
    // Nothing is under way any more, but connections may be kept.
    requests.abandon();
    this.#tally.endPass(clock.now());
  }
}

function explain(plan: LoadPlan, { byStatus, failures }: LoadResult, why: string): string {
  const hosts = [...new Set(plan.passes.map(({ url }) => new URL(url).host))].join(', ');
  const reasons = [...Object.entries(failures), ...Object.entries(byStatus)]
    .sort(([, a], [, b]) => b - a)
    .map(([why, times]) => `${why} ${times}`)
    .join(', ');
  return (
    `Expected ${hosts} to answer the load, found that it does not: ${why} (in the whole run ${reasons}). ` +
    'Check that it listens on that port and has healthy targets, that a firewall or security group lets this machine in, ' +
    'and, for EMFILE or EADDRNOTAVAIL, the limits of this machine (ulimit -n, local ports).'
  );
}
