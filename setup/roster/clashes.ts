/** What only one attendee of a roster can have: a name, an id, a lab. */
import { demogo } from '../../fixtures/demogo';
import type { Complaint } from './complaint';
import { idOf, visible } from './id-of-name';
import { accountsOf, type Draft } from './row';

interface Claim {
  what: string;
  why: string;
}

/** @returns a complaint for each row that has what a row before it has */
export function clashes(drafts: readonly Draft[]): Complaint[] {
  const seen = new Map<string, number>();
  return drafts.flatMap((draft) => {
    const claims = claimsOf(draft);
    const found = claims.flatMap((alternatives) => {
      const taken = alternatives.find(({ what }) => seen.has(what));
      return taken ? [{ ...taken, line: seen.get(taken.what)! }] : [];
    });
    for (const { what } of claims.flat()) if (!seen.has(what)) seen.set(what, draft.line);
    const name = draft.words.name === undefined ? '' : `${draft.words.name}: `;
    return found.map(({ what, why, line }) => ({
      line: draft.line,
      what: `${name}the ${what} is that of line ${line} too; ${why}`,
    }));
  });
}

/** Of those in one list, one that is taken is enough to be told: the others follow from it. */
function claimsOf(draft: Draft): Claim[][] {
  const { name, id } = draft.words;
  const names = name ? [{ what: `name ${visible(name)}`, why: 'give them names that tell them apart' }] : [];
  const idClaim = (of: string): Claim => ({ what: `id ${of.toLowerCase()}`, why: 'give one of them another `id`' });
  const labs = labsOf(draft).map((lab) => ({ what: `lab of ${lab}`, why: 'two at once would disturb each other' }));
  if (id) return [names, [idClaim(id)], labs];
  return [[...names, ...(name && !draft.unsure.has('id') ? [idClaim(idOf(name))] : [])], labs];
}

/**
 * By account, and by the profile that leads to it: one profile is one account, whichever it is. Where a profile says the region, the roster
 * does not know it; that two of them lead to one lab after all, their runs find out.
 */
function labsOf({ words, unsure }: Draft): string[] {
  if (words.lab !== 'aws' || unsure.has('region') || unsure.has('cluster')) return [];
  const { profile, region, cluster = demogo.cluster } = words;
  if (region === undefined && unsure.has('profile')) return [];
  if (region === undefined && profile) return [`profile ${profile}, ${cluster}`];
  return [
    ...accountsOf(words).map((account) => `account ${account}, ${region ?? demogo.region}, ${cluster}`),
    ...(profile ? [`profile ${profile}, ${region}, ${cluster}`] : []),
  ];
}
