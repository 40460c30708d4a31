/** One page of a list behind an opaque token, as every AWS list operation deals them out. */

export interface Page<T> {
  items: T[];
  /** Hands out the next page; absent on the last one. */
  nextToken?: string;
}

/**
 * @param size how many at most
 * @param token what an earlier page handed out
 * @param invalid makes the error to throw for a token that no page handed out: each service has its own
 */
export function page<T>(items: readonly T[], size: number, token: string | undefined, invalid: () => Error): Page<T> {
  const start = token === undefined ? 0 : offsetOf(token);
  if (start === undefined || start > items.length) throw invalid();
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? tokenFor(end) : undefined };
}

const tokenFor = (offset: number): string => Buffer.from(`page:${offset}`).toString('base64url');

function offsetOf(token: string): number | undefined {
  const match = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match && tokenFor(Number(match[1])) === token ? Number(match[1]) : undefined;
}
