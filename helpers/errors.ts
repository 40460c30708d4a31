/** The failures that are not the lab's: ours, and those of an earlier step. */

/** The tool failed: it could not look, or not send. Says nothing about the lab. */
export class ToolError extends Error {
  override name = 'ToolError';
}

/** What an expectation starts from did not happen, so there is nothing to wait for. */
export class Blocked extends Error {
  override name = 'Blocked';
}

/** The lab, the account or the configuration is not in the state that a run may start from; nothing was changed. */
export class NotReady extends Error {
  override name = 'NotReady';
}

/**
 * What an earlier step found.
 * @throws Blocked when it did not come to that
 */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Blocked(`${what} is not known, and this step starts from there. See the step that finds it.`);
  return value;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
