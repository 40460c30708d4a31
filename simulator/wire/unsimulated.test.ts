/** What is not simulated is refused by its name, and what asks for nothing is taken. */
import { request, type ServiceName } from '../every-answer';
import { assemble } from '../index';
import { CLUSTER, smallLab } from '../testing';
import { respond } from './server';
import { askedFor } from './unsimulated';

it('nothing, false and what is empty asks for nothing, nor does a standard value', () => {
  const members = { a: undefined, b: null, c: false, d: [], e: { on: false, list: [] }, f: 0, g: 'x', h: [{ i: 1 }] };
  expect(askedFor(members)).toEqual(['f', 'g', 'h']);
  expect(askedFor(members, { f: 0, g: 'y' })).toEqual(['g', 'h']);
});

const service = { cluster: CLUSTER, serviceName: 'new', taskDefinition: 'shop' };
const update = { cluster: CLUSTER, service: 'shop' };
const targetGroup = { Name: 'new', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' };
const group = {
  ...{ AutoScalingGroupName: 'new', MinSize: 0, MaxSize: 1, AvailabilityZones: ['ap-northeast-2a'] },
  LaunchTemplate: { LaunchTemplateName: 'a' },
};

it.each<[ServiceName, string, object, object, object]>([
  ['ecs', 'CreateService', service, { healthCheckGracePeriodSeconds: 60 }, { healthCheckGracePeriodSeconds: 0 }],
  ['ecs', 'CreateService', service, { serviceRegistries: [{ registryArn: 'a' }] }, { serviceRegistries: [] }],
  [
    'ecs',
    'CreateService',
    service,
    { placementConstraints: [{ type: 'distinctInstance' }] },
    { placementConstraints: [] },
  ],
  [
    'ecs',
    'CreateService',
    service,
    { serviceConnectConfiguration: { enabled: true } },
    { serviceConnectConfiguration: { enabled: false } },
  ],
  ['ecs', 'CreateService', service, { propagateTags: 'SERVICE' }, { propagateTags: 'NONE' }],
  ['ecs', 'RunTask', { cluster: CLUSTER, taskDefinition: 'shop' }, { overrides: { cpu: '1' } }, { overrides: {} }],
  ['ecs', 'UpdateService', update, { placementStrategy: [{ type: 'random' }] }, { enableExecuteCommand: false }],
  ['ecs', 'UpdateService', update, { healthCheckGracePeriodSeconds: 60 }, { healthCheckGracePeriodSeconds: 0 }],
  ['elb', 'CreateTargetGroup', targetGroup, { ProtocolVersion: 'HTTP2' }, { ProtocolVersion: 'HTTP1' }],
  ['elb', 'CreateTargetGroup', targetGroup, { HealthCheckProtocol: 'TCP' }, { HealthCheckProtocol: 'HTTP' }],
  ['elb', 'CreateTargetGroup', targetGroup, { IpAddressType: 'ipv6' }, { IpAddressType: 'ipv4' }],
  [
    'elb',
    'CreateLoadBalancer',
    { Name: 'new', Subnets: ['subnet-1'] },
    { IpAddressType: 'dualstack' },
    { IpAddressType: 'ipv4' },
  ],
  ['autoScaling', 'CreateAutoScalingGroup', group, { TargetGroupARNs: ['a'] }, { TargetGroupARNs: [] }],
  ['autoScaling', 'CreateAutoScalingGroup', group, { HealthCheckType: 'ELB' }, { HealthCheckType: 'EC2' }],
  [
    ...(['autoScaling', 'CreateAutoScalingGroup', group] as const),
    { LifecycleHookSpecificationList: [{ LifecycleHookName: 'a', LifecycleTransition: 'b' }] },
    { LifecycleHookSpecificationList: [] },
  ],
])('%s %s of %j refuses %j, and takes %j', async (name, operation, valid, more, nothing) => {
  const lab = assemble(smallLab);
  const ask = async (input: object) => {
    const { status, body } = await respond(lab.services, request(name, operation, input));
    return [status, Buffer.from(body).toString()];
  };
  expect(await ask({ ...valid, ...more })).toEqual([400, expect.stringContaining(Object.keys(more)[0]!)]);
  expect(await ask({ ...valid, ...more })).toEqual([400, expect.stringContaining('not simulated')]);
  expect(await ask({ ...valid, ...nothing })).toEqual([200, expect.anything()]);
});

it('a listener refuses what is for other protocols', async () => {
  const lab = assemble(smallLab);
  const [TargetGroupArn] = lab.parts.elb.configuration.targetGroups.keys();
  const input = {
    ...{ LoadBalancerArn: lab.loadBalancerArn, Protocol: 'HTTP', Port: 81 },
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  };
  const ask = async (more: object) => {
    const { status, body } = await respond(lab.services, request('elb', 'CreateListener', { ...input, ...more }));
    return [status, Buffer.from(body).toString()];
  };
  expect(await ask({ AlpnPolicy: ['HTTP2Only'] })).toEqual([400, expect.stringContaining('AlpnPolicy')]);
  expect(await ask({ MutualAuthentication: { Mode: 'off' } })).toEqual([200, expect.anything()]);
});
