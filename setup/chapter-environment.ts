/** Jest's environment for the chapters: writes down each step as it ends, and skips what is left once a run can't go on. */
import { basename } from 'node:path';
import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { beginChapter } from '../fixtures/run-file';
import { readSettings } from '../fixtures/settings';
import { tellFailedTest } from '../helpers/failed-test';
import { endsTheRun, verdictOf } from '../helpers/verdict';
import { StepRecorder } from './step-recorder';
import { wallClock } from '../helpers/time';

export default class ChapterEnvironment extends TestEnvironment {
  #fatal = false;
  #told = false;
  readonly #record: (event: Circus.Event, state: Circus.State) => void;

  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    super(config, context);
    const { LAB: lab, LAB_DEPTH: depth, LAB_REPORT: report, LAB_ATTENDEE: attendee } = readSettings(process.env);
    const chapter = basename(context.testPath).replace(/(\.spec)?\.[jt]s$/, '');
    const id = process.env.LAB_RUN_FOLDER ?? String(process.pid);
    beginChapter(report, chapter, { id: basename(id), attendee, lab, depth, began: wallClock.now().toISOString() });
    const recorder = new StepRecorder(report, chapter, this.global);
    this.#record = (event, state) => recorder.see(event, state);
  }

  handleTestEvent(event: Circus.Event, state: Circus.State): void {
    this.#skipWhatCannotBe(event);
    this.#record(event, state);
  }

  #skipWhatCannotBe(event: Circus.Event): void {
    if (event.name === 'hook_failure' && event.hook.type === 'beforeAll') this.#fatal = true;
    if (event.name === 'test_start') tellFailedTest(this.global, undefined);
    if (event.name === 'test_fn_failure') {
      const { name = '', message = '' } = (event.error ?? {}) as Partial<Error>;
      if (endsTheRun(verdictOf(name, message))) this.#fatal = this.#told = true;
      else tellFailedTest(this.global, { title: event.test.name, blocked: name === 'Blocked' });
    }
    if (!this.#fatal) return;
    // With a describe its hooks are skipped too: none may begin a load any more.
    if (event.name === 'run_describe_start') event.describeBlock.mode = 'skip';
    if (event.name === 'test_start') this.#tellOnce(event.test);
  }

  /** A failed beforeAll is written on every test under it: the first one tells it, the others are skipped. */
  #tellOnce(test: Circus.TestEntry): void {
    if (!this.#told && test.errors.length > 0) this.#told = true;
    else {
      test.errors = [];
      test.mode = 'skip';
    }
  }
}
