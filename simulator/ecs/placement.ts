/** Where tasks go and which one leaves: pure decisions by placement strategy. */
import type { Random } from '../world';
import type { PlacementStrategy } from './model';

/** What a decision needs to know of an instance that a task may be placed on, or of one that it runs on. */
export interface Place {
  id: string;
  zone: string;
  /** Tasks of the service in question on this instance. */
  tasks: number;
  freeCpu: number;
  freeMemory: number;
}

/** What an unspecified strategy amounts to (ECS developer guide, "Service scheduler concepts"). */
const FALLBACK: PlacementStrategy[] = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'instanceId' },
];

/**
 * Picks the instance for one more task. Strategies are evaluated in order and each one narrows the candidates; `spread`
 * keeps those whose field value holds the fewest tasks of the service (ECS developer guide, "Task placement strategies").
 * @returns undefined when no place has the CPU units and MiB that are needed
 */
export function placeTask<P extends Place>(
  strategies: readonly PlacementStrategy[],
  places: readonly P[],
  needs: { cpu: number; memory: number },
  random: Random,
): P | undefined {
  let candidates = places.filter((place) => place.freeCpu >= needs.cpu && place.freeMemory >= needs.memory);
  for (const strategy of strategies.length > 0 ? strategies : FALLBACK) {
    if (strategy.type === 'spread') candidates = leastBy(candidates, crowd(strategy.field, places));
    if (strategy.type === 'binpack') candidates = leastBy(candidates, free(strategy.field));
  }
  return candidates.length > 0 ? random.pick(candidates) : undefined;
}

/**
 * Picks the tasks that leave when a service scales in: from the most crowded zone first, then (without a strategy, or where
 * the strategy spreads over instances too) from the most crowded instance; within what is left, at random
 * (ECS developer guide, "Service scheduler concepts": "Within an Availability Zone, tasks are selected at random").
 *
 * With `binpack` that task leaves whose instance has the most of the resource left without it (ECS developer guide, "Task placement
 * strategies"). That strategies are evaluated in order here too is inferred.
 * @param room what the task's instance has left when the task and those that are `gone` have left it; where it is not told,
 * `binpack` is not looked at
 */
export function chooseTasksToStop<T extends { zone: string; instance?: { id: string } }>(
  strategies: readonly PlacementStrategy[],
  tasks: readonly T[],
  count: number,
  random: Random,
  room?: (task: T, gone: readonly T[], resource: 'cpu' | 'memory') => number,
): T[] {
  const byInstance = strategies.length === 0;
  const packs = room !== undefined && strategies.some(({ type }) => type === 'binpack');
  const left = [...tasks];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) {
    const crowdedZone = (from: T[]): T[] =>
      mostBy(from, (task) => left.filter(({ zone }) => zone === task.zone).length);
    let candidates = packs ? left : crowdedZone(left);
    if (packs)
      for (const { type, field } of strategies) {
        if (type === 'spread' && field === 'attribute:ecs.availability-zone') candidates = crowdedZone(candidates);
        const resource = field === 'cpu' ? 'cpu' : 'memory';
        if (type === 'binpack') candidates = mostBy(candidates, (task) => room(task, chosen, resource));
      }
    if (byInstance)
      candidates = mostBy(
        candidates,
        (task) => left.filter((other) => other.instance?.id === task.instance?.id).length,
      );
    const task = random.pick(candidates);
    left.splice(left.indexOf(task), 1);
    chosen.push(task);
  }
  return chosen;
}

function crowd(field: string | undefined, all: readonly Place[]): (place: Place) => number {
  if (field === 'attribute:ecs.availability-zone')
    return ({ zone }) => all.filter((place) => place.zone === zone).reduce((sum, { tasks }) => sum + tasks, 0);
  return ({ tasks }) => tasks;
}

const free = (field: string | undefined) => (place: Place) => (field === 'cpu' ? place.freeCpu : place.freeMemory);

function leastBy<T>(items: readonly T[], measure: (item: T) => number): T[] {
  const least = Math.min(...items.map(measure));
  return items.filter((item) => measure(item) === least);
}

const mostBy = <T>(items: readonly T[], measure: (item: T) => number): T[] => leastBy(items, (item) => -measure(item));
