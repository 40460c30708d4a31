/** Tests of the page's chart: what is drawn of a story and of a part of it, what is said of a moment, how a view changes. */
import { at, exampleStory } from '../../../helpers/chart/example-story';
import { atMoment } from './at-moment';
import { localise } from './localise';
import { plot } from './plot';
import type { Shape } from './shape';
import { between, moved, zoomed } from './view';

const story = localise(exampleStory, 'ko');
const flat = (shapes: readonly Shape[]): Shape[] => shapes.flatMap((shape) => [shape, ...flat(shape.children ?? [])]);
const numbers = ({ at: attributes }: Shape): number[] =>
  Object.values(attributes).flatMap(
    (value) =>
      String(value)
        .match(/-?[\d.]+(?:e-?\d+)?/g)
        ?.map(Number) ?? [],
  );

describe.each([360, 1000])('a plot of %d pixels', (width) => {
  it.each([
    ['whole', '00:00', '32:00'],
    ['its load', '04:00', '11:00'],
    ['half a minute', '06:40', '07:10'],
    ['a quiet part', '15:00', '25:00'],
  ])('draws %s within its edges', (_what, from, to) => {
    const { shapes, height, left, right } = plot(story, { from: at(from), to: at(to) }, width);
    for (const shape of flat(shapes)) {
      expect(numbers(shape).filter((value) => !Number.isFinite(value))).toEqual([]);
      if (shape.tag === 'path') {
        const xs = [...String(shape.at.d).matchAll(/[MLH](-?[\d.]+)/g)].map(([, x]) => Number(x));
        expect(Math.min(...xs)).toBeGreaterThanOrEqual(left);
        expect(Math.max(...xs)).toBeLessThanOrEqual(right);
      }
    }
    expect(height).toBeGreaterThan(400);
  });
});

it('numbers moments the same in every view', () => {
  const shown = (from: string, to: string): (string | undefined)[] =>
    flat(plot(story, { from: at(from), to: at(to) }, 1000).shapes)
      .filter(({ class: look }) => look === 'moment')
      .map(({ children }) => children?.[1]?.text);
  expect(shown('00:00', '32:00')).toHaveLength(exampleStory.arrivals.length);
  expect(shown('26:00', '27:05')).toEqual(['6', '7']);
});

it('cuts a curve at the edge of a view, where it would cross it', () => {
  const [a, b] = [at('04:35'), at('05:35')];
  const two = {
    ...story,
    metric: {
      ...story.metric,
      points: [
        { at: a, value: 0 },
        { at: b, value: 100 },
      ],
    },
    arrivals: [],
    spans: [],
  };
  const row = (from: number, to: number): string => {
    const curve = plot(two, { from, to }, 1000).shapes.find(({ class: look }) => look === 'metric');
    return String(curve?.at.d);
  };
  const [, whole] = /^M52 ([\d.]+)/.exec(row(a, b))!;
  const [, half] = /^M52 ([\d.]+)/.exec(row((a + b) / 2, b))!;
  expect(Number(half)).toBeLessThan(Number(whole));
});

it('says of a moment what was known then', () => {
  const { when, values } = atMoment(story, at('07:30'));
  expect(when).toBe('18:21:55 (+07:30)');
  expect(Object.fromEntries(values)).toMatchObject({
    RequestCountPerTarget: '121,000',
    '원하는 태스크 수 (desired)': '8',
    running: '2',
    부하: '서비스 부하 연속 실행 (ab -c 200 -t 30)',
  });
  expect(Object.values(Object.fromEntries(values))).toContain('ALARM');
  expect(atMoment(story, at('00:00') - 1).values.at(-1)).toEqual(['running', '—']);
});

describe('a view', () => {
  const whole = { from: 0, to: 1_000_000 };

  it('is made narrower around what is pointed at, which stays where it is', () => {
    expect(zoomed(whole, whole, 0.5, 250_000)).toEqual({ from: 125_000, to: 625_000 });
  });

  it('never leaves the story, and is never too narrow to show anything', () => {
    expect(zoomed({ from: 0, to: 500_000 }, whole, 4, 10_000)).toEqual(whole);
    const { from, to } = zoomed(whole, whole, 1e-9, 1_000_000);
    expect([to - from, to]).toEqual([30_000, 1_000_000]);
    expect(moved({ from: 0, to: 100_000 }, whole, -3)).toEqual({ from: 0, to: 100_000 });
    expect(moved({ from: 0, to: 100_000 }, whole, 0.5)).toEqual({ from: 50_000, to: 150_000 });
  });

  it('is what was dragged over, in either direction', () => {
    expect(between(300_000, 100_000, whole)).toEqual({ from: 100_000, to: 300_000 });
  });
});

it('leaves no sign in a text that a page may not carry', () => {
  const hostile = {
    ...exampleStory,
    arrivals: [{ at: at('01:00'), label: `\u202ea\u2028b\u001b[31mc${'x'.repeat(999)}` }],
  };
  const { label } = localise(hostile, 'en').arrivals[0]!;
  expect(label).toMatch(/^ a b ?cx+…$/);
  expect(label.length).toBeLessThanOrEqual(301);
});
