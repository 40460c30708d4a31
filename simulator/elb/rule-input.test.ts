/** Rules through the API: what they take and show again, what is refused and how, and what they do to requests. */
import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ElasticLoadBalancing } from './behaviour';
import { smallLab, target } from './testing';

type Action = Parameters<ElasticLoadBalancing['operations']['CreateRule']>[0]['Actions'][number];

function open() {
  const lab = smallLab();
  const api = lab.elb.operations;
  let priority = 0;
  const create = (Conditions: RuleCondition[], Actions: Action[] = [fixed]) =>
    api.CreateRule({ ListenerArn: lab.listener.arn, Priority: ++priority, Conditions, Actions }).Rules[0]!;
  const route = (path: string, details: object = {}) => lab.elb.route(lab.loadBalancer.arn, 80, path, details);
  return { ...lab, api, create, route };
}

const fixed: Action = {
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '404', ContentType: 'application/json', MessageBody: '{}' },
};
const redirect = (RedirectConfig: Omit<NonNullable<Action['RedirectConfig']>, 'StatusCode'>): Action => ({
  Type: 'redirect',
  RedirectConfig: { StatusCode: 'HTTP_301', ...RedirectConfig },
});
const path: RuleCondition = { Field: 'path-pattern', Values: ['/a'] };
const query = (...values: [Key: string | undefined, Value: string][]): RuleCondition => ({
  Field: 'query-string',
  QueryStringConfig: { Values: values.map(([Key, Value]) => ({ Key, Value })) },
});
const header = (name: string, ...Values: string[]): RuleCondition => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName: name, Values },
});

it('takes every kind of condition, and shows it again', () => {
  const { create, api, listener } = open();
  const hosts = { Field: 'host-header', HostHeaderConfig: { Values: ['*.example.com'] } };
  const conditions: RuleCondition[] = [
    header('User-Agent', '*Chrome*'),
    { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
    query([undefined, 'v1'], ['key', 'v2']),
    { Field: 'source-ip', SourceIpConfig: { Values: ['192.0.2.0/24'] } },
  ];
  for (const condition of [hosts, ...conditions]) create([condition]);
  const { Rules } = api.DescribeRules({ ListenerArn: listener.arn });
  expect(Rules.slice(0, -1).map(({ Conditions }) => Conditions)).toEqual([
    [{ ...hosts, Values: ['*.example.com'] }],
    ...conditions.map((condition) => [condition]),
  ]);
});

it('takes a host in the older place, and several conditions that may be repeated', () => {
  const { create } = open();
  expect(create([{ Field: 'host-header', Values: ['a.com'] }]).Conditions).toEqual([
    { Field: 'host-header', Values: ['a.com'], HostHeaderConfig: { Values: ['a.com'] } },
  ]);
  expect(create([header('a', '1'), header('a', '2'), query([undefined, 'x']), query([undefined, 'y'])])).toBeDefined();
});

it('shows a redirect with all that it keeps, and a fixed response as it was told', () => {
  const { create } = open();
  const shown = create([path], [redirect({ Protocol: 'HTTPS', Port: '443' })]).Actions;
  expect(shown).toEqual([
    {
      Type: 'redirect',
      Order: 1,
      RedirectConfig: {
        Protocol: 'HTTPS',
        Port: '443',
        Host: '#{host}',
        Path: '/#{path}',
        Query: '#{query}',
        StatusCode: 'HTTP_301',
      },
    },
  ]);
  expect(create([path]).Actions).toEqual([{ ...fixed, Order: 1 }]);
});

it.each<[string, RuleCondition[], string]>([
  ['none', [], 'A condition must be specified'],
  ['no field', [{ Values: ['/a'] }], 'A condition field must be specified'],
  [
    'an unknown field',
    [{ Field: 'colour', Values: ['red'] }],
    `Condition field 'colour' must be one of '[host-header,`,
  ],
  ['no value', [{ Field: 'path-pattern', Values: [] }], 'A condition value must be specified'],
  ['an empty value', [header('a', '')], 'A condition value must be specified'],
  [
    'values twice',
    [{ Field: 'host-header', Values: ['a.com'], HostHeaderConfig: { Values: ['a.com'] } }],
    `You cannot provide both Values and 'HostHeaderConfig' for a condition of type 'host-header'`,
  ],
  ['two paths', [path, path], `A rule can only have one 'path-pattern' condition`],
  ['six values', [header('a', '1', '2', '3'), header('b', '1', '2', '3')], `A rule can only have '5' condition values`],
  ['six wildcards', [header('a', '*a*b*'), header('b', '*a?b*')], `A rule can only have '5' condition wildcards`],
  ['a long value', [header('a', 'x'.repeat(129))], 'is longer than 128 characters'],
  ['a host without a dot', [{ Field: 'host-header', Values: ['localhost'] }], `The host header value 'localhost'`],
  ['an address for a host', [{ Field: 'host-header', Values: ['127.0.0.1'] }], `The host header value '127.0.0.1'`],
  ['a path with a space', [{ Field: 'path-pattern', Values: ['/a b'] }], `The path pattern '/a b'`],
  ['the header Host', [header('Host', 'a.com')], `The HTTP header name 'Host'`],
  ['a header under a wildcard', [header('X A', '1')], `The HTTP header name 'X A'`],
  [
    'a method in small letters',
    [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } }],
    `The HTTP request method 'get'`,
  ],
  [
    'an address for a block',
    [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.1'] } }],
    `The source IP '10.0.0.1'`,
  ],
  [
    'a regular expression',
    [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/a$'] } }],
    'A condition with regular expressions is not simulated',
  ],
])('refuses conditions: %s', (_case, conditions, message) => {
  const { create, api, listener } = open();
  expect(() => create(conditions)).toThrow(message);
  expect(api.DescribeRules({ ListenerArn: listener.arn }).Rules).toHaveLength(1);
});

it('counts no escaped wildcards', () => {
  expect(open().create([query([undefined, '\\*\\*\\*\\*\\*\\*'])])).toBeDefined();
});

it.each<[string, Action[], string]>([
  ['none', [], 'An action must be specified'],
  ['two', [fixed, fixed], 'A rule with several actions is not simulated'],
  [
    'a redirect without a place',
    [{ Type: 'redirect' }],
    `For actions of type 'redirect', you must specify the following fields: 'RedirectConfig'`,
  ],
  [
    'a loop',
    [redirect({ Protocol: 'HTTP', Query: 'a=1' })],
    'The redirect configuration is not valid because it creates a loop.',
  ],
  ['a port that is none', [redirect({ Port: '65536' })], `The redirect port '65536' is not valid`],
  ['a path that is not absolute', [redirect({ Path: 'a' })], `The redirect path 'a' is not valid`],
  ['a query in a path', [redirect({ Path: '/#{query}' })], `The redirect path '/#{query}' is not valid`],
  ['a protocol that is none', [redirect({ Protocol: 'FTP' })], `The redirect protocol 'FTP' is not valid`],
  ['a question mark', [redirect({ Port: '81', Query: '?a' })], `The redirect query '?a' is not valid`],
  [
    'no response',
    [{ Type: 'fixed-response' }],
    `For actions of type 'fixed-response', you must specify the following fields: 'FixedResponseConfig'`,
  ],
  [
    'a response of 302',
    [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '302' } }],
    `The fixed response status code '302' is not valid`,
  ],
  [
    'a type that is none',
    [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', ContentType: 'image/png' } }],
    `The fixed response content type 'image/png' must be one of`,
  ],
  [
    'a long body',
    [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: 'x'.repeat(1025) } }],
    'longer than 1024 characters',
  ],
])('refuses actions: %s', (_case, actions, message) => {
  expect(() => open().create([path], actions)).toThrow(message);
});

