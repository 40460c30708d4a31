/** One page of a list at a time, by a token that lives on when the list changes. */
import { InvalidNextTokenException, ValidationException } from '@aws-sdk/client-application-auto-scaling';
import { inOurWords } from './texts';

/** API reference, DescribeScalableTargets and its siblings: from 1 to 50, and 50 when nothing is asked. */
const LARGEST_PAGE = 50;

/**
 * The part of `items` that was asked for, and the token of the next part when there is one.
 *
 * A token holds the place of the last item that was shown, so that items which come or go in between are neither shown
 * twice nor make others be left out.
 * @param list the list's own name, which its tokens carry
 * @param items in rising order of `place`, which is a whole number
 * @throws ValidationException for a MaxResults outside of 1 to 50, InvalidNextTokenException for another list's token
 */
export function pageOf<T>(
  list: string,
  items: readonly T[],
  place: (item: T) => number,
  asked: { MaxResults?: number; NextToken?: string },
): { page: T[]; NextToken?: string } {
  const size = asked.MaxResults ?? LARGEST_PAGE;
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    throw new ValidationException({ message: inOurWords.maxResults(size), $metadata: {} });
  const from = asked.NextToken === undefined ? -Infinity : placeIn(list, asked.NextToken);
  const rest = items.filter((item) => place(item) > from);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return last !== undefined && rest.length > size ? { page, NextToken: tokenFor(list, place(last)) } : { page };
}

const tokenFor = (list: string, place: number): string => Buffer.from(`${list} ${place}`).toString('base64url');

function placeIn(list: string, token: string): number {
  const place = Number(Buffer.from(token, 'base64url').toString().split(' ')[1]);
  if (!Number.isInteger(place) || tokenFor(list, place) !== token)
    throw new InvalidNextTokenException({ message: inOurWords.nextToken(token), $metadata: {} });
  return place;
}
