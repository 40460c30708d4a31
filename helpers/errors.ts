/** The failures that are not the lab's: ours, and those of an earlier step. */
import { asIs, spoken, spokenTwice, type Text } from './language';
import { messages } from './messages';

/** An error that keeps its message in both languages, whichever of them is shown. */
export class Told extends Error {
  override name = 'Told';
  readonly told: Text;

  /** @param message words in one language alone are AWS's, Node's or the machine's own */
  constructor(message: Text | string, options?: ErrorOptions, shown: (told: Text) => string = spoken) {
    const told = typeof message === 'string' ? asIs(message) : message;
    super(shown(told), options);
    this.told = told;
  }
}

/** The tool failed: it could not look, or not send. Says nothing about the lab. */
export class ToolError extends Told {
  override name = 'ToolError';
}

/** What an expectation starts from did not happen, so there is nothing to wait for. */
export class Blocked extends Told {
  override name = 'Blocked';
}

/** The lab, the account or the configuration is not in the state that a run may start from; nothing was changed. */
export class NotReady extends Told {
  override name = 'NotReady';

  constructor(message: Text | string, options?: ErrorOptions, shown = spokenTwice) {
    super(message, options, shown);
  }
}

/**
 * What an earlier step found.
 * @throws Blocked when it did not come to that
 */
export function known<T>(value: T | undefined, what: Text): T {
  if (value === undefined) throw new Blocked(messages.notKnown(what));
  return value;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The message of an error in both languages, as far as it has them. */
export function toldOf(error: unknown): Text {
  if (error instanceof Told) return error.told;
  // An expectation's, where Jest keeps what the matcher has said.
  const { matcherResult } = (error ?? {}) as { matcherResult?: { told?: Text } };
  return matcherResult?.told ?? asIs(messageOf(error));
}
