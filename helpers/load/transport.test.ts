/** Tests of requests on connections of their own, and of https. */
import { createServer, get, type Server } from 'node:http';
import { createServer as createPlainServer, type AddressInfo } from 'node:net';
import { certificate, hold, loopback, ok, reset, type Answer, type Loopback } from './loopback';
import { ResponseReader } from './response';
import { resolveTarget, type Target } from './target';
import { transportFor, type Outcome, type Timeouts, type Transport } from './transport';

/** A plain request for the target's URL, each on a connection that the server is to close first. */
const onePerConnection = (target: Target, timeouts?: Partial<Timeouts>): Transport =>
  transportFor(target, { url: target.url }, timeouts);

let lab: Loopback | undefined;
afterEach(async () => {
  jest.restoreAllMocks();
  await lab?.close();
});

/** Calls `then` each time that a client has read the whole of a response, and had a turn to act on it. */
function whenRead(then: () => void): void {
  const read = Object.getOwnPropertyDescriptor(ResponseReader.prototype, 'read')!.value as ResponseReader['read'];
  jest.spyOn(ResponseReader.prototype, 'read').mockImplementation(function (this: ResponseReader, buffer, length) {
    read.call(this, buffer, length);
    if (this.complete) setImmediate(() => setImmediate(then));
  });
}

async function transportTo(answer: Answer, timeouts?: Partial<Timeouts>): Promise<Transport> {
  lab = await loopback(answer);
  return onePerConnection(await resolveTarget(lab.url, 'test'), timeouts);
}

const response = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const completed: Outcome = { kind: 'completed', status: 200, bytes: response.length };

const sent =
  (text: string): Answer =>
  (socket) =>
    socket.end(text);

