/** One page of a list in CloudWatch's terms: NextToken, and its own exception. */
import { InvalidNextToken } from '@aws-sdk/client-cloudwatch';
import * as paging from '../paging';

/**
 * One page; see `page` of simulator/paging.ts.
 * @throws InvalidNextToken
 */
export function pageAfter<T>(asked: {
  request: unknown;
  items: readonly T[];
  key: (item: T) => paging.Key;
  falling?: boolean;
  size: number;
  token: string | undefined;
}): { page: T[]; NextToken?: string } {
  const { items, nextToken } = paging.page({ ...asked, invalid: () => invalidToken(String(asked.token)) });
  return nextToken === undefined ? { page: items } : { page: items, NextToken: nextToken };
}

/**
 * The place in a token.
 * @throws InvalidNextToken for a token that was not issued for this request
 */
export function redeem(request: unknown, token: string): paging.Place {
  const place = paging.redeem(request, token);
  if (place === undefined) throw invalidToken(token);
  return place;
}

/** AWS's own text is not known. */
const invalidToken = (token: string): InvalidNextToken =>
  new InvalidNextToken({
    message: `Expected a NextToken from an earlier answer to the same request, found "${token}". Start without one.`,
    $metadata: {},
  });
