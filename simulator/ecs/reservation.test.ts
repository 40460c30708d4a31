/** Managed scaling's arithmetic, by the worked examples of the AWS blog "Deep Dive on Amazon ECS Cluster Auto Scaling". */
import { capacityFor, instancesNeeded, reservation } from './reservation';

describe('the reservation', () => {
  it.each([
    ['as many as are needed', 3, 3, 100],
    ['one too many', 2, 3, 66.667],
    ['twice what there is', 4, 2, 200],
    ['idle instances', 0, 3, 0],
    ['nothing needed and nothing there', 0, 0, 100],
    ['something needed and nothing there', 2, 0, 200],
  ])('of %s', (_case, needed, running, expected) => {
    expect(reservation({ needed, running })).toBeCloseTo(expected, 3);
  });
});

describe('the instances that are needed', () => {
  const type = { cpu: 1000, memory: 1000 };
  const task = (memory: number, cpu = 0) => ({ cpu, memory });
  const instance = (...tasks: { cpu: number; memory: number }[]) => ({ ...type, tasks });
  it.each<[string, Parameters<typeof instancesNeeded>[0], Parameters<typeof instancesNeeded>[1], number]>([
    ['none for nothing', [], [], 0],
    ['those with tasks, whatever else would fit', [instance(task(10)), instance(task(10)), instance()], [], 2],
    ['an empty one that a waiting task would fill', [instance(task(900)), instance()], [task(500)], 2],
    ['no more for what fits beside running tasks', [instance(task(500))], [task(500)], 1],
    ['not those that stay empty', [instance(task(500)), instance()], [task(400)], 1],
    ['new ones by first fit', [instance(task(900))], [task(600), task(600), task(400), task(400)], 3],
    ['by CPU as well', [], [task(1, 600), task(1, 600)], 2],
    ['none for a task that fits on no instance', [instance(task(10))], [task(1001), task(1, 1001)], 1],
  ])('are %s', (_case, instances, waiting, expected) => {
    expect(instancesNeeded(instances, waiting, type)).toBe(expected);
  });

  it('are one for any waiting task while the type is not known', () => {
    expect(instancesNeeded([], [task(600), task(600)], undefined)).toBe(1);
  });
});

describe('the capacity', () => {
  const scaling = {
    status: 'ENABLED' as const,
    targetCapacity: 100,
    minimumScalingStepSize: 1,
    maximumScalingStepSize: 10_000,
    instanceWarmupPeriod: 300,
  };
  const group = { desired: 3, min: 0, max: 20 };
  it.each<[string, 'out' | 'in', Partial<typeof group>, number, number, Partial<typeof scaling>, number]>([
    ['shrinks to what is needed', 'in', {}, 3, 200 / 3, {}, 2],
    ['holds spare instances for a target of 50', 'out', {}, 3, 200 / 3, { targetCapacity: 50 }, 4],
    ['is not fooled by the arithmetic of floats', 'out', {}, 3, (5 / 3) * 100, {}, 5],
    ['grows in one step', 'out', { desired: 2 }, 2, 400, {}, 8],
    ['grows by the largest step at most', 'out', { desired: 2 }, 2, 400, { maximumScalingStepSize: 3 }, 5],
    ['grows by the smallest step at least', 'out', {}, 3, 400 / 3, { minimumScalingStepSize: 5 }, 8],
    ['stays within the maximum', 'out', { max: 4 }, 3, 300, {}, 4],
    ['begins from nothing with the smallest step', 'out', { desired: 0 }, 0, 200, { minimumScalingStepSize: 2 }, 2],
    ['waits for the first instances', 'out', { desired: 2 }, 0, 200, {}, 2],
    ['does not ask again for what is being launched', 'out', { desired: 6 }, 3, 200, {}, 6],
    ['loses half at most', 'in', { desired: 10 }, 10, 10, {}, 5],
    ['loses one of one', 'in', { desired: 1 }, 1, 0, {}, 0],
    ['stays at the minimum', 'in', { min: 3 }, 3, 0, {}, 3],
    ['does not grow in a scale-in', 'in', { desired: 2 }, 3, 99, {}, 2],
  ])('%s', (_case, direction, sizes, running, value, more, expected) => {
    expect(capacityFor(direction, { ...group, ...sizes }, running, value, { ...scaling, ...more })).toBe(expected);
  });
});
