/** Jest's environment for the chapters: writes down each step as it ends, and skips what is left once a run can't go on. */
import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { beginChapter, runId } from '../fixtures/run-file';
import { readSettings } from '../fixtures/settings';
import { tellFailedTest } from '../helpers/failed-test';
import { endsTheRun, verdictOf } from '../helpers/verdict';
import { chapterOf } from './chapter-name';
import { StepRecorder } from './step-recorder';
import { wallClock } from '../helpers/time';
import { wouldRun } from './would-run';

export default class ChapterEnvironment extends TestEnvironment {
  #fatal = false;
  #told = false;
  readonly #record: (event: Circus.Event, state: Circus.State) => void;

  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    super(config, context);
    const { LAB: lab, LAB_DEPTH: depth, LAB_REPORT: report, LAB_ATTENDEE: attendee } = readSettings(process.env);
    const chapter = chapterOf(context.testPath);
    const planned = (process.env.LAB_RUN_CHAPTERS ?? '').split(',').filter(Boolean);
    const began = wallClock.now().toISOString();
    beginChapter(report, chapter, { id: runId(), attendee, lab, depth, began, ...(planned.length > 0 && { planned }) });
    const recorder = new StepRecorder(report, chapter, this.global);
    this.#record = (event, state) => recorder.see(event, state);
  }

  handleTestEvent(event: Circus.Event, state: Circus.State): void {
    this.#skipWhatCannotBe(event, state);
    this.#record(event, state);
  }

  #skipWhatCannotBe(event: Circus.Event, state: Circus.State): void {
    if (event.name === 'hook_failure' && event.hook.type === 'beforeAll') this.#fatal = true;
    if (event.name === 'test_start') tellFailedTest(this.global, undefined);
    if (event.name === 'test_fn_failure') {
      const { name = '', message = '' } = (event.error ?? {}) as Partial<Error>;
      if (endsTheRun(verdictOf(name, message))) this.#fatal = this.#told = true;
      else tellFailedTest(this.global, { title: event.test.name, blocked: name === 'Blocked' });
    }
    if (!this.#fatal) return;
    // None may begin a load any more. Its tests are left, for the first that would run may be there.
    if (event.name === 'run_describe_start') event.describeBlock.hooks.length = 0;
    if (event.name === 'test_start') this.#tellOnce(event.test, state);
  }

  /** A failed beforeAll is written on every test under it: the first one that would run tells it, the others are skipped. */
  #tellOnce(test: Circus.TestEntry, state: Circus.State): void {
    if (!this.#told && test.errors.length > 0 && wouldRun(test, state)) this.#told = true;
    else {
      test.errors = [];
      test.mode = 'skip';
    }
  }
}
