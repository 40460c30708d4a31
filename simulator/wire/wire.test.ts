/** The round trip of every operation and exception that the five clients have, in every protocol. */
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsJson1_1Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import { isDeepStrictEqual } from 'node:util';
import { isMessage } from './fault';
import type { Request } from './protocols';
import { service, type Service } from './service';

interface Client {
  config: { protocolSettings?: unknown };
  send(command: unknown): Promise<object>;
}
type ClientClass = new (config: object) => Client;

const sdks: Record<string, { sdk: object; Client: unknown; query: boolean }> = {
  ecs: { sdk: ecs, Client: ecs.ECSClient, query: true },
  cloudwatch: { sdk: cloudwatch, Client: cloudwatch.CloudWatchClient, query: true },
  autoscaling: { sdk: autoscaling, Client: autoscaling.AutoScalingClient, query: true },
  elasticloadbalancingv2: { sdk: elb, Client: elb.ElasticLoadBalancingV2Client, query: true },
  applicationautoscaling: { sdk: scaling, Client: scaling.ApplicationAutoScalingClient, query: false },
};
const wires = {
  native: undefined,
  json: AwsJson1_1Protocol,
  cbor: AwsSmithyRpcV2CborProtocol,
  query: AwsQueryProtocol,
};
const anyone = { region: 'ap-northeast-2', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1 };
const text = `값 <&"'>`;

const exportsOf = (sdk: object): unknown[] => Object.values(sdk);
const operationsOf = (sdk: object): StaticOperationSchema[] =>
  exportsOf(sdk).filter((it): it is StaticOperationSchema => Array.isArray(it) && it[0] === 9);
const exceptionsOf = (sdk: object): StaticErrorSchema[] =>
  exportsOf(sdk).filter(
    (it): it is StaticErrorSchema => Array.isArray(it) && it[0] === -3 && !String(it[1]).includes('synthetic'),
  );
const classOf = <T>(sdk: object, name: string): T => (sdk as Record<string, T>)[name]!;

/** A value with every member of a schema, no two leaves alike. */
function sampler(): (schema: $SchemaRef, depth?: number) => unknown {
  let n = 0;
  return function sample(ref, depth = 0): unknown {
    const schema = NormalizedSchema.of(ref);
    if (schema.isUnitSchema()) return {};
    if (schema.isStructSchema()) {
      const members = [...schema.structIterator()]
        // Some shapes hold themselves.
        .filter(
          ([, member]) => depth < 14 || !(member.isStructSchema() || member.isListSchema() || member.isMapSchema()),
        );
      const chosen = schema.isUnionSchema() ? members.slice(0, 1) : members;
      return Object.fromEntries(chosen.map(([name, member]) => [name, sample(member, depth + 1)]));
    }
    if (schema.isListSchema()) return [1, 2].map(() => sample(schema.getValueSchema(), depth + 1));
    if (schema.isMapSchema()) {
      return Object.fromEntries(['one', 'two'].map((key) => [key, sample(schema.getValueSchema(), depth + 1)]));
    }
    if (schema.isTimestampSchema()) return new Date(1e12 + 1000 * ++n);
    if (schema.isBooleanSchema()) return ++n % 2 === 0;
    if (schema.isNumericSchema()) return ++n;
    if (schema.isBlobSchema()) return Uint8Array.of(1, 2, ++n % 250);
    if (schema.isStringSchema()) return `${text} ${++n}`;
    if (schema.isDocumentSchema()) return { a: 1 };
    throw new Error(`Expected a schema that can be sampled, found ${schema.getName(true)}. Teach it to sample().`);
  };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));

/** Carries a client's requests to a service without a socket. */
function transport(simulated: Service): { handle(request: unknown): Promise<object> } {
  return {
    async handle(sent) {
      const { path, headers, body } = sent as {
        path: string;
        headers: Record<string, string>;
        body?: string | Uint8Array;
      };
      const request: Request = {
        path,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        body: typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array()),
      };
      const response = await simulated.handle(request);
      if (!response) throw new Error(`${simulated.name} does not know its own request.`);
      return { response: { statusCode: response.status, headers: response.headers, body: response.body } };
    },
  };
}

