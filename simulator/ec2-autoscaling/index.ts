/** EC2 Auto Scaling in memory: groups of instances that grow and shrink by target tracking of their own metrics. */
import type * as Sdk from '@aws-sdk/client-auto-scaling';
import type { Alarms, MetricSink } from '../cloudwatch/model';
import type { Seconds } from '../time';
import { constrained } from '../wire/constraints';
import type { Operations } from '../wire/service';
import type { World } from '../world';
import { operations } from './api';
import { Behaviour } from './behaviour';
import { checkedSizes, invalid } from './checks';
import { CONSTRAINTS } from './constraints';
import { alarmsFor, desiredFor, selectForTermination, subnetFor, type Decisions } from './decisions';
import { Instances } from './instances';
import { newConfiguration } from './launch-configurations';
import { InstanceMetrics } from './metrics';
import {
  newGroup,
  newRegistry,
  TIMINGS,
  type AsgTimings,
  type AutoScalingGroup,
  type InstanceHost,
  type LaunchSource,
  type Registry,
  type Subnet,
} from './model';
import { reason } from './texts';

export { alarmsFor, desiredFor, lowThreshold, selectForTermination, subnetFor, type Decisions } from './decisions';
export { TIMINGS, type AsgTimings, type AutoScalingGroup, type InstanceHost, type LaunchedInstance } from './model';

export class Ec2AutoScaling {
  readonly operations: Operations<typeof Sdk>;
  readonly #world: World;
  readonly #registry: Registry = newRegistry();
  readonly #instances: Instances;
  readonly #behaviour: Behaviour;
  readonly #metrics: InstanceMetrics;

  /**
   * @param needs CloudWatch's alarms and metrics, and where the instances' agents go
   * @param decide decisions in place of the real ones, which is how a broken lab is made
   * @param timings delays in place of the observed and inferred ones
   */
  constructor(
    world: World,
    needs: { alarms: Alarms; metrics: MetricSink; host: InstanceHost },
    decide: Partial<Decisions> = {},
    timings: Partial<AsgTimings> = {},
  ) {
    const decisions: Decisions = { desiredFor, subnetFor, selectForTermination, alarmsFor, ...decide };
    const delays: AsgTimings = { ...TIMINGS, ...timings };
    this.#world = world;
    this.#instances = new Instances(world, needs.host, this.#registry, decisions, delays);
    this.#behaviour = new Behaviour(world, needs.alarms, this.#registry, this.#instances, decisions, delays);
    this.#metrics = new InstanceMetrics(world, needs.metrics, this.#registry, delays);
    this.operations = constrained(operations(world, this.#registry, this.#behaviour), CONSTRAINTS, invalid);
  }

  /**
   * Builds a group with a launch source of its own.
   * @param options.launchedFrom a launch configuration, as in the recorded run, unless told otherwise
   * @param options.detailedMonitoring as the launch source gives it: a configuration does, a template does not (user guide,
   * enable-as-instance-metrics)
   * @param options.userData of the launch configuration, as text
   * @param options.running the instances are InService when this returns; the host is not told: who builds a lab has them join
   * @throws ValidationError for sizes that do not fit each other
   */
  createGroup(options: {
    name: string;
    minSize: number;
    maxSize: number;
    desiredCapacity: number;
    subnets: readonly Subnet[];
    instanceType: string;
    defaultCooldown?: Seconds;
    launchedFrom?: 'configuration' | 'template';
    userData?: string;
    detailedMonitoring?: boolean;
    protectedFromScaleIn?: boolean;
    running?: boolean;
  }): AutoScalingGroup {
    const { name, minSize, maxSize, desiredCapacity, instanceType, launchedFrom = 'configuration' } = options;
    if (this.#registry.groups.has(name))
      throw new Error(`Expected a new name for an Auto Scaling group; found ${name}, which there is one of.`);
    const sizes = checkedSizes(
      { MinSize: minSize, MaxSize: maxSize, DesiredCapacity: desiredCapacity },
      { min: minSize, max: maxSize, desired: desiredCapacity },
    );
    const detailedMonitoring = options.detailedMonitoring ?? launchedFrom === 'configuration';
    const group = newGroup(this.#world, this.#registry.nextOrder(), {
      name,
      minSize,
      maxSize,
      instanceType,
      subnets: options.subnets.map((subnet) => ({ ...subnet })),
      launchedFrom: this.#launchSource(name, launchedFrom, {
        instanceType,
        detailedMonitoring,
        userData: options.userData,
      }),
      detailedMonitoring,
      defaultCooldown: options.defaultCooldown,
      newInstancesProtectedFromScaleIn: options.protectedFromScaleIn,
    });
    this.#registry.groups.set(name, group);
    this.#behaviour.setDesired(group, sizes.desired, reason.created);
    if (options.running) this.#instances.launchAtOnce(group);
    return group;
  }

  /** All groups that there are. */
  all(): Iterable<AutoScalingGroup> {
    return this.#registry.groups.values();
  }

  find(nameOrArn: string): AutoScalingGroup | undefined {
    return [...this.#registry.groups.values()].find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
  }

  /**
   * Sets the desired capacity for another service, such as ECS managed scaling; a number outside of the group's bounds is
   * brought to the nearer one.
   * @param cause the middle of the cause's first sentence: what stands between `At <time>` and `changing the desired
   * capacity from <n> to <m>.`, such as `a monitor alarm <name> in state ALARM triggered policy <name>`
   */
  setDesiredCapacity(group: AutoScalingGroup, desired: number, cause: string): void {
    if (group.deleting) return;
    this.#behaviour.setDesired(group, Math.min(group.maxSize, Math.max(group.minSize, desired)), cause);
  }

  /** Bytes that went into and out of an instance in the current minute, by as many requests as they stand for. */
  recordNetwork(instanceId: string, bytesIn: number, bytesOut: number): void {
    this.#metrics.record(instanceId, bytesIn, bytesOut);
  }

  #launchSource(
    name: string,
    kind: 'configuration' | 'template',
    { userData = '', ...wanted }: { instanceType: string; detailedMonitoring: boolean; userData?: string },
  ): LaunchSource {
    if (kind === 'configuration') {
      const configuration = newConfiguration(this.#world, {
        name: `${name}-launch-configuration`,
        ...wanted,
        userData: Buffer.from(userData).toString('base64'),
      });
      this.#registry.configurations.set(configuration.name, configuration);
      return { LaunchConfigurationName: configuration.name };
    }
    const id = `lt-${this.#world.random.hex(17)}`;
    return { LaunchTemplate: { LaunchTemplateId: id, LaunchTemplateName: `${name}-launch-template`, Version: '1' } };
  }
}
