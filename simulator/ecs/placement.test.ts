/** Where tasks are placed and which of them leave, strategy by strategy. */
import fc from 'fast-check';
import { seeded } from '../world';
import type { PlacementStrategy } from './model';
import { chooseTasksToStop, placeTask, type Place } from './placement';

const byZone: PlacementStrategy = { type: 'spread', field: 'attribute:ecs.availability-zone' };
const byInstance: PlacementStrategy = { type: 'spread', field: 'instanceId' };
const binpackMemory: PlacementStrategy = { type: 'binpack', field: 'memory' };
const binpackCpu: PlacementStrategy = { type: 'binpack', field: 'cpu' };
const random: PlacementStrategy = { type: 'random' };

/** An instance `<zone><n>` with room for everything, unless told otherwise. */
const place = (id: string, tasks: number, freeMemory = 1000, freeCpu = 1000): Place => ({
  id,
  zone: id[0]!,
  tasks,
  freeCpu,
  freeMemory,
});
const needs = { cpu: 10, memory: 100 };

/** Every place that some seed picks. */
const picked = (strategies: PlacementStrategy[], places: Place[]): string[] => {
  const ids = Array.from({ length: 60 }, (_, seed) => placeTask(strategies, places, needs, seeded(seed))?.id ?? 'none');
  return [...new Set(ids)].sort();
};

describe('a place for one more task', () => {
  it.each<[string, PlacementStrategy[], Place[], string[]]>([
    ['spread over zones: the zone with fewer', [byZone], [place('a1', 2), place('b1', 1)], ['b1']],
    [
      'spread over zones counts the zone, not the instance',
      [byZone],
      [place('a1', 0), place('a2', 3), place('b1', 2)],
      ['b1'],
    ],
    [
      'spread over zones alone: any instance of it',
      [byZone],
      [place('a1', 2), place('b1', 1), place('b2', 0)],
      ['b1', 'b2'],
    ],
    [
      'zones, then instances (the balanced template)',
      [byZone, byInstance],
      [place('a1', 2), place('b1', 1), place('b2', 0)],
      ['b2'],
    ],
    [
      'a full instance still counts for its zone',
      [byZone, byInstance],
      [place('a1', 5, 99), place('a2', 0), place('b1', 1)],
      ['b1'],
    ],
    ['a full zone leaves it to the other', [byZone, byInstance], [place('a1', 5), place('b1', 1, 99)], ['a1']],
    [
      'the lab at 5, 0, 0, 5: the empty ones',
      [byZone, byInstance],
      [place('a1', 5), place('a2', 0), place('b1', 5), place('b2', 0)],
      ['a2', 'b2'],
    ],
    ['spread over instances alone', [byInstance], [place('a1', 1), place('a2', 0), place('b1', 1)], ['a2']],
    [
      'binpack memory: the least that still fits',
      [binpackMemory],
      [place('a1', 0, 900), place('a2', 0, 100), place('b1', 0, 99)],
      ['a2'],
    ],
    [
      'binpack cpu: the least that still fits',
      [binpackCpu],
      [place('a1', 0, 100, 500), place('a2', 0, 900, 10), place('b1', 0, 900, 9)],
      ['a2'],
    ],
    [
      'zones, then binpack',
      [byZone, binpackMemory],
      [place('a1', 1, 100), place('b1', 0, 900), place('b2', 0, 300)],
      ['b2'],
    ],
    ['random: any that fits', [random], [place('a1', 9), place('a2', 0), place('b1', 0, 99)], ['a1', 'a2']],
    ['no strategy: zone, then instance', [], [place('a1', 1), place('a2', 1), place('b1', 1), place('b2', 0)], ['b2']],
    ['no memory anywhere', [byZone], [place('a1', 0, 99), place('b1', 0, 50)], ['none']],
    ['no CPU anywhere', [byZone], [place('a1', 0, 1000, 9)], ['none']],
    ['no instance at all', [], [], ['none']],
  ])('%s', (_case, strategies, places, expected) => {
    expect(picked(strategies, places)).toEqual(expected);
  });

  it('never lacks the room, and is found whenever one has it', () =>
    fc.assert(
      fc.property(strategies, fc.array(places, { maxLength: 8 }), fc.nat(), (chosen, offered, seed) => {
        const found = placeTask(chosen, offered, needs, seeded(seed));
        const fits = offered.filter(({ freeCpu, freeMemory }) => freeCpu >= 10 && freeMemory >= 100);
        if (fits.length === 0) expect(found).toBeUndefined();
        else expect(fits).toContain(found);
      }),
    ));

  it('keeps zones within one task of each other, and instances within a zone too, however many start', () =>
    fc.assert(
      fc.property(
        fc.constantFrom([byZone, byInstance], []),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        (chosen, zones, perZone, tasks, seed) => {
          const random = seeded(seed);
          const cluster = Array.from({ length: zones * perZone }, (_, i) =>
            place(`${'abc'[i % zones]}${i}`, 0, Infinity),
          );
          for (let i = 0; i < tasks; i++) placeTask(chosen, cluster, needs, random)!.tasks++;
          const inZones = groups(cluster, ({ zone }) => zone);
          expect(gap(inZones.map((zone) => sum(zone.map((each) => each.tasks))))).toBeLessThanOrEqual(1);
          for (const zone of inZones) expect(gap(zone.map((each) => each.tasks))).toBeLessThanOrEqual(1);
        },
      ),
    ));
});

