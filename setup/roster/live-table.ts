/** The table of a roster under way on a terminal: a line an attendee, drawn again in its place; a line an event where there is no terminal. */
import { columns, fit, printable } from '../../helpers/chart/display-width';
import { asIs, spoken, type Text } from '../../helpers/language';
import { progressOf, type Progress } from './progress';
import type { Standing } from './run-roster';
import { cutWords, rosterWords as words } from './words';

/** How a run has ended, or where it is. */
export function stateOf({ state, ended }: Pick<Standing, 'state' | 'ended'>): { sign: string; word: Text } {
  if (state === 'waiting') return { sign: '·', word: words.waiting };
  if (state === 'running') return { sign: '▸', word: words.running };
  if (ended?.cut) return { sign: '!', word: cutWords[ended.cut] };
  if (ended?.exitCode === 0) return { sign: '✓', word: words.holds };
  if (ended?.exitCode === 1)
    return ended.verdict === 'not yet' || ended.verdict === 'blocked'
      ? { sign: '…', word: words.notYet }
      : { sign: '✗', word: words.fails };
  if (ended?.exitCode === 3) return { sign: '!', word: words.notReady };
  return { sign: '!', word: words.toolFailed };
}

export interface TableSize {
  columns: number;
  rows: number;
}

const NAME = 20;
const STATE = 17;
const SINCE = 7;
/** The heading, the count, and the line that the cursor stands in. */
const BESIDE = 3;

/** Fills a text with blanks, or cuts it, to exactly so many columns. */
const cell = (text: string, width: number): string => {
  const shown = fit(printable(text), width);
  return shown + ' '.repeat(Math.max(0, width - columns(shown)));
};

/**
 * The table's lines, none of them wider than the terminal, and no more than it can show: then those under way come first, those that ended last.
 * @param now milliseconds since the epoch
 */
export function tableLines(
  standings: readonly Standing[],
  size: TableSize,
  now: number,
  progress: (of: Standing) => Progress | undefined = ({ report }) => progressOf(report),
): string[] {
  const room = Math.max(1, size.rows - BESIDE);
  const order = { running: 0, waiting: 1, ended: 2 };
  const shown =
    standings.length <= room
      ? standings
      : [...standings].sort((a, b) => order[a.state] - order[b.state]).slice(0, room);
  // A terminal that is full to its last column begins a new line.
  const width = size.columns - 1;
  const rest = Math.max(0, width - NAME - STATE - SINCE - 3);
  const line = (name: string, state: string, since: string, step: string): string =>
    fit(
      [cell(name, NAME), cell(state, STATE), cell(since, SINCE), fit(printable(step), rest)].join(' ').trimEnd(),
      width,
    );
  const head = line(
    ...([words.name, words.state, words.since, words.step].map(spoken) as [string, string, string, string]),
  );
  const rows = shown.map((standing) => {
    const { sign, word } = stateOf(standing);
    const at = standing.state === 'running' ? progress(standing) : undefined;
    const since = standing.state === 'running' ? standing.startedAt : undefined;
    const step = at ? `${at.ended}/${at.of} ${spoken(at.step)}` : spoken(standing.ended?.reason ?? asIs(''));
    return line(standing.attendee.name, `${sign} ${spoken(word)}`, since ? clock(now - Date.parse(since)) : '', step);
  });
  const ended = standings.filter(({ state }) => state === 'ended').length;
  return [head, ...rows, fit(spoken(words.done(ended, standings.length)), width)];
}

/** `1:05`, `1:02:03`. */
function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Draws lines over those that it has drawn before. */
export class LiveTable {
  #drawn = 0;

  constructor(readonly write: (text: string) => void) {}

  draw(lines: readonly string[]): void {
    // ECMA-48: cursor up, and erase to the end of the display.
    const back = this.#drawn > 0 ? `\x1b[${this.#drawn}A\r\x1b[J` : '';
    this.write(`${back}${lines.join('\n')}\n`);
    this.#drawn = lines.length;
  }

  /** The terminal has another size, and what was drawn may have been wrapped anew: begins on an empty screen. */
  resized(): void {
    // ECMA-48: erase the display, cursor to its beginning.
    this.write('\x1b[2J\x1b[H');
    this.#drawn = 0;
  }

  /** Says something that stays; the table goes on below it. */
  say(line: string): void {
    this.write(`${line}\n`);
    this.#drawn = 0;
  }
}
