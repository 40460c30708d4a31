/** Tests of a service at its own door: requests as bytes, no client between. */
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import type { Request, Response } from './protocols';
import { service, type Service } from './service';

const anyone = { region: 'ap-northeast-2', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };

/** Services whose answers are numbered by their request ids: id-1, id-2… */
function lab(calls: string[] = []): { ecs: Service; cloudwatch: Service; autoscaling: Service } {
  let n = 0;
  const options = { requestId: () => `id-${++n}` };
  return {
    ecs: service(
      ecs,
      new ecs.ECSClient(anyone),
      {
        ListClusters: () => {
          calls.push('ListClusters');
          return { clusterArns: ['arn'] };
        },
        DeleteCluster() {
          throw new ecs.ClusterNotFoundException({ message: 'Cluster not found.', $metadata: {} });
        },
        CreateCluster() {
          throw new ecs.ECSServiceException({
            name: 'ThrottlingException',
            $fault: 'client',
            message: 'Rate exceeded',
            $metadata: {},
          });
        },
        DescribeServices({ services }) {
          return { failures: services.map((arn) => ({ arn, reason: 'MISSING' })) };
        },
        DescribeClusters: () => Promise.reject(new TypeError('no such thing')),
      },
      options,
    ),
    cloudwatch: service(
      cloudwatch,
      new cloudwatch.CloudWatchClient(anyone),
      {
        PutMetricData() {},
        DescribeAlarms() {
          throw new cloudwatch.InvalidNextToken({ message: 'Stale.', $metadata: {} });
        },
      },
      options,
    ),
    autoscaling: service(
      autoscaling,
      new autoscaling.AutoScalingClient(anyone),
      {
        DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [] }),
        CreateAutoScalingGroup() {
          throw new autoscaling.AlreadyExistsFault({ message: 'It <exists>.', $metadata: {} });
        },
      },
      options,
    ),
  };
}

const ask = (target: string, body: string, version = '1.1'): Request => ({
  path: '/',
  headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
  body: Buffer.from(body),
});
const askEcs = (operation: string, body = '{}'): Request =>
  ask(`AmazonEC2ContainerServiceV20141113.${operation}`, body);
const askCloudWatch = (operation: string, body = '{}'): Request =>
  ask(`GraniteServiceVersion20100801.${operation}`, body, '1.0');
const askForm = (form: string): Request => ({
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: Buffer.from(form),
});

async function told(
  response: Promise<Response> | undefined,
): Promise<{ status: number; headers: object; body: string }> {
  if (!response) throw new Error('Expected an answer, found that the service does not know the request.');
  const { status, headers, body } = await response;
  return { status, headers, body: Buffer.from(body).toString() };
}

