/** The clients that the cases are asked with: the SDK for JavaScript, the AWS CLI and boto3, each in the protocols that it has. */
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Case, Outcome, ServiceName } from './cases';

export interface Client {
  name: string;
  /** Whether it is installed here. */
  available(): boolean;
  /** The outcome of each case, in their order, of which each waits for the one before. */
  ask(cases: readonly Case[], endpoint: string): Promise<Outcome[]>;
}

const REGION = 'ap-northeast-2';
/** CloudWatch speaks three protocols; every other service has the one that it always had. */
type Protocol = 'json' | 'smithy-rpc-v2-cbor' | 'query';

export const clients: readonly Client[] = [
  ...(['json', 'smithy-rpc-v2-cbor', 'query'] as const).map(sdk),
  commandLine(),
  ...(['json', 'smithy-rpc-v2-cbor', 'query'] as const).map(boto3),
];

const installed = (command: string, ...given: string[]): boolean => spawnSync(command, given).status === 0;

/** Each client program sees no settings but these. */
const surroundings = (endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_ACCESS_KEY_ID: 'any',
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_DEFAULT_REGION: REGION,
  AWS_ENDPOINT_URL: endpoint,
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
  PYTHONWARNINGS: 'ignore',
  PYTHONUTF8: '1',
});

interface Ran {
  failed: boolean;
  out: string;
  err: string;
}

function run(command: string, given: readonly string[], endpoint: string, input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { env: surroundings(endpoint), maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(command, given, options, (error, out, err) => resolve({ failed: error !== null, out, err }));
    child.stdin?.end(input);
  });
}

async function oneByOne(cases: readonly Case[], ask: (asked: Case) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const asked of cases) outcomes.push(await ask(asked));
  return outcomes;
}

interface SdkClient {
  send(command: object): Promise<object>;
  destroy(): void;
}
type Functions = Record<string, (...given: unknown[]) => unknown>;
type Classes<T> = Record<string, new (given: object) => T>;

const modules: Record<ServiceName, { sdk: object; client: string }> = {
  ecs: { sdk: ecs, client: 'ECSClient' },
  elbv2: { sdk: elb, client: 'ElasticLoadBalancingV2Client' },
  cloudwatch: { sdk: cloudwatch, client: 'CloudWatchClient' },
  autoscaling: { sdk: autoscaling, client: 'AutoScalingClient' },
  'application-autoscaling': { sdk: scaling, client: 'ApplicationAutoScalingClient' },
};

function sdk(protocol: Protocol): Client {
  const own = { json: AwsJson1_0Protocol, 'smithy-rpc-v2-cbor': AwsSmithyRpcV2CborProtocol, query: AwsQueryProtocol };
  const ask = async (asked: Case, client: SdkClient): Promise<Outcome> => {
    const { sdk } = modules[asked.service];
    if ('wait' in asked) {
      await (sdk as Functions)[`waitUntil${asked.wait}`]!(
        { client, minDelay: 1, maxDelay: 2, maxWaitTime: 5 },
        asked.input,
      );
      return { output: {} };
    }
    if ('paginate' in asked) {
      const paging = { client, pageSize: asked.pageSize };
      const pages = (sdk as Functions)[`paginate${asked.paginate}`]!(paging, asked.input);
      let count = 0;
      for await (const page of pages as AsyncIterable<Record<string, unknown[]>>) count += page[asked.items]!.length;
      return { count };
    }
    return { output: await client.send(new (sdk as Classes<object>)[`${asked.operation}Command`]!(asked.input)) };
  };
  return {
    name: `SDK for JavaScript (${protocol})`,
    available: () => true,
    ask: (cases, endpoint) =>
      oneByOne(cases, async (asked) => {
        const { sdk, client: name } = modules[asked.service];
        const client = new (sdk as Classes<SdkClient>)[name]!({
          region: REGION,
          credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
          endpoint,
          maxAttempts: 1,
          ...(asked.service === 'cloudwatch' && { protocol: own[protocol] }),
        });
        try {
          return await ask(asked, client);
        } catch (error) {
          const { name, message } = error as Error;
          return { error: name, message };
        } finally {
          client.destroy();
        }
      }),
  };
}

const dashed = (name: string, dash: string): string => name.replace(/(?!^)(?=[A-Z])/g, dash).toLowerCase();

/** Elastic Load Balancing's operations have a PageSize of their own, and the CLI stops paging where that is given. */
const pageSize = ({ service, pageSize }: Extract<Case, { paginate: string }>): string[] =>
  service === 'elbv2' ? [] : ['--page-size', String(pageSize)];

/** The CLI has no switch for the protocol: it takes the first that its botocore knows. */
function commandLine(): Client {
  const ask = async (asked: Case, endpoint: string): Promise<Outcome> => {
    const words =
      'wait' in asked
        ? ['wait', dashed(asked.wait, '-')]
        : 'paginate' in asked
          ? [dashed(asked.paginate, '-'), ...pageSize(asked)]
          : [dashed(asked.operation, '-')];
    // Every member as an option of its own: waiters take no --cli-input-json.
    const options = Object.entries(asked.input).flatMap(([member, value]) => [
      `--${dashed(member, '-').replace('-a-r-n', '-arn')}`,
      ...(Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? value
        : [typeof value === 'string' ? value : JSON.stringify(value)]),
    ]);
    const { failed, out, err } = await run('aws', [asked.service, ...words, ...options, '--output', 'json'], endpoint);
    if (failed) return { error: /An error occurred \((\w+)\)/.exec(err)?.[1] ?? 'failed', message: err.trim() };
    const output = JSON.parse(out || '{}') as Record<string, unknown[]>;
    return 'paginate' in asked ? { count: output[asked.items]!.length } : { output };
  };
  return {
    name: 'AWS CLI',
    available: () => installed('aws', '--version'),
    ask: (cases, endpoint) => oneByOne(cases, (asked) => ask(asked, endpoint)),
  };
}

function boto3(protocol: Protocol): Client {
  return {
    name: `boto3 (${protocol})`,
    available: () => installed('python3', '-c', 'import boto3'),
    ask: async (cases, endpoint) => {
      const input = JSON.stringify({ cases, endpoint, protocol });
      const { failed, out, err } = await run('python3', [join(__dirname, 'ask.py')], endpoint, input);
      if (failed) throw new Error(`Expected ask.py to ask every case, found that it failed: ${err}`);
      return JSON.parse(out) as Outcome[];
    },
  };
}
