/** The operations, called as the wire calls them. */
import {
  DuplicateListenerException,
  LoadBalancerNotFoundException,
  OperationNotPermittedException,
  PriorityInUseException,
  ResourceInUseException,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { smallLab, start, target } from './testing';

const open = () => {
  const lab = smallLab();
  return { ...lab, api: lab.elb.operations };
};
const forward = (TargetGroupArn: string) => [{ Type: 'forward' as const, TargetGroupArn }];

it('describes the load balancer, by name and by ARN', () => {
  const { api, loadBalancer } = open();
  const [found] = api.DescribeLoadBalancers({ Names: ['demogo-alb'] }).LoadBalancers;
  expect(found).toMatchObject({ LoadBalancerArn: loadBalancer.arn, State: { Code: 'active' }, CreatedTime: start });
  expect(found?.DNSName).toMatch(/^demogo-alb-\d{9}\.ap-northeast-2\.elb\.amazonaws\.com$/);
  expect(api.DescribeLoadBalancers({ LoadBalancerArns: [loadBalancer.arn] }).LoadBalancers).toEqual([found]);
  expect(() => api.DescribeLoadBalancers({ Names: ['other'] })).toThrow(LoadBalancerNotFoundException);
  expect(() => api.DescribeLoadBalancers({ Names: ['other'] })).toThrow(`Load balancers '[other]' not found`);
});

it('tells the DNS name that it was told', () => {
  const { elb, api } = open();
  elb.createLoadBalancer({ name: 'local', subnets: ['subnet-1'], vpcId: 'vpc-1', dnsName: '127.0.0.1:8080' });
  expect(api.DescribeLoadBalancers({ Names: ['local'] }).LoadBalancers[0]?.DNSName).toBe('127.0.0.1:8080');
});

it('gives pages of the asked size, and refuses other sizes and foreign markers', () => {
  const { api, group } = open();
  for (const name of ['a', 'b', 'c', 'd']) group(name);
  const names: (string | undefined)[][] = [];
  let marker: string | undefined;
  do {
    const { TargetGroups, NextMarker } = api.DescribeTargetGroups({ PageSize: 2, Marker: marker });
    names.push(TargetGroups.map(({ TargetGroupName }) => TargetGroupName));
    marker = NextMarker;
  } while (marker);
  expect(names).toEqual([['a', 'b'], ['c', 'd'], ['web']]);
  for (const PageSize of [0, 401]) expect(() => api.DescribeTargetGroups({ PageSize })).toThrow('between 1 and 400');
  expect(() => api.DescribeTargetGroups({ Marker: 'x' })).toThrow(`The marker 'x' is not valid`);
});

it('finds target groups by load balancer, name and ARN', () => {
  const { api, web, loadBalancer, group } = open();
  const cats = group('cats', { healthCheckPath: '/cats/' });
  const arns = (input: Parameters<typeof api.DescribeTargetGroups>[0]) =>
    api.DescribeTargetGroups(input).TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn);
  expect(arns({ LoadBalancerArn: loadBalancer.arn })).toEqual([web.arn]);
  expect(arns({ Names: ['cats'] })).toEqual([cats.arn]);
  expect(arns({ TargetGroupArns: [cats.arn, web.arn] })).toEqual([cats.arn, web.arn]);
  expect(() => arns({ Names: ['dogs'] })).toThrow(TargetGroupNotFoundException);
});

it('shows rules by priority, as strings, the default one last', () => {
  const { api, listener, group } = open();
  for (const [name, priority] of [
    ['dogs', 2],
    ['cats', 1],
  ] as const)
    api.CreateRule({
      ListenerArn: listener.arn,
      Priority: priority,
      Conditions: [{ Field: 'path-pattern', Values: [`/${name}*`] }],
      Actions: forward(group(name).arn),
    });
  const { Rules } = api.DescribeRules({ ListenerArn: listener.arn });
  expect(Rules.map(({ Priority, IsDefault, Conditions }) => [Priority, IsDefault, Conditions?.[0]?.Values])).toEqual([
    ['1', false, ['/cats*']],
    ['2', false, ['/dogs*']],
    ['default', true, undefined],
  ]);
  const last = Rules[2]?.RuleArn ?? '';
  expect(() => api.DeleteRule({ RuleArn: last })).toThrow(OperationNotPermittedException);
  const again = { ListenerArn: listener.arn, Priority: 1, Conditions: [{ Field: 'path-pattern', Values: ['/x'] }] };
  expect(() => api.CreateRule({ ...again, Actions: forward(group('x').arn) })).toThrow(PriorityInUseException);
});

it('shows the health of all targets, or of those asked for, registered or not', () => {
  const { api, web, runTo } = open();
  const Targets = [{ Id: 'i-01', Port: 32769 }, { Id: 'i-02' }];
  api.RegisterTargets({ TargetGroupArn: web.arn, Targets });
  runTo(2);
  expect(api.DescribeTargetHealth({ TargetGroupArn: web.arn }).TargetHealthDescriptions).toEqual([
    { Target: { Id: 'i-01', Port: 32769 }, HealthCheckPort: '32769', TargetHealth: { State: 'healthy' } },
    { Target: { Id: 'i-02', Port: 80 }, HealthCheckPort: '80', TargetHealth: { State: 'healthy' } },
  ]);
  api.DeregisterTargets({ TargetGroupArn: web.arn, Targets });
  runTo(400);
  const asked = { TargetGroupArn: web.arn, Targets: [{ Id: 'i-01', Port: 32769 }] };
  expect(api.DescribeTargetHealth(asked).TargetHealthDescriptions[0]?.TargetHealth).toEqual({
    State: 'unused',
    Reason: 'Target.NotRegistered',
    Description: 'Target is not registered to the target group',
  });
  expect(api.DescribeTargetHealth({ TargetGroupArn: web.arn }).TargetHealthDescriptions).toEqual([]);
});

