/** One connection to a server, and the exchange of request and response that is under way on it. */
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely, type SecureContext } from 'node:tls';
import { ResponseReader } from './response';
import type { Outcome } from './transport';

/** What all connections of a transport have in common. */
export interface Line {
  port: number;
  /** For https. */
  tls?: { context: SecureContext; servername?: string };
  request: Buffer;
  keepAlive: boolean;
  /**
   * How many looks may find silence: while a response is awaited, while the server may close, while nothing is under way.
   * `whole` is how many there may be in all until a response is whole, whatever has come by then.
   */
  patience: { response: number; whole: number; close: number; idle: number };
  /** The connection is free for another request. */
  freed: (exchange: Exchange) => void;
  /** The connection is no more. */
  gone: (exchange: Exchange) => void;
}

type Settle = (outcome: Outcome) => void;

/** No response is ever looked at again, so that all connections of a thread can read into the same memory. */
const scratch = Buffer.allocUnsafe(64 * 1024);

/**
 * On a connection that is not kept, an exchange ends when the server has closed its side, as in ab, and not before: who closes
 * first keeps the port for a minute (TIME_WAIT), and Linux has 28,232 of them, enough for 470 connections a second. On one
 * that is kept it ends with the last byte of the response.
 */
export class Exchange {
  readonly #line: Line;
  readonly #socket: Socket;
  readonly #response = new ResponseReader();
  #bytes = 0;
  /** Since the last byte. */
  #looks = 0;
  /** Since the request began. */
  #age = 0;
  /** There while a request is under way. */
  #settle: Settle | undefined;

  /** Opens a connection, and sends the first request on it. */
  constructor(
    readonly address: string,
    line: Line,
    settle: Settle,
  ) {
    this.#line = line;
    this.#settle = settle;
    this.#socket = open(address, line, (length) => this.#read(length))
      // Written when connected: a write before that would be queued, with listeners of its own.
      .on(line.tls ? 'secureConnect' : 'connect', () => this.#socket.write(line.request))
      .on('end', () => this.#ended(this.#bytes === 0 ? 'empty' : 'truncated'))
      .on('error', (error: NodeJS.ErrnoException) => this.#ended(error.code ?? error.message))
      // The last resort: a connection that is gone without any of these must not keep its place in the loop.
      .on('close', () => this.#ended('closed'));
  }

  /** Sends another request; only when the connection is free. */
  again(settle: Settle): void {
    this.#settle = settle;
    this.#bytes = this.#looks = this.#age = 0;
    this.#response.next();
    this.#socket.write(this.#line.request);
  }

  /** Closes the connection. A request under way is abandoned, unless its response is whole. */
  abandon(): void {
    this.#leave({ kind: 'abandoned', bytes: this.#bytes });
    this.#socket.destroy();
  }

  /** To be called at regular intervals: gives up what has been silent for too many of them, or has begun too many of them ago. */
  look(): void {
    const { response, whole, close, idle } = this.#line.patience;
    const patience = !this.#settle ? idle : this.#response.complete ? close : response;
    this.#looks++;
    this.#age++;
    if (this.#looks > patience || (this.#settle && this.#age > whole)) this.#giveUp('timeout');
  }

  #read(length: number): boolean {
    this.#bytes += length;
    this.#looks = 0;
    // Complete again: what a server says that was asked nothing is malformed.
    this.#response.read(scratch, length);
    if (this.#response.malformed) this.#giveUp('malformed');
    else if (this.#line.keepAlive && this.#response.reusable) this.#free();
    return true;
  }

  #free(): void {
    const settle = this.#settle;
    this.#settle = undefined;
    this.#line.freed(this);
    settle?.({ kind: 'completed', status: this.#response.status, bytes: this.#bytes });
  }

  /** The server's side is closed, or broken. */
  #ended(why: string): void {
    if (why === 'truncated') this.#response.end();
    this.#leave({ kind: 'failed', why, bytes: this.#bytes });
    this.#socket.destroy();
  }

  #giveUp(why: string): void {
    this.#leave({ kind: 'failed', why, bytes: this.#bytes });
    this.#socket.resetAndDestroy();
  }

  /** The first ending counts. A request whose response is whole is completed, whatever ends its connection. */
  #leave(otherwise: Outcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    this.#line.gone(this);
    settle?.(
      this.#response.complete ? { kind: 'completed', status: this.#response.status, bytes: this.#bytes } : otherwise,
    );
  }
}

/** A half-open connection ends with a call less to the system: the server has nothing more to hear. */
function open(host: string, { port, tls }: Line, read: (length: number) => boolean): Socket {
  const options = { host, port, allowHalfOpen: true, onread: { buffer: scratch, callback: read } };
  if (!tls) return connect(options);
  return connectSecurely({ ...options, secureContext: tls.context, servername: tls.servername });
}
