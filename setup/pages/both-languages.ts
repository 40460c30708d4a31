/** Texts that were written side by side, or in one language alone, as texts of both. */
import { titleText } from '../../fixtures/titles';
import { asIs, type Text } from '../../helpers/language';

/** Between the two languages of a title. */
const BETWEEN = ' · ';

const HANGUL = /[가-힣]/;

/** Free words, which may have any sign in them: those of one language are the same in both. */
export const asSaid = (said: string | Text): Text => (typeof said === 'string' ? asIs(said) : said);

/** A title of the workshop, or `한국어 · English` taken apart; anything else is the same in both. */
export function bothOf(said: string | Text): Text {
  if (typeof said !== 'string') return said;
  const title = titleText(said);
  if (title.ko !== title.en) return title;
  const parts = said.split(BETWEEN);
  const [ko = '', en = ''] = parts;
  return parts.length === 2 && HANGUL.test(ko) && !HANGUL.test(en) ? { ko, en } : asIs(said);
}

/** Of `label: words` in both languages, each line is taken apart at its label and again at its words. */
export const bothOfLines = (said: string | Text): Text =>
  typeof said !== 'string'
    ? said
    : {
        ko: said
          .split('\n')
          .map((line) => inLine(line, 'ko'))
          .join('\n'),
        en: said
          .split('\n')
          .map((line) => inLine(line, 'en'))
          .join('\n'),
      };

function inLine(line: string, language: 'ko' | 'en'): string {
  const colon = line.indexOf(': ');
  if (colon < 0) return bothOf(line)[language];
  // What comes after may be a list.
  const listed = line
    .slice(colon + 2)
    .split(', ')
    .map((each) => bothOf(each)[language]);
  return `${bothOf(line.slice(0, colon))[language]}: ${listed.join(', ')}`;
}
