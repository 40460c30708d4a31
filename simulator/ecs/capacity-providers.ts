/** Capacity providers: those of the account, which cluster has which, and what may be asked of them. */
import type * as sdk from '@aws-sdk/client-ecs';
import type { World } from '../world';
import type { CapacityProvider, Cluster, StrategyItem, Task } from './model';
import { refused, refusedInOurWords } from './refusals';
import type { nextProvider } from './strategy';
import type { Infrastructure, StrategyProviders } from './tasks';

/** What ECS needs of EC2 Auto Scaling. */
export interface AutoScalingGroups {
  find(
    arnOrName: string,
  ):
    { name: string; arn: string; desired: number; max: number; min: number; protectedFromScaleIn: boolean } | undefined;
  /** @param cause the middle of the activity's cause: `a monitor alarm <name> in state ALARM triggered policy <name>` */
  setDesiredCapacity(name: string, desired: number, cause: string): void;
}

/** A lab without EC2 Auto Scaling. */
export const noGroups: AutoScalingGroups = {
  find: () => undefined,
  setDesiredCapacity: (name) => {
    throw new Error(`There is no Auto Scaling group ${name}: the lab has none.`);
  },
};

type Group = NonNullable<CapacityProvider['autoScalingGroup']>;
type Settings = Omit<Group, 'name' | 'arn'>;

/** What is not sent (ECS API reference, ManagedScaling and AutoScalingGroupProvider; "Managed instance draining is on by default"). */
const DEFAULTS: Settings = {
  managedScaling: {
    status: 'DISABLED',
    targetCapacity: 100,
    minimumScalingStepSize: 1,
    maximumScalingStepSize: 10_000,
    instanceWarmupPeriod: 300,
  },
  managedTerminationProtection: 'DISABLED',
  managedDraining: 'ENABLED',
};

/** Managed scaling that is described without a status is meant to scale [inferred: the API reference does not require the status]. */
const defaultsFor = ({ managedScaling }: sdk.AutoScalingGroupProviderUpdate): Settings =>
  managedScaling ? { ...DEFAULTS, managedScaling: { ...DEFAULTS.managedScaling, status: 'ENABLED' } } : DEFAULTS;

/** AWS's own providers, there for every account (ECS developer guide, "Fargate capacity providers"). */
const BUILT_IN = ['FARGATE', 'FARGATE_SPOT'];

export class CapacityProviders implements StrategyProviders {
  readonly all = new Map<string, CapacityProvider>();
  readonly #world: World;
  readonly #clusters: ReadonlyMap<string, Cluster>;
  readonly #groups: AutoScalingGroups;
  readonly #next: typeof nextProvider;
  readonly #changed: () => void;

