/** The class page as text: what it says of a class, whom it links to, and how large it is; how it behaves is class-page.browser.test.ts. */
import { lasting } from '../when';
import { classExample } from './example';
import { linkOf } from './grid';
import { cellOrder, looks } from './looks';
import { sharedNames } from './name';
import { classPage } from './page';
import { groups, tableOf, type ClassRow, type ClassTable } from './row';
import { cellMeanings, cellWords, classWords } from './words';

const tableOfSize = (size: number): ClassTable => tableOf(classExample(size));
const class30 = tableOfSize(30);

/** The words of a page, without its style and its script. */
const wordsOf = (html: string): string =>
  html
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const page = (changes: Partial<ClassTable> = {}, language: 'ko' | 'en' = 'ko'): string =>
  classPage({ ...class30, ...changes }, language);
const changed = (changes: Partial<ClassRow>, at = 0): ClassRow[] =>
  class30.rows.map((row, i) => (i === at ? { ...row, ...changes } : row));

it('of 200 attendees and both chapters it is smaller than 3 MB', () => {
  const table = tableOfSize(200);
  expect(table.columns).toHaveLength(34);
  expect(Buffer.byteLength(classPage(table, 'ko'))).toBeLessThan(3 * 2 ** 20);
});

it('speaks of 실습자, and has each verdict’s whole name in the legend with what it means', () => {
  const korean = wordsOf(page());
  expect(korean).not.toContain('참가자');
  for (const word of ['도움이 필요한 단계 (많은 순)', '남은 단계 있음', '판단 불가', '처음 확인된 때', '실행 횟수'])
    expect(korean).toContain(word);
  expect(korean).toContain('설정 오류 실습 내용과 다른 설정이 있습니다.');
  expect(wordsOf(page({}, 'en'))).toContain('Misconfigured A setting is not what the workshop says.');
  const cells = [...page().matchAll(/<td class="c [^"]*" data-v="\d+">([^<]*)</g)].map(([, word]) => word);
  expect(new Set(cells)).toContain('시작 전');
  expect(new Set(cells)).toContain('설정 오류');
});

it.each(cellOrder)('%s has its word and its meaning in both languages', (cell) => {
  for (const { ko, en } of [cellWords[cell], cellMeanings[cell]]) {
    expect(ko).toMatch(/\p{Script=Hangul}/u);
    expect(en).toMatch(/^\P{Script=Hangul}+$/u);
  }
});

it('every sign stands for one thing', () => {
  const signs = cellOrder.filter((cell) => cell !== 'none').map((cell) => looks[cell].sign);
  expect(new Set(signs).size).toBe(signs.length);
});

describe('links', () => {
  const row = class30.rows[0]!;

  it('lead to the page in the same language', () => {
    expect(page()).toContain('href="attendee-1/attendee.ko.html"');
    const english = page({}, 'en');
    expect(english).toContain('href="attendee-1/attendee.en.html"');
    expect(english).not.toContain('attendee.ko.html');
  });

  it('are encoded, each part of the folder by itself', () => {
    expect(linkOf({ ...row, folder: 'a #1/50%/김 하늘?' }, 'en')).toBe(
      'a%20%231/50%25/%EA%B9%80%20%ED%95%98%EB%8A%98%3F/attendee.en.html',
    );
    expect(linkOf({ ...row, folder: '../class/a' }, 'ko')).toBe('../class/a/attendee.ko.html');
  });

  it('stay in the folder where the page is the attendee’s own', () => {
    expect(linkOf({ ...row, folder: '' }, 'ko')).toBe('./attendee.ko.html');
  });

  it('are not there without pages', () => {
    const rows = changed({ folder: undefined });
    expect(page({ rows })).not.toContain('href="attendee-1/');
    expect(page()).toContain(`<a href="attendee-1/attendee.ko.html"><bdi>${row.name}</bdi></a></th>`);
    expect(page({ rows })).toContain(`<th class="who" scope="row"><bdi>${row.name}</bdi></th>`);
  });
});

it('tells equal names apart by their ids, and shields each from the others’ direction of writing', () => {
  const [first, second] = class30.rows as [ClassRow, ClassRow];
  expect(sharedNames(class30.rows)).toEqual(new Set());
  const html = page({ rows: changed({ name: first.name }, 1) });
  expect(html.split(`<bdi>${first.name}</bdi> <span class="id">(${first.id})</span>`)).toHaveLength(2);
  expect(html).toContain(`<bdi>${first.name}</bdi> <span class="id">(${second.id})</span>`);
});

it('shows those first who need a look, each group in the roster’s order', () => {
  const places = [...page().matchAll(/<tr data-group="(\w+)" data-place="(\d+)"/g)].map(([, group, place]) => ({
    group: groups.indexOf(group as (typeof groups)[number]),
    place: Number(place),
  }));
  expect(places).toHaveLength(30);
  expect(places).toEqual([...places].sort((a, b) => a.group - b.group || a.place - b.place));
});

it('counts under the head how many passed each step', () => {
  const [, sums] = /<tr class="sums">([\s\S]*?)<\/tr>/.exec(page())!;
  const counts = [...sums!.matchAll(/<td class="c">(\d*)<\/td>/g)].map(([, count]) => count);
  const second = class30.rows.filter(({ cells }) => cells[1] === 'passed').length;
  // The fourth is one that only a run that sets the chapter up looks at.
  expect([counts.length, counts[1], counts[3]]).toEqual([34, String(second), '']);
});

it('a column is read by its own name, and not by what its button does', () => {
  expect(page()).not.toMatch(/<th[^>]*data-key[^>]*>\s*<button[^>]*aria-label/);
  const [, heading] = /<th class="who"[^>]*data-key="name"[^>]*>([\s\S]*?)<\/th>/.exec(page())!;
  expect(heading).toBe('<button type="button" title="이름 순으로 정렬">이름</button>');
  expect(page()).toMatch(/<button type="button" title="2\. 태스크[^"]*정렬\)"><span aria-hidden="true">2<\/span>/);
});

