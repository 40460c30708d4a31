/** The rules of a listener over real HTTP: what they look at, what the load balancer answers by itself, and what is recorded. */
import { get, type IncomingMessage } from 'node:http';
import { smallLab, target } from '../elb/testing';
import type { RuleAction, RuleCondition } from '../elb';
import { DataPlane, type Arrival } from './data-plane';
import { serveTraffic, type TrafficServer } from './server';

const servers: TrafficServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function open(...rules: [RuleCondition[], RuleAction][]) {
  const lab = smallLab();
  lab.elb.registerTargets(lab.web.arn, [target(1)]);
  rules.forEach(([conditions, action], i) =>
    lab.elb.createRule({ listenerArn: lab.listener.arn, priority: i + 1, conditions, action }),
  );
  lab.runTo(2);
  const arrivals: Arrival[] = [];
  const heard = { arrived: (arrival: Arrival) => void arrivals.push(arrival), gone: () => undefined };
  const capacity = { requestsPerSecond: 100, latency: 0.01 };
  const plane = new DataPlane(lab.elb, lab.loadBalancer.arn, { agenda: lab.agenda, capacity, heard });
  const server = await serveTraffic(plane, { load: () => undefined });
  servers.push(server);
  const ask = (path: string, options: RequestInit = {}) =>
    fetch(`${server.url}${path}`, { redirect: 'manual', ...options });
  return { ...lab, server, ask, arrivals };
}

const fixed = (body: string): RuleAction => ({ type: 'fixed-response', status: 503, contentType: 'text/css', body });

it('redirects, with the page that the status has', async () => {
  const { ask } = await open([
    [{ field: 'path-pattern', values: ['/old*'] }],
    {
      type: 'redirect',
      protocol: 'HTTPS',
      port: '443',
      host: '#{host}',
      path: '/#{path}',
      query: '#{query}',
      status: 301,
    },
  ]);
  const moved = await ask('/old/page?a=1&b=2');
  expect([moved.status, moved.headers.get('location')]).toEqual([301, 'https://127.0.0.1:443/old/page?a=1&b=2']);
  expect(await moved.text()).toContain('<h1>301 Moved Permanently</h1>');
  expect((await ask('/')).status).toBe(200);
});

it('answers by itself, also where the body is empty', async () => {
  const { ask } = await open(
    [[{ field: 'path-pattern', values: ['/sorry'] }], fixed('sorry')],
    [[{ field: 'path-pattern', values: ['/empty'] }], { type: 'fixed-response', status: 204 }],
  );
  const sorry = await ask('/sorry');
  expect([sorry.status, sorry.headers.get('content-type'), await sorry.text()]).toEqual([503, 'text/css', 'sorry']);
  const empty = await ask('/empty');
  expect([empty.status, await empty.text()]).toEqual([204, '']);
});

it('goes by headers, method, query and source', async () => {
  const { ask } = await open(
    [[{ field: 'http-header', name: 'X-Lab', values: ['blue*'] }], fixed('header')],
    [[{ field: 'http-request-method', values: ['DELETE'] }], fixed('method')],
    [
      [
        { field: 'query-string', values: [{ key: 'v', value: '1' }] },
        { field: 'source-ip', values: ['127.0.0.0/8', '::1/128'] },
      ],
      fixed('query from here'),
    ],
    [
      [
        { field: 'query-string', values: [{ key: 'v', value: '2' }] },
        { field: 'source-ip', values: ['192.0.2.0/24'] },
      ],
      fixed('query from elsewhere'),
    ],
  );
  const said = async (...asked: Parameters<typeof ask>): Promise<string> => (await ask(...asked)).text();
  expect(await said('/', { headers: { 'x-lab': 'Blue one' } })).toBe('header');
  expect(await said('/', { method: 'DELETE' })).toBe('method');
  expect(await said('/?v=1')).toBe('query from here');
  expect(await said('/?v=2')).toBe('<h1>demogo</h1>');
  expect(await said('/')).toBe('<h1>demogo</h1>');
});

it('goes by headers of requests that end their connection', async () => {
  const { ask } = await open([[{ field: 'http-header', name: 'X-Lab', values: ['blue'] }], fixed('header')]);
  const answer = await ask('/', { headers: { 'x-lab': 'blue', connection: 'close' } });
  expect(await answer.text()).toBe('header');
});

it('goes by the host, whatever its port', async () => {
  const { server, ask, arrivals } = await open([[{ field: 'host-header', values: ['*.example.com'] }], fixed('cats')]);
  // fetch does not let a host be set.
  const answer = await new Promise<IncomingMessage>((resolve) =>
    get(server.url, { headers: { host: 'Cats.example.com:8080' } }, resolve),
  );
  answer.resume();
  expect(answer.statusCode).toBe(503);
  expect((await ask('/')).status).toBe(200);
  expect(arrivals.map(({ details }) => details)).toEqual([{ host: 'Cats.example.com' }, { host: '127.0.0.1' }]);
});

it('keeps of a request what rules look at, and nothing where they look at the path alone', async () => {
  const plain = await open([[{ field: 'path-pattern', values: ['/a'] }], fixed('')]);
  await plain.ask('/?a=1', { headers: { 'x-lab': 'blue' } });
  expect(plain.arrivals).toEqual([expect.not.objectContaining({ details: expect.anything() as object })]);
  const looking = await open([
    [
      { field: 'http-header', name: 'X-Lab', values: ['blue'] },
      { field: 'query-string', values: [{ value: 'x' }] },
    ],
    fixed(''),
  ]);
  await looking.ask('/?a=1', { headers: { 'x-lab': 'blue', 'x-other': 'green' } });
  expect(looking.arrivals[0]?.details).toEqual({ query: 'a=1', headers: { 'x-lab': ['blue'] } });
});
