/** The clients that the cases are asked with: the SDK for JavaScript, the AWS CLI and boto3, each in the protocols that it has. */
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Case, Outcome } from './cases';
import { clientOf, exported, REGION, send, type Protocol, type SdkClient } from './sdk';
import { inTurns } from './story';
import { pass } from './telling';

/** Lab seconds that are to pass before the next case. */
export type Asked = Case | { pass: number };

export interface Client {
  name: string;
  /** Whether it is installed here. */
  available(): boolean;
  /**
   * The outcome of each case, in their order, of which each waits for the one before; reads that follow each other need not.
   * What passes has an empty outcome.
   */
  ask(cases: readonly Asked[], endpoint: string): Promise<Outcome[]>;
}

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

async function passed(endpoint: string, seconds: number): Promise<Outcome> {
  await pass(endpoint, seconds);
  return { output: {} };
}

function sdk(protocol: Protocol): Client {
  const ask = async (asked: Case, client: SdkClient): Promise<Outcome> => {
    const { service, input } = asked;
    if ('wait' in asked) {
      const often = { client, minDelay: 1, maxDelay: 2, maxWaitTime: 5 };
      await exported(service, `waitUntil${asked.wait}`)(often, input);
      return { output: {} };
    }
    if ('paginate' in asked) {
      const pages = exported(service, `paginate${asked.paginate}`)({ client, pageSize: asked.pageSize }, input);
      let count = 0;
      for await (const page of pages as AsyncIterable<Record<string, unknown[]>>) count += page[asked.items]!.length;
      return { count };
    }
    return { output: await send(client, service, asked.operation, input) };
  };
  const outcome = async (asked: Case, endpoint: string): Promise<Outcome> => {
    const client = clientOf(asked.service, protocol, endpoint);
    try {
      return await ask(asked, client);
    } catch (error) {
      const { name, message } = error as Error;
      return { error: name, message };
    } finally {
      client.destroy();
    }
  };
  return {
    name: `SDK for JavaScript (${protocol})`,
    available: () => true,
    ask: async (cases, endpoint) => {
      const outcomes: Outcome[] = [];
      for (const asked of cases)
        outcomes.push(await ('pass' in asked ? passed(endpoint, asked.pass) : outcome(asked, endpoint)));
      return outcomes;
    },
  };
}

const dashed = (name: string, dash: string): string => name.replace(/(?!^)(?=[A-Z])/g, dash).toLowerCase();

/** Elastic Load Balancing's operations have a PageSize of their own, and the CLI stops paging where that is given. */
const pageSize = ({ service, pageSize }: Extract<Case, { paginate: string }>): string[] =>
  service === 'elbv2' ? [] : ['--page-size', String(pageSize)];

/** Every member as an option of its own: waiters take no --cli-input-json. */
const optionsOf = (input: Case['input']): string[] =>
  Object.entries(input).flatMap(([member, value]) => [
    `--${dashed(member, '-').replace('-a-r-n', '-arn')}`,
    ...(Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? value
      : [typeof value === 'string' ? value : JSON.stringify(value)]),
  ]);

function wordsOf(asked: Case): string[] {
  if ('wait' in asked) return ['wait', dashed(asked.wait, '-'), ...optionsOf(asked.input)];
  const whole = ['--cli-input-json', JSON.stringify(asked.input)];
  return 'paginate' in asked
    ? [dashed(asked.paginate, '-'), ...pageSize(asked), ...whole]
    : [dashed(asked.operation, '-'), '--no-paginate', ...whole];
}

/** The CLI has no switch for the protocol: it takes the first that its botocore knows. It starts for a second; two do so at once. */
function commandLine(): Client {
  const ask = async (asked: Asked, endpoint: string): Promise<Outcome> => {
    if ('pass' in asked) return passed(endpoint, asked.pass);
    const words = [asked.service, ...wordsOf(asked), '--output', 'json'];
    const { failed, out, err } = await run('aws', words, endpoint);
    if (failed) return { error: /An error occurred \((\w+)\)/.exec(err)?.[1] ?? 'failed', message: err.trim() };
    const output = JSON.parse(out || '{}') as Record<string, unknown[]>;
    return 'paginate' in asked ? { count: output[asked.items]!.length } : { output };
  };
  return {
    name: 'AWS CLI',
    available: () => installed('aws', '--version'),
    ask: async (cases, endpoint) => {
      const outcomes: Outcome[] = [];
      for (const turn of inTurns(cases))
        for (let i = 0; i < turn.length; i += 2)
          outcomes.push(...(await Promise.all(turn.slice(i, i + 2).map((asked) => ask(asked, endpoint)))));
      return outcomes;
    },
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
