/** Tests of where requests go and what is sent there. */
import { ownHeaders } from './own-headers';
import type { Request } from './plan';
import { LoadFailed } from './report';
import { lookupThrough, requestBytes, resolveTarget, type Addresses, type Lookup, type Target } from './target';

const never: Lookup = () => Promise.reject(new Error('was looked up'));
const finds =
  (...addresses: string[]): Lookup =>
  async () => ({ addresses, ttl: 60 });

const turns = (target: Target, count: number): string[] => Array.from({ length: count }, () => target.address());
/** Lets all go on that waits for nothing but promises. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a target', () => {
  it.each([
    ['http://127.0.0.1/', '127.0.0.1', 80],
    ['http://[::1]:8080/', '::1', 8080],
    ['https://192.0.2.1/', '192.0.2.1', 443],
  ])('of an address needs no name server: %s', async (url, address, port) => {
    const target = await resolveTarget(url, 'x', { find: never });
    expect(turns(target, 2)).toEqual([address, address]);
    expect(target.port).toBe(port);
    expect(target.tls?.servername).toBeUndefined();
  });

  it('is secure for https, and asks for the certificate of its host', async () => {
    const find = finds('192.0.2.1');
    expect((await resolveTarget('https://lab.test/', 'x', { find })).tls?.servername).toBe('lab.test');
    expect((await resolveTarget('http://lab.test/', 'x', { find })).tls).toBeUndefined();
  });

  it('takes its addresses in turn', async () => {
    const target = await resolveTarget('http://lab.test/', 'x', { find: finds('192.0.2.1', '192.0.2.2') });
    expect(turns(target, 4)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.2']);
  });

  it('says which name has no address', async () => {
    const find: Lookup = () => Promise.reject(new Error('getaddrinfo ENOTFOUND'));
    const resolving = resolveTarget('http://gone.test/', 'x', { find });
    await expect(resolving).rejects.toThrow(LoadFailed);
    await expect(resolving).rejects.toThrow('"gone.test" to have an address, found none (getaddrinfo ENOTFOUND)');
  });

  it.each([
    ['169.254.169.254', 'which is link-local or a metadata service'],
    ['169.254.170.2', 'link-local'],
    ['::ffff:169.254.169.254', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fd00:ec2::254', 'link-local'],
    ['127.0.0.1', 'which is this machine'],
    ['::1', 'this machine'],
    ['::ffff:127.0.0.1', 'this machine'],
    ['::127.0.0.1', 'this machine'],
    ['64:ff9b::7f00:1', 'this machine'],
    ['2002:7f00:1::', 'this machine'],
    ['64:ff9b::169.254.169.254', 'link-local'],
    ['0.0.0.0', 'this machine'],
  ])('refuses a name at %s, whatever its other addresses are', async (address, why) => {
    const resolving = resolveTarget('http://lab.test/', 'x', { find: finds('192.0.2.1', address) });
    await expect(resolving).rejects.toThrow(LoadFailed);
    await expect(resolving).rejects.toThrow(`"lab.test" at ${address}`);
    await expect(resolving).rejects.toThrow(why);
  });

  it('refuses the literal of such an address, and takes those of this machine', async () => {
    for (const url of ['http://169.254.169.254/', 'http://[::ffff:169.254.169.254]/', 'http://0xa9fea9fe/'])
      await expect(resolveTarget(url, 'x', { find: never })).rejects.toThrow('link-local');
    expect((await resolveTarget('http://127.1/', 'x', { find: never })).address()).toBe('127.0.0.1');
    expect((await resolveTarget('http://localhost/', 'x', { find: finds('::1') })).address()).toBe('::1');
  });
});

describe('the addresses of a target', () => {
  /** A target that is found at one address after the other, and the moment that its clock shows. */
  async function changing(...found: (Addresses | Error)[]) {
    const time = { now: 0, lookups: 0 };
    const find: Lookup = async () => {
      const next = found[Math.min(time.lookups++, found.length - 1)]!;
      if (next instanceof Error) throw next;
      return next;
    };
    const target = await resolveTarget('http://lab.test/', 'x', { find, clock: { now: () => time.now } });
    return { target, time };
  }
  const at = (address: string, ttl: number): Addresses => ({ addresses: [address], ttl });

  it('are looked up again beside the requests, when their time to live is over', async () => {
    const { target, time } = await changing(at('192.0.2.1', 30), at('192.0.2.2', 30));
    time.now = 29_999;
    target.address();
    expect(time.lookups).toBe(1);
    time.now = 30_000;
    expect(turns(target, 3)).toEqual(['192.0.2.1', '192.0.2.1', '192.0.2.1']);
    await settled();
    expect(time.lookups).toBe(2);
    expect(target.address()).toBe('192.0.2.2');
  });

  it.each([
    [0, 5],
    [86_400, 60],
  ])('with a time to live of %d s are kept for %d s', async (ttl, kept) => {
    const { target, time } = await changing(at('192.0.2.1', ttl));
    time.now = kept * 1000 - 1;
    target.address();
    expect(time.lookups).toBe(1);
    time.now++;
    target.address();
    expect(time.lookups).toBe(2);
  });

  it('are asked for again by whoever keeps a connection, too, and are no more once they have changed', async () => {
    const { target, time } = await changing(at('192.0.2.1', 30), at('192.0.2.2', 30));
    expect([target.has('192.0.2.1'), target.has('192.0.2.2')]).toEqual([true, false]);
    time.now = 30_000;
    expect(target.has('192.0.2.1')).toBe(true);
    await settled();
    expect([target.has('192.0.2.1'), target.has('192.0.2.2')]).toEqual([false, true]);
  });

  it.each([
    ['the lookup fails', new Error('ETIMEOUT')],
    ['the name is pointed at a metadata service', at('169.254.169.254', 60)],
  ])('stay as they are while %s, which is tried again soon', async (_, bad) => {
    const { target, time } = await changing(at('192.0.2.1', 60), bad, at('192.0.2.2', 60));
    time.now = 60_000;
    target.address();
    await settled();
    time.now = 64_999;
    expect(target.address()).toBe('192.0.2.1');
    expect(target.has('192.0.2.1')).toBe(true);
    expect(time.lookups).toBe(2);
    time.now = 65_000;
    target.address();
    await settled();
    expect(target.address()).toBe('192.0.2.2');
  });
});

