/** Whether another client made the same of an answer as the SDK for JavaScript did. */
import type { Outcome } from './cases';

/** What clients add to an answer: request ids, retries, headers. */
const ADDED = ['$metadata', 'ResponseMetadata'];

/** Where two answers differ, a sentence each. */
export function differences(expected: unknown, outcome: Outcome): string[] {
  if ('error' in outcome) return [`expected an answer, found ${outcome.error}: ${outcome.message}`];
  return 'output' in outcome ? [...differ(expected, outcome.output, '')] : ['expected an output, found a count'];
}

function* differ(expected: unknown, found: unknown, path: string): Generator<string> {
  if (isSame(expected, found)) return;
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    for (const [i, each] of expected.entries()) yield* differ(each, found[i], `${path}.${i}`);
  } else if (isMap(expected) && isMap(found)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)]))
      if (!ADDED.includes(key)) yield* differ(expected[key], found[key], path ? `${path}.${key}` : key);
  } else {
    yield `${path}: expected ${shown(expected)}, found ${shown(found)}`;
  }
}

function isSame(expected: unknown, found: unknown): boolean {
  // In XML a list that is empty and one that is not there are the same to some clients, and not to others.
  if (isNothing(expected)) return isNothing(found);
  return expected instanceof Date ? expected.getTime() === moment(found) : expected === found;
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Milliseconds since the epoch of what a client shows for a moment: a date, text with up to microseconds, or seconds. */
function moment(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return Math.round(value * 1000);
  if (typeof value !== 'string') return undefined;
  // Text is cut at milliseconds when it is read, but clients write what floating point makes of them.
  const fraction = Number(/\.\d+/.exec(value)?.[0] ?? 0);
  return Date.parse(value.replace(/\.\d+/, '')) + Math.round(fraction * 1000);
}

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 200) ?? 'nothing';
