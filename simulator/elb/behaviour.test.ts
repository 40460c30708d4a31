/** Targets on the agenda: healthy, unhealthy, draining, gone, and whose turn it is. */
import { forwardTo, onPaths } from './rules';
import { smallLab, target } from './testing';

const states = ({ elb, web }: ReturnType<typeof smallLab>) => elb.targetsOf(web.arn).map(({ state }) => state.state);

describe('target health', () => {
  it('is initial, then healthy after one passed check', () => {
    const lab = smallLab();
    lab.elb.registerTargets(lab.web.arn, [target(1)]);
    expect(lab.elb.targetState(lab.web.arn, target(1)).reason).toBe('Elb.RegistrationInProgress');
    lab.runTo(1.9);
    expect(states(lab)).toEqual(['initial']);
    lab.runTo(2);
    expect(states(lab)).toEqual(['healthy']);
  });

  it('comes 1–3 s after registration, by default', () => {
    const lab = smallLab({});
    lab.elb.registerTargets(lab.web.arn, [target(1), target(2), target(3)]);
    lab.runTo(0.99);
    expect(states(lab)).toEqual(['initial', 'initial', 'initial']);
    lab.runTo(3);
    expect(states(lab)).toEqual(['healthy', 'healthy', 'healthy']);
  });

  it('is lost after two failures at the interval, and back after five passes', () => {
    const lab = smallLab();
    lab.elb.registerTargets(lab.web.arn, [target(1)]);
    lab.runTo(2);
    lab.down.add(target(1).id);
    lab.runTo(61.9);
    expect(states(lab)).toEqual(['healthy']);
    lab.runTo(62);
    expect(lab.elb.targetState(lab.web.arn, target(1))).toEqual({
      state: 'unhealthy',
      reason: 'Target.FailedHealthChecks',
      description: 'Health checks failed',
    });
    lab.down.clear();
    lab.runTo(62 + 4 * 30);
    expect(states(lab)).toEqual(['unhealthy']);
    lab.runTo(62 + 5 * 30);
    expect(states(lab)).toEqual(['healthy']);
  });

  it('is unused while no load balancer forwards to the group', () => {
    const lab = smallLab();
    const cats = lab.group('cats');
    lab.elb.registerTargets(cats.arn, [target(1)]);
    lab.runTo(100);
    expect(lab.elb.targetState(cats.arn, target(1))).toMatchObject({ state: 'unused', reason: 'Target.NotInUse' });
    lab.pages.set('/cats/', { status: 200, body: '' });
    const rule = lab.elb.createRule({
      listenerArn: lab.listener.arn,
      priority: 1,
      conditions: onPaths('/cats*'),
      action: forwardTo(cats.arn),
    });
    expect(lab.elb.targetState(cats.arn, target(1)).state).toBe('initial');
    lab.runTo(102);
    expect(lab.elb.targetState(cats.arn, target(1)).state).toBe('healthy');
    lab.elb.configuration.deleteRule(rule.arn);
    lab.runTo(200);
    expect(lab.elb.targetState(cats.arn, target(1)).state).toBe('unused');
  });

  it('goes by the path and matcher of the group, also after they change', () => {
    const lab = smallLab();
    lab.elb.registerTargets(lab.web.arn, [target(1)]);
    lab.runTo(2);
    lab.elb.changeHealthCheck(lab.web.arn, { ...lab.web.healthCheck, path: '/nowhere', interval: 10 });
    lab.runTo(14);
    expect(lab.elb.targetState(lab.web.arn, target(1)).description).toBe(
      'Health checks failed with these codes: [404]',
    );
  });
});

describe('draining', () => {
  it('lasts for the whole deregistration delay, then the target is gone', () => {
    const lab = smallLab();
    const { elb, web } = lab;
    elb.registerTargets(web.arn, [target(1), target(2)]);
    lab.runTo(10);
    elb.deregisterTargets(web.arn, [target(2)]);
    expect(elb.deregistrationDelay(web.arn)).toBe(300);
    expect(elb.targetState(web.arn, target(2))).toEqual({
      state: 'draining',
      reason: 'Target.DeregistrationInProgress',
      description: 'Target deregistration is in progress',
    });
    lab.runTo(309.9);
    expect(states(lab)).toEqual(['healthy', 'draining']);
    expect(elb.isRegistered(web.arn, target(2))).toBe(true);
    lab.runTo(310);
    expect(states(lab)).toEqual(['healthy']);
    expect(elb.isRegistered(web.arn, target(2))).toBe(false);
    expect(elb.targetState(web.arn, target(2))).toMatchObject({ state: 'unused', reason: 'Target.NotRegistered' });
  });

  it('ends for a target that is registered again', () => {
    const lab = smallLab();
    lab.elb.registerTargets(lab.web.arn, [target(1)]);
    lab.runTo(10);
    lab.elb.deregisterTargets(lab.web.arn, [target(1)]);
    lab.elb.registerTargets(lab.web.arn, [target(1)]);
    lab.runTo(1000);
    expect(states(lab)).toEqual(['healthy']);
  });
});

describe('routing', () => {
  const chosen = ({ elb, loadBalancer }: ReturnType<typeof smallLab>, path = '/') => {
    const routing = elb.route(loadBalancer.arn, 80, path);
    return routing.kind === 'target' ? routing.target.id : routing.kind;
  };

  it('takes healthy targets in turn', () => {
    const lab = smallLab();
    lab.elb.registerTargets(lab.web.arn, [target(1), target(2), target(3)]);
    lab.down.add('i-02');
    lab.runTo(2);
    expect([1, 2, 3, 4].map(() => chosen(lab))).toEqual(['i-01', 'i-03', 'i-01', 'i-03']);
  });

  it('fails open to all that are not draining when none is healthy', () => {
    const lab = smallLab();
    lab.elb.registerTargets(lab.web.arn, [target(1), target(2), target(3)]);
    ['i-01', 'i-02', 'i-03'].forEach((id) => lab.down.add(id));
    lab.elb.deregisterTargets(lab.web.arn, [target(3)]);
    lab.runTo(60);
    expect(states(lab)).toEqual(['unhealthy', 'unhealthy', 'draining']);
    expect([1, 2, 3].map(() => chosen(lab))).toEqual(['i-01', 'i-02', 'i-01']);
  });

  it('has no target in an empty group, and none without a listener', () => {
    const lab = smallLab();
    expect(lab.elb.route(lab.loadBalancer.arn, 80, '/')).toMatchObject({ kind: 'no target', status: 503 });
    expect(lab.elb.route(lab.loadBalancer.arn, 8080, '/').kind).toBe('no listener');
  });

  it('goes by path, query aside', () => {
    const lab = smallLab();
    const cats = lab.group('cats');
    const rule = {
      listenerArn: lab.listener.arn,
      priority: 1,
      conditions: onPaths('/cats*'),
      action: forwardTo(cats.arn),
    };
    lab.elb.createRule(rule);
    lab.elb.registerTargets(lab.web.arn, [target(1)]);
    lab.elb.registerTargets(cats.arn, [target(2)]);
    expect(['/', '/cats?a', '/?b=/cats'].map((path) => chosen(lab, path))).toEqual(['i-01', 'i-02', 'i-01']);
  });
});

it('tells what each answered request carried to its target', () => {
  const lab = smallLab();
  const events: unknown[] = [];
  lab.elb.onTraffic((event) => events.push(event));
  lab.request(1);
  lab.elb.registerTargets(lab.web.arn, [target(1)]);
  lab.request(1, 30);
  expect(events).toEqual([{ target: target(1), bytesIn: 80, bytesOut: 200, weight: 30 }]);
});
