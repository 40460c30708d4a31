/** Tests of the story chart: everything told is in the picture, at its place, and nothing told can leave its text. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { at, exampleStory } from './example-story';
import { storyChart, type StoryChart } from './story-chart';

const chromium = '/usr/bin/chromium';
/** Right of it stand labels and keys, left of it the plots. */
const keyOfBands = 900;
const hostile = '</text><script>alert(1)</script>&quot;';

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const unescape = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!);

interface Drawn {
  content: string;
  x: number;
  y: number;
}

/** The text elements of a picture: what they say, and where. */
const textsOf = (svg: string): Drawn[] =>
  [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, content]) => {
    const number = (name: string): number => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes!)?.[1] ?? 0);
    const [, moveX, moveY] = /transform="translate\(([-\d.]+)[ ,]([-\d.]+)\)"/.exec(attributes!) ?? [0, 0, 0];
    return { content: unescape(content!), x: number('x') + Number(moveX), y: number('y') + Number(moveY) };
  });

const find = (svg: string, content: string): Drawn => {
  const found = textsOf(svg).filter((text) => text.content === content);
  if (found.length === 0)
    throw new Error(`No text "${content}" in the picture, which has: ${contents(svg).join(' | ')}`);
  return found[0]!;
};

const contents = (svg: string): string[] => textsOf(svg).map(({ content }) => content);

const change = (changes: Partial<StoryChart>): string => storyChart({ ...exampleStory, ...changes });

