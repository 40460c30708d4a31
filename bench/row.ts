/** A row of a benchmark: the median of what was measured, its range, and whether it is within its limit. */

export type Limit = { atLeast: number } | { atMost: number };

export interface Row {
  what: string;
  unit?: string;
  values: number[];
  limit?: Limit;
  /** What else there is to know. */
  note?: string;
}

/** Prints the row. A missed limit says so, and makes the process end with exit code 1. */
export function report({ what, unit = '', values, limit, note }: Row): void {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = median(values);
  const range = sorted.length > 1 ? ` (${shown(sorted[0]!)}–${shown(sorted.at(-1)!)})` : '';
  const [bound, kept] = !limit
    ? ['', true]
    : 'atLeast' in limit
      ? [`; at least ${limit.atLeast}`, middle >= limit.atLeast]
      : [`; at most ${limit.atMost}`, middle <= limit.atMost];
  console.log(`${what}: ${shown(middle)}${unit}${range}${bound}${kept ? '' : '  MISSED'}${note ? `  [${note}]` : ''}`);
  if (!kept) process.exitCode = 1;
}

/** For what could not be measured here. */
export const skip = (what: string, why: string): void => console.log(`${what}: not measured, ${why}`);

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const shown = (value: number): string => value.toFixed(Math.abs(value) < 100 ? 2 : 0);
