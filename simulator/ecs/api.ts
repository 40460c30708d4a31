/** ECS's operations on services and tasks that are there: check, read or change the model, answer. */
import * as sdk from '@aws-sdk/client-ecs';
import { page, type Page } from '../paging';
import type { Operations } from '../wire/service';
import { askedFor } from '../wire/unsimulated';
import { describeService } from './describe';
import { describeTask } from './describe-task';
import type { Ecs } from './index';
import { MOST_TASKS, type Cluster, type Service } from './model';

/** Most that one call may name (ECS API reference): services, and tasks, instances or clusters. */
const SERVICES_PER_CALL = 10;
export const ARNS_PER_CALL = 100;
export const DEFAULT_CLUSTER = 'default';

export function operations(ecs: Ecs): Operations<typeof sdk> {
  return {
    ListServices: ({ cluster, launchType, maxResults, nextToken }) => {
      const services = [...clusterOf(ecs, cluster).services.values()].filter(
        (service) => !launchType || service.launchType === launchType,
      );
      const request = ['services', cluster, launchType];
      const { items, nextToken: next } = listed(request, services, byCreation, maxResults, nextToken, 10);
      return { serviceArns: items.map(({ arn }) => arn), nextToken: next };
    },

    DescribeServices: ({ cluster, services = [], include = [] }) => {
      const owner = clusterOf(ecs, cluster);
      if (services.length === 0) throw invalid('Services cannot be empty.');
      if (services.length > SERVICES_PER_CALL)
        throw invalid(`Services cannot have more than ${SERVICES_PER_CALL} elements.`);
      const { found, failures } = lookUp(
        services,
        (name) => owner.services.get(lastPart(name)) ?? owner.deletedServices.get(lastPart(name)),
        (name) => ecs.world.arn('ecs', `service/${owner.name}/${name}`),
      );
      return { services: found.map((service) => describeService(service, include)), failures };
    },

    UpdateService: (input) => {
      const { cluster, service: name, desiredCount, availabilityZoneRebalancing } = input;
      const service = serviceOf(clusterOf(ecs, cluster), name);
      if (input.forceNewDeployment || input.taskDefinition)
        throw invalid(
          'A new deployment is not simulated: only the desired count and the zone rebalancing of a service can be updated.',
        );
      refuseOthers('UpdateService', input, UPDATE_SERVICE);
      if (desiredCount !== undefined) ecs.updateDesired(service, checkedDesired(desiredCount));
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
      const request = ['tasks', cluster, serviceName, desiredStatus, launchType, containerInstance, startedBy, family];
      const { items, nextToken: next } = listed(request, tasks, byCreation, maxResults, nextToken);
      return { taskArns: items.map(({ arn }) => arn), nextToken: next };
    },

    DescribeTasks: ({ cluster, tasks = [], include = [] }) => {
      const owner = clusterOf(ecs, cluster);
      if (tasks.length === 0) throw invalid('Tasks cannot be empty.');
      if (tasks.length > ARNS_PER_CALL) throw invalid(`Tasks cannot have more than ${ARNS_PER_CALL} elements.`);
      const { found, failures } = lookUp(
        tasks,
        (name) => owner.tasks.get(lastPart(name)),
        (name) => ecs.world.arn('ecs', `task/${owner.name}/${name}`),
      );
      return { tasks: found.map((task) => describeTask(ecs.world, task, include)), failures };
    },

    StopTask: ({ cluster, task: name, reason = 'Task stopped by user' }) => {
      const task = clusterOf(ecs, cluster).tasks.get(lastPart(name ?? ''));
      if (!task) throw invalid('The referenced task was not found.');
      ecs.scheduler.stop(task, 'UserInitiated', reason);
      return { task: describeTask(ecs.world, task) };
    },
  };
}

/** A deployment that is configured anew does not begin: nothing of it could be seen. */
const UPDATE_SERVICE = [
  ...['cluster', 'service', 'desiredCount', 'availabilityZoneRebalancing', 'deploymentConfiguration'],
  ...['forceNewDeployment', 'taskDefinition'],
];
/** What DescribeServices and DescribeTasks show of everything, and so may be asked for. */
const STANDARD = { healthCheckGracePeriodSeconds: 0, propagateTags: 'NONE' };

/**
 * Refuses, by name, what AWS would take and the lab does not simulate.
 * @throws InvalidParameterException
 */
export function refuseOthers(operation: string, input: object, simulated: readonly string[]): void {
  const others = Object.entries(input).filter(([name]) => !simulated.includes(name));
  const sent = askedFor(Object.fromEntries(others), STANDARD);
  if (sent.length > 0) throw invalid(`${operation} with ${sent.join(', ')} is not simulated. Leave it out.`);
}

/** @throws InvalidParameterException for what no service can have; AWS's words for too many are not known */
export function checkedDesired(count: number): number {
  if (count < 0) throw invalid('desiredCount cannot be negative.');
  if (!Number.isInteger(count) || count > MOST_TASKS)
    throw invalid(`Expected a desiredCount of up to ${MOST_TASKS} tasks, the quota of a service, found ${count}.`);
  return count;
}

/** @throws ClusterNotFoundException; observed: a deleted cluster has a text of its own */
export function clusterOf(ecs: Ecs, name = DEFAULT_CLUSTER): Cluster {
  const cluster = ecs.clusters.get(lastPart(name));
  if (!cluster && ecs.deletedClusters.has(lastPart(name)))
    throw new sdk.ClusterNotFoundException({ message: 'The referenced cluster was inactive.', $metadata: {} });
  if (!cluster) throw new sdk.ClusterNotFoundException({ message: 'Cluster not found.', $metadata: {} });
  return cluster;
}

export function serviceOf(cluster: Cluster, name = ''): Service {
  const service = cluster.services.get(lastPart(name));
  // Observed: what a deleted service is refused with.
  if (!service && cluster.deletedServices.has(lastPart(name)))
    throw new sdk.ServiceNotActiveException({ message: 'Service was not ACTIVE.', $metadata: {} });
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

/** The order of making; what was made in one moment stands by its ARN. */
export const byCreation = ({ createdAt, arn }: { createdAt: Date; arn: string }): string =>
  `${createdAt.toISOString()} ${arn}`;

/**
 * One page of a list.
 * @param standard how many, when the request does not say
 * @throws InvalidParameterException for a maxResults outside of 1 to `most`, and for a token of another request
 */
export function listed<T>(
  request: unknown,
  items: readonly T[],
  key: (item: T) => string,
  maxResults: number | undefined,
  token: string | undefined,
  standard = 100,
  most = 100,
  falling = false,
): Page<T> {
  if (maxResults !== undefined && (maxResults < 1 || maxResults > most))
    throw invalid(`maxResults must be between 1 and ${most}.`);
  const size = maxResults ?? standard;
  return page({ request, items, key, falling, size, token, invalid: () => invalid('Invalid token.') });
}
