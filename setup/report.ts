/** What a spec adds to its row in the HTML report: charts and notes; nothing where that report is not written. */
import { existsSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { addAttach, addMsg, dataDirPath } from 'jest-html-reporters/helper';
import { svgDataUri } from '../helpers/chart/data-uri';

/** The report shows a note in one window: nobody reads more there, and a page must open on a phone. */
const longestNote = 20_000;
const longestDescription = 500;

/** Shows the SVG in the row of the test that is running, or of its file outside a test. */
export async function attachChart(svg: string, description: string): Promise<void> {
  if (isReported())
    await addAttach({ attach: svgDataUri(svg), description: readable(description, longestDescription) });
}

/** Shows the text, line breaks kept, in the row of the test that is running, or of its file outside a test. */
export async function note(message: string): Promise<void> {
  if (isReported()) await addMsg({ message: readable(message, longestNote) });
}

/**
 * The helper of jest-html-reporters writes into a folder that the reporter makes before any test, and fails the test where it
 * did not, as under `--reporters=default`.
 */
const isReported = (): boolean => existsSync(dataDirPath);

/** All control characters but tab and line feed, lone surrogates, and marks that turn the direction of text. */
const unreadable = /[^\P{Cc}\t\n]|[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text as a report can show it: no escapes, at most `longest` characters, and then how many more there were. */
export function readable(text: string, longest: number): string {
  const clean = stripVTControlCharacters(text).replace(/\r\n?/g, '\n').replace(unreadable, '');
  const characters = [...clean];
  if (characters.length <= longest) return clean;
  return `${characters.slice(0, longest).join('')}\n… ${characters.length - longest} more characters`;
}
