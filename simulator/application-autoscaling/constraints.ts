/** What the service's model says of single members: their lengths, patterns and values, in the words that AWS has for all of them. */
import {
  MetricStatistic,
  MetricType,
  PolicyType,
  ScalableDimension,
  ServiceNamespace,
  ValidationException,
} from '@aws-sdk/client-application-auto-scaling';

interface Constraint {
  /** Shortest and longest. */
  length?: readonly [least: number, most: number];
  pattern?: RegExp;
  values?: readonly string[];
}

/** API reference: the constraints of each member, whichever operation it belongs to. */
const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  ServiceNamespace: { values: Object.values(ServiceNamespace) },
  ScalableDimension: { values: Object.values(ScalableDimension) },
  ResourceId: { length: [1, 1600] },
  ResourceIds: { length: [1, 1600] },
  RoleARN: { length: [1, 1600] },
  PolicyName: { length: [1, 256], pattern: /^\P{C}+$/u },
  PolicyNames: { length: [1, 1600] },
  PolicyType: { values: Object.values(PolicyType) },
  PredefinedMetricType: { values: Object.values(MetricType) },
  ResourceLabel: { length: [1, 1023] },
  Statistic: { values: Object.values(MetricStatistic) },
  ResourceARN: { length: [1, 1011] },
  TagKeys: { length: [1, 128] },
};

/** What a pattern is called in the model. */
const PATTERNS: Readonly<Record<string, string>> = { PolicyName: '\\p{Print}+' };

/**
 * Checks all members of an input that the model constrains, those within others too.
 * @throws ValidationException that names every one that does not fit; its text is the one that AWS's services share (observed)
 */
export function checkConstraints(input: object): void {
  const found = problemsOf(input, '');
  if (found.length === 0) return;
  const message = `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`;
  throw new ValidationException({ message, $metadata: {} });
}

const problemsOf = (input: object, path: string): string[] =>
  Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    const at = `${path}${name[0]!.toLowerCase()}${name.slice(1)}`;
    if (typeof value === 'string') return broken(name, value).map((rule) => told(value, at, rule));
    if (Array.isArray(value))
      return value.flatMap((item: unknown, i) =>
        typeof item === 'string'
          ? broken(name, item).map((rule) => told(item, `${at}.${i + 1}.member`, rule))
          : isObject(item)
            ? problemsOf(item, `${at}.${i + 1}.member.`)
            : [],
      );
    // Tags are free-form: a key may be named as a member is.
    return isObject(value) && name !== 'Tags' ? problemsOf(value, `${at}.`) : [];
  });

/** What a value does not fit, each as AWS writes it. */
function broken(name: string, value: string): string[] {
  const { length: [least, most] = [0, Infinity], pattern, values } = CONSTRAINTS[name] ?? {};
  return [
    ...(value.length < least ? [`Member must have length greater than or equal to ${least}`] : []),
    ...(value.length > most ? [`Member must have length less than or equal to ${most}`] : []),
    ...(pattern && !pattern.test(value) ? [`Member must satisfy regular expression pattern: ${PATTERNS[name]}`] : []),
    ...(values && !values.includes(value) ? [`Member must satisfy enum value set: [${values.join(', ')}]`] : []),
  ];
}

const told = (value: string, path: string, rule: string): string =>
  `Value '${value}' at '${path}' failed to satisfy constraint: ${rule}`;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date);
