/** The class page as a browser has it: sorted, filtered, read again while the roster runs, printed, readable by all, and deaf to hostile names. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { CHROMIUM, hasChromium, hostile, openChromium, openPage, type Given } from './chromium';
import { classExample } from './class-example';
import { writeClass } from './class-files';
import type { ClassRecord } from './class-record';

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

  /** The page of a class; what its console and its network have to say goes to `said`. */
  function open(record: ClassRecord, given: Given = {}): Promise<Page> {
    const folder = mkdtempSync(join(tmpdir(), 'class-'));
    folders.push(folder);
    const [ko, en] = writeClass(record, folder, { mask: true });
    return openPage(browser, (given.language === 'en' ? en : ko)!, { width: 1440, ...given }, said);
  }

  const names = (page: Page): Promise<string[]> => page.locator('tbody tr:not([hidden]) .who').allInnerTexts();
  const ended = (size: number): ClassRecord => ({ ...classExample(size), open: false });

  it('shows everyone with a sign and a word for each step, and a link to their page', async () => {
    const page = await open(ended(30));
    expect(await page.locator('h1').innerText()).toBe('반 전체 현황');
    expect(await page.locator('.tile').allInnerTexts()).toEqual(
      ['7확인 필요', '1아직 진행 전', '1판단 못 함', '2진행·대기', '19모두 통과'].map(
        (text) =>
          expect.stringMatching(new RegExp(`^${/\d+/.exec(text)![0]}\\s*${text.replace(/^\d+/, '')}$`)) as string,
      ),
    );
    expect(await names(page)).toHaveLength(30);
    const second = page.locator('tbody tr').nth(1);
    expect(await second.locator('td.c.here').innerText()).toMatch(/^✗\s*설정$/);
    expect(await second.locator('a').getAttribute('href')).toBe('attendee-2/attendee.ko.html');
    expect(await page.locator('button[data-refresh]').count()).toBe(0);
    expect(said).toEqual([]);
  });

  it('says what most are stuck on, and what to say of it', async () => {
    const page = await open(ended(30), { language: 'en' });
    const first = await page.locator('.mistake').first().innerText();
    expect(first).toMatch(/^4\s+4 of 30\s+Maximum number of tasks\s+Misconfigured/);
    expect(first).toContain('it says "Maximum number of tasks: 8".');
    expect(first).toContain('Found: MaxCapacity = 6 (2), MaxCapacity = 10 (2)');
  });

  it('sorts by any column, either way, and keeps those below who have nothing there', async () => {
    const page = await open(ended(30));
    const heading = page.locator('thead th', { hasText: '통과' });
    await heading.getByRole('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    const counts = async (): Promise<string[]> => page.locator('tbody tr td.num').allInnerTexts();
    expect((await counts())[0]).toBe('34/34');
    await heading.getByRole('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    const rising = (await counts()).filter(Boolean).map((text) => Number(text.split('/')[0]));
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    const since = page.locator('thead th', { hasText: '언제부터' });
    await since.getByRole('button').click();
    const moments = await page.locator('tbody tr td:nth-child(5)').allInnerTexts();
    expect(moments.findIndex((text) => text === '')).toBe(moments.filter(Boolean).length);
    const third = page.locator('thead th.c').nth(2);
    await third.getByRole('button').press('Enter');
    expect(await third.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('tbody tr').first().locator('td.c').nth(2).innerText()).toMatch(/설정/);
  });

  it('filters by words and by result, and keeps that when it is read again', async () => {
    const page = await open(classExample(30));
    await page.getByLabel('찾기').fill('설정 최소');
    expect(await names(page)).toHaveLength(4);
    expect(await page.locator('output').innerText()).toBe('참가자 4명');
    await page.getByLabel('보기').selectOption('hold');
    expect(await names(page)).toEqual([]);
    await page.getByLabel('찾기').fill('');
    await page.locator('thead th', { hasText: '이름' }).getByRole('button').click();
    const before = await names(page);
    await page.reload();
    expect(await names(page)).toEqual(before);
    expect(before).toHaveLength(19);
  });

  it('reads itself again while the roster runs, unless that is stopped', async () => {
    const page = await open(classExample(3));
    const button = page.locator('button[data-refresh]');
    const clock = (what: string): Promise<unknown> =>
      page.evaluate(
        `(() => { const [clock] = document.querySelector('button[data-refresh]').getAnimations(); return ${what}; })()`,
      );
    expect(await clock('clock.playState')).toBe('running');
    expect(await clock('clock.effect.getTiming().duration')).toBe(15_000);
    await button.click();
    expect([await button.innerText(), await clock('clock.playState')]).toEqual(['새로 고침 계속하기', 'paused']);
    await page.reload();
    expect(await clock('clock.playState')).toBe('paused');
    await button.click();
    const again = page.waitForEvent('load');
    await clock('clock.finish()');
    await again;
    expect(said).toEqual([]);
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
    expect(await page.locator('tbody tr').nth(1).locator('.who').innerText()).toMatch(
      /^<\/script><script>.*eman {1,2}red/,
    );
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

  it('a phone has no scrolling sideways but in the table', async () => {
    const page = await open(classExample(30), { width: 360 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  it('prints on paper, everyone on it', async () => {
    const page = await open(ended(30));
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('찾기').isVisible()).toBe(false);
    expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('.grid-box')).maxHeight`)).toBe('none');
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
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
