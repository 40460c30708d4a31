/** Reads one HTTP/1 response after the other as they arrive, and keeps nothing of them but their status. */

/** Node's own limit on a response head is 16 KiB (`--max-http-header-size`); a load balancer's cookies fit in that. */
const MAX_HEAD = 16 * 1024;
/** A chunk-size line with its extensions; real ones have some 10 characters. */
const MAX_LINE = 1024;
/** How every head begins, whatever its minor version. */
const VERSION = 'HTTP/1.';

type Part = 'head' | 'body' | 'until close' | 'chunk size' | 'chunk' | 'after chunk' | 'trailer' | 'done' | 'malformed';

/** What a head says: of its body, either the length in bytes or how its end is found. */
interface Head {
  status: number;
  body: number | 'chunked' | 'until close';
  /** The server keeps the connection for another request. */
  persistent: boolean;
}

/**
 * A strict reader for what a server sends back (RFC 9112, sections 2 to 7): body by Content-Length, chunked, or up to the
 * end of the connection. Bodies are counted off and dropped. Whatever is not plainly one response is `malformed`, among
 * it bytes after its end.
 */
export class ResponseReader {
  status = 0;
  #part: Part = 'head';
  #persistent = false;
  /** Text of the head or line that has not ended yet. */
  #text = '';
  /** Bytes that the body or the chunk still has. */
  #left = 0;
  /** Characters of interim heads and trailers: each may be short, and there may be no end of them. */
  #extra = 0;

  /** A whole response is here. */
  get complete(): boolean {
    return this.#part === 'done';
  }

  /** A whole response is here, and its connection may be used again (RFC 9112, section 9.3). */
  get reusable(): boolean {
    return this.complete && this.#persistent;
  }

  get malformed(): boolean {
    return this.#part === 'malformed';
  }

  /** Makes ready for the response to another request on the same connection. */
  next(): void {
    this.#part = 'head';
    this.#extra = 0;
  }

  /** Takes the first `length` bytes of `buffer`, which belong to the caller again when this returns. */
  read(buffer: Buffer, length: number): void {
    let at = 0;
    while (at < length && this.#part !== 'malformed') at = this.#step(buffer, at, length);
  }

  /** The server has closed its side; true when that, or what came before, makes a whole response. */
  end(): boolean {
    if (this.#part === 'until close') this.#part = 'done';
    return this.complete;
  }

  /** Consumes something of `buffer` from `at` on, and returns where the rest begins. */
  #step(buffer: Buffer, at: number, length: number): number {
    switch (this.#part) {
      case 'head':
        return this.#upTo('\r\n\r\n', MAX_HEAD, buffer, at, length, (head) => this.#readHead(head));
      case 'chunk size':
        return this.#upTo('\r\n', MAX_LINE, buffer, at, length, (line) => this.#readChunkSize(line));
      case 'after chunk':
        return this.#upTo('\r\n', 2, buffer, at, length, (line) => (line === '' ? 'chunk size' : 'malformed'));
      case 'trailer':
        return this.#upTo('\r\n', MAX_HEAD, buffer, at, length, (line) =>
          line === '' ? 'done' : this.#unlessTooMuch(line, 'trailer'),
        );
      case 'body':
        return this.#skip(at, length, 'done');
      case 'chunk':
        return this.#skip(at, length, 'after chunk');
      case 'until close':
        return length;
      case 'done':
      case 'malformed':
        this.#part = 'malformed';
        return length;
    }
  }

  /** Latin-1 has one character a byte, so places in the text are places in the buffer. */
  #upTo(end: string, most: number, buffer: Buffer, at: number, length: number, then: (text: string) => Part): number {
    const before = this.#text.length;
    const text = this.#text + buffer.toString('latin1', at, Math.min(length, at + most));
    const found = text.indexOf(end, Math.max(0, before - end.length));
    if (found !== -1 && found + end.length <= most) {
      this.#text = '';
      this.#part = then(text.slice(0, found));
      return at + found + end.length - before;
    }
    this.#text = text;
    if (text.length >= most || (this.#part === 'head' && !mayBeHead(text))) this.#part = 'malformed';
    return length;
  }

  #skip(at: number, length: number, then: Part): number {
    const taken = Math.min(this.#left, length - at);
    this.#left -= taken;
    if (this.#left === 0) this.#part = then;
    return at + taken;
  }

  #unlessTooMuch(text: string, then: Part): Part {
    this.#extra += text.length;
    return this.#extra < MAX_HEAD ? then : 'malformed';
  }

  #readHead(text: string): Part {
    const head = meaningOf(text);
    if (head === undefined) return 'malformed';
    this.status = head.status;
    this.#persistent = head.persistent;
    // An interim response (100, 103) announces the real one; the right to switch protocols (101) was not given.
    if (head.status < 200) return head.status === 101 ? 'malformed' : this.#unlessTooMuch(text, 'head');
    if (head.body === 'until close') return 'until close';
    if (head.body === 'chunked') return 'chunk size';
    this.#left = head.body;
    return this.#left === 0 ? 'done' : 'body';
  }

  #readChunkSize(line: string): Part {
    const size = /^([0-9a-f]{1,13})[ \t]*(?:;|$)/i.exec(line)?.[1];
    if (size === undefined) return 'malformed';
    this.#left = parseInt(size, 16);
    return this.#left === 0 ? 'trailer' : 'chunk';
  }
}

/** A server of another protocol greets, and then waits for us: its greeting never becomes a head. */
const mayBeHead = (start: string): boolean => start.startsWith(VERSION) || VERSION.startsWith(start);

let lastText = '';
let lastHead: Head | undefined;

/** A server under load sends the same head again and again, up to the second in its Date. */
function meaningOf(text: string): Head | undefined {
  if (text !== lastText) {
    lastText = text;
    lastHead = parseHead(text);
  }
  return lastHead;
}

/** @returns undefined for what is no head of HTTP/1, or has more than one meaning */
function parseHead(text: string): Head | undefined {
  const [statusLine, ...fields] = text.split('\r\n');
  const [, minor, code] = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: |$)/.exec(statusLine!) ?? [];
  if (code === undefined) return undefined;
  let length: string | undefined;
  let coding: string | undefined;
  const connection: string[] = [];
  for (const field of fields) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/.exec(field) ?? [];
    if (name === undefined || value === undefined) return undefined;
    switch (name.toLowerCase()) {
      case 'content-length':
        if (!/^\d{1,15}$/.test(value) || (length !== undefined && length !== value)) return undefined;
        length = value;
        break;
      case 'transfer-encoding':
        if (value.toLowerCase() !== 'chunked' || coding !== undefined) return undefined;
        coding = value;
        break;
      case 'connection':
        connection.push(...value.toLowerCase().split(/[ \t]*,[ \t]*/));
    }
  }
  const status = Number(code);
  const bodiless = status < 200 || status === 204 || status === 304;
  // RFC 9112, section 6.3: both at once is what response splitting looks like.
  if (!bodiless && coding !== undefined && length !== undefined) return undefined;
  const body = bodiless ? 0 : coding !== undefined ? 'chunked' : length === undefined ? 'until close' : Number(length);
  const kept = minor === '1' ? !connection.includes('close') : connection.includes('keep-alive');
  return { status, body, persistent: kept && body !== 'until close' };
}
