/** What the service scheduler does by itself, on the agenda: starts, scale-ins, replacements, and what it says of them. */
import { CLUSTER, fixedTimings, START, smallLab, testLab, type TestLab } from '../testing';
import type { LabDescription } from '../lab';
import type { SimulationOptions } from '../index';
import { pendingCount, runningCount } from './model';
import { ecsTimings } from './scheduler';

const SHOP = `service/${CLUSTER}/shop`;
const fixed: SimulationOptions = { timings: { ecs: fixedTimings, elb: { firstCheck: [2, 2] } } };
const labWith = (changes: Partial<LabDescription['services'][number]>): LabDescription => ({
  ...smallLab,
  services: [{ ...smallLab.services[0]!, ...changes }],
});

/** An event's text with the ids of its tasks, deployment and target group left out. */
const short = (text: string): string =>
  text
    .replace(/\(task [0-9a-f]{32}\)/g, '(task)')
    .replace(/ecs-svc\/\d{19}/, 'ecs-svc/N')
    .replace(/arn:aws:elasticloadbalancing:[^)]+:targetgroup\/(\w+)\/[0-9a-f]{16}/, '$1');
const idsIn = (text: string): string[] => [...text.matchAll(/\(task ([0-9a-f]{32})\)/g)].map(([, id]) => id!);
const registeredIn = (texts: string[]): number =>
  texts.reduce((sum, text) => sum + Number(/ registered (\d+) targets/.exec(text)?.[1] ?? 0), 0);

