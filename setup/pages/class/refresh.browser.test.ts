/** The class page of a roster under way, which is read again: nothing that its reader has in hand is lost, and it says when it stands still. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { wallClock } from '../../../helpers/time';
import { CHROMIUM, hasChromium, openChromium, openPage } from '../chromium';
import { classExample } from './example';
import { writeClass } from './files';
import { classWords as words } from './words';

// A browser on a machine that does much else beside.
jest.setTimeout(90_000);

const withChromium = hasChromium ? describe : describe.skip;

withChromium(`the class page while the roster runs (needs ${CHROMIUM})`, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await openChromium();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'class-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** @param old seconds since the page was drawn */
  async function open(size = 30, old = 1): Promise<Page> {
    const at = new Date(wallClock.now().getTime() - old * 1000).toISOString();
    const [page] = writeClass({ ...classExample(size), at }, folder, { mask: true });
    return openPage(browser, page!, { width: 1440 }, []);
  }

  const clock = (page: Page, what: string): Promise<unknown> =>
    page.evaluate(`(([clock]) => ${what})(document.querySelector('#refresh').getAnimations())`);
  /** Lets the time until the next reading pass. */
  const pass = (page: Page): Promise<unknown> => clock(page, 'clock.finish()');

  /** Whether the page is read again when its time comes. */
  async function isReadAgain(page: Page): Promise<boolean> {
    const read = page.waitForEvent('load', { timeout: 1000 }).then(
      () => true,
      () => false,
    );
    await pass(page);
    return read;
  }

  /** As if nobody had touched it for so long. */
  const leave = (page: Page, seconds: number): Promise<unknown> =>
    page.evaluate(`performance.now = ((now) => () => now() + ${seconds * 1000})(performance.now.bind(performance))`);
  const focused = (page: Page, what: string): Promise<unknown> => page.evaluate(`document.activeElement.${what}`);

  it('is read again every 15 seconds, unless that is stopped', async () => {
    const page = await open(3);
    const [button, state] = [page.locator('#refresh'), page.locator('#state')];
    expect(await clock(page, '[clock.playState, clock.effect.getTiming().duration]')).toEqual(['running', 15_000]);
    expect(await state.innerText()).toBe(words.underWay.ko);
    await button.click();
    expect([await button.innerText(), await clock(page, 'clock.playState')]).toEqual([words.resume.ko, 'paused']);
    expect(await state.innerText()).toBe(words.paused.ko);
    await page.reload();
    expect(await clock(page, 'clock.playState')).toBe('paused');
    expect(await state.innerText()).toBe(words.paused.ko);
    await button.click();
    expect(await state.innerText()).toBe(words.underWay.ko);
    expect(await isReadAgain(page)).toBe(true);
  });

  it('says that the roster may have stopped where the page is older than two minutes', async () => {
    const page = await open(3, 130);
    expect(await page.locator('#state').innerText()).toBe(words.stale.ko);
    expect(await page.locator('#state').getAttribute('class')).toMatch(/\bbad\b/);
    // It may go on after all.
    expect(await clock(page, 'clock.playState')).toBe('running');
    const fresh = await open(3, 100);
    expect(await fresh.locator('#state').innerText()).toBe(words.underWay.ko);
  });

  it('waits while someone types, and goes on with what was typed', async () => {
    const page = await open();
    await page.getByLabel('찾기').pressSequentially('김민');
    expect(await isReadAgain(page)).toBe(false);
    expect(await clock(page, 'clock.playState')).toBe('running');
    await leave(page, 61);
    expect(await isReadAgain(page)).toBe(true);
    expect(await focused(page, 'id')).toBe('find');
    // The focus that was put back is no reader at work.
    expect(await isReadAgain(page)).toBe(true);
    await page.keyboard.type('준');
    expect(await page.getByLabel('찾기').inputValue()).toBe('김민준');
  });

  it('waits for a list that is open, for marked text and for the place in the table', async () => {
    const page = await open();
    await page.locator('#group').focus();
    expect(await isReadAgain(page)).toBe(false);
    await page.locator('#group').blur();
    expect(await isReadAgain(page)).toBe(true);
    await page.locator('.aloud').first().click({ clickCount: 3 });
    expect(await isReadAgain(page)).toBe(false);
    await page.evaluate('getSelection().removeAllRanges()');
    expect(await isReadAgain(page)).toBe(true);
    await page.locator('tbody a').first().focus();
    expect(await isReadAgain(page)).toBe(false);
  });

  it.each([
    ['thead th[data-key="passed"] button', 'closest("th").dataset.key', 'passed'],
    ['.grid tbody a >> nth=0', 'closest("tr").dataset.place', '1'],
    ['.tile >> nth=1', 'dataset.group', 'notYet'],
    ['#refresh', 'id', 'refresh'],
    ['.grid-box', 'className', 'grid-box'],
  ])('keeps the focus on %s', async (selector, what, expected) => {
    const page = await open();
    await page.locator(selector).focus();
    expect(await focused(page, what)).toBe(expected);
    await leave(page, 61);
    expect(await isReadAgain(page)).toBe(true);
    expect(await focused(page, what)).toBe(expected);
  });

  it('keeps how far the table was scrolled, and what was unfolded', async () => {
    const record = classExample(60);
    for (const [place, { run }] of record.attendees.entries())
      for (const { diagnosis } of run?.chapters ?? []) if (diagnosis) diagnosis.step = `step-${place}`;
    const at = wallClock.now().toISOString();
    const [file] = writeClass({ ...record, at }, folder, { mask: true });
    const page = await openPage(browser, file!, { width: 1440 }, []);
    await page.evaluate("document.querySelector('.grid-box').scrollTo(150, 400)");
    await page.locator('summary').click();
    await page.evaluate('document.activeElement.blur()');
    expect(await isReadAgain(page)).toBe(true);
    expect(
      await page.evaluate(
        '(({scrollLeft, scrollTop}) => [scrollLeft, scrollTop])(document.querySelector(".grid-box"))',
      ),
    ).toEqual([150, 400]);
    expect(await page.locator('details#more').getAttribute('open')).not.toBeNull();
  });
});
