/** Managed scaling as arithmetic: how many instances a provider needs, its reservation, and the capacity to ask for. */
import type { CapacityProvider } from './model';

interface Size {
  /** CPU units and MiB. */
  cpu: number;
  memory: number;
}

/**
 * M, the instances that a provider needs: those that run tasks, which never move, and by first fit the new ones that the
 * waiting tasks would fill (AWS blog, "Deep Dive on Amazon ECS Cluster Auto Scaling"; ECS developer guide,
 * managed-scaling-behavior). A task that is larger than an instance is not counted: no number of instances helps it.
 * @param instances the provider's, with the tasks that each runs
 * @param type what one more instance offers; undefined when the group has never had one: M is then 1 for any waiting task
 */
export function instancesNeeded(
  instances: readonly (Size & { tasks: readonly Size[] })[],
  waiting: readonly Size[],
  type: Size | undefined,
): number {
  const occupied = instances.filter(({ tasks }) => tasks.length > 0).length;
  if (waiting.length === 0) return occupied;
  if (!type) return occupied + 1;
  const left = instances.map(({ cpu, memory, tasks }) => ({
    cpu: cpu - sum(tasks, 'cpu'),
    memory: memory - sum(tasks, 'memory'),
    counted: tasks.length > 0,
  }));
  for (const task of waiting) {
    if (task.cpu > type.cpu || task.memory > type.memory) continue;
    let place = left.find((room) => room.cpu >= task.cpu && room.memory >= task.memory);
    if (!place) left.push((place = { ...type, counted: true }));
    place.cpu -= task.cpu;
    place.memory -= task.memory;
    place.counted = true;
  }
  return left.filter(({ counted }) => counted).length;
}

/**
 * CapacityProviderReservation in percent: M / N × 100, with two rules for N = 0 (AWS blog, "Deep Dive on Amazon ECS Cluster
 * Auto Scaling").
 */
export function reservation({ needed, running }: { needed: number; running: number }): number {
  if (running === 0) return needed === 0 ? 100 : 200;
  return (needed / running) * 100;
}

/**
 * The desired capacity that an alarm of managed scaling leads to: N × reservation / target, within the group's bounds.
 * Steps bound a scale-out alone (ECS API reference, ManagedScaling). A scale-in takes half of the group at most, at least one
 * (AWS What's New, September 2022, "Faster scaling-in for Amazon ECS cluster auto scaling").
 * @param group `desired` counts instances that are being launched already; they are not asked for again
 * @param running N, the provider's registered instances
 * @param value the reservation that the alarm judged, in percent
 * @returns the desired capacity, unchanged where there is nothing to do
 */
export function capacityFor(
  direction: 'out' | 'in',
  group: { desired: number; min: number; max: number },
  running: number,
  value: number,
  scaling: NonNullable<CapacityProvider['autoScalingGroup']>['managedScaling'],
): number {
  const { desired, min, max } = group;
  // From nothing, the ratio says nothing of how many: the smallest step is the beginning [inferred].
  const wanted =
    running === 0 ? (desired === 0 ? 1 : desired) : Math.ceil(rounded((running * value) / scaling.targetCapacity));
  if (direction === 'in') return Math.max(min, Math.min(desired, Math.max(wanted, desired - halfOf(desired))));
  if (wanted <= desired) return desired;
  const step = Math.min(Math.max(wanted - desired, scaling.minimumScalingStepSize), scaling.maximumScalingStepSize);
  return Math.max(desired, Math.min(max, desired + step));
}

const halfOf = (capacity: number): number => Math.max(1, Math.floor(capacity / 2));

/** 5 of 3 instances are 166.66…7 %, of which 3 × that / 100 is a little more than 5. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

const sum = (sizes: readonly Size[], resource: keyof Size): number =>
  sizes.reduce((total, size) => total + size[resource], 0);