/** Everything that does not come back as it was sent, by name. */
async function missesOf(name: string, wire: keyof typeof wires): Promise<string[]> {
  const { sdk, Client } = sdks[name]!;
  const sample = sampler();
  let received: unknown;
  let give: unknown;
  const operations = new Proxy(
    {},
    {
      get: () => (input: unknown) => {
        received = input;
        if (give instanceof Error) throw give;
        return give;
      },
    },
  );
  const make = (config: object): Client =>
    new (Client as ClientClass)({ ...anyone, endpoint: 'http://lab', ...config });
  const simulated = service(sdk, make({}), operations, { requestId: () => 'an-id' });
  const protocol = wires[wire];
  const client = make({
    requestHandler: transport(simulated),
    disableRequestCompression: true,
    ...(protocol && { protocol }),
  });
  const ask = (operation: string, input: unknown): Promise<object> =>
    client.send(new (classOf<new (input: unknown) => object>(sdk, `${operation}Command`))(input));

  const misses: string[] = [];
  for (const [, , operation, , inputSchema, outputSchema] of operationsOf(sdk)) {
    const input = sample(inputSchema);
    give = sample(outputSchema);
    received = undefined;
    try {
      const answer = await ask(operation, input);
      const { $metadata, ...output } = answer as { $metadata: { requestId?: string } };
      if (!same(received, input)) misses.push(`${operation}: input`);
      if (!same(output, give)) misses.push(`${operation}: output`);
      if ($metadata.requestId !== 'an-id') misses.push(`${operation}: request id`);
    } catch {
      misses.push(operation);
    }
  }

  const [, , operation, , inputSchema] = operationsOf(sdk)[0]!;
  for (const schema of exceptionsOf(sdk)) {
    const [, , exception] = schema;
    const Exception = classOf<new (options: object) => Error>(sdk, exception);
    const details = Object.entries(sample(schema) as object).filter(([member]) => !isMessage(member));
    give = new Exception({ message: text, $metadata: {}, ...Object.fromEntries(details) });
    const caught: unknown = await ask(operation, sample(inputSchema)).catch((error: unknown) => error);
    const right =
      caught instanceof Exception &&
      caught.message === text &&
      details.every(([member, value]) => same((caught as unknown as Record<string, unknown>)[member], value));
    if (!right) misses.push(exception);
  }
  return misses;
}

/** XML cannot write a free-form document; ECS never speaks Query, so nobody asks for one. */
const documents = ['CreateService', 'DeleteService', 'DescribeServiceDeployments', 'DescribeServices', 'UpdateService'];
/** Shares its wire code, `ResourceNotFound`, with another exception of the model. */
const ambiguous = ['DashboardNotFoundError'];
const known: Record<string, string[]> = {
  'ecs query': documents,
  'cloudwatch native': ambiguous,
  'cloudwatch json': ambiguous,
  'cloudwatch cbor': ambiguous,
  'cloudwatch query': ambiguous,
};

describe('round trip', () => {
  const runs = Object.entries(sdks).flatMap(([name, { query }]) =>
    (Object.keys(wires) as (keyof typeof wires)[])
      .filter((wire) => wire !== 'query' || query)
      .map((wire) => ({ name, wire })),
  );

  it.each(runs)('$name over $wire: every operation and exception, but for the known misses', async ({ name, wire }) => {
    expect((await missesOf(name, wire)).sort()).toEqual(known[`${name} ${wire}`] ?? []);
  });

  it('is over all that the clients have', () => {
    const sizes = Object.entries(sdks).map(([name, { sdk }]) => [
      name,
      operationsOf(sdk).length,
      exceptionsOf(sdk).length,
    ]);
    expect(sizes).toEqual([
      ['ecs', 88, 31],
      ['cloudwatch', 55, 19],
      ['autoscaling', 68, 12],
      ['elasticloadbalancingv2', 51, 56],
      ['applicationautoscaling', 14, 9],
    ]);
  });
});
