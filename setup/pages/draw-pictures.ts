/** Draws the README's pictures of the pages: of an attendee and of a class that are made up, so that they are the same each time. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { attendeeFile } from './attendee-file';
import { openChromium } from './chromium';
import { classExample } from './class/example';
import { writeClass } from './class/files';
import { classFile } from './class/page';
import { exampleRun } from './example-run';
import { writePages } from './write-pages';

/** Beside the pictures: of each a hash of the page that it was made from. */
export const SEALS = 'pictures.json';

const SIZES = { attendee: { width: 1000, height: 1400 }, class: { width: 1440, height: 1500 } };

const languages = ['ko', 'en'] as const;

/** @returns the pages, each of which is a picture's */
export function writeExamples(folder: string): string[] {
  const attendee = join(folder, 'run-2026-11-26');
  mkdirSync(attendee, { recursive: true });
  writePages(exampleRun(attendee, { attendee: '김하늘' }), { mask: true });
  writeClass({ ...classExample(30), open: false }, folder, { mask: true });
  return languages.flatMap((language) => [join(attendee, attendeeFile(language)), join(folder, classFile(language))]);
}

/** `class.ko.html` gives `class.ko.png`. */
const pictureOf = (page: string): string => basename(page).replace('.html', '.png');

/** Of what a page shows: its words, its numbers and its style, and not how it answers to whoever points at it. */
function sealOf(page: string): string {
  const shown = readFileSync(page, 'utf8')
    .replace(/<script>[\s\S]*?<\/script>/g, '')
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  return createHash('sha256').update(shown).digest('hex');
}

/** The seals that the pictures would have if they were drawn now. */
export function sealsOf(pages: readonly string[]): Record<string, string> {
  const seals = pages.map((page): [picture: string, seal: string] => [pictureOf(page), sealOf(page)]);
  return Object.fromEntries(seals.sort(([a], [b]) => a.localeCompare(b)));
}

/**
 * Draws all of them, and seals them.
 * @returns the pictures
 */
export async function drawPictures(to: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const browser = await openChromium();
  try {
    const pages = writeExamples(folder);
    const pictures: string[] = [];
    for (const page of pages) pictures.push(await draw(browser, page, to));
    writeFileSync(join(to, SEALS), `${JSON.stringify(sealsOf(pages), null, 2)}\n`);
    return pictures;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function draw(browser: Browser, file: string, to: string): Promise<string> {
  const viewport = basename(file).startsWith('class') ? SIZES.class : SIZES.attendee;
  const page = await browser.newPage({ viewport });
  await page.goto(`file://${file}`);
  await pointAtChart(page);
  const path = join(to, pictureOf(file));
  await page.screenshot({ path });
  await page.close();
  return path;
}

/** The values of a moment in the first third, where the scale-out is, without moving the page. */
async function pointAtChart(page: Page): Promise<void> {
  const live = page.locator('.live').first();
  if ((await live.count()) === 0) return;
  const { x, y, width } = (await live.boundingBox())!;
  await page.mouse.move(x + width * 0.265, y + 150);
}