describe('service', () => {
  it("is named by its namespace's last part", () => expect(lab().autoscaling.name).toBe('autoscaling'));

  it.each([
    ['the target of another service', ask('AnyScaleFrontendService.ListTagsForResource', '{}')],
    ['a target that only begins alike', ask('AmazonEC2ContainerServiceV20141113x.ListClusters', '{}')],
    ['a form', askForm('Action=ListClusters&Version=2011-01-01')],
    ['a path of CBOR for another', { path: '/service/Other/operation/ListClusters', headers: {}, body: Buffer.of() }],
    ['no marks at all', { path: '/', headers: {}, body: Buffer.of() }],
  ])('leaves %s to others', (_, request) => expect(lab().ecs.handle(request)).toBeUndefined());

  it('has run a synchronous operation when handle returns', () => {
    const calls: string[] = [];
    void lab(calls).ecs.handle(askEcs('ListClusters'));
    expect(calls).toEqual(['ListClusters']);
  });

  it('answers with its own request id, and in the version of JSON that was asked in', async () => {
    const { ecs, cloudwatch } = lab();
    expect(await told(ecs.handle(askEcs('ListClusters')))).toEqual({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'id-1' },
      body: '{"clusterArns":["arn"]}',
    });
    const put = await told(cloudwatch.handle(askCloudWatch('PutMetricData', '{"Namespace":"N"}')));
    expect(put.headers).toEqual({ 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'id-2' });
    expect(put.body).toBe('{}');
  });

  it('puts the request id into XML too', async () => {
    const { status, headers, body } = await told(
      lab().autoscaling.handle(askForm('Action=DescribeAutoScalingGroups&Version=2011-01-01')),
    );
    expect({ status, headers }).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'id-1' },
    });
    expect(body).toContain('xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"');
    expect(body).toContain('<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>');
  });

  it.each([
    [
      'a modelled exception',
      'DeleteCluster',
      '{"cluster":"c"}',
      400,
      'ClusterNotFoundException',
      /^Cluster not found.$/,
    ],
    ['an exception without a model', 'CreateCluster', '{}', 400, 'ThrottlingException', /^Rate exceeded$/],
    ['a missing member', 'DescribeServices', '{"cluster":"c"}', 400, 'InvalidParameterException', /null at 'services'/],
    ['a wrong type', 'DescribeServices', '{"services":"web"}', 400, 'SerializationException', /'services' is not of/],
    ['a body that is no JSON', 'DescribeServices', '{"services":', 400, 'SerializationException', /cannot be read/],
    ['a body that is no structure', 'DescribeServices', 'null', 400, 'SerializationException', /^The request body/],
    ['an operation without a function', 'ListTasks', '{}', 400, 'UnknownOperationException', /^ListTasks is not sim/],
    ['an operation of no one', 'constructor', '{}', 400, 'UnknownOperationException', /^constructor is not simulated/],
    [
      'a crash',
      'DescribeClusters',
      '{}',
      500,
      'InternalFailure',
      /DescribeClusters crashed .* TypeError: no such thing at /,
    ],
  ])('tells %s in JSON', async (_, operation, sent, status, code, message) => {
    const answer = await told(lab().ecs.handle(askEcs(operation, sent)));
    expect(answer).toMatchObject({ status, headers: { 'x-amzn-requestid': 'id-1' } });
    expect(JSON.parse(answer.body)).toEqual({ __type: code, message: expect.stringMatching(message) as string });
  });

  it.each([
    ['a modelled exception', 'DescribeAlarms', '{}', 'InvalidNextToken', 'InvalidNextToken;Sender'],
    ['a missing member', 'PutMetricData', '{}', 'MissingRequiredParameterException', 'MissingParameter;Sender'],
    ['an operation without a function', 'ListMetrics', '{}', 'UnknownOperationException', 'InvalidAction;Sender'],
  ])("tells %s with CloudWatch's Query code in a header", async (_, operation, sent, code, header) => {
    const { headers, body } = await told(lab().cloudwatch.handle(askCloudWatch(operation, sent)));
    expect(headers).toMatchObject({ 'x-amzn-query-error': header });
    expect(JSON.parse(body)).toMatchObject({ __type: code });
  });

  it.each([
    [
      'a modelled exception',
      'CreateAutoScalingGroup&AutoScalingGroupName=a&MinSize=1&MaxSize=2',
      'AlreadyExists',
      'It &lt;exists&gt;.',
    ],
    ['a missing member', 'CreateAutoScalingGroup&MinSize=1&MaxSize=2', 'ValidationError', 'autoScalingGroupName'],
    [
      'a number that is none',
      'CreateAutoScalingGroup&AutoScalingGroupName=a&MinSize=few&MaxSize=2',
      'SerializationException',
      '',
    ],
    [
      'a form that contradicts itself',
      'CreateAutoScalingGroup&MinSize=1&MinSize.member.1=2',
      'SerializationException',
      'MinSize.member.1',
    ],
    [
      'a name of too many parts',
      `CreateAutoScalingGroup&${'a.'.repeat(100)}a=1`,
      'SerializationException',
      'names of at most 100 parts',
    ],
    ['an operation without a function', 'SetDesiredCapacity', 'InvalidAction', 'SetDesiredCapacity is not simulated.'],
  ])('tells %s in XML', async (_, form, code, message) => {
    const { status, body } = await told(lab().autoscaling.handle(askForm(`Version=2011-01-01&Action=${form}`)));
    expect(status).toBe(400);
    expect(body).toContain(`<Error><Type>Sender</Type><Code>${code}</Code>`);
    expect(body).toContain(message);
    expect(body).toContain('<RequestId>id-1</RequestId></ErrorResponse>');
  });
});