describe('the tasks that leave', () => {
  interface Running {
    id: number;
    zone: string;
    instance: { id: string };
  }
  /** `on('a1', 'a1', 'b1')`: three tasks on two instances. */
  const on = (...instances: string[]): Running[] =>
    instances.map((id, n) => ({ id: n, zone: id[0]!, instance: { id } }));
  const leaving = (strategies: PlacementStrategy[], tasks: Running[], count: number): string[] => {
    const chosen = Array.from({ length: 60 }, (_, seed) =>
      chooseTasksToStop(strategies, tasks, count, seeded(seed))
        .map(({ instance }) => instance.id)
        .sort()
        .join(' '),
    );
    return [...new Set(chosen)].sort();
  };

  it.each<[string, PlacementStrategy[], Running[], number, string[]]>([
    ['from the crowded zone', [byZone], on('a1', 'a1', 'b1'), 1, ['a1']],
    ['within a zone at random', [byZone], on('a1', 'a2', 'a2', 'b1'), 1, ['a1', 'a2']],
    ['one after the other, the zones even', [byZone], on('a1', 'a1', 'a1', 'b1', 'b1', 'b1'), 2, ['a1 b1']],
    ['without a strategy from the crowded instance', [], on('a1', 'a2', 'a2', 'b1'), 1, ['a2']],
    ['without a strategy too the zone comes first', [], on('a1', 'a2', 'a3', 'b1', 'b1'), 1, ['a1', 'a2', 'a3']],
    ['all, when more should leave than there are', [byZone], on('a1', 'b1'), 5, ['a1 b1']],
    ['none of none', [], [], 2, ['']],
    ['none, when none should', [byZone], on('a1'), 0, ['']],
  ])('%s', (_case, strategies, tasks, count, expected) => {
    expect(leaving(strategies, tasks, count)).toEqual(expected);
  });

  it.each<[string, PlacementStrategy[], number, string[]]>([
    ['from where most is left', [binpackMemory], 1, ['b1']],
    ['again, as long as there is most', [binpackMemory], 2, ['b1 b1']],
    ['from the crowded zone, where that comes first', [byZone, binpackMemory], 1, ['a2']],
  ])('under binpack: %s', (_case, chosen, count, expected) => {
    const free: Record<string, number> = { a1: 10, a2: 30, b1: 50 };
    const tasks = on('a1', 'a1', 'a2', 'b1', 'b1');
    const left = (task: Running, gone: readonly Running[]): number =>
      free[task.instance.id]! + 10 * (1 + gone.filter(({ instance }) => instance.id === task.instance.id).length);
    const found = Array.from({ length: 20 }, (_, seed) =>
      chooseTasksToStop(chosen, tasks, count, seeded(seed), left)
        .map(({ instance }) => instance.id)
        .join(' '),
    );
    expect([...new Set(found)]).toEqual(expected);
  });

  it('are different ones, as many as asked for, and leave balanced zones balanced', () =>
    fc.assert(
      fc.property(
        strategies,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 25 }),
        fc.nat(),
        (chosen, size, count, seed) => {
          const tasks = on(...Array.from({ length: size }, (_, i) => `${'ab'[i % 2]}${i % 3}`));
          const gone = chooseTasksToStop(chosen, tasks, count, seeded(seed));
          expect(new Set(gone).size).toBe(Math.min(size, count));
          expect(tasks).toEqual(expect.arrayContaining(gone));
          const left = tasks.filter((task) => !gone.includes(task));
          const inZone = (zone: string): number => left.filter((task) => task.zone === zone).length;
          expect(Math.abs(inZone('a') - inZone('b'))).toBeLessThanOrEqual(1);
        },
      ),
    ));
});

const strategies = fc.subarray([byZone, byInstance, binpackMemory, binpackCpu, random]);
const places = fc
  .record({
    zone: fc.constantFrom('a', 'b', 'c'),
    n: fc.nat(9),
    tasks: fc.nat(9),
    freeMemory: fc.integer({ min: 0, max: 300 }),
    freeCpu: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ zone, n, ...rest }): Place => ({ id: `${zone}${n}`, zone, ...rest }));

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
const gap = (numbers: number[]): number => Math.max(...numbers) - Math.min(...numbers);
const groups = (all: Place[], by: (place: Place) => string): Place[][] =>
  [...new Set(all.map(by))].map((key) => all.filter((each) => by(each) === key));
