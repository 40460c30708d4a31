/** What a service's model says of single members: their lengths, patterns and values, in the words that AWS has for all of them. */

export interface Constraint {
  /** Shortest and longest. */
  length?: readonly [least: number, most: number];
  pattern?: RegExp;
  /** What the pattern is called in the model, where it is written otherwise. */
  named?: string;
  values?: readonly string[];
}

/**
 * By the name of a member, `portMappings.protocol` for one within another alone, or `ListTasks.family` for one of an operation
 * alone; the longer name counts.
 */
export type Constraints = Readonly<Record<string, Constraint>>;

/** All values of the enums that a client ships. */
export const oneOf = (...enums: readonly Readonly<Record<string, string>>[]): Constraint => ({
  values: enums.flatMap((each) => Object.values(each)),
});

/** Of each string that does not fit, those within lists and structures too, what it does not fit; undefined where all do. */
export function violations(input: object, constraints: Constraints, operation = ''): string | undefined {
  const found = problemsOf(input, operation, '', constraints);
  if (found.length === 0) return undefined;
  return `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`;
}

/**
 * The same operations, each of which looks at its input first.
 * @param refuse what is thrown, of AWS's text
 */
export function constrained<Operations extends object>(
  operations: Operations,
  constraints: Constraints,
  refuse: (message: string) => Error,
): Operations {
  const all = Object.entries(operations) as [string, (input: object) => unknown][];
  return Object.fromEntries(
    all.map(([name, act]) => [
      name,
      (input: object) => {
        const message = violations(input, constraints, name);
        if (message !== undefined) throw refuse(message);
        return act(input);
      },
    ]),
  ) as Operations;
}

const problemsOf = (input: object, owner: string, path: string, constraints: Constraints): string[] =>
  Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    const at = `${path}${name[0]?.toLowerCase() ?? ''}${name.slice(1)}`;
    const constraint = constraintOf(constraints, owner, name);
    const check = (text: string, where: string): string[] =>
      constraint ? broken(constraint, text).map((rule) => told(text, where, rule)) : [];
    if (typeof value === 'string') return check(value, at);
    if (Array.isArray(value)) {
      // Lists can be long, and most are of what nothing is said about.
      if (!constraint && !value.some(isObject)) return [];
      return value.flatMap((item: unknown, i) =>
        typeof item === 'string'
          ? check(item, `${at}.${i + 1}.member`)
          : isObject(item)
            ? problemsOf(item, name, `${at}.${i + 1}.member.`, constraints)
            : [],
      );
    }
    // Tags are free-form: a key may be named as a member is.
    return isObject(value) && !FREE.has(name) ? problemsOf(value, name, `${at}.`, constraints) : [];
  });

const FREE: ReadonlySet<string> = new Set(['Tags', 'options', 'dockerLabels', 'driverOpts', 'labels']);

/** Own ones alone: a member may be called as what every object has. */
function constraintOf(constraints: Constraints, owner: string, name: string): Constraint | undefined {
  for (const key of [`${owner}.${name}`, name]) if (Object.hasOwn(constraints, key)) return constraints[key];
  return undefined;
}

/** What a value does not fit, each as AWS writes it. */
function broken(constraint: Constraint, value: string): string[] {
  const { length: [least, most] = [0, Infinity], pattern, named, values } = constraint;
  return [
    ...(value.length < least ? [`Member must have length greater than or equal to ${least}`] : []),
    ...(value.length > most ? [`Member must have length less than or equal to ${most}`] : []),
    ...(pattern && !pattern.test(value)
      ? [`Member must satisfy regular expression pattern: ${named ?? pattern.source}`]
      : []),
    ...(values && !values.includes(value) ? [`Member must satisfy enum value set: [${values.join(', ')}]`] : []),
  ];
}

const told = (value: string, path: string, rule: string): string =>
  `Value '${value}' at '${path}' failed to satisfy constraint: ${rule}`;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array);
