/** `npm run pictures [-- folder]`: the README's pictures of the attendee's pages, of the run in the folder. */
import { join, resolve } from 'node:path';
import { readSettings } from '../../fixtures/settings';
import { messageOf } from '../../helpers/errors';
import { attendeeFile } from './attendee-page';
import { CHROMIUM, hasChromium, openChromium } from './chromium';
import { writePages } from './write-pages';

const TO = resolve(__dirname, '../../docs/images');

async function main(folder: string): Promise<void> {
  if (!hasChromium)
    throw new Error(`Expected a browser at ${CHROMIUM}, found none. Install Debian's package chromium.`);
  writePages(folder, { mask: true });
  const browser = await openChromium();
  try {
    for (const language of ['ko', 'en'] as const) {
      const page = await browser.newPage({ viewport: { width: 1000, height: 1400 } });
      await page.goto(`file://${join(folder, attendeeFile(language))}`);
      const live = page.locator('.live').first();
      if ((await live.count()) > 0) {
        // The values of a moment in the first third, where the scale-out is, without moving the page.
        const { x, y, width } = (await live.boundingBox())!;
        await page.mouse.move(x + width * 0.42, y + 150);
      }
      const path = join(TO, attendeeFile(language).replace('.html', '.png'));
      await page.screenshot({ path });
      process.stdout.write(`${path}\n`);
    }
  } finally {
    await browser.close();
  }
}

const [folder] = process.argv.slice(2);
void main(folder ? resolve(folder) : readSettings(process.env).LAB_REPORT).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
