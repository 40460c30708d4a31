/** The errors of Elastic Load Balancing: the SDK's own exceptions, with AWS's texts where one is known. */
import {
  DuplicateListenerException,
  DuplicateLoadBalancerNameException,
  DuplicateTargetGroupNameException,
  ElasticLoadBalancingV2ServiceException,
  InvalidConfigurationRequestException,
  InvalidLoadBalancerActionException,
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  OperationNotPermittedException,
  PriorityInUseException,
  ResourceInUseException,
  RuleNotFoundException,
  TargetGroupAssociationLimitException,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';

const saying = (message: string) => ({ message, $metadata: {} });

export const faults = {
  /** The service's answer to input that its model does not allow; the SDK has no class for it. */
  invalid: (message: string) =>
    new ElasticLoadBalancingV2ServiceException({ name: 'ValidationError', $fault: 'client', ...saying(message) }),
  notSimulated: (what: string) =>
    new ElasticLoadBalancingV2ServiceException({
      name: 'UnsupportedOperation',
      $fault: 'client',
      ...saying(`${what} is not simulated.`),
    }),
  action: (message: string) => new InvalidLoadBalancerActionException(saying(message)),
  /** Observed. */
  actionWithout: (type: string, config: string) =>
    faults.action(`For actions of type '${type}', you must specify the following fields: '${config}'`),
  /** Observed. */
  redirectLoop: () => faults.action('The redirect configuration is not valid because it creates a loop.'),
  configuration: (message: string) => new InvalidConfigurationRequestException(saying(message)),

  noLoadBalancer: () => new LoadBalancerNotFoundException(saying('One or more load balancers not found')),
  noLoadBalancerNamed: (names: readonly string[]) =>
    new LoadBalancerNotFoundException(saying(`Load balancers '[${names.join(', ')}]' not found`)),
  noTargetGroup: () => new TargetGroupNotFoundException(saying('One or more target groups not found')),
  noListener: () => new ListenerNotFoundException(saying('One or more listeners not found')),
  noRule: () => new RuleNotFoundException(saying('One or more rules not found')),

  loadBalancerExists: (name: string) =>
    new DuplicateLoadBalancerNameException(
      saying(`A load balancer with the same name '${name}' exists, but with different settings`),
    ),
  targetGroupExists: (name: string) =>
    new DuplicateTargetGroupNameException(
      saying(`A target group with the same name '${name}' exists, but with different settings`),
    ),
  listenerExists: (loadBalancerArn: string) =>
    new DuplicateListenerException(
      saying(`A listener already exists on this port for this load balancer '${loadBalancerArn}'`),
    ),
  priorityInUse: (priority: number) => new PriorityInUseException(saying(`Priority '${priority}' is currently in use`)),
  targetGroupTaken: (arn: string) =>
    new TargetGroupAssociationLimitException(
      saying(`The following target groups cannot be associated with more than one load balancer: ${arn}`),
    ),
  targetGroupInUse: (arn: string) =>
    new ResourceInUseException(saying(`Target group '${arn}' is currently in use by a listener or a rule`)),
  defaultRule: (arn: string) => new OperationNotPermittedException(saying(`Default rule '${arn}' cannot be deleted`)),
  defaultRuleModified: (arn: string) =>
    new OperationNotPermittedException(saying(`Default rule '${arn}' cannot be modified`)),
  deletionProtected: (arn: string) =>
    new OperationNotPermittedException(
      saying(`Load balancer '${arn}' cannot be deleted because deletion protection is enabled`),
    ),
};
