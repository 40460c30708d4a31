/** A server on loopback for tests: it answers each request in the way that it is told. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';

export interface Loopback {
  url: string;
  /** Requests that have come. */
  requests: number;
  /** Connections that have come; of https, once they are secure. */
  connections: number;
  close(): Promise<void>;
}

/** What to do with the connection of the `n`th request, from 0, when its head is there. */
export type Answer = (socket: Socket, n: number) => unknown;

/** A response of the server's to `Connection: close`: it closes first. */
export const ok: Answer = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
/** Keeps the request without an answer. */
export const hold: Answer = () => {};
export const reset: Answer = (socket) => socket.resetAndDestroy();

export async function loopback(answer: Answer, scheme: 'http' | 'https' = 'http'): Promise<Loopback> {
  const open = new Set<Socket>();
  const attend = (socket: Socket): void => {
    lab.connections++;
    let head = '';
    socket
      .on('data', (data) => {
        head += data.toString('latin1');
        if (!head.endsWith('\r\n\r\n')) return;
        head = '';
        answer(socket, lab.requests++);
      })
      .on('end', () => socket.end())
      .on('error', () => {});
  };
  const server: Server =
    scheme === 'http'
      ? createServer({ allowHalfOpen: true }, attend)
      : createSecureServer({ allowHalfOpen: true, key, cert: certificate }, attend);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const lab: Loopback = {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests: 0,
    connections: 0,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of open) socket.destroy();
      }),
  };
  return lab;
}

/** For 127.0.0.1 and localhost, signed by itself, good for a hundred years. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUOqM93xVGiYDYCfkUgdL3SDYblO8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTIyNDY1N1oYDzIxMjYxMTAx
MjI0NjU3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASq8mxKrbzDGZCDJPUKEIeclWvIUnhdRa2xkuBImrzuf4u+1j+qr47M
WYxInxHtMZOe3jrJNbr/fHAuUSb5fqquo28wbTAdBgNVHQ4EFgQURdOyn/ADXcgg
+elezK3yoMoRjbwwHwYDVR0jBBgwFoAURdOyn/ADXcgg+elezK3yoMoRjbwwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgBcMVFNd+CJkJm5dUbsnx9uZP2JiUq2bPm0GcZ6fAXH4CIHw0
5hTD4Vm/oYdNTQEvktQlC/sqPzC3MjlWJ7u7Zylj
-----END CERTIFICATE-----
`;
/** Of the certificate above, and good for nothing else. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQge5wcw03hpVEaQ1NE
kukNUh0JBo8b/ENGlv9BYQxccw6hRANCAASq8mxKrbzDGZCDJPUKEIeclWvIUnhd
Ra2xkuBImrzuf4u+1j+qr47MWYxInxHtMZOe3jrJNbr/fHAuUSb5fqqu
-----END PRIVATE KEY-----
`;
