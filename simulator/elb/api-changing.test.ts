/** What can be changed of load balancers, listeners and rules through the API. */
import { forwardTo, onPaths } from './rules';
import { smallLab } from './testing';

function rulesLab() {
  const lab = smallLab();
  const { elb, listener } = lab;
  const [cats, dogs] = [lab.group('cats'), lab.group('dogs')];
  const rule = (priority: number, pattern: string, targetGroupArn: string) =>
    elb.createRule({
      listenerArn: listener.arn,
      priority,
      conditions: onPaths(pattern),
      action: forwardTo(targetGroupArn),
    });
  const rules = [rule(1, '/cats*', cats.arn), rule(2, '/dogs*', dogs.arn)] as const;
  const goesTo = (path: string, port = 80): string | undefined => {
    const routing = elb.route(lab.loadBalancer.arn, port, path);
    return 'targetGroupArn' in routing ? routing.targetGroupArn : undefined;
  };
  return { ...lab, api: elb.operations, cats, dogs, rules, goesTo };
}

it('ModifyRule changes where a path goes, and which target groups are in use', () => {
  const { api, rules, cats, dogs, goesTo } = rulesLab();
  const forward = [{ Type: 'forward' as const, TargetGroupArn: dogs.arn }];
  const { Rules } = api.ModifyRule({ RuleArn: rules[0].arn, Actions: forward });
  expect(Rules).toMatchObject([{ Priority: '1', Actions: [{ TargetGroupArn: dogs.arn }] }]);
  expect(goesTo('/cats')).toBe(dogs.arn);
  expect(cats.loadBalancerArn).toBeUndefined();
  api.ModifyRule({ RuleArn: rules[0].arn, Conditions: [{ Field: 'path-pattern', Values: ['/kittens'] }] });
  expect([goesTo('/kittens'), goesTo('/cats')]).toEqual([dogs.arn, expect.stringContaining('/web/')]);
});

it('ModifyListener changes the default and the port', () => {
  const { api, listener, cats, web, goesTo } = rulesLab();
  api.ModifyListener({
    ListenerArn: listener.arn,
    Port: 8080,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: cats.arn }],
  });
  expect([goesTo('/', 80), goesTo('/', 8080)]).toEqual([undefined, cats.arn]);
  expect(web.loadBalancerArn).toBeUndefined();
  api.DeleteTargetGroup({ TargetGroupArn: web.arn });
});

it('SetRulePriorities swaps two rules at once, and refuses what another has', () => {
  const { api, listener, rules, dogs, goesTo } = rulesLab();
  api.ModifyRule({ RuleArn: rules[1].arn, Conditions: [{ Field: 'path-pattern', Values: ['/cats*'] }] });
  const set = (first: number, second: number) =>
    api.SetRulePriorities({
      RulePriorities: [
        { RuleArn: rules[0].arn, Priority: first },
        { RuleArn: rules[1].arn, Priority: second },
      ],
    });
  set(2, 1);
  expect(goesTo('/cats')).toBe(dogs.arn);
  const { Rules } = api.DescribeRules({ ListenerArn: listener.arn });
  expect(Rules.map(({ RuleArn, Priority }) => [RuleArn, Priority])).toEqual([
    [rules[1].arn, '1'],
    [rules[0].arn, '2'],
    [expect.any(String), 'default'],
  ]);
  expect(() => set(5, 5)).toThrow(`Priority '5' is currently in use`);
  expect(rules[0].priority).toBe(2);
  const [RuleArn] = Rules.map((rule) => rule.RuleArn!).slice(-1);
  expect(() => api.SetRulePriorities({ RulePriorities: [{ RuleArn, Priority: 9 }] })).toThrow('cannot be modified');
});

it('stores attributes, security groups and subnets of a load balancer', () => {
  const { api, loadBalancer } = rulesLab();
  const LoadBalancerArn = loadBalancer.arn;
  api.ModifyLoadBalancerAttributes({
    LoadBalancerArn,
    Attributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }],
  });
  expect(() => api.DeleteLoadBalancer({ LoadBalancerArn })).toThrow('deletion protection is enabled');
  api.SetSecurityGroups({ LoadBalancerArn, SecurityGroups: ['sg-1'] });
  api.SetSubnets({ LoadBalancerArn, Subnets: ['subnet-2', 'subnet-9'] });
  expect(api.DescribeLoadBalancers({}).LoadBalancers[0]).toMatchObject({
    SecurityGroups: ['sg-1'],
    AvailabilityZones: [
      { SubnetId: 'subnet-2', ZoneName: 'ap-northeast-2b' },
      { SubnetId: 'subnet-9', ZoneName: 'ap-northeast-2b' },
    ],
  });
  const Attributes = [{ Key: 'no.such', Value: '1' }];
  expect(() => api.ModifyLoadBalancerAttributes({ LoadBalancerArn, Attributes })).toThrow(
    `'no.such' is not recognized`,
  );
});

it('names at most 20 load balancers or resources in one call', () => {
  const { api } = rulesLab();
  const names = Array.from({ length: 21 }, (_, i) => `n${i}`);
  expect(() => api.DescribeLoadBalancers({ Names: names })).toThrow('found 21');
  expect(() => api.DescribeTags({ ResourceArns: names })).toThrow('found 21');
});

it('tells the limits of the account, page by page', () => {
  const { api } = rulesLab();
  const first = api.DescribeAccountLimits({ PageSize: 5 });
  const rest = api.DescribeAccountLimits({ PageSize: 5, Marker: first.NextMarker });
  expect([first.Limits.length, rest.Limits.length, rest.NextMarker]).toEqual([5, 3, undefined]);
});