/** Every tag closed in order, every attribute quoted, every & an entity: what an XML parser asks for. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-zA-Z]+)((?: [\w:-]+="[^"<]*")*) ?(\/?)>/g,
    (_tag, end, name: string, _attributes, empty) => {
      if (end) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(svg).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
}

describe('requests sent and counted', () => {
  const traffic = {
    unit: '요청/분',
    lines: [
      {
        name: 'sent',
        points: [
          { at: at('05:00'), value: 5000 },
          { at: at('06:00'), value: 4000 },
        ],
      },
      { name: 'counted', points: [{ at: at('05:00'), value: 4900 }] },
    ],
  };

  it('have a panel of their own, between the metric and the alarms, that falls to 0 where no one counted', () => {
    const svg = change({ traffic });
    const caption = find(svg, '보낸 요청과 집계된 요청 (요청/분)');
    const alarm = find(svg, exampleStory.states[0]!.name);
    expect(caption.y).toBeGreaterThan(find(svg, `${exampleStory.metric.name} (${exampleStory.metric.unit})`).y);
    expect(caption.y).toBeLessThan(alarm.y);
    expect(contents(svg)).toEqual(expect.arrayContaining(['sent · 0', 'counted · 0', '4,000']));
    expectWellFormed(svg);
  });

  it('have none where nothing was counted', () => {
    const none = { ...traffic, lines: traffic.lines.map((line) => ({ ...line, points: [] })) };
    expect(change({ traffic: none })).toBe(change({}));
  });

  it('must be numbers', () => {
    const broken = { ...traffic, lines: [{ name: 'sent', points: [{ at: 1, value: NaN }] }] };
    expect(() => change({ traffic: broken })).toThrow('Expected a number for a value of "sent"');
  });
});

describe('story chart', () => {
  const svg = storyChart(exampleStory);

  it('is one well-formed picture that needs nothing else', () => {
    expectWellFormed(svg);
    expect(svg).toMatch(/^<svg width="1100" height="[78]\d\d(\.\d+)?"/);
    expect(svg).not.toMatch(/<(style|script|image|foreignObject|use)/);
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']);
    expect(svg).not.toContain('NaN');
  });

  it('says everything that it was told', () => {
    const told = [
      exampleStory.title,
      exampleStory.subtitle!,
      'RequestCountPerTarget (타겟당 1분 합계)',
      'AlarmHigh · 4,000',
      'AlarmLow · 3,600',
      ...exampleStory.states.map(({ name }) => name),
      'desired count · 7',
      'running · 8',
      ...exampleStory.spans.map(({ label }) => label),
      ...exampleStory.arrivals.map(({ label }) => label),
    ];
    expect(contents(svg)).toEqual(expect.arrayContaining(told));
  });

  it('numbers each arrival on the chart and in the legend, with the time since the start and the clock time', () => {
    for (let number = 1; number <= exampleStory.arrivals.length; number++)
      expect(contents(svg).filter((content) => content === String(number)).length).toBeGreaterThanOrEqual(2);
    expect(contents(svg)).toEqual(expect.arrayContaining(['+07:00', '18:21:25', '+27:12', '18:41:37']));
  });

  it('numbers arrivals by time, in whatever order they are given', () => {
    expect(change({ arrivals: [...exampleStory.arrivals].reverse() })).toBe(svg);
  });

  it('puts a moment under its clock time', () => {
    const picture = change({ from: at('00:35'), to: at('30:35'), arrivals: [{ at: at('10:35'), label: 'here' }] });
    const [tick, disc] = [find(picture, '18:25'), find(picture, '1')];
    expect(disc.x).toBeCloseTo(tick.x, 1);
    expect(disc.y).toBeLessThan(tick.y);
  });

  it('writes each state into its band, at its middle', () => {
    const [alarm] = textsOf(svg)
      .filter(({ content, x }) => content === 'ALARM' && x < keyOfBands)
      .map(({ x }) => x);
    const middle = (at('06:48') + at('14:48')) / 2;
    const perMs = (find(svg, '18:40').x - find(svg, '18:20').x) / (20 * 60_000);
    expect(alarm).toBeCloseTo(find(svg, '18:20').x + (middle - Date.UTC(2020, 2, 29, 9, 20)) * perMs, 0);
  });

  it('draws the band of a longer state longer', () => {
    const bands = [...svg.matchAll(/<path d="M[\d.]+ [\d.]+l([\d.]+) 0l0 20l-[\d.]+ 0Z" fill="#a40e26"/g)].map(
      (match) => Number(match[1]),
    );
    expect(bands).toHaveLength(2);
    expect(bands[0]! / bands[1]!).toBeCloseTo((14.8 - 6.8) / (32 - 26 - 52 / 60), 1);
  });

  it('keeps the labels of near thresholds apart', () => {
    const [high, low] = [find(svg, 'AlarmHigh · 4,000'), find(svg, 'AlarmLow · 3,600')];
    expect(low.y - high.y).toBeGreaterThanOrEqual(15);
  });

  it('says that its scale is logarithmic only where it is', () => {
    expect(contents(svg)).toContain('로그 눈금, 0 포함');
    const flat = change({ metric: { ...exampleStory.metric, points: [{ at: at('05:00'), value: 5000 }] } });
    expect(contents(flat)).not.toContain('로그 눈금, 0 포함');
  });

  it('counts in whole numbers', () => {
    expect(contents(change({ metric: { ...exampleStory.metric, points: [], thresholds: [] } }))).not.toContain('0.5');
  });

  it('shows clock times of the zone it is given', () => {
    const picture = change({ timeZoneOffsetMinutes: 0 });
    expect(contents(picture)).toEqual(expect.arrayContaining(['09:21:25', '시각 (UTC+0)']));
    expect(contents(svg)).toContain('시각 (UTC+9)');
  });

  it('grows for long labels and loses none of their words', () => {
    const label = '새 태스크 여섯 개가 타겟 그룹 web에 등록되어 요청을 받기 시작했습니다. '.repeat(6).trim();
    const picture = change({
      arrivals: [{ at: at('08:00'), label }],
      title: label,
      metric: { ...exampleStory.metric, name: label },
    });
    const words = contents(picture).join('').replaceAll(' ', '');
    expect(words.split(label.replaceAll(' ', ''))).toHaveLength(4);
    expectWellFormed(picture);
  });

  it('stays inside the picture, with many arrivals at one moment', () => {
    const arrivals = Array.from({ length: 30 }, (_, i) => ({ at: at('08:00') + i, label: `순간 ${i}` }));
    const picture = change({ arrivals });
    const height = Number(/height="(\d+)"/.exec(picture)![1]);
    for (const { x, y } of textsOf(picture)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(1100);
      expect(y).toBeLessThan(height);
    }
  });

  it('is drawn of nothing but a time range, too', () => {
    const picture = change({
      subtitle: undefined,
      metric: { name: 'm', unit: 'u', points: [], thresholds: [] },
      states: [],
      counts: [],
      spans: [],
      arrivals: [],
    });
    expectWellFormed(picture);
  });

  it('is the same text for the same story, also after another', () => {
    change({ title: 'another' });
    expect(storyChart(exampleStory)).toBe(svg);
  });

  it('shares no id with the picture of another story', () => {
    const ids = (picture: string): string[] => [...picture.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
    const other = ids(change({ title: 'another' }));
    expect(ids(svg).length).toBeGreaterThan(0);
    expect(ids(svg).filter((id) => other.includes(id))).toEqual([]);
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids(svg)).toContain(id);
  });

  it.each<[string, Partial<StoryChart>, RegExp]>([
    ['an end before its beginning', { from: 2, to: 1 }, /Expected the story to end after it begins, found 2 to 1/],
    [
      'a phase that runs backwards',
      { spans: [{ label: 'ab', from: 2, to: 1 }] },
      /the phase "ab" to end after it begins/,
    ],
    [
      'a moment that is none',
      { arrivals: [{ at: NaN, label: 'x' }] },
      /Expected a number for the moment "x", found NaN/,
    ],
    [
      'an infinite value',
      { counts: [{ name: 'n', points: [{ at: 1, value: Infinity }] }] },
      /a value of "n", found Infinity/,
    ],
  ])('refuses %s', (_what, changes, message) => expect(() => change(changes)).toThrow(message));
});

describe('a story with hostile names', () => {
  const named = `${hostile} \u0000\u001b[31m\ud800 {a|b} {b}`;
  const svg = storyChart({
    ...exampleStory,
    title: named,
    subtitle: named,
    metric: { ...exampleStory.metric, name: named, unit: named, thresholds: [{ label: hostile, value: 4000 }] },
    states: exampleStory.states.map((state) => ({ ...state, name: named })),
    counts: exampleStory.counts.map((count) => ({ ...count, name: hostile })),
    spans: exampleStory.spans.map((span) => ({ ...span, label: named })),
    arrivals: exampleStory.arrivals.map((arrival) => ({ ...arrival, label: named })),
  });

  it('stays well-formed text', () => {
    expectWellFormed(svg);
    expect(svg).not.toMatch(/<script/i);
    expect(svg).not.toMatch(/[\u0000-\u0008\u001b\ud800]/u);
    expect(contents(svg).filter((content) => content.startsWith('</text><script>')).length).toBeGreaterThan(8);
    expect(contents(svg)).toContainEqual(expect.stringMatching(/^<\/text><script>.*&quot; +\{a\|b\} \{b\}$/));
  });

  const browse = existsSync(chromium) ? it : it.skip;
  browse(
    `is read by a browser's XML parser as it was written, and runs nothing (needs ${chromium})`,
    async () => {
      const dir = mkdtempSync(join(tmpdir(), 'story-chart-'));
      try {
        const page = join(dir, 'page.html');
        const read = `document.title = [doc.documentElement.nodeName, doc.querySelectorAll('parsererror, script').length].join()`;
        const picture = JSON.stringify(svg).replaceAll('<', '\\u003c');
        writeFileSync(
          page,
          `<script>const doc = new DOMParser().parseFromString(${picture}, 'image/svg+xml'); ${read}</script>`,
        );
        const flags = [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
        ];
        const dump = [`--user-data-dir=${join(dir, 'profile')}`, '--dump-dom', `file://${page}`];
        const { stdout } = await promisify(execFile)(chromium, [...flags, ...dump], { timeout: 60_000 });
        expect(stdout).toContain('<title>svg,0</title>');
      } finally {
        rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
      }
    },
    70_000,
  );
});
