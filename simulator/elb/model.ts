/** The nouns of Elastic Load Balancing v2: load balancers, listeners and rules, target groups and their targets. */
import type { Seconds } from '../time';
import type { RuleAction, RuleCondition } from './rules';

/** Where a request can go: an EC2 instance with a host port, or an IP address with a container port. */
export interface TargetId {
  /** `i-…` or `10.0.x.x` */
  id: string;
  port: number;
  zone?: string;
}

/** What runs behind the targets; the lab's tasks implement it. */
export interface Workload {
  /** What the task behind a target gives to a GET of `path` (without query); undefined: nothing listens there. */
  answer(
    target: TargetId,
    path: string,
  ): { status: number; body: string; headers?: Record<string, string> } | undefined;
}

/** The states of `DescribeTargetHealth` that this simulator can be in. */
export type TargetStateName = 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
export type TargetReason =
  | 'Elb.RegistrationInProgress'
  | 'Elb.InitialHealthChecking'
  | 'Target.ResponseCodeMismatch'
  | 'Target.FailedHealthChecks'
  | 'Target.Timeout'
  | 'Target.NotRegistered'
  | 'Target.NotInUse'
  | 'Target.DeregistrationInProgress';

/** A healthy target has a state only. */
export interface TargetState {
  state: TargetStateName;
  reason?: TargetReason;
  description?: string;
}

export interface HealthCheck {
  path: string;
  interval: Seconds;
  timeout: Seconds;
  /** Passes in a row until an unhealthy target is healthy again. */
  healthyThreshold: number;
  /** Failures in a row until a target is unhealthy. */
  unhealthyThreshold: number;
  /** The HTTP codes of a passed check: `200`, `200,301` or `200-299`. */
  matcher: string;
}

export type TargetType = 'instance' | 'ip';

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly port: number;
  readonly vpcId: string;
  readonly targetType: TargetType;
  healthCheck: HealthCheck;
  readonly attributes: Map<string, string>;
  /** The load balancer with a listener or rule that forwards here; there is one at most. */
  loadBalancerArn: string | undefined;
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly createdAt: Date;
  readonly scheme: 'internet-facing' | 'internal';
  readonly type: 'application';
  readonly vpcId: string;
  subnets: readonly { id: string; zone: string }[];
  securityGroups: readonly string[];
  readonly attributes: Map<string, string>;
  /** By port. */
  readonly listeners: Map<number, Listener>;
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  port: number;
  protocol: 'HTTP' | 'HTTPS';
  /** In the order in which they are tried; the default rule stands last. */
  readonly rules: Rule[];
}

export interface Rule {
  readonly arn: string;
  readonly listenerArn: string;
  /** 1–50,000; Infinity for the default rule, which is tried last. */
  priority: number;
  /** All of them are to be met; the default rule has none and takes every request. */
  conditions: readonly RuleCondition[];
  action: RuleAction;
}

export const isDefault = (rule: Rule): boolean => rule.priority === Infinity;

/** How long things take that AWS does by itself; each pair is a range to draw from. */
export interface ElbTimings {
  /** From registration to the first health check. Observed: targets healthy 1–3 s after RegisterTargets. */
  firstCheck: readonly [Seconds, Seconds];
  /**
   * From the end of a minute until CloudWatch shows its metrics. AWS publishes no figure; inferred from the total that
   * AWS's ECS team gives for 60-second metrics (363 s from load to scale-out, containers-roadmap #2113).
   */
  metricDelay: readonly [Seconds, Seconds];
}

export const elbTimings: ElbTimings = { firstCheck: [1, 3], metricDelay: [60, 120] };

/** The defaults of a target group for instances and IP addresses (ELB user guide, target-group-health-checks). */
export const healthCheckDefaults: HealthCheck = {
  path: '/',
  interval: 30,
  timeout: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  matcher: '200',
};

export const DEREGISTRATION_DELAY = 'deregistration_delay.timeout_seconds';
export const DELETION_PROTECTION = 'deletion_protection.enabled';

/** ELB user guide, load-balancer-target-groups, "Target group attributes". */
export const targetGroupAttributeDefaults: Readonly<Record<string, string>> = {
  [DEREGISTRATION_DELAY]: '300',
  'load_balancing.algorithm.anomaly_mitigation': 'off',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'slow_start.duration_seconds': '0',
  'stickiness.app_cookie.cookie_name': '',
  'stickiness.app_cookie.duration_seconds': '86400',
  'stickiness.enabled': 'false',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'stickiness.type': 'lb_cookie',
};

/** ELB user guide, application-load-balancers, "Load balancer attributes". */
export const loadBalancerAttributeDefaults: Readonly<Record<string, string>> = {
  'access_logs.s3.bucket': '',
  'access_logs.s3.enabled': 'false',
  'access_logs.s3.prefix': '',
  [DELETION_PROTECTION]: 'false',
  'idle_timeout.timeout_seconds': '60',
  'load_balancing.cross_zone.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'defensive',
  'routing.http.drop_invalid_header_fields.enabled': 'false',
  'routing.http.preserve_host_header.enabled': 'false',
  'routing.http.xff_client_port.enabled': 'false',
  'routing.http.xff_header_processing.mode': 'append',
  'routing.http2.enabled': 'true',
  'waf.fail_open.enabled': 'false',
};

/** What names a resource in metrics: `app/demogo-alb/<16 hex>` or `targetgroup/web/<16 hex>`. */
export function dimensionValue(arn: string): string {
  const resource = arn.slice(arn.lastIndexOf(':') + 1);
  return resource.startsWith('loadbalancer/') ? resource.slice('loadbalancer/'.length) : resource;
}
