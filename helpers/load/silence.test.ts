/** Tests of when a thread is taken to be silent. */
import { watchSilence } from './silence';

/** A watch whose looks come when the test says so. */
function watching(limit = 30) {
  const stop = jest.fn();
  const fell = jest.fn();
  let look = (): void => {};
  const every = jest.fn((_: number, what: () => void) => ((look = what), stop));
  const watch = watchSilence(limit, fell, every);
  const looks = (count: number): void => {
    for (let i = 0; i < count; i++) look();
  };
  return { watch, looks, fell, stop, every };
}

it('is when it was not heard in thirty looks, once', () => {
  const { looks, fell, stop, every } = watching(60);
  expect(every).toHaveBeenCalledWith(2, expect.any(Function), { keepsAlive: false });
  looks(29);
  expect(fell).not.toHaveBeenCalled();
  looks(1);
  expect([fell.mock.calls.length, stop.mock.calls.length]).toEqual([1, 1]);
});

it('is not when it was heard between any two of them', () => {
  const { watch, looks, fell } = watching();
  looks(29);
  watch.heard();
  looks(29);
  expect(fell).not.toHaveBeenCalled();
});

it('is not looked for after the end of the watch', () => {
  const { watch, stop } = watching();
  watch.end();
  expect(stop).toHaveBeenCalledTimes(1);
});
