/** Tests of the one way a text gets into a picture. */
import { disc, text } from './draw';

it('takes from a text what a picture may not carry, and leaves markup to the renderer', () => {
  expect(text(0, 0, '\u001b[31m<b>\u0000&amp;\ud800\u001b[0m').style.text).toBe('<b> &amp; ');
});

it.each([
  [9, 11],
  [99, 11],
  [100, 8],
])('writes %i into its disc at %i pixels', (number, size) => {
  const style = disc(0, 0, number)[1]!.style;
  expect(style).toMatchObject({ text: String(number), fontSize: size });
});
