/** Where labels go so that none covers another. */

/** Gives each box, in order, the first lane in which it touches no box before it. Ranges in pixels. */
export function lanes(boxes: readonly { left: number; right: number }[], gap = 4): number[] {
  const ends: number[] = [];
  const order = boxes.map((box, index) => ({ ...box, index })).sort((a, b) => a.left - b.left || a.index - b.index);
  const lane: number[] = [];
  for (const box of order) {
    const free = ends.findIndex((end) => end + gap <= box.left);
    lane[box.index] = free >= 0 ? free : ends.length;
    ends[lane[box.index]!] = box.right;
  }
  return lane;
}

/**
 * Moves labels apart along a column: each wants its middle at `y` and is `height` high. Answers the middles, as near to
 * what was wanted as the order and the limits allow.
 */
export function spread(labels: readonly { y: number; height: number }[], top: number, bottom: number): number[] {
  const order = labels.map((label, index) => ({ ...label, index })).sort((a, b) => a.y - b.y || a.index - b.index);
  const middle: number[] = [];
  let edge = top;
  for (const label of order) {
    middle[label.index] = Math.max(label.y, edge + label.height / 2);
    edge = middle[label.index]! + label.height / 2;
  }
  edge = Math.max(bottom, top + order.reduce((sum, label) => sum + label.height, 0));
  for (const label of order.reverse()) {
    middle[label.index] = Math.min(middle[label.index]!, edge - label.height / 2);
    edge = middle[label.index]! - label.height / 2;
  }
  return middle;
}
