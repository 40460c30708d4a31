/** One page of a list behind an opaque token, as every AWS list operation deals them out. */
import { createHash } from 'node:crypto';

/** What an item is told apart and ordered by, such as its ARN or its number. It stays the same as long as the item lives. */
export type Key = string | number;

/** Where a page ended: the key of its last item, or whatever else the operation needs to go on. */
export type Place = Key | readonly number[];

export interface Page<T> {
  items: T[];
  /** Hands out the next page; absent on the last one. */
  nextToken?: string;
}

/**
 * The items after the token's place, in the order of their keys.
 *
 * A token names the last item that was shown and not its position, so that items that come and go between two calls make
 * no other be shown twice or left out, and the token of an item that has gone is still good.
 * @param asked.request what is asked for, all but the size of the page: a token is good for the same request only
 * @param asked.items in any order
 * @param asked.falling whether the greatest key comes first
 * @param asked.size how many at most
 * @param asked.token what an earlier page handed out
 * @param asked.invalid makes the error to throw for a token that no page of this request handed out: each service has its own
 */
export function page<T>(asked: {
  request: unknown;
  items: readonly T[];
  key: (item: T) => Key;
  falling?: boolean;
  size: number;
  token: string | undefined;
  invalid: () => Error;
}): Page<T> {
  const { request, key, size, token } = asked;
  const isBefore = (a: Place, b: Place): boolean => (asked.falling ? a > b : a < b);
  const place = token === undefined ? undefined : redeem(request, token);
  if (token !== undefined && place === undefined) throw asked.invalid();
  const rest = asked.items
    .filter((item) => place === undefined || isBefore(place, key(item)))
    .sort((a, b) => (isBefore(key(a), key(b)) ? -1 : isBefore(key(b), key(a)) ? 1 : 0));
  const items = rest.slice(0, size);
  const last = items.at(-1);
  return last !== undefined && rest.length > size ? { items, nextToken: issue(request, key(last)) } : { items };
}

/** An opaque token for a place in the answer to a request. */
export function issue(request: unknown, place: Place): string {
  return Buffer.from(JSON.stringify([place, seal(request, place)])).toString('base64url');
}

/** The place in a token; undefined for one that was not issued for this request. */
export function redeem(request: unknown, token: string): Place | undefined {
  let place: Place;
  try {
    [place] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [Place];
  } catch {
    return undefined;
  }
  return issue(request, place) === token ? place : undefined;
}

/** What makes a token of one request useless for another, and a made-up one for all. */
const seal = (request: unknown, place: Place): string =>
  createHash('sha256')
    .update(JSON.stringify([request, place]))
    .digest('base64url')
    .slice(0, 16);
