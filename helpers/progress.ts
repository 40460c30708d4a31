/** One line that says what a long wait is waiting for, redrawn in place on a terminal and rare in a log. */
import { columns, fit, printable } from './chart/display-width';
import { spoken } from './language';
import { messages } from './messages';
import type { Seconds } from './time';

/** A wait as its reader wants it: what, how it stands, what would end it, and for how long it may still go on. */
export interface Waiting {
  awaited: string;
  latest: string;
  goal: string;
  /** What remains of the budget; below 0, how late it is. */
  left: Seconds;
  /** Lab time since the start, `mm:ss`. */
  at: string;
}

/** What a line is written to, such as `process.stderr`: Jest holds back what goes through the console. */
export interface Terminal {
  isTTY?: boolean;
  columns?: number;
  write(s: string): unknown;
}

/** A common width where a stream does not tell its own, such as a log of a CI job. */
const usualColumns = 100;

/**
 * `06:48 AlarmHigh: OK → ALARM, 03:20 left`, at most `width` columns wide. What is awaited gives way first, then the values;
 * the times stay.
 */
export function progressLine(state: Waiting, width = usualColumns): string {
  const [awaited, latest, goal] = [printable(state.awaited), printable(state.latest), printable(state.goal)];
  const before = `${printable(state.at)} `;
  const after = `, ${duration(state.left)}`;
  const room = width - columns(before) - columns(after);
  const told = [latest, goal].filter(Boolean).join(' → ');
  const values = fit(told && `: ${told}`, Math.max(0, room - Math.min(12, columns(awaited))));
  const line = before + fit(awaited, room - columns(values)) + values + after;
  return fit(line, width);
}

function duration(seconds: Seconds): string {
  const whole = Math.floor(Math.abs(seconds));
  const mmss = [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return spoken(seconds < 0 ? messages.timeLate(mmss) : messages.timeLeft(mmss));
}

const eraseLine = '\r\x1b[2K';

/** A person cannot read more, and a terminal over a slow line should not have to draw more. */
const redrawMilliseconds = 100;

/**
 * Shows a wait on `out`. A terminal gets one line, redrawn in place at most ten times a second and erased by `clear`;
 * anything else gets a plain line at once and then at most one in `everySeconds` (20, if not told).
 *
 * `now` is wall time in milliseconds. No timer runs: a state that comes too soon after another is not shown.
 */
export function liveProgress(
  out: Terminal,
  options: { everySeconds?: Seconds; now: () => number },
): { show(state: Waiting): void; clear(): void } {
  const { everySeconds = 20, now } = options;
  const pause = out.isTTY ? redrawMilliseconds : everySeconds * 1000;
  let last = -Infinity;
  let drawn = false;
  return {
    show: (state) => {
      if (now() - last < pause) return;
      last = now();
      // Some terminals say that they have 0 columns.
      const width = out.columns || usualColumns;
      // The last column stays free: some terminals go to the next line once it is taken.
      if (out.isTTY) out.write(eraseLine + progressLine(state, width - 1));
      else out.write(`${progressLine(state, width)}\n`);
      drawn = true;
    },
    clear: () => {
      if (drawn && out.isTTY) out.write(eraseLine);
      drawn = false;
    },
  };
}
