/** The panels with curves: the metric against its thresholds, and the counts and requests as steps. */
import { ink, line, type Look } from './draw';
import { caption, labelsAtRight } from './labels';
import { rowOf, type Panel } from './panel';
import type { Frame, Point, StoryChart } from './story';
import { countAxis, formatNumber, valueAxis, type ValueAxis } from './value-axis';

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

const COUNTS_HEIGHT = 130;
const TRAFFIC_HEIGHT = 110;
const MINUTE = 60_000;

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
  const lines = story.counts.map(({ name, points }) => ({ name, points: heldUntil(story.to, inOrder(points)) }));
  const axis = countAxis(
    lines.flatMap(({ points }) => valuesOf(points)),
    COUNTS_HEIGHT,
  );
  return stepPanel({ name: '개수', remark: '오른쪽 숫자는 마지막 값', lines, axis }, frame, above, COUNTS_HEIGHT);
}

/** What was sent and what the load balancer counted, minute by minute; undefined where no one counted. */
export function trafficPanel({ traffic }: StoryChart, frame: Frame, above: number): Panel | undefined {
  if (!traffic?.lines.some(({ points }) => points.length > 0)) return undefined;
  const lines = traffic.lines.map(({ name, points }) => ({ name, points: eachAMinute(inOrder(points)) }));
  const axis = valueAxis(
    lines.flatMap(({ points }) => valuesOf(points)),
    [],
    TRAFFIC_HEIGHT,
  );
  const remark = axis.logarithmic ? '로그 눈금, 0 포함' : '';
  return stepPanel(
    { name: `보낸 요청과 집계된 요청 (${traffic.unit})`, remark, lines, axis },
    frame,
    above,
    TRAFFIC_HEIGHT,
  );
}

interface Steps {
  name: string;
  remark: string;
  lines: { name: string; points: Point[] }[];
  axis: ValueAxis;
}

/** Lines that go in steps, each with its name and its last value in the right margin. */
function stepPanel({ name, remark, lines, axis }: Steps, frame: Frame, above: number, height: number): Panel {
  const over = caption(name, remark, frame, above);
  const [top, bottom] = [over.bottom, over.bottom + height];
  const curves = lines.map((each, index) => ({ ...each, look: countLooks[index % countLooks.length]! }));
  const labels = curves.flatMap(({ name: label, points, look }) => {
    const last = points.at(-1);
    return last
      ? [{ label: `${label} · ${formatNumber(last.value)}`, y: rowOf(axis, last.value, top, bottom), look }]
      : [];
  });
  return {
    marks: [...over.marks, ...labelsAtRight(labels, frame, top, bottom)],
    top,
    bottom,
    axis,
    curves: curves.map(({ points, look }) => ({
      data: points.map(({ at, value }) => [at, axis.place(value)] as const),
      look,
      steps: true,
      dots: false,
    })),
  };
}

/** A minute that no one counted was without requests. */
function eachAMinute(points: readonly Point[]): Point[] {
  return points.flatMap((point, i) => {
    const end = point.at + MINUTE;
    const next = points[i + 1];
    return next && next.at <= end ? [point] : [point, { at: end, value: 0 }];
  });
}

function heldUntil(end: number, points: readonly Point[]): Point[] {
  const within = points.filter(({ at }) => at <= end);
  const last = within.at(-1);
  return last ? [...within, { at: end, value: last.value }] : [];
}

const inOrder = (points: readonly Point[]): Point[] => [...points].sort((a, b) => a.at - b.at);

const valuesOf = (points: readonly { value: number }[]): number[] => points.map(({ value }) => value);
