/** The attendee's page as a browser has it: drawn, answering, printed, readable by all, and deaf to hostile texts. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { attendeeFile } from './attendee-page';
import { CHROMIUM, hasChromium, hostile, openChromium, openPage, type Given } from './chromium';
import { exampleRun, type Example } from './example-run';
import { writePages } from './write-pages';

const HOSTILE = hostile(10_000);

// A browser on a machine that does much else beside.
jest.setTimeout(90_000);

const withChromium = hasChromium ? describe : describe.skip;

withChromium(`the attendee's page in a browser (needs ${CHROMIUM})`, () => {
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

  /** The page of an example; what its console and its network have to say goes to `said`. */
  function open(example: Example, given: Given = {}): Promise<Page> {
    const folder = mkdtempSync(join(tmpdir(), 'attendee-'));
    folders.push(folder);
    writePages(exampleRun(folder, example), { mask: true });
    return openPage(browser, join(folder, attendeeFile(given.language ?? 'ko')), given, said);
  }

  const fails = { message: 'Expected AlarmHigh to reach ALARM\nFound    not reached\n\n  OK @0:00' };

  it('shows the name, the verdict, the steps in their order, and a chart that is drawn', async () => {
    const page = await open({ attendee: '김하나' });
    expect(await page.locator('h1').innerText()).toBe('김하나');
    expect(await page.locator('.verdict strong').innerText()).toBe('통과 · 9단계 중 9단계 통과');
    const names = await page.locator('.step .name').allInnerTexts();
    expect([names[0], names.at(-1)]).toEqual([
      '세 서비스가 안정적이고 경로가 응답함',
      'Desired count는 2–8 범위를 벗어나지 않음',
    ]);
    expect(await page.locator('.live svg path.metric').getAttribute('d')).toMatch(/^M52 .*L/);
    expect(await page.locator('.live svg .band.ALARM').count()).toBe(2);
    expect(await page.locator('.still').isVisible()).toBe(false);
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    expect(said).toEqual([]);
  });

  it('says where it failed, what was found there, and what to set right', async () => {
    const page = await open({ fails }, { language: 'en' });
    expect(await page.locator('.verdict').innerText()).toMatch(/Not as expected · 7 of 9 steps passed/);
    const failed = page.locator('.step.failed').first();
    expect(await failed.innerText()).toMatch(/Found\s+not reached/);
    expect(await failed.locator('.hint').innerText()).toMatch(
      /Above the line for three minutes\s+The workshop.*RequestCountPerTarget > 4000/,
    );
    expect(await page.locator('.chain .broken').innerText()).toMatch(/alarm/);
    await page.getByRole('link', { name: '한국어' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  });

  it('tells all values of the moment that is pointed at', async () => {
    const page = await open({});
    await pointAt(page, 0.5);
    const readout = await page.locator('.readout').innerText();
    for (const part of [
      /18:20:\d\d \(\+2\d:\d\d\)/,
      /원하는 태스크 수 \(desired\)\s*8/,
      /AlarmHigh\s*OK/,
      /RequestCountPerTarget\s*0/,
    ])
      expect(readout).toMatch(part);
    await pointAt(page, 0.2);
    expect(await page.locator('.readout').innerText()).toMatch(/AlarmHigh\s*ALARM[\s\S]*부하\s*서비스 부하 테스트/);
  });

  it('is looked at more closely by wheel, dragging and keys, and shown whole again', async () => {
    const page = await open({});
    const zoomed = (): Promise<string | null> => page.locator('figure.chart').getAttribute('data-zoomed');
    const box = await pointAt(page, 0.5);
    await page.mouse.wheel(0, -300);
    expect(await zoomed()).toBe('false');
    await page.locator('.live').scrollIntoViewIfNeeded();
    await pointAt(page, 0.5);
    await page.locator('.live').focus();
    await page.mouse.wheel(0, -300);
    await expectSoon(zoomed, 'true');
    await page.keyboard.press('0');
    expect(await zoomed()).toBe('false');
    await page.keyboard.press('+');
    expect(await zoomed()).toBe('true');
    await page.getByRole('button', { name: '전체 보기' }).click();
    expect(await zoomed()).toBe('false');
    await page.locator('.live').scrollIntoViewIfNeeded();
    const { x, y, width } = (await page.locator('.live').boundingBox()) ?? box;
    await page.mouse.move(x + width * 0.3, y + 150);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y + 150, { steps: 4 });
    await page.mouse.up();
    expect(await zoomed()).toBe('true');
    expect(await page.locator('.live .ticks').innerHTML()).not.toContain('18:35');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.readout').isVisible()).toBe(true);
    expect(said).toEqual([]);
  });

  it('has its picture where scripts are off', async () => {
    const page = await open({}, { scripts: false });
    expect(await page.locator('.still svg path.metric').isVisible()).toBe(true);
    expect(await page.locator('.tools').isVisible()).toBe(false);
  });

  it('is printed on A4, picture and all', async () => {
    const page = await open({ fails });
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(1);
    expect(pages).toBeLessThanOrEqual(4);
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]\.?\d*\]/);
    expect(pdf.length).toBeGreaterThan(20_000);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.still svg path.metric').isVisible()).toBe(true);
    expect(await page.locator('.live').isVisible()).toBe(false);
  });

  it.each([true, false])(
    'has its evidence on paper, though it is folded on the screen (scripts: %s)',
    async (scripts) => {
      const page = await open({ fails }, { scripts });
      const evidence = page.locator('.diagnosis details li, .step details pre');
      const visible = (): Promise<boolean[]> =>
        evidence.all().then((all) => Promise.all(all.map((one) => one.isVisible())));
      expect(await visible()).toEqual([false, false]);
      await page.emulateMedia({ media: 'print' });
      expect(await visible()).toEqual([true, true]);
    },
  );

  it('is opened for browsers that print as they show, and folded again', async () => {
    const page = await open({ fails });
    const folded = page.locator('details:not([open])');
    expect(await folded.count()).toBe(2);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await folded.count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await folded.count()).toBe(2);
  });

  it('tells the values of a moment to a finger, which keeps them and never zooms', async () => {
    const page = await open({}, { width: 300, touch: true });
    const live = page.locator('.live');
    await live.scrollIntoViewIfNeeded();
    const { x, y, width } = (await live.boundingBox())!;
    expect(await live.locator('svg').getAttribute('width')).toBe(String(Math.round(width)));
    await page.touchscreen.tap(x + 52 + (width - 62) / 2, y + 150);
    expect(await page.locator('.readout').innerText()).toMatch(/18:[12]\d:\d\d \(\+/);
    const before = await page.locator('.readout strong').innerText();
    // As a finger's drag comes: pressed here, and let go further on.
    await page.evaluate(`((box) => {
      const { left, top } = box.getBoundingClientRect();
      for (const [type, along] of [['pointerdown', 100], ['pointermove', 220], ['pointerup', 220], ['pointerleave', 220]])
        box.dispatchEvent(new PointerEvent(type, { pointerType: 'touch', clientX: left + along, clientY: top + 150 }));
    })(document.querySelector('.live'))`);
    expect(await page.locator('.readout strong').innerText()).not.toBe(before);
    expect(await page.locator('figure.chart').getAttribute('data-zoomed')).toBe('false');
    expect(await page.locator('.keys').innerText()).toMatch(/^차트를 누르거나/);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(said).toEqual([]);
  });

  it.each([
    ['in light', {}],
    ['in the dark', { dark: true }],
    ['on a phone', { width: 360 }],
    ['on a phone in the dark', { width: 360, dark: true }],
  ])('has no serious finding of axe %s, and nothing beyond its edges', async (_where, given) => {
    const page = await open({ fails, until: 7 }, given);
    await pointAt(page, 0.4);
    await page.evaluate("document.querySelectorAll('details').forEach((each) => each.setAttribute('open', ''))");
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate<{
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    }>('axe.run()');
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('is used by keys alone', async () => {
    const page = await open({});
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('takes hostile names and messages for nothing but words', async () => {
    const page = await open({
      attendee: `<b onclick="x">${HOSTILE.slice(0, 60)}</b>`,
      alien: HOSTILE,
      fails: { message: HOSTILE, told: { ko: HOSTILE, en: HOSTILE } },
    });
    expect(await page.title()).not.toBe('foreign');
    expect(await page.locator('img, h1 b').count()).toBe(0);
    expect(await page.locator('.live svg .moment').count()).toBe(5);
    expect(await page.locator('h1').innerText()).toMatch(/^<b onclick="x"><\/script><script>/);
    const shown = await page.locator('body').innerText();
    // Not by toMatch, whose message would be the page.
    expect(/[\u202e\u001b\u2028]/.test(shown)).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(said).toEqual([]);
  });

  it('says of a killed run when it ended, and which steps it did not come to', async () => {
    const page = await open({ until: 5 });
    expect(await page.locator('.verdict strong').innerText()).toMatch(/^끝나지 않았거나 중단됨/);
    expect(await page.locator('.notice').innerText()).toMatch(/^2026-11-26 13:00까지 기록/);
    expect(await page.locator('.step.running').count()).toBe(1);
    expect(await page.locator('.step.not-reached .badge').allInnerTexts()).toEqual(Array(3).fill('도달하지 않음'));
  });

  /** Points at a share of the chart's width. */
  async function pointAt(page: Page, share: number): Promise<{ x: number; y: number; width: number }> {
    const live = page.locator('.live');
    await live.scrollIntoViewIfNeeded();
    const box = (await live.boundingBox())!;
    await page.mouse.move(box.x + 52 + (box.width - 62) * share, box.y + 150);
    return box;
  }

  async function expectSoon(read: () => Promise<string | null>, wanted: string): Promise<void> {
    for (let i = 0; i < 50 && (await read()) !== wanted; i++) await new Promise((done) => setImmediate(done));
    expect(await read()).toBe(wanted);
  }
});
