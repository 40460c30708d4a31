/** What happens by itself, on the agenda: activities and their texts, cooldowns, holds, suspension. */
import fc from 'fast-check';
import type { ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import { desiredFor } from './decisions';
import { fakeLab, labWithPolicy, LABEL, POLICY, tracking, web, type FakeLab } from './fake-lab';

async function activities(lab: FakeLab, IncludeNotScaledActivities = false): Promise<ScalingActivity[]> {
  const { ScalingActivities } = await lab.operations.DescribeScalingActivities({ ...web, IncludeNotScaledActivities });
  return ScalingActivities ?? [];
}

describe('an alarm', () => {
  it('scales out in one step, and the activity succeeds when the tasks run', async () => {
    const lab = labWithPolicy({ follows: false });
    lab.fire('out', 138_000);
    expect(lab.service.desired).toBe(8);
    const [waiting] = await activities(lab);
    expect(waiting).toMatchObject({
      ...web,
      Description: 'Setting desired count to 8.',
      Cause: `monitor alarm ${lab.alarm('out').name} in state ALARM triggered policy ${POLICY}`,
      StatusCode: 'InProgress',
      StatusMessage: 'Successfully set desired count to 8. Waiting for change to be fulfilled by ecs.',
    });
    expect(waiting).not.toHaveProperty('EndTime');

    lab.service.running = 8;
    lab.pass(5);
    const [done] = await activities(lab);
    expect(done).toMatchObject({
      ActivityId: waiting?.ActivityId,
      StartTime: waiting?.StartTime,
      StatusCode: 'Successful',
      StatusMessage: 'Successfully set desired count to 8. Change successfully fulfilled by ecs.',
    });
    expect(done?.EndTime?.getTime()).toBeGreaterThan(waiting?.StartTime?.getTime() ?? Infinity);
  });

  it('takes from 1 to 3 seconds to have an effect', () => {
    const lab = labWithPolicy();
    lab.alarms.invoke(lab.alarm('out'), 138_000);
    lab.pass(0.9);
    expect(lab.service.desired).toBe(2);
    lab.pass(2.1);
    expect(lab.service.desired).toBe(8);
  });

  it('that calls each minute at the maximum leaves a record each time, shown on request alone', async () => {
    const lab = labWithPolicy();
    for (let minute = 0; minute < 4; minute++) {
      lab.fire('out', 138_000);
      lab.pass(50);
    }
    expect(await activities(lab)).toHaveLength(1);
    const all = await activities(lab, true);
    expect(all).toHaveLength(4);
    expect(all[0]).toEqual({
      ...web,
      ActivityId: expect.any(String) as string,
      Description: 'Attempting to scale due to alarm triggered',
      Cause: `monitor alarm ${lab.alarm('out').name} in state ALARM triggered policy ${POLICY}`,
      StartTime: expect.any(Date) as Date,
      StatusCode: 'Failed',
      NotScaledReasons: [{ Code: 'AlreadyAtMaxCapacity', MaxCapacity: 8 }],
    });
  });

  it('without data, or in another state, does nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('OK' as const, 'INSUFFICIENT_DATA' as const, 'ALARM' as const),
        fc.option(fc.nat(200_000), { nil: undefined }),
        fc.constantFrom('out' as const, 'in' as const),
        async (state, value, direction) => {
          fc.pre(state !== 'ALARM' || value === undefined);
          const lab = labWithPolicy({ desired: 5 });
          lab.alarms.invoke(lab.alarm(direction), value, state);
          lab.pass(600);
          expect(lab.service.desired).toBe(5);
          expect(await activities(lab, true)).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of someone else is left alone', () => {
    const lab = labWithPolicy({ desired: 5 });
    const definition = lab.alarm('out');
    lab.alarms.invoke({ ...definition, name: 'an-alarm-by-hand' }, 138_000);
    lab.alarms.invoke({ ...definition, alarmActions: ['arn:aws:autoscaling:x:1:scalingPolicy:u'] }, 138_000);
    lab.pass(60);
    expect(lab.service.desired).toBe(5);
  });

  it('has no effect any more when its policy is gone before it is answered', async () => {
    const lab = labWithPolicy();
    lab.alarms.invoke(lab.alarm('out'), 138_000);
    await lab.operations.DeleteScalingPolicy({ ...web, PolicyName: POLICY });
    lab.pass(60);
    expect(lab.service.desired).toBe(2);
  });

  it('never takes the service out of its bounds, whatever comes', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('out' as const, 'in' as const), fc.nat(200_000), fc.nat(900))),
        (calls) => {
          const lab = labWithPolicy();
          for (const [direction, value, seconds] of calls) {
            lab.fire(direction, value);
            lab.pass(seconds);
            expect(lab.service.desired).toBeGreaterThanOrEqual(2);
            expect(lab.service.desired).toBeLessThanOrEqual(8);
          }
        },
      ),
    ));
});

