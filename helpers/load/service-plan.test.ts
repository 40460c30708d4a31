/** Tests of the two rates: the inequalities that AWS's rules make of them, for every service that has such rates. */
import fc from 'fast-check';
import { servicePlan, type ServiceGoal } from './service-plan';

type Goal = Required<Omit<ServiceGoal, 'headroom'>>;
type Rule = (rate: number, goal: Goal) => boolean;

/*
 * Application Auto Scaling user guide, target-tracking-scaling-policy-overview, and the two alarms' thresholds as observed.
 * The metric is the rate by the number of targets; all comparisons are multiplied out to whole numbers, which are exact.
 */
const PEAK: Record<string, Rule> = {
  'AlarmHigh fires at min: more than the target for each': (r, { target, min }) => r > target * min,
  'the metric asks for max at once: capacity is added in proportion': (r, { target, max }) => r > target * (max - 1),
  'AlarmHigh stays in ALARM at max': (r, { target, max }) => r > target * max,
};
const HOLD_MAX_TO_ONE_LESS: Record<string, Rule> = {
  'AlarmLow fires at max: less than 0.9 of the target for each': (r, { target, max }) => 10 * r < 9 * target * max,
  'without one task the metric is not above the target': (r, { target, max }) => r <= target * (max - 1),
  'it is a load': (r) => r >= 1,
};
const HOLD_STAYS: Record<string, Rule> = {
  'the metric asks for no less than max - 1': (r, { target, max }) => r > target * (max - 2),
  'AlarmLow does not fire at max - 1': (r, { target, max }) => 10 * r >= 9 * target * (max - 1),
};
/** A service that has come to its minimum goes no further. */
const holdRules = ({ min, max }: Goal): Record<string, Rule> =>
  max - 1 === min ? HOLD_MAX_TO_ONE_LESS : { ...HOLD_MAX_TO_ONE_LESS, ...HOLD_STAYS };

const broken = (rules: Record<string, Rule>, rate: number, goal: Goal): string[] =>
  Object.keys(rules).filter((name) => !rules[name]!(rate, goal));

/** Undefined when there is none. */
function planned(goal: ServiceGoal): ReturnType<typeof servicePlan> | undefined {
  try {
    return servicePlan(goal);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return undefined;
  }
}

const goals = (target: number, max: number): fc.Arbitrary<Goal> =>
  fc
    .record({
      target: fc.integer({ min: 1, max: target }),
      max: fc.integer({ min: 2, max }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ share, ...goal }) => ({ ...goal, min: 1 + Math.floor(share * (goal.max - 2)) }));

it('a plan keeps every rule', () =>
  fc.assert(
    fc.property(goals(1e6, 60), (goal) => {
      const plan = planned(goal);
      if (!plan) return;
      expect(broken(PEAK, plan.peakPerMinute, goal)).toEqual([]);
      expect(broken(holdRules(goal), plan.holdPerMinute, goal)).toEqual([]);
    }),
    { numRuns: 2000 },
  ));

it('there is a plan wherever there is a hold that keeps every rule', () =>
  fc.assert(
    fc.property(goals(40, 30), (goal) => {
      const rates = Array.from({ length: goal.target * goal.max }, (_, i) => i + 1);
      const exists = rates.some((rate) => broken(holdRules(goal), rate, goal).length === 0);
      expect(planned(goal) !== undefined).toBe(exists);
    }),
    { numRuns: 1000 },
  ));

it('there is a plan for every target of 20 and more, up to 19 tasks', () =>
  fc.assert(
    fc.property(goals(1e6, 19), (goal) => {
      expect(planned({ ...goal, target: goal.target + 19 })).toBeDefined();
    }),
    { numRuns: 1000 },
  ));

it.each([
  [{ target: 4000, min: 2, max: 8 }, 36_000, 26_400],
  [{ target: 4000, min: 7, max: 8 }, 36_000, 26_600],
  [{ target: 4000, min: 1, max: 2 }, 9000, 3800],
  [{ target: 4000, min: 2, max: 19 }, 85_500, 68_200],
  [{ target: 1, min: 2, max: 8 }, 9, 7],
  [{ target: 3, min: 2, max: 4 }, 14, 9],
  [{ target: 4, min: 1, max: 3 }, 14, 8],
  [{ target: 0.5, min: 1, max: 3 }, 2, 1],
  [{ target: 4000, min: 29, max: 30 }, 135_000, 102_599],
])('%j is driven by %d and held by %d requests a minute', (goal, peakPerMinute, holdPerMinute) => {
  expect(servicePlan(goal)).toEqual({ peakPerMinute, holdPerMinute });
});

it.each([
  [0.5, 48_000],
  [0.1, 35_200],
  [1e-9, 32_001],
])('with a headroom of %d, 8 tasks at 4000 have their peak at %d', (headroom, peakPerMinute) => {
  expect(servicePlan({ target: 4000, min: 2, max: 8, headroom }).peakPerMinute).toBe(peakPerMinute);
});

it.each<[ServiceGoal, string]>([
  [
    { target: 4000, min: 2, max: 20 },
    'Expected a hold that takes 20 tasks to 19 and leaves them there at 4000 requests per target, found none: ' +
      'it would have to be 72001 requests a minute at least, and 71999 at most. Choose a max below 20',
  ],
  [{ target: 1, min: 2, max: 15 }, 'it would have to be 14 requests a minute at least, and 13 at most'],
  [{ target: 0, min: 2, max: 8 }, 'Expected target of the service to be a number above 0, found 0'],
  [{ target: NaN, min: 2, max: 8 }, 'Expected target of the service to be a number above 0, found NaN'],
  [{ target: 4000, min: 0, max: 8 }, 'Expected min of the service to be a whole number of tasks from 1 up, found 0'],
  [{ target: 4000, min: 8, max: 8 }, 'Expected max of the service to be a whole number of tasks above min, which is 8'],
  [{ target: 4000, min: 2, max: 8, headroom: 0 }, 'Expected headroom of the service to be a number above 0, found 0'],
])('refuses %j', (goal, why) => {
  expect(() => servicePlan(goal)).toThrow(RangeError);
  expect(() => servicePlan(goal)).toThrow(why);
});
