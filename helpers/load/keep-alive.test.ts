/** Tests of connections that are used again. */
import { hold, loopback, reset, type Answer, type Loopback } from './loopback';
import { resolveTarget } from './target';
import { transportFor, type Outcome, type Timeouts, type Transport } from './transport';

let lab: Loopback | undefined;
let transport: Transport | undefined;
afterEach(async () => {
  transport?.abandon();
  await lab?.close();
});

async function transportTo(answer: Answer, timeouts?: Partial<Timeouts>): Promise<Transport> {
  lab = await loopback(answer);
  return (transport = transportFor(
    await resolveTarget(lab.url, 'test'),
    { url: lab.url, keepAlive: true },
    { response: 30, ...timeouts },
  ));
}

async function outcomes(count: number): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for (let i = 0; i < count; i++) all.push(await transport!.send());
  return all;
}

const response = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const completed: Outcome = { kind: 'completed', status: 200, bytes: response.length };
const answer: Answer = (socket) => socket.write(response);
/** A response after which the server closes. */
const last: Answer = (socket) => socket.end(response.replace('OK', 'OK\r\nConnection: close'));

/** Until the server has seen that many connections end. */
function untilClosed(): { answer: Answer; closed: Promise<void> } {
  let tell: () => void;
  const closed = new Promise<void>((resolve) => (tell = resolve));
  return { answer: (socket) => socket.once('close', () => tell()).write(response), closed };
}