describe('a start', () => {
  it('is told in four events, with the ids of its tasks', () => {
    const lab = testLab({ uptime: 0, ...fixed });
    lab.pass(120);
    const events = lab.toldAt('shop');
    expect(events.map(([, text]) => short(text))).toEqual([
      '(service shop) has started 2 tasks: (task) (task).',
      '(service shop) registered 2 targets in (target-group shop)',
      '(service shop) (deployment ecs-svc/N) deployment completed.',
      '(service shop) has reached a steady state.',
    ]);
    expect(idsIn(events[0]![1])).toEqual(lab.tasks('shop').map(({ id }) => id));
    const [started, registered, , steady] = events.map(([second]) => second);
    // 5 s PENDING and 20 s ACTIVATING, told in the next pass; the first health check comes 2 s after the registration.
    expect(registered! - started!).toBeCloseTo(30);
    expect(steady! - started!).toBeCloseTo(30);
  });

  it.each([
    ['shop', ['PENDING', 'ACTIVATING', 'RUNNING'], [5, 20]],
    ['dock', ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'], [9, 5, 20]],
  ])('takes the tasks of %s through %j', (name, states, delays) => {
    const lab = testLab({ uptime: 0, ...fixed });
    const seen = new Map<string, [state: string, since: number][]>();
    lab.pass(60, (second) => {
      for (const { id, status } of lab.tasks(name)) {
        const life = seen.get(id) ?? [];
        seen.set(id, life);
        if (life.at(-1)?.[0] !== status) life.push([status, second]);
      }
    });
    expect(seen.size).toBe(2);
    for (const life of seen.values()) {
      expect(life.map(([state]) => state)).toEqual(states);
      expect(life.slice(1).map(([, since], i) => since - life[i]![1])).toEqual(delays);
    }
  });

  it('draws each delay from its range', () => {
    const lab = testLab({ uptime: 0 }, labWith({ tasks: 20 }));
    lab.pass(90);
    for (const { createdAt, pullStoppedAt, startedAt } of lab.tasks('shop')) {
      const pending = (pullStoppedAt!.getTime() - createdAt.getTime()) / 1000;
      const activating = (startedAt!.getTime() - pullStoppedAt!.getTime()) / 1000;
      for (const [drawn, [min, max]] of [
        [pending, ecsTimings.pending],
        [activating, ecsTimings.activating],
      ] as const) {
        expect(drawn).toBeGreaterThanOrEqual(min);
        expect(drawn).toBeLessThanOrEqual(max);
      }
    }
    expect(registeredIn(lab.told('shop'))).toBe(20);
    expect(new Set(lab.tasks('shop').map(({ startedAt }) => startedAt!.getTime())).size).toBeGreaterThan(10);
  });

  it('counts a task as pending until it runs', () => {
    const lab = testLab({ uptime: 0 });
    lab.pass(60, () => {
      for (const name of ['shop', 'dock']) {
        const tasks = lab.tasks(name);
        expect(pendingCount(tasks) + runningCount(tasks)).toBe(tasks.length);
      }
    });
  });
});

it('says once that it is steady, and again after six hours', () => {
  const lab = testLab({ uptime: 0 });
  lab.agenda.advanceTo(START + 13 * 3_600_000);
  const steady = lab.toldAt('shop').filter(([, text]) => text.endsWith('has reached a steady state.'));
  const hours = steady.map(([second]) => (second - steady[0]![0]) / 3600);
  expect(hours).toHaveLength(3);
  for (const [i, hour] of hours.entries()) expect(hour).toBeCloseTo(6 * i, 1);
});

describe('a scale-out', () => {
  it('starts what is missing at once, registers all of it, and is steady in the end', () => {
    const lab = testLab();
    const before = lab.service('shop').deployment;
    const { id, createdAt } = before;
    const since = lab.agenda.ms;
    lab.ecs.setDesired(SHOP, 8);
    lab.pass(120);
    const told = lab.told('shop', since).map(short);
    expect(told[0]).toBe(`(service shop) has started 6 tasks: ${Array(6).fill('(task)').join(' ')}.`);
    expect(registeredIn(told)).toBe(6);
    expect(told.at(-1)).toBe('(service shop) has reached a steady state.');
    // No new deployment: the same one, changed later, and completed as before.
    expect(lab.service('shop').deployment).toEqual({ id, createdAt, updatedAt: new Date(since) });
    expect(told.filter((text) => text.includes('deployment'))).toEqual([]);
    expect(lab.states('shop')).toEqual(Array(8).fill('healthy'));
  });

  it('balances the zones and the instances', () => {
    const lab = testLab();
    lab.ecs.setDesired(SHOP, 8);
    lab.pass(60);
    const instances = [...lab.service('shop').cluster.instances.values()];
    const here = instances.map((one) => lab.tasks('shop').filter(({ instance }) => instance === one).length);
    expect(here).toEqual([4, 4]);
  });

  it('without room says so, and places the rest once there is room', () => {
    const lab = testLab(fixed, labWith({ tasks: 20 }));
    const since = lab.agenda.ms;
    lab.ecs.setDesired(SHOP, 21);
    lab.pass(300);
    const unable =
      '(service shop) was unable to place a task because no container instance met all of its requirements. Reason: The closest matching container-instance has insufficient memory available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';
    expect(lab.told('shop', since)).toEqual([unable]);
    lab.ecs.registerContainerInstance(lab.service('shop').cluster, {
      ...smallLab.instances,
      ec2InstanceId: 'i-1',
      zone: 'ap-northeast-2a',
      instanceType: 'm5d.large',
    });
    const roomy = lab.agenda.ms;
    lab.pass(120);
    expect(lab.told('shop', roomy).map(short)).toEqual([
      '(service shop) has started 1 tasks: (task).',
      '(service shop) registered 1 targets in (target-group shop)',
      '(service shop) has reached a steady state.',
    ]);
  });

  it('without any instance names that as the reason', () => {
    const lab = testLab({ uptime: 0 });
    lab.service('shop').cluster.instances.clear();
    lab.pass(300);
    expect(lab.told('shop')).toEqual([
      '(service shop) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    ]);
  });

  // Found, not yet mended: another event in between makes it be said again.
  it('with room for a part says once that the rest has none', () => {
    const lab = testLab(fixed);
    const since = lab.agenda.ms;
    lab.ecs.setDesired(SHOP, 22);
    lab.pass(300);
    expect(lab.told('shop', since).filter((text) => text.includes('unable to place'))).toHaveLength(1);
  });
});

const scaledIn = (scaleInOrder: 'drain then stop' | 'stop then drain') => {
  const lab = testLab({ ...fixed, decide: { ecs: { scaleInOrder } } }, labWith({ tasks: 8 }));
  const since = lab.agenda.ms;
  lab.ecs.setDesired(SHOP, 7);
  lab.pass(10);
  const leaving = lab.tasks('shop').find(({ draining }) => draining)!;
  return { lab, since, leaving };
};
const deregistered = '(service shop) deregistered 1 targets in (target-group shop)';
const draining = '(service shop) has begun draining connections on 1 tasks.';
const stopped = '(service shop) has stopped 1 running tasks: (task).';
const steady = '(service shop) has reached a steady state.';

describe('a scale-in that drains, then stops', () => {
  it('tells of the load balancer first, and of the task after the deregistration delay', async () => {
    const { lab, since, leaving } = scaledIn('drain then stop');
    expect(lab.told('shop', since).map(short)).toEqual([deregistered, draining]);
    expect(lab.elb.targetState(lab.service('shop').targetGroupArn!, leaving.target).state).toBe('draining');
    // Eight still run for the 300 seconds of the delay, as the lab's service page showed.
    lab.pass(288, () => expect(runningCount(lab.tasks('shop'))).toBe(8));
    expect(await lab.described('shop')).toMatchObject({ desiredCount: 7, runningCount: 8, pendingCount: 0 });
    lab.pass(40);
    expect(lab.told('shop', since).map(short)).toEqual([deregistered, draining, stopped, steady]);
    expect(idsIn(lab.told('shop', since)[2]!)).toEqual([leaving.id]);
    expect(lab.states('shop')).toEqual(Array(7).fill('healthy'));
  });

  it('stops the task as the scheduler, for the scaling of its deployment', () => {
    const { lab, leaving } = scaledIn('drain then stop');
    lab.pass(320);
    expect(leaving).toMatchObject({
      status: 'STOPPED',
      desiredStatus: 'STOPPED',
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Scaling activity initiated by (deployment ${lab.service('shop').deployment.id})`,
    });
    // Six seconds from the stop signal to the end.
    expect(leaving.stoppedAt!.getTime() - leaving.stoppingAt!.getTime()).toBe(6000);
  });

  it('takes out what should leave at once, from both zones', () => {
    const lab = testLab(fixed, labWith({ tasks: 8 }));
    lab.ecs.setDesired(SHOP, 4);
    lab.pass(10);
    expect(lab.told('shop').slice(-2).map(short)).toEqual([deregistered.replace('1', '4'), draining.replace('1', '4')]);
    const kept = lab.tasks('shop').filter((task) => !task.draining);
    expect(kept.map(({ zone }) => zone.at(-1)).sort()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('does not end: a scale-out meanwhile starts new tasks, and the draining ones still go', () => {
    const { lab, leaving } = scaledIn('drain then stop');
    lab.ecs.setDesired(SHOP, 8);
    lab.pass(60);
    expect(runningCount(lab.tasks('shop'))).toBe(9);
    lab.pass(280);
    expect(leaving.status).toBe('STOPPED');
    expect(lab.states('shop')).toEqual(Array(8).fill('healthy'));
  });

  // Found, not yet mended: such a task is registered after its deregistration, and its target outlives it.
  it('leaves no target of a task that did not run yet', () => {
    const lab = testLab(fixed);
    lab.ecs.setDesired(SHOP, 8);
    lab.pass(12);
    lab.ecs.setDesired(SHOP, 2);
    lab.pass(600);
    expect(lab.states('shop')).toEqual(['healthy', 'healthy']);
  });
});

describe('a scale-in that stops, then drains', () => {
  it('tells of the task first, and of the load balancer within ten seconds', () => {
    const { lab, since, leaving } = scaledIn('stop then drain');
    expect(short(lab.told('shop', since)[0]!)).toBe(stopped);
    lab.pass(10);
    expect(lab.told('shop', since).map(short)).toEqual([stopped, deregistered, draining]);
    const [first, second, third] = lab.toldAt('shop').slice(-3);
    expect(second![0] - first![0]).toBeGreaterThanOrEqual(1);
    expect(second![0] - first![0]).toBeLessThanOrEqual(10);
    expect(third![0]).toBe(second![0]);
    expect(leaving.status).toBe('DEACTIVATING');
    lab.pass(310);
    expect(leaving).toMatchObject({ status: 'STOPPED', stopCode: 'ServiceSchedulerInitiated' });
    expect(leaving.stoppedAt!.getTime() - leaving.stoppingAt!.getTime()).toBe(306_000);
  });
});

it('shows a stopped task for an hour, then forgets it', () => {
  const { lab, leaving } = scaledIn('drain then stop');
  lab.pass(330);
  const shown = (): boolean => lab.service('shop').cluster.tasks.has(leaving.id);
  lab.agenda.advanceTo(leaving.stoppedAt!.getTime() + 3_599_000);
  expect(shown()).toBe(true);
  lab.agenda.advanceTo(leaving.stoppedAt!.getTime() + 3_601_000);
  expect(shown()).toBe(false);
});

it('replaces a task whose target fails its health checks, and says why', () => {
  const lab = testLab(fixed);
  const [sick] = lab.tasks('shop');
  const answer = lab.ecs.answer.bind(lab.ecs);
  lab.ecs.answer = (target, path) =>
    lab.ecs.taskAt(target) === sick ? { status: 503, body: '' } : answer(target, path);
  const since = lab.agenda.ms;
  lab.pass(150);
  const group = lab.service('shop').targetGroupArn!;
  expect(lab.told('shop', since)).toEqual([
    `(service shop) (task ${sick!.id}) (port ${sick!.target.port}) is unhealthy in (target-group ${group}) due to (reason Health checks failed with these codes: [503]).`,
    expect.stringMatching(/^\(service shop\) has started 1 tasks: /),
    `(service shop) registered 1 targets in (target-group ${group})`,
  ]);
  expect(sick).toMatchObject({
    desiredStatus: 'STOPPED',
    stoppedReason: `Task failed ELB health checks in (target-group ${group})`,
  });
  lab.pass(300);
  expect(lab.states('shop')).toEqual(['healthy', 'healthy']);
});

describe('events', () => {
  it('are kept newest first, a hundred of them, each with an id of its own', () => {
    const lab = testLab(fixed);
    churn(lab, 40);
    const { events } = lab.service('shop');
    expect(events).toHaveLength(100);
    expect(new Set(events.map(({ id }) => id)).size).toBe(100);
    const moments = events.map(({ createdAt }) => createdAt.getTime());
    expect(moments).toEqual([...moments].sort((a, b) => b - a));
  });

  // Found, not yet mended: it is said again once the first has left the list.
  it('tell of the one deployment once', () => {
    const lab = testLab(fixed);
    churn(lab, 40);
    expect(lab.told('shop').filter((text) => text.includes('deployment completed'))).toEqual([]);
  });
});

/** Scales out and in again, to the end each time. */
function churn(lab: TestLab, times: number): void {
  for (let i = 0; i < times; i++) {
    lab.ecs.setDesired(SHOP, i % 2 === 0 ? 3 : 2);
    lab.agenda.advanceTo(lab.agenda.ms + 400_000);
  }
}
