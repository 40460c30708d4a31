/** How EC2 instances of Auto Scaling groups become container instances of a cluster, and how they leave it. */
import type { Appointment, Seconds } from '../time';
import type { World } from '../world';
import type { CapacityProviders } from './capacity-providers';
import { registeredResources } from './instance-types';
import { tasksOn, type Cluster, type ContainerInstance } from './model';
import type { Tasks } from './tasks';
import { hostTerminated } from './texts';

/** An instance of an Auto Scaling group; `group` is the group's name. */
export interface LaunchedInstance {
  id: string;
  zone: string;
  type: string;
  group: string;
  /** The cluster that its user data names, if it names one. */
  cluster?: string;
}

/** How often a draining instance is looked at. */
const DRAINING_CHECK: Seconds = 5;

export class ContainerInstances {
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
      attributes: new Map(),
      tags: [],
    };
    cluster.instances.set(id, registered);
    return registered;
  }

  /**
   * An instance is in service: its agent registers once it has booted. It belongs to a capacity provider only if its group
   * is the one of a provider of the cluster at that moment (ECS developer guide, "Amazon ECS capacity providers").
   * @throws Error for an instance type whose registered resources are not known
   */
  launched({ id, zone, type, group, cluster: named }: LaunchedInstance): void {
    if (named === undefined) return;
    const resources = registeredResources(type);
    if (!resources)
      throw new Error(
        `Expected an instance type whose registered CPU and memory are known, found ${type}. Add its family or size to simulator/ecs/instance-types.ts.`,
      );
    const boots = this.world.agenda.after(this.world.random.between(...this.agent), () => {
      this.#booting.delete(id);
      // The agent of an instance whose cluster is not there never registers.
      const cluster = this.clusters.get(named);
      if (!cluster || this.world.conditions.agentIsSilent(group)) return;
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
      this.deregister(cluster, instance);
      return;
    }
    instance.status = 'DRAINING';
    this.#leaveWhenEmpty(cluster, instance);
  }

  /** For the API: a draining instance takes no new tasks and hands over those of services; ACTIVE calls that off. */
  setStatus(instance: ContainerInstance, status: ContainerInstance['status']): void {
    instance.status = status;
  }

  /** Takes an instance from its cluster, with the tasks that are on it. */
  deregister(cluster: Cluster, instance: ContainerInstance): void {
    for (const task of tasksOn(cluster, instance))
      this.tasks.kill(task, 'TerminationNotice', hostTerminated(instance.ec2InstanceId));
    cluster.instances.delete(instance.id);
  }

  /** An EC2 instance is gone. */
  gone(ec2InstanceId: string): void {
    const found = this.#find(ec2InstanceId);
    if (found) this.deregister(...found);
  }

  /** Whether EC2 Auto Scaling is to wait with the termination: the instance still has tasks to drain. */
  isDraining(ec2InstanceId: string): boolean {
    return this.#find(ec2InstanceId)?.[1].status === 'DRAINING';
  }

  /**
   * Managed termination protection sets and removes the instance's protection: it is protected while a task runs there (ECS
   * developer guide, "Managed termination protection"; daemon tasks, which would not count, are not simulated).
   * @returns undefined where no capacity provider manages the protection
   */
  scaleInProtection(ec2InstanceId: string): boolean | undefined {
    const found = this.#find(ec2InstanceId);
    if (!found) return undefined;
    const [cluster, instance] = found;
    const provider = this.providers.all.get(instance.capacityProvider ?? '');
    if (provider?.autoScalingGroup?.managedTerminationProtection !== 'ENABLED') return undefined;
    return tasksOn(cluster, instance).length > 0;
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
