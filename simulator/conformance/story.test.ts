/** Reads in a row may be asked side by side; all else waits for what was before it. */
import { inTurns } from './story';

it('takes reads in a row together, and everything else by itself', () => {
  const [get, list, put, wait, pass] = [
    { operation: 'GetA' },
    { operation: 'ListA' },
    { operation: 'PutA' },
    { wait: 'ListA' },
    { pass: 60 },
  ];
  expect(inTurns([])).toEqual([]);
  expect(inTurns([get, list, put, put, pass, list, wait, get])).toEqual([
    [get, list],
    [put],
    [put],
    [pass],
    [list],
    [wait],
    [get],
  ]);
});
