/** Requests of the API in the simulator's terms; what is not simulated, and what AWS refuses, is refused by name. */
import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';
import { page, type Key, type Page } from '../paging';
import { askedFor } from '../wire/unsimulated';
import { faults } from './faults';
import { DEREGISTRATION_DELAY, type HealthCheck, type TargetGroup, type TargetId } from './model';

/** What the model leaves open, as not every kind of load balancer has it, and application load balancers need. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw faults.invalid(`A value for '${name}' must be specified`);
  return value;
}

export function protocolOf(protocol: string | undefined): TargetGroup['protocol'] {
  if (protocol === 'HTTP' || protocol === 'HTTPS') return protocol;
  throw faults.notSimulated(`A protocol other than HTTP and HTTPS ('${protocol}')`);
}

/** What is taken of each; the certificates and policies of a listener change nothing that could be seen. */
export const LOAD_BALANCER = ['Name', 'Subnets', 'SubnetMappings', 'SecurityGroups', 'Scheme', 'Tags', 'Type'];
export const TARGET_GROUP = [
  ...['Name', 'Protocol', 'Port', 'VpcId', 'TargetType', 'Tags', 'HealthCheckPath', 'HealthCheckIntervalSeconds'],
  ...['HealthCheckTimeoutSeconds', 'HealthyThresholdCount', 'UnhealthyThresholdCount', 'Matcher'],
  ...['HealthCheckPort', 'HealthCheckEnabled'],
];
export const LISTENER = ['LoadBalancerArn', 'Protocol', 'Port', 'DefaultActions', 'Tags', 'Certificates', 'SslPolicy'];

/** Refuses, by name, what AWS would take and the lab does not simulate. @throws UnsupportedOperation */
export function refuseOthers(what: string, input: { Protocol?: string } & object, simulated: readonly string[]): void {
  const others = Object.entries(input).filter(([name]) => !simulated.includes(name));
  const standard = { IpAddressType: 'ipv4', ProtocolVersion: 'HTTP1', HealthCheckProtocol: input.Protocol };
  const sent = askedFor(
    Object.fromEntries(others.map(([name, value]: [string, unknown]) => [name, isOff(value) ? undefined : value])),
    standard,
  );
  if (sent.length > 0) throw faults.notSimulated(`${what} with ${sent.join(', ')}`);
}

/** As MutualAuthentication has it. */
const isOff = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'Mode' in value && value.Mode === 'off';

export function targetTypeOf(type: sdk.TargetTypeEnum | undefined): TargetGroup['targetType'] {
  if (type === undefined) return 'instance';
  if (type === 'instance' || type === 'ip') return type;
  throw faults.notSimulated(`The target type '${type}'`);
}

type Target = Pick<sdk.TargetDescription, 'Port' | 'AvailabilityZone'> & { Id: string };

/** A target without a port listens on the group's (ELB API reference, TargetDescription). */
export function targetsOf(group: TargetGroup, targets: readonly Target[]): TargetId[] {
  return targets.map((target) => {
    const id = target.Id;
    const fits = group.targetType === 'instance' ? /^i-[0-9a-f]+$/.test(id) : /^[0-9.]+$|:/.test(id);
    if (!fits && group.targetType === 'instance') throw faults.invalid(`Instance ID '${id}' is not valid`);
    if (!fits) throw faults.invalid(`The IP address '${id}' is not a valid IPv4 or IPv6 address`);
    return { id, port: target.Port ?? group.port, ...(target.AvailabilityZone && { zone: target.AvailabilityZone }) };
  });
}

export type HealthCheckInput = Pick<
  sdk.ModifyTargetGroupInput,
  | 'HealthCheckPath'
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
  | 'Matcher'
  | 'HealthCheckPort'
  | 'HealthCheckEnabled'
>;

/** A health check with what the request says of it, and the rest as it was. */
export function healthCheckOf(input: HealthCheckInput, was: HealthCheck): HealthCheck {
  if (input.HealthCheckPort !== undefined && input.HealthCheckPort !== 'traffic-port')
    throw faults.notSimulated(`A health check on a port other than 'traffic-port'`);
  if (input.HealthCheckEnabled === false) throw faults.notSimulated('A target group without health checks');
  return {
    path: input.HealthCheckPath ?? was.path,
    interval: input.HealthCheckIntervalSeconds ?? was.interval,
    timeout: input.HealthCheckTimeoutSeconds ?? was.timeout,
    healthyThreshold: input.HealthyThresholdCount ?? was.healthyThreshold,
    unhealthyThreshold: input.UnhealthyThresholdCount ?? was.unhealthyThreshold,
    matcher: input.Matcher?.HttpCode ?? was.matcher,
  };
}

/** Checks all attributes before any is changed. */
export function setAttributes(
  known: Map<string, string>,
  attributes: readonly { Key?: string; Value?: string }[],
): void {
  const wanted = attributes.map(({ Key = '', Value = '' }) => [Key, Value] as const);
  for (const [key, value] of wanted) {
    if (!known.has(key)) throw faults.invalid(`Attribute key '${key}' is not recognized`);
    if (key === DEREGISTRATION_DELAY && !(/^\d{1,4}$/.test(value) && Number(value) <= 3600))
      throw faults.configuration(`'${key}' must be a whole number of seconds from 0 to 3600, not '${value}'`);
  }
  for (const [key, value] of wanted) known.set(key, value);
}

export const tagsOf = (tags: readonly { Key: string; Value?: string }[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value ?? '']));

/**
 * One page of a list: 1–400 items, 400 when the request does not say (ELB API reference, PageSize).
 * @param key what the items are ordered by
 */
export function paged<T>(
  items: readonly T[],
  key: (item: T) => Key,
  { Marker, PageSize = 400, ...request }: { Marker?: string; PageSize?: number },
): Page<T> {
  if (!Number.isInteger(PageSize) || PageSize < 1 || PageSize > 400)
    throw faults.invalid(
      `1 validation error detected: Value '${PageSize}' at 'pageSize' failed to satisfy constraint: ` +
        `Member must have value between 1 and 400`,
    );
  const invalid = (): Error => faults.invalid(`The marker '${Marker}' is not valid`);
  return page({ request, items, key, size: PageSize, token: Marker, invalid });
}
