/** Tests of the weather: what it decides, and what the SDK's own clients make of it, with and without retries. */
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { respond } from './server';
import { service, type Service } from './service';
import { weather, type WeatherDescription } from './weather';

const anyone = { region: 'ap-northeast-2', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };

/** A lab of one name a service, that each change makes longer. */
class Lab {
  second = 0;
  name = 'a';
  calls = 0;
  readonly paused: number[] = [];
  readonly services: Service[];

  constructor(description: WeatherDescription, seed = 1) {
    let id = 0;
    const pause = (ms: number): Promise<void> => Promise.resolve(void this.paused.push(ms));
    const options = {
      requestId: () => `id-${++id}`,
      weather: weather(description, { seed, now: () => this.second * 1000, pause }),
    };
    const read = (): string => {
      this.calls++;
      return this.name;
    };
    const write = (): void => {
      this.calls++;
      this.name += '+';
    };
    this.services = [
      service(
        ecs,
        new ecs.ECSClient(anyone),
        {
          ListClusters: () => ({ clusterArns: [read()] }),
          DeleteCluster: () => (write(), {}),
          DescribeClusters: () => ({}),
        },
        options,
      ),
      service(
        scaling,
        new scaling.ApplicationAutoScalingClient(anyone),
        { DescribeScalableTargets: () => ({ NextToken: read() }) },
        options,
      ),
      service(
        cloudwatch,
        new cloudwatch.CloudWatchClient(anyone),
        { DescribeAlarms: () => ({ NextToken: read() }), DeleteAlarms: write },
        options,
      ),
      service(
        autoscaling,
        new autoscaling.AutoScalingClient(anyone),
        { DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [], NextToken: read() }) },
        options,
      ),
      service(
        elb,
        new elb.ElasticLoadBalancingV2Client(anyone),
        { DescribeLoadBalancers: () => ({ NextMarker: read() }) },
        options,
      ),
    ];
  }
}

const doors: Server[] = [];
const clients: { destroy(): void }[] = [];
/** A client that ends with the test. */
function ending<Client extends { destroy(): void }>(client: Client): Client {
  clients.push(client);
  return client;
}
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  for (const door of doors.splice(0)) {
    door.close();
    door.closeAllConnections();
  }
});

/** Opens a lab to clients; a connection ends where the weather says so. */
async function open({ services }: Lab): Promise<string> {
  const answer = async (incoming: IncomingMessage) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const { headers, url: path = '/' } = incoming;
    return respond(services, { path, headers: headers as Record<string, string>, body: Buffer.concat(chunks) });
  };
  const server = createServer((incoming, outgoing) => {
    void answer(incoming).then(({ status, headers, body, dropped }) => {
      if (dropped) outgoing.destroy();
      else outgoing.writeHead(status, headers).end(body);
    });
  });
  doors.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Each client in each of its protocols: how it reads, and what it gives back. */
const readers = {
  ecs: (config: object) =>
    ending(new ecs.ECSClient(config))
      .send(new ecs.ListClustersCommand({}))
      .then(({ clusterArns }) => clusterArns![0]),
  'application auto scaling': (config: object) =>
    ending(new scaling.ApplicationAutoScalingClient(config))
      .send(new scaling.DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }))
      .then(({ NextToken }) => NextToken),
  cloudwatch: (config: object) =>
    ending(new cloudwatch.CloudWatchClient(config))
      .send(new cloudwatch.DescribeAlarmsCommand({}))
      .then(({ NextToken }) => NextToken),
  'cloudwatch in CBOR': (config: object) => readers.cloudwatch({ ...config, protocol: AwsSmithyRpcV2CborProtocol }),
  'cloudwatch in Query': (config: object) => readers.cloudwatch({ ...config, protocol: AwsQueryProtocol }),
  'auto scaling': (config: object) =>
    ending(new autoscaling.AutoScalingClient(config))
      .send(new autoscaling.DescribeAutoScalingGroupsCommand({}))
      .then(({ NextToken }) => NextToken),
  elb: (config: object) =>
    ending(new elb.ElasticLoadBalancingV2Client(config))
      .send(new elb.DescribeLoadBalancersCommand({}))
      .then(({ NextMarker }) => NextMarker),
};
type Reader = keyof typeof readers;

/** The SDK's own judgement of what is worth another attempt, without its waits in real time. */
const patient = (attempts: number): object => ({ retryStrategy: new ConfiguredRetryStrategy(attempts, 0) });

interface Failure {
  name: string;
  message: string;
  $metadata?: { httpStatusCode?: number; attempts?: number };
}
async function failureOf(asking: Promise<unknown>): Promise<Failure> {
  const answer = await asking.catch((error: Failure) => error);
  if (answer instanceof Error) return answer;
  throw new Error(`Expected a failure, found ${JSON.stringify(answer)}.`);
}

