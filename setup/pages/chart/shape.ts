/** The few elements of SVG that a page's chart is made of, as data: drawn on the server as text, in a browser as elements. */

export interface Shape {
  tag: 'g' | 'line' | 'rect' | 'path' | 'circle' | 'text';
  /** The look is in the page's style, by class. */
  class: string;
  at: Readonly<Record<string, string | number>>;
  text?: string;
  children?: readonly Shape[];
}

export const line = (style: string, x1: number, y1: number, x2: number, y2: number): Shape => ({
  tag: 'line',
  class: style,
  at: { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) },
});

export const rect = (style: string, x: number, y: number, width: number, height: number): Shape => ({
  tag: 'rect',
  class: style,
  at: { x: round(x), y: round(y), width: round(Math.max(0, width)), height: round(height) },
});

/** `y` is the middle of the line. */
export const text = (style: string, x: number, y: number, words: string, anchor = 'start'): Shape => ({
  tag: 'text',
  class: style,
  at: { x: round(x), y: round(y), 'text-anchor': anchor, 'dominant-baseline': 'central' },
  text: words,
});

export const group = (style: string, children: readonly Shape[], at: Shape['at'] = {}): Shape => ({
  tag: 'g',
  class: style,
  at,
  children,
});

/** Through the points; in steps, each value holds until the next one. */
export function path(style: string, points: readonly (readonly [x: number, y: number])[], steps = false): Shape {
  const d = points.map(([x, y], i) =>
    i === 0 ? `M${round(x)} ${round(y)}` : steps ? `H${round(x)}V${round(y)}` : `L${round(x)} ${round(y)}`,
  );
  return { tag: 'path', class: style, at: { d: d.join('') } };
}

/** A numbered disc. */
export const disc = (x: number, y: number, number: number): Shape =>
  group('moment', [
    { tag: 'circle', class: '', at: { cx: round(x), cy: round(y), r: 8.5 } },
    text('', x, y, String(number), 'middle'),
  ]);

/** A tenth of a pixel is enough. */
const round = (value: number): number => Math.round(value * 10) / 10;