describe('scale-in', () => {
  it('goes from 8 to 7, waits for the draining task, then for the cooldown', () => {
    const lab = labWithPolicy({ desired: 8, follows: false });
    const minutes = (count: number): void => {
      for (let minute = 0; minute < count; minute++) {
        lab.fire('in', 0);
        lab.pass(50);
      }
    };
    minutes(1);
    expect(lab.service.desired).toBe(7);
    minutes(5);
    expect(lab.service.desired).toBe(7);
    lab.service.running = 7;
    minutes(5);
    expect(lab.service.desired).toBe(7);
    lab.pass(30);
    minutes(1);
    expect(lab.service.desired).toBe(6);
  });

  it('waits for an activity that is in progress', () => {
    const lab = labWithPolicy({ follows: false });
    lab.fire('out', 12_000);
    lab.service.running = 5;
    lab.fire('in', 0);
    expect(lab.service.desired).toBe(6);
  });

  it('waits for a deployment to end, scale-out does not', async () => {
    const lab = labWithPolicy({ desired: 5 });
    lab.service.deploying = true;
    lab.fire('in', 0);
    expect(lab.service.desired).toBe(5);
    expect((await activities(lab, true))[0]?.NotScaledReasons).toEqual([
      { Code: 'TargetServicePutResourceAsUnscalable' },
    ]);
    lab.fire('out', 5000);
    expect(lab.service.desired).toBe(7);
    lab.service.deploying = false;
    lab.fire('in', 0);
    expect(lab.service.desired).toBe(6);
  });

  it('is allowed again at once by a scale-out in its cooldown', () => {
    const lab = labWithPolicy({ desired: 8 });
    lab.fire('in', 0);
    lab.fire('in', 0);
    expect(lab.service.desired).toBe(7);
    lab.fire('out', 138_000);
    expect(lab.service.desired).toBe(8);
    lab.fire('in', 0);
    expect(lab.service.desired).toBe(7);
  });
});

describe('scale-out', () => {
  it('in its cooldown acts for a larger result alone', () => {
    const lab = labWithPolicy({ timings: { reaction: { min: 1, max: 1 }, fulfilmentCheck: 1 } });
    lab.alarms.invoke(lab.alarm('out'), 10_000);
    lab.pass(2);
    expect(lab.service.desired).toBe(5);
    lab.service.running = lab.service.desired = 3;
    lab.alarms.invoke(lab.alarm('out'), 6000);
    lab.pass(2);
    expect(lab.service.desired).toBe(3);
    lab.alarms.invoke(lab.alarm('out'), 8000);
    lab.pass(2);
    expect(lab.service.desired).toBe(6);
  });

  it('overrides the activity before it', async () => {
    const lab = labWithPolicy({ follows: false });
    lab.fire('out', 6000);
    lab.fire('out', 138_000);
    const [newer, older] = await activities(lab);
    expect(newer?.StatusCode).toBe('InProgress');
    expect(older).toMatchObject({
      StatusCode: 'Overridden',
      StatusMessage: 'Successfully set desired count to 3. Found it was later changed to 8.',
      EndTime: newer?.StartTime,
    });
  });
});

describe('an activity in progress', () => {
  it('is overridden when someone else changes the desired count', async () => {
    const lab = labWithPolicy({ follows: false });
    lab.fire('out', 138_000);
    lab.service.desired = 4;
    lab.pass(5);
    expect((await activities(lab))[0]).toMatchObject({
      StatusCode: 'Overridden',
      StatusMessage: 'Successfully set desired count to 8. Found it was later changed to 4.',
      EndTime: expect.any(Date) as Date,
    });
  });

  it('fails when the service is deleted', async () => {
    const lab = labWithPolicy({ follows: false });
    lab.fire('out', 138_000);
    lab.service.exists = false;
    lab.pass(5);
    expect((await activities(lab))[0]?.StatusCode).toBe('Failed');
  });

  it('leaves nothing on the agenda once it ended', () => {
    const lab = labWithPolicy();
    lab.fire('out', 138_000);
    lab.pass(60);
    expect(lab.agenda.next).toBeUndefined();
  });
});

