/** What must hold of an operation's input before a handler sees it: its types, and its required members. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticStructureSchema } from '@smithy/types';
import { errorSchema, modelled, unmodelled, type Fault } from './fault';

export interface Problem {
  kind: 'missing' | 'mistyped';
  /** Where, as AWS writes it: `metricData.1.member.metricName`; empty for the input itself. */
  path: string;
}

/**
 * Members that the services' models have as `double`, in lower case (their API references): a client's schema has numbers, and does
 * not say of which kind. All others are whole.
 */
const REALS: ReadonlySet<string> = new Set([
  // CloudWatch
  ...['threshold', 'value', 'values', 'counts', 'samplecount', 'sum', 'minimum', 'maximum', 'average'],
  // The scaling policies of both scaling services, and the requirements of instances.
  ...['targetvalue', 'metricintervallowerbound', 'metricintervalupperbound', 'min', 'max'],
  // ECS
  ...['doublevalue', 'canarypercent', 'steppercent'],
]);

/**
 * Everything wrong with an input, in the order of its schema. Members that the schema does not have are no problem.
 * @param member the name of the member that the value is of
 */
export function problems(schema: $SchemaRef, value: unknown, path = '', member = ''): Problem[] {
  const shape = NormalizedSchema.of(schema);
  if (shape.isUnitSchema() || shape.isDocumentSchema()) return [];
  if (shape.isListSchema()) {
    if (!Array.isArray(value)) return [{ kind: 'mistyped', path }];
    const items = shape.getValueSchema();
    return value.flatMap((item, i) => inside(shape, items, item, `${path}.${i + 1}.member`, member));
  }
  if (shape.isMapSchema()) {
    if (!isRecord(value)) return [{ kind: 'mistyped', path }];
    const items = shape.getValueSchema();
    return Object.entries(value).flatMap(([key, item]) => inside(shape, items, item, `${path}.${key}.member`, member));
  }
  if (shape.isStructSchema()) {
    if (!isRecord(value)) return [{ kind: 'mistyped', path }];
    const required = requiredCount(shape);
    return [...shape.structIterator()].flatMap(([name, schemaOf], i) => {
      const at = `${path && `${path}.`}${name[0]!.toLowerCase()}${name.slice(1)}`;
      return value[name] == null && i < required
        ? [{ kind: 'missing' as const, path: at }]
        : within(schemaOf, value[name], at, name);
    });
  }
  return isScalar(shape, value, member) ? [] : [{ kind: 'mistyped', path }];
}

/**
 * How a service refuses an input; undefined when there is nothing to refuse.
 *
 * A wrong type is a SerializationException (400), as in the AWS JSON services. For a missing member the service's own
 * exception is taken, from the list its client ships: CloudWatch MissingRequiredParameterException (`MissingParameter`),
 * Application Auto Scaling ValidationException, ECS InvalidParameterException; Auto Scaling and Elastic Load Balancing
 * model none, and say `ValidationError` (both API references, Common Errors). The text is the one AWS's services
 * share (public reports of DynamoDB and CloudWatch Logs show it); what ECS and CloudWatch write here is not known.
 */
export function refusal(found: readonly Problem[], sdk: object): Fault | undefined {
  const mistyped = found.find(({ kind }) => kind === 'mistyped');
  if (mistyped) {
    const where = mistyped.path ? `'${mistyped.path}'` : 'The request body';
    return unmodelled('SerializationException', 400, `${where} is not of the type that the service's model gives it.`);
  }
  if (found.length === 0) return undefined;
  const each = found.map(({ path }) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`);
  const text = `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${each.join('; ')}`;
  const own = ['MissingRequiredParameterException', 'ValidationException', 'InvalidParameterException']
    .map((name) => errorSchema(sdk, name))
    .find((schema) => schema !== undefined);
  return own ? modelled(own, text) : unmodelled('ValidationError', 400, text);
}

const within = (schema: NormalizedSchema, value: unknown, path: string, member: string): Problem[] =>
  value == null ? [] : problems(schema, value, path, member);

/**
 * What is in a list or map. Nothing is no value, unless the model has it `sparse`: a server refuses it as a wrong type
 * (Smithy protocol tests, RestJsonBodyMalformedListNullItem and RestJsonBodyMalformedMapNullValue).
 */
const inside = (
  shape: NormalizedSchema,
  items: NormalizedSchema,
  item: unknown,
  path: string,
  member: string,
): Problem[] =>
  item == null && !shape.getMergedTraits().sparse ? [{ kind: 'mistyped', path }] : within(items, item, path, member);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The clients keep how many members are required at index 6 of a structure (a union has none), and list those first. */
const requiredCount = (shape: NormalizedSchema): number => (shape.getSchema() as StaticStructureSchema)[6] ?? 0;

function isScalar(shape: NormalizedSchema, value: unknown, member: string): boolean {
  if (shape.isTimestampSchema()) return value instanceof Date && !Number.isNaN(value.getTime());
  if (shape.isBlobSchema()) return value instanceof Uint8Array;
  if (shape.isBooleanSchema()) return typeof value === 'boolean';
  // In a form, what is not a number reads as NaN.
  if (shape.isNumericSchema())
    return REALS.has(member.toLowerCase())
      ? typeof value === 'number' && !Number.isNaN(value)
      : Number.isSafeInteger(value);
  if (shape.isStringSchema()) return typeof value === 'string';
  return true;
}
