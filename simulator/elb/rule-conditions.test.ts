/** Tables of what meets the conditions of a rule, and where redirects lead. */
import { isLoop, KEPT, locationOf } from './redirect';
import { isBlock, meets, meetsAll } from './rule-conditions';
import { interestsOf, onPaths, type Redirect, type RequestDetails, type RuleCondition } from './rules';

const host = (...values: string[]): RuleCondition => ({ field: 'host-header', values });
const header = (name: string, ...values: string[]): RuleCondition => ({ field: 'http-header', name, values });
const method = (...values: string[]): RuleCondition => ({ field: 'http-request-method', values });
const query = (...values: { key?: string; value: string }[]): RuleCondition => ({ field: 'query-string', values });
const source = (...values: string[]): RuleCondition => ({ field: 'source-ip', values });

it.each<[string, RuleCondition, RequestDetails, boolean]>([
  ['a host, in any case', host('Shop.Example.com'), { host: 'shop.example.COM' }, true],
  ['a host under a wildcard', host('*.example.com'), { host: 'a.example.com' }, true],
  ['the domain itself not', host('*.example.com'), { host: 'example.com' }, false],
  ['one host of several', host('a.com', 'b.com'), { host: 'b.com' }, true],
  ['no host', host('*.com'), {}, false],
  ['a header, in any case', header('User-Agent', '*CHROME*'), { headers: { 'user-agent': ['a Chrome b'] } }, true],
  ['a header that comes twice', header('X-A', 'two'), { headers: { 'x-a': ['one', 'two'] } }, true],
  ['another header', header('X-A', '*'), { headers: { 'x-b': ['one'] } }, false],
  ['a method', method('GET', 'HEAD'), { method: 'HEAD' }, true],
  ['a method in another case', method('GET'), { method: 'get' }, false],
  ['a pair', query({ key: 'version', value: 'v1' }), { query: 'a=b&VERSION=V1' }, true],
  ['another key', query({ key: 'version', value: 'v1' }), { query: 'edition=v1' }, false],
  ['any key', query({ value: 'example' }), { query: 'q=example' }, true],
  ['a value under a wildcard', query({ key: 'q', value: '*am?le' }), { query: 'q=example' }, true],
  ['an escaped star', query({ key: 'q', value: 'a\\*c' }), { query: 'q=a*c' }, true],
  ['an escaped star as a wildcard', query({ key: 'q', value: 'a\\*c' }), { query: 'q=abc' }, false],
  ['an escaped question mark', query({ key: 'q', value: 'what\\?' }), { query: 'q=what?' }, true],
  ['a key without a value', query({ key: 'debug', value: '*' }), { query: 'debug' }, true],
  ['no query', query({ value: '*' }), { query: '' }, false],
  ['an address within', source('10.0.0.0/8', '192.0.2.0/24'), { sourceIp: '192.0.2.77' }, true],
  ['an address outside', source('192.0.2.0/24'), { sourceIp: '192.0.3.1' }, false],
  ['an IPv4 address of an IPv6 socket', source('127.0.0.0/8'), { sourceIp: '::ffff:127.0.0.1' }, true],
  ['an IPv6 address', source('2001:db8::/32'), { sourceIp: '2001:db8::7' }, true],
  ['an IPv6 address and an IPv4 block', source('0.0.0.0/0'), { sourceIp: '2001:db8::7' }, false],
])('%s', (_case, condition, details, expected) => {
  expect(meets(condition, { path: '/', ...details })).toBe(expected);
});

it('asks for all conditions of a rule', () => {
  const both = [...onPaths('/a*'), method('POST')];
  expect(meetsAll(both, { path: '/a', method: 'POST' })).toBe(true);
  expect(meetsAll(both, { path: '/a', method: 'GET' })).toBe(false);
  expect(meetsAll(both, { path: '/b', method: 'POST' })).toBe(false);
  expect(meetsAll([], { path: '/b' })).toBe(true);
});

it.each([
  ['10.0.0.0/8', true],
  ['10.0.0.1/32', true],
  ['10.0.0.1', false],
  ['10.0.0.0/33', false],
  ['2001:db8::/32', true],
  ['2001:db8::/129', false],
  ['anywhere/8', false],
])('%s is a block of addresses: %s', (text, expected) => {
  expect(isBlock(text)).toBe(expected);
});

describe('a redirect', () => {
  const redirect = (more: Partial<Redirect>): Redirect => ({ type: 'redirect', ...KEPT, status: 301, ...more });
  const listener = { protocol: 'HTTP', port: 80 } as const;
  const request = { path: '/cats/tom', host: 'shop.example.com', query: 'a=1' };

  it.each<[Partial<Redirect>, string]>([
    [{ protocol: 'HTTPS', port: '443' }, 'https://shop.example.com:443/cats/tom?a=1'],
    [{ path: '/new/#{path}' }, 'http://shop.example.com:80/new/cats/tom?a=1'],
    [{ host: 'old.#{host}', query: '' }, 'http://old.shop.example.com:80/cats/tom'],
    [
      { path: '/#{host}/#{port}', query: '#{query}&from=#{path}' },
      'http://shop.example.com:80/shop.example.com/80?a=1&from=cats/tom',
    ],
    [{ port: '8080', query: '#{protocol}' }, 'http://shop.example.com:8080/cats/tom?HTTP'],
  ])('with %j leads to %s', (more, expected) => {
    expect(locationOf(redirect(more), listener, request, 'lb')).toBe(expected);
  });

  it('keeps the name of the load balancer where the request names no host, and asks nothing where it does not', () => {
    expect(locationOf(redirect({ port: '81' }), listener, { path: '/', query: '' }, 'lb')).toBe('http://lb:81/');
  });

  it.each<[Partial<Redirect>, boolean]>([
    [{}, true],
    [{ protocol: 'HTTP', port: '80', query: 'b=2' }, true],
    [{ protocol: 'HTTPS' }, false],
    [{ port: '8080' }, false],
    [{ host: 'example.com' }, false],
    [{ path: '/' }, false],
  ])('with %j is a loop: %s', (more, expected) => {
    expect(isLoop(redirect(more), listener)).toBe(expected);
  });
});

it('knows what rules look at', () => {
  const forward = { type: 'forward', targetGroupArn: 'a' } as const;
  expect(interestsOf([{ conditions: [...onPaths('/a'), method('GET')], action: forward }])).toBeUndefined();
  const nothing = { host: false, query: false, sourceIp: false, headers: [] };
  const rules = [host('a.com'), header('X-A', '1'), source('10.0.0.0/8')].map((condition) => ({
    conditions: [condition],
    action: forward,
  }));
  expect(interestsOf(rules)).toEqual({ ...nothing, host: true, sourceIp: true, headers: ['x-a'] });
  expect(interestsOf([{ conditions: [query({ value: 'a' })], action: forward }])).toEqual({ ...nothing, query: true });
  const action: Redirect = { type: 'redirect', ...KEPT, status: 302 };
  expect(interestsOf([{ conditions: [], action }])).toEqual({ ...nothing, host: true, query: true });
});
