/** ECS's operations on capacity providers and on what a cluster has as a whole: providers, strategy, settings. */
import type * as sdk from '@aws-sdk/client-ecs';
import type { Operations } from '../wire/service';
import { clusterOf, invalid, listed, lookUp } from './api';
import { describeCapacityProvider, describeCluster } from './describe';
import type { Ecs } from './index';
import type { CapacityProvider, Cluster } from './model';

/** ECS API reference: DescribeCapacityProviders takes up to 100 names and gives up to 10 a page. */
const PER_CALL = 100;
const PER_PAGE = 10;

/** ECS API reference, ClusterSetting. */
const INSIGHTS = ['enabled', 'disabled', 'enhanced'];

export function capacityProviderOperations(ecs: Ecs): Operations<typeof sdk> {
  const shown = (cluster: Cluster): sdk.Cluster => describeCluster(cluster, ['SETTINGS'], ecs.scaling.attachments);

  return {
    CreateCapacityProvider: (input) => ({
      capacityProvider: describeCapacityProvider(ecs.providers.create(input), ['TAGS']),
    }),

    DescribeCapacityProviders: ({ capacityProviders: names, include = [], maxResults, nextToken }) => {
      if (names && names.length > PER_CALL)
        throw invalid(`capacityProviders cannot have more than ${PER_CALL} elements.`);
      const { found, failures } = names
        ? lookUp(
            names,
            (name) => ecs.providers.find(name),
            (name) => ecs.world.arn('ecs', `capacity-provider/${name}`),
          )
        : { found: [...ecs.providers.all.values()], failures: [] };
      const request = ['capacity providers', names];
      const byName = ({ name }: CapacityProvider): string => name;
      const { items, nextToken: next } = listed(request, found, byName, maxResults, nextToken, PER_PAGE, PER_PAGE);
      return {
        capacityProviders: items.map((provider) => describeCapacityProvider(provider, include)),
        failures,
        nextToken: next,
      };
    },

    UpdateCapacityProvider: ({ name, autoScalingGroupProvider }) => {
      if (!autoScalingGroupProvider) throw invalid('Expected an autoScalingGroupProvider with what is to change.');
      return {
        capacityProvider: describeCapacityProvider(ecs.providers.update(name, autoScalingGroupProvider), ['TAGS']),
      };
    },

    DeleteCapacityProvider: ({ capacityProvider }) => ({
      capacityProvider: describeCapacityProvider(ecs.providers.delete(capacityProvider), ['TAGS']),
    }),

    PutClusterCapacityProviders: ({ cluster: name, capacityProviders, defaultCapacityProviderStrategy }) => {
      const cluster = clusterOf(ecs, name);
      ecs.providers.putInto(cluster, capacityProviders, defaultCapacityProviderStrategy);
      return { cluster: shown(cluster) };
    },

    UpdateClusterSettings: ({ cluster: name, settings }) => {
      const cluster = clusterOf(ecs, name);
      changeSettings(cluster, settings);
      return { cluster: shown(cluster) };
    },

    UpdateCluster: ({ cluster: name, settings = [], configuration, serviceConnectDefaults }) => {
      const cluster = clusterOf(ecs, name);
      if (configuration || serviceConnectDefaults)
        throw invalid(
          'Only the settings of a cluster can be updated: its configuration and Service Connect are not simulated.',
        );
      changeSettings(cluster, settings);
      return { cluster: shown(cluster) };
    },
  };
}

/** Takes effect from now on (CloudWatch user guide, "Setting up Container Insights on Amazon ECS"). */
export function changeSettings(cluster: Cluster, settings: readonly sdk.ClusterSetting[]): void {
  const checked = settings.map(({ name, value = '' }) => {
    if (name !== 'containerInsights') throw invalid(`Expected the setting containerInsights, found ${name}.`);
    if (!INSIGHTS.includes(value)) throw invalid(`Expected ${INSIGHTS.join(', ')} for ${name}, found "${value}".`);
    return { name, value };
  });
  if (checked.length > 0) cluster.settings = checked;
}
