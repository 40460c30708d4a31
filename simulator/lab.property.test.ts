/** What holds of a whole lab whatever is asked of it, whatever load it has, and however long: bounds, places, alarms. */
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import { alarmState, evaluationRange } from './cloudwatch/behaviour';
import type { AlarmDefinition, AlarmState } from './cloudwatch/model';
import { CLUSTER, START, testLab, type TestLab } from './testing';

type All<T> = { [Name in keyof T]-?: NonNullable<T[Name]> };

const shop = {
  ServiceNamespace: 'ecs',
  ResourceId: `service/${CLUSTER}/shop`,
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

const step = fc.record({
  what: fc.constantFrom('load', 'load', 'load', 'idle', 'bounds', 'desired', 'group', 'stop', 'suspend', 'unkind'),
  /** Each means what the step makes of it. */
  count: fc.integer({ min: 0, max: 9 }),
  seconds: fc.integer({ min: 30, max: 420 }),
});

/** The small lab with a policy for its service and one for its group, both quick. */
function scaledLab(seed: number) {
  const lab = testLab({ seed, uptime: 200 });
  const aas = lab.applicationAutoScaling.operations as All<typeof lab.applicationAutoScaling.operations>;
  const asg = lab.autoScaling.operations as All<typeof lab.autoScaling.operations>;
  const [balancer] = lab.elb.configuration.loadBalancers.values();
  const label = [balancer!.arn.split(':loadbalancer/')[1], lab.service('shop').targetGroupArn!.split(':').at(-1)];
  const group = lab.autoScaling.find(groupName(lab))!;
  void aas.RegisterScalableTarget({ ...shop, MinCapacity: 1, MaxCapacity: 8 });
  void aas.PutScalingPolicy({
    ...shop,
    PolicyName: 'requests',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 1000,
      ScaleOutCooldown: 10,
      ScaleInCooldown: 10,
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: label.join('/'),
      },
    },
  });
  void asg.UpdateAutoScalingGroup({ AutoScalingGroupName: group.name, MinSize: 1, MaxSize: 4 });
  void asg.PutScalingPolicy({
    AutoScalingGroupName: group.name,
    PolicyName: 'network',
    PolicyType: 'TargetTrackingScaling',
    EstimatedInstanceWarmup: 10,
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' },
      TargetValue: 50_000,
    },
  });
  return { ...lab, aas, asg, group, balancerArn: balancer!.arn, bounds: { min: 1, max: 8 } };
}

type ScaledLab = ReturnType<typeof scaledLab>;

function groupName(lab: TestLab): string {
  const { Activities } = lab.autoScaling.operations.DescribeScalingActivities!({}) as {
    Activities: { AutoScalingGroupName: string }[];
  };
  return Activities[0]!.AutoScalingGroupName;
}

async function act(lab: ScaledLab, { what, count }: { what: string; count: number }): Promise<void> {
  if (what === 'bounds') {
    lab.bounds = { min: Math.floor(count / 3), max: Math.floor(count / 3) + count };
    await lab.aas.RegisterScalableTarget({ ...shop, MinCapacity: lab.bounds.min, MaxCapacity: lab.bounds.max });
  }
  if (what === 'desired')
    await lab.operations.UpdateService({ cluster: CLUSTER, service: 'shop', desiredCount: count });
  if (what === 'group')
    await lab.asg.SetDesiredCapacity({ AutoScalingGroupName: lab.group.name, DesiredCapacity: 1 + (count % 4) });
  if (what === 'stop')
    for (const { arn } of lab.tasks('shop').slice(0, count))
      await lab.operations.StopTask({ cluster: CLUSTER, task: arn });
  if (what === 'suspend') {
    const named = { AutoScalingGroupName: lab.group.name, ScalingProcesses: ['AlarmNotification'] };
    void (count % 2 ? lab.asg.SuspendProcesses(named) : lab.asg.ResumeProcesses(named));
  }
  if (what === 'unkind')
    lab.weather.change({
      lab: [
        { what: 'late-metrics', seconds: 30 * (count + 1), probability: 0.3 },
        { what: 'failing-tasks', probability: 0.3 },
        { what: 'failing-launches', probability: 0.3 },
        { what: 'failing-health-checks', probability: 0.1 },
      ].slice(0, count % 5) as never,
    });
}

/** Carries the lab on event by event, so that whoever looks sees each change by itself. */
function pass(lab: ScaledLab, seconds: number, load: number, look: () => void): void {
  const end = lab.agenda.ms + seconds * 1000;
  for (let at = lab.agenda.ms; at < end; at += 5000) {
    const weight = load * 60;
    if (load > 0) {
      const routing = lab.elb.route(lab.balancerArn, 80, '/');
      lab.elb.record(routing, { weight, status: routing.kind === 'target' ? 200 : 503, bytesIn: 80, bytesOut: 200 });
    }
    while ((lab.agenda.next ?? Infinity) <= Math.min(at + 5000, end)) {
      lab.agenda.advanceTo(lab.agenda.next!);
      look();
    }
    lab.agenda.advanceTo(Math.min(at + 5000, end));
  }
}

