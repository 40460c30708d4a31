/** The load balancer's data plane: a real HTTP server on the loopback, before the lab's targets. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerOf, ownPage, requestHeadBytes, textOf, type Answer } from './answer';
import { queryOf, type Interests, type RequestDetails } from '../elb';
import { LOOPBACK, urlOf } from '../wire/host';
import { arrivalOf, type DataPlane } from './data-plane';
import { openLane } from './fast-lane';

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
  /** The load that runs now, if any. */
  load: () => Load | undefined;
  /** Where the server listens; the loopback, if not told. */
  host?: string;
}

/** A load that lives in lab time: its requests are answered when the lab would, and not at once as those of anyone else. */
export interface Load {
  /** What its requests are known by; undefined for everyone's. */
  userAgent: string | undefined;
  /** How many requests of the lab each stands for. */
  weight: number;
  /** How many of those are in flight at once; all, if not told. */
  abreast?: number;
}

/**
 * Serves a load balancer's listener over HTTP/1.0 and 1.1. The answers are the targets' own; 503 comes from the load
 * balancer when there is no target, 502 when the target does not answer. Without a listener the connection is cut, as
 * none would have been made.
 *
 * Bytes are computed, not read off the sockets: request line, headers and body in, status line, headers and body out.
 * That is exact for what clients normally send, and also right when several requests share a connection.
 *
 * Node's server costs more per connection than all else here together. So a request after which the connection ends, as
 * load has them, is read and answered without it; every other connection is Node's from its first byte on.
 * @throws when the port is taken
 */
export async function serveTraffic(plane: DataPlane, options: TrafficOptions): Promise<TrafficServer> {
  const { port = 0, host = LOOPBACK } = options;
  let served = 0;

  /** The load that a request is part of. */
  function loadOf(userAgent: string | undefined): Load | undefined {
    const load = options.load();
    return load && (load.userAgent === undefined || load.userAgent === userAgent) ? load : undefined;
  }

  function pass(request: IncomingMessage, response: ServerResponse, bodyBytes: number): void {
    const { method = 'GET', url = '/', headers, rawHeaders } = request;
    const bytesIn = requestHeadBytes(method, url, rawHeaders) + bodyBytes;
    const arrival = arrivalOf(
      { method, url, bytesIn, keepAlive: response.shouldKeepAlive, details: detailsOf(request, plane.interests) },
      loadOf(headers['user-agent']),
    );
    let ordinal: number;
    try {
      ordinal = plane.take(arrival, (answer) => {
        response.off('close', forget);
        if (!answer) return void request.socket.destroy();
        served++;
        send(response, answer);
      });
    } catch {
      return send(response, answerOf(500, ownPage(500), undefined, false, true));
    }
    // The client has gone while the request was held.
    function forget(): void {
      plane.giveUp(ordinal);
    }
    if (arrival.held) response.once('close', forget);
  }

  const server = createServer({ keepAliveTimeout: IDLE_MS, noDelay: false }, (request, response) => {
    const { headers } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
      return pass(request, response, 0);
    dropBody(request, response, (bodyBytes) => pass(request, response, bodyBytes));
  });
  const lane = openLane(server, {
    idle: IDLE_MS,
    // What rules look at beside method and path is in headers that only Node has read.
    open: () => plane.interests === undefined,
    pass: ({ method, url, userAgent }, bytesIn, send) => {
      const arrival = arrivalOf({ method, url, bytesIn, keepAlive: false }, loadOf(userAgent));
      return plane.take(arrival, (answer) => {
        if (answer) served++;
        send(answer && textOf(answer));
      });
    },
    gone: (ordinal) => plane.giveUp(ordinal),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port)));
    server.listen({ port, host, backlog: BACKLOG }, resolve);
  });
  return {
    url: urlOf(host, (server.address() as AddressInfo).port),
    get served() {
      return served;
    },
    get held() {
      return plane.held;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        lane.close();
      }),
  };
}

/** What the load balancer's rules look at, and no more: requests that they can't tell apart are the same to the lab. */
function detailsOf(request: IncomingMessage, interests: Interests | undefined): RequestDetails | undefined {
  if (!interests) return undefined;
  const { headers, headersDistinct, url = '/', socket } = request;
  const host = headers.host?.replace(/:\d+$/, '');
  return {
    ...(interests.host && host !== undefined && { host }),
    ...(interests.query && { query: queryOf(url) }),
    ...(interests.sourceIp && { sourceIp: socket.remoteAddress }),
    ...(interests.headers.length > 0 && {
      headers: Object.fromEntries(interests.headers.map((name) => [name, headersDistinct[name] ?? []])),
    }),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  // The lab has a time of its own; a Date of this machine would contradict it.
  response.sendDate = false;
  try {
    response.writeHead(status, headers);
    response.end(body);
  } catch {
    // A task's page with a header that none can have. Cut, as its own server would not have sent it.
    response.destroy();
  }
}

/** Reads the body to its end and keeps nothing of it; a body that is too long is refused, and its connection ends. */
function dropBody(request: IncomingMessage, response: ServerResponse, then: (bytes: number) => void): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES || response.writableEnded) return;
    send(response, answerOf(413, ownPage(413), undefined, false, true));
  });
  request.once('end', () => {
    if (!response.writableEnded) then(bytes);
  });
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Error(
    `Port ${port} of ${host} is taken; name another port for the load balancer, or none to get a free one.`,
  );
}
