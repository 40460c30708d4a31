/** ECS's operations that make, list and delete clusters. */
import * as sdk from '@aws-sdk/client-ecs';
import type { Operations } from '../wire/service';
import { ARNS_PER_CALL, clusterOf, DEFAULT_CLUSTER, invalid, lastPart, listed, lookUp } from './api';
import { changeSettings } from './api-capacity-providers';
import { tagsOf } from './api-tags';
import { describeCluster } from './describe';
import type { Ecs } from './index';

/** Observed in reports of these errors. */
const STILL_THERE = {
  services: 'The Cluster cannot be deleted while Services are active.',
  tasks: 'The Cluster cannot be deleted while Tasks are active.',
  instances: 'The Cluster cannot be deleted while Container Instances are active or draining.',
};

export function clusterOperations(ecs: Ecs): Operations<typeof sdk> {
  return {
    /** A cluster that is there already is given as it is. Inferred from reports of tools that rely on it. */
    CreateCluster: ({ clusterName: name = DEFAULT_CLUSTER, settings = [], tags, ...input }) => {
      if (!/^[A-Za-z][\w-]{0,254}$/.test(name))
        throw invalid(
          `Expected a cluster name that begins with a letter and has up to 255 letters, digits, underscores and hyphens, found "${name}". Choose another.`,
        );
      const present = ecs.clusters.get(name);
      if (present) return { cluster: describeCluster(present, ['SETTINGS', 'TAGS']) };
      const { capacityProviders = [], defaultCapacityProviderStrategy = [] } = input;
      if (input.configuration || input.serviceConnectDefaults)
        throw invalid('The configuration and the Service Connect of a cluster are not simulated: leave them out.');
      const checkedTags = tagsOf(tags);
      const cluster = ecs.createCluster(name, checkedTags);
      try {
        changeSettings(cluster, settings);
        ecs.providers.putInto(cluster, capacityProviders, defaultCapacityProviderStrategy);
      } catch (error) {
        ecs.clusters.delete(name);
        throw error;
      }
      return { cluster: describeCluster(cluster, ['SETTINGS', 'TAGS']) };
    },

    ListClusters: ({ maxResults, nextToken }) => {
      const clusters = [...ecs.clusters.values()];
      const { items, nextToken: next } = listed('clusters', clusters, ({ arn }) => arn, maxResults, nextToken);
      return { clusterArns: items.map(({ arn }) => arn), nextToken: next };
    },

    DescribeClusters: ({ clusters = [DEFAULT_CLUSTER], include = [] }) => {
      if (clusters.length > ARNS_PER_CALL) throw invalid(`Clusters cannot have more than ${ARNS_PER_CALL} elements.`);
      const { found, failures } = lookUp(
        clusters,
        (name) => ecs.clusters.get(lastPart(name)) ?? ecs.deletedClusters.get(lastPart(name)),
        (name) => ecs.world.arn('ecs', `cluster/${name}`),
      );
      return { clusters: found.map((cluster) => describeCluster(cluster, include, ecs.scaling.attachments)), failures };
    },

    DeleteCluster: ({ cluster: name }) => {
      const cluster = clusterOf(ecs, name);
      const saying = (message: string) => ({ message, $metadata: {} });
      if (cluster.services.size > 0) throw new sdk.ClusterContainsServicesException(saying(STILL_THERE.services));
      if ([...cluster.tasks.values()].some(({ status }) => status !== 'STOPPED'))
        throw new sdk.ClusterContainsTasksException(saying(STILL_THERE.tasks));
      if (cluster.instances.size > 0)
        throw new sdk.ClusterContainsContainerInstancesException(saying(STILL_THERE.instances));
      ecs.providers.putInto(cluster, [], []);
      ecs.removeCluster(cluster);
      return { cluster: describeCluster(cluster, []) };
    },
  };
}
