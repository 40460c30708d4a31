/** What is decided: capacities in tables, holds, alarms, and what holds for any numbers. */
import fc from 'fast-check';
import { alarmsFor, desiredFor, holdOn, type CapacityQuestion, type HoldQuestion } from './decisions';
import { LABEL, WEB } from './fake-lab';
import type { TargetTracking } from './model';

const lab = { min: 2, max: 8, target: 4000 };

describe('desiredFor', () => {
  it.each`
    case                                                  | running | desired | metric    | capacity
    ${'the recorded run: 2 tasks at 34 times the target'} | ${2}    | ${2}    | ${138000} | ${8}
    ${'in proportion'}                                    | ${2}    | ${2}    | ${6000}   | ${3}
    ${'rounded up'}                                       | ${2}    | ${2}    | ${4001}   | ${3}
    ${'from the running count, not the desired'}          | ${6}    | ${5}    | ${4400}   | ${7}
    ${'from below the minimum first to the minimum'}      | ${1}    | ${1}    | ${138000} | ${2}
  `(
    'out, $case',
    ({ running, desired, metric, capacity }: Record<'running' | 'desired' | 'metric' | 'capacity', number>) =>
      expect(desiredFor({ ...lab, direction: 'out', running, desired, metric })).toEqual({ capacity }),
  );

  it.each`
    case                                                  | running | desired | metric  | max    | capacity
    ${'the recorded run: one task of 8 without any load'} | ${8}    | ${8}    | ${0}    | ${8}   | ${7}
    ${'5 % of many'}                                      | ${60}   | ${60}   | ${0}    | ${100} | ${57}
    ${'no further than the load allows'}                  | ${60}   | ${60}   | ${3900} | ${100} | ${59}
    ${'from above the maximum first to the maximum'}      | ${12}   | ${12}   | ${0}    | ${8}   | ${8}
  `(
    'in, $case',
    ({
      running,
      desired,
      metric,
      max,
      capacity,
    }: Record<'running' | 'desired' | 'metric' | 'max' | 'capacity', number>) =>
      expect(desiredFor({ ...lab, max, direction: 'in', running, desired, metric })).toEqual({ capacity }),
  );

  it.each`
    case                                        | direction | running | desired | metric   | reason
    ${'out at the maximum'}                     | ${'out'}  | ${8}    | ${8}    | ${34500} | ${{ Code: 'AlreadyAtMaxCapacity', MaxCapacity: 8 }}
    ${'out above the maximum'}                  | ${'out'}  | ${9}    | ${9}    | ${34500} | ${{ Code: 'AlreadyAtMaxCapacity', MaxCapacity: 8 }}
    ${'out while the added tasks still start'}  | ${'out'}  | ${2}    | ${5}    | ${9000}  | ${{ Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 5 }}
    ${'out, when running times metric is less'} | ${'out'}  | ${3}    | ${6}    | ${4100}  | ${{ Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 6 }}
    ${'in at the minimum'}                      | ${'in'}   | ${2}    | ${2}    | ${0}     | ${{ Code: 'AlreadyAtMinCapacity', MinCapacity: 2 }}
    ${'in below the minimum'}                   | ${'in'}   | ${1}    | ${1}    | ${0}     | ${{ Code: 'AlreadyAtMinCapacity', MinCapacity: 2 }}
    ${'in while the removed task still drains'} | ${'in'}   | ${8}    | ${7}    | ${0}     | ${{ Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 7 }}
    ${'in, when the load needs all of them'}    | ${'in'}   | ${3}    | ${3}    | ${3500}  | ${{ Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 3 }}
  `('stays: $case', ({ reason, ...question }: CapacityQuestion & { reason: object }) =>
    expect(desiredFor({ ...lab, ...question })).toEqual({ notScaled: reason }),
  );

  it('is not led astray by binary fractions: three times 0.1 is not a little above 0.3', () =>
    expect(
      desiredFor({ direction: 'out', running: 1, desired: 1, min: 1, max: 8, metric: 3 * 0.1, target: 0.1 }),
    ).toEqual({ capacity: 3 }));

  it('never leaves min and max, and never moves against the alarm, whatever the numbers', () =>
    fc.assert(
      fc.property(
        fc.record({
          direction: fc.constantFrom('out' as const, 'in' as const),
          running: fc.nat(100),
          desired: fc.nat(100),
          bounds: fc.tuple(fc.nat(100), fc.nat(100)),
          metric: fc.double({ min: 0, max: 1e9, noNaN: true }),
          target: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        }),
        ({ bounds, ...question }) => {
          const [min, max] = [Math.min(...bounds), Math.max(...bounds)];
          const { capacity } = desiredFor({ ...question, min, max });
          if (capacity === undefined) return;
          expect(capacity).toBeGreaterThanOrEqual(min);
          expect(capacity).toBeLessThanOrEqual(max);
          if (question.direction === 'out') expect(capacity).toBeGreaterThan(question.desired);
          else expect(capacity).toBeLessThan(question.desired);
        },
      ),
    ));
});

