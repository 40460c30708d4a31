/** ECS's operations on container instances and on their attributes. */
import * as sdk from '@aws-sdk/client-ecs';
import type { Operations } from '../wire/service';
import { ARNS_PER_CALL, byCreation, clusterOf, invalid, lastPart, listed, lookUp } from './api';
import { attributesOf, describeContainerInstance } from './describe';
import type { Ecs } from './index';
import { tasksOn, type Cluster, type ContainerInstance } from './model';

/** ECS API reference: UpdateContainerInstancesState takes 10 instances a call, PutAttributes and DeleteAttributes 10 attributes. */
const PER_CALL = 10;

export function instanceOperations(ecs: Ecs): Operations<typeof sdk> {
  const find = (owner: Cluster, names: readonly string[]) =>
    lookUp(
      names,
      (name) => owner.instances.get(lastPart(name)),
      (name) => ecs.world.arn('ecs', `container-instance/${owner.name}/${name}`),
    );
  /** The instances that attributes are meant for, one for each. @throws TargetNotFoundException */
  const targets = (owner: Cluster, attributes: readonly sdk.Attribute[]): ContainerInstance[] => {
    if (attributes.length > PER_CALL) throw invalid(`attributes cannot have more than ${PER_CALL} elements.`);
    return attributes.map(({ targetId = '' }) => {
      const instance = owner.instances.get(lastPart(targetId));
      if (!instance)
        throw new sdk.TargetNotFoundException({
          message: `Expected a container instance of the cluster ${owner.name} as targetId, found "${targetId}". See ListContainerInstances.`,
          $metadata: {},
        });
      return instance;
    });
  };

  return {
    ListContainerInstances: ({ cluster, status, filter, maxResults, nextToken }) => {
      if (filter) throw invalid('A filter in the cluster query language is not simulated: leave it out.');
      const instances = [...clusterOf(ecs, cluster).instances.values()].filter(
        (instance) => !status || instance.status === status,
      );
      const request = ['container instances', cluster, status];
      const byRegistration = ({ registeredAt: createdAt, arn }: ContainerInstance): string =>
        byCreation({ createdAt, arn });
      const { items, nextToken: next } = listed(request, instances, byRegistration, maxResults, nextToken);
      return { containerInstanceArns: items.map(({ arn }) => arn), nextToken: next };
    },

    DescribeContainerInstances: ({ cluster, containerInstances = [], include = [] }) => {
      const owner = clusterOf(ecs, cluster);
      if (containerInstances.length === 0) throw invalid('Container Instances cannot be empty.');
      if (containerInstances.length > ARNS_PER_CALL)
        throw invalid(`Container Instances cannot have more than ${ARNS_PER_CALL} elements.`);
      const { found, failures } = find(owner, containerInstances);
      return {
        containerInstances: found.map((instance) => describeContainerInstance(owner, instance, include)),
        failures,
      };
    },

    UpdateContainerInstancesState: ({ cluster, containerInstances, status }) => {
      const owner = clusterOf(ecs, cluster);
      if (status !== 'ACTIVE' && status !== 'DRAINING')
        throw invalid(`Expected the status ACTIVE or DRAINING, found ${status}.`);
      if (containerInstances.length > PER_CALL)
        throw invalid(`Container Instances cannot have more than ${PER_CALL} elements.`);
      const { found, failures } = find(owner, containerInstances);
      for (const instance of found) ecs.instances.setStatus(instance, status);
      return { containerInstances: found.map((instance) => describeContainerInstance(owner, instance)), failures };
    },

    /** With force its tasks go on unseen on AWS; here they end, as there is no agent that would keep them. */
    DeregisterContainerInstance: ({ cluster, containerInstance: name, force = false }) => {
      const owner = clusterOf(ecs, cluster);
      const instance = owner.instances.get(lastPart(name));
      if (!instance) throw invalid('The referenced container instance was not found.');
      if (tasksOn(owner, instance).length > 0 && !force) throw invalid('Found running tasks on the instance.');
      const shown = describeContainerInstance(owner, instance);
      ecs.instances.deregister(owner, instance);
      return { containerInstance: { ...shown, status: 'INACTIVE' } };
    },

    PutAttributes: ({ cluster, attributes }) => {
      const instances = targets(clusterOf(ecs, cluster), attributes);
      instances.forEach((instance, i) => instance.attributes.set(attributes[i]!.name, attributes[i]!.value));
      return { attributes };
    },

    DeleteAttributes: ({ cluster, attributes }) => {
      const instances = targets(clusterOf(ecs, cluster), attributes);
      instances.forEach((instance, i) => instance.attributes.delete(attributes[i]!.name));
      return { attributes };
    },

    ListAttributes: ({ cluster, targetType, attributeName, attributeValue, maxResults, nextToken }) => {
      const all = [...clusterOf(ecs, cluster).instances.values()]
        .flatMap((instance) => attributesOf(instance).map((each) => ({ ...each, targetId: instance.arn, targetType })))
        .filter(
          ({ name, value }) =>
            (attributeName === undefined || name === attributeName) &&
            (attributeValue === undefined || value === attributeValue),
        );
      const request = ['attributes', cluster, attributeName, attributeValue];
      const key = ({ targetId, name }: (typeof all)[number]): string => `${targetId} ${name}`;
      const { items, nextToken: next } = listed(request, all, key, maxResults, nextToken);
      return { attributes: items, nextToken: next };
    },
  };
}
