/** Who passes a gate, who waits, and in which order. */
import { TimeGate } from './gate';

it('lets pass while open, holds while closed, and releases in order', () => {
  const gate = new TimeGate();
  const passed: number[] = [];
  gate.wait(() => passed.push(1));
  gate.close();
  gate.wait(() => passed.push(2));
  gate.wait(() => passed.push(3));
  expect([gate.open, passed]).toEqual([false, [1]]);
  gate.reopen();
  expect([gate.open, passed]).toEqual([true, [1, 2, 3]]);
});

it('keeps the others when one of those that pass closes it again', () => {
  const gate = new TimeGate(false);
  const passed: number[] = [];
  gate.wait(() => gate.close());
  gate.wait(() => passed.push(1));
  gate.wait(() => passed.push(2));
  gate.reopen();
  expect(passed).toEqual([]);
  gate.reopen();
  expect(passed).toEqual([1, 2]);
});
