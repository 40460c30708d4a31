/** Which requests are read without Node's server, and as what. */
import { plainRequest } from './plain-request';

const read = (...lines: string[]) => plainRequest(Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1'));

it('reads what ab sends, and what closes under 1.1', () => {
  expect(read('GET /a?b=c HTTP/1.0', 'Host: demogo-alb', 'User-Agent: ApacheBench/2.3', 'Accept: */*', '')).toEqual({
    method: 'GET',
    url: '/a?b=c',
    userAgent: 'ApacheBench/2.3',
  });
  expect(read('HEAD / HTTP/1.1', 'host: a', 'connection: Close', 'X-Empty: ', '')).toEqual({
    method: 'HEAD',
    url: '/',
    userAgent: undefined,
  });
});

it('takes the first of two, as Node does', () => {
  expect(read('GET / HTTP/1.0', 'User-Agent: a', 'User-Agent: b', '')).toMatchObject({ userAgent: 'a' });
});

it.each<[string, string[]]>([
  ['a request that is not complete', ['GET / HTTP/1.0', 'Host: a']],
  ['one with something after it', ['GET / HTTP/1.0', '', 'GET / HTTP/1.0', '']],
  ['a method that may have a body', ['POST / HTTP/1.0', '']],
  ['another version', ['GET / HTTP/2.0', '']],
  ['a whole URL', ['GET http://a/ HTTP/1.0', '']],
  ['a body', ['GET / HTTP/1.0', 'content-length: 1', '']],
  ['a body in chunks', ['GET / HTTP/1.1', 'Host: a', 'Connection: close', 'Transfer-Encoding: chunked', '']],
  ['a wish to be asked for the body', ['GET / HTTP/1.1', 'Host: a', 'Connection: close', 'Expect: 100-continue', '']],
  ['another protocol', ['GET / HTTP/1.1', 'Host: a', 'Connection: close', 'Upgrade: websocket', '']],
  ['a connection that stays', ['GET / HTTP/1.1', 'Host: a', '']],
  ['one that stays under 1.0', ['GET / HTTP/1.0', 'Connection: keep-alive', '']],
  ['one that stays by a proxy’s word', ['GET / HTTP/1.0', 'Proxy-Connection: keep-alive', '']],
  ['one that closes and more', ['GET / HTTP/1.0', 'Connection: close, x', '']],
  ['1.1 without a host', ['GET / HTTP/1.1', 'Connection: close', '']],
  ['two blanks after a colon', ['GET / HTTP/1.0', 'Host:  a', '']],
  ['a blank at the end', ['GET / HTTP/1.0', 'Host: a ', '']],
  ['a header that goes on in the next line', ['GET / HTTP/1.0', 'X-Long: a', ' b', '']],
  ['a name that is none', ['GET / HTTP/1.0', 'X Y: a', '']],
  ['letters beyond ASCII', ['GET / HTTP/1.0', 'X-Name: \u00e9', '']],
  ['a path with a blank', ['GET /a b HTTP/1.0', '']],
  ['very much', ['GET / HTTP/1.0', `X-Long: ${'a'.repeat(5000)}`, '']],
])('leaves %s to Node', (_, lines) => {
  expect(read(...lines)).toBeUndefined();
});

it('leaves lines that end otherwise to Node', () => {
  expect(plainRequest(Buffer.from('GET / HTTP/1.0\n\n'))).toBeUndefined();
});
