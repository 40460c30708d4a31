/** Tests of what becomes of a request to a server that does not behave, whether connections are used again or not. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Exchange, type Line } from './exchange';
import { hold, loopback, ok, reset, type Answer, type Loopback } from './loopback';
import { ResponseReader } from './response';
import { resolveTarget } from './target';
import { transportFor, type Outcome, type Transport } from './transport';

let lab: Loopback | undefined;
let child: ChildProcess | undefined;
let transport: Transport | undefined;
const unhandled = jest.fn();
beforeAll(() => process.on('unhandledRejection', unhandled));
afterAll(() => process.off('unhandledRejection', unhandled));
afterEach(async () => {
  transport?.abandon();
  child?.kill('SIGKILL');
  await lab?.close();
  expect(unhandled).not.toHaveBeenCalled();
});

const sent =
  (text: string): Answer =>
  (socket) =>
    socket.end(text);

const left =
  (text: string): Answer =>
  (socket) =>
    socket.write(text);

/** One byte after the other, each in a packet of its own. */
const dripped =
  (text: string): Answer =>
  async (socket) => {
    socket.setNoDelay();
    for (const byte of text) await new Promise((written) => socket.write(byte, written));
    socket.end();
  };

/** Without end, as fast as it is read. */
const flooded =
  (start: string, piece: string): Answer =>
  async (socket) => {
    socket.write(start);
    while (!socket.destroyed) await written(socket, Buffer.from(piece));
  };

/** Without end, a piece in each turn of the event loop. */
const trickled =
  (start: string, piece: string): Answer =>
  async (socket) => {
    for (socket.write(start); !socket.destroyed; socket.write(piece)) await turn();
  };

const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

/** When the system has taken it, or there is no one to take it any more. */
const written = (socket: Socket, data: Buffer): Promise<void> =>
  new Promise((done) => socket.write(data, () => done()));

const failed = (why: string, bytes: number): Outcome => ({ kind: 'failed', why, bytes });
const completed = (status: number, bytes: number): Outcome => ({ kind: 'completed', status, bytes });

const head = 'HTTP/1.1 200 OK\r\n';
const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;

