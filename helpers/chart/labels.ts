/** The names around the curves: the heading, a caption over each part, a label in the right margin for each line. */
import { printable, textWidth, wrap } from './display-width';
import { ink, line, text, type Look, type Mark } from './draw';
import { spread } from './placement';
import type { Frame, Part, StoryChart } from './story';

/** Title and subtitle, in as many lines as they need. */
export function heading(story: StoryChart, frame: Frame): Part {
  const width = frame.width - 2 * frame.margin;
  const title = wrap(printable(story.title), width, 20).map((words, row) =>
    text(frame.margin, 30 + row * 28, words, { size: 20, bold: true }),
  );
  const below = 30 + (title.length - 1) * 28;
  const lines = story.subtitle ? wrap(printable(story.subtitle), width, 13) : [];
  const subtitle = lines.map((words, row) =>
    text(frame.margin, below + 26 + row * 20, words, { size: 13, fill: ink.quiet }),
  );
  return { marks: [...title, ...subtitle], bottom: below + 22 + lines.length * 20 };
}

/** A part's name over its left edge, in as many lines as it needs, and a quiet remark over its right edge. */
export function caption(name: string, remark: string, frame: Frame, above: number): Part {
  const lines = wrap(printable(name), frame.right - frame.left - textWidth(remark, 12) - 16, 13);
  return {
    marks: [
      ...lines.map((words, row) =>
        text(frame.left, above + 15 + row * 18, words, { size: 13, bold: true, halo: true }),
      ),
      text(frame.right, above + 15, remark, { fill: ink.quiet, align: 'right', halo: true }),
    ],
    bottom: above + 8 + lines.length * 18,
  };
}

export interface LineLabel {
  readonly label: string;
  /** Where the line meets the right edge. */
  readonly y: number;
  readonly look: Look;
}

/** Names of lines in the right margin, moved apart, each led back to its line by a piece of that line. */
export function labelsAtRight(labels: readonly LineLabel[], frame: Frame, top: number, bottom: number): Mark[] {
  const x = frame.right + 42;
  const blocks = labels.map((label) => ({ ...label, lines: wrap(printable(label.label), frame.width - 16 - x, 12) }));
  const middles = spread(
    blocks.map(({ y, lines }) => ({ y, height: lines.length * 15 + 4 })),
    top - 10,
    bottom + 10,
  );
  return blocks.flatMap(({ y, look, lines }, index) => {
    const middle = middles[index]!;
    return [
      line([frame.right + 2, y, frame.right + 12, middle, x - 6, middle], look, 3),
      ...lines.map((words, row) => text(x, middle + (row - (lines.length - 1) / 2) * 15, words)),
    ];
  });
}
