/** The service scheduler's event texts, as the API gives them: with the parentheses that the console drops. */

// Forms seen in real DescribeServices answers; "1 targets" and "1 tasks" are AWS's own plural.
export const started = (service: string, tasks: readonly string[]): string =>
  `(service ${service}) has started ${tasks.length} tasks: ${tasks.map((id) => `(task ${id})`).join(' ')}.`;

export const registered = (service: string, count: number, targetGroupArn: string): string =>
  `(service ${service}) registered ${count} targets in (target-group ${targetGroupArn})`;

export const deregistered = (service: string, count: number, targetGroupArn: string): string =>
  `(service ${service}) deregistered ${count} targets in (target-group ${targetGroupArn})`;

export const draining = (service: string, count: number): string =>
  `(service ${service}) has begun draining connections on ${count} tasks.`;

export const stopped = (service: string, tasks: readonly string[]): string =>
  `(service ${service}) has stopped ${tasks.length} running tasks: ${tasks.map((id) => `(task ${id})`).join(' ')}.`;

export const steady = (service: string): string => `(service ${service}) has reached a steady state.`;

export const deploymentCompleted = (service: string, deployment: string): string =>
  `(service ${service}) (deployment ${deployment}) deployment completed.`;

export const unhealthy = (
  service: string,
  task: string,
  port: number,
  targetGroupArn: string,
  reason: string,
): string =>
  `(service ${service}) (task ${task}) (port ${port}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${reason}).`;

export const unableToPlace = (service: string, reason: string): string =>
  `(service ${service}) was unable to place a task because no container instance met all of its requirements. Reason: ${reason} For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`;

/** Observed with another reason ("Capacity is unavailable at this time. …"); EC2's code for such a subnet stands in for it. Inferred. */
export const noAddress = (service: string): string =>
  `(service ${service}) was unable to place a task. Reason: InsufficientFreeAddressesInSubnet. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`;

/** The stoppedReason of a task that leaves because its service was scaled in. */
export const scalingActivity = (deployment: string): string =>
  `Scaling activity initiated by (deployment ${deployment})`;

/** The stoppedReason of a service's task that is replaced because its instance drains. Inferred: no capture was found. */
export const instanceDraining = 'Task stopped because its container instance is draining';

/** ECS developer guide, "Stopped task error codes": the category CannotPullContainerError; one of its examples. */
export const imagePullFailed =
  'CannotPullContainerError: Error response from daemon: received unexpected HTTP status: 500 Internal Server Error';

/** Observed in many reports of ECS and Batch, together with the stop code TerminationNotice. */
export const hostTerminated = (ec2InstanceId: string): string => `Host EC2 (instance ${ec2InstanceId}) terminated.`;