describe('suspension', () => {
  it('of one direction leaves the other', async () => {
    const lab = labWithPolicy({ desired: 5 });
    const suspend = (SuspendedState: object) => lab.operations.RegisterScalableTarget({ ...web, SuspendedState });
    await suspend({ DynamicScalingOutSuspended: true });
    lab.fire('out', 138_000);
    expect(lab.service.desired).toBe(5);
    lab.fire('in', 0);
    expect(lab.service.desired).toBe(4);
    await suspend({ DynamicScalingOutSuspended: false, DynamicScalingInSuspended: true });
    lab.pass(600);
    lab.fire('in', 0);
    expect(lab.service.desired).toBe(4);
    lab.fire('out', 138_000);
    expect(lab.service.desired).toBe(8);
  });
});

describe('bounds that move past the capacity', () => {
  it.each([
    ['minimum', 5, { MinCapacity: 6 }, 6, 'minimum capacity was set to 6'],
    ['maximum', 5, { MaxCapacity: 4 }, 4, 'maximum capacity was set to 4'],
  ])('%s: the capacity follows', async (_bound, desired, bounds, capacity, Cause) => {
    const lab = labWithPolicy({ desired });
    await lab.operations.RegisterScalableTarget({ ...web, ...bounds });
    lab.pass(10);
    expect(lab.service.desired).toBe(capacity);
    expect(await activities(lab)).toMatchObject([
      { Cause, Description: `Setting desired count to ${capacity}.`, StatusCode: 'Successful' },
    ]);
  });
});

describe('two policies', () => {
  function labWithTwo(DisableScaleIn = false): FakeLab {
    const lab = labWithPolicy({ desired: 5 });
    void lab.operations.PutScalingPolicy({
      ...web,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        DisableScaleIn,
      },
    });
    return lab;
  }

  it('scale out when one wants, in when both want', () => {
    const lab = labWithTwo();
    lab.fire('in', 0, POLICY);
    expect(lab.service.desired).toBe(5);
    lab.fire('in', 1, 'cpu');
    expect(lab.service.desired).toBe(4);
    lab.fire('out', 100, 'cpu');
    expect(lab.service.desired).toBe(8);
  });

  it('do not scale in on a wish that has passed', () => {
    const lab = labWithTwo();
    lab.fire('in', 0, POLICY);
    lab.pass(120);
    lab.fire('in', 1, 'cpu');
    expect(lab.service.desired).toBe(5);
  });

  it.each([
    ['the first', ['cpu', POLICY]],
    ['the second', [POLICY, 'cpu']],
  ])('keep all tasks when %s to be asked needs them all', (_which, order) => {
    const lab = labWithTwo();
    for (const policy of order) lab.fire('in', policy === 'cpu' ? 44 : 0, policy);
    expect(lab.service.desired).toBe(5);
  });

  it('do not wait for the one that never scales in', () => {
    const lab = labWithTwo(true);
    lab.fire('in', 0, POLICY);
    expect(lab.service.desired).toBe(4);
  });
});

it('decides by what it was given, so that a broken lab can be made', () => {
  const stuckAtThree: typeof desiredFor = (question) => desiredFor({ ...question, max: 3 });
  const lab = labWithPolicy({ decide: { desiredFor: stuckAtThree } });
  lab.fire('out', 138_000);
  expect(lab.service.desired).toBe(3);
});

it('does not scale a service before it has a policy', async () => {
  const lab = fakeLab();
  await lab.operations.RegisterScalableTarget({ ...web, MinCapacity: 2, MaxCapacity: 8 });
  expect(lab.alarms.all.size).toBe(0);
  await lab.operations.PutScalingPolicy({
    ...web,
    PolicyName: POLICY,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: tracking,
  });
  expect(lab.alarms.all.size).toBe(2);
  expect(LABEL).toContain(lab.alarm('out').metric.dimensions[0]?.Value);
});
