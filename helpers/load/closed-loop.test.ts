/** Tests of a closed pass: its gate, its end, and its rest after failures. */
import type * as Gates from './gates';
import { gates } from './gates';
import { closed, planOf, refused, running, soon, START } from './testing';

jest.mock('p-limit', () => jest.requireActual<typeof Gates>('./gates'));

it('sends the next request when one is answered, through a gate where none waits', async () => {
  gates.length = 0;
  const { transport, result } = running(planOf(closed({ inFlight: 3, maxRequests: 9 })));
  const send = jest.spyOn(transport, 'send');
  for (let round = 0; round < 9; round++) {
    const { activeCount, pendingCount } = gates[0]!;
    expect({ activeCount, pendingCount }).toEqual({ activeCount: Math.min(3, 9 - round), pendingCount: 0 });
    await soon();
    await transport.answer(1);
  }
  expect(await result).toMatchObject({ sent: 9, completed: 9, bytesRead: 900 });
  expect(send.mock.calls.length).toBe(9);
  expect(gates).toHaveLength(1);
});

it('starts nothing after its deadline, be it rung or not', async () => {
  const { time, transport, result } = running(planOf(closed({ inFlight: 2 })));
  await soon();
  time.slip(30);
  await transport.answer(1);
  expect(await result).toMatchObject({ sent: 2, completed: 1, abandoned: 1 });
  expect(time.clock.next).toBe(Infinity);
});

it('sends nothing after its end, not even what was to be sent in the same turn', async () => {
  const { engine, transport, result } = running(planOf(closed({ inFlight: 2 })));
  engine.stop();
  expect(await result).toMatchObject({ planned: 0, sent: 0, endedBecause: 'stop' });
  expect(transport.waiting).toEqual([]);
});

it('does not spin on a closed port, but rests, the longer the more often it failed', async () => {
  const { time, transport } = running(planOf(closed({ inFlight: 1 })));
  await soon();
  for (const rest of [0.01, 0.02, 0.03]) {
    await transport.answer(1, refused);
    expect(time.clock.next - time.clock.now()).toBeCloseTo(rest * 1000);
    time.pass(rest / 2);
    await soon();
    expect(transport.waiting).toHaveLength(0);
    time.pass(rest);
    await soon();
    expect(transport.waiting).toHaveLength(1);
  }
});

it('says whenever what is under way, or what it waits for, may have changed', async () => {
  const seen: [underWay: number, next: number][] = [];
  const changed = (): void => void seen.push([engine.underWay, (time.clock.next - START) / 1000]);
  const run = running(planOf(closed({ inFlight: 2, maxRequests: 3 })), { changed });
  const { engine, time, transport, result } = run;
  const last = async (): Promise<unknown> => {
    await soon();
    return seen.at(-1);
  };
  expect(await last()).toEqual([2, 30]);
  await transport.answer(1, refused);
  expect(await last()).toEqual([1, 0.01]);
  time.pass(0.01);
  expect(await last()).toEqual([2, 30]);
  await transport.answer(2);
  expect(await last()).toEqual([0, Infinity]);
  await result;
});

it('hands on its own mistakes', async () => {
  const { time, transport, result } = running(planOf(closed({ inFlight: 2 })));
  jest.spyOn(transport, 'send').mockRejectedValue(new Error('a mistake'));
  await transport.answer(2);
  await expect(result).rejects.toThrow('a mistake');
  expect(time.clock.next).toBe(Infinity);
});
