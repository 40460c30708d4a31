/** Reads the requests that load is made of, whole in one piece and with nothing after them; all others are Node's to read. */

export interface PlainRequest {
  method: 'GET' | 'HEAD';
  /** With a query, where it has one. */
  url: string;
  /** Undefined where none is told. */
  userAgent: string | undefined;
}

/** Longer ones are not worth a look; far below what Node takes (16 KiB), and so are its headers in number. */
const MOST_BYTES = 4096;
/** One blank after each colon, and none at the end of a value: then the bytes that came are those that are counted. */
const PLAIN = /^(GET|HEAD) (\/[!-~]*) HTTP\/1\.([01])\r\n((?:[A-Za-z0-9-]+: (?:[!-~](?:[ -~]*[!-~])?)?\r\n)*)\r\n$/;
/** They change what follows, or how the answer is to be sent. */
const MEANT_FOR_THE_SERVER = /^(?:content-length|expect|transfer-encoding|upgrade):/im;
/** Node's server takes both for the same. */
const CONNECTION = /^(?:proxy-)?connection: (.*)\r$/gim;
const USER_AGENT = /^user-agent: (.*)\r$/im;
const HOST = /^host: /im;

/**
 * A request without a body after which the connection ends, as `ab` sends them; undefined for everything else, also for
 * what is no request. It takes nothing that Node's own parser would not, and reads it the same way.
 */
export function plainRequest(bytes: Buffer): PlainRequest | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  const [, method, url, minor, headers] = PLAIN.exec(bytes.toString('latin1')) ?? [];
  if (url === undefined || headers === undefined || MEANT_FOR_THE_SERVER.test(headers)) return undefined;
  const connection = [...headers.matchAll(CONNECTION)].map(([, value]) => value!.toLowerCase());
  if (connection.some((value) => value !== 'close')) return undefined;
  // RFC 9112: 1.1 keeps the connection unless told otherwise, and names the host.
  if (minor === '1' && (connection.length === 0 || !HOST.test(headers))) return undefined;
  return { method: method as 'GET' | 'HEAD', url, userAgent: USER_AGENT.exec(headers)?.[1] };
}
