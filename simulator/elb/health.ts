/** What a health check says about a target, and what a row of them makes of its state. */
import type { HealthCheck, TargetReason, TargetState, Workload } from './model';

/** The words that `DescribeTargetHealth` gives to each reason (ELB user guide, target-group-health-checks). */
const DESCRIPTIONS = {
  'Elb.RegistrationInProgress': 'Target registration is in progress',
  'Elb.InitialHealthChecking': 'Initial health checks in progress',
  'Target.FailedHealthChecks': 'Health checks failed',
  'Target.Timeout': 'Request timed out',
  'Target.NotRegistered': 'Target is not registered to the target group',
  'Target.NotInUse': 'Target group is not configured to receive traffic from the load balancer',
  'Target.DeregistrationInProgress': 'Target deregistration is in progress',
} satisfies Partial<Record<TargetReason, string>>;

const described = (state: TargetState['state'], reason: keyof typeof DESCRIPTIONS): TargetState => ({
  state,
  reason,
  description: DESCRIPTIONS[reason],
});

export const REGISTERING = described('initial', 'Elb.RegistrationInProgress');
export const DRAINING = described('draining', 'Target.DeregistrationInProgress');
export const NOT_IN_USE = described('unused', 'Target.NotInUse');
export const NOT_REGISTERED = described('unused', 'Target.NotRegistered');
const CHECKING = described('initial', 'Elb.InitialHealthChecking');
const HEALTHY: TargetState = { state: 'healthy' };

/** A target as its checks see it. */
export interface Health {
  state: TargetState;
  /** Equal results in a row up to now: so many passes, or, below 0, so many failures. */
  streak: number;
}

export const newHealth: Health = { state: REGISTERING, streak: 0 };

/**
 * Undefined for a passed check; else the state of a target that is unhealthy by it.
 * @param answer undefined where nothing listens, 'none' where something does and says nothing
 */
export function failureOf(answer: ReturnType<Workload['answer']> | 'none', matcher: string): TargetState | undefined {
  if (answer === 'none') return described('unhealthy', 'Target.Timeout');
  if (!answer) return described('unhealthy', 'Target.FailedHealthChecks');
  if (matchesCode(matcher, answer.status)) return undefined;
  return {
    state: 'unhealthy',
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${answer.status}]`,
  };
}

/**
 * The health after one more check. A new target needs one pass to be healthy; an unhealthy one needs as many in a row as
 * the healthy threshold; either way it takes the unhealthy threshold's failures in a row to be unhealthy (ELB user
 * guide, target-group-health-checks).
 * @param failure what failed; undefined when the check passed
 */
export function afterCheck(
  { state, streak }: Health,
  failure: TargetState | undefined,
  thresholds: Pick<HealthCheck, 'healthyThreshold' | 'unhealthyThreshold'>,
): Health {
  if (failure) {
    const row = Math.min(streak, 0) - 1;
    if (state.state === 'unhealthy' || -row >= thresholds.unhealthyThreshold) return { state: failure, streak: row };
    return { state: state.state === 'initial' ? CHECKING : state, streak: row };
  }
  const row = Math.max(streak, 0) + 1;
  const healthy = state.state !== 'unhealthy' || row >= thresholds.healthyThreshold;
  return { state: healthy ? HEALTHY : state, streak: row };
}

/** Whether a code is among `200`, `200,301` or `200-299`. */
export function matchesCode(matcher: string, code: number): boolean {
  return matcher.split(',').some((part) => {
    const [low, high = low] = part.split('-').map(Number);
    return low !== undefined && high !== undefined && low <= code && code <= high;
  });
}

/** Whether a matcher can be read: HTTP codes from 200 to 499 (ELB API reference, Matcher). */
export const isMatcher = (matcher: string): boolean => /^[2-4]\d\d([,-][2-4]\d\d)*$/.test(matcher);
