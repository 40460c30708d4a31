/** What goes wrong within a lab, as data that its parts ask for at the moment of each decision. */
import { z } from 'zod';
import type { Agenda, Seconds } from './time';
import type { Random } from './world';

const probability = z.number().min(0).max(1).default(1);
const seconds = z.number().positive().max(86_400);
/** The name of one; all, if not told. */
const name = z.string().min(1).optional();

const when = {
  /** Lab seconds after the weather began; the whole time, if not told. */
  from: z.number().min(0).default(0),
  /** Lab seconds after the weather began, no longer included. */
  until: z.number().positive().optional(),
};

export const conditionSchema = z
  .discriminatedUnion('what', [
    /** Datapoints that services publish show in CloudWatch so much later than they do anyway. */
    z.strictObject({ what: z.literal('late-metrics'), ...when, namespace: name, seconds, probability }),
    /** A task of the service takes so much longer to pull its image. */
    z.strictObject({ what: z.literal('slow-tasks'), ...when, service: name, seconds, probability }),
    /** A task of the service fails to pull its image, and stops. */
    z.strictObject({ what: z.literal('failing-tasks'), ...when, service: name, probability }),
    /** A target of the group does not answer a health check; it answers other requests. */
    z.strictObject({ what: z.literal('failing-health-checks'), ...when, targetGroup: name, probability }),
    /** The agent of an instance of the Auto Scaling group never registers with its cluster. */
    z.strictObject({ what: z.literal('silent-agents'), ...when, group: name, probability }),
    /** EC2 has no capacity for an instance of the Auto Scaling group. */
    z.strictObject({ what: z.literal('failing-launches'), ...when, group: name, probability }),
  ])
  .refine(({ from, until }) => until === undefined || from < until, {
    path: ['until'],
    message: 'Expected a moment after from',
  });

export type Condition = z.infer<typeof conditionSchema>;

/**
 * The conditions that a lab is under. Their chance is their own: without conditions none of it is drawn, and with them a lab
 * depends on nothing but its seed and what happened in it.
 */
export class Conditions {
  #list: readonly Condition[] = [];
  #strikes: number[] = [];
  #since = 0;
  #random: Random;

  /** @param chance makes the random source anew, always the same one */
  constructor(
    private readonly agenda: Agenda,
    private readonly chance: () => Random,
  ) {
    this.#random = chance();
  }

  /** From now on these, and none of those before. */
  replace(list: readonly Condition[]): void {
    this.#list = list;
    this.#strikes = list.map(() => 0);
    this.#since = this.agenda.ms;
    this.#random = this.chance();
  }

  /** How often each has struck, by its place. */
  get strikes(): readonly number[] {
    return this.#strikes;
  }

  /** How much later a datapoint shows, in seconds: all conditions that concern it together. */
  metricDelay(namespace: string): Seconds {
    return this.#sum((each) => each.what === 'late-metrics' && fits(each.namespace, namespace));
  }

  /** How much longer a task takes to start, in seconds. @param service undefined for a task of none */
  taskDelay(service: string | undefined): Seconds {
    return this.#sum((each) => each.what === 'slow-tasks' && fits(each.service, service));
  }

  /** Whether a task fails to start. @param service undefined for a task of none */
  taskFails(service: string | undefined): boolean {
    return this.#hold((each) => each.what === 'failing-tasks' && fits(each.service, service)).length > 0;
  }

  healthCheckFails(targetGroup: string): boolean {
    return (
      this.#hold((each) => each.what === 'failing-health-checks' && fits(each.targetGroup, targetGroup)).length > 0
    );
  }

  /** Whether an instance's agent stays silent. @param group the name of its Auto Scaling group */
  agentIsSilent(group: string): boolean {
    return this.#hold((each) => each.what === 'silent-agents' && fits(each.group, group)).length > 0;
  }

  /** Whether EC2 can't launch an instance. @param group the name of its Auto Scaling group */
  launchFails(group: string): boolean {
    return this.#hold((each) => each.what === 'failing-launches' && fits(each.group, group)).length > 0;
  }

  #sum(concerns: (condition: Condition) => boolean): Seconds {
    return this.#hold(concerns).reduce((sum, each) => sum + ('seconds' in each ? each.seconds : 0), 0);
  }

  /** Those that hold at this moment, by their chance. */
  #hold(concerns: (condition: Condition) => boolean): Condition[] {
    const second = (this.agenda.ms - this.#since) / 1000;
    return this.#list.filter((each, i) => {
      const holds =
        second >= each.from &&
        second < (each.until ?? Infinity) &&
        concerns(each) &&
        this.#random.next() < each.probability;
      if (holds) this.#strikes[i]!++;
      return holds;
    });
  }
}

/** A condition without a name is about all. */
const fits = (named: string | undefined, found: string | undefined): boolean => named === undefined || named === found;
