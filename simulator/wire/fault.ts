/** A failure as any protocol may tell it, and how thrown errors become one. */
import { ServiceException } from '@smithy/core/client';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticErrorSchema } from '@smithy/types';

export interface Fault {
  /** The name in JSON and CBOR answers. */
  code: string;
  /** The name in Query answers; AWS models some that differ, as `AlreadyExists` for AlreadyExistsFault. */
  queryCode: string;
  /** HTTP status. */
  status: number;
  message: string;
  /** Everything the caller gets to read, by the member names of the model. */
  members: Record<string, unknown>;
  schemas: Record<string, $SchemaRef>;
}

/** Whose fault it is, in the words of the Query protocol. */
export const blame = ({ status }: Fault): 'Sender' | 'Receiver' => (status < 500 ? 'Sender' : 'Receiver');

/** AWS spells this member both ways, even within one service. */
export const isMessage = (member: string): boolean => member.toLowerCase() === 'message';

/** A failure outside every model, such as a throttled or unreadable request. */
export function unmodelled(code: string, status: number, message: string, queryCode = code): Fault {
  return { code, queryCode, status, message, members: { message }, schemas: { message: 0 } };
}

/**
 * A failure that the service's model has: code, status and members are as the schema says.
 * Where the model gives no status, it is 400 for the client's faults and 500 for the service's (Smithy, `error` trait).
 */
export function modelled(schema: StaticErrorSchema, message: string, details: object = {}): Fault {
  const [, , code, , names, refs] = schema;
  const { awsQueryError, httpError, error } = NormalizedSchema.of(schema).getMergedTraits() as {
    awsQueryError?: [code: string, status: number];
    httpError?: number;
    error?: 'client' | 'server';
  };
  return {
    code,
    queryCode: awsQueryError?.[0] ?? code,
    status: httpError ?? (error === 'server' ? 500 : 400),
    message,
    members: Object.fromEntries(
      names.map((name) => [name, isMessage(name) ? message : (details as Record<string, unknown>)[name]]),
    ),
    schemas: Object.fromEntries(names.map((name, i) => [name, refs[i]!])),
  };
}

/**
 * What to answer when an operation has thrown. An SDK exception is told as its service tells it; an exception without
 * a model keeps its name (so a handler can throttle); anything else is a defect of the simulator, told as 500
 * InternalFailure with the place it comes from.
 * @param sdk the client module, which has the schemas of its exceptions
 * @param namespace the service's own, such as `com.amazonaws.ecs`
 */
export function faultOf(error: unknown, sdk: object, namespace: string, operation: string): Fault {
  if (!ServiceException.isInstance(error)) return crash(error, operation);
  const message = error.message || ((error as { Message?: string }).Message ?? '');
  const [home, shape] = ((error.constructor as { shapeId?: string }).shapeId ?? '').split('#');
  const schema = home === namespace && shape ? errorSchema(sdk, shape) : undefined;
  return schema
    ? modelled(schema, message, error)
    : unmodelled(error.name, error.$fault === 'client' ? 400 : 500, message);
}

/** The schema of a modelled exception by its name, such as `ClusterNotFoundException`. */
export function errorSchema(sdk: object, name: string): StaticErrorSchema | undefined {
  const schema = (sdk as Record<string, unknown>)[`${name}$`];
  return Array.isArray(schema) && schema[0] === -3 ? (schema as StaticErrorSchema) : undefined;
}

function crash(error: unknown, operation: string): Fault {
  const place = error instanceof Error ? (error.stack?.match(/^\s+(at .+)$/m)?.[1] ?? '') : '';
  return unmodelled(
    'InternalFailure',
    500,
    `${operation} crashed in the simulator: expected an answer or an SDK exception, found ${String(error)} ${place}`.trim(),
  );
}
