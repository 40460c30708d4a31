/** What the suite says, in Korean and English: texts that have both, how they are put together, and which of them is shown. */

export type Language = 'ko' | 'en';

/** What a run shows: one language alone, or both. */
export type Shown = Language | 'both';

/** The same said in both languages. */
export interface Text {
  ko: string;
  en: string;
}

/** Messages by name: texts, and functions of values that make them. */
export type Messages = Readonly<Record<string, Text | ((...values: never[]) => Text)>>;

/** A name, a number, or words of AWS's or Node's own: the same in every language. */
export const asIs = (words: string | number): Text => ({ ko: String(words), en: String(words) });

/** @param say gives the words in one language */
export const inEach = (say: (language: Language) => string): Text => ({ ko: say('ko'), en: say('en') });

/** Of parts that are the same in every language, each as it is; of texts, the language's own. */
export type Part = Text | string | number;
const partIn = (part: Part, language: Language): string => (typeof part === 'object' ? part[language] : String(part));

/** A template of texts, such as `` text`${label}: ${sentence}` ``. */
export const text = (strings: TemplateStringsArray, ...parts: readonly Part[]): Text =>
  inEach((language) => strings.reduce((said, string, i) => said + partIn(parts[i - 1]!, language) + string));

/** Texts one after the other. */
export const joined = (parts: readonly Part[], separator: string): Text =>
  inEach((language) => parts.map((part) => partIn(part, language)).join(separator));

/** Several texts in lines. */
export const lines = (parts: readonly Part[]): Text => joined(parts, '\n');

let shown: Shown = 'both';

/** From now on labels and sentences are shown so. */
export const show = (languages: Shown): void => void (shown = languages);

/** A title, or the name of something: with both languages shown they stand side by side. */
export function label({ ko, en }: Text): string {
  if (shown !== 'both') return { ko, en }[shown];
  return ko === en ? en : `${ko} · ${en}`;
}

/** A sentence: with both languages shown it is the English one, for a second one beside each would bury what matters. */
export const spoken = (text: Text): string => text[shown === 'both' ? 'en' : shown];

/** Words that were Korean first, such as the workshop's own: with both languages shown it is they. */
export const original = (text: Text): string => text[shown === 'both' ? 'ko' : shown];

/** What a person must understand to go on: with both languages shown the Korean follows on lines of its own. */
export function spokenTwice({ ko, en }: Text): string {
  if (shown !== 'both') return spoken({ ko, en });
  return ko === en ? en : `${en}\n${ko}`;
}

/**
 * A word with the Korean particle that goes with its last sound, such as 이 after a consonant and 가 after a vowel. How a word in other letters
 * than Hangul sounds is not known here: it gets both, as forms do.
 */
export function particle(word: string, afterConsonant: string, afterVowel: string): string {
  const last = word.codePointAt(word.length - 1) ?? 0;
  const [first, end] = [0xac00, 0xd7a3];
  if (last < first || last > end) return `${word}${afterConsonant}(${afterVowel})`;
  // Unicode, "Hangul syllable composition": every 28th syllable has no consonant at its end.
  return word + ((last - first) % 28 === 0 ? afterVowel : afterConsonant);
}
