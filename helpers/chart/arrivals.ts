/** The numbered moments: discs above the plots, lines through them, and the legend that puts them into words. */
import { printable, textWidth, wrap } from './display-width';
import { disc, ink, line, text, type Mark } from './draw';
import { lanes } from './placement';
import type { Frame, Part, StoryChart } from './story';
import { clock, elapsed } from './time-axis';

type Arrival = StoryChart['arrivals'][number];

/** The discs above the plots, numbered by time; moments close together stand in lanes. */
export function arrivalDiscs(story: StoryChart, frame: Frame, above: number): Part {
  const places = discPlaces(story, frame, above);
  const marks: Mark[] = places.flatMap(({ x, y }, index) => disc(x, y, index + 1));
  if (marks.length > 0) marks.push(text(frame.right + 42, above + 12, '주요 순간', { fill: ink.quiet }));
  return { marks, bottom: Math.max(above, ...places.map(({ y }) => y + 10)) };
}

/** From each disc straight down through all plots. */
export function arrivalLines(story: StoryChart, frame: Frame, above: number, bottom: number): Mark[] {
  const look = { stroke: ink.arrival, lineWidth: 1, lineDash: [3, 3] };
  return discPlaces(story, frame, above).map(({ x, y }) => line([x, y, x, bottom], look, 4));
}

function discPlaces(story: StoryChart, frame: Frame, above: number): { x: number; y: number }[] {
  const xs = inOrder(story).map(({ at }) => frame.x(at));
  const boxes = xs.map((x) => ({ left: x - 9, right: x + 9 }));
  const lane = lanes(boxes, 1);
  return xs.map((x, index) => ({ x, y: above + 12 + lane[index]! * 19 }));
}

/** Room for the number, the time since the start and the clock time before each label. */
const beforeLabel = 132;

/** Each moment in words, in two columns where every label is short enough for one. */
export function arrivalLegend(story: StoryChart, frame: Frame, above: number): Part {
  const arrivals = inOrder(story);
  const total = frame.width - 2 * frame.margin;
  const roomIn = (columns: number): number => total / columns - beforeLabel - 20;
  const columns = arrivals.every(({ label }) => textWidth(printable(label), 12) <= roomIn(2)) ? 2 : 1;
  const perColumn = Math.ceil(arrivals.length / columns);
  const marks: Mark[] = [];
  let bottom = above;
  for (let column = 0; column < columns; column++) {
    let y = above + 14;
    for (let index = column * perColumn; index < Math.min((column + 1) * perColumn, arrivals.length); index++) {
      const lines = wrap(printable(arrivals[index]!.label), roomIn(columns), 12);
      marks.push(...entry(arrivals[index]!, index + 1, lines, frame.margin + (column * total) / columns, y));
      y += 5 + 17 * lines.length;
    }
    bottom = Math.max(bottom, y - 6);
  }
  return { marks, bottom };

  function entry({ at }: Arrival, number: number, lines: string[], x: number, y: number): Mark[] {
    const since = at - story.from;
    return [
      ...disc(x + 8, y, number),
      text(x + 24, y, `${since < 0 ? '' : '+'}${elapsed(since)}`, { bold: true }),
      text(x + 72, y, clock(at, frame.offsetMinutes), { fill: ink.quiet }),
      ...lines.map((words, row) => text(x + beforeLabel, y + row * 17, words)),
    ];
  }
}

const inOrder = (story: StoryChart): Arrival[] => [...story.arrivals].sort((a, b) => a.at - b.at);