const refusals = (['throttled', 'failing', 'unavailable', 'expired'] as const).flatMap((fault) => {
  const json = {
    throttled: ['ThrottlingException', 400],
    failing: ['', 500],
    unavailable: ['ServiceUnavailable', 503],
    expired: ['ExpiredTokenException', 400],
  } as const;
  const query = {
    throttled: ['Throttling', 400],
    failing: ['InternalFailure', 500],
    unavailable: ['ServiceUnavailable', 503],
    expired: ['ExpiredToken', 403],
  } as const;
  const own = { ecs: 'ServerException', 'application auto scaling': 'InternalServiceException' };
  return (Object.keys(readers) as Reader[]).map((reader) => {
    const speaksQuery = ['auto scaling', 'elb', 'cloudwatch in Query'].includes(reader);
    const [code, status] = (speaksQuery ? query : json)[fault];
    // CloudWatch's clients take the name of its Query API, which is in a header.
    const named = reader.startsWith('cloudwatch') ? query[fault][0] : code;
    const modelled = reader.startsWith('cloudwatch') ? 'InternalServiceFault' : own[reader as keyof typeof own];
    return { fault, reader, name: fault === 'failing' ? (modelled ?? 'InternalFailure') : named, status };
  });
});

describe('an SDK client', () => {
  it.each(refusals)('of $reader sees $fault as $name, $status', async ({ fault, reader, name, status }) => {
    const lab = new Lab({ rules: [{ what: 'fault', fault }] });
    const endpoint = await open(lab);
    const failure = await failureOf(readers[reader]({ ...anyone, endpoint, maxAttempts: 1 }));
    expect(failure).toMatchObject({ name, $metadata: { httpStatusCode: status, attempts: 1 } });
    expect(lab.calls).toBe(0);
  });

  it.each(refusals)('of $reader tries again after $name, but not with old credentials', async ({ fault, reader }) => {
    const endpoint = await open(new Lab({ rules: [{ what: 'fault', fault }] }));
    const failure = await failureOf(readers[reader]({ ...anyone, endpoint, ...patient(3) }));
    expect(failure.$metadata!.attempts).toBe(fault === 'expired' ? 1 : 3);
  });

  it('gets through bad weather by trying again', async () => {
    const endpoint = await open(
      new Lab({
        rules: [
          { what: 'fault', fault: 'throttled', probability: 0.3 },
          { what: 'fault', fault: 'failing', probability: 0.3 },
          { what: 'dropped', effect: 'none', probability: 0.2 },
        ],
      }),
    );
    for (const read of Object.values(readers)) {
      expect(await read({ ...anyone, endpoint, ...patient(40) })).toBe('a');
    }
  });

  it.each([
    ['none', 'a', 0],
    ['done', 'a+', 1],
  ] as const)('loses its connection, with the effect %s', async (effect, name, calls) => {
    const lab = new Lab({ rules: [{ what: 'dropped', effect, operation: 'DeleteCluster' }] });
    const endpoint = await open(lab);
    const client = ending(new ecs.ECSClient({ ...anyone, endpoint, maxAttempts: 1 }));
    const failure = await failureOf(client.send(new ecs.DeleteClusterCommand({ cluster: 'c' })));
    expect(failure.message).toContain('socket hang up');
    expect([lab.name, lab.calls]).toEqual([name, calls]);
  });

  it('does again what was done without an answer', async () => {
    const lab = new Lab({ rules: [{ what: 'dropped', effect: 'done', operation: 'DeleteCluster' }] });
    const client = ending(new ecs.ECSClient({ ...anyone, endpoint: await open(lab), ...patient(3) }));
    await failureOf(client.send(new ecs.DeleteClusterCommand({ cluster: 'c' })));
    expect(lab.name).toBe('a+++');
  });

  it('has old credentials for a span of lab time', async () => {
    const lab = new Lab({ rules: [{ what: 'fault', fault: 'expired', from: 60, until: 120 }] });
    const endpoint = await open(lab);
    const seen: unknown[] = [];
    for (lab.second of [0, 60, 119, 120]) {
      seen.push(await readers.ecs({ ...anyone, endpoint }).catch(({ name }: Failure) => name));
    }
    expect(seen).toEqual(['a', 'ExpiredTokenException', 'ExpiredTokenException', 'a']);
  });
});

