/** `node -r esbuild-register setup/pages/class-pictures.ts`: the README's pictures of the class page, of a class made up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf } from '../../helpers/errors';
import { CHROMIUM, hasChromium, openChromium } from './chromium';
import { classExample } from './class-example';
import { writeClass } from './class-files';
import { classFile } from './class-page';

const TO = resolve(__dirname, '../../docs/images');

async function main(): Promise<void> {
  if (!hasChromium)
    throw new Error(`Expected a browser at ${CHROMIUM}, found none. Install Debian's package chromium.`);
  const folder = mkdtempSync(join(tmpdir(), 'class-'));
  writeClass(classExample(30), folder, { mask: true });
  const browser = await openChromium();
  try {
    for (const language of ['ko', 'en'] as const) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 2000 } });
      await page.goto(`file://${join(folder, classFile(language))}`);
      const path = join(TO, classFile(language).replace('.html', '.png'));
      await page.screenshot({ path });
      process.stdout.write(`${path}\n`);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
