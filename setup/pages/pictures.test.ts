/** The README's pictures are of the pages as they are now, and can be drawn again. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { CHROMIUM, hasChromium, openChromium, openPage } from './chromium';
import { drawPictures, SEALS, sealsOf, writeExamples } from './draw-pictures';

const IMAGES = resolve(__dirname, '../../docs/images');
const NAMES = ['attendee.en.png', 'attendee.ko.png', 'class.en.png', 'class.ko.png'];

// A browser on a machine that does much else beside.
jest.setTimeout(90_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pictures-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Of a PNG's header. */
function sizeOf(path: string): [width: number, height: number] {
  const head = readFileSync(path);
  expect(head.subarray(1, 4).toString()).toBe('PNG');
  return [head.readUInt32BE(16), head.readUInt32BE(20)];
}

it('show the pages as they are now: if not, run npm run pictures', () => {
  const now = sealsOf(writeExamples(folder));
  expect(Object.keys(now)).toEqual(NAMES);
  const drawn = JSON.parse(readFileSync(join(IMAGES, SEALS), 'utf8')) as Record<string, string>;
  const old = NAMES.filter((name) => drawn[name] !== now[name]);
  if (old.length > 0) throw new Error(`${old.join(', ')}: older than the pages. Run npm run pictures.`);
});

it('another word on a page breaks its seal, another script does not', () => {
  const pages = writeExamples(folder);
  const before = sealsOf(pages);
  expect(sealsOf(writeExamples(join(folder, 'again')))).toEqual(before);
  const page = pages.find((each) => basename(each) === 'class.ko.html')!;
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace('<script>', '<script>1;'));
  expect(sealsOf(pages)).toEqual(before);
  writeFileSync(page, text.replace('반 전체', '반의 전체'));
  expect(sealsOf(pages)).toEqual({ ...before, 'class.ko.png': expect.any(String) as string });
  expect(sealsOf(pages)['class.ko.png']).not.toBe(before['class.ko.png']);
});

it('are in the README, of the size that they are drawn in', () => {
  const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
  for (const name of NAMES) expect(readme).toContain(`(docs/images/${name})`);
});

const withChromium = hasChromium ? it : it.skip;

withChromium(`are drawn as those of the README are, heading and all (needs ${CHROMIUM})`, async () => {
  const pictures = await drawPictures(folder);
  expect(pictures.map((path) => basename(path)).sort()).toEqual(NAMES);
  for (const path of pictures) expect(sizeOf(path)).toEqual(sizeOf(join(IMAGES, basename(path))));
  const headings = { attendee: '김하늘', class: '반 전체 현황' };
  const browser = await openChromium();
  try {
    const [attendee, class_] = writeExamples(join(folder, 'pages'));
    for (const [file, heading] of [
      [attendee!, headings.attendee],
      [class_!, headings.class],
    ] as const) {
      const page = await openPage(browser, file, { width: 1440 }, []);
      const box = (await page.getByRole('heading', { name: heading, level: 1 }).boundingBox())!;
      expect(box.y + box.height).toBeLessThan(300);
    }
  } finally {
    await browser.close();
  }
});
