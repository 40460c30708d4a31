/** What happens by itself, on the agenda: scaling, activities and their texts, warm-up, protection, suspension. */
import fc from 'fast-check';
import { asgLab, ASG, fixedTimings, named, POLICY, SUBNETS } from './testing';

const iso = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ';

describe('the recorded run', () => {
  it('grows from 2 to 4, two in each zone, because of AlarmHigh, after three loaded minutes', async () => {
    const lab = asgLab({ timings: {} });
    void lab.put();
    lab.pass(10 * 60);
    expect(lab.group.desiredCapacity).toBe(2);
    const loadBegan = lab.agenda.ms;
    let grewAfter = 0;
    for (let minute = 0; minute < 12; minute++) {
      for (const { id, state } of lab.group.instances) if (state === 'InService') lab.asg.recordNetwork(id, 321e6, 1e6);
      for (let second = 0; second < 60; second++) {
        lab.pass(1);
        if (!grewAfter && lab.group.desiredCapacity > 2) grewAfter = (lab.agenda.ms - loadBegan) / 1000;
      }
    }
    expect(grewAfter).toBeGreaterThan(3 * 60);
    expect(grewAfter).toBeLessThan(7 * 60);
    expect(lab.group.desiredCapacity).toBe(4);
    expect(lab.states()).toEqual(Array(4).fill('InService'));
    expect(lab.zones()).toEqual([2, 2]);
    expect(lab.told).toHaveLength(2);
    const [newest] = await lab.activities();
    expect(newest!.Cause).toMatch(
      new RegExp(
        `^At ${iso} a monitor alarm ${lab.alarm('out').name} in state ALARM triggered policy ${POLICY} changing the desired capacity from 2 to 4\\.  ` +
          `At ${iso} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 4\\.$`,
      ),
    );
  });

  it('without any load comes back to the minimum one by one, and stays there', () => {
    const lab = asgLab({ desired: 4, timings: {} });
    void lab.put();
    const seen: number[] = [];
    for (let minute = 0; minute < 60; minute++) {
      lab.pass(60);
      if (seen.at(-1) !== lab.group.desiredCapacity) seen.push(lab.group.desiredCapacity);
    }
    expect(seen).toEqual([4, 3, 2]);
    expect(lab.zones()).toEqual([1, 1]);
  });
});

describe('a launch', () => {
  it('is Pending and PreInService, then InService and Successful, and the host is told', async () => {
    const lab = asgLab();
    void lab.put();
    lab.fire('out', 321e6);
    expect(lab.group.desiredCapacity).toBe(4);
    expect(await lab.activities()).toHaveLength(2);
    lab.pass(8);
    expect(lab.states()).toEqual(['InService', 'InService', 'Pending', 'Pending']);
    const [begun] = await lab.activities();
    expect(begun).toMatchObject({ StatusCode: 'PreInService', Progress: 30 });
    expect(begun).not.toHaveProperty('EndTime');
    lab.pass(49);
    expect(lab.told).toEqual([]);
    lab.pass(1);
    expect(lab.states()).toEqual(Array(4).fill('InService'));
    const [newest, before] = await lab.activities();
    const { id } = lab.group.instances[3]!;
    expect(newest).toEqual({
      ActivityId: begun!.ActivityId,
      ...named,
      AutoScalingGroupARN: lab.group.arn,
      Description: `Launching a new EC2 instance: ${id}`,
      Cause:
        `At 2020-03-31T13:00:02Z a monitor alarm ${lab.alarm('out').name} in state ALARM triggered policy ${POLICY} changing the desired capacity from 2 to 4.  ` +
        'At 2020-03-31T13:00:10Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 4.',
      StartTime: new Date('2020-03-31T13:00:10Z'),
      EndTime: new Date('2020-03-31T13:01:00Z'),
      StatusCode: 'Successful',
      Progress: 100,
      Details: begun!.Details,
    });
    expect(before!.Cause).toBe(newest!.Cause);
    expect(lab.told).toEqual(lab.group.instances.slice(2).map((instance) => `launched ${instance.id}`));
  });

  it('names its subnet, zone and alarm in its details', async () => {
    const lab = asgLab();
    void lab.put();
    lab.fire('out', 321e6);
    lab.pass(8);
    const [, first] = await lab.activities();
    expect(JSON.parse(first!.Details!)).toEqual({
      'Subnet ID': SUBNETS[0]!.id,
      'Availability Zone': SUBNETS[0]!.zone,
      InvokingAlarms: [
        expect.objectContaining({
          AlarmName: lab.alarm('out').name,
          AlarmArn: `arn:aws:cloudwatch:ap-northeast-2:132340445232:alarm:${lab.alarm('out').name}`,
          Trigger: expect.objectContaining({
            MetricName: 'NetworkIn',
            Statistic: 'AVERAGE',
            Threshold: 50_000,
          }) as object,
        }),
      ],
    });
  });

  it('waits for the warm-up to end where the account shows that', async () => {
    const lab = asgLab({ timings: { ...fixedTimings, waitForWarmup: true } });
    void lab.put();
    lab.fire('out', 321e6);
    lab.pass(58);
    expect((await lab.activities())[0]).toMatchObject({ StatusCode: 'WaitingForInstanceWarmup', Progress: 60 });
    lab.pass(10);
    expect((await lab.activities())[0]).toMatchObject({ StatusCode: 'Successful', Progress: 100 });
  });

  it('takes from 40 to 75 seconds when nothing else is said', () => {
    const lab = asgLab({ timings: { reconcile: [8, 8] } });
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 4 });
    lab.pass(8 + 39);
    expect(lab.states().filter((state) => state === 'Pending')).toHaveLength(2);
    lab.pass(36);
    expect(lab.states()).toEqual(Array(4).fill('InService'));
  });

  it('is cancelled when its instance is terminated before, and the host hears of neither', async () => {
    const lab = asgLab();
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 3 });
    lab.pass(8);
    const { id } = lab.group.instances[2]!;
    void lab.operations.TerminateInstanceInAutoScalingGroup({ InstanceId: id, ShouldDecrementDesiredCapacity: true });
    lab.pass(200);
    expect(lab.group.instances.map((instance) => instance.id)).not.toContain(id);
    expect(lab.told.join()).not.toContain(id);
    expect((await lab.activities()).map(({ StatusCode }) => StatusCode)).toContain('Cancelled');
  });
});

