/** What a story chart is told, and the frame in which its parts stand. */
import type { Mark } from './draw';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Point {
  at: number;
  value: number;
}

/** Moments are milliseconds since the epoch. */
export interface StoryChart {
  title: string;
  subtitle?: string;
  from: number;
  to: number;
  /** Minutes east of UTC for clock times; 540, Korea, if not told. */
  timeZoneOffsetMinutes?: number;
  metric: { name: string; unit: string; points: Point[]; thresholds: { label: string; value: number }[] };
  states: { name: string; spans: { from: number; to: number; state: AlarmState }[] }[];
  /** Each value holds until the next point, the last one until `to`. */
  counts: { name: string; points: Point[] }[];
  /** Requests per minute, counted at both ends: each point is a minute's, and holds for it. */
  traffic?: { unit: string; lines: { name: string; points: Point[] }[] };
  /** Phases of load, shaded. */
  spans: { label: string; from: number; to: number }[];
  /** Moments worth a number on the chart and a line in the legend. */
  arrivals: { at: number; label: string }[];
}

/** Pixels, and the one time axis that all parts share: moments outside the story lie on its edge. */
export interface Frame {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly margin: number;
  readonly offsetMinutes: number;
  x(at: number): number;
}

/** A part of the picture, and the pixel where the next one begins. */
export interface Part {
  readonly marks: readonly Mark[];
  readonly bottom: number;
}

export function frameOf(story: StoryChart): Frame {
  const [left, right] = [80, 884];
  const perMs = (right - left) / (story.to - story.from);
  return {
    width: 1100,
    left,
    right,
    margin: 24,
    offsetMinutes: story.timeZoneOffsetMinutes ?? 540,
    x: (at) => left + (Math.min(Math.max(at, story.from), story.to) - story.from) * perMs,
  };
}

/** Throws when a number is not one or time runs backwards: echarts would draw nothing, and say nothing. */
export function checkStory(story: StoryChart): void {
  const ranges = [
    { what: 'the story', from: story.from, to: story.to },
    ...story.spans.map((span) => ({ what: `the phase "${span.label}"`, from: span.from, to: span.to })),
    ...story.states.flatMap(({ name, spans }) =>
      spans.map(({ from, to, state }) => ({ what: `${state} of "${name}"`, from, to })),
    ),
  ];
  for (const { what, from, to } of ranges) {
    finite(`${what}: from`, from);
    finite(`${what}: to`, to);
    if (what === 'the story' ? to <= from : to < from)
      throw new RangeError(
        `Expected ${what} to end after it begins, found ${from} to ${to}: give the earlier moment as "from".`,
      );
  }
  for (const { name, points } of [story.metric, ...story.counts, ...(story.traffic?.lines ?? [])])
    for (const { at, value } of points) {
      finite(`a moment of "${name}"`, at);
      finite(`a value of "${name}"`, value);
    }
  for (const { label, value } of story.metric.thresholds) finite(`the threshold "${label}"`, value);
  for (const { label, at } of story.arrivals) finite(`the moment "${label}"`, at);
}

function finite(what: string, value: number): void {
  if (!Number.isFinite(value))
    throw new RangeError(`Expected a number for ${what}, found ${value}: leave out what was not observed.`);
}
