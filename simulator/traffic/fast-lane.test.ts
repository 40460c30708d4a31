/** Connections of one request each, over real sockets, and how all others come to Node's server. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { openLane, type LaneOptions } from './fast-lane';

const ASKED = 'GET / HTTP/1.0\r\nHost: a\r\n\r\n';

const ends: (() => void)[] = [];
let over = 0;
afterEach(() => {
  over++;
  for (const end of ends.splice(0)) end();
});

/** Node's server answers `node`; what the lane has taken waits in `sends`, by its ordinal. */
async function open(options: Partial<LaneOptions> = {}) {
  const sends: ((answer: string | undefined) => void)[] = [];
  const gone: number[] = [];
  const server = createServer((request, response) => {
    response.sendDate = false;
    request.resume().once('end', () => response.end('node'));
  });
  const lane = openLane(server, {
    idle: 60_000,
    open: () => true,
    pass: (_, __, send) => sends.push(send) - 1,
    gone: (ordinal) => void gone.push(ordinal),
    ...options,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.close();
    server.closeAllConnections();
    lane.close();
  });
  const { port } = server.address() as AddressInfo;
  return { lane, sends, gone, connected: () => client(port) };
}

function client(port: number): { socket: Socket; text: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece)).on('error', () => undefined);
  const text = once(socket, 'close').then(() => Buffer.concat(pieces).toString());
  return { socket, text };
}

/** Ends with its test. */
async function until(holds: () => boolean): Promise<void> {
  for (const begun = over; !holds() && begun === over;) await new Promise((resolve) => setImmediate(resolve));
}

it('sends the answer as it is, and ends the connection', async () => {
  const { sends, gone, connected } = await open();
  const { socket, text } = connected();
  socket.write(ASKED);
  await until(() => sends.length === 1);
  sends[0]!('안녕');
  expect(await text).toBe('안녕');
  await until(() => gone.length === 1);
});

it('sends all of an answer that is too long for the kernel to take at once', async () => {
  const { sends, connected } = await open();
  const { socket, text } = connected();
  socket.write(ASKED);
  await until(() => sends.length === 1);
  sends[0]!('x'.repeat(20_000_000));
  expect((await text).length).toBe(20_000_000);
});

it('cuts the connection when there is no answer', async () => {
  const { connected } = await open({
    pass: (_, __, send) => {
      send(undefined);
      return 0;
    },
  });
  const { socket, text } = connected();
  socket.write(ASKED);
  expect(await text).toBe('');
});

it.each<[string, (socket: Socket) => void]>([
  ['has gone', (socket) => socket.destroy()],
  ['will send no more', (socket) => socket.end()],
])('says so when the client of a held request %s', async (_, leave) => {
  const { sends, gone, connected } = await open();
  const { socket, text } = connected();
  socket.write(ASKED);
  await until(() => sends.length === 1);
  leave(socket);
  await until(() => gone.length === 1);
  expect(gone).toEqual([0]);
  expect(await text).toBe('');
});

it('takes one request of a connection and no more', async () => {
  const { sends, connected } = await open();
  const { socket, text } = connected();
  socket.write(ASKED);
  await until(() => sends.length === 1);
  socket.write(ASKED);
  const other = connected();
  other.socket.write(ASKED);
  await until(() => sends.length === 2);
  // The second connection's: what came over the first one before it was read by then, and left.
  sends[1]!('other');
  expect(await other.text).toBe('other');
  sends[0]!('one');
  await text;
  expect(sends).toHaveLength(2);
});

it.each([
  ['that come in pieces', ['GET / HTT', 'P/1.0\r\n\r\n']],
  ['with a body', ['POST / HTTP/1.0\r\nContent-Length: 4\r\n\r\nbo', 'dy']],
  ['that keep the connection', ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ASKED]],
])("leaves requests %s to Node's server", async (_, pieces) => {
  let looked = false;
  const { sends, gone, connected } = await open({ open: () => (looked = true) });
  const { socket, text } = connected();
  const [first, ...others] = pieces;
  socket.write(first!);
  await until(() => looked);
  for (const piece of others) socket.write(piece);
  expect(await text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*node/);
  expect([sends, gone]).toEqual([[], []]);
});

it('leaves all to it while it is closed', async () => {
  const { sends, connected } = await open({ open: () => false });
  const { socket, text } = connected();
  socket.write(ASKED);
  expect(await text).toContain('node');
  expect(sends).toEqual([]);
});

it('ends connections that send nothing, and none whose request is held', async () => {
  const { sends, connected } = await open({ idle: 20 });
  const asking = connected();
  asking.socket.write(ASKED);
  await until(() => sends.length === 1);
  const silent = connected();
  expect(await silent.text).toBe('');
  sends[0]!('late');
  expect(await asking.text).toBe('late');
});

it('ends what is open when it is closed', async () => {
  const { lane, sends, connected } = await open();
  const [asking, silent] = [connected(), connected()];
  await once(silent.socket, 'connect');
  asking.socket.write(ASKED);
  await until(() => sends.length === 1);
  lane.close();
  expect(await Promise.all([asking.text, silent.text])).toEqual(['', '']);
});
