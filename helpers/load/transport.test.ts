/** Tests of one request on one connection. */
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hold, loopback, ok, reset, type Answer, type Loopback } from './loopback';
import { ResponseReader } from './response';
import { resolveTarget } from './target';
import { oneRequestPerConnection, type Outcome, type Timeouts, type Transport } from './transport';

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

async function transportTo(answer: Answer, timeouts?: Timeouts): Promise<Transport> {
  lab = await loopback(answer);
  return oneRequestPerConnection(await resolveTarget(lab.url, 'test'), timeouts);
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
    const target = await resolveTarget(lab.url, 'test');
    // Nothing listens there, be there IPv6 or not.
    const transport = oneRequestPerConnection({ ...target, addresses: ['127.0.0.1', '::1'] });
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
    const ours = await oneRequestPerConnection(await resolveTarget(url, 'test')).send();
    await new Promise((closed) => server.close(closed));
    expect(theirs).toBe(body.length);
    expect(ours).toMatchObject({ kind: 'completed', status: 200 });
    expect(ours.bytes).toBeGreaterThan(body.length);
  });
});
