/** For tests: requests as the SDK's clients write them, and the same spoilt in a thousand ways. */
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { cbor } from '@smithy/core/cbor';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticOperationSchema } from '@smithy/types';
import type { Random } from '../world';
import type { Request, Wire } from './protocols';

/** A client module, and those of its operations that are simulated. */
export interface Simulated {
  sdk: object;
  /** The name of its client class. */
  client: string;
  operations: readonly string[];
  wires: readonly Wire[];
}

const PROTOCOLS: Partial<Record<Wire, unknown>> = { cbor: AwsSmithyRpcV2CborProtocol, query: AwsQueryProtocol };

interface Client {
  send(command: unknown): Promise<unknown>;
}

/**
 * A request to an operation, in the bytes that its client sends: every member is there.
 * @param names what strings are called, by the names of the members that hold them; others are made up
 */
export async function written(
  { sdk, client }: Simulated,
  operation: string,
  wire: Wire,
  names: Readonly<Record<string, string>>,
): Promise<Request> {
  let sent: Request | undefined;
  const shipped = sdk as Record<string, new (given: unknown) => unknown>;
  const protocol = PROTOCOLS[wire];
  const asking = new shipped[client]!({
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    endpoint: 'http://lab',
    maxAttempts: 1,
    disableRequestCompression: true,
    ...(protocol !== undefined && { protocol }),
    requestHandler: {
      handle({ path, headers, body }: { path: string; headers: Record<string, string>; body?: string | Uint8Array }) {
        sent = {
          path,
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
          body: typeof body === 'string' ? Buffer.from(body) : new Uint8Array(body ?? []),
        };
        return Promise.reject(new Error('That is all that was wanted.'));
      },
    },
  }) as Client;
  const [, , , , schema] = (sdk as Record<string, StaticOperationSchema>)[`${operation}$`]!;
  const command = new shipped[`${operation}Command`]!(only(KEPT[operation], sample(schema, names)));
  await asking.send(command).catch(() => undefined);
  if (!sent) throw new Error(`Expected ${client} to write ${operation}, found that it sent nothing.`);
  return sent;
}

/** With any other member the lab refuses the whole request, and nothing behind that would be reached. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  UpdateService: ['cluster', 'service', 'desiredCount', 'availabilityZoneRebalancing'],
  CreateService: ['cluster', 'serviceName', 'taskDefinition', 'desiredCount', 'launchType', 'tags'],
  RunTask: ['cluster', 'taskDefinition', 'count', 'launchType', 'group', 'tags'],
  CreateLoadBalancer: ['Name', 'Subnets', 'Tags'],
  CreateTargetGroup: ['Name', 'Protocol', 'Port', 'VpcId', 'HealthCheckIntervalSeconds', 'Tags'],
  PutMetricAlarm: [
    ...['AlarmName', 'MetricName', 'Namespace', 'Statistic', 'Period', 'EvaluationPeriods', 'Threshold'],
    ...['ComparisonOperator', 'Dimensions', 'AlarmActions'],
  ],
  CreateAutoScalingGroup: [
    ...['AutoScalingGroupName', 'LaunchConfigurationName', 'MinSize', 'MaxSize', 'DesiredCapacity'],
    'AvailabilityZones',
  ],
  UpdateAutoScalingGroup: ['AutoScalingGroupName', 'MinSize', 'MaxSize', 'DesiredCapacity'],
};

const only = (members: readonly string[] | undefined, value: unknown): unknown =>
  members ? Object.fromEntries(Object.entries(value as object).filter(([name]) => members.includes(name))) : value;

/** A value with every member of a schema, down to a depth. */
function sample(ref: $SchemaRef, names: Readonly<Record<string, string>>, member = '', depth = 0): unknown {
  const schema = NormalizedSchema.of(ref);
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].filter(([, inner]) => depth < 4 || !inner.isStructSchema());
    const chosen = schema.isUnionSchema() ? members.slice(0, 1) : members;
    return Object.fromEntries(chosen.map(([name, inner]) => [name, sample(inner, names, name, depth + 1)]));
  }
  if (schema.isListSchema()) return depth < 6 ? [sample(schema.getValueSchema(), names, member, depth + 1)] : [];
  if (schema.isMapSchema()) return { one: sample(schema.getValueSchema(), names, member, depth + 1) };
  if (schema.isTimestampSchema()) return new Date(1e12);
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 2;
  if (schema.isBlobSchema()) return Uint8Array.of(1, 2);
  if (schema.isDocumentSchema() || schema.isUnitSchema()) return {};
  return names[member.toLowerCase().replace(/s$/, '')] ?? 'a';
}