describe('a slow answer', () => {
  it('is held back for real milliseconds, when the operation is done', async () => {
    const lab = new Lab({ rules: [{ what: 'slow', least: 200, most: 300 }] });
    await readers.ecs({ ...anyone, endpoint: await open(lab) });
    expect(lab.paused).toHaveLength(1);
    expect(lab.paused[0]).toBeGreaterThanOrEqual(200);
    expect(lab.paused[0]).toBeLessThan(300);
    expect(lab.calls).toBe(1);
  });

  it('has its operation done when handle returns', () => {
    const lab = new Lab({ rules: [{ what: 'slow', least: 1, most: 1 }] });
    const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DeleteCluster' };
    void lab.services[0]!.handle({ path: '/', headers, body: Buffer.from('{"cluster":"c"}') });
    expect(lab.name).toBe('a+');
  });
});

describe('a stale answer', () => {
  async function seenOver(rule: object, reader: Reader = 'ecs'): Promise<unknown[]> {
    const lab = new Lab({ rules: [{ what: 'stale', seconds: 30, ...rule }] }, 7);
    const endpoint = await open(lab);
    const seen: unknown[] = [];
    for (lab.second = 0; lab.second < 200; lab.second += 5) {
      lab.name = String(lab.second);
      const read = Number(await readers[reader]({ ...anyone, endpoint }));
      seen.push(lab.second - read);
    }
    return seen;
  }

  it.each(['ecs', 'elb'] as const)('of %s is up to so many lab seconds old', async (reader) => {
    const ages = (await seenOver({}, reader)) as number[];
    expect(Math.max(...ages)).toBe(30);
    expect(Math.min(...ages)).toBe(0);
    expect(new Set(ages).size).toBeGreaterThan(4);
  });

  it('is of reading operations alone, and where the rule says', async () => {
    expect(new Set(await seenOver({ operation: 'DescribeServices' }))).toEqual(new Set([0]));
    const lab = new Lab({ rules: [{ what: 'stale', seconds: 30 }] });
    const client = ending(new ecs.ECSClient({ ...anyone, endpoint: await open(lab) }));
    for (lab.second of [0, 10, 20]) await client.send(new ecs.DeleteClusterCommand({ cluster: 'c' }));
    expect(lab.name).toBe('a+++');
  });

  it('has not seen a change of this very moment', async () => {
    const lab = new Lab({ rules: [{ what: 'stale', seconds: 30 }] });
    const endpoint = await open(lab);
    const before = await readers.ecs({ ...anyone, endpoint });
    lab.name = 'changed';
    expect(await readers.ecs({ ...anyone, endpoint })).toBe(before);
    lab.second = 31;
    expect(await readers.ecs({ ...anyone, endpoint })).toBe('changed');
  });

  it('is never older, though nothing newer was answered', async () => {
    const lab = new Lab({ rules: [{ what: 'stale', seconds: 30 }] });
    const endpoint = await open(lab);
    for (lab.second = 0; lab.second < 400; lab.second += 40) {
      lab.name = String(lab.second);
      expect(await readers.ecs({ ...anyone, endpoint })).toBe(lab.name);
    }
  });

  it('has the id of the request that it answers', async () => {
    const lab = new Lab({ rules: [{ what: 'stale', seconds: 30 }] }, 3);
    const body = Buffer.from('Version=2015-12-01&Action=DescribeLoadBalancers');
    const request = { path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body };
    for (lab.second = 0; lab.second < 60; lab.second += 10) {
      const { headers, body } = await lab.services[4]!.handle(request)!;
      expect(Buffer.from(body).toString()).toContain(`<RequestId>${headers['x-amzn-requestid']}</RequestId>`);
    }
  });
});

describe('chance', () => {
  const stormy: WeatherDescription = {
    rules: [
      { what: 'fault', fault: 'throttled', probability: 0.3 },
      { what: 'rate-limit', capacity: 3, refill: 0.5 },
    ],
  };
  /** What becomes of ten deletions, with so many reads before each. */
  async function fates(seed: number, reads: number): Promise<number[]> {
    const lab = new Lab(stormy, seed);
    const ask = (operation: string, body: string) =>
      lab.services[0]!.handle({
        path: '/',
        headers: { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}` },
        body: Buffer.from(body),
      })!;
    const statuses: number[] = [];
    for (lab.second = 0; lab.second < 10; lab.second++) {
      for (let n = 0; n < reads; n++) await ask('ListClusters', '{}');
      statuses.push((await ask('DeleteCluster', '{"cluster":"c"}')).status);
    }
    return statuses;
  }

  it('is the same with the same seed, whatever else is asked', async () => {
    const first = await fates(1, 0);
    expect(new Set(first)).toEqual(new Set([200, 400]));
    expect(await fates(1, 0)).toEqual(first);
    expect(await fates(1, 3)).toEqual(first);
    expect(await fates(2, 0)).not.toEqual(first);
  });
});
