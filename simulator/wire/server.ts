/** One HTTP door for all that the simulator answers: AWS's services, each of which recognises the requests that are its own. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { unmodelled } from './fault';
import { LOOPBACK, urlOf } from './host';
import { asked, protocolsOf, wireOf, type Request, type Response } from './protocols';
import type { Service } from './service';

export type { Response } from './protocols';

export interface HttpRequest extends Request {
  method: string;
}

/** Answers whatever comes in. What it throws is answered as a failure of the simulator. */
export type Handler = (request: HttpRequest) => Response | Promise<Response>;

export interface ApiServer {
  /** `http://127.0.0.1:PORT`: an SDK client's `endpoint`, or `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** Takes no more requests and ends open connections at once, idle or not. Harmless when called again. */
  close(): Promise<void>;
}

/** Ten times what CloudWatch takes in a PutMetricData request, the largest that a lab sends (its API reference). */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface DoorOptions {
  /** 0, the default, takes any free one. */
  port?: number;
  /** The loopback interface, if not told. */
  host?: string;
  /** How large a request's body may be; 10 MiB, if not told. */
  mostBytes?: (request: { path: string }) => number;
}

/**
 * Opens the door.
 * @param behind the services, or what answers in their place
 * @throws Error when the port is busy or may not be used; says which, and what to do
 */
export function listen(behind: readonly Service[] | Handler, options: DoorOptions = {}): Promise<ApiServer> {
  const { port = 0, host = LOOPBACK, mostBytes = () => MAX_BODY_BYTES } = options;
  const handler: Handler = typeof behind === 'function' ? behind : (request) => respond(behind, request);
  const server = createServer((incoming, outgoing) => void serve(handler, mostBytes, incoming, outgoing));
  // Clients keep connections as long as they like; one that ends as the next request leaves would be a false failure.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const found = error.code === 'EADDRINUSE' ? 'another process listens there' : error.message;
      reject(
        new Error(
          `Port ${port} of ${host} cannot be opened for the simulated API: expected it free, found that ${found}. Stop what uses it, or choose another port (0 takes any free one).`,
        ),
      );
    });
    server.listen(port, host, () => {
      resolve({
        endpoint: urlOf(host, (server.address() as AddressInfo).port),
        close: () => close(server),
      });
    });
  });
}

async function serve(
  handler: Handler,
  mostBytes: NonNullable<DoorOptions['mostBytes']>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = 'GET', url: path = '/' } = incoming;
  const most = mostBytes({ path });
  let raw: Buffer | undefined;
  try {
    raw = await bodyOf(incoming, most);
  } catch {
    // The caller went away in the middle of its request: there is no one to answer.
    outgoing.destroy();
    return;
  }
  const request: HttpRequest = { method, path, headers: headersOf(incoming), body: raw ?? new Uint8Array() };
  const { status, headers, body, dropped } = raw ? await answered(handler, request) : tooLarge(request, most);
  if (dropped) return void outgoing.destroy();
  outgoing.writeHead(status, headers).end(body);
}

async function answered(handler: Handler, request: HttpRequest): Promise<Response> {
  try {
    return await handler(request);
  } catch (error) {
    return refuse(request, 'InternalFailure', 500, `The simulator failed to write an answer: ${String(error)}`);
  }
}

/**
 * What the services answer to a request; an operation has run when this returns its promise.
 * Rejects only when a service cannot even say what failed.
 */
export async function respond(services: readonly Service[], packed: Request): Promise<Response> {
  let request = packed;
  if (packed.headers['content-encoding'] === 'gzip') {
    try {
      request = { ...packed, body: gunzipSync(packed.body, { maxOutputLength: MAX_BODY_BYTES }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(packed, MAX_BODY_BYTES);
      const message = `Expected a gzip body, as content-encoding says, found one that cannot be read: ${String(error)}`;
      return refuse(packed, 'SerializationException', 400, message);
    }
  }
  for (const service of services) {
    const response = service.handle(request);
    if (response) return response;
  }
  const known = services.map(({ name }) => name).join(', ') || 'nothing';
  const message = `No simulated service answers ${asked(request)}. Simulated here: ${known}. Use a client of one of these, or send this request to AWS.`;
  return refuse(request, 'UnknownOperationException', 404, message);
}

/** The whole body; undefined when it is too large. Then it is still read to its end, or the caller would not read the answer. */
async function bodyOf(incoming: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= most ? Buffer.concat(chunks) : undefined;
}

function headersOf({ headers }: IncomingMessage): Request['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

const tooLarge = (request: Request, most: number): Response =>
  refuse(
    request,
    'RequestEntityTooLarge',
    413,
    `Expected a body of at most ${most} bytes, found a larger one. Send less at a time.`,
  );

/** Refuses, in the caller's own protocol, what no service can be asked. JSON where the protocol is not known either. */
export function refuse(request: Request, code: string, status: number, message: string): Response {
  return nobody[wireOf(request) ?? 'json-1.1'].fault(unmodelled(code, status, message), undefined);
}

const nobody = protocolsOf({ defaultNamespace: 'simulator', serviceTarget: '', version: '' });

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
