/** Tests of the door: real sockets, real clients. */
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { listen, type ApiServer } from './server';
import { service } from './service';

const anyone = { region: 'ap-northeast-2', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1 };
const options = { requestId: () => 'an-id' };
const ecsHeaders = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters',
};

let metricData: cloudwatch.MetricDatum[] = [];
let server: ApiServer;

beforeEach(async () => {
  metricData = [];
  server = await listen([
    service(ecs, new ecs.ECSClient(anyone), { ListClusters: () => ({ clusterArns: ['arn'] }) }, options),
    service(
      cloudwatch,
      new cloudwatch.CloudWatchClient(anyone),
      {
        PutMetricData({ MetricData }) {
          metricData = MetricData ?? [];
        },
        ListMetrics() {
          throw new RangeError('a defect');
        },
      },
      options,
    ),
    service(
      autoscaling,
      new autoscaling.AutoScalingClient(anyone),
      {
        DescribeAutoScalingGroups: ({ AutoScalingGroupNames: names = [] }) => ({ AutoScalingGroups: names.map(group) }),
      },
      options,
    ),
  ]);
});
afterEach(() => server.close());

const group = (AutoScalingGroupName: string): autoscaling.AutoScalingGroup => ({
  AutoScalingGroupName,
  MinSize: 2,
  MaxSize: 4,
  DesiredCapacity: 2,
  DefaultCooldown: 300,
  AvailabilityZones: [],
  HealthCheckType: 'EC2',
  CreatedTime: new Date('2020-03-29T09:00:00Z'),
});

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** One request, its bytes as they are. */
function post(headers: Record<string, string>, body: string | Uint8Array, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(server.endpoint, { method: 'POST', headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('server', () => {
  it('answers clients of every service on one port', async () => {
    const at = { ...anyone, endpoint: server.endpoint };
    const clusters = await new ecs.ECSClient(at).send(new ecs.ListClustersCommand({}));
    expect(clusters).toMatchObject({ clusterArns: ['arn'], $metadata: { requestId: 'an-id' } });
    const groups = await new autoscaling.AutoScalingClient(at).send(
      new autoscaling.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['그룹'] }),
    );
    expect(groups.AutoScalingGroups).toEqual([group('그룹')]);
  });

  it('unpacks what CloudWatch clients compress', async () => {
    const client = new cloudwatch.CloudWatchClient({ ...anyone, endpoint: server.endpoint });
    let encoding: unknown;
    client.middlewareStack.add(
      (next) => (args) => {
        encoding = (args.request as { headers: Record<string, string> }).headers['content-encoding'];
        return next(args);
      },
      { step: 'finalizeRequest' },
    );
    // Clients compress from 10,240 bytes on.
    const sent = Array.from({ length: 500 }, (_, i) => ({ MetricName: `요청 ${i}`, Value: i }));
    await client.send(new cloudwatch.PutMetricDataCommand({ Namespace: 'Lab', MetricData: sent }));
    expect(encoding).toBe('gzip');
    expect(metricData).toEqual(sent);
  });

  it('tells a client which operation is not simulated, and lives on', async () => {
    const client = new ecs.ECSClient({ ...anyone, endpoint: server.endpoint });
    await expect(client.send(new ecs.ListTasksCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'ListTasks is not simulated.',
    });
    await expect(client.send(new ecs.ListClustersCommand({}))).resolves.toMatchObject({ clusterArns: ['arn'] });
  });

  it('lives on after a crash in an operation', async () => {
    const client = new cloudwatch.CloudWatchClient({ ...anyone, endpoint: server.endpoint });
    await expect(client.send(new cloudwatch.ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'InternalFailure',
      message: expect.stringContaining('RangeError: a defect') as string,
      $metadata: { httpStatusCode: 500 },
    });
    expect((await post(ecsHeaders, '{}')).status).toBe(200);
  });

  it.each([
    ['JSON that is none', ecsHeaders, '{', 400, 'SerializationException'],
    ['gzip that is none', { ...ecsHeaders, 'content-encoding': 'gzip' }, '{}', 400, 'SerializationException'],
    ['a body over 10 MB', ecsHeaders, Buffer.alloc(10 * 1024 * 1024 + 1, ' '), 413, 'RequestEntityTooLarge'],
    [
      'a body over 10 MB once unpacked',
      { ...ecsHeaders, 'content-encoding': 'gzip' },
      gzipSync(Buffer.alloc(10 * 1024 * 1024 + 1, ' ')),
      413,
      'RequestEntityTooLarge',
    ],
    [
      'an unknown target',
      { ...ecsHeaders, 'x-amz-target': 'Logs_20140328.PutLogEvents' },
      '{}',
      404,
      'UnknownOperationException',
    ],
    ['no marks of AWS', {}, '', 404, 'UnknownOperationException'],
  ])('refuses %s', async (_, headers, body, status, code) => {
    const answer = await post(headers, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: code });
    expect((await post(ecsHeaders, '{}')).status).toBe(200);
  });

  it('tells of a service that cannot even say what failed', async () => {
    const broken = await listen([{ name: 'broken', handle: () => Promise.reject(new Error('no words')) }]);
    const answer = await fetch(broken.endpoint, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({
      __type: 'InternalFailure',
      message: expect.stringContaining('no words') as string,
    });
    await broken.close();
  });

  it('takes a body of exactly 10 MB', async () => {
    const body = `{}${' '.repeat(10 * 1024 * 1024 - 2)}`;
    expect((await post(ecsHeaders, body)).status).toBe(200);
  });

  it('says what was asked and what is there, in XML to those who speak it', async () => {
    const form = 'Action=DescribeInstances&Version=2016-11-15';
    const { status, body } = await post({ 'content-type': 'application/x-www-form-urlencoded' }, form);
    expect(status).toBe(404);
    expect(body).toContain(
      '<Message>No simulated service answers DescribeInstances (version 2016-11-15). Simulated here: ecs, cloudwatch, autoscaling.',
    );
  });

  it('lives on when a caller goes away in the middle of its request', async () => {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(new URL(server.endpoint).port), '127.0.0.1', () => {
        const head = Object.entries({ ...ecsHeaders, host: 'lab', 'content-length': '100' });
        socket.write(`POST / HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n{`, () =>
          socket.destroy(),
        );
      });
      socket.on('close', () => resolve());
      socket.on('error', reject);
    });
    expect((await post(ecsHeaders, '{}')).status).toBe(200);
  });

  it('closes at once although a client keeps its connection, and is free to close again', async () => {
    const agent = new Agent({ keepAlive: true });
    const { headers } = await post(ecsHeaders, '{}', agent);
    expect(headers).toMatchObject({ connection: 'keep-alive' });
    await server.close();
    await server.close();
    await expect(post(ecsHeaders, '{}')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agent.destroy();
  });

  it('closes at once although a request still waits for its answer', async () => {
    let arrived = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    const busy = await listen([
      {
        name: 'busy',
        handle: () => {
          arrived();
          return new Promise(() => undefined);
        },
      },
    ]);
    const answer = fetch(busy.endpoint, { method: 'POST', body: '{}' }).catch(() => 'cut off');
    await waiting;
    await busy.close();
    expect(await answer).toBe('cut off');
  });

  it('takes whatever answers in place of services, with the limit that each path has', async () => {
    const own = await listen(
      ({ method, path, body }) => {
        if (path === '/crash') throw new Error('a defect');
        return { status: 201, headers: {}, body: Buffer.from(`${method} ${path} ${body.length}`) };
      },
      { mostBytes: ({ path }) => (path === '/large' ? 20 : 10) },
    );
    const put = (path: string): Promise<Response> =>
      fetch(`${own.endpoint}${path}`, { method: 'PUT', body: 'x'.repeat(20) });
    expect(await (await put('/large')).text()).toBe('PUT /large 20');
    expect([(await put('/small')).status, (await put('/large')).status]).toEqual([413, 201]);
    const crashed = await fetch(`${own.endpoint}/crash`);
    expect([crashed.status, await crashed.text()]).toEqual([500, expect.stringContaining('a defect')]);
    await own.close();
  });

  it('says which port is busy, and what to do', async () => {
    const port = Number(new URL(server.endpoint).port);
    await expect(listen([], { port })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 cannot be opened for the simulated API: expected it free, found that another process listens there. Stop what uses it, or choose another port (0 takes any free one).`,
    );
  });
});
