/** The ways of speaking AWS (JSON 1.0 and 1.1, CBOR, Query), each as a server hears and answers it. */
import { XmlCodec } from '@aws-sdk/core/protocols';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { JsonCodec2, JsonShapeDeserializer2, type JsonSettings } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import type {
  $SchemaRef,
  DocumentType,
  SerdeFunctions,
  StaticOperationSchema,
  StaticStructureSchema,
} from '@smithy/types';
import { blame, isMessage, type Fault } from './fault';
import { tree } from './form';

export interface Request {
  /** As in the request line. */
  path: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Not compressed any more. */
  body: Uint8Array;
}

export interface Response {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  /** That the connection is to end without it. */
  dropped?: boolean;
}

/** What an SDK client knows of its service's wire: its `config.protocolSettings`. */
export interface Settings {
  /** Such as `com.amazonaws.ecs`. */
  defaultNamespace: string;
  /** What stands before the operation in `X-Amz-Target`. */
  serviceTarget: string;
  version: string;
  /** Only services with a Query protocol, past or present, have one. */
  xmlNamespace?: string;
  /** Whether JSON and CBOR errors carry the code of the service's older Query API in a header. */
  awsQueryCompatible?: boolean;
}

/** One way of speaking to one service. */
export interface Protocol {
  /** The operation that is asked for; undefined when the request is meant for another service. */
  operation(request: Request): string | undefined;
  /** What the request says. Throws when the body cannot be read. */
  input(operation: StaticOperationSchema, request: Request): unknown;
  output(operation: StaticOperationSchema, output: unknown, requestId: string): Response;
  /** @param requestId undefined where no service could be asked for one */
  fault(fault: Fault, requestId: string | undefined): Response;
}

export type Wire = 'json-1.0' | 'json-1.1' | 'cbor' | 'query';

/** Which protocol a request is written in, told by its marks alone; undefined when it is in none of them. */
export function wireOf({ headers, path }: Request): Wire | undefined {
  const type = headers['content-type'] ?? '';
  if (headers['x-amz-target'] !== undefined) return type.startsWith(JSON_1_0) ? 'json-1.0' : 'json-1.1';
  if (type.startsWith('application/x-www-form-urlencoded')) return 'query';
  return CBOR_PATH.test(path) ? 'cbor' : undefined;
}

/** Every protocol, for one service. A service may be asked in any: other SDKs choose otherwise than JavaScript's. */
export function protocolsOf(settings: Settings): Record<Wire, Protocol> {
  return {
    'json-1.0': json(settings, JSON_1_0),
    'json-1.1': json(settings, JSON_1_1),
    cbor: cbor(settings),
    query: query(settings),
  };
}

/** What a request asks for, in words, for the one who sent it to the wrong place. */
export function asked(request: Request): string {
  const wire = wireOf(request);
  if (wire !== 'query') return request.headers['x-amz-target'] ?? request.path;
  const fields = form(request);
  return `${fields.get('Action') ?? 'a form without Action'} (version ${fields.get('Version') ?? 'not told'})`;
}

/** The name of the operation that a request is read as asking for, whichever service's it is; undefined where it has none. */
export function operationAsked(request: Request): string | undefined {
  const wire = wireOf(request);
  if (wire === 'query') return form(request).get('Action') ?? undefined;
  if (wire === 'cbor') return CBOR_PATH.exec(request.path)?.[2];
  const target = request.headers['x-amz-target'];
  return target?.slice(target.lastIndexOf('.') + 1);
}

/** AWS JSON: the operation in `X-Amz-Target`, a document each way. The answer has the version that was asked in. */
function json(settings: Settings, contentType: string): Protocol {
  // As the SDK configures its own JSON protocols: times are epoch seconds.
  const format: JsonSettings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false };
  const codec = new JsonCodec2(format);
  codec.setSerdeContext(serde);
  // The codec's own reader answers with a promise, and an operation is to run in the moment of its request.
  const reader = new JsonShapeDeserializer2(format);
  reader.setSerdeContext(serde);
  const prefix = `${settings.serviceTarget}.`;
  return documents(
    settings,
    { 'content-type': contentType },
    {
      operation({ headers }) {
        const target = headers['x-amz-target'];
        return target?.startsWith(prefix) ? target.slice(prefix.length) : undefined;
      },
      read: (schema, body) => reader.readObject(schema, JSON.parse(toUtf8(body)) as DocumentType) as unknown,
      write(schema, value) {
        const serializer = codec.createSerializer();
        serializer.write(schema, value);
        return bytes(serializer.flush());
      },
    },
  );
}

