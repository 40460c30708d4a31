/** The sign and the tone of each cell of the class page. Each sign stands for one thing: no word is seen beside it. */
import type { Cell } from './summary';

interface Look {
  tone: string;
  sign: string;
}

/** Colour comes on top. Sorted by, what needs a look comes first. */
export const looks: Record<Cell, Look> = {
  misconfigured: { tone: 'bad', sign: '✗' },
  wrong: { tone: 'bad', sign: '≠' },
  late: { tone: 'bad', sign: '◷' },
  'load insufficient': { tone: 'tool', sign: '↓' },
  'not ready': { tone: 'wait', sign: '○' },
  'tool error': { tone: 'tool', sign: '!' },
  'not yet': { tone: 'wait', sign: '…' },
  blocked: { tone: 'none', sign: '⊘' },
  running: { tone: 'wait', sign: '▸' },
  'not reached': { tone: 'none', sign: '·' },
  skipped: { tone: 'none', sign: '»' },
  passed: { tone: 'good', sign: '✓' },
  'planned skip': { tone: 'none', sign: '–' },
  none: { tone: 'none', sign: '' },
};

/** As they are sorted. */
export const cellOrder = Object.keys(looks) as Cell[];
