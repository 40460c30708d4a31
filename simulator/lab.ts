/** Builds a lab from its description: a load balancer, and a cluster with its instances and services behind it. */
import type { Ec2AutoScaling } from './ec2-autoscaling';
import type { Ecs, Pages } from './ecs';
import type { LaunchType, PlacementStrategy } from './ecs/model';
import { forwardTo, onPaths, type ElasticLoadBalancing } from './elb';
import type { Capacity } from './traffic/bottleneck';
import type { World } from './world';

export interface LabDescription {
  region: string;
  cluster: string;
  loadBalancer: string;
  /** The Auto Scaling group that the instances come from; its name gets an ending, as CloudFormation gives one. */
  group: { name: string; min: number; max: number };
  instances: {
    type: string;
    /** CPU units and MiB that the agent registers */ cpu: number;
    memory: number;
    zones: readonly string[];
  };
  /** How many requests the lab serves, and how fast. */
  capacity: Capacity;
  services: readonly ServiceDescription[];
}

export interface ServiceDescription {
  name: string;
  launchType: LaunchType;
  tasks: number;
  /** CPU units and MiB of one task. */
  cpu: number;
  memory: number;
  /** Path patterns and priority of its rule; the service without a rule is the listener's default. */
  rule?: { priority: number; paths: readonly string[] };
  healthCheckPath: string;
  placement?: readonly PlacementStrategy[];
  pages: Pages;
}

export function buildLab(
  lab: LabDescription,
  world: World,
  { elb, ecs, autoScaling }: { elb: ElasticLoadBalancing; ecs: Ecs; autoScaling: Ec2AutoScaling },
): { loadBalancerArn: string } {
  const { random } = world;
  const vpcId = `vpc-${random.hex(17)}`;
  const subnets = lab.instances.zones.map(() => `subnet-${random.hex(17)}`);

  const loadBalancer = elb.createLoadBalancer({
    name: lab.loadBalancer,
    subnets,
    securityGroups: [`sg-${random.hex(17)}`],
    vpcId,
  });
  const targetGroups = new Map(
    lab.services.map((described) => [
      described.name,
      elb.createTargetGroup({
        name: described.name,
        protocol: 'HTTP',
        port: 80,
        vpcId,
        targetType: described.launchType === 'FARGATE' ? 'ip' : 'instance',
        healthCheckPath: described.healthCheckPath,
      }),
    ]),
  );
  const standard = lab.services.find(({ rule }) => !rule);
  if (!standard)
    throw new Error('A lab needs one service without a rule: the one that the listener sends everything else to.');
  const listener = elb.createListener({
    loadBalancerArn: loadBalancer.arn,
    port: 80,
    protocol: 'HTTP',
    defaultAction: forwardTo(targetGroups.get(standard.name)!.arn),
  });
  for (const { name, rule } of lab.services)
    if (rule)
      elb.createRule({
        listenerArn: listener.arn,
        priority: rule.priority,
        conditions: onPaths(...rule.paths),
        action: forwardTo(targetGroups.get(name)!.arn),
      });

  const cluster = ecs.createCluster(lab.cluster);
  const { type: instanceType, cpu, memory, zones } = lab.instances;
  const group = autoScaling.createGroup({
    name: `${lab.group.name}-${random.hex(13).toUpperCase()}`,
    minSize: lab.group.min,
    maxSize: lab.group.max,
    desiredCapacity: zones.length,
    subnets: zones.map((zone, i) => ({ id: subnets[i]!, zone })),
    instanceType,
    // ECS developer guide, "Bootstrapping container instances".
    userData: `#!/bin/bash\necho ECS_CLUSTER=${lab.cluster} >> /etc/ecs/ecs.config\n`,
    running: true,
  });
  for (const { id: ec2InstanceId, subnet } of group.instances)
    ecs.registerContainerInstance(cluster, { ec2InstanceId, zone: subnet.zone, instanceType, cpu, memory });
  for (const described of lab.services) {
    const definition = ecs.registerTaskDefinition(
      {
        family: described.name,
        networkMode: described.launchType === 'FARGATE' ? 'awsvpc' : 'bridge',
        cpu: described.cpu,
        memory: described.memory,
        container: { name: described.name, port: 80 },
      },
      described.pages,
    );
    ecs.createService({
      cluster,
      name: described.name,
      launchType: described.launchType,
      definition,
      desired: described.tasks,
      targetGroupArn: targetGroups.get(described.name)!.arn,
      placement: [...(described.placement ?? [])],
      subnets,
    });
  }
  return { loadBalancerArn: loadBalancer.arn };
}