describe('a lookup', () => {
  const system = async () => [
    { address: '2001:db8::1', family: 6 },
    { address: '192.0.2.9', family: 4 },
  ];

  it('has all addresses of the name server, for the least of their times to live', async () => {
    const ask = async () => [
      { address: '192.0.2.1', ttl: 60 },
      { address: '192.0.2.2', ttl: 7 },
    ];
    expect(await lookupThrough(ask, system)('lab.test')).toEqual({ addresses: ['192.0.2.1', '192.0.2.2'], ttl: 7 });
  });

  it('asks the system where the name server has none, and takes IPv4 if there is any', async () => {
    const ask = () => Promise.reject(new Error('queryA ENOTFOUND'));
    expect(await lookupThrough(ask, system)('lab.test')).toEqual({ addresses: ['192.0.2.9'], ttl: 60 });
    const six = async () => [{ address: '2001:db8::1', family: 6 }];
    expect((await lookupThrough(ask, six)('lab.test')).addresses).toEqual(['2001:db8::1']);
    await expect(lookupThrough(ask, () => Promise.reject(new Error('ENOTFOUND')))('x')).rejects.toThrow('ENOTFOUND');
  });

  it('asks no name server for localhost', async () => {
    const ask = async () => [{ address: '192.0.2.1', ttl: 60 }];
    expect((await lookupThrough(ask, system)('localhost')).addresses).toEqual(['192.0.2.9']);
  });
});

describe('the bytes of a request', () => {
  async function sent(pass: Partial<Request>, url = 'http://lab.test:8080/cats?a=1', userAgent = 'the lab') {
    const target = await resolveTarget(url, userAgent, { find: finds('192.0.2.1') });
    return requestBytes(target, { url, ...pass })
      .toString('latin1')
      .split('\r\n');
  }

  it('are the same for all requests of a pass', async () => {
    const lines = ['GET /cats?a=1 HTTP/1.1', 'Host: lab.test:8080', 'User-Agent: the lab', 'Accept: */*'];
    expect(await sent({})).toEqual([...lines, 'Connection: close', '', '']);
    expect(await sent({ keepAlive: true })).toEqual([...lines, '', '']);
    expect(await sent({ headers: { Cookie: 'a=1', 'X-Name': 'Zoë' } })).toEqual([
      ...lines,
      'Connection: close',
      'Cookie: a=1',
      'X-Name: Zoë',
      '',
      '',
    ]);
  });

  it.each([
    ['a line of its own', { A: 'b\r\nConnection: keep-alive' }],
    ['a line feed', { A: 'b\nc' }],
    ['a line feed in the name', { 'A\n': 'b' }],
    ['no name', { '': 'b' }],
    ['a character whose lower half is a line feed', { A: 'Ċ' }],
    ...ownHeaders.map((name): [string, Record<string, string>] => [`a ${name} of its own`, { [name]: '1' }]),
    ['a body that is not sent', { 'Content-Length': '5' }],
  ])('cannot have %s', async (_, headers) => {
    await expect(sent({ headers: headers })).rejects.toThrow(TypeError);
  });

  it('tell no value of a header that is refused', async () => {
    const refused = sent({ headers: { Authorization: 'Basic s3cret\n' } });
    await expect(refused).rejects.toThrow('found "Authorization" with a name or a value that is not');
    await expect(refused).rejects.not.toThrow('s3cret');
  });

  it.each([
    ['a fragment', 'http://lab.test/cats?a=1#dogs', 'GET /cats?a=1 HTTP/1.1'],
    ['a fragment alone', 'http://lab.test/#dogs', 'GET / HTTP/1.1'],
    ['ends of lines', 'http://lab.test/cats\r\nX: y?a=\r\n\r\nGET /', 'GET /catsX:%20y?a=GET%20/ HTTP/1.1'],
    ['characters of no path', 'http://lab.test/한 "\0\u010a', 'GET /%ED%95%9C%20%22%00%C4%8A HTTP/1.1'],
  ])('have one line for the path of a URL with %s', async (_, url, first) => {
    const lines = await sent({}, url);
    expect(lines[0]).toBe(first);
    expect(lines).toHaveLength(7);
  });

  it('cannot have a User-Agent on two lines', async () => {
    await expect(sent({}, 'http://lab.test/', 'a\r\nb')).rejects.toThrow(TypeError);
  });
});
