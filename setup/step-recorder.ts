/** Puts Jest's events of a chapter into its file of steps. */
import type { Circus } from '@jest/types';
import { messageOf } from '../helpers/errors';
import { labTime } from '../helpers/lab-time';
import { lines } from '../helpers/language';
import { takeObserved } from '../helpers/observed';
import { wallClock } from '../helpers/time';
import { verdictOf } from '../helpers/verdict';
import { beginSteps, type Said, type StepLine } from './step-file';

/** Characters of a message that are kept. */
const LONGEST = 20_000;

/** Each kind of line, without the moment that all of them have. */
type Undated<Line> = Line extends unknown ? Omit<Line, 'at'> : never;

export class StepRecorder {
  readonly #append: (line: StepLine) => void;
  #tests: Circus.TestEntry[] = [];
  /** When the function of the test under way ended: what is looked up after a failure is no part of it. */
  #over: number | undefined;
  #lost = false;

  /** @param global of the tests, where the chapter tells its lab's time */
  constructor(
    folder: string,
    readonly chapter: string,
    readonly global: object,
  ) {
    this.#append = beginSteps(folder, chapter);
  }

  /** Never throws: in an event of Jest's that would keep the afterAll hooks from running, and with them the undo. */
  see(event: Circus.Event, state: Circus.State): void {
    if (this.#lost) return;
    try {
      this.#write(event, state);
    } catch (error) {
      this.#lost = true;
      process.stderr.write(
        `The steps of ${this.chapter} can't be written any more (${messageOf(error)}). The run goes on, and its page lacks them.\n`,
      );
    }
  }

  #write(event: Circus.Event, state: Circus.State): void {
    const { name } = event;
    const lab = labTime(this.global);
    if (name === 'run_start') this.#tests = testsOf(state.rootDescribeBlock);
    if (name === 'test_started') {
      this.#over = undefined;
      takeObserved(this.global);
    }
    if (name === 'test_fn_success' || name === 'test_fn_failure') this.#over = lab;
    const line = this.#lineOf(event, lab);
    if (line) this.#append({ ...line, at: wallClock.now().toISOString() });
  }

  /** @returns undefined for what is not worth a line */
  #lineOf(event: Circus.Event, lab: number | undefined): Undated<StepLine> | undefined {
    const { name } = event;
    if (name === 'run_start') return { chapter: this.chapter, tests: this.#tests.map(planned) };
    if (name === 'test_started') return { started: this.#tests.indexOf(event.test), lab };
    if (name === 'test_done') return { ...this.#ended(event.test), lab: this.#over ?? lab };
    if (name === 'test_skip' || name === 'test_todo')
      return { ended: this.#tests.indexOf(event.test), lab, status: 'skipped', verdict: 'skipped' };
    if (name === 'hook_failure' && event.hook.type === 'afterAll') return { problem: saidBy(event.error).said };
    return name === 'run_finish' ? { finished: true } : undefined;
  }

  #ended(
    test: Circus.TestEntry,
  ): Pick<Extract<StepLine, { ended: number }>, 'ended' | 'status' | 'verdict' | 'errors' | 'observed'> {
    const errors = test.errors.map((each) => saidBy(Array.isArray(each) ? each[0] : each));
    const ended = this.#tests.indexOf(test);
    const first = errors[0];
    const observed = takeObserved(this.global);
    if (!first)
      return { ended, status: 'passed', verdict: 'passed', ...(observed.length > 0 && { observed: lines(observed) }) };
    const verdict = verdictOf(first.name, first.said.told?.en ?? first.said.message);
    return { ended, status: 'failed', verdict, errors: errors.map(({ said }) => said) };
  }
}

const testsOf = (block: Circus.DescribeBlock): Circus.TestEntry[] =>
  block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));

function planned(test: Circus.TestEntry): { path: string[]; title: string; skip?: true } {
  const path: string[] = [];
  // The outermost block is Jest's own.
  for (let block = test.parent; block.parent; block = block.parent) path.unshift(block.name);
  return { path, title: test.name, ...(test.mode === 'skip' && { skip: true }) };
}

/** An error, or whatever else was thrown. `told` is in both languages, of the error itself or of the matcher that made it. */
interface Thrown {
  name?: unknown;
  message?: unknown;
  told?: unknown;
  matcherResult?: { told?: unknown };
}

function saidBy(thrown: unknown): { name: string; said: Said } {
  const { name, message, told, matcherResult }: Thrown =
    thrown !== null && typeof thrown === 'object' ? thrown : { message: thrown };
  const both = textOf(told ?? matcherResult?.told);
  return {
    name: typeof name === 'string' ? name : '',
    said: {
      message: cut(typeof message === 'string' ? message : JSON.stringify(message ?? '')),
      ...(both && { told: both }),
    },
  };
}

function textOf(told: unknown): Said['told'] {
  const { ko, en } = (told ?? {}) as { ko?: unknown; en?: unknown };
  return typeof ko === 'string' && typeof en === 'string' ? { ko: cut(ko), en: cut(en) } : undefined;
}

const cut = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
