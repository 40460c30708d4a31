/** Serves connections of one plain request each straight from the socket, and leaves all others to Node's HTTP server. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { plainRequest, type PlainRequest } from './plain-request';

export interface LaneOptions {
  /** Milliseconds after which a connection without a request is closed. */
  idle: number;
  /** Whether plain requests are taken now; where they are not, Node's server gets them too. */
  open(): boolean;
  /**
   * Takes a request of so many bytes. `send` is called once, now or later, with the whole answer, or with undefined to cut
   * the connection.
   * @returns which request it is, for `gone`
   * @throws anything: the connection is cut
   */
  pass(request: PlainRequest, bytesIn: number, send: (answer: string | undefined) => void): number;
  /** The connection of a request has ended; whether it was answered is not told. */
  gone(ordinal: number): void;
}

type Meet = (this: Server, socket: Socket) => void;

/**
 * Puts the lane before a server.
 * @returns what ends the lane's connections at once; Node's own are not among them
 */
export function openLane(server: Server, options: LaneOptions): { close(): void } {
  const nodes = server.listeners('connection') as Meet[];
  /** The lane's connections, each with the request that it has sent, if it has. Listeners are shared: one each would be felt. */
  const sockets = new Map<Socket, number | undefined>();

  function welcome(socket: Socket): void {
    sockets.set(socket, undefined);
    socket.setTimeout(options.idle, endIdle);
    socket.on('data', read).on('end', end).on('close', forget).on('error', end);
  }

  function read(this: Socket, bytes: Buffer): void {
    // Nothing follows the request that ends its connection.
    if (sockets.get(this) !== undefined) return;
    const request = options.open() ? plainRequest(bytes) : undefined;
    if (!request) return leave(this, bytes);
    try {
      sockets.set(
        this,
        options.pass(request, bytes.length, (answer) => send(this, answer)),
      );
    } catch {
      this.destroy();
    }
  }

  function leave(socket: Socket, bytes: Buffer): void {
    sockets.delete(socket);
    socket.setTimeout(0, endIdle).setNoDelay(true);
    socket.off('data', read).off('end', end).off('close', forget).off('error', end);
    // Node's server reads from the beginning, when it is there to read.
    socket.pause().unshift(bytes);
    for (const meet of nodes) meet.call(server, socket);
    socket.resume();
  }

  function forget(this: Socket): void {
    const ordinal = sockets.get(this);
    sockets.delete(this);
    if (ordinal !== undefined) options.gone(ordinal);
  }

  /** A request that is held may take its time. */
  function endIdle(this: Socket): void {
    if (sockets.get(this) === undefined) this.destroy();
  }

  server.removeAllListeners('connection').on('connection', welcome);
  return {
    close: () => {
      for (const socket of sockets.keys()) socket.destroy();
    },
  };
}

function end(this: Socket): void {
  this.destroy();
}

function send(socket: Socket, answer: string | undefined): void {
  if (answer === undefined) return void socket.destroy();
  socket.write(answer);
  // What the kernel has taken arrives, also after the end.
  if (socket.writableLength === 0) socket.destroy();
  else socket.destroySoon();
}
