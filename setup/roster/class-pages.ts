/** Keeps the class page up to date while a roster runs. */
import { messageOf } from '../../helpers/errors';
import { wallClock, type Seconds } from '../../helpers/time';
import { writeClass } from '../pages/class/files';
import { readClass } from '../pages/class/read';

/** What one drawing takes of a processor at most is a part of this. */
const BETWEEN: Seconds = 5;

export class ClassPages {
  #drawnAt = 0;
  #failed: string | undefined;

  /** @param warn is told why the page can't be written: a full disk, or a spreadsheet that holds the file, is no reason to end the roster */
  constructor(
    readonly report: string,
    readonly mask: boolean,
    readonly warn: (line: string) => void,
  ) {}

  /** Draws it unless it was drawn a moment ago. */
  refresh(): void {
    if (wallClock.now().getTime() - this.#drawnAt >= BETWEEN * 1000) this.draw(true);
  }

  /**
   * @param running whether the roster goes on: the page then reads itself again
   * @returns the page; undefined where it could not be written, which is told once for each reason
   */
  draw(running: boolean): string | undefined {
    try {
      const now = wallClock.now();
      const record = readClass([this.report], { at: now.toISOString(), page: this.report, running });
      const [page] = writeClass(record, this.report, { mask: this.mask });
      this.#failed = undefined;
      return page;
    } catch (error) {
      const why = messageOf(error);
      if (why !== this.#failed) this.warn(`The class page can't be written: ${why}`);
      this.#failed = why;
      return undefined;
    } finally {
      this.#drawnAt = wallClock.now().getTime();
    }
  }
}
