/** One page of a list at a time, by a token that lives on when the list changes. */
import { InvalidNextTokenException, ValidationException } from '@aws-sdk/client-application-auto-scaling';
import * as paging from '../paging';
import { inOurWords } from './texts';

/** API reference, DescribeScalableTargets and its siblings: from 1 to 50, and 50 when nothing is asked. */
const LARGEST_PAGE = 50;

/**
 * The part of `items` that was asked for, and the token of the next part when there is one.
 * @param list the list's own name: a token is good for the same list and filters only
 * @param place what the items are ordered by
 * @throws ValidationException for a MaxResults outside of 1 to 50, InvalidNextTokenException for another request's token
 */
export function pageOf<T>(
  list: string,
  items: readonly T[],
  place: (item: T) => number,
  asked: { MaxResults?: number; NextToken?: string },
): { page: T[]; NextToken?: string } {
  const { MaxResults: size = LARGEST_PAGE, NextToken: token, ...request } = asked;
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    throw new ValidationException({ message: inOurWords.maxResults(size), $metadata: {} });
  const refuse = (): Error =>
    new InvalidNextTokenException({ message: inOurWords.nextToken(String(token)), $metadata: {} });
  const sealed = [list, request];
  const { items: page, nextToken } = paging.page({ request: sealed, items, key: place, size, token, invalid: refuse });
  return nextToken === undefined ? { page } : { page, NextToken: nextToken };
}
