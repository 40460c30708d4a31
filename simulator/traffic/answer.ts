/** What the load balancer sends to a client, made ready as raw headers and a body, and how many bytes it takes. */
import { STATUS_CODES } from 'node:http';

export interface Answer {
  status: number;
  /** Names and values in turn, as `writeHead` takes them. */
  headers: string[];
  /** What is sent of it: nothing to HEAD, and nothing with a status that has none. */
  body: string;
  /** Of all that goes over the connection: status line, headers and, if it is sent, the body. */
  bytes: number;
}

/**
 * @param headers the target's own, beside those that say length and connection
 * @param keepAlive whether the connection stays open afterwards
 * @param withBody false for HEAD: the length is said, the body is not sent
 */
export function answerOf(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> | undefined,
  keepAlive: boolean,
  withBody: boolean,
): Answer {
  const length = Buffer.byteLength(body);
  const raw = ['Content-Length', String(length), 'Connection', keepAlive ? 'keep-alive' : 'close'];
  let typed = false;
  for (const name in headers) {
    const lower = name.toLowerCase();
    if (lower === 'content-length' || lower === 'connection') continue;
    typed ||= lower === 'content-type';
    raw.push(name, headers[name]!);
  }
  if (!typed) raw.push('Content-Type', 'text/html');
  // RFC 9110: neither has content, whatever its headers say.
  const sent = withBody && status !== 204 && status !== 304;
  const bytes = statusLine(status).length + sizeOfHeaders(raw) + (sent ? length : 0);
  return { status, headers: raw, body: sent ? body : '', bytes };
}

/** An answer as it goes over the connection. */
export function textOf({ status, headers, body }: Answer): string {
  let text = statusLine(status);
  for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return `${text}\r\n${body}`;
}

/** The load balancer's own page for an error or a redirect of its own, in the form that application load balancers give it. */
export function ownPage(status: number): string {
  const title = `${status} ${STATUS_CODES[status]}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
}

/** The bytes of a request's line and headers; a client's own spacing around the colons is taken for one blank. */
export function requestHeadBytes(method: string, url: string, rawHeaders: readonly string[]): number {
  return method.length + url.length + '  HTTP/1.1\r\n'.length + sizeOfHeaders(rawHeaders);
}

const statusLine = (status: number): string => `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`;

/** `Name: value` and a line end for each, and the empty line after them; headers are Latin-1, a byte a character. */
function sizeOfHeaders(raw: readonly string[]): number {
  let bytes = 2;
  for (const part of raw) bytes += part.length + 2;
  return bytes;
}
