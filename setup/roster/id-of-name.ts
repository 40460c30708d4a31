/** Makes a folder's name of a person's: readable in any shell, and the same each time. */
import { createHash } from 'node:crypto';

/** The Revised Romanization of Korean, letter by letter, as names of people are written. */
const initials = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ');
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const finals = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');

/** Unicode, "Hangul syllable composition". */
const [FIRST, LAST] = [0xac00, 0xd7a3];

function letters(sign: string): string {
  const place = sign.codePointAt(0)! - FIRST;
  if (place < 0 || place > LAST - FIRST) return sign;
  const [initial, vowel, final] = [Math.floor(place / 588), Math.floor(place / 28) % 21, place % 28];
  return `${initials[initial]}${vowels[vowel]}${finals[final]}`;
}

/** A name as people see it: what differs in nothing visible is the same. */
export const visible = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** `--only failed`, and the names that Windows keeps for devices ("Naming Files, Paths, and Namespaces"). */
export const isReserved = (id: string): boolean => /^(failed|con|prn|aux|nul|com\d|lpt\d)$/i.test(id);

const LONGEST = 40;

/** @returns letters, digits and hyphens; of a name without any that can be written so, a number that is its own */
export function idOf(name: string): string {
  const seen = visible(name);
  const id = [...seen]
    .map(letters)
    .join('')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
  if (isReserved(id)) return `attendee-${id}`;
  return id || `attendee-${createHash('sha256').update(seen).digest('hex').slice(0, 8)}`;
}
