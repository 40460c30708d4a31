/** What a story says of one moment: every value that was known then. Pure. */
import { clock, elapsed } from '../../../helpers/chart/time-axis';
import { formatNumber } from '../../../helpers/chart/value-axis';
import type { Point } from '../../../helpers/chart/story';
import { offsetOf, type PlotStory } from './plot-story';

const MINUTE = 60_000;

/** @returns the moment in words, and each name with its value; a minute's value holds for the minute */
export function atMoment(story: PlotStory, at: number): { when: string; values: [name: string, value: string][] } {
  const { nothing, load } = story.words;
  const minute = (points: readonly Point[]): string =>
    worded(
      points.findLast((point) => point.at <= at && at < point.at + MINUTE),
      nothing,
    );
  const held = (points: readonly Point[]): string =>
    worded(
      points.findLast((point) => point.at <= at),
      nothing,
    );
  const phases = story.spans.filter(({ from, to }) => from <= at && at <= to).map(({ label }) => label);
  return {
    when: `${clock(at, offsetOf(story))} (${at < story.from ? '' : '+'}${elapsed(at - story.from)})`,
    values: [
      [story.metric.name, minute(story.metric.points)],
      ...(story.traffic?.lines ?? []).map(({ name, points }): [string, string] => [name, minute(points)]),
      ...story.states.map(({ name, spans }): [string, string] => [
        name,
        spans.findLast(({ from, to }) => from <= at && at <= to)?.state ?? nothing,
      ]),
      ...story.counts.map(({ name, points }): [string, string] => [name, held(points)]),
      ...(phases.length > 0 ? [[load, phases.join(', ')] as [string, string]] : []),
    ],
  };
}

const worded = (point: Point | undefined, nothing: string): string =>
  point ? formatNumber(Math.abs(point.value) < 1000 ? point.value : Math.round(point.value)) : nothing;