/** Smithy RPC v2 CBOR: the operation in the path, a document each way. */
function cbor(settings: Settings): Protocol {
  const codec = new SmithyRpcV2CborProtocol(settings).getPayloadCodec();
  codec.setSerdeContext(serde);
  return documents(
    settings,
    { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    {
      operation({ path }) {
        const [, target, operation] = CBOR_PATH.exec(path) ?? [];
        return target === settings.serviceTarget ? operation : undefined;
      },
      read: (schema, body) => codec.createDeserializer().read(schema, body) as unknown,
      write(schema, value) {
        const serializer = codec.createSerializer();
        serializer.write(schema, value);
        return bytes(serializer.flush());
      },
    },
  );
}

interface Documents {
  operation: Protocol['operation'];
  read: (schema: NormalizedSchema, body: Uint8Array) => unknown;
  write: (schema: NormalizedSchema, value: unknown) => Uint8Array;
}

/** What JSON and CBOR have in common: the body is the input or the output itself, and an error names its `__type`. */
function documents(
  settings: Settings,
  headers: Record<string, string>,
  { operation, read, write }: Documents,
): Protocol {
  const nothing = structure(settings, 'Nothing', {});
  return {
    operation,
    input: ([, , , , schema], { body }) => (body.length === 0 ? {} : read(NormalizedSchema.of(schema), body)),
    output: ([, , , , , schema], output, requestId) => ({
      status: 200,
      headers: { ...headers, ...identified(requestId) },
      body: write(NormalizedSchema.of(isUnit(schema) ? nothing : schema), output ?? {}),
    }),
    fault: (fault, requestId) => ({
      status: fault.status,
      headers: {
        ...headers,
        ...identified(requestId),
        ...(settings.awsQueryCompatible && { 'x-amzn-query-error': `${fault.queryCode};${blame(fault)}` }),
      },
      body: write(NormalizedSchema.of(structure(settings, fault.code, { __type: STRING, ...fault.schemas })), {
        __type: fault.code,
        ...fault.members,
      }),
    }),
  };
}

/**
 * AWS Query: the operation and its input in a form, an XML document back. The clients ship a form writer and an XML
 * reader, the wrong way round for a server; a form read as a tree and an envelope written as a schema turn them.
 * This wire cannot tell an empty structure from none.
 */
function query(settings: Settings): Protocol {
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    xmlNamespace: settings.xmlNamespace ?? '',
    serviceNamespace: settings.defaultNamespace,
  });
  codec.setSerdeContext(serde);
  const write = (status: number, schema: StaticStructureSchema, value: unknown, requestId?: string): Response => {
    const serializer = codec.createSerializer();
    serializer.write(NormalizedSchema.of(schema), value);
    const headers = { 'content-type': 'text/xml', ...identified(requestId) };
    return { status, headers, body: bytes(serializer.flush()) };
  };
  const metadata = structure(settings, 'ResponseMetadata', { RequestId: STRING });
  return {
    operation(request) {
      const fields = form(request);
      return fields.get('Version') === settings.version ? (fields.get('Action') ?? undefined) : undefined;
    },
    input: ([, , , , schema], request) =>
      (codec.createDeserializer().readSchema(NormalizedSchema.of(schema), tree(form(request))) ?? {}) as unknown,
    output([, , name, , , schema], output, requestId) {
      const result = `${name}Result`;
      const members = { ...(!isUnit(schema) && { [result]: schema }), ResponseMetadata: metadata };
      const value = { [result]: output ?? {}, ResponseMetadata: { RequestId: requestId } };
      return write(200, structure(settings, `${name}Response`, members), value, requestId);
    },
    fault(fault, requestId) {
      const details = Object.entries(fault.schemas).filter(([name]) => !isMessage(name));
      const members = { Type: STRING, Code: STRING, Message: STRING, ...Object.fromEntries(details) };
      const error = structure(settings, 'Error', members);
      const value = { ...fault.members, Type: blame(fault), Code: fault.queryCode, Message: fault.message };
      const envelope = structure(settings, 'ErrorResponse', { Error: error, RequestId: STRING });
      return write(fault.status, envelope, { Error: value, RequestId: requestId }, requestId);
    },
  };
}

/** A form is read once, however many services are asked whether it is theirs. */
function form(request: Request): URLSearchParams {
  let fields = forms.get(request);
  if (!fields) forms.set(request, (fields = new URLSearchParams(toUtf8(request.body))));
  return fields;
}
const forms = new WeakMap<Request, URLSearchParams>();
/** Plain bytes: the SDK's JSON writer gives an array that plays a string as well, and warns whoever takes it for one. */
const bytes = (flushed: string | Uint8Array): Uint8Array =>
  typeof flushed === 'string' ? fromUtf8(flushed) : new Uint8Array(flushed);
const isUnit = (schema: $SchemaRef): boolean => NormalizedSchema.of(schema).isUnitSchema();
const identified = (requestId: string | undefined): Record<string, string> =>
  requestId === undefined ? {} : { 'x-amzn-requestid': requestId };

function structure(settings: Settings, name: string, members: Record<string, $SchemaRef>): StaticStructureSchema {
  return [3, settings.defaultNamespace, name, 0, Object.keys(members), Object.values(members)];
}

const JSON_1_0 = 'application/x-amz-json-1.0';
const JSON_1_1 = 'application/x-amz-json-1.1';
const CBOR_PATH = /^\/service\/([^/]+)\/operation\/([^/?]+)(?:\?.*)?$/;
/** The SDK's number for the schema of a string. */
const STRING = 0;
const serde: SerdeFunctions = {
  base64Encoder: toBase64,
  base64Decoder: fromBase64,
  utf8Encoder: toUtf8,
  utf8Decoder: fromUtf8,
  streamCollector: () => Promise.resolve(new Uint8Array()),
};
