/** Sends the requests of a pass, each on a connection of its own or on connections that are used again. */
import { everyReal, type Seconds } from '../time';
import { Exchange, type Line } from './exchange';
import type { Request } from './plan';
import { requestBytes, type Target } from './target';

/** What became of a request. `bytes` is what was read for it; `why` is a key of `LoadResult.failures`. */
export type Outcome =
  | { kind: 'completed'; status: number; bytes: number }
  | { kind: 'failed'; why: string; bytes: number }
  | { kind: 'abandoned'; bytes: number };

export interface Transport {
  /** Never rejects: what goes wrong is an outcome too. */
  send(): Promise<Outcome>;
  /** Closes every connection, and drops every request under way. Those whose response is whole already count as completed. */
  abandon(): void;
}

/** Silence, in real time: a socket knows no other. It may last a quarter of the shortest of these longer before it is seen. */
export interface Timeouts {
  /** Before a request is given up. */
  response: Seconds;
  /** What a server has for closing after its response, before we do it with a reset. */
  close: Seconds;
  /** Before a connection that nothing is sent on is closed. */
  idle: Seconds;
}

/** Of `response`, ab's default for `-s`; of `idle`, less than the 5 s after which a Node server closes (`keepAliveTimeout`). */
const TIMEOUTS: Timeouts = { response: 30, close: 1, idle: 4 };

/**
 * How many times `response` a request lasts at most. Every byte ends a silence, so a server that drips would never be given up, and
 * keep its place in flight to the end of the plan. With ab's 30 s this is five minutes, ten of the workshop's passes: whoever needs
 * longer for a page does not answer the load.
 */
const LONGEST_REQUEST = 10;

/**
 * The transport for a pass, to be made anew at its start. Redirects are not followed.
 *
 * With `keepAlive` there are never more connections than requests were under way at once, and those with nothing to send are closed
 * after some seconds. A server may close a connection in the very moment in which the next request is sent on it: a request that
 * fails on a used connection before any byte of its response is sent once more, on a new one (RFC 9112, section 9.3.1).
 * That is one request in all counts here, and the server may have seen two.
 *
 * A kept connection is not used again once its address is none of the target's: a node of a load balancer that is replaced as it scales
 * leaves the DNS record first, and then waits for its connections to drain (AWS re:Post, "How long does classic LB gets served on old IP
 * address").
 *
 * @param pass of which the path, `keepAlive`, `headers` and `timeout` are read; host and port are the target's
 * @throws TypeError if a header cannot be sent
 */
export function transportFor(target: Target, pass: Request, timeouts: Partial<Timeouts> = {}): Transport {
  const { response, close, idle } = { ...TIMEOUTS, ...(pass.timeout && { response: pass.timeout }), ...timeouts };
  const betweenLooks = Math.min(response, close, idle) / 4;
  const looks = (timeout: Seconds): number => Math.ceil(timeout / betweenLooks);
  const connections = new Set<Exchange>();
  /** The one used last goes first, so that those too many fall idle. */
  const free: Exchange[] = [];
  let stopLooking = (): void => {};

  const line: Line = {
    port: target.port,
    tls: target.tls,
    request: requestBytes(target, pass),
    keepAlive: pass.keepAlive ?? false,
    patience: {
      response: looks(response),
      whole: looks(response * LONGEST_REQUEST),
      close: looks(close),
      idle: looks(idle),
    },
    freed: (exchange) => free.push(exchange),
    gone: (exchange) => {
      connections.delete(exchange);
      if (line.keepAlive && free.includes(exchange)) free.splice(free.indexOf(exchange), 1);
      if (connections.size === 0) stopLooking();
    },
  };

  const look = (): void => {
    for (const exchange of connections) exchange.look();
  };

  const connect = (settle: (outcome: Outcome) => void): void => {
    if (connections.size === 0) stopLooking = everyReal(betweenLooks, look);
    connections.add(new Exchange(target.address(), line, settle));
  };

  return {
    send: () =>
      new Promise((resolve) => {
        let used = free.pop();
        for (; used && !target.has(used.address); used = free.pop()) used.abandon();
        if (!used) return connect(resolve);
        used.again((outcome) => (diedUnused(outcome) ? connect(resolve) : resolve(outcome)));
      }),
    abandon: () => {
      for (const exchange of connections) exchange.abandon();
    },
  };
}

const diedUnused = (outcome: Outcome): boolean =>
  outcome.kind === 'failed' && outcome.bytes === 0 && outcome.why !== 'timeout';
