/** An attendee's name on the class page: whatever its direction of writing, and told apart from another of the same name. */

export interface Person {
  id: string;
  name: string;
}

/** @returns the names that more than one of them has */
export function sharedNames(people: readonly Person[]): Set<string> {
  const met = new Set<string>();
  return new Set(people.map(({ name }) => name).filter((name) => met.has(name) || !met.add(name)));
}

/** @param shared names that need the id beside them */
export const Name = ({ person: { id, name }, shared }: { person: Person; shared: ReadonlySet<string> }) => (
  <>
    <bdi>{name}</bdi>
    {shared.has(name) && (
      <>
        {' '}
        <span class="id">({id})</span>
      </>
    )}
  </>
);
