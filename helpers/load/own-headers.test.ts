/** Tests of which headers no plan may set. */
import { insteadOfHeader, ownHeaders } from './own-headers';
import { requestBytes } from './target';

it('are all that a request has, and those that would give it a body or another protocol', () => {
  const url = 'http://lab.test/';
  const [, ...lines] = requestBytes({ url, userAgent: 'the lab' }, { url }).toString('latin1').trimEnd().split('\r\n');
  const written = lines.map((line) => line.split(':')[0]!.toLowerCase());
  expect(new Set(ownHeaders)).toEqual(
    new Set([...written, 'content-length', 'transfer-encoding', 'expect', 'upgrade']),
  );
});

it.each([
  ['HOST', 'it is that of the URL; change the URL'],
  ['Transfer-Encoding', 'no request has a body; leave it out'],
  ['Cookie', undefined],
  ['__proto__', undefined],
  ['constructor', undefined],
])('say what to do instead of %s', (name, instead) => {
  expect(insteadOfHeader(name)).toBe(instead);
});
