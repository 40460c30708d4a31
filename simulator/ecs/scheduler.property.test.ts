/** What holds of the service scheduler whatever is asked of it, and whoever stops its tasks. */
import fc from 'fast-check';
import { CLUSTER, testLab, type TestLab } from '../testing';
import type { Task } from './model';

const SHOP = `service/${CLUSTER}/shop`;
/** Tasks of `shop` that fit on its two instances. */
const CAPACITY = 20;
/** Two passes of the scheduler, and a little more: what it may take to see a change. */
const SOON = 32;

const step = fc.record({
  desired: fc.integer({ min: 0, max: 24 }),
  stop: fc.integer({ min: 0, max: 3 }),
  /** Long enough for what started to run: what is scaled in before that has a test of its own. */
  wait: fc.integer({ min: 60, max: 400 }),
});

it('the service soon has what is desired, and no two tasks share a place', () =>
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('drain then stop' as const, 'stop then drain' as const),
      fc.nat(10_000),
      (steps, scaleInOrder, seed) => {
        const lab = testLab({ seed, uptime: 120, decide: { ecs: { scaleInOrder } } });
        const homes = new Map<string, string>();
        for (const { desired, stop, wait } of steps) {
          lab.ecs.setDesired(SHOP, desired);
          for (const task of running(lab).slice(0, stop)) lab.ecs.scheduler.stop(task, 'UserInitiated', 'by hand');
          // What is draining or stopping still takes up its memory, and its room is taken in the next pass.
          let room = CAPACITY;
          lab.pass(wait, (second) => {
            if (second % 5 === 0) checkPlaces(lab, homes);
            if (second > wait - SOON) room = Math.min(room, CAPACITY - alive(lab).length + kept(lab).length);
          });
          expect(kept(lab).length).toBeLessThanOrEqual(desired);
          expect(kept(lab).length).toBeGreaterThanOrEqual(Math.min(desired, room));
        }
        lab.pass(700, (second) => second % 5 === 0 && checkPlaces(lab, homes));
        expect(running(lab)).toHaveLength(Math.min(CAPACITY, steps.at(-1)!.desired));
        expect(lab.states('shop')).toEqual(running(lab).map(() => 'healthy'));
      },
    ),
    { numRuns: 25 },
  ));

const alive = (lab: TestLab): Task[] => lab.tasks('shop').filter(({ status }) => status !== 'STOPPED');
const kept = (lab: TestLab): Task[] => alive(lab).filter((task) => task.desiredStatus === 'RUNNING' && !task.draining);
const running = (lab: TestLab): Task[] => kept(lab).filter(({ status }) => status === 'RUNNING');

/** @param homes the instance that each task was first seen on */
function checkPlaces(lab: TestLab, homes: Map<string, string>): void {
  const tasks = alive(lab);
  const targets = new Set(tasks.map(({ target }) => `${target.id}:${target.port}`));
  const moved = tasks.filter(({ id, instance }) => (homes.get(id) ?? instance!.id) !== instance!.id);
  for (const { id, instance } of tasks) homes.set(id, instance!.id);
  const overfull = [...lab.service('shop').cluster.instances.values()].filter(
    (instance) => tasks.filter((task) => task.instance === instance).length * 100 > instance.memory,
  );
  expect({ targets: targets.size, moved, overfull }).toEqual({ targets: tasks.length, moved: [], overfull: [] });
}
