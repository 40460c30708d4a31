/** One page of a list, in EC2 Auto Scaling's terms: MaxRecords, and its own exceptions. */
import { InvalidNextToken } from '@aws-sdk/client-auto-scaling';
import * as paging from '../paging';
import { invalid } from './checks';
import { inOurWords } from './texts';

export interface PageRequest {
  MaxRecords?: number;
  NextToken?: string;
}

/** API reference: 50 of 100 at most, but for DescribeScalingActivities, which gives 100. */
const MOST = 100;
const USUAL = 50;

/**
 * The part of `items` that was asked for, and the token of the next part when there is one.
 * @param key what the items are ordered by: the greatest first with `falling`
 * @throws InvalidNextToken for a token of another request, ValidationError for a MaxRecords outside of 1 to 100
 */
export function pageOf<T>(
  items: readonly T[],
  key: (item: T) => paging.Key,
  input: PageRequest,
  { usual = USUAL, falling = false }: { usual?: number; falling?: boolean } = {},
): { page: T[]; NextToken?: string } {
  const { MaxRecords: size = usual, NextToken: token, ...request } = input;
  if (!Number.isInteger(size) || size < 1 || size > MOST) throw invalid(inOurWords.maxRecords(size, MOST));
  const refuse = (): Error => new InvalidNextToken({ message: inOurWords.nextToken(String(token)), $metadata: {} });
  const { items: page, nextToken } = paging.page({ request, items, key, falling, size, token, invalid: refuse });
  return nextToken === undefined ? { page } : { page, NextToken: nextToken };
}
