/** A server on loopback for tests: it answers each request in the way that it is told. */
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface Loopback {
  url: string;
  /** Requests that have come. */
  requests: number;
  close(): Promise<void>;
}

/** What to do with the connection of the `n`th request, from 0, when its head is there. */
export type Answer = (socket: Socket, n: number) => unknown;

/** A response of the server's to `Connection: close`: it closes first. */
export const ok: Answer = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
/** Keeps the request without an answer. */
export const hold: Answer = () => {};
export const reset: Answer = (socket) => socket.resetAndDestroy();

export async function loopback(answer: Answer): Promise<Loopback> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    let head = '';
    socket
      .on('data', (data) => {
        head += data.toString('latin1');
        if (!head.endsWith('\r\n\r\n')) return;
        head = '';
        answer(socket, lab.requests++);
      })
      .on('end', () => socket.end())
      .on('error', () => {})
      .on('close', () => open.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const lab: Loopback = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests: 0,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of open) socket.destroy();
      }),
  };
  return lab;
}
