/** The roster's and the class page's words are whole in both languages. */
import type { Text } from '../../helpers/language';
import { standingWords } from '../pages/class/results';
import { cellWords, classWords } from '../pages/class/words';
import { cutWords, rosterWords } from './words';

/** Values for those that are made of them. */
const text = { ko: '값 7', en: 'value 7' };
const made: Record<string, Text> = {
  done: rosterWords.done(3, 7),
  page: rosterWords.page('report/7.html'),
  sum: rosterWords.sum(3, 7),
  ended: rosterWords.ended('kim 7', text),
  leftOut: rosterWords.leftOut('kim 7'),
  unfinished: rosterWords.unfinished('kim 7'),
  updated: classWords.updated('2026-11-26 14:07'),
  people: classWords.people(3, 7),
  count: classWords.count(7),
  passedOf: classWords.passedOf(3, 7),
  attempts: classWords.attempts(7),
  sortBy: classWords.sortBy(text),
  everyone: classWords.everyone(7),
};

const plain = Object.entries({ ...cutWords, ...rosterWords, ...cellWords, ...standingWords, ...classWords }).filter(
  (entry): entry is [string, Text] => typeof entry[1] !== 'function',
);
const functions = Object.entries({ ...rosterWords, ...classWords }).filter(([, word]) => typeof word === 'function');

it('every message that is made of values is tried', () => {
  expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(made).sort());
});

it.each([...plain, ...Object.entries(made)])('%s is said in both', (name, { ko, en }) => {
  expect(en).toMatch(/^\P{Script=Hangul}+$/u);
  expect(ko.trim()).not.toBe('');
  const numbersAlone = ['passedOf'].includes(name);
  if (!numbersAlone) expect(ko).toMatch(/\p{Script=Hangul}/u);
});

it('both languages of a message have the same values', () => {
  const values = (words: string): string[] => (words.match(/\d+/g) ?? []).sort();
  for (const { ko, en } of Object.values(made)) expect(values(ko)).toEqual(values(en));
});
