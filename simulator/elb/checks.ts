/** What names, priorities and health checks must be. */
import { faults } from './faults';
import { isMatcher } from './health';
import type { HealthCheck } from './model';

/** @throws ValidationError for a number that no rule may have (ELB API reference, CreateRule) */
export function checkPriority(priority: number): number {
  if (!Number.isInteger(priority) || priority < 1 || priority > 50_000)
    throw faults.invalid(`Rule priority '${priority}' must be a whole number from 1 to 50000`);
  return priority;
}

/** @throws ValidationError for what AWS does not accept either (ELB API reference, CreateTargetGroup) */
export function checkHealthCheck(check: HealthCheck): HealthCheck {
  const within = (what: string, value: number, min: number, max: number): void => {
    if (Number.isInteger(value) && value >= min && value <= max) return;
    throw faults.invalid(`${what} '${value}' must be a whole number from ${min} to ${max}`);
  };
  within('Health check interval', check.interval, 5, 300);
  within('Health check timeout', check.timeout, 2, 120);
  within('Healthy threshold count', check.healthyThreshold, 2, 10);
  within('Unhealthy threshold count', check.unhealthyThreshold, 2, 10);
  if (check.timeout >= check.interval) throw faults.invalid('Health check interval must be greater than the timeout.');
  if (!check.path.startsWith('/')) throw faults.invalid(`Health check path '${check.path}' must begin with a '/'`);
  if (!isMatcher(check.matcher)) throw faults.invalid(`Health check matcher HTTP code '${check.matcher}' is not valid`);
  return check;
}

/** Names of load balancers and target groups. @throws ValidationError (ELB API reference, CreateLoadBalancer and CreateTargetGroup). */
export function checkName(what: string, name: string): void {
  if (/^(?!-)(?!internal-)[A-Za-z0-9-]{1,32}(?<!-)$/.test(name)) return;
  throw faults.invalid(
    `${what} name '${name}' must have 1 to 32 letters, digits and hyphens, none of the hyphens first or last, ` +
      `and not begin with 'internal-'`,
  );
}
