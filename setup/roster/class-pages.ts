/** Keeps the class page up to date while a roster runs. */
import { wallClock, type Seconds } from '../../helpers/time';
import { writeClass } from '../pages/class-files';
import { readClass } from '../pages/class-read';

/** What one drawing takes of a processor at most is a part of this. */
const BETWEEN: Seconds = 5;

export class ClassPages {
  #drawnAt = 0;

  constructor(
    readonly report: string,
    readonly mask: boolean,
  ) {}

  /** Draws it unless it was drawn a moment ago. */
  refresh(): void {
    if (wallClock.now().getTime() - this.#drawnAt >= BETWEEN * 1000) this.draw(true);
  }

  /**
   * @param running whether the roster goes on: the page then reads itself again
   * @returns the page
   */
  draw(running: boolean): string {
    const now = wallClock.now();
    const record = readClass([this.report], { at: now.toISOString(), page: this.report, running });
    const [page] = writeClass(record, this.report, { mask: this.mask });
    this.#drawnAt = wallClock.now().getTime();
    return page!;
  }
}
