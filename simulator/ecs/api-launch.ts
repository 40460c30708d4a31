/** ECS's operations that start what was not there: services and standalone tasks. */
import * as sdk from '@aws-sdk/client-ecs';
import type { Operations } from '../wire/service';
import { checkedDesired, clusterOf, invalid, refuseOthers, serviceOf } from './api';
import { tagsOf } from './api-tags';
import { describeService } from './describe';
import { describeTask, PLATFORM } from './describe-task';
import { runsOn, type Ecs } from './index';
import { statusOf, type Cluster, type PlacementStrategy, type Service, type Task, type TaskDefinition } from './model';
import { refused } from './refusals';

/** What is taken. Of these some change nothing that could be seen: deployments, the role, and a request's own token. */
const COMMON = [
  ...['cluster', 'taskDefinition', 'launchType', 'capacityProviderStrategy', 'platformVersion', 'placementStrategy'],
  ...['networkConfiguration', 'tags', 'clientToken'],
];
const CREATE_SERVICE = [
  ...COMMON,
  ...['serviceName', 'desiredCount', 'loadBalancers', 'availabilityZoneRebalancing', 'schedulingStrategy'],
  ...['deploymentController', 'deploymentConfiguration', 'role'],
];
const RUN_TASK = [...COMMON, 'count', 'group', 'startedBy', 'referenceId'];

/** ECS API reference, RunTask. */
const TASKS_PER_CALL = 10;

export function launchOperations(ecs: Ecs): Operations<typeof sdk> {
  return {
    CreateService: (input) => {
      const cluster = clusterOf(ecs, input.cluster);
      const { serviceName: name, desiredCount: desired = 0, loadBalancers = [] } = input;
      const draining = cluster.deletedServices.get(name);
      // Observed.
      if (draining && statusOf(draining) === 'DRAINING')
        throw invalid('Unable to Start a service that is still Draining.');
      checkServiceName(name);
      refuseUnsimulated(input);
      refuseOthers('CreateService', input, CREATE_SERVICE);
      if (cluster.services.has(name)) throw invalid('Creation of service was not idempotent.');
      if (loadBalancers.length > 1) throw invalid('A service with more than one load balancer is not simulated.');
      checkedDesired(desired);
      const definition = definitionOf(ecs, input.taskDefinition);
      const wanted = asked(ecs, cluster, input);
      checkFits(definition, runsOn(cluster, wanted), input.networkConfiguration);
      checkPlatform(definition, input.platformVersion);
      for (const loadBalancer of loadBalancers) checkTarget(ecs, definition, loadBalancer);
      const network = input.networkConfiguration?.awsvpcConfiguration;
      const service = ecs.createService({
        cluster,
        name,
        ...wanted,
        definition,
        desired,
        targetGroupArn: loadBalancers[0]?.targetGroupArn,
        placement: placementOf(input.placementStrategy),
        subnets: network?.subnets,
        securityGroups: network?.securityGroups,
        assignPublicIp: network?.assignPublicIp,
        platformVersion: input.platformVersion,
        availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? standardRebalancing(input.placementStrategy),
        tags: tagsOf(input.tags),
      });
      return { service: describeService(service, ['TAGS']) };
    },

    DeleteService: ({ cluster: owner, service: name, force = false }) => {
      const cluster = clusterOf(ecs, owner);
      const service = serviceOf(cluster, name);
      // ECS API reference, DeleteService: force deletes a service that has not been scaled down to zero.
      if (service.desired > 0 && !force) throw invalid('The service cannot be stopped while it is scaled above 0.');
      ecs.removeService(service);
      return { service: describeService(service) };
    },

    RunTask: (input) => {
      const { count = 1, startedBy } = input;
      refuseOthers('RunTask', input, RUN_TASK);
      const cluster = clusterOf(ecs, input.cluster);
      if (!Number.isInteger(count) || count < 1 || count > TASKS_PER_CALL)
        throw invalid(`count must be between 1 and ${TASKS_PER_CALL}.`);
      const definition = definitionOf(ecs, input.taskDefinition);
      const wanted = runsOn(cluster, asked(ecs, cluster, input));
      checkFits(definition, wanted, input.networkConfiguration);
      checkPlatform(definition, input.platformVersion);
      const tasks: Task[] = [];
      for (let i = 0; i < count; i++) {
        const task = ecs.tasks.start({
          cluster,
          definition,
          group: input.group ?? `family:${definition.family}`,
          placement: placementOf(input.placementStrategy),
          startedBy,
          tags: tagsOf(input.tags),
          ...ecs.tasks.infrastructure(wanted, tasks),
        });
        if (task) tasks.push(task);
      }
      return {
        tasks: tasks.map((task) => describeTask(ecs.world, task, ['TAGS'])),
        failures: Array.from({ length: count - tasks.length }, () => noRoom(cluster, definition)),
      };
    },
  };
}

