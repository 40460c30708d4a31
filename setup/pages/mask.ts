/** Account ids with their last four digits alone, wherever a run names one. */
import type { RunRecord } from './run-record';

/**
 * Twelve digits that are part of no longer number, fraction or hexadecimal id: whose account they are is nobody's business. What `%3A` ends
 * with, as a colon is written in a link, is no such digit.
 */
const ID = /(?:(?<=%[\da-f]{2})|(?<![\da-f]|\d\.))\d{8}(\d{4})(?![\da-f]|\.\d)/gi;

export const maskedText = (text: string): string => text.replace(ID, '****$1');

/** The same run with every text masked; the account of the run also where it is part of another word. */
export function masked(run: RunRecord): RunRecord {
  const { account } = run;
  const own = (text: string): string => (account ? text.replaceAll(account, `****${account.slice(-4)}`) : text);
  return deep(run, (text) => maskedText(own(text))) as RunRecord;
}

/** The same data with every text in it changed. */
export function deep(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => deep(each, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, deep(each, change)]));
}
