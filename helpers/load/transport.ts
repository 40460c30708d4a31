/** Sends requests over node:net, each on a connection of its own that the server is to close first. */
import { connect, type Socket } from 'node:net';
import type { Seconds } from '../time';
import { ResponseReader } from './response';
import type { Target } from './target';

/** What became of a request. `bytes` is what was read for it; `why` is a key of `LoadResult.failures`. */
export type Outcome =
  | { kind: 'completed'; status: number; bytes: number }
  | { kind: 'failed'; why: string; bytes: number }
  | { kind: 'abandoned'; bytes: number };

export interface Transport {
  /** Never rejects: what goes wrong is an outcome too. */
  send(): Promise<Outcome>;
  /** Drops every request under way. Those whose response is whole already count as completed. */
  abandon(): void;
}

export interface Timeouts {
  /** Silence before a request is given up; ab's default for `-s`. */
  response: Seconds;
  /** What a server has for closing after its response, before we do it with a reset. */
  close: Seconds;
}

/** Real time, not the lab's: a socket knows no other. */
const TIMEOUTS: Timeouts = { response: 30, close: 1 };

/** No response is ever looked at again, so that all connections of a thread can read into the same memory. */
const scratch = Buffer.allocUnsafe(64 * 1024);

export function oneRequestPerConnection(target: Target, timeouts: Timeouts = TIMEOUTS): Transport {
  const { addresses, port, request } = target;
  const underWay = new Set<Exchange>();
  let turn = 0;
  return {
    send: () =>
      new Promise((resolve) => {
        const address = addresses[turn++ % addresses.length]!;
        const exchange = new Exchange(address, port, request, timeouts, (outcome) => {
          underWay.delete(exchange);
          resolve(outcome);
        });
        underWay.add(exchange);
      }),
    abandon: () => {
      for (const exchange of underWay) exchange.abandon();
    },
  };
}

/**
 * One request and its response. It ends when the server has closed its side, as in ab, and not before: who closes first
 * keeps the port for a minute (TIME_WAIT), and Linux has 28,232 of them, enough for 470 connections a second.
 */
class Exchange {
  readonly #response = new ResponseReader();
  readonly #socket: Socket;
  readonly #closeTimeout: number;
  #bytes = 0;
  #settle: ((outcome: Outcome) => void) | undefined;

  constructor(host: string, port: number, request: Buffer, timeouts: Timeouts, settle: (outcome: Outcome) => void) {
    this.#settle = settle;
    this.#closeTimeout = timeouts.close * 1000;
    const onread = { buffer: scratch, callback: (length: number) => this.#read(length) };
    this.#socket = connect({ host, port, onread, timeout: timeouts.response * 1000 })
      // Written when connected: a write before that would be queued, with listeners of its own.
      .on('connect', () => this.#socket.write(request))
      .on('end', () => this.#ended(this.#bytes === 0 ? 'empty' : 'truncated'))
      .on('error', (error: NodeJS.ErrnoException) => this.#ended(error.code ?? error.message))
      .on('timeout', () => this.#giveUp('timeout'))
      // The last resort: a connection that is gone without any of these must not keep its place in the loop.
      .on('close', () => this.#ended('closed'));
  }

  abandon(): void {
    this.#finish(this.#response.complete ? undefined : { kind: 'abandoned', bytes: this.#bytes });
    this.#socket.destroy();
  }

  #read(length: number): boolean {
    this.#bytes += length;
    this.#response.read(scratch, length);
    if (this.#response.malformed) this.#giveUp('malformed');
    else if (this.#response.complete) this.#socket.setTimeout(this.#closeTimeout);
    return true;
  }

  /** The server's side is closed, or broken. */
  #ended(why: string): void {
    const whole = why === 'truncated' ? this.#response.end() : this.#response.complete;
    this.#finish(whole ? undefined : { kind: 'failed', why, bytes: this.#bytes });
  }

  #giveUp(why: string): void {
    this.#finish(this.#response.complete ? undefined : { kind: 'failed', why, bytes: this.#bytes });
    this.#socket.resetAndDestroy();
  }

  /** The first ending counts; without an outcome of its own the request is completed. */
  #finish(outcome: Outcome = { kind: 'completed', status: this.#response.status, bytes: this.#bytes }): void {
    this.#settle?.(outcome);
    this.#settle = undefined;
  }
}
