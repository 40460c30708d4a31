/** Elastic Load Balancing v2 in memory, as the rest of the simulator uses it. */
export { ElasticLoadBalancing, type Outcome, type Traffic } from './behaviour';
export type { NewListener, NewLoadBalancer, NewRule, NewTargetGroup } from './configuration';
export {
  dimensionValue,
  elbTimings,
  type ElbTimings,
  type HealthCheck,
  type Listener,
  type LoadBalancer,
  type Rule,
  type TargetGroup,
  type TargetId,
  type TargetState,
  type TargetStateName,
  type Workload,
} from './model';
export { pathOf, queryOf, type Routing } from './routing';
export { forwardTo, onPaths, type Interests, type RequestDetails, type RuleAction, type RuleCondition } from './rules';
