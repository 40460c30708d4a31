/** How wide a text is before anything draws it: columns in a terminal, estimated pixels on a chart. Runs in a browser too. */

/**
 * The code points that take two columns: the ranges marked W and F in Unicode's EastAsianWidth.txt (UAX #11), with
 * neighbouring ranges joined over the few narrow signs between them.
 */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** Marks that sit on the sign before, joiners, and the vowels and finals of decomposed Hangul. */
const zeroWidth = /^[\p{M}\p{Cf}\u1160-\u11ff]$/u;

/** The columns a terminal gives the text; Hangul, Hanja, kana and emoji take two each. */
export function columns(text: string): number {
  let sum = 0;
  for (const sign of text) sum += columnsOf(sign);
  return sum;
}

function columnsOf(sign: string): 0 | 1 | 2 {
  if (zeroWidth.test(sign)) return 0;
  const code = sign.codePointAt(0)!;
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** The text if it fits, else as much of its beginning as fits before an ellipsis. `width` is in columns. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const sign of text) {
    used += columnsOf(sign);
    if (used > width) break;
    kept += sign;
  }
  return width < 1 ? '' : `${kept}…`;
}

/**
 * A generous estimate in pixels for a sans-serif of `size` pixels, since nothing here can measure a font: an em for each
 * wide sign, and 0.6 em for the others (Noto Sans: 0.92 em a Hangul syllable, 0.57 em a digit, 0.6 em a common capital).
 */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const sign of text) ems += [0, 0.6, 1][columnsOf(sign)]!;
  return ems * size;
}

/** Breaks a text into lines of at most `width` pixels: at a blank where there is one, inside a word where there is none. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const sign of text.trim()) {
    if (textWidth(line + sign, size) <= width || line === '') {
      line += sign;
      continue;
    }
    const blank = sign === ' ' ? line.length : line.lastIndexOf(' ');
    const end = blank > 0 ? blank : line.length;
    lines.push(line.slice(0, end).trimEnd());
    line = (line.slice(end) + sign).trimStart();
  }
  return [...lines, line.trimEnd()];
}
