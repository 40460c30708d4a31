/** What a service's model does not have is refused in AWS's words, and changes nothing. */
import { everyAnswer, request, type ServiceName } from '../every-answer';
import { assemble } from '../index';
import { CLUSTER, smallLab } from '../testing';
import { oneOf, violations } from './constraints';
import { respond } from './server';

const alarm = {
  ...{ AlarmName: 'a', Namespace: 'N', MetricName: 'm', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 },
  ...{ Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
};
const cluster = { cluster: CLUSTER };
const service = { ...cluster, serviceName: 'b', taskDefinition: 'shop' };
const provider = (more: object) => ({
  name: 'p',
  autoScalingGroupProvider: { autoScalingGroupArn: 'instances', ...more },
});

const cases: [ServiceName, operation: string, input: object, path: string][] = [
  ['cloudwatch', 'PutMetricAlarm', { ...alarm, Statistic: 'FOO' }, 'statistic'],
  ['cloudwatch', 'PutMetricAlarm', { ...alarm, Unit: 'FOO' }, 'unit'],
  ['cloudwatch', 'PutMetricAlarm', { ...alarm, ComparisonOperator: 'FOO' }, 'comparisonOperator'],
  ['cloudwatch', 'DescribeAlarms', { StateValue: 'FOO' }, 'stateValue'],
  ['cloudwatch', 'DescribeAlarmHistory', { HistoryItemType: 'FOO' }, 'historyItemType'],
  ['ecs', 'ListTasks', { ...cluster, desiredStatus: 'FOO' }, 'desiredStatus'],
  ['ecs', 'ListTasks', { ...cluster, launchType: 'FOO' }, 'launchType'],
  ['ecs', 'DescribeServices', { ...cluster, services: ['shop'], include: ['TAGS', 'FOO'] }, 'include.2.member'],
  [
    'ecs',
    'UpdateService',
    { ...cluster, service: 'shop', desiredCount: 5, availabilityZoneRebalancing: 'FOO' },
    'availabilityZoneRebalancing',
  ],
  ['ecs', 'CreateService', { ...service, placementStrategy: [{ type: 'FOO' }] }, 'placementStrategy.1.member.type'],
  ['ecs', 'CreateCapacityProvider', provider({ managedDraining: 'FOO' }), 'autoScalingGroupProvider.managedDraining'],
  [
    'ecs',
    'CreateCapacityProvider',
    provider({ managedTerminationProtection: 'FOO' }),
    'autoScalingGroupProvider.managedTerminationProtection',
  ],
  [
    'ecs',
    'CreateCapacityProvider',
    provider({ managedScaling: { status: 'FOO' } }),
    'autoScalingGroupProvider.managedScaling.status',
  ],
  ['elb', 'CreateLoadBalancer', { Name: 'l', Subnets: ['subnet-1'], Scheme: 'FOO' }, 'scheme'],
  ['elb', 'CreateLoadBalancer', { Name: 'l', Subnets: ['subnet-1'], IpAddressType: 'FOO' }, 'ipAddressType'],
  ['elb', 'CreateTargetGroup', { Name: 't', Port: 80, VpcId: 'v', Protocol: 'FOO' }, 'protocol'],
  ['elb', 'CreateTargetGroup', { Name: 't', Port: 80, VpcId: 'v', Protocol: 'HTTP', TargetType: 'FOO' }, 'targetType'],
  ['applicationAutoScaling', 'DescribeScalableTargets', { ServiceNamespace: 'FOO' }, 'serviceNamespace'],
];

it.each(cases)('%s %s %j', async (name, operation, input, path) => {
  const lab = assemble(smallLab);
  const before = await everyAnswer(lab);
  const { status, body } = await respond(lab.services, request(name, operation, input));
  expect([status, Buffer.from(body).toString()]).toEqual([
    400,
    expect.stringContaining(
      `1 validation error detected: Value 'FOO' at '${path}' failed to satisfy constraint: Member must satisfy enum value set: [`,
    ),
  ]);
  expect(await everyAnswer(lab)).toEqual(before);
});

it('an alarm is never set to a state that there is none of', async () => {
  const lab = assemble(smallLab);
  await respond(lab.services, request('cloudwatch', 'PutMetricAlarm', alarm));
  const before = await everyAnswer(lab);
  const set = { AlarmName: 'a', StateValue: 'FOO', StateReason: 'test' };
  const { status } = await respond(lab.services, request('cloudwatch', 'SetAlarmState', set));
  expect(status).toBe(400);
  expect(await everyAnswer(lab)).toEqual(before);
});

it('a constraint is about a member alone, about one within another, or about one of an operation', () => {
  const constraints = { kind: oneOf({ a: 'A' }), 'inner.kind': oneOf({ b: 'B' }), 'Act.kind': {} };
  expect(violations({ kind: 'A', inner: { kind: 'B' } }, constraints)).toBeUndefined();
  expect(violations({ kind: 'B', inner: [{ kind: 'A' }] }, constraints)).toBe(
    "2 validation errors detected: Value 'B' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A]; " +
      "Value 'A' at 'inner.1.member.kind' failed to satisfy constraint: Member must satisfy enum value set: [B]",
  );
  expect(violations({ kind: 'B', constructor: 'x', toString: ['y'] }, constraints, 'Act')).toBeUndefined();
});
