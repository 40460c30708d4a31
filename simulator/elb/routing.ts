/** Which rule takes a request, and which of the targets behind it share the requests: decisions without state. */
import type { Rule, TargetId, TargetState } from './model';
import { meetsAll } from './rule-conditions';
import type { RoutedRequest } from './rules';

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
  | {
      kind: 'own answer';
      loadBalancerArn: string;
      action: 'redirect' | 'fixed-response';
      status: number;
      headers: Record<string, string>;
      /** Undefined for the page that the load balancer has for the status. */
      body?: string;
    }
  | { kind: 'no listener'; loadBalancerArn: string };

/** The path of a request target, which is what path patterns are compared with: the query does not count. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/** What a URL asks for, which is what query conditions are compared with; empty where it asks for nothing. */
export function queryOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? '' : url.slice(query + 1);
}

/** The first rule, in the order of their priorities, that takes the request; a listener's default rule takes every one. */
export function ruleFor(rules: readonly Rule[], request: RoutedRequest): Rule {
  for (const rule of rules) if (meetsAll(rule.conditions, request)) return rule;
  throw new Error(`Expected a default rule at the end of the listener's rules, found none for ${request.path}.`);
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