/** The state that the rule gives for the datapoints that the API shows at this moment. */
function verdictOf(lab: ScaledLab, alarm: MetricAlarm, before: AlarmState): AlarmState {
  const now = lab.agenda.ms;
  const { Period: period = 60, EvaluationPeriods: evaluationPeriods = 1, Statistic: statistic = 'Sum' } = alarm;
  const shown = (from: number, to: number) =>
    lab.cloudwatch.operations
      .GetMetricStatistics({
        Namespace: alarm.Namespace!,
        MetricName: alarm.MetricName!,
        Dimensions: alarm.Dimensions!.map(({ Name, Value }) => ({ Name: Name!, Value: Value! })),
        StartTime: new Date(from),
        EndTime: new Date(to),
        Period: 60,
        Statistics: [statistic],
      })
      .Datapoints.map((point) => ({ start: point.Timestamp.getTime(), value: point[statistic as 'Sum'] }));
  const newest = Math.max(...shown(now - 3600_000, now).map(({ start }) => start));
  const { from, to } = evaluationRange({
    now,
    period,
    evaluationPeriods,
    newest: Number.isFinite(newest) ? newest : undefined,
  });
  const points = new Map(shown(from, to).map((point) => [point.start, point.value]));
  const range = Array.from({ length: (to - from) / 60_000 }, (_, i) => from + i * 60_000).map((start) => ({
    start,
    value: points.get(start),
  }));
  const definition = {
    threshold: alarm.Threshold!,
    comparison: alarm.ComparisonOperator!,
    evaluationPeriods,
  } as AlarmDefinition;
  return alarmState({ definition, state: before, range }).state;
}

/** What is seen at every event; it is thrown at once, with the moment. */
function watch(lab: ScaledLab, seed: number) {
  let { desired } = lab.service('shop');
  let capacity = lab.group.desiredCapacity;
  const states = new Map<string, AlarmState>();
  const homes = new Map<string, string>();
  const found = { desired: 0, capacity: 0, transitions: 0 };
  const alarms = (): MetricAlarm[] => lab.cloudwatch.operations.DescribeAlarms({}).MetricAlarms;
  const at = (): string => `seed ${seed}, second ${(lab.agenda.ms - START) / 1000}`;

  return {
    found,
    /** What the one who asks has changed by himself is not the autoscaling's. */
    forgive: () => {
      ({ desired } = lab.service('shop'));
      capacity = lab.group.desiredCapacity;
    },
    look: () => {
      const now = lab.service('shop').desired;
      if (now !== desired) {
        found.desired++;
        if (now < lab.bounds.min || now > lab.bounds.max)
          throw new Error(`Expected ${lab.bounds.min} to ${lab.bounds.max} desired tasks, found ${now} (${at()}).`);
      }
      desired = now;
      const { desiredCapacity, minSize, maxSize } = lab.group;
      if (desiredCapacity !== capacity) {
        found.capacity++;
        if (desiredCapacity < minSize || desiredCapacity > maxSize)
          throw new Error(`Expected ${minSize} to ${maxSize} desired instances, found ${desiredCapacity} (${at()}).`);
      }
      capacity = desiredCapacity;
      for (const alarm of alarms()) {
        const before = states.get(alarm.AlarmName!) ?? 'INSUFFICIENT_DATA';
        const state = alarm.StateValue as AlarmState;
        if (state === before) continue;
        found.transitions++;
        const verdict = verdictOf(lab, alarm, before);
        if (verdict !== state)
          throw new Error(
            `Expected ${alarm.AlarmName} to become ${verdict} by its datapoints, found ${state} (${at()}).`,
          );
        states.set(alarm.AlarmName!, state);
      }
    },
    checkPlaces: async () => {
      const { instances, tasks } = lab.service('shop').cluster;
      for (const { id, status, instance } of tasks.values()) {
        if (status === 'STOPPED' || !instance) continue;
        expect([id, homes.get(id) ?? instance.id]).toEqual([id, instance.id]);
        homes.set(id, instance.id);
      }
      if (instances.size === 0) return;
      const { containerInstances } = await lab.operations.DescribeContainerInstances({
        cluster: CLUSTER,
        containerInstances: [...instances.keys()],
      });
      for (const { remainingResources } of containerInstances!)
        for (const { integerValue } of remainingResources!) expect(integerValue).toBeGreaterThanOrEqual(0);
    },
  };
}

it('autoscaling stays within its bounds, tasks where they are, and alarms with their datapoints', async () => {
  const total = { desired: 0, capacity: 0, transitions: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), fc.nat(10_000), async (steps, seed) => {
      const lab = scaledLab(seed);
      const { found, look, forgive, checkPlaces } = watch(lab, seed);
      for (const { what, count, seconds } of steps) {
        await act(lab, { what, count });
        forgive();
        pass(lab, seconds, what === 'load' ? count : 0, look);
        await checkPlaces();
      }
      for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += found[name];
    }),
    { numRuns: 8 },
  );
  // The sequences did make something happen.
  expect(Math.min(...Object.values(total))).toBeGreaterThan(0);
});
