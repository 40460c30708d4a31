/** Tests of where requests go and what is sent there. */
import { LoadFailed } from './report';
import { resolveTarget, type Lookup } from './target';

const never: Lookup = () => Promise.reject(new Error('was looked up'));
const finds =
  (...addresses: string[]): Lookup =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

describe('a target', () => {
  it('is one request, sent again and again', async () => {
    const { request, port } = await resolveTarget('http://lab.test:8080/cats?a=1', 'the lab', finds('192.0.2.1'));
    expect(port).toBe(8080);
    expect(request.toString().split('\r\n')).toEqual([
      'GET /cats?a=1 HTTP/1.1',
      'Host: lab.test:8080',
      'User-Agent: the lab',
      'Accept: */*',
      'Connection: close',
      '',
      '',
    ]);
  });

  it.each([
    ['http://127.0.0.1/', ['127.0.0.1']],
    ['http://[::1]:8080/', ['::1']],
  ])('of an address needs no name server: %s', async (url, addresses) => {
    expect((await resolveTarget(url, 'x', never)).addresses).toEqual(addresses);
  });

  it('has all addresses of its name on port 80, those of IPv4 if there are any', async () => {
    const { addresses, port } = await resolveTarget(
      'http://lab.test/',
      'x',
      finds('2001:db8::1', '192.0.2.1', '192.0.2.2'),
    );
    expect({ addresses, port }).toEqual({ addresses: ['192.0.2.1', '192.0.2.2'], port: 80 });
    expect((await resolveTarget('http://lab.test/', 'x', finds('2001:db8::1'))).addresses).toEqual(['2001:db8::1']);
  });

  it('says which name has no address', async () => {
    const resolving = resolveTarget('http://gone.test/', 'x', () => Promise.reject(new Error('getaddrinfo ENOTFOUND')));
    await expect(resolving).rejects.toThrow(LoadFailed);
    await expect(resolving).rejects.toThrow('"gone.test" to have an address, found none (getaddrinfo ENOTFOUND)');
  });
});
