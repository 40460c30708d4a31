/** What the model of Elastic Load Balancing says of single members (ELB API reference). */
import * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';
import { oneOf, type Constraints } from '../wire/constraints';

export const CONSTRAINTS: Constraints = {
  HealthCheckProtocol: oneOf(sdk.ProtocolEnum),
  Protocol: oneOf(sdk.ProtocolEnum),
  /** A redirect's may be a keyword too, and has a refusal of its own. */
  'RedirectConfig.Protocol': {},
  Scheme: oneOf(sdk.LoadBalancerSchemeEnum),
  TargetType: oneOf(sdk.TargetTypeEnum),
  'Actions.Type': oneOf(sdk.ActionTypeEnum),
  'DefaultActions.Type': oneOf(sdk.ActionTypeEnum),
  'CreateLoadBalancer.IpAddressType': oneOf(sdk.IpAddressType),
  'CreateLoadBalancer.Type': oneOf(sdk.LoadBalancerTypeEnum),
  'CreateTargetGroup.IpAddressType': oneOf(sdk.TargetGroupIpAddressTypeEnum),
};
