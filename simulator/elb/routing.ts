/** Which target group a path goes to, and which of its targets take requests: decisions without state. */
import type { Rule, TargetId, TargetState } from './model';

/** Where a request goes. What the load balancer answers by itself carries its status. */
export type Routing =
  | {
      kind: 'target';
      loadBalancerArn: string;
      targetGroupArn: string;
      target: TargetId;
      /** How many targets share the group's requests at this moment, this one included. */
      sharers: number;
    }
  | { kind: 'no target'; loadBalancerArn: string; targetGroupArn: string; status: 503 }
  | { kind: 'no listener'; loadBalancerArn: string };

/** The path of a request target, which is what path patterns are compared with: the query does not count. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/**
 * Whether a path matches a pattern: `*` stands for any characters, also none and also `/`, `?` for exactly one; the case
 * counts (ELB user guide, load-balancer-listeners, "Path conditions").
 */
export function matchesPattern(pattern: string, path: string): boolean {
  let p = 0;
  let s = 0;
  let star = -1;
  let retry = 0;
  while (s < path.length) {
    if (pattern[p] === '*') {
      star = p++;
      retry = s;
    } else if (pattern[p] === '?' || pattern[p] === path[s]) {
      p++;
      s++;
    } else if (star >= 0) {
      // The last star takes one character more.
      p = star + 1;
      s = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** The first rule, in the order of their priorities, that takes the path; a listener's default rule takes every path. */
export function ruleFor(rules: readonly Rule[], path: string): Rule {
  for (const rule of rules) {
    if (rule.pathPatterns.length === 0) return rule;
    for (const pattern of rule.pathPatterns) if (matchesPattern(pattern, path)) return rule;
  }
  throw new Error(`Expected a default rule at the end of the listener's rules, found none for ${path}.`);
}

/**
 * The targets that get requests: the healthy ones; with none healthy, every target that is not draining, whatever its
 * health (ELB user guide, target-group-health-checks: "fail open").
 */
export function sharersOf<T extends { readonly state: TargetState }>(targets: Iterable<T>): T[] {
  const registered = [...targets].filter(({ state }) => state.state !== 'draining');
  const healthy = registered.filter(({ state }) => state.state === 'healthy');
  return healthy.length > 0 ? healthy : registered;
}