describe.each([
  ['a connection for each request', false],
  ['connections that are used again', true],
])('on %s, a server', (_, keepAlive) => {
  async function sendTo(url: string, timeout = 30): Promise<Outcome> {
    transport = transportFor(await resolveTarget(url, 'test'), { url, keepAlive, timeout });
    return transport.send();
  }

  it.each<[string, Answer, Outcome]>([
    ['answers with a failure', sent('HTTP/1.0 502 Bad Gateway\r\n\r\nsorry'), completed(502, 33)],
    ['marks the end of a body by closing', sent(`${head}\r\nok`), completed(200, 21)],
    ['closes without an answer', sent(''), failed('empty', 0)],
    ['closes within the head', sent('HTTP/1.1 200 OK\r\nCont'), failed('truncated', 21)],
    ['closes within the body', sent(`${head}Content-Length: 9\r\n\r\nhalf`), failed('truncated', 42)],
    ['closes within a chunk', sent(`${chunked}9\r\nhalf`), failed('truncated', 54)],
    ['closes before the last chunk', sent(`${chunked}4\r\nhalf\r\n`), failed('truncated', 56)],
    ['resets the connection', reset, failed('ECONNRESET', 0)],
    ['speaks another protocol', left('+PONG\r\n\r\n\r\n'), failed('malformed', 11)],
    ['greets in another protocol', left('220 mail\r\n'), failed('malformed', 10)],
    ['drips chunks and trailers', dripped(`${chunked}2;a=b\r\nok\r\n0\r\nA: b\r\n\r\n`), completed(200, 69)],
    ['drips an answer without a body', dripped('HTTP/1.1 204 No Content\r\n\r\n'), completed(204, 27)],
    ['drips half an answer', dripped(`${head}Content-Length: 3\r\n\r\nok`), failed('truncated', 40)],
  ])('that %s is taken for what it is', async (_, answer, outcome) => {
    lab = await loopback(answer);
    expect(await sendTo(lab.url)).toEqual(outcome);
  });

  it('that resets the connection within the body is taken for what it is', async () => {
    lab = await loopback((socket) =>
      socket.write(`${head}Content-Length: 9\r\n\r\nhalf`, () => socket.resetAndDestroy()),
    );
    const { kind, why } = { why: '', ...(await sendTo(lab.url)) };
    expect(kind).toBe('failed');
    // A reset comes with an end before it, and it is the machine's choice which of them is seen.
    expect(['ECONNRESET', 'truncated']).toContain(why);
  });

  it('that does not listen is taken for what it is', async () => {
    lab = await loopback(ok);
    await lab.close();
    expect(await sendTo(lab.url)).toEqual(failed('ECONNREFUSED', 0));
  });

  it.each<[string, Answer, number]>([
    ['never answers', hold, 0],
    ['stops within the head', left('HTTP/1.1 200 OK\r\nCont'), 21],
    ['stops within the body', left(`${head}Content-Length: 9\r\n\r\nhalf`), 42],
  ])('that %s is given up', async (_, answer, bytes) => {
    lab = await loopback(answer);
    expect(await sendTo(lab.url, 0.2)).toEqual(failed('timeout', bytes));
  });

  it('that drips without end is given up', async () => {
    lab = await loopback(trickled(`${head}Content-Length: 999999999\r\n\r\n`, 'x'));
    expect(await sendTo(lab.url, 0.1)).toMatchObject({ kind: 'failed', why: 'timeout' });
  }, 60_000);

  it.each([
    ['one field', head, 'A: '.padEnd(4096, 'b')],
    ['fields', head, 'A: b\r\n'.repeat(100)],
    ['interim responses', '', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(20)],
    ['trailers', `${chunked}0\r\n`, 'A: b\r\n'.repeat(100)],
  ])('that sends %s without end is given up', async (_, start, piece) => {
    lab = await loopback(flooded(start, piece));
    expect(await sendTo(lab.url)).toMatchObject({ kind: 'failed', why: 'malformed' });
  });

  it('whose body of 1 GB is counted and not kept', async () => {
    const size = 2 ** 30;
    const piece = Buffer.alloc(2 ** 20);
    const start = `${head}Content-Length: ${size}\r\n\r\n`;
    lab = await loopback(async (socket) => {
      socket.write(start);
      for (let at = 0; at < size; at += piece.length) await written(socket, piece);
      socket.end();
    });
    const held = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    const before = held();
    expect(await sendTo(lab.url)).toEqual(completed(200, size + start.length));
    expect(held() - before).toBeLessThan(64 * 2 ** 20);
  }, 120_000);

  it('that accepts late is waited for, or given up when that takes too long', async () => {
    // With room for one connection that it has not accepted: those that follow are not even answered by its kernel.
    child = spawn(process.execPath, ['-e', lateServer], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [port] = (await once(child.stdout!, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${Number(port)}/`;
    const target = await resolveTarget(url, 'test');
    child.kill('SIGSTOP');
    const patient = transportFor(target, { url, keepAlive, timeout: 60 });
    const waiting = Array.from({ length: 5 }, () => patient.send());
    const impatient = transportFor(target, { url, keepAlive, timeout: 0.2 });
    expect(await impatient.send()).toEqual(failed('timeout', 0));
    child.kill('SIGCONT');
    for (const outcome of await Promise.all(waiting)) expect(outcome).toMatchObject({ kind: 'completed', status: 200 });
    patient.abandon();
  }, 60_000);
});

describe('the patience of an exchange', () => {
  /** An exchange that looks when the test says so, as its server answers when the test says so. */
  async function patient() {
    const sockets: Socket[] = [];
    lab = await loopback((socket) => sockets.push(socket));
    const outcomes: Outcome[] = [];
    const line: Line = {
      port: Number(new URL(lab.url).port),
      request: Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      keepAlive: true,
      patience: { response: 2, whole: 5, close: 2, idle: 100 },
      freed: () => {},
      gone: () => {},
    };
    const settle = (outcome: Outcome): void => void outcomes.push(outcome);
    const exchange = new Exchange('127.0.0.1', line, settle);
    const read = jest.spyOn(ResponseReader.prototype, 'read');
    const until = async (holds: () => boolean): Promise<void> => {
      while (!holds()) await turn();
    };
    return {
      outcomes,
      exchange,
      again: () => exchange.again(settle),
      requests: (count: number) => until(() => lab!.requests === count),
      /** Sends it, and waits until it is read. */
      answer: async (text: string): Promise<void> => {
        const before = read.mock.calls.length;
        sockets[0]!.write(text);
        await until(() => read.mock.calls.length > before);
      },
    };
  }
  afterEach(() => jest.restoreAllMocks());

  it('ends for a response that is never silent and never whole', async () => {
    const { exchange, outcomes, requests, answer } = await patient();
    await requests(1);
    for (const byte of 'HTTP/') {
      exchange.look();
      await answer(byte);
    }
    expect(outcomes).toEqual([]);
    exchange.look();
    expect(outcomes).toEqual([failed('timeout', 5)]);
  });

  it('is as long for each request on a connection that is used again, and no request of a free one is given up', async () => {
    const { exchange, outcomes, requests, answer, again } = await patient();
    const text = 'HTTP/1.1 204 No Content\r\n\r\n';
    for (let request = 1; request <= 3; request++) {
      await requests(request);
      for (let piece = 0; piece < 4; piece++) {
        exchange.look();
        await answer(text.slice(piece * 7, piece * 7 + 7));
      }
      for (let idle = 0; idle < 20; idle++) exchange.look();
      expect(outcomes).toEqual(Array(request).fill(completed(204, text.length)));
      if (request < 3) again();
    }
    exchange.abandon();
  });
});

const lateServer = `
  const server = require('node:http').createServer((request, response) => response.end('ok'));
  server.listen(0, '127.0.0.1', 1, () => console.log(server.address().port));
`;
