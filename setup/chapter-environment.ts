/** Jest's environment for the chapters: once a run can't go on, what is left is skipped instead of failing in its turn. */
import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';

/** Failures after which no later step can be judged: the lab was not ready, or the tool itself failed. */
const FATAL = new Set(['NotReady', 'ToolError', 'LoadCrashed', 'LoadFailed']);

export default class ChapterEnvironment extends TestEnvironment {
  #fatal = false;
  #reported = false;

  handleTestEvent(event: Circus.Event): void {
    if (event.name === 'hook_failure' && event.hook.type === 'beforeAll') this.#fatal = true;
    if (event.name === 'test_start' && this.#fatal) {
      // A failed beforeAll is written on every test under it: one tells it.
      if (!this.#reported && event.test.errors.length > 0) this.#reported = true;
      else {
        event.test.errors = [];
        event.test.mode = 'skip';
      }
    }
    if (event.name === 'test_fn_failure' && isFatal(event.error)) {
      this.#fatal = true;
      this.#reported = true;
    }
  }
}

const isFatal = (error: unknown): boolean => FATAL.has((error as Error | undefined)?.name ?? '');