describe('an alarm', () => {
  it('without data, in another state, or of someone else does nothing', () => {
    const lab = asgLab({ desired: 3 });
    void lab.put();
    const high = lab.alarm('out');
    const calls = [
      () => lab.fire('out', undefined),
      () => lab.fire('in', undefined),
      () => lab.fire('out', 321e6, 'INSUFFICIENT_DATA'),
      () => lab.fire('in', 0, 'OK'),
      () => lab.alarms.invoke({ ...high, name: 'by-hand' }, 321e6),
      () => lab.alarms.invoke({ ...high, alarmActions: [`${high.alarmActions[0]}:createdBy/x`] }, 321e6),
    ];
    for (const call of calls) {
      call();
      lab.pass(2);
      expect(lab.group.desiredCapacity).toBe(3);
    }
  });

  it('is without effect when its policy is gone or disabled before it is answered', () => {
    const lab = asgLab();
    void lab.put();
    lab.alarms.invoke(lab.alarm('out'), 321e6);
    void lab.operations.DeletePolicy({ ...named, PolicyName: POLICY });
    lab.pass(60);
    expect(lab.group.desiredCapacity).toBe(2);
    expect(lab.alarms.all.size).toBe(0);
  });

  it('does not add again for a load that instances are warming up for, nor say that it did', async () => {
    const lab = asgLab({ max: 9 });
    void lab.put();
    for (let i = 0; i < 20; i++) lab.fire('out', 99_000);
    expect(lab.group.desiredCapacity).toBe(4);
    lab.pass(100);
    expect((await lab.activities())[0]!.Cause!.match(/changing the desired capacity from \d to \d/g)).toEqual([
      'changing the desired capacity from 2 to 4',
    ]);
  });

  it('never takes the group out of its bounds, nor the zones out of balance, whatever comes', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('out' as const, 'in' as const), fc.nat(200_000), fc.nat(300)), {
          maxLength: 20,
        }),
        (calls) => {
          const lab = asgLab({ timings: {} });
          void lab.put();
          for (const [direction, value, seconds] of calls) {
            lab.fire(direction, value);
            lab.pass(seconds);
            expect(lab.group.desiredCapacity).toBeGreaterThanOrEqual(2);
            expect(lab.group.desiredCapacity).toBeLessThanOrEqual(4);
            expect(lab.group.instances.filter(({ state }) => state !== 'Terminating').length).toBeLessThanOrEqual(4);
          }
          lab.alarms.deleteAlarms([...lab.alarms.all.keys()]);
          void lab.operations.SuspendProcesses({ ...named, ScalingProcesses: ['AlarmNotification'] });
          lab.pass(600);
          expect(lab.group.instances).toHaveLength(lab.group.desiredCapacity);
          const [a, b] = lab.zones() as [number, number];
          expect(Math.abs(a - b)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 30 },
    ));
});

describe('suspended', () => {
  it('Launch and Terminate leave the instances as they are until they are resumed', () => {
    const lab = asgLab({ min: 1 });
    void lab.operations.SuspendProcesses({ ...named, ScalingProcesses: ['Launch', 'Terminate'] });
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 4 });
    lab.pass(300);
    expect(lab.group.instances).toHaveLength(2);
    void lab.operations.ResumeProcesses({ ...named, ScalingProcesses: ['Launch'] });
    lab.pass(300);
    expect(lab.group.instances).toHaveLength(4);
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 1 });
    lab.pass(300);
    expect(lab.group.instances).toHaveLength(4);
    void lab.operations.ResumeProcesses(named);
    lab.pass(300);
    expect(lab.group.instances).toHaveLength(1);
  });

  it('AlarmNotification leaves alarms unanswered', () => {
    const lab = asgLab();
    void lab.put();
    void lab.operations.SuspendProcesses({ ...named, ScalingProcesses: ['AlarmNotification'] });
    lab.fire('out', 321e6);
    expect(lab.group.desiredCapacity).toBe(2);
    void lab.operations.ResumeProcesses({ ...named, ScalingProcesses: ['AlarmNotification'] });
    lab.fire('out', 321e6);
    expect(lab.group.desiredCapacity).toBe(4);
  });
});

describe('another service', () => {
  it('sets the desired capacity within the bounds, with its cause', async () => {
    const lab = asgLab();
    const group = lab.asg.find(lab.group.arn)!;
    expect(group).toBe(lab.asg.find(ASG));
    lab.asg.setDesiredCapacity(group, 99, 'a monitor alarm A in state ALARM triggered policy P');
    expect(group.desiredCapacity).toBe(4);
    lab.pass(8);
    expect((await lab.activities())[0]!.Cause).toMatch(
      /^At 2020-03-31T13:00:00Z a monitor alarm A in state ALARM triggered policy P changing the desired capacity from 2 to 4\. {2}At /,
    );
    expect(lab.asg.find('none')).toBeUndefined();
  });
});
