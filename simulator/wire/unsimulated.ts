/** Which members of an input ask for something: those whose value is not the one that leaving them out comes to. */

/**
 * @param members each with the value that was sent, if one was
 * @param standard values that ask for nothing, by member; beside nothing at all, `false`, and what is empty or made of such
 * @returns the names of those that ask for more
 */
export function askedFor(
  members: Readonly<Record<string, unknown>>,
  standard: Readonly<Record<string, unknown>> = {},
): string[] {
  return Object.entries(members)
    .filter(([name, value]) => asks(value) && !(Object.hasOwn(standard, name) && standard[name] === value))
    .map(([name]) => name);
}

const asks = (value: unknown): boolean => {
  if (value === undefined || value === null || value === false) return false;
  return typeof value === 'object' && !(value instanceof Date) ? Object.values(value).some(asks) : true;
};
