/** How wide a text is before anything draws it, and what no text may carry. */
import { stripVTControlCharacters } from 'node:util';

export { columns, fit, textWidth, wrap } from './text-width';

/** Noncharacters and lone surrogates are not XML; direction overrides make a text read as another. */
const unprintable = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/gu;

/** The text on one line, without terminal escapes, control characters and direction overrides: a blank for each run. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(unprintable, ' ');
}
