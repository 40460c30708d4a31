/** The bytes of an answer, as they are counted and as they are sent. */
import { answerOf, textOf } from './answer';

it.each([
  ['a page', answerOf(200, '<h1>안녕</h1>', { 'content-type': 'text/html; charset=utf-8' }, false, true)],
  ['a page to HEAD', answerOf(200, '<h1>demogo</h1>', undefined, true, false)],
  ['a status without content', answerOf(204, 'never sent', undefined, false, true)],
  ['a status that has no name', answerOf(299, 'x', { 'Content-Length': '7', 'X-Own': 'y' }, false, true)],
])('of %s are as many as are counted', (_, answer) => {
  expect(Buffer.byteLength(textOf(answer))).toBe(answer.bytes);
});

it('say length and connection once, and what type it is', () => {
  expect(textOf(answerOf(404, 'no', { connection: 'x', 'X-Own': 'y' }, false, true))).toBe(
    'HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\nX-Own: y\r\nContent-Type: text/html\r\n\r\nno',
  );
});
