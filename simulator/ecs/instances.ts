/** How EC2 instances of Auto Scaling groups become container instances of a cluster, and how they leave it. */
import type { Appointment, Seconds } from '../time';
import type { World } from '../world';
import type { CapacityProviders } from './capacity-providers';
import { tasksOn, type Cluster, type ContainerInstance } from './model';
import type { Tasks } from './tasks';
import { hostTerminated } from './texts';

/** An instance of an Auto Scaling group; `group` is the group's name. */
export interface LaunchedInstance {
  id: string;
  zone: string;
  type: string;
  group: string;
}

/** CPU units and MiB that the agent registers. m5d.large: recorded by the lab's author, who saw 7764 MiB; 2 vCPU are 2048 units. */
const REGISTERED: Readonly<Record<string, { cpu: number; memory: number }>> = {
  'm5d.large': { cpu: 2048, memory: 7764 },
};

/** How often a draining instance is looked at. */
const DRAINING_CHECK: Seconds = 5;

export class ContainerInstances {
  /** Which cluster the instances of a group join, by the group's name. */
  readonly #joins = new Map<string, Cluster>();
  /** Instances whose agent has not registered yet, by their EC2 id. */
  readonly #booting = new Map<string, Appointment>();

  /** @param agent from InService until the agent registers, in seconds */
  constructor(
    private readonly world: World,
    private readonly clusters: ReadonlyMap<string, Cluster>,
    private readonly providers: CapacityProviders,
    private readonly tasks: Tasks,
    private readonly agent: readonly [min: Seconds, max: Seconds],
  ) {}

  /** Instances that the group launches from now on join the cluster: their user data names it. */
  join(group: string, cluster: Cluster): void {
    this.#joins.set(group, cluster);
  }

  register(
    cluster: Cluster,
    instance: Pick<
      ContainerInstance,
      'ec2InstanceId' | 'zone' | 'instanceType' | 'cpu' | 'memory' | 'capacityProvider'
    >,
  ): ContainerInstance {
    const id = this.world.random.hex(32);
    const registered: ContainerInstance = {
      ...instance,
      id,
      arn: this.world.arn('ecs', `container-instance/${cluster.name}/${id}`),
      status: 'ACTIVE',
      registeredAt: this.world.agenda.now(),
    };
    cluster.instances.set(id, registered);
    return registered;
  }

  /**
   * An instance is in service: its agent registers once it has booted. It belongs to a capacity provider only if its group
   * is the one of a provider of the cluster at that moment (ECS developer guide, "Amazon ECS capacity providers").
   * @throws Error for an instance type whose registered resources are not known
   */
  launched({ id, zone, type, group }: LaunchedInstance): void {
    const cluster = this.#joins.get(group);
    if (!cluster) return;
    const resources = REGISTERED[type];
    if (!resources)
      throw new Error(
        `Expected an instance type whose registered CPU and memory are known (${Object.keys(REGISTERED).join(', ')}), found ${type}. Add what its agent registers to simulator/ecs/instances.ts.`,
      );
    const boots = this.world.agenda.after(this.world.random.between(...this.agent), () => {
      this.#booting.delete(id);
      const capacityProvider = this.providers.ofGroup(cluster, group)?.name;
      this.register(cluster, { ec2InstanceId: id, zone, instanceType: type, ...resources, capacityProvider });
    });
    this.#booting.set(id, boots);
  }

  /**
   * An instance begins to terminate. With managed draining it is DRAINING until its tasks have gone (ECS developer guide,
   * "Managed instance draining": a lifecycle hook of the group, so it holds for instances that joined before the provider
   * too). Else its tasks end with it. Terminating a running instance deregisters it (API reference, DeregisterContainerInstance).
   */
  terminating({ id, group }: LaunchedInstance): void {
    this.#booting.get(id)?.cancel();
    this.#booting.delete(id);
    const found = this.#find(id);
    if (!found) return;
    const [cluster, instance] = found;
    if (this.providers.ofGroup(cluster, group)?.autoScalingGroup?.managedDraining !== 'ENABLED') {
      for (const task of tasksOn(cluster, instance)) this.tasks.kill(task, 'TerminationNotice', hostTerminated(id));
      cluster.instances.delete(instance.id);
      return;
    }
    instance.status = 'DRAINING';
    this.#leaveWhenEmpty(cluster, instance);
  }

  /** Whether EC2 Auto Scaling is to wait with the termination: the instance still has tasks to drain. */
  isDraining(ec2InstanceId: string): boolean {
    return this.#find(ec2InstanceId)?.[1].status === 'DRAINING';
  }

  /**
   * Whether managed termination protection keeps the group from choosing the instance when it scales in: its provider has it
   * enabled and a task runs there (ECS developer guide, "Managed termination protection"; daemon tasks, which would not
   * count, are not simulated).
   */
  isProtectedFromScaleIn(ec2InstanceId: string): boolean {
    const found = this.#find(ec2InstanceId);
    if (!found) return false;
    const [cluster, instance] = found;
    const provider = this.providers.all.get(instance.capacityProvider ?? '');
    return (
      provider?.autoScalingGroup?.managedTerminationProtection === 'ENABLED' && tasksOn(cluster, instance).length > 0
    );
  }

  #find(ec2InstanceId: string): [Cluster, ContainerInstance] | undefined {
    for (const cluster of this.clusters.values())
      for (const instance of cluster.instances.values())
        if (instance.ec2InstanceId === ec2InstanceId) return [cluster, instance];
    return undefined;
  }

  #leaveWhenEmpty(cluster: Cluster, instance: ContainerInstance): void {
    if (tasksOn(cluster, instance).length === 0) cluster.instances.delete(instance.id);
    else this.world.agenda.after(DRAINING_CHECK, () => this.#leaveWhenEmpty(cluster, instance));
  }
}