/** Names that every object has, or that mean something to a language. */
export const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'prototype', 'toString', 'valueOf'];

const NASTY: readonly unknown[] = [
  null,
  '',
  'a'.repeat(5000),
  '\u0000',
  '\ud800',
  '값 <&"\'>',
  '../../etc',
  ...PROTOTYPE_NAMES,
  0,
  -1,
  1.5,
  1000,
  5000,
  2 ** 31,
  2 ** 53,
  1e308,
  true,
  [],
  [[]],
  {},
  { a: { a: {} } },
  [null],
];

/** Spoils a request: what it says, or its bytes, or its marks. */
export function spoilt(request: Request, wire: Wire, random: Random): Request {
  const chosen = random.next();
  if (chosen < 0.6) return { ...request, body: rewritten(request.body, wire, random) };
  if (chosen < 0.9) return { ...request, body: bitten(request.body, random) };
  const headers: Record<string, string | undefined> = { ...request.headers };
  const mark = random.pick(['content-type', 'x-amz-target', 'smithy-protocol']);
  headers[mark] = random.pick([undefined, '', 'a', `${headers[mark] ?? ''}x`, ...PROTOTYPE_NAMES]);
  const path = random.pick([request.path, request.path, `${request.path}x`, '/', '/%', '//service//operation/']);
  return { path, headers, body: request.body };
}

/** The same said otherwise: one value another, a member more or less. */
function rewritten(body: Uint8Array, wire: Wire, random: Random): Uint8Array {
  if (wire === 'query') {
    const fields = [...new URLSearchParams(Buffer.from(body).toString())];
    const i = Math.floor(random.next() * fields.length);
    const [key, value] = fields[i]!;
    const nasty = JSON.stringify(random.pick(NASTY)) ?? '';
    const other = random.pick<[string, string][]>([
      [[key, nasty]],
      [[`${key}.${random.pick(PROTOTYPE_NAMES)}`, value]],
      [[`${key}.member.1`, value]],
      [[random.pick(PROTOTYPE_NAMES), value]],
      [[key.replace(/\d+/, '99999999'), value]],
      [[key.replace(/\d+/, '-1'), value]],
      [[`.${key}..`, value]],
      [],
      fields,
    ]);
    const keepsVersion = fields.filter(([name], j) => j !== i || name === 'Version');
    return Buffer.from(new URLSearchParams([...keepsVersion, ...other]).toString());
  }
  const value: unknown = wire === 'cbor' ? cbor.deserialize(body) : JSON.parse(Buffer.from(body).toString());
  const nodes = nodesIn(value);
  const node = nodes.length > 0 ? random.pick(nodes) : undefined;
  if (node) {
    const key = random.pick(Object.keys(node));
    const nasty = random.pick(NASTY);
    const change = random.next();
    if (change < 0.6) node[key] = nasty;
    else if (Array.isArray(node)) node.splice(Number(key), 1);
    else if (change < 0.8) delete node[key];
    // An own member of that name, as JSON.parse makes one.
    else Object.defineProperty(node, random.pick(PROTOTYPE_NAMES), { value: nasty, enumerable: true });
  }
  return wire === 'cbor' ? cbor.serialize(value) : Buffer.from(JSON.stringify(value));
}

/** All structures, lists and maps in a value that have something in them. */
function nodesIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Record<string, unknown>;
  // CBOR's writer takes a tagged value as it is, or not at all.
  if ('tag' in node && 'value' in node) return [];
  return [...(Object.keys(node).length > 0 ? [node] : []), ...Object.values(node).flatMap(nodesIn)];
}

/** Bytes as a bad line leaves them. */
function bitten(body: Uint8Array, random: Random): Uint8Array {
  const bytes = Buffer.from(body);
  const at = Math.floor(random.next() * (bytes.length + 1));
  const length = Math.floor(random.next() * 9);
  const some = Buffer.from(random.hex(2 * length), 'hex');
  return random.pick([
    bytes.subarray(0, at),
    bytes.subarray(at),
    Buffer.concat([bytes.subarray(0, at), some, bytes.subarray(at)]),
    Buffer.concat([bytes.subarray(0, at), some, bytes.subarray(at + length)]),
    Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - length))]),
    Buffer.concat([bytes, bytes]),
    some,
  ]);
}
