/** Which journals of killed runs are an attendee's: those of the attendee's accounts and cluster that have something to put back. */
import { demogo } from '../../fixtures/demogo';
import { journals, pendingIn, type Owner } from '../../fixtures/journal';
import type { Attendee } from './attendee';

/** The same lab has the same. */
export const keyOf = ({ account, region, cluster }: Owner): string => `${account}.${region}.${cluster}`;

/** @returns the journals' labs */
export const toRestore = (attendee: Attendee, all = journals()): Owner[] =>
  pendingOf(all.filter(({ owner }) => isOf(attendee, owner)));

/**
 * Which journals may be an attendee's whose account the roster does not say.
 * @param roster all who are on it: what is one's of them is no other's
 * @returns the journals' labs
 */
export function perhapsOf(attendee: Attendee, roster: readonly Attendee[], all = journals()): Owner[] {
  if (attendee.accounts.length > 0) return [];
  const unclaimed = all.filter(({ owner }) => !roster.some((other) => isOf(other, owner)));
  return pendingOf(unclaimed.filter(({ owner }) => isPlaceOf(attendee, owner)));
}

const isOf = (attendee: Attendee, owner: Owner): boolean =>
  attendee.accounts.includes(owner.account) && isPlaceOf(attendee, owner);

const isPlaceOf = ({ lab, region, cluster = demogo.cluster }: Attendee, owner: Owner): boolean =>
  lab === 'aws' && owner.cluster === cluster && (region === undefined || owner.region === region);

const pendingOf = (all: ReturnType<typeof journals>): Owner[] =>
  all
    .filter(({ journal }) => {
      const contents = journal.read();
      return pendingIn(contents).length + contents.unreadable.length > 0;
    })
    .map(({ owner }) => owner);
