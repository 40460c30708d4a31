/** What the load balancer does with a request, when it does it, and how it counts it; without any socket. */
import {
  pathOf,
  type ElasticLoadBalancing,
  type Interests,
  type Outcome,
  type RequestDetails,
  type Routing,
  type Workload,
} from '../elb';
import type { Agenda, Appointment } from '../time';
import { answerOf, ownPage, type Answer } from './answer';
import { Bottleneck, type Capacity } from './bottleneck';

/** All of a request that the lab can tell it by: two with the same are the same to it. */
export interface Arrival {
  method: string;
  /** Without a query. */
  path: string;
  /** Of all that came over the connection: request line, headers and body. */
  bytesIn: number;
  /** Whether the connection stays open afterwards. */
  keepAlive: boolean;
  /** How many requests of the lab it stands for. */
  weight: number;
  /** How many of those are in flight at once, where not all are. */
  abreast?: number;
  /** Whether it is answered when the lab would, or at once. */
  held: boolean;
  /** What rules looked at, beside method and path, when it came. */
  details?: Omit<RequestDetails, 'method'>;
}

/** Told of everything that comes in from outside, in the order in which it comes. */
export interface TrafficListener {
  arrived(arrival: Arrival): void;
  /** The client of a held request has given it up. @param ordinal which of all arrivals it was, from 0 */
  gone(ordinal: number): void;
}

export interface DataPlaneOptions {
  agenda: Agenda;
  capacity: Capacity;
  /** The listener that takes the requests; 80, if not told. */
  listenerPort?: number;
  heard?: TrafficListener;
}

/** The listeners of a lab's load balancers on one port, as traffic meets them. Its state is the lab's: it depends on arrivals and lab time alone. */
export class DataPlane {
  readonly #elb: ElasticLoadBalancing;
  readonly #bottleneck: Bottleneck;
  #arrivals = 0;
  /** One for all requests: it is read before the next request can change it. */
  readonly #outcome: Outcome = { weight: 1, status: 0, bytesIn: 0, bytesOut: 0, answeredBy: 'target' };
  /** When what is held will be answered, by its ordinal. */
  readonly #held = new Map<number, Appointment>();

  constructor(
    elb: ElasticLoadBalancing,
    /** Whose requests are those whose host is no load balancer's name, as long as it is there. */
    readonly loadBalancerArn: string,
    readonly options: DataPlaneOptions,
  ) {
    this.#elb = elb;
    this.#bottleneck = new Bottleneck(options.capacity);
  }

  /** What of a request the rules look at, beside method and path; undefined for nothing. */
  get interests(): Interests | undefined {
    return this.#elb.interests(this.#port);
  }

  get #port(): number {
    return this.options.listenerPort ?? 80;
  }

  /** Requests that have come in and are not answered. */
  get held(): number {
    return this.#held.size;
  }

  /**
   * Takes a request in. `answer` is called once, now or at its moment, with undefined where no listener would have taken
   * the connection; never, when the request is given up before.
   * @returns which of all arrivals it is, for `giveUp`
   */
  take(arrival: Arrival, answer: (answer: Answer | undefined) => void): number {
    const ordinal = this.#arrivals++;
    const { agenda, heard } = this.options;
    heard?.arrived(arrival);
    if (!arrival.held) {
      answer(this.#serve(arrival));
      return ordinal;
    }
    const moment = this.#bottleneck.take(agenda.ms, arrival.weight, arrival.abreast);
    const due = agenda.after((moment - agenda.ms) / 1000, () => {
      this.#held.delete(ordinal);
      answer(this.#serve(arrival));
    });
    this.#held.set(ordinal, due);
    return ordinal;
  }

  /** The client has gone. A request that is answered, or given up already, stays as it is. */
  giveUp(ordinal: number): void {
    const due = this.#held.get(ordinal);
    if (!due) return;
    this.options.heard?.gone(ordinal);
    this.#held.delete(ordinal);
    due.cancel();
  }

  #serve({ method, path, bytesIn, keepAlive, weight, details }: Arrival): Answer | undefined {
    const elb = this.#elb;
    const { arn } = elb.configuration.addressed(details?.host, this.loadBalancerArn) ?? { arn: this.loadBalancerArn };
    const routing = elb.route(arn, this.#port, path, { ...details, method });
    if (routing.kind === 'no listener') return undefined;
    const page = routing.kind === 'target' ? elb.workload.answer(routing.target, path) : undefined;
    const given = page ?? ownAnswer(routing);
    const answer = answerOf(given.status, given.body, given.headers, keepAlive, method !== 'HEAD');
    const outcome = this.#outcome;
    outcome.weight = weight;
    outcome.status = answer.status;
    outcome.bytesIn = bytesIn;
    outcome.bytesOut = answer.bytes;
    outcome.answeredBy = page ? 'target' : 'load balancer';
    elb.record(routing, outcome);
    return answer;
  }
}

/** An arrival as its request line says it. */
export const arrivalOf = (
  request: { method: string; url: string; bytesIn: number; keepAlive: boolean; details?: Arrival['details'] },
  load: { weight: number; abreast?: number } | undefined,
): Arrival => ({
  method: request.method,
  path: pathOf(request.url),
  bytesIn: request.bytesIn,
  keepAlive: request.keepAlive,
  weight: load?.weight ?? 1,
  abreast: load?.abreast,
  held: load !== undefined,
  ...(request.details && { details: request.details }),
});

/** What the load balancer answers by itself: what a rule says, 502 for a target that does not answer, 503 without a target. */
function ownAnswer(routing: Exclude<Routing, { kind: 'no listener' }>): NonNullable<ReturnType<Workload['answer']>> {
  if (routing.kind === 'own answer')
    return { status: routing.status, headers: routing.headers, body: routing.body ?? ownPage(routing.status) };
  const status = routing.kind === 'target' ? 502 : 503;
  return { status, body: ownPage(status) };
}
