/** The data plane over real HTTP on the loopback. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { dimensionValue, type Traffic } from '../elb';
import { smallLab, target } from '../elb/testing';
import { DataPlane } from './data-plane';
import { serveTraffic, type Load, type TrafficServer } from './server';

const servers: TrafficServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const capacity = { requestsPerSecond: 100, latency: 0.01 };

async function open({ targets = 2, load }: { targets?: number; load?: Load } = {}) {
  const lab = smallLab();
  const traffic: Traffic[] = [];
  lab.elb.onTraffic((event) => traffic.push(event));
  lab.elb.registerTargets(lab.web.arn, [target(1), target(2), target(3)].slice(0, targets));
  lab.runTo(2);
  const plane = new DataPlane(lab.elb, lab.loadBalancer.arn, { agenda: lab.agenda, capacity });
  const server = await serveTraffic(plane, { load: () => load });
  servers.push(server);
  return { ...lab, plane, server, traffic, port: Number(new URL(server.url).port) };
}

/** A turn of the event loop. */
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves when the connection has ended, however it did. */
function closed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => void socket.once('close', () => resolve()));
}

/** Sends bytes as they are, and gives the bytes that came until the other side closed. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(text);
  await closed(socket);
  return Buffer.concat(chunks).toString();
}

it('answers with the page of the task behind the target', async () => {
  const { server, pages } = await open();
  pages.set('/cats', { status: 301, body: '', headers: { Location: '/cats/' } });
  const page = await fetch(`${server.url}/?from=test`);
  expect([page.status, await page.text()]).toEqual([200, '<h1>demogo</h1>']);
  expect(page.headers.get('date')).toBeNull();
  const moved = await fetch(`${server.url}/cats`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/cats/']);
  expect(server.served).toBe(2);
});

it('a page that can not be sent or made ends its own connection and no other', async () => {
  const { server, port, pages, elb } = await open();
  pages.set('/bad', { status: 200, body: '', headers: { Location: '/a\r\nSet-Cookie: a' } });
  await expect(fetch(`${server.url}/bad`)).rejects.toThrow('fetch failed');
  elb.workload.answer = () => {
    throw new Error('a defect');
  };
  expect((await fetch(server.url)).status).toBe(500);
  expect(await raw(port, 'GET / HTTP/1.0\r\n\r\n')).toBe('');
});

it('spreads requests over the targets, and counts each', async () => {
  const { server, traffic, runTo, sums, web } = await open();
  for (let i = 0; i < 4; i++) await (await fetch(server.url)).text();
  expect(traffic.map((event) => event.target.id)).toEqual(['i-01', 'i-02', 'i-01', 'i-02']);
  runTo(60);
  expect(sums('RequestCountPerTarget', `TargetGroup=${dimensionValue(web.arn)}`)).toEqual([[0, 2]]);
});

it('closes after HTTP/1.0, and counts the bytes that went over the connection', async () => {
  const { port, traffic } = await open();
  const sent = 'GET / HTTP/1.0\r\nHost: demogo-alb\r\nUser-Agent: ApacheBench/2.3\r\nAccept: */*\r\n\r\n';
  const answer = await raw(port, sent);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer).toContain('\r\nConnection: close\r\n');
  expect(traffic).toMatchObject([{ bytesIn: sent.length, bytesOut: answer.length }]);
});

it('keeps an HTTP/1.1 connection until asked to close it', async () => {
  const { port, server, traffic } = await open();
  const first = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
  const last = 'GET /missing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const answer = await raw(port, first + last);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404']);
  expect(server.served).toBe(2);
  expect(traffic.map(({ bytesIn }) => bytesIn)).toEqual([first.length, last.length]);
  expect(traffic.reduce((sum, { bytesOut }) => sum + bytesOut, 0)).toBe(answer.length);
});

