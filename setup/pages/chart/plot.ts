/** Draws a story, or a part of it, as shapes on one time axis: pure, so that a server and a browser draw the same. */
import { lanes } from '../../../helpers/chart/placement';
import { textWidth } from '../../../helpers/chart/text-width';
import { clock, elapsed, timeTicks } from '../../../helpers/chart/time-axis';
import { clocked, countsPanel, metricPanel, trafficPanel, type Frame, type Part } from './panels';
import { offsetOf, type PlotStory, type View } from './plot-story';
import { disc, group, line, path, rect, text, type Shape } from './shape';

export interface Plot {
  width: number;
  height: number;
  shapes: Shape[];
  /** Pixels of the plots, for whoever points at them. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const LANE = 20;
const BAND = 18;

/** @param width in pixels; 320 at least for the labels to have room */
export function plot(story: PlotStory, view: View, width: number): Plot {
  const frame: Frame = { left: 52, right: width - 10, ...view };
  const load = loadPhases(story, frame, 4);
  const moments = discs(story, frame, load.bottom);
  const top = moments.bottom + 2;
  const parts: Part[] = [];
  let bottom = top;
  for (const draw of [metricPanel, trafficPanel, stateBands, countsPanel]) {
    const part = draw(story, frame, bottom);
    parts.push(part);
    bottom = part.bottom;
  }
  const axis = timeAxis(story, frame, top, bottom);
  return {
    width,
    height: axis.bottom,
    left: frame.left,
    right: frame.right,
    top,
    bottom,
    shapes: [
      ...shades(story, frame, top, bottom),
      ...axis.shapes,
      ...momentLines(story, frame, moments.bottom - 4, bottom),
      ...parts.flatMap(({ shapes }) => shapes),
      ...load.shapes,
      ...moments.shapes,
    ],
  };
}

const within = ({ from, to }: View, span: { from: number; to: number }): boolean => span.to >= from && span.from <= to;

const arrivalsOf = (story: PlotStory): { at: number; label: string; number: number }[] =>
  [...story.arrivals].sort((a, b) => a.at - b.at).map((arrival, index) => ({ ...arrival, number: index + 1 }));

const shown = (story: PlotStory, frame: Frame): ReturnType<typeof arrivalsOf> =>
  arrivalsOf(story).filter(({ at }) => at >= frame.from && at <= frame.to);

/** A bar for each phase of load, its name over it where there is room. */
function loadPhases(story: PlotStory, frame: Frame, above: number): Part {
  const spans = story.spans.filter((span) => within(frame, span));
  const boxes = spans.map((span) => {
    const [left, right] = [clocked(frame, span.from), clocked(frame, span.to)];
    const room = frame.right - frame.left;
    const words = textWidth(span.label, 12) <= room ? span.label : '';
    const x = Math.max(frame.left, Math.min(left, frame.right - textWidth(words, 12)));
    return {
      words,
      bar: { left, right },
      x,
      left: Math.min(x, left),
      right: Math.max(x + textWidth(words, 12), right),
    };
  });
  const lane = lanes(boxes, 10);
  const shapes = boxes.flatMap(({ words, bar, x }, index) => {
    const bottom = above + (lane[index]! + 1) * (LANE + 2);
    return [
      text('label', x, bottom - 12, words),
      rect('load', bar.left, bottom - 4, Math.max(2, bar.right - bar.left), 4),
    ];
  });
  return { shapes, bottom: above + (LANE + 2) * Math.max(0, ...lane.map((index) => index + 1)) };
}

const shades = (story: PlotStory, frame: Frame, top: number, bottom: number): Shape[] =>
  story.spans
    .filter((span) => within(frame, span))
    .map(({ from, to }) => {
      const left = clocked(frame, from);
      return rect('shade', left, top, Math.max(1, clocked(frame, to) - left), bottom - top);
    });

/** The numbered moments above the plots; those close together stand in lanes. */
function discs(story: PlotStory, frame: Frame, above: number): Part {
  const all = shown(story, frame).map((arrival) => ({ ...arrival, x: clocked(frame, arrival.at) }));
  const lane = lanes(
    all.map(({ x }) => ({ left: x - 9, right: x + 9 })),
    1,
  );
  return {
    shapes: all.map(({ x, number }, index) => disc(x, above + 12 + lane[index]! * LANE, number)),
    bottom: above + 4 + LANE * Math.max(1, ...lane.map((index) => index + 1)),
  };
}

const momentLines = (story: PlotStory, frame: Frame, top: number, bottom: number): Shape[] =>
  shown(story, frame).map(({ at }) => line('moment-line', clocked(frame, at), top, clocked(frame, at), bottom));

/** A band for each alarm: told apart by words and by pattern, colour comes on top. */
function stateBands({ states }: PlotStory, frame: Frame, above: number): Part {
  const shapes: Shape[] = [];
  let y = above + 4;
  for (const { name, spans } of states) {
    shapes.push(text('caption', frame.left, y + 9, name));
    y += 18;
    shapes.push(rect('band', frame.left, y, frame.right - frame.left, BAND));
    for (const span of spans.filter((each) => within(frame, each))) {
      const [left, right] = [clocked(frame, span.from), clocked(frame, span.to)];
      shapes.push(rect(`band ${span.state}`, left, y, Math.max(1, right - left), BAND));
      const words = [span.state, span.state.replace('INSUFFICIENT_DATA', 'no data')].find(
        (each) => textWidth(each, 11) + 6 <= right - left,
      );
      if (words) shapes.push(text(`state ${span.state}`, (left + right) / 2, y + BAND / 2, words, 'middle'));
    }
    y += BAND + 2;
  }
  return { shapes, bottom: y + 2 };
}

/** Round clock times, and under them the minutes since the story began. */
function timeAxis(story: PlotStory, frame: Frame, top: number, bottom: number): Part {
  const offset = offsetOf(story);
  const most = Math.max(3, Math.floor((frame.right - frame.left) / 64));
  const byClock = timeTicks(frame.from, frame.to, most, -offset * 60_000);
  const bySince = timeTicks(frame.from, frame.to, most, story.from);
  const signs = byClock.step % 60_000 === 0 ? 5 : 8;
  const anchor = (x: number): string => (x > frame.right - 18 ? 'end' : x < frame.left + 12 ? 'start' : 'middle');
  return {
    shapes: [
      ...byClock.at.map((at) => line('grid', clocked(frame, at), top, clocked(frame, at), bottom)),
      path('axis', [
        [frame.left, bottom],
        [frame.right, bottom],
      ]),
      group('ticks', [
        ...byClock.at.map((at) => {
          const x = clocked(frame, at);
          return text('label', x, bottom + 12, clock(at, offset).slice(0, signs), anchor(x));
        }),
        ...bySince.at.map((at) => {
          const x = clocked(frame, at);
          return text('quiet', x, bottom + 28, elapsed(at - story.from), anchor(x));
        }),
      ]),
      text('quiet', frame.left, bottom + 46, `${story.words.clock} · ${story.words.elapsed}`),
    ],
    bottom: bottom + 56,
  };
}