it.each([
  { Host: 'a.com\r\nSet-Cookie: a' },
  { Path: '/고양이' },
  { Path: '/a\nb' },
  { Query: 'a=\u0000' },
  { Path: '/a b' },
])('refuses a redirect that no header could carry: %j', (config) => {
  const { create } = open();
  expect(() => create([path], [redirect(config)])).toThrow('is not valid');
});

it('refuses a way from HTTPS to HTTP', () => {
  const { api, loadBalancer } = open();
  const wanted = { LoadBalancerArn: loadBalancer.arn, Port: 443, Protocol: 'HTTPS' as const };
  expect(() => api.CreateListener({ ...wanted, DefaultActions: [redirect({ Protocol: 'HTTP' })] })).toThrow(
    'A redirect from HTTPS to HTTP is not valid',
  );
});

it('goes by all that a request has, in the order of the priorities', () => {
  const { create, route, elb, web, runTo } = open();
  elb.registerTargets(web.arn, [target(1)]);
  runTo(2);
  create([{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['DELETE'] } }]);
  create([{ Field: 'host-header', Values: ['old.example.com'] }], [redirect({ Host: 'new.example.com' })]);
  expect(route('/', { method: 'GET' }).kind).toBe('target');
  expect(route('/', { method: 'DELETE', host: 'old.example.com' })).toMatchObject({
    kind: 'own answer',
    status: 404,
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect(route('/x?a', { method: 'GET', host: 'old.example.com', query: 'a' })).toMatchObject({
    status: 301,
    headers: { Location: 'http://new.example.com:80/x?a' },
  });
});

it('frees the target group of a rule that no longer forwards, and of a listener too', () => {
  const { api, listener, web, group, create } = open();
  const cats = group('cats');
  const { RuleArn = '' } = create([path], [{ Type: 'forward', TargetGroupArn: cats.arn }]);
  expect(cats.loadBalancerArn).toBeDefined();
  api.ModifyRule({ RuleArn, Actions: [fixed] });
  expect(cats.loadBalancerArn).toBeUndefined();
  api.ModifyListener({ ListenerArn: listener.arn, DefaultActions: [redirect({ Path: '/away' })] });
  expect(web.loadBalancerArn).toBeUndefined();
  api.ModifyListener({ ListenerArn: listener.arn, DefaultActions: [{ Type: 'forward', TargetGroupArn: cats.arn }] });
  expect(cats.loadBalancerArn).toBeDefined();
});

it('counts what the load balancer answered by itself, and no request to a target', () => {
  const { create, route, elb, sums, runTo } = open();
  create([path], [redirect({ Path: '/b' })]);
  create([{ Field: 'path-pattern', Values: ['/c'] }]);
  for (const asked of ['/a', '/c', '/c']) {
    const routing = route(asked);
    if (routing.kind !== 'own answer')
      throw new Error(`Expected an answer of the load balancer, found ${routing.kind}.`);
    elb.record(routing, { weight: 10, status: routing.status, bytesIn: 1, bytesOut: 1 });
  }
  runTo(60);
  expect(
    [
      'RequestCount',
      'HTTP_Redirect_Count',
      'HTTP_Fixed_Response_Count',
      'HTTPCode_ELB_3XX_Count',
      'HTTPCode_ELB_4XX_Count',
      'HTTPCode_ELB_5XX_Count',
    ].map((name) => sums(name)),
  ).toEqual([[[0, 0]], [[0, 10]], [[0, 20]], [[0, 10]], [[0, 20]], []]);
});
