/** The words beside a run's verdict, and those for reading and showing a class, are whole in both languages. */
import type { Text } from '../../../helpers/language';
import { dataWords, noteWords, partlyRun, readWords, standingWords } from './results';

const moment = '2026-11-26T05:00:00.000Z';
const all: Record<string, Text> = {
  partlyRun,
  ...standingWords,
  ...dataWords,
  noReports: readWords.noReports('a/7'),
  notReadable: readWords.notReadable('a/7', 'EACCES'),
  notInside: readWords.notInside('a/7'),
  keptApart: readWords.keptApart('a', 'a, a-2'),
  inFuture: readWords.inFuture('kim', moment),
  notOnRoster: readWords.notOnRoster('kim, lee'),
  one: readWords.put(1, 'class.html'),
  put: readWords.put(30, 'class.html'),
  columns: noteWords.columns(7),
};

it('every message that is made of values is tried', () => {
  for (const name of Object.keys({ ...readWords, ...noteWords })) expect(all).toHaveProperty(name);
});

it.each(Object.entries(all))('%s is said in both', (_name, { ko, en }) => {
  expect(en).toMatch(/^\P{Script=Hangul}+$/u);
  expect(ko).toMatch(/\p{Script=Hangul}/u);
  const values = (words: string): string[] => (words.match(/\d+/g) ?? []).sort();
  expect(values(ko)).toEqual(values(en));
});

it('one attendee is one', () => {
  expect([readWords.put(1, 'x').en, readWords.put(2, 'x').en]).toEqual(['1 attendee: x', '2 attendees: x']);
});