describe('how it stands', () => {
  it('is read again every 15 seconds while the roster runs, and only then', () => {
    expect(page()).toContain('<meta http-equiv="refresh" content="15"/>');
    expect(page()).toContain('data-refresh="15"');
    expect(page({ open: false })).not.toMatch(/http-equiv="refresh"|data-refresh="/);
  });

  it('says as of when it is, at what depth, and of which lab where that is none of AWS’s', () => {
    expect(wordsOf(page())).toContain('2026-11-26 15:30 기준 · 부하·확인 (verify)');
    expect(wordsOf(page())).not.toContain('시뮬레이터');
    expect(wordsOf(page({ depths: ['inspect'], labs: ['simulator'] }))).toContain('읽기만 (inspect) 시뮬레이터');
    const both = page({ labs: ['aws', 'simulator'], rows: changed({ lab: 'simulator' }) });
    expect(both.match(/<small>시뮬레이터<\/small>/g)).toHaveLength(1);
  });

  it('says when someone was looked at last who is looked at again, or long before the others', () => {
    const running = class30.rows.find(({ group }) => group === 'open')!;
    expect(running.seen).toBeDefined();
    expect(page().match(/<small>마지막 확인/g)).toHaveLength(1);
    const rows = changed({ seen: '2026-11-25T05:00:00.000Z' });
    expect(page({ rows })).toContain('<small>마지막 확인 11-25 14:00</small>');
  });

  it('counts one attendee as one', () => {
    const rows = class30.rows.slice(0, 1);
    expect(wordsOf(page({ rows }, 'en'))).toContain(' 1 attendee ');
    expect(wordsOf(page({ rows }))).toContain('실습자 1명');
  });

  it('says that account ids are masked where they are', () => {
    expect(wordsOf(page())).toContain('뒤 네 자리만');
    expect(wordsOf(page({ masked: false }))).not.toContain('뒤 네 자리만');
  });
});

describe('what most are stuck on', () => {
  it('folds all but six', () => {
    const [mistake] = class30.mistakes;
    const mistakes = Array.from({ length: 9 }, () => mistake!);
    const [open, folded] = page({ mistakes }).split('<details id="more">') as [string, string];
    const count = (html: string): number => html.split('<li class="mistake ').length - 1;
    expect([count(open), count(folded)]).toEqual([6, 3]);
    expect(folded).toContain(`${classWords.more.ko} (3)`);
    expect(page({ mistakes: mistakes.slice(0, 6) })).not.toContain('<details');
  });

  it('says that nobody is stuck only where someone was checked', () => {
    // Someone who is stuck, and of whom there is nothing to say aloud.
    expect(wordsOf(page({ mistakes: [] }))).toContain(classWords.seePages.ko);
    const none = { mistakes: [], rows: class30.rows.filter(({ group }) => group === 'hold') };
    expect(wordsOf(page(none))).toContain(classWords.noMistakes.ko);
    const rows = none.rows.map((row) => ({
      ...row,
      cells: row.cells.map((_, i) => (i === 0 ? ('not ready' as const) : ('blocked' as const))),
    }));
    expect(wordsOf(page({ ...none, rows }))).toContain(classWords.notChecked.ko);
    expect(wordsOf(page({ ...none, rows: [] }))).toContain(classWords.notChecked.ko);
  });
});

describe('how long the steps take', () => {
  const [column] = class30.columns;
  const minute = 60_000;
  const times = (runs: number, more: Partial<ClassTable['times'][number]> = {}): ClassTable['times'] => [
    {
      chapter: 'service-autoscaling',
      title: { ko: '서비스', en: 'Service' },
      lab: 'aws',
      runs,
      total: { median: 37 * minute, p90: 41 * minute },
      steps: [{ column: column!, runs, median: 5 * minute, p90: 8 * minute }],
      ...more,
    },
  ];
  const lines = (html: string): string[][] =>
    [...html.matchAll(/<tr><th scope="row">([^<]*)<\/th>((?:<td class="time">[^<]*<\/td>)+)<\/tr>/g)].map(
      ([, name, rest]) => [name!, ...[...rest!.matchAll(/>([^<]+)</g)].map(([, value]) => value!)],
    );

  it('tells runs, median and nine tenths of each step and of the whole, in this order', () => {
    const html = page({ times: times(12) }, 'en');
    expect(lines(html)).toEqual([
      [column!.title.en, '12', lasting(5 * minute).en, lasting(8 * minute).en],
      [classWords.total.en, '12', '37 min 0 s', '41 min 0 s'],
    ]);
    const heads = [...html.matchAll(/<th scope="col">([^<]*)<\/th>/g)].map(([, head]) => head);
    expect(heads).toEqual(['Step', 'Runs', 'Median', '90 % are done after']);
    expect(wordsOf(html)).not.toContain('fewer than 10 runs');
  });

  it('has no nine tenths of fewer than ten runs', () => {
    const html = page({ times: times(9) });
    expect(lines(html).map(([, ...rest]) => rest)).toEqual([
      ['9', '5분 0초', '–'],
      ['9', '37분 0초', '–'],
    ]);
    expect(wordsOf(html)).toContain('실행 10개 미만');
  });

  it('says where they come from, and why there are none', () => {
    expect(wordsOf(page({ times: times(12) }))).toContain(classWords.ofAws.ko);
    expect(wordsOf(page({ times: times(12, { lab: 'simulator' }) }))).toContain(classWords.ofSimulator.ko);
    expect(wordsOf(page({ times: [], depths: ['inspect'] }))).toContain(classWords.noTimes.ko);
    for (const depths of [[], ['verify'], ['inspect', 'verify']] as ClassTable['depths'][])
      expect(wordsOf(page({ times: [], depths }))).toContain(classWords.notMeasured.ko);
  });
});

it('has no legends where nothing ran', () => {
  const rows = class30.rows.map((row) => ({ ...row, cells: [] }));
  const html = page({ rows, columns: [], mistakes: [], times: [], depths: [], labs: [] });
  expect(wordsOf(html)).not.toContain(classWords.stepNumbers.ko);
  expect(html).not.toContain('class="signs"');
  expect(html).not.toContain('class="sums"');
});

it('says what it leaves out', () => {
  expect(wordsOf(page({ notes: [{ ko: '단계 3개는 표시하지 않습니다.', en: 'Three are not shown.' }] }))).toContain(
    '단계 3개는 표시하지 않습니다.',
  );
});
