/** All loads of a process stop at one word, also where it is said by code that shares no module with them. */
import { loopback, hold, type Loopback } from './loopback';
import { CEILINGS } from './safety';
import { startLoad } from './start';
import type * as Start from './start';
import type * as Stop from './stop';

let lab: Loopback;
beforeEach(async () => {
  lab = await loopback(hold);
});
afterEach(() => lab.close());

it('those that run are stopped, and no other begins', async () => {
  const pass = { kind: 'closed', url: lab.url, inFlight: 5, maxRequests: 100, duration: 3600 } as const;
  const plan = { passes: [pass], repeatFor: 0, atMost: 3600 };
  const safety = { ...CEILINGS, hosts: [new URL(lab.url).host] };
  const load = await startLoad(plan, { clock: { kind: 'wall' }, safety });
  load.begin();
  while (lab.requests < 5) await new Promise(setImmediate);
  jest.isolateModules(() => {
    jest.requireActual<typeof Stop>('./stop').stopAllLoads();
  });
  expect(await load.done).toMatchObject({ sent: 5, abandoned: 5, endedBecause: 'stop' });
  await expect(startLoad(plan, { clock: { kind: 'wall' }, safety })).rejects.toThrow('the run is being cut short');
  expect(lab.requests).toBe(5);
});

/** As another spec file's modules: loaded anew, after the word was said. */
it('none begins in modules that are loaded later either', async () => {
  const plan = {
    passes: [{ kind: 'closed', url: lab.url, inFlight: 1, maxRequests: 1, duration: 1 } as const],
    repeatFor: 0,
    atMost: 1,
  };
  const safety = { ...CEILINGS, hosts: [new URL(lab.url).host] };
  let later: typeof Start | undefined;
  jest.isolateModules(() => {
    later = jest.requireActual<typeof Start>('./start');
  });
  await expect(later!.startLoad(plan, { clock: { kind: 'wall' }, safety })).rejects.toThrow(
    'the run is being cut short',
  );
  expect(lab.requests).toBe(0);
});
