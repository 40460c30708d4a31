/** ECS's operations: check, read or change the model, answer. */
import * as sdk from '@aws-sdk/client-ecs';
import { page } from '../paging';
import type { Operations } from '../wire/service';
import { describeCluster, describeContainerInstance, describeService, describeTask } from './describe';
import type { Ecs } from './index';
import type { Cluster, Service } from './model';

/** Most that one call may name (ECS API reference): services, and tasks or instances. */
const SERVICES_PER_CALL = 10;
const ARNS_PER_CALL = 100;
export const DEFAULT_CLUSTER = 'default';

export function operations(ecs: Ecs): Operations<typeof sdk> {
  return {
    ListClusters: ({ maxResults, nextToken }) => {
      const { items, nextToken: next } = listed([...ecs.clusters.values()], maxResults, nextToken);
      return { clusterArns: items.map(({ arn }) => arn), nextToken: next };
    },

    DescribeClusters: ({ clusters = [DEFAULT_CLUSTER], include = [] }) => {
      const { found, failures } = lookUp(
        clusters,
        (name) => ecs.clusters.get(lastPart(name)),
        (name) => ecs.world.arn('ecs', `cluster/${name}`),
      );
      return { clusters: found.map((cluster) => describeCluster(cluster, include, ecs.scaling.attachments)), failures };
    },

    ListServices: ({ cluster, launchType, maxResults, nextToken }) => {
      const services = [...clusterOf(ecs, cluster).services.values()].filter(
        (service) => !launchType || service.launchType === launchType,
      );
      const { items, nextToken: next } = listed(services, maxResults, nextToken, 10);
      return { serviceArns: items.map(({ arn }) => arn), nextToken: next };
    },

    DescribeServices: ({ cluster, services = [] }) => {
      const owner = clusterOf(ecs, cluster);
      if (services.length === 0) throw invalid('Services cannot be empty.');
      if (services.length > SERVICES_PER_CALL)
        throw invalid(`Services cannot have more than ${SERVICES_PER_CALL} elements.`);
      const { found, failures } = lookUp(
        services,
        (name) => owner.services.get(lastPart(name)),
        (name) => ecs.world.arn('ecs', `service/${owner.name}/${name}`),
      );
      return { services: found.map(describeService), failures };
    },

    UpdateService: ({
      cluster,
      service: name,
      desiredCount,
      availabilityZoneRebalancing,
      forceNewDeployment,
      taskDefinition,
    }) => {
      const service = serviceOf(clusterOf(ecs, cluster), name);
      if (forceNewDeployment || taskDefinition)
        throw invalid(
          'A new deployment is not simulated: only the desired count and the zone rebalancing of a service can be updated.',
        );
      if (desiredCount !== undefined && desiredCount < 0) throw invalid('desiredCount cannot be negative.');
      if (desiredCount !== undefined) ecs.updateDesired(service, desiredCount);
      if (availabilityZoneRebalancing) service.availabilityZoneRebalancing = availabilityZoneRebalancing;
      return { service: describeService(service) };
    },

    ListTasks: ({
      cluster,
      serviceName,
      desiredStatus = 'RUNNING',
      launchType,
      containerInstance,
      startedBy,
      family,
      maxResults,
      nextToken,
    }) => {
      const owner = clusterOf(ecs, cluster);
      const service = serviceName === undefined ? undefined : serviceOf(owner, serviceName);
      const tasks = [...owner.tasks.values()].filter(
        (task) =>
          task.desiredStatus === desiredStatus &&
          (!service || task.service === service) &&
          (!launchType || task.launchType === launchType) &&
          (!containerInstance || task.instance?.id === lastPart(containerInstance)) &&
          (!startedBy || task.startedBy === startedBy) &&
          (!family || task.definition.family === family),
      );
      const { items, nextToken: next } = listed(tasks, maxResults, nextToken);
      return { taskArns: items.map(({ arn }) => arn), nextToken: next };
    },

    DescribeTasks: ({ cluster, tasks = [] }) => {
      const owner = clusterOf(ecs, cluster);
      if (tasks.length === 0) throw invalid('Tasks cannot be empty.');
      if (tasks.length > ARNS_PER_CALL) throw invalid(`Tasks cannot have more than ${ARNS_PER_CALL} elements.`);
      const { found, failures } = lookUp(
        tasks,
        (name) => owner.tasks.get(lastPart(name)),
        (name) => ecs.world.arn('ecs', `task/${owner.name}/${name}`),
      );
      return { tasks: found.map((task) => describeTask(ecs.world, task)), failures };
    },

    StopTask: ({ cluster, task: name, reason = 'Task stopped by user' }) => {
      const task = clusterOf(ecs, cluster).tasks.get(lastPart(name ?? ''));
      if (!task) throw invalid('The referenced task was not found.');
      ecs.scheduler.stop(task, 'UserInitiated', reason);
      return { task: describeTask(ecs.world, task) };
    },

    ListContainerInstances: ({ cluster, status, maxResults, nextToken }) => {
      const instances = [...clusterOf(ecs, cluster).instances.values()].filter(
        (instance) => !status || instance.status === status,
      );
      const { items, nextToken: next } = listed(instances, maxResults, nextToken);
      return { containerInstanceArns: items.map(({ arn }) => arn), nextToken: next };
    },

    DescribeContainerInstances: ({ cluster, containerInstances = [] }) => {
      const owner = clusterOf(ecs, cluster);
      if (containerInstances.length === 0) throw invalid('Container Instances cannot be empty.');
      if (containerInstances.length > ARNS_PER_CALL)
        throw invalid(`Container Instances cannot have more than ${ARNS_PER_CALL} elements.`);
      const { found, failures } = lookUp(
        containerInstances,
        (name) => owner.instances.get(lastPart(name)),
        (name) => ecs.world.arn('ecs', `container-instance/${owner.name}/${name}`),
      );
      return {
        containerInstances: found.map((instance) => describeContainerInstance(owner, instance)),
        failures,
      };
    },
  };
}

export function clusterOf(ecs: Ecs, name = DEFAULT_CLUSTER): Cluster {
  const cluster = ecs.clusters.get(lastPart(name));
  if (!cluster) throw new sdk.ClusterNotFoundException({ message: 'Cluster not found.', $metadata: {} });
  return cluster;
}

export function serviceOf(cluster: Cluster, name = ''): Service {
  const service = cluster.services.get(lastPart(name));
  if (!service) throw new sdk.ServiceNotFoundException({ message: 'Service not found.', $metadata: {} });
  return service;
}

export const invalid = (message: string): Error => new sdk.InvalidParameterException({ message, $metadata: {} });

/** A name or an ARN names the same thing: the last part of the path. */
export const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Unknown names are not an error but `failures` with the reason MISSING. */
export function lookUp<T>(
  names: readonly string[],
  find: (name: string) => T | undefined,
  arn: (name: string) => string,
): { found: T[]; failures: sdk.Failure[] } {
  const found: T[] = [];
  const failures: sdk.Failure[] = [];
  for (const name of names) {
    const item = find(name);
    if (item) found.push(item);
    else failures.push({ arn: name.startsWith('arn:') ? name : arn(name), reason: 'MISSING' });
  }
  return { found, failures };
}

function listed<T>(
  items: readonly T[],
  maxResults: number | undefined,
  token: string | undefined,
  standard = 100,
): ReturnType<typeof page<T>> {
  if (maxResults !== undefined && (maxResults < 1 || maxResults > 100))
    throw invalid('maxResults must be between 1 and 100.');
  return page(items, maxResults ?? standard, token, () => invalid('Invalid token.'));
}
