/** The class page as a browser has it: sorted, filtered, printed, readable by all, and deaf to hostile names. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { CHROMIUM, hasChromium, hostile, openChromium, openPage, type Given } from '../chromium';
import { classExample } from './example';
import { writeClass } from './files';
import type { ClassRecord } from './record';

const HOSTILE = hostile(300);

// A browser on a machine that does much else beside.
jest.setTimeout(90_000);

const withChromium = hasChromium ? describe : describe.skip;

withChromium(`the class page in a browser (needs ${CHROMIUM})`, () => {
  let browser: Browser;
  let said: string[];
  const folders: string[] = [];

  beforeAll(async () => {
    browser = await openChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    said = [];
  });

  function write(record: ClassRecord, language: Given['language'] = 'ko'): string {
    const folder = mkdtempSync(join(tmpdir(), 'class-'));
    folders.push(folder);
    const [ko, en] = writeClass(record, folder, { mask: true });
    return (language === 'en' ? en : ko)!;
  }
  /** The page of a class; what its console and its network have to say goes to `said`. */
  const open = (record: ClassRecord, given: Given = {}): Promise<Page> =>
    openPage(browser, write(record, given.language), { width: 1440, ...given }, said);

  /** What an expression gives of each `element` that there is. */
  const ofEach = <T>(page: Page, selector: string, expression: string): Promise<T[]> =>
    page.evaluate<T[]>(`[...document.querySelectorAll('${selector}')].map((element) => ${expression})`);
  const names = (page: Page): Promise<string[]> => page.locator('tbody tr:not([hidden]) .who').allInnerTexts();
  const inRoster = ({ attendees }: ClassRecord): string[] => attendees.map(({ name }) => name);
  const ended = (size: number): ClassRecord => ({ ...classExample(size), open: false });

  it('shows everyone with a sign for each step, and a link to their page', async () => {
    const page = await open(ended(30));
    expect(await page.locator('h1').innerText()).toBe('반 전체 현황');
    expect((await page.locator('.tile').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      '7 확인 필요',
      '1 남은 단계 있음',
      '1 판단 불가',
      '2 진행·대기',
      '19 모두 통과',
    ]);
    expect(await names(page)).toHaveLength(30);
    const first = page.locator('tbody tr').first();
    expect(await first.locator('a').getAttribute('href')).toBe('attendee-2/attendee.ko.html');
    const stuck = first.locator('td.c.here');
    expect(await stuck.textContent()).toBe('설정 오류');
    expect(await ofEach(page, 'td.c.here', "getComputedStyle(element, '::before').content")).toContain('"✗" / ""');
    await stuck.hover();
    expect(await stuck.getAttribute('title')).toMatch(/^2\. 태스크 2–8개, .*: 설정 오류$/);
    expect(await page.locator('#refresh').count()).toBe(0);
    expect(said).toEqual([]);
  });

  it('has the steps of an inspection side by side in a window of 1440 pixels, each sign seen and no word beside it', async () => {
    const record = ended(6);
    for (const { run } of record.attendees) for (const chapter of run?.chapters ?? []) chapter.steps.length = 13;
    const page = await open(record);
    expect(await page.locator('thead th.c').count()).toBe(26);
    const [box] = await ofEach<[wide: number, seen: number]>(
      page,
      '.grid-box',
      '[element.scrollWidth, element.clientWidth]',
    );
    const [wide, seen] = box!;
    expect(wide).toBeLessThanOrEqual(seen);
    // A scroll bar takes some of it.
    const [needed] = await ofEach<number>(page, '.grid', 'parseFloat(element.style.minWidth) * 16');
    expect(needed).toBeLessThanOrEqual(seen - 15);
    const sizes = await ofEach<string>(page, 'tbody td.c', 'getComputedStyle(element).fontSize');
    expect(new Set(sizes)).toEqual(new Set(['0px']));
  });

  it('says what most are stuck on, and what to say of it', async () => {
    const page = await open(ended(30), { language: 'en' });
    const first = await page.locator('.mistake').first().innerText();
    expect(first).toMatch(/^4\s+4 of 30\s+Maximum number of tasks\s+Misconfigured/);
    expect(first).toContain('check that Maximum number of tasks is 8; if it is not, change it');
    expect(first).toMatch(/Found: \D+6 \(2\), \D+10 \(2\)/);
  });

  it('sorts by any column, either way, and keeps those below who have nothing there', async () => {
    const record = ended(30);
    const page = await open(record);
    const heading = (key: string) => page.locator(`thead th[data-key="${key}"]`);
    const sort = (key: string): Promise<void> => heading(key).getByRole('button').click();
    await sort('passed');
    expect(await heading('passed').getAttribute('aria-sort')).toBe('descending');
    const counts = async (): Promise<string[]> => page.locator('tbody tr td.num').allInnerTexts();
    expect((await counts())[0]).toBe('30/30');
    await sort('passed');
    expect(await heading('passed').getAttribute('aria-sort')).toBe('ascending');
    const rising = (await counts()).filter(Boolean).map((text) => Number(text.split('/')[0]));
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    await sort('since');
    const moments = (await page.locator('tbody tr td.since').allInnerTexts()).map((text) => text.trim());
    const told = moments.filter(Boolean);
    expect(told).toHaveLength(8);
    expect(told).toEqual([...told].sort());
    expect(moments.indexOf('')).toBe(told.length);
    const second = page.locator('thead th.c').nth(1);
    await second.getByRole('button').press('Enter');
    expect(await second.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('tbody tr').first().locator('td.c').nth(1).textContent()).toBe('설정 오류');
    expect(await page.locator('thead [aria-sort]').count()).toBe(1);
    await page.getByLabel('순서').selectOption('roster');
    expect(await names(page)).toEqual(inRoster(record));
    expect(await page.locator('thead [aria-sort]').count()).toBe(0);
  });

  it('filters by words and by result, says how many of all, and keeps that and the order when it is read again', async () => {
    const page = await open(classExample(30));
    await page.getByLabel('찾기').fill('설정 2. 태스크'.normalize('NFD'));
    expect(await names(page)).toHaveLength(5);
    expect(await page.locator('output').innerText()).toBe('30명 중 5명');
    await page.getByLabel('보기').selectOption('hold');
    expect(await names(page)).toEqual([]);
    await page.getByLabel('찾기').fill('');
    const heading = page.locator('thead th', { hasText: '이름' });
    await heading.getByRole('button').click();
    await heading.getByRole('button').click();
    const before = await names(page);
    await page.reload();
    expect(await names(page)).toEqual(before);
    expect(before).toHaveLength(19);
    expect(before).toEqual([...before].sort((a, b) => b.localeCompare(a, 'ko')));
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('output').innerText()).toBe('19 of 30');
    await page.goto(`file://${write(classExample(6))}`);
    expect(await page.locator('output').innerText()).toBe('실습자 6명');
    expect(await names(page)).toHaveLength(6);
  });

  it('has its tiles for filters', async () => {
    const page = await open(ended(30));
    const tile = page.getByRole('button', { name: '확인 필요' });
    await tile.click();
    expect(await tile.getAttribute('aria-pressed')).toBe('true');
    expect(await names(page)).toHaveLength(7);
    expect(await page.getByLabel('보기').inputValue()).toBe('stuck');
    await tile.click();
    expect(await names(page)).toHaveLength(30);
    expect(await page.locator('.tile[aria-pressed=true]').count()).toBe(0);
  });

  it('is whole without scripts, and read again all the same', async () => {
    const page = await open(classExample(30), { scripts: false });
    expect(await names(page)).toHaveLength(30);
    expect(await page.getByLabel('찾기').isVisible()).toBe(false);
    expect(await page.content()).toContain('<meta http-equiv="refresh" content="15"');
    const over = await open(ended(30), { scripts: false });
    expect(await over.content()).not.toContain('http-equiv="refresh"');
  });

  it('hostile names and messages stay what they are: text', async () => {
    const record = ended(30);
    const attendee = record.attendees[1]!;
    attendee.name = HOSTILE;
    attendee.folder = 'a b/"><script>x</script>';
    attendee.run!.chapters[0]!.title = { ko: HOSTILE, en: HOSTILE };
    attendee.run!.chapters[0]!.diagnosis!.text = { ko: `확인된 것: ${HOSTILE}`, en: `Found: ${HOSTILE}` };
    for (const each of attendee.run!.chapters[0]!.steps.slice(0, 3)) each.title = { ko: HOSTILE, en: HOSTILE };
    const page = await open(record);
    expect(await page.title()).toBe('반 전체 현황');
    expect(await page.locator('img, main script').count()).toBe(0);
    expect(await page.locator('tbody tr[data-place="1"] .who').innerText()).toMatch(/^<\/script><script>/);
    expect(/\u202e|\u001b/.test(await page.content())).toBe(false);
    expect(said).toEqual([]);
  });

  it.each([
    ['in Korean, light', { language: 'ko', dark: false }],
    ['in English, dark', { language: 'en', dark: true }],
  ] as const)('axe has nothing to say, %s', async (_how, given) => {
    const page = await open(classExample(30), given);
    // The policy of the page lets no foreign script in, so it runs in a world of its own, as an extension does.
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate<AxeResults>('axe.run()');
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });

  it.each([
    ['ko', 390],
    ['ko', 360],
    ['en', 390],
    ['en', 360],
  ] as const)('on a phone nothing scrolls sideways but the table (%s, %i)', async (language, width) => {
    const page = await open(classExample(200), { language, width });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const heights = await ofEach<number>(page, '.tile b', 'element.offsetHeight');
    // A number stays on one line.
    expect(Math.max(...heights)).toBeLessThan(45);
  });

  it('prints everyone, with the date, in a size that can be read', async () => {
    const page = await open(classExample(30));
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('찾기').isVisible()).toBe(false);
    expect(await ofEach(page, '#refresh, #state', 'element.offsetHeight')).toEqual([0, 0]);
    expect(await page.getByText('2026-11-26 15:30 기준').isVisible()).toBe(true);
    const rows = await page.locator('.grid tbody tr').all();
    expect(await Promise.all(rows.map((row) => row.isVisible()))).toEqual(Array(30).fill(true));
    const box = (await page.locator('.grid-box').boundingBox())!;
    const last = (await rows.at(-1)!.boundingBox())!;
    expect(last.y + last.height).toBeLessThanOrEqual(box.y + box.height + 1);
    const points = await ofEach<number>(
      page,
      '.grid tbody th, .grid tbody td:not(.c), .grid .badge, .grid thead button',
      'parseFloat(getComputedStyle(element).fontSize) * 0.75',
    );
    expect(Math.min(...points)).toBeGreaterThanOrEqual(6.9);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 84[12]\.?\d* 59[45]/);
    expect(await page.locator('.on-paper').isVisible()).toBe(false);
  });

  it('says on paper that it is filtered', async () => {
    const page = await open(ended(30));
    await page.getByLabel('찾기').fill('김');
    await page.getByLabel('보기').selectOption('hold');
    const shown = (await names(page)).length;
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.on-paper').isVisible()).toBe(true);
    expect(await page.locator('.on-paper').innerText()).toBe(`30명 중 ${shown}명: 김, 모두 통과`);
  });

  it('an empty class and one without steps are told too', async () => {
    const nobody = await open({ at: '2026-11-26T05:00:00.000Z', open: false, attendees: [] });
    expect(await nobody.locator('tbody tr').count()).toBe(0);
    const { attendees } = classExample(29);
    const waiting = await open({ at: '2026-11-26T05:00:00.000Z', open: true, attendees: attendees.slice(28) });
    expect(await waiting.locator('tbody tr').innerText()).toMatch(/대기/);
    expect(said).toEqual([]);
  });
});
