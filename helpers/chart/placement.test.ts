/** Tests of label placement: nothing touches, nothing moves without need. */
import fc from 'fast-check';
import { lanes, spread } from './placement';

describe('lanes', () => {
  it('puts what does not touch into one lane, and the rest below', () => {
    const boxes = [
      { left: 0, right: 50 },
      { left: 40, right: 90 },
      { left: 60, right: 70 },
      { left: 100, right: 120 },
    ];
    expect(lanes(boxes)).toEqual([0, 1, 0, 0]);
  });

  it('never lets two boxes of a lane touch', () => {
    const box = fc.record({ left: fc.nat(1000), width: fc.integer({ min: 1, max: 300 }) });
    fc.assert(
      fc.property(fc.array(box), (given) => {
        const boxes = given.map(({ left, width }) => ({ left, right: left + width }));
        const lane = lanes(boxes, 4);
        boxes.forEach((a, i) =>
          boxes.slice(i + 1).forEach((b, j) => {
            if (lane[i] === lane[i + 1 + j]) expect(a.right + 4 <= b.left || b.right + 4 <= a.left).toBe(true);
          }),
        );
      }),
    );
  });
});

describe('spread', () => {
  it.each([
    ['leaves alone what has room', [20, 80], [20, 80]],
    ['moves the lower of two labels down', [50, 52], [50, 70]],
    ['moves labels up from the lower edge', [95, 99], [70, 90]],
    ['keeps the order of the lines, not of the list', [60, 50], [70, 50]],
  ])('%s', (_what, wanted, expected) => {
    const labels = wanted.map((y) => ({ y, height: 20 }));
    expect(spread(labels, 0, 100)).toEqual(expected);
  });

  it('never overlaps, even where the column is too short', () => {
    const label = fc.record({ y: fc.nat(200), height: fc.integer({ min: 10, max: 60 }) });
    fc.assert(
      fc.property(fc.array(label), (labels) => {
        const middles = spread(labels, 0, 200);
        const boxes = labels
          .map(({ height }, index) => ({ top: middles[index]! - height / 2, bottom: middles[index]! + height / 2 }))
          .sort((a, b) => a.top - b.top);
        boxes.slice(1).forEach((box, index) => expect(box.top).toBeGreaterThanOrEqual(boxes[index]!.bottom - 1e-6));
      }),
    );
  });
});
