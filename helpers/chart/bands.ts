/** Alarm states as bands: told apart by their text, by lightness and by their edge, colour comes on top. */
import { printable, textWidth } from './display-width';
import { ink, line, rect, text, type Look, type Mark } from './draw';
import { caption } from './labels';
import type { AlarmState, Frame, Part, StoryChart } from './story';

const looks: Record<AlarmState, { band: Look; text: string; bold: boolean; size: number }> = {
  ALARM: { band: { fill: ink.alarm, stroke: ink.alarm, lineWidth: 1 }, text: '#ffffff', bold: true, size: 12 },
  OK: { band: { fill: ink.ok, stroke: '#5b8f6d', lineWidth: 1 }, text: '#123d21', bold: false, size: 12 },
  INSUFFICIENT_DATA: {
    band: { fill: '#ffffff', stroke: ink.quiet, lineWidth: 1, lineDash: [4, 3] },
    text: ink.quiet,
    bold: false,
    size: 10,
  },
};

const height = 20;

/** One row for each alarm, its name above it; a state too short for its name is explained by the key in the margin. */
export function stateBands(story: StoryChart, frame: Frame, above: number): Part {
  if (story.states.length === 0) return { marks: [], bottom: above };
  const marks: Mark[] = key(frame, above + 36);
  let y = above + 6;
  for (const { name, spans } of story.states) {
    const title = caption(name, '', frame, y);
    marks.push(...title.marks);
    const middle = title.bottom + height / 2;
    marks.push(line([frame.left, middle, frame.right, middle], { stroke: ink.rule }, 1));
    for (const { from, to, state } of spans) {
      if (to < story.from || from > story.to) continue;
      const [left, right] = [frame.x(from), frame.x(to)];
      const look = looks[state];
      marks.push(rect(left, title.bottom, Math.max(1, right - left), height, look.band));
      if (textWidth(state, look.size) + 4 <= right - left) {
        const style = { fill: look.text, bold: look.bold, size: look.size, align: 'center' as const };
        marks.push(text((left + right) / 2, middle, state, style));
      }
    }
    y = title.bottom + height;
  }
  return { marks, bottom: Math.max(y, above + 36 + 2 * 20) + 6 };
}

function key(frame: Frame, top: number): Mark[] {
  return (Object.keys(looks) as AlarmState[]).flatMap((state, row) => [
    rect(frame.right + 14, top + row * 20 - 6, 20, 12, looks[state].band),
    text(frame.right + 42, top + row * 20, printable(state)),
  ]);
}
