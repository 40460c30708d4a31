/** Opens pages in Debian's Chromium, for their tests and their pictures. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

export const CHROMIUM = '/usr/bin/chromium';

export const hasChromium = existsSync(CHROMIUM);

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });

export interface Given {
  width?: number;
  dark?: boolean;
  scripts?: boolean;
  language?: 'ko' | 'en';
  touch?: boolean;
}

/**
 * @param said takes what its console has to say, its errors, and what it asks the network for
 */
export async function openPage(browser: Browser, file: string, given: Given, said: string[]): Promise<Page> {
  const { width = 1100, dark = false, scripts = true, touch = false } = given;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: scripts,
    hasTouch: touch,
    isMobile: touch,
  });
  const page = await context.newPage();
  page.on('console', (message) => said.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('file://')) said.push(`request: ${request.url()}`);
  });
  await page.goto(`file://${file}`);
  return page;
}

/** What tries to be markup, to turn the reading direction, to colour a terminal, and to fill the page. @param length of the last part */
export const hostile = (length: number): string =>
  [
    `</script><script>document.title = 'foreign'</script>`,
    `<img src="http://127.0.0.1:9/x" onerror="document.title = 'foreign'">`,
    `'"&quot;\u2028\u2029 \u202eeman \u001b[31mred\u001b[0m \u0000`,
    'x'.repeat(length),
  ].join(' ');