describe('one request per connection', () => {
  it('completes when the server has closed, having closed nothing before', async () => {
    const order: string[] = [];
    const transport = await transportTo((socket) => {
      socket.on('end', () => order.push('client closes'));
      whenRead(() => socket.end(() => order.push('server closes')));
      socket.write(response);
    });
    expect(await transport.send()).toEqual(completed);
    await lab!.close();
    expect(order[0]).toBe('server closes');
  });

  it.each<[string, Answer, Outcome]>([
    [
      'an error of the server',
      sent('HTTP/1.0 502 Bad Gateway\r\n\r\nsorry'),
      { kind: 'completed', status: 502, bytes: 33 },
    ],
    [
      'a body up to the end of the connection',
      sent('HTTP/1.1 200 OK\r\n\r\nok'),
      { kind: 'completed', status: 200, bytes: 21 },
    ],
    ['a reset', reset, { kind: 'failed', why: 'ECONNRESET', bytes: 0 }],
    ['no answer at all', sent(''), { kind: 'failed', why: 'empty', bytes: 0 }],
    ['half a head', sent('HTTP/1.1 200 OK\r\nCont'), { kind: 'failed', why: 'truncated', bytes: 21 }],
    [
      'half a body',
      sent('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'),
      { kind: 'failed', why: 'truncated', bytes: 42 },
    ],
    ['garbage', (socket) => socket.write('+PONG\r\n\r\n\r\n'), { kind: 'failed', why: 'malformed', bytes: 11 }],
  ])('takes %s for what it is', async (_, answer, outcome) => {
    const transport = await transportTo(answer);
    expect(await transport.send()).toEqual(outcome);
  });

  it('takes a refused connection for what it is', async () => {
    const transport = await transportTo(ok);
    await lab!.close();
    expect(await transport.send()).toEqual({ kind: 'failed', why: 'ECONNREFUSED', bytes: 0 });
  });

  it('gives up a silent server', async () => {
    const transport = await transportTo(hold, { response: 0.02, close: 0.02 });
    expect(await transport.send()).toEqual({ kind: 'failed', why: 'timeout', bytes: 0 });
  });

  it('counts a whole response whose connection the server then leaves open', async () => {
    const transport = await transportTo((socket) => socket.write(response), { response: 30, close: 0.02 });
    expect(await transport.send()).toEqual(completed);
  });

  it('counts a whole response whose connection the server then breaks', async () => {
    const transport = await transportTo((socket) => {
      whenRead(() => socket.resetAndDestroy());
      socket.write(response);
    });
    expect(await transport.send()).toEqual(completed);
  });

  it('abandons what is under way, but not what is whole', async () => {
    let arrived: () => void;
    const whole = new Promise<void>((resolve) => (arrived = resolve));
    whenRead(() => arrived());
    const transport = await transportTo((socket, n) => n === 0 && socket.write(response));
    const outcomes = Promise.all([transport.send(), transport.send()]);
    await whole;
    transport.abandon();
    const kinds = (await outcomes).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['abandoned', 'completed']);
  });

  it('takes the addresses of its target in turn', async () => {
    lab = await loopback(ok);
    // Nothing listens on the second, be there IPv6 or not.
    const find = async () => ({ addresses: ['127.0.0.1', '::1'], ttl: 60 });
    const transport = onePerConnection(
      await resolveTarget(lab.url.replace('127.0.0.1', 'localhost'), 'test', { find }),
    );
    const kinds: string[] = [];
    for (let i = 0; i < 4; i++) kinds.push((await transport.send()).kind);
    expect(kinds).toEqual(['completed', 'failed', 'completed', 'failed']);
  });

  it('reads from node:http what node:http reads itself', async () => {
    const body = 'x'.repeat(100_000);
    const server: Server = createServer((request, response) => {
      if (request.headers.connection !== 'close') response.statusCode = 500;
      for (let at = 0; at < body.length; at += 30_000) response.write(body.slice(at, at + 30_000));
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const theirs = await new Promise<number>((resolve) => {
      get(url, { agent: false }, (response) => {
        let bytes = 0;
        response.on('data', (data: Buffer) => (bytes += data.length)).on('end', () => resolve(bytes));
      });
    });
    const ours = await onePerConnection(await resolveTarget(url, 'test')).send();
    await new Promise((closed) => server.close(closed));
    expect(theirs).toBe(body.length);
    expect(ours).toMatchObject({ kind: 'completed', status: 200 });
    expect(ours.bytes).toBeGreaterThan(body.length);
  });
});

describe('a pass', () => {
  it('has a path, headers and a timeout of its own', async () => {
    const heads: string[] = [];
    lab = await loopback(hold);
    const server = createServer((request, response) => {
      heads.push(`${request.method} ${request.url} ${String(request.headers['x-lab'])}`);
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const target = await resolveTarget(url, 'test');
    const transport = transportFor(target, { url: `${url}cats?a=1`, headers: { 'X-Lab': 'one' } });
    expect((await transport.send()).kind).toBe('completed');
    await new Promise((closed) => server.close(closed));
    expect(heads).toEqual(['GET /cats?a=1 one']);

    const silent = await resolveTarget(lab.url, 'test');
    const outcome = await transportFor(silent, { url: lab.url, timeout: 0.02 }).send();
    expect(outcome).toEqual({ kind: 'failed', why: 'timeout', bytes: 0 });
  });

  it('whose headers cannot be sent has no transport', async () => {
    lab = await loopback(ok);
    const target = await resolveTarget(lab.url, 'test');
    expect(() => transportFor(target, { url: lab!.url, headers: { A: 'b\r\nC: d' } })).toThrow(TypeError);
  });
});

describe.each([
  ['a connection for each request', false],
  ['connections that are used again', true],
])('https on %s', (_, keepAlive) => {
  async function secureTransport(answer: Answer, ca?: string, host = '127.0.0.1'): Promise<Transport> {
    lab = await loopback(answer, 'https');
    const url = lab.url.replace('127.0.0.1', host);
    const find = async () => ({ addresses: ['127.0.0.1'], ttl: 60 });
    return transportFor(await resolveTarget(url, 'test', { ca, find }), { url, keepAlive, timeout: 10 });
  }

  it.each(['127.0.0.1', 'localhost'])('asks %s for its certificate', async (host) => {
    const transport = await secureTransport(
      (socket) => (keepAlive ? socket.write(response) : socket.end(response)),
      certificate,
      host,
    );
    for (let i = 0; i < 2; i++) expect(await transport.send()).toEqual(completed);
    expect(lab!.connections).toBe(keepAlive ? 1 : 2);
    transport.abandon();
  });

  it('sends nothing to a server that is not trusted', async () => {
    const transport = await secureTransport(ok);
    expect(await transport.send()).toEqual({ kind: 'failed', why: 'DEPTH_ZERO_SELF_SIGNED_CERT', bytes: 0 });
    expect(lab!.requests).toBe(0);
  });

  it('sends nothing to a server that is another', async () => {
    lab = await loopback(ok, 'https');
    const url = lab.url.replace('127.0.0.1', 'lab.test');
    // No name but localhost may be this machine's, so the certificate is asked for in another way.
    const target = await resolveTarget(lab.url, 'test', { ca: certificate });
    const named = { ...target, tls: { ...target.tls!, servername: 'lab.test' } };
    const outcome = await transportFor(named, { url, keepAlive }).send();
    expect(outcome).toEqual({ kind: 'failed', why: 'ERR_TLS_CERT_ALTNAME_INVALID', bytes: 0 });
    expect(lab.requests).toBe(0);
  });

  it('closes nothing before the server', async () => {
    const order: string[] = [];
    const transport = await secureTransport((socket) => {
      socket.on('end', () => order.push('client closes'));
      whenRead(() => socket.end(() => order.push('server closes')));
      socket.write(response.replace('200 OK', '200 OK\r\nConnection: close'));
    }, certificate);
    expect((await transport.send()).kind).toBe('completed');
    await lab!.close();
    expect(order[0]).toBe('server closes');
  });

  it('takes a server that speaks no TLS for what it is', async () => {
    const server = createPlainServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end('+PONG\r\n'),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const outcome = await transportFor(await resolveTarget(url, 'test'), { url, keepAlive }).send();
    await new Promise((closed) => server.close(closed));
    expect(outcome).toMatchObject({ kind: 'failed', bytes: 0 });
  });
});
