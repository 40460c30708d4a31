/** The phases of load: bars with their names above the plots, shades behind them. */
import { printable, textWidth, wrap } from './display-width';
import { ink, rect, text, type Mark } from './draw';
import { lanes } from './placement';
import type { Frame, Part, StoryChart } from './story';

/** A bar and a name for each phase; names that would touch go to lanes of their own. */
export function loadPhases(story: StoryChart, frame: Frame, above: number): Part {
  const boxes = story.spans.map((span) => {
    const lines = wrap(printable(span.label), frame.right - frame.left, 12);
    const [left, right] = [frame.x(span.from), frame.x(span.to)];
    const width = Math.max(...lines.map((words) => textWidth(words, 12)));
    const x = Math.max(frame.left, Math.min(left, frame.right - width));
    return { lines, x, bar: { left, right }, left: Math.min(x, left), right: Math.max(x + width, right) };
  });
  const lane = lanes(boxes, 10);
  const height = 11 + 15 * Math.max(0, ...boxes.map(({ lines }) => lines.length));
  const marks = boxes.flatMap(({ lines, x, bar }, index) => {
    const bottom = above + (lane[index]! + 1) * height;
    return [
      ...lines.map((words, row) => text(x, bottom - 10 - (lines.length - 1 - row) * 15, words)),
      rect(bar.left, bottom, Math.max(2, bar.right - bar.left), 4, { fill: ink.load }),
    ];
  });
  if (marks.length > 0) marks.push(text(frame.right + 42, above + height - 10, '부하 구간', { fill: ink.quiet }));
  return { marks, bottom: above + 6 + height * Math.max(0, ...lane.map((index) => index + 1)) };
}

/** The shade of each phase behind the plots, from `top` to `bottom`. */
export function loadShades(story: StoryChart, frame: Frame, top: number, bottom: number): Mark[] {
  const shade = { fill: ink.load, opacity: 0.13 };
  return story.spans.map(({ from, to }) => {
    const left = frame.x(from);
    return rect(left, top, Math.max(1, frame.x(to) - left), bottom - top, shade, -3);
  });
}
