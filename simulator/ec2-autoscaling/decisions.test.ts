/** Tables of what EC2 Auto Scaling decides. */
import fc from 'fast-check';
import { alarmsFor, desiredFor, lowThreshold, selectForTermination, subnetFor } from './decisions';

describe('desiredFor', () => {
  const lab = { min: 2, max: 4, target: 50_000 };
  it.each([
    ['the recorded run is capped at the maximum', 'out', 2, 2, 0, 321e6, 4],
    ['out in proportion, rounded up', 'out', 2, 2, 0, 50_001, 3],
    ['exactly the target needs no more', 'out', 2, 2, 0, 50_000, 2],
    ['warming instances are capacity that is there', 'out', 4, 2, 2, 99_000, 4],
    ['but not for a load beyond them', 'out', 3, 2, 1, 99_000, 4],
    ['an AlarmHigh never shrinks', 'out', 4, 4, 0, 10, 4],
    ['at the maximum nothing', 'out', 4, 4, 0, 321e6, 4],
    ['in by one, with no load at all', 'in', 4, 4, 0, 1480, 3],
    ['not below what the load needs', 'in', 4, 4, 0, 44_000, 4],
    ['not below the minimum', 'in', 2, 2, 0, 1480, 2],
    ['not while an instance warms up', 'in', 4, 3, 1, 1480, 4],
  ] as const)('%s', (_case, direction, desired, warm, warming, metric, expected) => {
    expect(desiredFor({ ...lab, direction, desired, warm, warming, metric })).toBe(expected);
  });

  it('observed: 2 instances at 50 with a target of 30 become 4', () =>
    expect(
      desiredFor({ direction: 'out', desired: 2, warm: 2, warming: 0, min: 1, max: 9, metric: 50, target: 30 }),
    ).toBe(4));

  it('takes 5 % of a large group at a step', () =>
    expect(
      desiredFor({ direction: 'in', desired: 60, warm: 60, warming: 0, min: 1, max: 99, metric: 0, target: 30 }),
    ).toBe(57));

  it('has no dust of binary fractions: three instances at the target stay three', () =>
    expect(
      desiredFor({ direction: 'out', desired: 3, warm: 3, warming: 0, min: 1, max: 9, metric: 0.1, target: 0.1 }),
    ).toBe(3));

  it('stays between min and max, and goes the way of its alarm, whatever is asked', () =>
    fc.assert(
      fc.property(
        fc.record({
          direction: fc.constantFrom('out' as const, 'in' as const),
          bounds: fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50)),
          warm: fc.nat(50),
          warming: fc.nat(3),
          metric: fc.double({ min: 0, max: 1e9, noNaN: true }),
          target: fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        }),
        ({ bounds, ...rest }) => {
          const [min, desired, max] = [...bounds].sort((a, b) => a - b) as [number, number, number];
          const capacity = desiredFor({ ...rest, min, max, desired });
          expect(capacity).toBeGreaterThanOrEqual(rest.direction === 'out' ? desired : min);
          expect(capacity).toBeLessThanOrEqual(rest.direction === 'out' ? max : desired);
        },
      ),
    ));
});

const subnet = (zone: string) => ({ id: `subnet-${zone}`, zone });

describe('subnetFor', () => {
  it.each([
    ['', 'a'],
    ['a', 'b'],
    ['ab', 'a'],
    ['abb', 'a'],
    ['aab', 'b'],
  ])('with instances in %j takes zone %s', (kept, expected) => {
    const instances = [...kept].map((zone) => ({ subnet: subnet(zone) }));
    expect(subnetFor([subnet('a'), subnet('b')], instances).zone).toBe(expected);
  });

  it('says what is missing without subnets', () => expect(() => subnetFor([], [])).toThrow(/with a subnet/));
});

describe('selectForTermination', () => {
  // Zone, moment of the launch, and * for protected.
  it.each([
    ['a1 b2 b3', 'b2'],
    ['a5 b2 b3 a1', 'a1'],
    ['a1 b2', 'a1'],
    ['b1 a2', 'b1'],
    ['a1* a2 b3', 'a2'],
    ['a1* a2* b3', 'b3'],
    ['a1* b2*', undefined],
    ['', undefined],
  ])('of %j takes %s', (instances, expected) => {
    const kept = instances.split(' ').flatMap((text) => {
      const [zone, launchedAt] = text;
      return zone && launchedAt
        ? [
            {
              id: text.slice(0, 2),
              subnet: subnet(zone),
              launchedAt: Number(launchedAt),
              protectedFromScaleIn: text.endsWith('*'),
            },
          ]
        : [];
    });
    expect(selectForTermination(kept)).toBe(expected);
  });
});

describe('lowThreshold', () => {
  it.each([
    ['recorded run', 50_000, 2, 45_000],
    ['observed at 1', 40, 1, 28],
    ['observed at 1', 75, 1, 52.5],
    ['observed at 7', 50, 7, 42.5],
    ['observed', 60, 2, 54],
  ])('%s: of %d at %d is %d', (_source, target, desired, expected) =>
    expect(lowThreshold(target, desired)).toBe(expected),
  );

  it('is between 0 and the target', () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e12, noNaN: true }), fc.nat(1000), (target, desired) => {
        expect(lowThreshold(target, desired)).toBeGreaterThan(0);
        expect(lowThreshold(target, desired)).toBeLessThan(target);
      }),
    ));
});

describe('alarmsFor', () => {
  const arn = 'arn:aws:autoscaling:ap-northeast-2:1:scalingPolicy:u:autoScalingGroupName/g:policyName/p';
  const question = {
    arn,
    groupName: 'g',
    tracking: { metric: 'ASGAverageNetworkIn', targetValue: 50_000, disableScaleIn: false },
    desired: 2,
    ids: { high: 'h', low: 'l' },
  } as const;

  it('makes the two of the recorded run', () => {
    const common = {
      description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${arn}.`,
      actionsEnabled: true,
      alarmActions: [arn],
      okActions: [],
      insufficientDataActions: [],
      metric: { namespace: 'AWS/EC2', name: 'NetworkIn', dimensions: [{ Name: 'AutoScalingGroupName', Value: 'g' }] },
      statistic: 'Average',
      period: 60,
    };
    expect(alarmsFor(question)).toEqual([
      {
        ...common,
        name: 'TargetTracking-g-AlarmHigh-h',
        evaluationPeriods: 3,
        threshold: 50_000,
        comparison: 'GreaterThanThreshold',
      },
      {
        ...common,
        name: 'TargetTracking-g-AlarmLow-l',
        evaluationPeriods: 15,
        threshold: 45_000,
        comparison: 'LessThanThreshold',
      },
    ]);
  });

  it('makes the high one alone with DisableScaleIn', () =>
    expect(
      alarmsFor({ ...question, tracking: { ...question.tracking, disableScaleIn: true } }).map(({ name }) => name),
    ).toEqual(['TargetTracking-g-AlarmHigh-h']));
});
