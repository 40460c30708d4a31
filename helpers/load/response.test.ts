/** Tests of the reading of responses, whole, cut and malformed. */
import { ResponseReader } from './response';

/** Feeds `text` in pieces of `size`, then the end of the connection if told so. */
function reading(text: string, size = Infinity): ResponseReader {
  const reader = new ResponseReader();
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    // What lies beyond the length is left over from another response, and must not be looked at.
    reader.read(Buffer.concat([piece, Buffer.from('\r\n\r\n0\r\n\r\n')]), piece.length);
  }
  return reader;
}

const head = (...lines: string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
const chunked = head('Transfer-Encoding: chunked');

describe('reading a response', () => {
  it.each([
    ['by its length', `${head('content-LENGTH:  5 ')}hello`, 200],
    ['without a body', head('Content-Length: 0'), 200],
    ['of a length told twice alike', `${head('Content-Length: 2', 'Content-Length: 2')}ok`, 200],
    ['in chunks', `${chunked}5\r\nhello\r\nA;name=value\r\n0123456789\r\n0\r\n\r\n`, 200],
    ['in chunks with a trailer', `${chunked}1\r\nx\r\n000\r\nExpires: never\r\nA: b\r\n\r\n`, 200],
    ['204, which has no body', 'HTTP/1.1 204 No Content\r\n\r\n', 204],
    ['304, whose length is of a body that is not sent', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', 304],
    ['of HTTP/1.0, with no reason phrase', 'HTTP/1.0 503\r\nContent-Length: 2\r\n\r\nno', 503],
    ['of a status of its own', 'HTTP/1.1 599\r\nContent-Length: 0\r\n\r\n', 599],
    [
      'after several interim ones',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103\r\nA: b\r\n\r\n${head('Content-Length: 0')}`,
      200,
    ],
    ['after an interim one that tells a length', `HTTP/1.1 100\r\nContent-Length: 9\r\n\r\n${chunked}0\r\n\r\n`, 200],
    ['after an interim one', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${head('Content-Length: 2')}ok`, 200],
  ])('%s', (_, text, status) => {
    for (const size of [Infinity, 1, 2, 3, 7]) {
      const reader = reading(text, size);
      expect({ size, complete: reader.complete, status: reader.status }).toEqual({ size, complete: true, status });
      // Nothing less is the whole of it, and nothing may follow.
      expect(reading(text.slice(0, -1), size).complete).toBe(false);
      expect(reading(text.slice(0, -1), size).end()).toBe(false);
      expect(reading(`${text}!`, size).malformed).toBe(true);
    }
  });

  it('reads to the end of the connection when no length is told', () => {
    const reader = reading(`${head('Server: nginx')}as much as there is`, 4);
    expect(reader.complete).toBe(false);
    expect(reader.end()).toBe(true);
    expect(reader.status).toBe(200);
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_8.7\r\n\r\n'],
    ['another protocol that waits after its greeting', 'SSH-2.0-OpenSSH_8.7\r\n'],
    ['another protocol after an interim response', 'HTTP/1.1 103 Early Hints\r\n\r\n+PONG\r\n'],
    ['another version', 'HTTP/2 200\r\n\r\n'],
    ['a version in lower case', 'http/1.1 200 OK\r\n\r\n'],
    ['a line before the status', '\r\nHTTP/1.1 200 OK\r\n\r\n'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n'],
    ['no status', 'HTTP/1.1 OK\r\n\r\n'],
    ['a status out of range', 'HTTP/1.1 999 Odd\r\n\r\n'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['a field without a colon', head('Content-Length 5')],
    ['a space before the colon', head('Content-Length : 5')],
    ['a folded field', head('A: b', ' c')],
    ['a length that is not a number', head('Content-Length: 5, 5')],
    ['a length below nothing', head('Content-Length: -1')],
    ['a length that says nothing', head('Content-Length: ')],
    ['a length that no number can hold', head('Content-Length: 99999999999999999999')],
    ['a carriage return within a field', head('A: b\rContent-Length: 5')],
    ['a line feed within a field', head('A: b\nContent-Length: 5')],
    ['two codings', head('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked')],
    ['a head that is too long, even where its end comes at once', head(`A: ${'x'.repeat(16_500)}`)],
    ['two lengths', head('Content-Length: 5', 'Content-Length: 6')],
    ['a length and chunks', head('Content-Length: 5', 'Transfer-Encoding: chunked')],
    ['an unknown coding', head('Transfer-Encoding: gzip, chunked')],
    ['a chunk size that is not hexadecimal', `${chunked}g\r\n`],
    ['a chunk longer than its size', `${chunked}1\r\nxx\r\n`],
    ['a head without end', `${head().slice(0, -2)}A: ${'x'.repeat(17_000)}`],
    ['interim responses without end', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)],
    ['trailers without end', `${chunked}0\r\n${'A: b\r\n'.repeat(5000)}`],
    ['a chunk-size line without end', `${chunked}${'0'.repeat(2000)}`],
  ])('refuses %s', (_, text) => {
    for (const size of [Infinity, 1, 1000]) {
      const reader = reading(text, size);
      expect({ size, malformed: reader.malformed }).toEqual({ size, malformed: true });
      expect(reader.end()).toBe(false);
    }
  });

  it.each([
    ['HTTP/1.1', [], true],
    ['HTTP/1.1', ['Connection: Close'], false],
    ['HTTP/1.1', ['Connection: foo', 'Connection: bar , close'], false],
    ['HTTP/1.0', [], false],
    ['HTTP/1.0', ['Connection: Keep-Alive'], true],
  ])('tells whether the server keeps the connection: %s %j', (version, fields, kept) => {
    const lines = [`${version} 200 OK`, ...fields];
    for (const rest of [
      ['Content-Length: 2', '', 'ok'],
      ['Transfer-Encoding: chunked', '', '0', '', ''],
    ]) {
      const reader = reading([...lines, ...rest].join('\r\n'));
      expect({ complete: reader.complete, reusable: reader.reusable }).toEqual({ complete: true, reusable: kept });
    }
    const toTheEnd = reading([...lines, '', 'ok'].join('\r\n'));
    expect(toTheEnd.end()).toBe(true);
    expect(toTheEnd.reusable).toBe(false);
  });

  it('reads the response to the next request anew', () => {
    const reader = reading(`${chunked}1\r\nx\r\n0\r\nA: b\r\n\r\n`);
    for (const [text, status] of [
      [`${head('Content-Length: 2')}ok`, 200],
      ['HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n', 503],
      [`${head('Content-Length: 2')}ok`, 200],
    ] as const) {
      expect(reader.complete).toBe(true);
      reader.next();
      expect(reader.complete).toBe(false);
      for (const byte of Buffer.from(text)) reader.read(Buffer.of(byte), 1);
      expect({ complete: reader.complete, status: reader.status }).toEqual({ complete: true, status });
    }
  });

  it('has nothing against an interim response to each of many requests', () => {
    const text = Buffer.from(
      `HTTP/1.1 103 Early Hints\r\nA: ${'b'.repeat(8000)}\r\n\r\n${head('Content-Length: 2')}ok`,
    );
    const reader = new ResponseReader();
    for (let i = 0; i < 5; i++) {
      reader.read(text, text.length);
      expect(reader.complete).toBe(true);
      reader.next();
    }
  });

  it('keeps nothing of a body of 1 GB', () => {
    const piece = Buffer.alloc(64 * 1024);
    const size = 2 ** 30;
    const reader = new ResponseReader();
    const start = Buffer.from(head(`Content-Length: ${size}`));
    reader.read(start, start.length);
    const before = process.memoryUsage();
    for (let read = 0; read < size; read += piece.length) reader.read(piece, piece.length);
    const after = process.memoryUsage();
    expect(reader.complete).toBe(true);
    expect(after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(64 * 2 ** 20);
  });
});
