/** How the account was left, chapter by chapter: what each has said of it, and where nothing is known. Pure. */
import type { Text } from '../../helpers/language';
import type { ChapterRecord, RunRecord } from './run-record';
import { words } from './words';

export interface Left {
  title?: Text;
  lines: Text[];
}

/** As setup/global-setup.ts leaves it: of all that was not put back when the run was cut short. */
const INTERRUPTED = 'interrupted';

export function leftBehind({ lab, depth, chapters, statements }: RunRecord): Left[] {
  if (lab === 'simulator') return [{ lines: [words.nothingLeft] }];
  if (depth === 'inspect') return [{ lines: [words.onlyRead] }];
  const linesOf = (name: string): Text[] | undefined => statements.find(({ of }) => of === name)?.lines;
  const atTheEnd = linesOf(INTERRUPTED);
  const unsaid = ({ watched }: ChapterRecord): Text[] => {
    if (depth === 'verify' || watched === false) return [words.nothingChanged];
    return atTheEnd ? [] : [words.noStatement];
  };
  return [
    ...chapters
      .filter(({ notReached }) => !notReached)
      .map((chapter) => ({ title: chapter.title, lines: linesOf(chapter.name) ?? unsaid(chapter) })),
    ...(atTheEnd ? [{ title: words.cutShort, lines: atTheEnd }] : []),
  ].filter(({ lines }) => lines.length > 0);
}
