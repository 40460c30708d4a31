/** A server for the benchmark to load, in a process of its own: nginx, or this file where there is none. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, createServer as createPlainServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wallClock, type Seconds } from '../helpers/time';

export interface Server {
  name: string;
  url: string;
  /** Stands still for so long, with all that it has accepted. */
  freeze(duration: Seconds): Promise<void>;
  end(): Promise<void>;
}

const BODY = 'x'.repeat(100);

/** Debian's nginx with one worker, or a server of Node's; both keep connections that are to be kept for ever. */
export async function fastServer(): Promise<Server> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bench-nginx-'));
  writeFileSync(join(folder, 'nginx.conf'), nginxConfig(port));
  const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], { stdio: 'inherit' });
  const missing = await Promise.race([once(child, 'error').then(() => true), listening(port).then(() => false)]);
  if (missing) rmSync(folder, { recursive: true });
  return missing
    ? slowServer(0)
    : serverOf('nginx', child, port, () => rmSync(folder, { recursive: true, force: true }));
}

/** Answers each request after so long. */
export async function slowServer(delay: Seconds): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, ['-r', 'esbuild-register', __filename, String(port), String(delay)], {
    stdio: 'inherit',
  });
  await listening(port);
  return serverOf('a server of Node', child, port);
}

function serverOf(name: string, child: ChildProcess, port: number, cleanUp = (): void => {}): Server {
  return {
    name,
    url: `http://127.0.0.1:${port}/`,
    freeze: async (duration) => {
      child.kill('SIGSTOP');
      await wallClock.sleep(duration);
      child.kill('SIGCONT');
    },
    end: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      cleanUp();
    },
  };
}

const nginxConfig = (port: number): string => `
daemon off; pid nginx.pid; worker_processes 1; error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server { listen 127.0.0.1:${port} backlog=4096; location / { return 200 ${BODY}; } }
}
`;

async function freePort(): Promise<number> {
  const server = createPlainServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const came = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (came) return;
    await wallClock.sleep(0.1);
  }
  throw new Error(
    `Expected the server to listen on port ${port} within 10 s, found nothing there. Look at its output above.`,
  );
}

if (require.main === module) {
  const [port, delay] = process.argv.slice(2).map(Number);
  createServer({ keepAliveTimeout: 600_000 }, (_, response) => {
    if (delay === 0) response.end(BODY);
    else void wallClock.sleep(delay!).then(() => response.end(BODY));
  }).listen(port, '127.0.0.1', 4096);
}
