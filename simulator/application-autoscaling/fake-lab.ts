/** The surroundings of Application Auto Scaling for its tests: alarms that fire by hand, one service, one label. */
import type { AlarmDefinition, AlarmInvocation, Alarms } from '../cloudwatch/model';
import { Agenda } from '../time';
import { createWorld } from '../world';
import { ApplicationAutoScaling, type AasTimings, type Decisions } from './index';
import { DIMENSION, NAMESPACE, type Direction } from './model';

export const WEB = 'service/DEMOGO-ECS/web';
export const LABEL = 'app/demogo-alb/87feb5f4ddaeebb8/targetgroup/web/30665bcf567dd431';
export const POLICY = 'ALB-request-tracking';
export const START = Date.UTC(2020, 2, 29, 9, 0);

/** What every request about the lab's service names. */
export const web = { ServiceNamespace: NAMESPACE, ScalableDimension: DIMENSION, ResourceId: WEB } as const;

/** What the lab's policy is put with. */
export const tracking = {
  TargetValue: 4000,
  PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: LABEL },
  ScaleOutCooldown: 10,
} as const;

class FakeAlarms implements Alarms {
  readonly all = new Map<string, AlarmDefinition>();
  #receivers: { prefix: string; receive: (invocation: AlarmInvocation) => void }[] = [];

  putAlarm(definition: AlarmDefinition): { name: string; arn: string } {
    this.all.set(definition.name, definition);
    return { name: definition.name, arn: `arn:aws:cloudwatch:ap-northeast-2:132340445232:alarm:${definition.name}` };
  }

  deleteAlarms(names: readonly string[]): void {
    names.forEach((name) => this.all.delete(name));
  }

  onAction(prefix: string, receive: (invocation: AlarmInvocation) => void): void {
    this.#receivers.push({ prefix, receive });
  }

  invoke(definition: AlarmDefinition, value: number | undefined, state: AlarmInvocation['state'] = 'ALARM'): void {
    for (const actionArn of definition.alarmActions)
      for (const { prefix, receive } of this.#receivers)
        if (actionArn.startsWith(prefix))
          receive({
            actionArn,
            alarmName: definition.name,
            alarmArn: `arn:aws:cloudwatch:ap-northeast-2:132340445232:alarm:${definition.name}`,
            state,
            value,
            threshold: definition.threshold,
          });
  }
}

export type FakeLab = ReturnType<typeof fakeLab>;

/** The service runs what is desired only when a test says so, or at once with `follows`. */
export function fakeLab(
  options: { desired?: number; follows?: boolean; decide?: Partial<Decisions>; timings?: Partial<AasTimings> } = {},
) {
  const { desired = 2, follows = true, decide, timings } = options;
  const agenda = new Agenda(new Date(START));
  const world = createWorld({ account: '132340445232', region: 'ap-northeast-2', agenda, seed: 1 });
  const alarms = new FakeAlarms();
  const service = { desired, running: desired, deploying: false, exists: true, follows };
  const services = {
    find: (resourceId: string) => (resourceId.startsWith(WEB) && service.exists ? service : undefined),
    setDesired: (_resourceId: string, count: number) => {
      service.desired = count;
      if (service.follows) service.running = count;
    },
  };
  const loadBalancers = { routes: (lb: string, tg: string) => `${lb}/${tg}` === LABEL };
  const aas = new ApplicationAutoScaling(world, { alarms, services, loadBalancers }, decide, timings);
  const pass = (seconds: number): void => agenda.advanceTo(agenda.ms + seconds * 1000);
  const alarm = (direction: Direction, policy = POLICY): AlarmDefinition => {
    const ending = direction === 'out' ? '-AlarmHigh-' : '-AlarmLow-';
    const found = [...alarms.all.values()].find(
      ({ name, description }) => name.includes(ending) && description?.endsWith(`policyName/${policy}.`),
    );
    if (!found)
      throw new Error(`Expected an alarm ${ending} of ${policy}; found ${[...alarms.all.keys()].join(', ')}.`);
    return found;
  };
  return {
    agenda,
    alarms,
    alarm,
    service,
    pass,
    operations: aas.operations as Required<typeof aas.operations>,
    /** Fires an alarm and lets the reaction and the check after it pass: 10 seconds. */
    fire(direction: Direction, value: number | undefined, policy?: string): void {
      alarms.invoke(alarm(direction, policy), value);
      pass(10);
    },
  };
}

/** The lab as the workshop leaves it: 2 to 8 tasks, 4000 requests per target. */
export function labWithPolicy(options: Parameters<typeof fakeLab>[0] = {}): FakeLab {
  const lab = fakeLab(options);
  const { RegisterScalableTarget, PutScalingPolicy } = lab.operations;
  void RegisterScalableTarget({ ...web, MinCapacity: 2, MaxCapacity: 8 });
  void PutScalingPolicy({
    ...web,
    PolicyName: POLICY,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: tracking,
  });
  return lab;
}

/** What an operation throws; undefined when it throws nothing. Operations are synchronous: a promise would be a defect. */
export function refusal(act: () => unknown): Error | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
