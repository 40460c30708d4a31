/** ECS's operations that start what was not there: services and standalone tasks. */
import * as sdk from '@aws-sdk/client-ecs';
import type { Operations } from '../wire/service';
import { clusterOf, invalid, lastPart, serviceOf } from './api';
import { describeService, describeTask } from './describe';
import { runsOn, type Ecs } from './index';
import type { Cluster, PlacementStrategy, Service, Task, TaskDefinition } from './model';
import { refused } from './refusals';

/** ECS API reference, RunTask. */
const TASKS_PER_CALL = 10;

export function launchOperations(ecs: Ecs): Operations<typeof sdk> {
  return {
    CreateService: (input) => {
      const cluster = clusterOf(ecs, input.cluster);
      const { serviceName: name, desiredCount: desired = 0, loadBalancers = [] } = input;
      if (cluster.services.has(name)) throw invalid('Creation of service was not idempotent.');
      if (loadBalancers.length > 1) throw invalid('A service with more than one load balancer is not simulated.');
      if (desired < 0) throw invalid('desiredCount cannot be negative.');
      const service = ecs.createService({
        cluster,
        name,
        ...asked(ecs, cluster, input),
        definition: definitionOf(cluster, input.taskDefinition),
        desired,
        targetGroupArn: loadBalancers[0]?.targetGroupArn,
        placement: placementOf(input.placementStrategy),
        subnets: input.networkConfiguration?.awsvpcConfiguration?.subnets,
      });
      return { service: describeService(service) };
    },

    DeleteService: ({ cluster: owner, service: name, force = false }) => {
      const cluster = clusterOf(ecs, owner);
      const service = serviceOf(cluster, name);
      // ECS API reference, DeleteService: force deletes a service that has not been scaled down to zero.
      if (service.desired > 0 && !force) throw invalid('The service cannot be stopped while it is scaled above 0.');
      ecs.removeService(service);
      return { service: { ...describeService(service), status: 'DRAINING' } };
    },

    RunTask: (input) => {
      const { count = 1, startedBy } = input;
      const cluster = clusterOf(ecs, input.cluster);
      if (count < 1 || count > TASKS_PER_CALL) throw invalid(`count must be between 1 and ${TASKS_PER_CALL}.`);
      const definition = definitionOf(cluster, input.taskDefinition);
      const wanted = runsOn(cluster, asked(ecs, cluster, input));
      const tasks: Task[] = [];
      for (let i = 0; i < count; i++) {
        const task = ecs.tasks.start({
          cluster,
          definition,
          group: input.group ?? `family:${definition.family}`,
          placement: placementOf(input.placementStrategy),
          startedBy,
          ...ecs.tasks.infrastructure(wanted, tasks),
        });
        if (task) tasks.push(task);
      }
      return {
        tasks: tasks.map((task) => describeTask(ecs.world, task)),
        failures: Array.from({ length: count - tasks.length }, () => noRoom(cluster)),
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

/** By its ARN, `family:revision`, or family alone. */
function definitionOf(cluster: Cluster, name = ''): TaskDefinition {
  const wanted = lastPart(name);
  const found = [...cluster.definitions.values()].find(
    ({ family, revision }) => wanted === family || wanted === `${family}:${revision}`,
  );
  if (!found) throw new sdk.ClientException({ message: 'Unable to describe task definition.', $metadata: {} });
  return found;
}

const placementOf = (strategies: readonly sdk.PlacementStrategy[] = []): PlacementStrategy[] =>
  strategies.map(({ type = 'random', field }) => ({ type, field }));

/** "RESOURCE:<resource>" names what the instance lacks (ECS developer guide, api_failures_messages); memory is what the lab runs short of. */
function noRoom(cluster: Cluster): sdk.Failure {
  const [instance] = cluster.instances.values();
  if (!instance) throw invalid('No Container Instances were found in your cluster.');
  return { arn: instance.arn, reason: 'RESOURCE:MEMORY' };
}
