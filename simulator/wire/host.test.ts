/** Which hosts are this machine's own, and how an address is told. */
import { isLoopback, urlOf } from './host';

it.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.example.com', false],
  ['10.0.0.1', false],
])('%s is the loopback: %s', (host, is) => expect(isLoopback(host)).toBe(is));

it.each([
  ['127.0.0.1', 'http://127.0.0.1:80'],
  ['0.0.0.0', 'http://127.0.0.1:80'],
  ['::1', 'http://[::1]:80'],
  ['lab.test', 'http://lab.test:80'],
])('%s is reached at %s', (host, url) => expect(urlOf(host, 80)).toBe(url));
