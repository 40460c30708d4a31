/** The two panels with curves: the metric against its thresholds, and the counts as steps. */
import { ink, line, type Look } from './draw';
import { caption, labelsAtRight } from './labels';
import { rowOf, type Panel } from './panel';
import type { Frame, Point, StoryChart } from './story';
import { countAxis, formatNumber, valueAxis } from './value-axis';

/** Wide and pale under thin and dark: two counts stay apart where they are equal, also without colours. */
const countLooks: readonly Look[] = [
  { stroke: '#56b4e9', lineWidth: 5 },
  { stroke: '#1f2328', lineWidth: 1.8 },
  { stroke: '#b34700', lineWidth: 1.8, lineDash: [6, 4] },
  { stroke: '#4c2889', lineWidth: 1.8, lineDash: [2, 3] },
];

const thresholdDashes: readonly number[][] = [
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
];

/** Requests, bytes, or whatever the alarms watch; its thresholds are lines with their names in the right margin. */
export function metricPanel({ metric }: StoryChart, frame: Frame, above: number): Panel {
  const height = 200;
  const points = inOrder(metric.points);
  const axis = valueAxis(valuesOf(points), valuesOf(metric.thresholds), height);
  const name = caption(`${metric.name} (${metric.unit})`, axis.logarithmic ? '로그 눈금, 0 포함' : '', frame, above);
  const [top, bottom] = [name.bottom, name.bottom + height];
  const thresholds = metric.thresholds.map(({ label, value }, index) => ({
    label: `${label} · ${formatNumber(value)}`,
    y: rowOf(axis, value, top, bottom),
    look: { stroke: ink.threshold, lineWidth: 1.5, lineDash: thresholdDashes[index % thresholdDashes.length]! },
  }));
  const data = points.map(({ at, value }) => [at, axis.place(value)] as const);
  return {
    marks: [
      ...name.marks,
      ...thresholds.map(({ y, look }) => line([frame.left, y, frame.right, y], look, 3)),
      ...labelsAtRight(thresholds, frame, top, bottom),
    ],
    top,
    bottom,
    axis,
    // Beyond 200 points the dots would hide the curve.
    curves: [{ data, look: { stroke: ink.metric, lineWidth: 2 }, steps: false, dots: points.length <= 200 }],
  };
}

/** Desired, running, registered: whole numbers that hold until the next change. */
export function countPanel(story: StoryChart, frame: Frame, above: number): Panel {
  const height = 130;
  const counts = story.counts.map((count, index) => ({
    name: count.name,
    points: heldUntil(story.to, inOrder(count.points)),
    look: countLooks[index % countLooks.length]!,
  }));
  const axis = countAxis(
    counts.flatMap(({ points }) => valuesOf(points)),
    height,
  );
  const name = caption('개수', '오른쪽 숫자는 마지막 값', frame, above);
  const [top, bottom] = [name.bottom, name.bottom + height];
  const labels = counts.flatMap((count) => {
    const last = count.points.at(-1);
    if (!last) return [];
    return [
      {
        label: `${count.name} · ${formatNumber(last.value)}`,
        y: rowOf(axis, last.value, top, bottom),
        look: count.look,
      },
    ];
  });
  return {
    marks: [...name.marks, ...labelsAtRight(labels, frame, top, bottom)],
    top,
    bottom,
    axis,
    curves: counts.map(({ points, look }) => ({
      data: points.map(({ at, value }) => [at, value] as const),
      look,
      steps: true,
      dots: false,
    })),
  };
}

function heldUntil(end: number, points: readonly Point[]): Point[] {
  const within = points.filter(({ at }) => at <= end);
  const last = within.at(-1);
  return last ? [...within, { at: end, value: last.value }] : [];
}

const inOrder = (points: readonly Point[]): Point[] => [...points].sort((a, b) => a.at - b.at);

const valuesOf = (points: readonly { value: number }[]): number[] => points.map(({ value }) => value);
