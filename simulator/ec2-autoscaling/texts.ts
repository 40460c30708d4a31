/** The texts of EC2 Auto Scaling, word for word where AWS's own words are known. */

/** Milliseconds are not told: observed in every cause. */
const at = (when: Date): string => `At ${when.toISOString().slice(0, 19)}Z`;

/** The reasons for a change of the desired capacity, as they stand in a cause between its time and its numbers. */
export const reason = {
  /** Observed: an old answer of DescribeScalingActivities, and the same in recent ones. */
  created: 'a user request created an AutoScalingGroup',
  /** AWS CLI reference, describe-scaling-activities. */
  updated: (min: number, max: number, desired: number): string =>
    `a user request update of AutoScalingGroup constraints to min: ${min}, max: ${max}, desired: ${desired}`,
  /** Observed in answers of AWS. */
  setByUser: 'a user request explicitly set group desired capacity',
  /** Observed in answers of AWS. */
  alarm: (alarm: string, policy: string): string =>
    `a monitor alarm ${alarm} in state ALARM triggered policy ${policy}`,
};

/** The sentences of a cause; two spaces stand between them (AWS CLI reference, describe-scaling-activities). */
export const cause = {
  joined: (sentences: readonly string[]): string => sentences.join('  '),
  changed: (when: Date, why: string, from: number, to: number): string =>
    `${at(when)} ${why} changing the desired capacity from ${from} to ${to}.`,
  started: (when: Date, from: number, to: number): string =>
    `${at(when)} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${from} to ${to}.`,
  /** User guide, as-verify-scaling-activity. */
  takenOut: (when: Date, from: number, to: number): string =>
    `${at(when)} an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from ${from} to ${to}.`,
  /** User guide, as-verify-scaling-activity. */
  selected: (when: Date, id: string): string => `${at(when)} instance ${id} was selected for termination.`,
  /** Observed in answers of TerminateInstanceInAutoScalingGroup. */
  takenOutByUser: (when: Date, id: string): string =>
    `${at(when)} instance ${id} was taken out of service in response to a user request.`,
  takenOutByUserShrinking: (when: Date, id: string, from: number, to: number): string =>
    `${at(when)} instance ${id} was taken out of service in response to a user request, shrinking the capacity from ${from} to ${to}.`,
  /** Observed in answers of AWS after SetInstanceHealth. */
  unhealthy: (when: Date): string =>
    `${at(when)} an instance was taken out of service in response to a user health-check.`,
  /** Inferred: no example of the text is known. */
  groupDeleted: (when: Date, id: string): string =>
    `${at(when)} instance ${id} was taken out of service in response to a user request to delete the AutoScalingGroup.`,
};

/** Observed in answers of AWS; the last one is in the user guide's page on instance scale-in protection. */
export const description = {
  launching: (id: string): string => `Launching a new EC2 instance: ${id}`,
  notLaunched: (message: string): string => `Launching a new EC2 instance.  Status Reason: ${message}`,
  terminating: (id: string): string => `Terminating EC2 instance: ${id}`,
  allProtected: 'Could not scale to desired capacity because all remaining instances are protected from scale-in.',
};

/** User guide, ts-as-capacity. @param others zones that have capacity */
export const noCapacity = (type: string, zone: string, others: readonly string[]): string =>
  `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). ` +
  'Our system will be working on provisioning additional capacity. ' +
  `You can currently get ${type} capacity by not specifying an Availability Zone in your request or choosing ${others.join(', ')}. ` +
  'Launching EC2 instance failed.';

/** Observed: DescribeAutoScalingGroups. */
export const suspendedAt = (when: Date): string => `User suspended ${at(when).replace('At', 'at')}`;

