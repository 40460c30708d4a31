/** Managed scaling that runs: a metric, two alarms and a policy for each provider of a cluster that has it enabled. */
import type { AlarmDefinition, AlarmInvocation, Alarms, MetricIdentity } from '../cloudwatch/model';
import type { World } from '../world';
import type { AutoScalingGroups, CapacityProviders } from './capacity-providers';
import { count, type Measured } from './metrics';
import { isWaiting, tasksOn, type CapacityProvider, type Cluster, type ContainerInstance } from './model';
import type { capacityFor, instancesNeeded, reservation } from './reservation';

export interface ScalingDecisions {
  instancesNeeded: typeof instancesNeeded;
  reservation: typeof reservation;
  capacityFor: typeof capacityFor;
}

/** What ECS makes for a provider of a cluster; DescribeClusters shows it as an attachment of type as_policy. */
export interface Attachment {
  id: string;
  provider: CapacityProvider;
  cluster: Cluster;
  policyName: string;
  policyArn: string;
  alarms: { name: string; direction: 'out' | 'in' }[];
}

export class ManagedScaling {
  readonly attachments: Attachment[] = [];
  readonly #lastType = new Map<string, Pick<ContainerInstance, 'cpu' | 'memory'>>();

  constructor(
    private readonly world: World,
    private readonly needs: {
      clusters: ReadonlyMap<string, Cluster>;
      providers: CapacityProviders;
      groups: AutoScalingGroups;
      alarms?: Alarms;
    },
    private readonly decide: ScalingDecisions,
  ) {
    needs.alarms?.onAction('arn:aws:autoscaling:', (invocation) => this.#receive(invocation));
  }

  /**
   * Gives each provider with managed scaling its alarms, and takes those of the others away: "When you turn off managed
   * scaling or disassociate the capacity provider from a cluster, Amazon ECS removes both" (ECS developer guide, cluster-auto-scaling).
   */
  refresh(): void {
    const wanted = [...this.needs.clusters.values()].flatMap((cluster) =>
      cluster.capacityProviders
        .map((name) => this.needs.providers.all.get(name))
        .filter((provider) => provider?.autoScalingGroup?.managedScaling.status === 'ENABLED')
        .map((provider) => ({ cluster, provider: provider! })),
    );
    for (const attachment of [...this.attachments])
      if (!wanted.some((pair) => isSame(pair, attachment))) {
        this.needs.alarms?.deleteAlarms(attachment.alarms.map(({ name }) => name));
        this.attachments.splice(this.attachments.indexOf(attachment), 1);
      }
    for (const pair of wanted) {
      const present = this.attachments.find((attachment) => isSame(pair, attachment));
      const attachment = present ?? this.#attach(pair.cluster, pair.provider);
      // Again for those that are there: the target capacity may be another one.
      for (const alarm of attachment.alarms) this.needs.alarms?.putAlarm(definition(attachment, alarm));
    }
  }

  /** CapacityProviderReservation of this moment, for each provider with managed scaling. */
  measure(): Measured[] {
    return this.attachments.map(({ provider, cluster }) => ({
      metric: metricOf(provider, cluster),
      values: count(this.#reservation(provider, cluster)),
      unit: 'Percent',
    }));
  }

  #reservation(provider: CapacityProvider, cluster: Cluster): number {
    const instances = this.#instances(provider, cluster);
    const type = instances.at(-1) ?? this.#lastType.get(provider.name);
    if (type) this.#lastType.set(provider.name, type);
    const loaded = instances.map((instance) => ({
      cpu: instance.cpu,
      memory: instance.memory,
      tasks: tasksOn(cluster, instance).map(({ definition }) => definition),
    }));
    const waiting = [...cluster.tasks.values()]
      .filter((task) => task.capacityProvider === provider.name && isWaiting(task))
      .map((task) => task.definition);
    const needed = this.decide.instancesNeeded(loaded, waiting, type);
    return this.decide.reservation({ needed, running: instances.length });
  }

  #attach(cluster: Cluster, provider: CapacityProvider): Attachment {
    const { random } = this.world;
    const group = provider.autoScalingGroup!.name;
    const policyName = `ECSManagedAutoScalingPolicy-${random.uuid()}`;
    const attachment: Attachment = {
      id: random.uuid(),
      provider,
      cluster,
      policyName,
      policyArn: this.world.arn(
        'autoscaling',
        `scalingPolicy:${random.uuid()}:autoScalingGroupName/${group}:policyName/${policyName}`,
      ),
      // Named as those of the group's other target tracking policies [inferred].
      alarms: [
        { name: `TargetTracking-${group}-AlarmHigh-${random.uuid()}`, direction: 'out' },
        { name: `TargetTracking-${group}-AlarmLow-${random.uuid()}`, direction: 'in' },
      ],
    };
    this.attachments.push(attachment);
    return attachment;
  }

  #receive({ actionArn, alarmName, state, value }: AlarmInvocation): void {
    const attachment = this.attachments.find(({ policyArn }) => policyArn === actionArn);
    const alarm = attachment?.alarms.find(({ name }) => name === alarmName);
    if (!attachment || !alarm || state !== 'ALARM' || value === undefined) return;
    const { provider, cluster, policyName } = attachment;
    const { name, managedScaling } = provider.autoScalingGroup!;
    const group = this.needs.groups.find(name);
    if (!group) return;
    const running = this.#instances(provider, cluster).length;
    const capacity = this.decide.capacityFor(alarm.direction, group, running, value, managedScaling);
    if (capacity !== group.desired)
      this.needs.groups.setDesiredCapacity(
        name,
        capacity,
        `a monitor alarm ${alarmName} in state ALARM triggered policy ${policyName}`,
      );
  }

  #instances(provider: CapacityProvider, cluster: Cluster): ContainerInstance[] {
    return [...cluster.instances.values()].filter(
      ({ capacityProvider, status }) => capacityProvider === provider.name && status === 'ACTIVE',
    );
  }
}

const isSame = (a: Pick<Attachment, 'cluster' | 'provider'>, b: Pick<Attachment, 'cluster' | 'provider'>): boolean =>
  a.cluster === b.cluster && a.provider === b.provider;

/** AWS blog, "Deep Dive on Amazon ECS Cluster Auto Scaling". */
const metricOf = (provider: CapacityProvider, cluster: Cluster): MetricIdentity => ({
  namespace: 'AWS/ECS/ManagedScaling',
  name: 'CapacityProviderReservation',
  dimensions: [
    { Name: 'CapacityProviderName', Value: provider.name },
    { Name: 'ClusterName', Value: cluster.name },
  ],
});

/** Out after 1 minute above the target, in after 15 below it (same blog). */
function definition(attachment: Attachment, { name, direction }: Attachment['alarms'][number]): AlarmDefinition {
  const { provider, cluster, policyArn } = attachment;
  return {
    name,
    description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policyArn}.`,
    actionsEnabled: true,
    alarmActions: [policyArn],
    okActions: [],
    insufficientDataActions: [],
    metric: metricOf(provider, cluster),
    statistic: 'Average',
    period: 60,
    evaluationPeriods: direction === 'out' ? 1 : 15,
    threshold: provider.autoScalingGroup!.managedScaling.targetCapacity,
    comparison: direction === 'out' ? 'GreaterThanThreshold' : 'LessThanThreshold',
  };
}