it('changes the deregistration delay, within its limits, and none of it when one attribute is wrong', () => {
  const { api, elb, web } = open();
  const set = (...Attributes: { Key: string; Value: string }[]) =>
    api.ModifyTargetGroupAttributes({ TargetGroupArn: web.arn, Attributes });
  set({ Key: 'deregistration_delay.timeout_seconds', Value: '30' });
  expect(elb.deregistrationDelay(web.arn)).toBe(30);
  expect(() => set({ Key: 'deregistration_delay.timeout_seconds', Value: '3601' })).toThrow('from 0 to 3600');
  expect(() => set({ Key: 'deregistration_delay.timeout_seconds', Value: '60' }, { Key: 'x', Value: '' })).toThrow(
    `Attribute key 'x' is not recognized`,
  );
  expect(api.DescribeTargetGroupAttributes({ TargetGroupArn: web.arn }).Attributes).toContainEqual({
    Key: 'deregistration_delay.timeout_seconds',
    Value: '30',
  });
});

it('makes a lab through the API alone, and takes it down again', () => {
  const { api } = open();
  const balancer = { Name: 'second', Subnets: ['subnet-1', 'subnet-2'], Tags: [{ Key: 'lab', Value: 'demogo' }] };
  const { LoadBalancerArn = '' } = api.CreateLoadBalancer(balancer).LoadBalancers[0] ?? {};
  expect(api.CreateLoadBalancer(balancer).LoadBalancers[0]?.LoadBalancerArn).toBe(LoadBalancerArn);
  expect(() => api.CreateLoadBalancer({ ...balancer, Scheme: 'internal' })).toThrow('with different settings');
  const settings = { Name: 'tasks', Protocol: 'HTTP' as const, Port: 80, VpcId: 'vpc-1', TargetType: 'ip' as const };
  const { TargetGroupArn = '' } = api.CreateTargetGroup(settings).TargetGroups[0] ?? {};
  const wanted = { LoadBalancerArn, Port: 80, Protocol: 'HTTP' as const, DefaultActions: forward(TargetGroupArn) };
  const { ListenerArn = '' } = api.CreateListener(wanted).Listeners[0] ?? {};
  expect(() => api.CreateListener(wanted)).toThrow(DuplicateListenerException);
  expect(api.DescribeListeners({ LoadBalancerArn }).Listeners[0]).toMatchObject({ ListenerArn, Port: 80 });
  expect(() => api.DeleteTargetGroup({ TargetGroupArn })).toThrow(ResourceInUseException);
  expect(() => api.RegisterTargets({ TargetGroupArn, Targets: [{ Id: 'i-01' }] })).toThrow(
    `'i-01' is not a valid IPv4`,
  );
  api.DeleteListener({ ListenerArn });
  api.DeleteTargetGroup({ TargetGroupArn });
  api.DeleteLoadBalancer({ LoadBalancerArn });
  api.DeleteLoadBalancer({ LoadBalancerArn });
  expect(() => api.DescribeTargetHealth({ TargetGroupArn })).toThrow(TargetGroupNotFoundException);
});

it('lets a target group serve one load balancer only', () => {
  const { api, web } = open();
  const { LoadBalancerArn = '' } = api.CreateLoadBalancer({ Name: 'b', Subnets: ['subnet-1'] }).LoadBalancers[0] ?? {};
  const wanted = { LoadBalancerArn, Port: 80, Protocol: 'HTTP' as const, DefaultActions: forward(web.arn) };
  expect(() => api.CreateListener(wanted)).toThrow('cannot be associated with more than one load balancer');
});

it('changes how targets are checked', () => {
  const { api, elb, web, runTo } = open();
  elb.registerTargets(web.arn, [target(1)]);
  runTo(2);
  const change = { TargetGroupArn: web.arn, HealthCheckPath: '/gone', HealthCheckIntervalSeconds: 10 };
  expect(api.ModifyTargetGroup(change).TargetGroups[0]).toMatchObject({ HealthCheckPath: '/gone' });
  runTo(14);
  expect(elb.targetState(web.arn, target(1)).state).toBe('unhealthy');
  expect(() => api.ModifyTargetGroup({ TargetGroupArn: web.arn, HealthCheckTimeoutSeconds: 10 })).toThrow('greater');
});

it('keeps tags', () => {
  const { api, web, listener } = open();
  const ResourceArns = [web.arn, listener.arn];
  api.AddTags({ ResourceArns, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] });
  api.RemoveTags({ ResourceArns: [listener.arn], TagKeys: ['a'] });
  expect(api.DescribeTags({ ResourceArns }).TagDescriptions).toEqual([
    {
      ResourceArn: web.arn,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '' },
      ],
    },
    { ResourceArn: listener.arn, Tags: [{ Key: 'b', Value: '' }] },
  ]);
});

it('says what it does not simulate', () => {
  const { api, listener } = open();
  const authenticate = [{ Type: 'authenticate-oidc' as const }];
  const rule = { ListenerArn: listener.arn, Priority: 9, Conditions: [{ Field: 'path-pattern', Values: ['/x'] }] };
  expect(() => api.CreateRule({ ...rule, Actions: authenticate })).toThrow('not simulated');
});
