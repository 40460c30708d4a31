/** The load balancer's data plane: a real HTTP server on the loopback, before the lab's targets. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathOf, type ElasticLoadBalancing, type Outcome, type Workload } from '../elb';
import { answerOf, errorPage, requestHeadBytes } from './answer';
import type { Agenda } from '../time';
import { Bottleneck, type Capacity } from './bottleneck';

const HOST = '127.0.0.1';
/** Connections that may wait to be accepted: the workshop's largest load opens 800 at once, three times in a row. */
const BACKLOG = 4096;
/** What is read of a request's body before the request is refused; the lab's pages take none. */
const MAX_BODY_BYTES = 1024 * 1024;
/** How long an idle connection is kept: ELB user guide, application-load-balancers, idle_timeout 60 s. */
const IDLE_MS = 60_000;

export interface TrafficServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Requests answered up to now, each counted once, whatever it weighs. */
  readonly served: number;
  /** Requests of the load that have come in and are not answered. */
  readonly held: number;
  /** Ends at once, also what is open or held. */
  close(): Promise<void>;
}

export interface TrafficOptions {
  /** A free one, if not told. */
  port?: number;
  /** The listener that stands behind the server; 80, if not told. */
  listenerPort?: number;
  agenda: Agenda;
  capacity: Capacity;
  /** The load that runs now, if any. */
  load: () => Load | undefined;
}

/** A load that lives in lab time: its requests are answered when the lab would, and not at once as those of anyone else. */
export interface Load {
  /** What its requests are known by. */
  userAgent: string;
  /** How many requests of the lab each stands for. */
  weight: number;
}

/**
 * Serves a load balancer's listener over HTTP/1.0 and 1.1. The answers are the targets' own; 503 comes from the load
 * balancer when there is no target, 502 when the target does not answer. Without a listener the connection is cut, as
 * none would have been made.
 *
 * Bytes are computed, not read off the sockets: request line, headers and body in, status line, headers and body out.
 * That is exact for what clients normally send, and also right when several requests share a connection.
 * @throws when the port is taken
 */
export async function serveTraffic(
  elb: ElasticLoadBalancing,
  loadBalancerArn: string,
  options: TrafficOptions,
): Promise<TrafficServer> {
  const { agenda, port = 0, listenerPort = 80 } = options;
  const { workload } = elb;
  const bottleneck = new Bottleneck(options.capacity);
  let served = 0;
  let held = 0;
  // One for all requests: it is read before the next request can change it.
  const outcome: Outcome = { weight: 1, status: 0, bytesIn: 0, bytesOut: 0, answeredBy: 'target' };

  function respond(request: IncomingMessage, response: ServerResponse, bodyBytes: number, weight = 1): void {
    const url = request.url ?? '/';
    const method = request.method ?? 'GET';
    const routing = elb.route(loadBalancerArn, listenerPort, url);
    if (routing.kind === 'no listener') return void request.socket.destroy();
    const page = routing.kind === 'target' ? workload.answer(routing.target, pathOf(url)) : undefined;
    const given: NonNullable<ReturnType<Workload['answer']>> = page ?? ownAnswer(routing.kind === 'target' ? 502 : 503);
    const answer = answerOf(given.status, given.body, given.headers, response.shouldKeepAlive, method !== 'HEAD');
    outcome.weight = weight;
    outcome.status = answer.status;
    outcome.bytesIn = requestHeadBytes(method, url, request.rawHeaders) + bodyBytes;
    outcome.bytesOut = answer.bytes;
    outcome.answeredBy = page ? 'target' : 'load balancer';
    elb.record(routing, outcome);
    served++;
    send(response, answer);
  }

  function pass(request: IncomingMessage, response: ServerResponse, bodyBytes: number): void {
    const load = options.load();
    if (!load || request.headers['user-agent'] !== load.userAgent) return respond(request, response, bodyBytes);
    const { weight } = load;
    held++;
    const answer = agenda.after((bottleneck.take(agenda.ms, weight) - agenda.ms) / 1000, () => {
      response.off('close', forget);
      held--;
      respond(request, response, bodyBytes, weight);
    });
    // The client has gone while the request was held.
    const forget = (): void => {
      answer.cancel();
      held--;
    };
    response.once('close', forget);
  }

  const server = createServer({ keepAliveTimeout: IDLE_MS, noDelay: true }, (request, response) => {
    const { headers } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
      return pass(request, response, 0);
    dropBody(request, response, (bodyBytes) => pass(request, response, bodyBytes));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port)));
    server.listen({ port, host: HOST, backlog: BACKLOG }, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    get served() {
      return served;
    },
    get held() {
      return held;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, { status, headers, body }: ReturnType<typeof answerOf>): void {
  // The lab has a time of its own; a Date of this machine would contradict it.
  response.sendDate = false;
  response.writeHead(status, headers);
  response.end(body);
}

/** Reads the body to its end and keeps nothing of it; a body that is too long is refused, and its connection ends. */
function dropBody(request: IncomingMessage, response: ServerResponse, then: (bytes: number) => void): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES || response.writableEnded) return;
    send(response, answerOf(413, errorPage(413), undefined, false, true));
  });
  request.once('end', () => {
    if (!response.writableEnded) then(bytes);
  });
}

const ownAnswer = (status: 502 | 503) => ({ status, body: errorPage(status) });

function explained(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Error(
    `Port ${port} of ${HOST} is taken; name another port for the load balancer, or none to get a free one.`,
  );
}
