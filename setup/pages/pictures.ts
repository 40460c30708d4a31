/** `npm run pictures`: the README's four pictures of the pages, of an attendee and of a class that are made up. */
import { resolve } from 'node:path';
import { messageOf } from '../../helpers/errors';
import { CHROMIUM, hasChromium } from './chromium';
import { drawPictures } from './draw-pictures';

async function main(): Promise<void> {
  if (!hasChromium)
    throw new Error(`Expected a browser at ${CHROMIUM}, found none. Install Debian's package chromium.`);
  const pictures = await drawPictures(resolve(__dirname, '../../docs/images'));
  process.stdout.write(`${pictures.join('\n')}\n`);
}

void main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
