/** Which journals of killed runs are an attendee's: those of the attendee's accounts and cluster that have something to put back. */
import { demogo } from '../../fixtures/demogo';
import { journals, pendingIn, type Owner } from '../../fixtures/journal';
import type { Attendee } from './attendee';

/** The same lab has the same. */
export const keyOf = ({ account, region, cluster }: Owner): string => `${account}.${region}.${cluster}`;

/** @returns the journals' labs */
export function toRestore({ lab, accounts, region, cluster = demogo.cluster }: Attendee, all = journals()): Owner[] {
  if (lab !== 'aws') return [];
  return all
    .filter(
      ({ owner }) =>
        accounts.includes(owner.account) &&
        owner.cluster === cluster &&
        (region === undefined || owner.region === region),
    )
    .filter(({ journal }) => {
      const contents = journal.read();
      return pendingIn(contents).length + contents.unreadable.length > 0;
    })
    .map(({ owner }) => owner);
}
