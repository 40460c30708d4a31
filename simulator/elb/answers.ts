/** The model as the API's answers show it. */
import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  isDefault,
  type Listener,
  type LoadBalancer,
  type TargetGroup,
  type TargetId,
  type TargetState,
} from './model';
import { actionAnswer } from './rule-answers';

/** The hosted zone of application load balancers in ap-northeast-2 (AWS General Reference, Elastic Load Balancing endpoints). */
const HOSTED_ZONE = 'ZWKZPGTI48KDX';

export const loadBalancerAnswer = (balancer: LoadBalancer): sdk.LoadBalancer => ({
  LoadBalancerArn: balancer.arn,
  DNSName: balancer.dnsName,
  CanonicalHostedZoneId: HOSTED_ZONE,
  CreatedTime: balancer.createdAt,
  LoadBalancerName: balancer.name,
  Scheme: balancer.scheme,
  VpcId: balancer.vpcId,
  State: { Code: 'active' },
  Type: balancer.type,
  AvailabilityZones: balancer.subnets.map(({ id, zone }) => ({
    ZoneName: zone,
    SubnetId: id,
    LoadBalancerAddresses: [],
  })),
  SecurityGroups: [...balancer.securityGroups],
  IpAddressType: 'ipv4',
});

export const targetGroupAnswer = (group: TargetGroup): sdk.TargetGroup => ({
  TargetGroupArn: group.arn,
  TargetGroupName: group.name,
  Protocol: group.protocol,
  Port: group.port,
  VpcId: group.vpcId,
  HealthCheckProtocol: group.protocol,
  HealthCheckPort: 'traffic-port',
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: group.healthCheck.interval,
  HealthCheckTimeoutSeconds: group.healthCheck.timeout,
  HealthyThresholdCount: group.healthCheck.healthyThreshold,
  UnhealthyThresholdCount: group.healthCheck.unhealthyThreshold,
  HealthCheckPath: group.healthCheck.path,
  Matcher: { HttpCode: group.healthCheck.matcher },
  LoadBalancerArns: group.loadBalancerArn ? [group.loadBalancerArn] : [],
  TargetType: group.targetType,
  ProtocolVersion: 'HTTP1',
  IpAddressType: 'ipv4',
});

export const listenerAnswer = (listener: Listener): sdk.Listener => ({
  ListenerArn: listener.arn,
  LoadBalancerArn: listener.loadBalancerArn,
  Port: listener.port,
  Protocol: listener.protocol,
  DefaultActions: listener.rules.filter(isDefault).map(({ action }) => actionAnswer(action)),
});

/** The zone is shown for IP addresses only; targets that are instances were never seen with one. */
export const targetHealthAnswer = (
  { id, port, zone }: TargetId,
  { state, reason, description }: TargetState,
): sdk.TargetHealthDescription => ({
  Target: { Id: id, Port: port, ...(zone && !id.startsWith('i-') && { AvailabilityZone: zone }) },
  HealthCheckPort: String(port),
  TargetHealth: { State: state, ...(reason && { Reason: reason }), ...(description && { Description: description }) },
});

export const attributesAnswer = (attributes: ReadonlyMap<string, string>): { Key: string; Value: string }[] =>
  [...attributes].map(([Key, Value]) => ({ Key, Value }));