describe('connections that are used again', () => {
  it('are one for requests one after the other', async () => {
    await transportTo(answer);
    expect(await outcomes(5)).toEqual(Array(5).fill(completed));
    expect(lab).toMatchObject({ requests: 5, connections: 1 });
  });

  it('are as many as requests are under way at once', async () => {
    await transportTo(answer);
    for (let round = 0; round < 3; round++)
      expect(await Promise.all([1, 2, 3].map(() => transport!.send()))).toEqual(Array(3).fill(completed));
    expect(lab).toMatchObject({ requests: 9, connections: 3 });
  });

  it.each([
    ['chunks and trailers', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nA: b\r\n\r\n', 200],
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n', 204],
    ['304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', 304],
    ['an interim response', `HTTP/1.1 103 Early Hints\r\n\r\n${response}`, 200],
    ['a failure of the server', 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n', 503],
  ])('outlast %s', async (_, text, status) => {
    await transportTo((socket) => socket.write(text));
    expect(await outcomes(3)).toEqual(Array(3).fill({ kind: 'completed', status, bytes: text.length }));
    expect(lab!.connections).toBe(1);
  });

  it.each<[string, Answer]>([
    ['says that it closes', last],
    ['marks the end of a body by closing', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nok')],
    ['speaks HTTP/1.0', (socket) => socket.end(response.replace('HTTP/1.1', 'HTTP/1.0'))],
  ])('are new ones after a server %s', async (_, closing) => {
    await transportTo(closing);
    for (const outcome of await outcomes(3)) expect(outcome).toMatchObject({ kind: 'completed', status: 200 });
    expect(lab).toMatchObject({ requests: 3, connections: 3 });
  });

  it.each<[string, Answer]>([
    ['resets it', reset],
    ['closes it', (socket) => socket.end()],
  ])('carry a request once more, on a new one, when the server %s before it answers', async (_, gone) => {
    await transportTo((socket, n) => (n === 1 ? gone(socket, n) : answer(socket, n)));
    expect(await outcomes(2)).toEqual([completed, completed]);
    expect(lab).toMatchObject({ requests: 3, connections: 2 });
  });

  it('carry no request a third time', async () => {
    await transportTo((socket, n) => (n === 0 ? answer(socket, n) : reset(socket, n)));
    expect(await outcomes(2)).toEqual([completed, { kind: 'failed', why: 'ECONNRESET', bytes: 0 }]);
    expect(lab!.requests).toBe(3);
  });

  it('carry no request once more of whose response a part has come, or that was never answered', async () => {
    const half: Answer = (socket) => socket.end('HTTP/1.1 2');
    await transportTo((socket, n) => (n === 1 ? half : n === 3 ? hold : answer)(socket, n), { response: 0.5 });
    expect(await outcomes(4)).toEqual([
      completed,
      { kind: 'failed', why: 'truncated', bytes: 10 },
      completed,
      { kind: 'failed', why: 'timeout', bytes: 0 },
    ]);
    expect(lab!.requests).toBe(4);
  });

  it('are given up when a server says more than it was asked for', async () => {
    await transportTo((socket) => socket.write(`${response}HTTP/1.1 200 OK\r\n`));
    const { kind, why } = { why: '', ...(await transport!.send()) };
    expect({ kind, why }).toEqual({ kind: 'failed', why: 'malformed' });
    await transport!.send();
    expect(lab!.connections).toBe(2);
  });

  it('are closed when nothing was sent on them for a while', async () => {
    const { answer, closed } = untilClosed();
    await transportTo(answer, { idle: 0.02 });
    await transport!.send();
    await closed;
    // Here, too, all is done that has to do with it.
    for (let turn = 0; turn < 5; turn++) await new Promise((next) => setImmediate(next));
    expect(await transport!.send()).toEqual(completed);
    expect(lab!.connections).toBe(2);
  });

  it('are closed when a server that was asked for nothing says something', async () => {
    let say: () => void;
    const { answer, closed } = untilClosed();
    await transportTo((socket, n) => {
      say = () => socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n');
      return answer(socket, n);
    });
    expect(await transport!.send()).toEqual(completed);
    say!();
    await closed;
    expect(await transport!.send()).toEqual(completed);
    expect(lab!.connections).toBe(2);
  });

  describe('and an address that the target has no more', () => {
    /** The transport, and what of the target's addresses it is told. */
    async function transportToMoving(answer: Answer) {
      lab = await loopback(answer);
      const target = await resolveTarget(lab.url, 'test');
      const known = { has: true };
      transport = transportFor({ ...target, has: () => known.has }, { url: lab.url, keepAlive: true });
      return known;
    }

    it('are closed instead of used again', async () => {
      const { answer, closed } = untilClosed();
      const known = await transportToMoving(answer);
      await Promise.all([transport!.send(), transport!.send()]);
      known.has = false;
      expect(await transport!.send()).toEqual(completed);
      await closed;
      expect(lab).toMatchObject({ requests: 3, connections: 3 });
    });

    it('are kept while a request is under way', async () => {
      let late: () => void;
      const known = await transportToMoving((socket, n) => {
        late = () => socket.write(response);
        return n === 0 && hold(socket, n);
      });
      const under = transport!.send();
      while (lab!.requests === 0) await new Promise((next) => setImmediate(next));
      known.has = false;
      late!();
      expect(await under).toEqual(completed);
      known.has = true;
      const next = transport!.send();
      while (lab!.requests === 1) await new Promise((turn) => setImmediate(turn));
      late!();
      expect(await next).toEqual(completed);
      expect(lab!.connections).toBe(1);
    });
  });

  it('are closed when the server closes them', async () => {
    await transportTo((socket) => {
      socket.write(response);
      setImmediate(() => socket.end());
    });
    await transport!.send();
    expect(await transport!.send()).toEqual(completed);
    expect(lab!.connections).toBe(2);
  });

  it('are closed when what is under way is abandoned, and new ones may follow', async () => {
    const { answer, closed } = untilClosed();
    await transportTo((socket, n) => (n === 1 ? hold : answer)(socket, n));
    await transport!.send();
    const under = transport!.send();
    transport!.abandon();
    expect(await under).toEqual({ kind: 'abandoned', bytes: 0 });
    await closed;
    expect(await transport!.send()).toEqual(completed);
    expect(lab!.connections).toBe(2);
  });
});