/** Observed in answers of AWS. */
export const refusal = {
  noGroup: (name: string): string => `AutoScalingGroup name not found - AutoScalingGroup ${name} not found`,
  noGroupForPolicy: (name: string): string => `Group ${name} not found`,
  sameName: (name: string): string =>
    `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
  noConfiguration: (name: string): string =>
    `Launch configuration name not found - A launch configuration with the name: ${name} does not exist`,
  sameConfiguration: (name: string): string =>
    `Launch Configuration by this name already exists - A launch configuration already exists with the name ${name}`,
  configurationInUse: (name: string, group: string): string =>
    `Cannot delete launch configuration ${name} because it is attached to AutoScalingGroup ${group}`,
  userData: 'Invalid BASE64 encoding of user data.',
  maxBelowMin: (min: number, max: number): string =>
    `Max bound, ${max}, must be greater than or equal to min bound, ${min}`,
  desiredOutside: (desired: number, min: number, max: number): string =>
    `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`,
  belowMin: (desired: number, min: number): string =>
    `New SetDesiredCapacity value ${desired} is below min value ${min} for the AutoScalingGroup.`,
  aboveMax: (desired: number, max: number): string =>
    `New SetDesiredCapacity value ${desired} is above max value ${max} for the AutoScalingGroup.`,
  launchSource:
    'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
  noSubnet: (id: string): string => `The subnet ID '${id}' does not exist`,
  notEmpty:
    'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
  noInstance: (id: string): string => `Instance Id not found - No managed instance found for instance ID: ${id}`,
  notPartOf: (id: string, group: string): string => `The instance ${id} is not part of Auto Scaling group ${group}.`,
  desiredEqualsMin: (min: number): string =>
    `Currently, desiredSize equals minSize (${min}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
  sameMetric: 'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
  labelMissing: 'Resource label should be specified for predefined metric type ALBRequestCountPerTarget',
};

/** AWS's own words are not known: these say what was expected, what was found and what to do. */
export const inOurWords = {
  size: (name: string, found: unknown): string => `${name} must be a whole number from 0; found ${String(found)}.`,
  tooMany: (name: string, found: number, most: number): string =>
    `${name} above ${most} is not simulated; found ${found}. Lower it.`,
  required: (name: string): string => `${name} is required; found none. Send it.`,
  noZones: 'A group needs VPCZoneIdentifier or AvailabilityZones; found none. Name the subnets to launch into.',
  targetValue: (found: unknown): string =>
    `TargetValue must be a number above 0; found ${String(found)}. Send the metric value to keep, per instance.`,
  metric:
    'A target tracking configuration needs exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification.',
  noPolicy: (name: string): string =>
    `Expected the name or ARN of a policy; found ${name}, which there is none of. Take it from DescribePolicies.`,
  noGroupNamed: 'An AutoScalingGroupName is needed with InstanceIds; found none. Send it.',
  process: (found: string, known: readonly string[]): string =>
    `Expected a scaling process, one of ${known.join(', ')}; found ${found}.`,
  cooldown: (until: Date): string =>
    `The group is in its cooldown until ${until.toISOString()}, and HonorCooldown was sent. Wait, or leave HonorCooldown out.`,
  deleting: (name: string): string => `The group ${name} is being deleted. Wait until it is gone, or use another name.`,
  maxRecords: (found: number, most: number): string =>
    `MaxRecords must be a whole number from 1 to ${most}; found ${found}.`,
  nextToken: (found: string): string =>
    `NextToken must be one that the same request was answered with before; found ${found}. Begin again without one.`,
  configurationName: (found: string): string =>
    `Expected a launch configuration name of 1 to 255 characters; found ${JSON.stringify(found)}. Choose another.`,
  instanceType: (found: string): string =>
    `Expected an instance type whose CPU and memory the lab knows, such as m5d.large or t3.medium; found ${found}.`,
  health: (found: string): string => `Expected the HealthStatus Healthy or Unhealthy; found ${found}.`,
  filter: (found: unknown): string => `Expected a filter that this operation has; found ${String(found)}.`,
  tagResource: (type: unknown): string =>
    `Expected a tag with the ResourceId of a group and the ResourceType auto-scaling-group; found ${String(type)}.`,
  notSimulatedGroup: (members: readonly string[]): string =>
    `A group with ${members.join(', ')} is not simulated. Leave it out.`,
  notSimulated: (what: string, instead: string): string => `${what} is not simulated; use ${instead}.`,
};