/** What a request wants to run on, checked. */
function asked(
  ecs: Ecs,
  cluster: Cluster,
  input: { launchType?: sdk.LaunchType; capacityProviderStrategy?: sdk.CapacityProviderStrategyItem[] },
): Pick<Service, 'launchType' | 'capacityProviderStrategy'> {
  const { launchType, capacityProviderStrategy: strategy = [] } = input;
  if (launchType && strategy.length > 0) throw refused.both();
  if (launchType && launchType !== 'EC2' && launchType !== 'FARGATE')
    throw invalid(`The launch type ${launchType} is not simulated: expected EC2 or FARGATE.`);
  return { launchType, capacityProviderStrategy: ecs.providers.checkedStrategy(cluster, strategy) };
}

/** Observed: what an unknown and a deregistered definition are refused with. @throws ClientException */
function definitionOf(ecs: Ecs, name = ''): TaskDefinition {
  const found = ecs.definitions.find(name);
  if (!found) throw new sdk.ClientException({ message: 'TaskDefinition not found.', $metadata: {} });
  if (found.status !== 'ACTIVE')
    throw new sdk.ClientException({ message: 'TaskDefinition is inactive', $metadata: {} });
  return found;
}

/** ECS API reference, CreateService: up to 255 letters, digits, underscores and hyphens. */
function checkServiceName(name: string): void {
  if (!/^[\w-]{1,255}$/.test(name))
    throw invalid(
      `Expected a service name of up to 255 letters, digits, underscores and hyphens, found "${name}". Choose another.`,
    );
}

function refuseUnsimulated(input: { schedulingStrategy?: string; deploymentController?: { type?: string } }): void {
  const { schedulingStrategy = 'REPLICA', deploymentController: { type = 'ECS' } = {} } = input;
  if (schedulingStrategy !== 'REPLICA')
    throw invalid(`The scheduling strategy ${schedulingStrategy} is not simulated: expected REPLICA.`);
  if (type !== 'ECS') throw invalid(`The deployment controller ${type} is not simulated: expected ECS.`);
}

/**
 * Whether a definition's network mode is one that its infrastructure has. AWS's texts where they are known (observed).
 * @throws InvalidParameterException
 */
function checkFits(
  { networkMode }: TaskDefinition,
  { launchType, capacityProviderStrategy = [] }: Pick<Service, 'launchType' | 'capacityProviderStrategy'>,
  network: sdk.NetworkConfiguration | undefined,
): void {
  const onFargate =
    launchType === 'FARGATE' ||
    capacityProviderStrategy.some(({ capacityProvider }) => capacityProvider.startsWith('FARGATE'));
  if (onFargate && networkMode !== 'awsvpc')
    throw invalid('The provided launch type and network mode do not fit: Fargate needs a task definition with awsvpc.');
  if (networkMode === 'awsvpc' && !onFargate)
    throw invalid('A task definition with awsvpc on EC2 instances is not simulated: use bridge, or Fargate.');
  if (networkMode === 'awsvpc' && !network?.awsvpcConfiguration?.subnets?.length)
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  if (networkMode !== 'awsvpc' && network)
    throw invalid('Network Configuration is not valid for the given networkMode of this task definition.');
}

/** Observed: the refusal of one for EC2. @throws InvalidParameterException */
function checkPlatform({ networkMode }: TaskDefinition, version: string | undefined): void {
  if (version === undefined) return;
  if (networkMode !== 'awsvpc') throw invalid('The platform version must be null when specifying an EC2 launch type.');
  if (version !== 'LATEST' && version !== PLATFORM.version)
    throw invalid(`The platform version ${version} is not simulated: expected LATEST or ${PLATFORM.version}.`);
}

/** Texts observed. @throws InvalidParameterException */
function checkTarget(ecs: Ecs, { container }: TaskDefinition, sent: sdk.LoadBalancer): void {
  const { targetGroupArn, containerName = '', containerPort } = sent;
  if (targetGroupArn === undefined)
    throw invalid('A service behind a Classic Load Balancer is not simulated: send a targetGroupArn.');
  if (container.name !== containerName)
    throw invalid(`The container ${containerName} does not exist in the task definition.`);
  if (container.port !== containerPort)
    throw invalid(`The container ${containerName} did not have a container port ${containerPort} defined.`);
  if (!ecs.targetGroups.isRouted(targetGroupArn))
    throw invalid(`The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`);
}

/**
 * On for services that it can be on for: those without a strategy, and those that spread over zones first (ECS developer guide,
 * "Balancing an Amazon ECS service across Availability Zones"; on by default since 2025).
 */
const standardRebalancing = ([first]: readonly sdk.PlacementStrategy[] = []): 'ENABLED' | 'DISABLED' =>
  !first || (first.type === 'spread' && first.field === 'attribute:ecs.availability-zone') ? 'ENABLED' : 'DISABLED';

const placementOf = (strategies: readonly sdk.PlacementStrategy[] = []): PlacementStrategy[] =>
  strategies.map(({ type = 'random', field }) => ({ type, field }));

/** "RESOURCE:<resource>" names what the instance lacks (ECS developer guide, api_failures_messages); memory is what the lab runs short of. */
function noRoom(cluster: Cluster, { networkMode }: TaskDefinition): sdk.Failure {
  if (networkMode === 'awsvpc') return { reason: 'RESOURCE:ENI' };
  const [instance] = cluster.instances.values();
  if (!instance) throw invalid('No Container Instances were found in your cluster.');
  return { arn: instance.arn, reason: 'RESOURCE:MEMORY' };
}
