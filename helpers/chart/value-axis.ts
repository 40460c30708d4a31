/** A vertical axis as data: where a value stands, and which values are worth a label. */

export interface ValueAxis {
  /** Logarithmic axes say so beside their name. */
  readonly logarithmic: boolean;
  readonly min: number;
  readonly max: number;
  /** The place of a value on an axis from `place(min)` to `place(max)`. */
  place(value: number): number;
  readonly ticks: readonly number[];
}

/**
 * Linear while the highest value is at most five times the lowest threshold. Above that a threshold of 4,000 under a peak
 * of 138,000 would lie on the ground line, so the axis becomes a symmetric logarithm, log10(1 + |v| / c): it has a
 * place for 0, is nearly linear below c (a quarter of the lowest threshold) and logarithmic above.
 */
export function valueAxis(values: readonly number[], thresholds: readonly number[], height: number): ValueAxis {
  const all = [0, ...values, ...thresholds];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const lowest = Math.min(...thresholds.filter((value) => value > 0));
  if (!Number.isFinite(lowest) || high <= 5 * lowest) return linearAxis(low, high, height);
  const c = lowest / 4;
  const place = (value: number): number => Math.sign(value) * Math.log10(1 + Math.abs(value) / c);
  const [min, max] = [low < 0 ? low * 1.3 : 0, high * 1.3];
  const perPixel = (place(max) - place(min)) / height;
  const ticks = [0];
  for (const digit of [1, 5, 2])
    for (let power = Math.floor(Math.log10(c)); 10 ** power <= Math.max(max, -min); power++)
      for (const tick of [digit * 10 ** power, -digit * 10 ** power])
        if (tick <= max && tick >= min && ticks.every((other) => Math.abs(place(tick) - place(other)) >= 20 * perPixel))
          ticks.push(tick);
  return { logarithmic: true, min, max, place, ticks: ticks.sort((a, b) => a - b) };
}

/** Whole numbers from 0 to a little above the highest: tasks and instances do not come in halves. */
export function countAxis(values: readonly number[], height: number): ValueAxis {
  return linearAxis(0, Math.max(1, ...values) + 0.5, height, 1);
}

function linearAxis(low: number, high: number, height: number, smallestStep = 0): ValueAxis {
  const range = high - low || 1;
  const step = Math.max(smallestStep, niceStep((range * 28) / height));
  const min = Math.floor(low / step) * step;
  const max = smallestStep ? high : Math.ceil((high + range * 0.05) / step) * step;
  const ticks: number[] = [];
  for (let i = 0; min + i * step <= max; i++) ticks.push(min + i * step);
  return { logarithmic: false, min, max: max === min ? min + step : max, place: (value) => value, ticks };
}

/** The smallest of 1, 2, 5, 10, … that is not below `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((digit) => digit * power >= least) ?? 10) * power;
}

/** `138,000`, `0.25`: grouped by thousands, at most three decimals. */
export const formatNumber = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 });
