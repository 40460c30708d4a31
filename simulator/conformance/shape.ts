/** What an answer lacks of a recorded one, and what it has that AWS's model lacks. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';
import type { Shape } from './recorded-shapes';

/** Where an answer, as the SDK reads it, has not what the shape says is always there: a sentence each. */
export function* lacking(shape: Shape, answer: unknown, path = ''): Generator<string> {
  if (typeof shape === 'string') {
    if (typeOf(answer) !== shape) yield `${path}: expected a ${shape}, found ${typeOf(answer)}`;
  } else if (isList(shape)) {
    if (!Array.isArray(answer)) yield `${path}: expected a list, found ${typeOf(answer)}`;
    else if (shape[0]) for (const item of answer as unknown[]) yield* lacking(shape[0], item, `${path}[]`);
  } else if (typeOf(answer) !== 'structure') {
    yield `${path}: expected a structure, found ${typeOf(answer)}`;
  } else {
    for (const [name, of] of Object.entries(shape)) {
      const member = name.replace('?', '');
      const value = (answer as Record<string, unknown>)[member];
      if (value !== undefined || member === name) yield* lacking(of, value, path ? `${path}.${member}` : member);
    }
  }
}

/** Lists that a recorded answer has items in, and none of these answers: what `lacking` could not look into. */
export function* unmet(shape: Shape, answers: readonly unknown[], path = ''): Generator<string> {
  if (typeof shape === 'string') return;
  if (isList(shape)) {
    if (!shape[0]) return;
    const items = answers.flat();
    if (items.length === 0) yield `${path}[]`;
    else yield* unmet(shape[0], items, `${path}[]`);
    return;
  }
  for (const [name, of] of Object.entries(shape)) {
    const found = answers.map((answer) => (answer as Record<string, unknown>)[name.replace('?', '')]);
    if (!name.endsWith('?')) yield* unmet(of, found, path ? `${path}.${name}` : name);
  }
}

const isList = (shape: Shape): shape is readonly Shape[] => Array.isArray(shape);

function typeOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (value instanceof Date) return 'timestamp';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'structure' : typeof value;
}

/** Members of an answer, as it goes over the wire in JSON, that the schema of AWS's model does not have: their paths. */
export function* unmodelled(ref: SchemaRef, answer: unknown, path = ''): Generator<string> {
  const schema = NormalizedSchema.of(ref);
  if (schema.isStructSchema()) {
    const members = schema.getMemberSchemas();
    for (const [name, value] of Object.entries(answer as object)) {
      const at = path ? `${path}.${name}` : name;
      if (Object.hasOwn(members, name)) yield* unmodelled(members[name]!, value, at);
      else yield at;
    }
  } else if (schema.isListSchema()) {
    for (const item of answer as unknown[]) yield* unmodelled(schema.getValueSchema(), item, `${path}[]`);
  } else if (schema.isMapSchema()) {
    for (const value of Object.values(answer as object)) yield* unmodelled(schema.getValueSchema(), value, `${path}{}`);
  }
}
