/** Tests of both axes: round ticks, legible scales, times in words. */
import { clock, elapsed, timeTicks, zoneName } from './time-axis';
import { countAxis, formatNumber, valueAxis } from './value-axis';

describe('value axis', () => {
  const height = 200;
  const peaks = valueAxis([0, 138_000], [4000, 3600], height);
  const share = (value: number): number =>
    (peaks.place(value) - peaks.place(peaks.min)) / (peaks.place(peaks.max) - peaks.place(peaks.min));

  it('lifts a threshold far below the peak well off the ground', () => {
    expect(peaks.logarithmic).toBe(true);
    expect(share(4000) * height).toBeGreaterThan(40);
    expect(share(138_000)).toBeLessThan(1);
  });

  it('has a place for 0, on the ground line', () => {
    expect(peaks.min).toBe(0);
    expect(share(0)).toBe(0);
  });

  it('labels 0 and powers of ten, none nearer than a line of text', () => {
    expect(peaks.ticks).toEqual(expect.arrayContaining([0, 1000, 10_000, 100_000]));
    const rows = peaks.ticks.map((tick) => share(tick) * height);
    rows.slice(1).forEach((row, index) => expect(row - rows[index]!).toBeGreaterThanOrEqual(20 - 1e-9));
  });

  it('keeps negative values apart from 0', () => {
    const axis = valueAxis([-5000, 138_000], [4000], height);
    expect(axis.place(-5000)).toBeCloseTo(-axis.place(5000));
    expect(axis.min).toBeLessThan(-5000);
  });

  it.each([
    ['near its threshold', [0, 9000], [4000], [0, 2000, 4000, 6000, 8000, 10_000]],
    ['without thresholds', [0, 138_000], [], [0, 20_000, 40_000, 60_000, 80_000, 100_000, 120_000, 140_000, 160_000]],
    ['of percents', [3, 97], [75], [0, 20, 40, 60, 80, 100, 120]],
  ])('is linear %s', (_what, values, thresholds, ticks) => {
    const axis = valueAxis(values, thresholds, height);
    expect(axis.logarithmic).toBe(false);
    expect(axis.ticks).toEqual(ticks);
  });

  it.each([{ values: [] }, { values: [0, 0] }])('stands for $values, where nothing happened', ({ values }) => {
    const axis = valueAxis(values, [], height);
    expect(axis.max).toBeGreaterThan(axis.min);
    expect(axis.ticks).toContain(0);
  });
});

describe('count axis', () => {
  it.each([[[]], [[0]], [[1]], [[2, 8, 7]], [[60]], [[1000]]])('has whole numbers only for %j', (values) => {
    const axis = countAxis(values, 130);
    expect(axis.ticks.every(Number.isInteger)).toBe(true);
    expect(axis.ticks.length).toBeGreaterThan(1);
    expect(axis.ticks.length).toBeLessThan(8);
    expect(axis.max).toBeGreaterThan(Math.max(0, ...values));
  });
});

it.each([
  [138_000, '138,000'],
  [0.25, '0.25'],
  [1 / 3, '0.333'],
])('writes %d as %s', (value, expected) => expect(formatNumber(value)).toBe(expected));

describe('time', () => {
  const start = Date.UTC(2020, 2, 29, 9, 21, 25);

  it.each([
    [540, '18:21:25', 'UTC+9'],
    [0, '09:21:25', 'UTC+0'],
    [-210, '05:51:25', 'UTC-3:30'],
    [330, '14:51:25', 'UTC+5:30'],
  ])('%i minutes east of UTC it is %s (%s)', (offset, time, zone) => {
    expect(clock(start, offset)).toBe(time);
    expect(zoneName(offset)).toBe(zone);
  });

  it.each([
    [0, '00:00'],
    [425_400, '07:05'],
    [59_999, '01:00'],
    [4_500_000, '75:00'],
    [-10_000, '-00:10'],
    [-1, '00:00'],
  ])('%i ms since the start are %s', (ms, expected) => expect(elapsed(ms)).toBe(expected));

  it.each([
    [32 * 60, 300],
    [45 * 60, 300],
    [90, 10],
    [3 * 3600, 900],
    [400 * 86_400, 34 * 86_400],
  ])('%i seconds get a tick each %i', (seconds, step) => {
    const ticks = timeTicks(start, start + seconds * 1000, 13, start);
    expect(ticks.step).toBe(step * 1000);
    expect(ticks.at.length).toBeLessThanOrEqual(13);
    expect(ticks.at[0]).toBe(start);
  });

  it('begins at a round clock time when counted from midnight', () => {
    const { at } = timeTicks(start, start + 32 * 60_000, 13, -540 * 60_000);
    expect(clock(at[0]!, 540)).toBe('18:25:00');
  });
});
