/** Whatever is sent, AWS's form of an answer comes back, and what was refused has changed nothing. */
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { cbor } from '@smithy/core/cbor';
import { everyAnswer } from '../every-answer';
import { assemble, type ClosedLab } from '../index';
import { CLUSTER, smallLab } from '../testing';
import { seeded } from '../world';
import { PROTOTYPE_NAMES, spoilt, written, type Simulated } from './fuzz-requests';
import { asked, type Request, type Response, type Wire } from './protocols';
import { respond } from './server';

const WIRES: readonly Wire[] = ['json-1.0', 'json-1.1', 'cbor', 'query'];

const simulatedIn = ({ parts }: ClosedLab): Simulated[] => [
  { sdk: ecs, client: 'ECSClient', operations: Object.keys(parts.ecs.operations), wires: ['json-1.1'] },
  {
    sdk: scaling,
    client: 'ApplicationAutoScalingClient',
    operations: Object.keys(parts.applicationAutoScaling.operations),
    wires: ['json-1.1'],
  },
  {
    sdk: cloudwatch,
    client: 'CloudWatchClient',
    operations: Object.keys(parts.cloudwatch.operations),
    wires: ['json-1.0', 'cbor', 'query'],
  },
  {
    sdk: autoscaling,
    client: 'AutoScalingClient',
    operations: Object.keys(parts.autoScaling.operations),
    wires: ['query'],
  },
  { sdk: elb, client: 'ElasticLoadBalancingV2Client', operations: Object.keys(parts.elb.operations), wires: ['query'] },
];

/** What strings are called, so that requests reach what is there; by member, in lower case, without a plural. */
function namesIn({ parts, loadBalancerArn }: ClosedLab): Record<string, string> {
  const [targetGroup] = parts.elb.configuration.targetGroups.keys();
  const [listener] = parts.elb.configuration.loadBalancers.get(loadBalancerArn)!.listeners.values();
  const [group] = parts.autoScaling.all();
  return {
    autoscalinggroupname: group!.name,
    launchconfigurationname: group!.launchedFrom.LaunchConfigurationName!,
    availabilityzone: 'ap-northeast-2a',
    protocol: 'HTTP',
    statevalue: 'ALARM',
    cluster: CLUSTER,
    service: 'shop',
    servicename: 'shop',
    taskdefinition: 'shop',
    loadbalancerarn: loadBalancerArn,
    targetgrouparn: targetGroup!,
    listenerarn: listener!.arn,
    servicenamespace: 'ecs',
    scalabledimension: 'ecs:service:DesiredCount',
    resourceid: `service/${CLUSTER}/shop`,
    namespace: 'AWS/ECS',
    metricname: 'CPUUtilization',
    statistic: 'Average',
    comparisonoperator: 'GreaterThanThreshold',
    policytype: 'TargetTrackingScaling',
    launchtype: 'EC2',
  };
}

const isReading = (request: Request): boolean => /[.=/](Describe|List|Get)/.test(`.${asked(request)}`);

/** What is wrong with an answer; undefined where it is one of AWS's. */
function wrongIn({ status, headers, body }: Response): string | undefined {
  const text = Buffer.from(body).toString();
  if (status === 200) return undefined;
  if (status < 400 || status > 499) return `${status} ${text.slice(0, 300)}`;
  const type = headers['content-type'];
  if (type === 'text/xml')
    return /^(<\?xml[^>]*\?>)?<ErrorResponse.*<Code>\w+<\/Code>.*<\/ErrorResponse>$/s.test(text) ? undefined : text;
  const told = (type === 'application/cbor' ? cbor.deserialize(body) : JSON.parse(text)) as Record<string, unknown>;
  return typeof told.__type === 'string' && typeof (told.message ?? told.Message) === 'string' ? undefined : text;
}

/** Lab minutes that a change has to do harm. */
const AFTERMATH = 4;