describe('holdOn', () => {
  const quiet: HoldQuestion = {
    direction: 'in',
    capacity: 7,
    now: 1_000_000,
    deploying: false,
    target: {},
    cooldowns: { ScaleOutCooldown: 10, ScaleInCooldown: 300 },
  };
  const ongoing = {} as NonNullable<HoldQuestion['target']['ongoing']>;
  const outAt = (at: number, capacity: number): HoldQuestion['target'] => ({ lastScaleOut: { at, capacity } });

  it.each<[string, Partial<HoldQuestion>, ReturnType<typeof holdOn>]>([
    ['nothing in the way', {}, undefined],
    ['a deployment', { deploying: true }, 'deployment'],
    ['an activity in progress', { target: { ongoing } }, 'ongoing activity'],
    ['299 s after the last scale-in', { target: { scaleInCompletedAt: 701_000 } }, 'scale-in cooldown'],
    ['300 s after it', { target: { scaleInCompletedAt: 700_000 } }, undefined],
    ['299 s, no cooldown named', { target: { scaleInCompletedAt: 701_000 }, cooldowns: {} }, 'scale-in cooldown'],
    ['out in a deployment', { direction: 'out', deploying: true }, undefined],
    ['out with an activity in progress', { direction: 'out', target: { ongoing } }, undefined],
    ['out just after a scale-in', { direction: 'out', target: { scaleInCompletedAt: 999_000 } }, undefined],
    ['the same again 9 s after', { direction: 'out', target: outAt(991_000, 7) }, 'scale-out cooldown'],
    ['more 9 s after', { direction: 'out', target: outAt(991_000, 6) }, undefined],
    ['the same again 10 s after', { direction: 'out', target: outAt(990_000, 7) }, undefined],
    ['no cooldown named', { direction: 'out', target: outAt(701_000, 7), cooldowns: {} }, 'scale-out cooldown'],
  ])('%s', (_case, question, hold) => expect(holdOn({ ...quiet, ...question })).toBe(hold));
});

describe('alarmsFor', () => {
  const arn = 'arn:aws:autoscaling:ap-northeast-2:1:scalingPolicy:u:resource/ecs/service/DEMOGO-ECS/web:policyName/p';
  const ids = { high: 'h', low: 'l', createdBy: 'c' };
  const alarms = (configuration: TargetTracking) => alarmsFor({ resourceId: WEB, arn, configuration, ids });
  const requests: TargetTracking = {
    TargetValue: 4000,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: LABEL },
  };

  it('makes the two alarms of the recorded run', () => {
    const common = {
      description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${arn}.`,
      actionsEnabled: true,
      alarmActions: [`${arn}:createdBy/c`],
      okActions: [],
      insufficientDataActions: [],
      metric: {
        namespace: 'AWS/ApplicationELB',
        name: 'RequestCountPerTarget',
        dimensions: [
          { Name: 'LoadBalancer', Value: 'app/demogo-alb/87feb5f4ddaeebb8' },
          { Name: 'TargetGroup', Value: 'targetgroup/web/30665bcf567dd431' },
        ],
      },
      statistic: 'Sum',
      period: 60,
    };
    expect(alarms(requests)).toStrictEqual([
      {
        ...common,
        name: `TargetTracking-${WEB}-AlarmHigh-h`,
        evaluationPeriods: 3,
        threshold: 4000,
        comparison: 'GreaterThanThreshold',
      },
      {
        ...common,
        name: `TargetTracking-${WEB}-AlarmLow-l`,
        evaluationPeriods: 15,
        threshold: 3600,
        comparison: 'LessThanThreshold',
      },
    ]);
  });

  it.each([
    [4000, 3600],
    [6000, 5400],
    [1500, 1350],
    [80, 72],
    [70, 63],
    [0.7, 0.63],
    [0.8, 0.72],
  ])('of a target of %d puts the low threshold at exactly %d', (TargetValue, low) =>
    expect(alarms({ ...requests, TargetValue })[1]?.threshold).toBe(low),
  );

  it.each([
    ['ECSServiceAverageCPUUtilization', 'CPUUtilization'],
    ['ECSServiceAverageMemoryUtilization', 'MemoryUtilization'],
  ] as const)('follows %s in percent', (PredefinedMetricType, name) =>
    expect(alarms({ TargetValue: 70, PredefinedMetricSpecification: { PredefinedMetricType } })[0]).toMatchObject({
      metric: {
        namespace: 'AWS/ECS',
        name,
        dimensions: [
          { Name: 'ClusterName', Value: 'DEMOGO-ECS' },
          { Name: 'ServiceName', Value: 'web' },
        ],
      },
      statistic: 'Average',
      unit: 'Percent',
    }),
  );

  it('follows a metric of its own', () =>
    expect(
      alarms({
        TargetValue: 5,
        CustomizedMetricSpecification: { MetricName: 'Backlog', Namespace: 'Shop', Statistic: 'Maximum' },
      })[0],
    ).toMatchObject({ metric: { namespace: 'Shop', name: 'Backlog', dimensions: [] }, statistic: 'Maximum' }));

  it('makes no low alarm when scale-in is disabled', () =>
    expect(alarms({ ...requests, DisableScaleIn: true }).map(({ name }) => name)).toEqual([
      `TargetTracking-${WEB}-AlarmHigh-h`,
    ]));
});