  /** @param changed called after every change of a provider or of a cluster's providers */
  constructor(
    world: World,
    needs: {
      clusters: ReadonlyMap<string, Cluster>;
      groups: AutoScalingGroups;
      nextProvider: typeof nextProvider;
      changed: () => void;
    },
  ) {
    this.#world = world;
    this.#clusters = needs.clusters;
    this.#groups = needs.groups;
    this.#next = needs.nextProvider;
    this.#changed = needs.changed;
    for (const name of BUILT_IN) this.all.set(name, { name, arn: this.#arn(name), tags: [] });
  }

  /**
   * @throws InvalidParameterException, ClientException (ECS API reference, CreateCapacityProvider: the name's rules, one
   * provider a group, termination protection only with managed scaling and a group that protects its instances)
   */
  create(input: {
    name: string;
    autoScalingGroupProvider?: sdk.CreateCapacityProviderRequest['autoScalingGroupProvider'];
    tags?: readonly sdk.Tag[];
  }): CapacityProvider {
    const { name, autoScalingGroupProvider: sent, tags = [] } = input;
    if (!/^[\w-]{1,255}$/.test(name) || /^(aws|ecs|fargate)/i.test(name)) throw refusedInOurWords.name(name);
    if (this.all.has(name)) throw refusedInOurWords.taken(name);
    if (!sent?.autoScalingGroupArn) throw refusedInOurWords.noGroup();
    const group = this.#groups.find(sent.autoScalingGroupArn);
    if (!group) throw refusedInOurWords.unknownGroup(sent.autoScalingGroupArn);
    if ([...this.all.values()].some(({ autoScalingGroup }) => autoScalingGroup?.name === group.name))
      throw refused.groupTaken();
    const provider: CapacityProvider = {
      name,
      arn: this.#arn(name),
      tags: tags.map(({ key = '', value = '' }) => ({ key, value })),
      updateStatus: 'CREATE_COMPLETE',
      autoScalingGroup: { name: group.name, arn: group.arn, ...this.#checked(defaultsFor(sent), sent, group) },
    };
    this.all.set(name, provider);
    this.#changed();
    return provider;
  }

  /** Changes what is sent and keeps the rest. @throws as `create` does */
  update(nameOrArn: string, sent: sdk.AutoScalingGroupProviderUpdate): CapacityProvider {
    const provider = this.#own(nameOrArn);
    const group = this.#groups.find(provider.autoScalingGroup.arn);
    if (!group) throw refusedInOurWords.unknownGroup(provider.autoScalingGroup.arn);
    Object.assign(provider.autoScalingGroup, this.#checked(provider.autoScalingGroup, sent, group));
    provider.updateStatus = 'UPDATE_COMPLETE';
    provider.updateStatusReason = undefined;
    this.#changed();
    return provider;
  }

  /**
   * A provider that a cluster has stays, and its update status says why; that is an answer, no exception. Observed:
   * terraform-provider-aws PR 48156 (the text, and that it stays ACTIVE), aws-nuke PR 542 (in the first answer already).
   * @throws ClientException for AWS's own, and for one that is not there
   */
  delete(nameOrArn: string): CapacityProvider {
    const provider = this.#own(nameOrArn);
    const cluster = [...this.#clusters.values()].find((each) => each.capacityProviders.includes(provider.name));
    if (cluster) {
      provider.updateStatus = 'DELETE_FAILED';
      provider.updateStatusReason = `The capacity provider cannot be deleted because it is associated with cluster: ${cluster.name}. Remove the capacity provider from the cluster and try again.`;
      return provider;
    }
    this.all.delete(provider.name);
    this.#changed();
    return { ...provider, updateStatus: 'DELETE_IN_PROGRESS', updateStatusReason: undefined };
  }

  find(nameOrArn: string): CapacityProvider | undefined {
    return this.all.get(nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1));
  }

  /**
   * Replaces a cluster's providers and its default strategy (ECS API reference, PutClusterCapacityProviders).
   * @throws ResourceInUseException when a service or a task of the cluster uses one that would go
   */
  putInto(cluster: Cluster, names: readonly string[], strategy: readonly sdk.CapacityProviderStrategyItem[]): void {
    const wanted = names.map((name) => {
      const provider = this.find(name);
      if (!provider) throw refused.unknown();
      return provider.name;
    });
    for (const name of cluster.capacityProviders)
      if (!wanted.includes(name) && isUsed(cluster, name)) throw refused.inUse();
    const checked = this.checkedStrategy({ name: cluster.name, capacityProviders: wanted }, strategy);
    cluster.capacityProviders = [...new Set(wanted)];
    cluster.defaultStrategy = checked;
    this.#changed();
  }

  /**
   * A strategy with its defaults filled in (ECS API reference, CapacityProviderStrategyItem).
   * @throws InvalidParameterException, ClientException
   */
  checkedStrategy(
    cluster: Pick<Cluster, 'name' | 'capacityProviders'>,
    sent: readonly sdk.CapacityProviderStrategyItem[],
  ): StrategyItem[] {
    const items = sent.map(({ capacityProvider = '', weight = 0, base = 0 }) => {
      const provider = this.find(capacityProvider);
      if (!provider) throw refused.unknown();
      if (!cluster.capacityProviders.includes(provider.name))
        throw refusedInOurWords.notInCluster(provider.name, cluster.name);
      inRange('a weight', weight, 0, 1000);
      inRange('a base', base, 0, 100_000);
      return { capacityProvider: provider.name, weight, base };
    });
    const names = items.map(({ capacityProvider }) => capacityProvider);
    const twice = names.find((name, i) => names.indexOf(name) < i);
    if (twice) throw refusedInOurWords.twice(twice);
    if (new Set(names.map((name) => BUILT_IN.includes(name))).size > 1) throw refused.mixed();
    if (items.filter(({ base }) => base > 0).length > 1) throw refusedInOurWords.bases();
    if (items.length > 1 && items.every(({ weight }) => weight === 0)) throw refusedInOurWords.noWeight();
    return items;
  }

  /** The provider of an Auto Scaling group, when it is associated with the cluster. */
  ofGroup(cluster: Cluster, group: string): CapacityProvider | undefined {
    return cluster.capacityProviders
      .map((name) => this.all.get(name))
      .find((provider) => provider?.autoScalingGroup?.name === group);
  }

  next(strategy: readonly StrategyItem[], present: readonly Task[]): Infrastructure {
    const counts = new Map<string, number>();
    for (const { capacityProvider } of present)
      if (capacityProvider) counts.set(capacityProvider, (counts.get(capacityProvider) ?? 0) + 1);
    const capacityProvider = this.#next(strategy, counts);
    return { capacityProvider, launchType: BUILT_IN.includes(capacityProvider) ? 'FARGATE' : 'EC2' };
  }

  #checked(
    before: Settings,
    sent: sdk.AutoScalingGroupProviderUpdate,
    group: { protectedFromScaleIn: boolean },
  ): Settings {
    const { managedScaling, ...switches } = sent;
    const scaling = { ...before.managedScaling, ...managedScaling };
    const protection = switches.managedTerminationProtection ?? before.managedTerminationProtection;
    inRange('a targetCapacity', scaling.targetCapacity, 1, 100);
    inRange('a minimumScalingStepSize', scaling.minimumScalingStepSize, 1, 10_000);
    inRange('a maximumScalingStepSize', scaling.maximumScalingStepSize, 1, 10_000);
    inRange('an instanceWarmupPeriod', scaling.instanceWarmupPeriod, 0, 10_000);
    if (scaling.minimumScalingStepSize > scaling.maximumScalingStepSize)
      throw refusedInOurWords.steps(scaling.minimumScalingStepSize, scaling.maximumScalingStepSize);
    if (protection === 'ENABLED' && scaling.status !== 'ENABLED') throw refusedInOurWords.protectionWithoutScaling();
    if (protection === 'ENABLED' && !group.protectedFromScaleIn) throw refused.protectionWithoutGroup();
    return {
      managedScaling: scaling,
      managedTerminationProtection: protection,
      managedDraining: switches.managedDraining ?? before.managedDraining,
    };
  }

  /** A provider that the account made. */
  #own(nameOrArn: string): CapacityProvider & { autoScalingGroup: Group } {
    const provider = this.find(nameOrArn);
    if (!provider) throw refused.unknown();
    if (!hasGroup(provider)) throw refusedInOurWords.builtIn(provider.name);
    return provider;
  }

  #arn(name: string): string {
    return this.#world.arn('ecs', `capacity-provider/${name}`);
  }
}

const hasGroup = (provider: CapacityProvider): provider is CapacityProvider & { autoScalingGroup: Group } =>
  provider.autoScalingGroup !== undefined;

const isUsed = (cluster: Cluster, provider: string): boolean =>
  [...cluster.services.values()].some(({ capacityProviderStrategy = [] }) =>
    capacityProviderStrategy.some(({ capacityProvider }) => capacityProvider === provider),
  ) || [...cluster.tasks.values()].some((task) => task.capacityProvider === provider && task.status !== 'STOPPED');

function inRange(what: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) throw refusedInOurWords.range(what, min, max, value);
}