/** What goes wrong in a lab in the minutes after a change, under some traffic; undefined for nothing. */
function crashIn({ parts, plane }: ClosedLab): string | undefined {
  const { agenda, ecs, autoScaling } = parts;
  const arrival = { method: 'GET', bytesIn: 80, keepAlive: false, weight: 1000 };
  try {
    for (let minute = 0; minute < AFTERMATH; minute++) {
      for (const [i, path] of ['/', '/dock', '/a', '/'].entries())
        plane.take({ ...arrival, path, held: i > 1 }, () => undefined);
      agenda.advanceTo(agenda.ms + 60_000);
    }
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const tasks = [...ecs.clusters.values()].reduce((sum, cluster) => sum + cluster.tasks.size, 0);
  const instances = [...autoScaling.all()].reduce((sum, group) => sum + group.instances.length, 0);
  // Each takes some hundred bytes.
  return tasks > 5000 || instances > 2000 ? `there are ${tasks} tasks and ${instances} instances` : undefined;
}

let lab: ClosedLab;
beforeEach(() => (lab = assemble(smallLab)));

const ask = (request: Request): Promise<Response> => respond(lab.services, request);

describe.each(WIRES)('over %s', (wire) => {
  it('a thousand spoilt requests get an answer of AWS, and those refused change nothing', async () => {
    const names = namesIn(lab);
    const valid: Request[] = [];
    for (const simulated of simulatedIn(lab).filter(({ wires }) => wires.includes(wire)))
      for (const operation of simulated.operations) valid.push(await written(simulated, operation, wire, names));
    const random = seeded(WIRES.indexOf(wire) + 1);
    const wrong: string[] = [];
    let refused = 0;
    let before = JSON.stringify(await everyAnswer(lab));
    let accepted = 0;
    for (let n = 0; n < 1000; n++) {
      const request = spoilt(valid[n % valid.length]!, wire, random);
      const answer = await ask(request);
      const found = wrongIn(answer);
      if (found) wrong.push(`${asked(request)}: ${found}`);
      if (answer.status !== 200) refused++;
      if (isReading(request)) continue;
      if (answer.status !== 200 && JSON.stringify(await everyAnswer(lab)) === before) continue;
      if (answer.status !== 200)
        wrong.push(`${asked(request)} was refused, and changed something: ${Buffer.from(answer.body).toString()}`);
      const crash = crashIn(lab);
      if (crash) wrong.push(`${asked(request)} was taken, and then: ${crash}`);
      // A lab that much was done to has little left that requests could reach.
      if (crash || ++accepted % 8 === 0) lab = assemble(smallLab);
      before = JSON.stringify(await everyAnswer(lab));
    }
    expect(wrong).toEqual([]);
    expect(accepted).toBeGreaterThan(8);
    expect(refused).toBeGreaterThan(300);
  }, 120_000);
});

/** A request by hand, with any body. */
const by: Record<Wire, (operation: string, body: string | Uint8Array) => Request> = {
  'json-1.0': (operation, body) => json('1.0', `GraniteServiceVersion20100801.${operation}`, body),
  'json-1.1': (operation, body) => json('1.1', `AmazonEC2ContainerServiceV20141113.${operation}`, body),
  cbor: (operation, body) => ({
    path: `/service/GraniteServiceVersion20100801/operation/${operation}`,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    body: Buffer.from(body),
  }),
  query: (operation, body) => ({
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.concat([Buffer.from(`Version=2015-12-01&Action=${operation}&`), Buffer.from(body)]),
  }),
};

const json = (version: string, target: string, body: string | Uint8Array): Request => ({
  path: '/',
  headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
  body: Buffer.from(body),
});

const MUCH = 10 * 1024 * 1024;
const DEEP = 10_000;
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

const bodies: [wire: Wire, what: string, body: () => string | Uint8Array][] = [
  ...(['json-1.0', 'json-1.1'] as const).flatMap((wire): typeof bodies => [
    [wire, 'half a document', () => '{"a":'],
    [wire, 'two documents', () => '{}{}'],
    [wire, 'no structure', () => '[1]'],
    [wire, 'a form', () => 'Action=DescribeAlarms'],
    [wire, 'XML', () => '<DescribeAlarms/>'],
    [wire, 'bytes that are no UTF-8', () => bytes('7b22ff223a31ff7d')],
    [wire, 'deep lists', () => `{"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`],
    [wire, 'deep structures', () => `{"a":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`],
    [wire, 'deep lists where strings are', () => `{"services":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`],
    [wire, 'a deep document that ends too early', () => '['.repeat(MUCH)],
    [wire, 'a long string', () => JSON.stringify({ services: ['a'.repeat(MUCH)], AlarmNames: ['a'.repeat(MUCH)] })],
    [wire, 'a long list', () => `{"services":[${'"a",'.repeat(MUCH / 10)}"a"],"AlarmNames":5}`],
    [
      wire,
      'many members',
      () => JSON.stringify(Object.fromEntries(Array.from({ length: MUCH / 100 }, (_, i) => [i, i]))),
    ],
  ]),
  ['cbor', 'nothing that is CBOR', () => 'DescribeAlarms'],
  ['cbor', 'no structure', () => bytes('8101')],
  ['cbor', 'half a structure', () => bytes('a16161')],
  ['cbor', 'a list of four billion, and none there', () => bytes('a1616a9affffffff')],
  ['cbor', 'a string of four billion, and none there', () => bytes('a1616a7affffffff')],
  ['cbor', 'a map of more than can be counted', () => bytes('bbffffffffffffffff')],
  ['cbor', 'deep lists', () => Buffer.concat([bytes('a16161'), Buffer.alloc(DEEP, 0x81), bytes('01')])],
  ['cbor', 'deep tags', () => Buffer.concat([bytes('a16161'), Buffer.alloc(DEEP, 0xc1), bytes('01')])],
  ['cbor', 'lists without end', () => Buffer.alloc(MUCH, 0x9f)],
  ['cbor', 'a long string', () => cbor.serialize({ AlarmNames: 'a'.repeat(MUCH) })],
  ['query', 'no form', () => '<DescribeLoadBalancers/>'],
  ['query', 'bytes that are no UTF-8', () => bytes('613dfffe26ff3d31')],
  ['query', 'broken escapes', () => 'Names.member.1=%&%zz=%e0%a4'],
  ['query', 'a deep name', () => `${'a.'.repeat(DEEP)}a=1`],
  ['query', 'deep names of lists', () => `Names.${'member.1.'.repeat(DEEP)}a=1`],
  ['query', 'a deep name as deep as a body', () => `${'a.'.repeat(MUCH / 2)}a=1`],
  ['query', 'many fields', () => 'a=1&'.repeat(MUCH / 4)],
  ['query', 'many items', () => Array.from({ length: 300_000 }, (_, i) => `Names.member.${i}=a`).join('&')],
  ['query', 'a long value', () => `Marker=${'a'.repeat(MUCH)}`],
  ['query', 'an item without end', () => `Names.member.${'9'.repeat(400)}=a`],
];

const READS: Record<Wire, string> = {
  'json-1.0': 'DescribeAlarms',
  'json-1.1': 'DescribeServices',
  cbor: 'DescribeAlarms',
  query: 'DescribeLoadBalancers',
};

describe('a body', () => {
  it.each(bodies)('over %s, of %s, is read or refused', async (wire, _, body) => {
    const request = by[wire](READS[wire], body());
    const answer = await ask(request);
    expect(wrongIn(answer)).toBeUndefined();
    // Values that are refused are repeated; what is there takes some thousand bytes to tell.
    expect(answer.body.length).toBeLessThan(request.body.length + 10_000);
  });
});

it.each(WIRES)('names that every object has are no operations, members or prototypes over %s', async (wire) => {
  for (const name of PROTOTYPE_NAMES) {
    expect(await ask(by[wire](name, ''))).toMatchObject({ status: 400 });
    const value = { [name]: { polluted: true } };
    // The member of its own that a computed name makes, and a written one does not.
    expect(Object.keys(value)).toEqual([name]);
    const body =
      wire === 'query'
        ? `${name}.polluted=1&${name}=1`
        : wire === 'cbor'
          ? cbor.serialize(value)
          : JSON.stringify(value);
    expect(wrongIn(await ask(by[wire](READS[wire], body)))).toBeUndefined();
  }
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('an unknown version, target or path is no one’s', async () => {
  const form = {
    ...by.query('DescribeLoadBalancers', ''),
    body: Buffer.from('Action=DescribeLoadBalancers&Version=1999-01-01'),
  };
  for (const request of [
    form,
    json('1.1', 'AmazonEC2ContainerServiceV19990101.ListClusters', '{}'),
    json('1.1', 'constructor.constructor', '{}'),
    json('1.1', '', '{}'),
    { path: '/service/__proto__/operation/constructor', headers: {}, body: Buffer.of() },
    { path: '/', headers: {}, body: Buffer.of() },
  ]) {
    const answer = await ask(request);
    expect([answer.status, wrongIn(answer)]).toEqual([404, undefined]);
  }
});

it('tokens that no one gave are refused or taken for none, by every operation that pages', async () => {
  const names = namesIn(lab);
  const wrong: string[] = [];
  let tokens = 0;
  for (const simulated of simulatedIn(lab)) {
    for (const operation of simulated.operations.filter((name) => /^(Describe|Get|List)/.test(name))) {
      const [wire] = simulated.wires;
      for (const token of [
        '',
        'x',
        '__proto__',
        '🂡',
        'e30=',
        'bnVsbA==',
        'W10=',
        'eyJhIjoxfQ==',
        '-1',
        'a'.repeat(9000),
      ]) {
        const request = await written(simulated, operation, wire!, { ...names, nexttoken: token, marker: token });
        tokens++;
        const found = wrongIn(await ask(request));
        if (found) wrong.push(`${operation} ${token.slice(0, 20)}: ${found}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(tokens).toBeGreaterThan(300);
});

it('values may be called as what every object has', async () => {
  const told = async (request: Request): Promise<unknown> => {
    const { status, body } = await ask(request);
    return status === 200
      ? JSON.parse(Buffer.from(body).toString() || '{}')
      : `${status} ${Buffer.from(body).toString()}`;
  };
  for (const name of PROTOTYPE_NAMES.filter((each) => each !== '__proto__')) {
    const alarm = { Namespace: name, MetricName: name, Dimensions: [{ Name: name, Value: name }] };
    await told(
      by['json-1.0'](
        'PutMetricAlarm',
        JSON.stringify({
          ...alarm,
          AlarmName: name,
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: 'GreaterThanThreshold',
        }),
      ),
    );
    expect(await told(by['json-1.0']('DescribeAlarms', JSON.stringify({ AlarmNames: [name] })))).toMatchObject({
      MetricAlarms: [{ AlarmName: name, ...alarm }],
    });
    const tags = [{ key: name, value: name }];
    const created = await told(by['json-1.1']('CreateCluster', JSON.stringify({ clusterName: name, tags })));
    expect(created).toMatchObject({ cluster: { clusterName: name, tags } });
  }
});
