/** The plots with curves: the metric against its thresholds, requests and counts in steps; each with its key in its caption. */
import { countAxis, formatNumber, valueAxis, type ValueAxis } from '../../../helpers/chart/value-axis';
import type { Point } from '../../../helpers/chart/story';
import { textWidth, wrap } from '../../../helpers/chart/text-width';
import type { PlotStory, View } from './plot-story';
import { line, path, rect, text, type Shape } from './shape';

/** Pixels of the plots, and the moments at their edges. */
export interface Frame extends View {
  left: number;
  right: number;
}

/** What was drawn, and the pixel where the next part begins. */
export interface Part {
  shapes: Shape[];
  bottom: number;
}

const MINUTE = 60_000;

/** The pixel of a moment; those outside of the view lie on its edge. */
export function clocked({ left, right, from, to }: Frame, at: number): number {
  return left + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (right - left);
}

export function metricPanel({ metric, words }: PlotStory, frame: Frame, above: number): Part {
  const height = 170;
  const points = inOrder(metric.points);
  const axis = valueAxis(valuesOf(points), valuesOf(metric.thresholds), height);
  const remark = axis.logarithmic ? ` · ${words.logarithmic}` : '';
  const head = key(`${metric.name} (${metric.unit})${remark}`, [], frame, above);
  const panel = grid(axis, frame, head.bottom, height);
  const thresholds = metric.thresholds.flatMap(({ label, value }, index) => {
    const y = panel.row(value);
    // The second line lies close under the first.
    const side = index === 0 ? -8 : 9;
    return [
      line(`threshold t${index}`, frame.left, y, frame.right, y),
      text('on-line', frame.right - 4, y + side, `${label} ${formatNumber(value)}`, 'end'),
    ];
  });
  const dots = points.length <= 200 ? around(points, frame).filter(({ at }) => at >= frame.from && at <= frame.to) : [];
  return {
    shapes: [
      ...head.shapes,
      ...panel.shapes,
      ...thresholds,
      ...curve('metric', points, frame, panel.row, false),
      ...dots.map(({ at, value }): Shape => ({
        tag: 'circle',
        class: 'dot',
        at: { cx: Math.round(clocked(frame, at) * 10) / 10, cy: Math.round(panel.row(value) * 10) / 10, r: 2.5 },
      })),
    ],
    bottom: panel.bottom + 6,
  };
}

export function trafficPanel({ traffic, words }: PlotStory, frame: Frame, above: number): Part {
  if (!traffic?.lines.some(({ points }) => points.length > 0)) return { shapes: [], bottom: above };
  const lines = traffic.lines.map(({ name, points }) => ({ name, points: eachAMinute(inOrder(points)) }));
  const axis = valueAxis(
    lines.flatMap(({ points }) => valuesOf(points)),
    [],
    90,
  );
  return steps(`${words.traffic} (${traffic.unit})`, lines, axis, frame, above, 90);
}

export function countsPanel(story: PlotStory, frame: Frame, above: number): Part {
  const lines = story.counts.map(({ name, points }) => ({ name, points: heldUntil(story.to, inOrder(points)) }));
  const axis = countAxis(
    lines.flatMap(({ points }) => valuesOf(points)),
    120,
  );
  return steps(story.words.counts, lines, axis, frame, above, 120);
}

function steps(
  title: string,
  lines: readonly { name: string; points: Point[] }[],
  axis: ValueAxis,
  frame: Frame,
  above: number,
  height: number,
): Part {
  const head = key(
    title,
    lines.map(({ name }) => name),
    frame,
    above,
  );
  const panel = grid(axis, frame, head.bottom, height);
  return {
    shapes: [
      ...head.shapes,
      ...panel.shapes,
      ...lines.flatMap(({ points }, index) => curve(`count c${index}`, points, frame, panel.row, true)),
    ],
    bottom: panel.bottom + 6,
  };
}

/** The panel's name, and after it, or in lines of their own, a piece of each line with its name. */
function key(title: string, names: readonly string[], frame: Frame, above: number): Part {
  const rows = wrap(title, frame.right - frame.left, 12.5);
  const shapes: Shape[] = rows.map((row, index) => text('caption', frame.left, above + 12 + index * 17, row));
  let [x, y] = [frame.left + textWidth(rows.at(-1)!, 12.5) + 16, above + 12 + (rows.length - 1) * 17];
  names.forEach((name, index) => {
    const wide = 26 + textWidth(name, 12) + 14;
    if (x + wide > frame.right) [x, y] = [frame.left, y + 18];
    shapes.push(line(`count c${index}`, x, y, x + 20, y), text('label', x + 26, y, name));
    x += wide;
  });
  return { shapes, bottom: y + 14 };
}

function grid(axis: ValueAxis, frame: Frame, top: number, height: number): Part & { row: (value: number) => number } {
  const [low, high] = [axis.place(axis.min), axis.place(axis.max)];
  const bottom = top + height;
  const row = (value: number): number => bottom - ((axis.place(value) - low) / (high - low)) * height;
  return {
    row,
    bottom,
    shapes: [
      rect('plot', frame.left, top, frame.right - frame.left, height),
      ...axis.ticks.flatMap((tick) => [
        line('grid', frame.left, row(tick), frame.right, row(tick)),
        text('label', frame.left - 6, row(tick), compact(tick), 'end'),
      ]),
    ],
  };
}

function curve(
  style: string,
  points: readonly Point[],
  frame: Frame,
  row: (value: number) => number,
  inSteps: boolean,
): Shape[] {
  const near = around(points, frame);
  if (near.length === 0) return [];
  // Between two points the line crosses the edge of the view where it would without one.
  const cut = near.map(({ at, value }, i) => {
    const edge = Math.min(Math.max(at, frame.from), frame.to);
    const other = at < frame.from ? near[i + 1] : near[i - 1];
    const there =
      inSteps || edge === at || !other
        ? row(value)
        : row(value) + ((row(other.value) - row(value)) * (edge - at)) / (other.at - at);
    return [clocked(frame, edge), there] as const;
  });
  // A step that comes after the view has no place in it.
  const last = near.at(-1)!;
  if (inSteps && last.at > frame.to && near.length > 1) cut.splice(-1, 1, [frame.right, cut.at(-2)![1]]);
  return [path(style, cut, inSteps)];
}

/** Those in the view, and the ones before and after it. */
function around(points: readonly Point[], { from, to }: View): Point[] {
  const first = points.findLastIndex(({ at }) => at < from);
  const last = points.findIndex(({ at }) => at > to);
  return points.slice(Math.max(0, first), last < 0 ? undefined : last + 1);
}

/** A minute that no one counted was without requests. */
export const eachAMinute = (points: readonly Point[]): Point[] =>
  points.flatMap((point, i) => {
    const end = point.at + MINUTE;
    const next = points[i + 1];
    return next && next.at <= end ? [point] : [point, { at: end, value: 0 }];
  });

const heldUntil = (end: number, points: readonly Point[]): Point[] => {
  const last = points.at(-1);
  return last ? [...points, { at: Math.max(end, last.at), value: last.value }] : [];
};

export const inOrder = (points: readonly Point[]): Point[] => [...points].sort((a, b) => a.at - b.at);
const valuesOf = (all: readonly { value: number }[]): number[] => all.map(({ value }) => value);

/** `138k`, `1.2M`: beside an axis there is little room. */
const compact = (value: number): string =>
  Math.abs(value) >= 1e6
    ? `${formatNumber(value / 1e6)}M`
    : Math.abs(value) >= 10_000
      ? `${formatNumber(value / 1000)}k`
      : formatNumber(value);
