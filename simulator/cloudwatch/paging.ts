/** One page of a sorted list at a time, by a token that stays good while the list changes. */
import { createHash } from 'node:crypto';
import { InvalidNextToken } from '@aws-sdk/client-cloudwatch';

/** Where a page ended: the key of its last item, or whatever else the operation needs to go on. */
export type Place = string | number | readonly number[];

/**
 * The items after the token's place, at most `size` of them.
 *
 * A token names the last item that was shown, so that items that come and go between two calls make nobody else be
 * shown twice or left out.
 * @param request what is asked for, all but the size of the page: a token is good for the same request only
 * @param items in the order of their keys, rising or falling
 * @throws InvalidNextToken
 */
export function pageAfter<T, Key extends string | number>(asked: {
  request: unknown;
  items: readonly T[];
  key: (item: T) => Key;
  falling?: boolean;
  size: number;
  token: string | undefined;
}): { page: T[]; NextToken?: string } {
  const { items, key, size, falling = false } = asked;
  let start = 0;
  if (asked.token !== undefined) {
    const place = redeem(asked.request, asked.token);
    const isAfter = (item: T): boolean => (falling ? key(item) < place : key(item) > place);
    const found = items.findIndex(isAfter);
    start = found === -1 ? items.length : found;
  }
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  return last !== undefined && start + size < items.length
    ? { page, NextToken: issue(asked.request, key(last)) }
    : { page };
}

/** An opaque token for a place in the answer to a request. */
export function issue(request: unknown, place: Place): string {
  return Buffer.from(JSON.stringify([place, seal(request, place)])).toString('base64url');
}

/**
 * The place in a token.
 * @throws InvalidNextToken for a token that was not issued for this request; AWS's own text is not known
 */
export function redeem(request: unknown, token: string): Place {
  const place = placeIn(token);
  if (place === undefined || issue(request, place) !== token)
    throw new InvalidNextToken({
      message: `Expected a NextToken from an earlier answer to the same request, found "${token}". Start without one.`,
      $metadata: {},
    });
  return place;
}

function placeIn(token: string): Place | undefined {
  try {
    const [place] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [Place];
    return place;
  } catch {
    return undefined;
  }
}

const seal = (request: unknown, place: Place): string =>
  createHash('sha256')
    .update(JSON.stringify([request, place]))
    .digest('base64url')
    .slice(0, 16);