it('answers HEAD without the body', async () => {
  const { port, traffic } = await open();
  const answer = await raw(port, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(answer).toContain('Content-Length: 15\r\n');
  expect(answer).toMatch(/\r\n\r\n$/);
  expect(traffic[0]?.bytesOut).toBe(answer.length);
});

it('reads a body and drops it, and refuses one that is too long', async () => {
  const { server, traffic, port } = await open();
  const page = await fetch(server.url, { method: 'POST', body: 'x'.repeat(5000) });
  expect(page.status).toBe(200);
  expect(traffic[0]?.bytesIn).toBeGreaterThan(5000);
  const long = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n${'x'.repeat(1024 * 1024 + 1)}`;
  expect(await raw(port, long)).toMatch(/^HTTP\/1\.1 413 /);
  expect(server.served).toBe(1);
});

it('gives 503 without a target, and 502 for a target that does not answer', async () => {
  const empty = await open({ targets: 0 });
  const page = await fetch(empty.server.url);
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html']);
  expect(await page.text()).toContain('<h1>503 Service Unavailable</h1>');
  const silent = await open({ targets: 1 });
  silent.down.add('i-01');
  expect((await fetch(silent.server.url)).status).toBe(502);
  for (const { runTo, sums, traffic } of [empty, silent]) {
    runTo(60);
    expect(sums('HTTPCode_ELB_5XX_Count')).toEqual([[0, 1]]);
    expect(traffic).toEqual([]);
  }
});

it.each(['1.0', '1.1'])('cuts the connection of HTTP/%s when the listener is gone', async (version) => {
  const { elb, listener, port, server } = await open();
  elb.configuration.deleteListener(listener.arn);
  expect(await raw(port, `GET / HTTP/${version}\r\nHost: a\r\n\r\n`)).toBe('');
  expect(server.served).toBe(0);
});

it.each(['GET', 'HEAD'])('answers %s alike, whoever reads it', async (method) => {
  const { port, traffic } = await open({ targets: 1 });
  const head = `${method} /?a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n`;
  // The second has what only Node reads: a length.
  const plain = await raw(port, `${head}\r\n`);
  const other = await raw(port, `${head}Content-Length: 0\r\n\r\n`);
  expect(other).toBe(plain);
  expect(traffic).toMatchObject([
    { bytesIn: head.length + 2, bytesOut: plain.length },
    { bytesIn: head.length + 2 + 'Content-Length: 0\r\n'.length, bytesOut: plain.length },
  ]);
});

describe('a load in lab time', () => {
  const load: Load = { userAgent: 'load', weight: 30 };
  const ask = (url: string, userAgent: string): Promise<Response> =>
    fetch(url, { headers: { 'user-agent': userAgent } });
  /** Until the load balancer has so many of its requests. */
  async function holding(server: TrafficServer, count: number): Promise<void> {
    while (server.held !== count) await soon();
  }

  it('is held until the lab has served it, one request after the other, each for what it stands for', async () => {
    const { server, traffic, runTo, sums, web } = await open({ load });
    const statuses: number[] = [];
    for (let i = 0; i < 2; i++) void ask(server.url, 'load').then(({ status }) => statuses.push(status));
    await holding(server, 2);
    expect(server.served).toBe(0);
    // It began at 2 s; 30 requests take 0.3 s.
    runTo(2.31);
    expect([server.held, server.served]).toEqual([1, 1]);
    runTo(2.61);
    while (statuses.length < 2) await soon();
    expect([statuses, server.held, server.served]).toEqual([[200, 200], 0, 2]);
    expect(traffic.map(({ weight }) => weight)).toEqual([30, 30]);
    runTo(60);
    expect(sums('RequestCountPerTarget', `TargetGroup=${dimensionValue(web.arn)}`)).toEqual([[0, 30]]);
  });

  it('does not keep others waiting, who stand for themselves alone', async () => {
    const { server, traffic } = await open({ load });
    expect((await ask(server.url, 'someone')).status).toBe(200);
    expect([server.held, traffic.map(({ weight }) => weight)]).toEqual([0, [1]]);
  });

  it('is everyone, when it is known by no name', async () => {
    const { server, traffic, runTo } = await open({ load: { userAgent: undefined, weight: 60 } });
    const asked = ask(server.url, 'someone');
    await holding(server, 1);
    runTo(2.61);
    expect((await asked).status).toBe(200);
    expect(traffic.map(({ weight }) => weight)).toEqual([60]);
  });

  it.each(['1.0', '1.1'])('is not counted where the client (HTTP/%s) has gone meanwhile', async (version) => {
    const { server, port, elb, runTo } = await open({ load });
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET / HTTP/${version}\r\nHost: a\r\nUser-Agent: load\r\n\r\n`);
    await holding(server, 1);
    const records = jest.spyOn(elb, 'record');
    socket.destroy();
    await holding(server, 0);
    runTo(10);
    expect(records).not.toHaveBeenCalled();
    expect(server.served).toBe(0);
  });
});

it('ends with open connections', async () => {
  const { server, port } = await open();
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  await Promise.all([closed(socket), server.close()]);
});

it('says so when the port is taken', async () => {
  const { plane, port } = await open();
  await expect(serveTraffic(plane, { load: () => undefined, port })).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is taken; name another port for the load balancer, or none to get a free one.`,
  );
});
