/** ECS's nouns as its API shows them; tasks are in a file of their own. */
import type * as sdk from '@aws-sdk/client-ecs';
import { PLATFORM } from './describe-task';
import type { Attachment } from './managed-scaling';
import {
  pendingCount,
  runningCount,
  statusOf,
  tasksOf,
  tasksOn,
  type CapacityProvider,
  type Cluster,
  type ContainerInstance,
  type Service,
  type TaskDefinition,
} from './model';

/** @param attached what managed scaling has made, of all clusters: shown only where it is asked for, as AWS does */
export function describeCluster(
  cluster: Cluster,
  include: readonly string[],
  attached: readonly Attachment[] = [],
): sdk.Cluster {
  const tasks = [...cluster.tasks.values()];
  const settings = include.includes('SETTINGS') ? cluster.settings : [];
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: cluster.instances.size,
    runningTasksCount: runningCount(tasks),
    pendingTasksCount: pendingCount(tasks),
    activeServicesCount: cluster.services.size,
    statistics: [],
    tags: include.includes('TAGS') ? cluster.tags : [],
    settings,
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultStrategy,
    ...(include.includes('ATTACHMENTS') && attachments(attached.filter((each) => each.cluster === cluster))),
  };
}

/** AWS CLI, describe-clusters, example 2. */
const attachments = (attached: readonly Attachment[]): Pick<sdk.Cluster, 'attachments' | 'attachmentsStatus'> => ({
  attachments: attached.map(({ id, provider, policyName }) => ({
    id,
    type: 'as_policy',
    status: 'CREATED',
    details: [
      { name: 'capacityProviderName', value: provider.name },
      { name: 'scalingPolicyName', value: policyName },
    ],
  })),
  attachmentsStatus: 'UPDATE_COMPLETE',
});

/** AWS CLI, describe-capacity-providers. */
export function describeCapacityProvider(provider: CapacityProvider, include: readonly string[]): sdk.CapacityProvider {
  const { name, arn, tags, updateStatus, updateStatusReason, autoScalingGroup: group } = provider;
  return {
    capacityProviderArn: arn,
    name,
    status: 'ACTIVE',
    updateStatus,
    ...(updateStatusReason !== undefined && { updateStatusReason }),
    ...(group && {
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling: group.managedScaling,
        managedTerminationProtection: group.managedTerminationProtection,
        managedDraining: group.managedDraining,
      },
    }),
    tags: include.includes('TAGS') ? tags : [],
  };
}

/** As recorded answers have it: of 2021, and of 2026 for the members that are newer. */
export function describeService(service: Service, include: readonly string[] = []): sdk.Service {
  const tasks = tasksOf(service);
  const counts = {
    desiredCount: service.desired,
    pendingCount: pendingCount(tasks),
    runningCount: runningCount(tasks),
  };
  const { id, createdAt, updatedAt } = service.deployment;
  const runsOn = service.launchType
    ? { launchType: service.launchType }
    : { capacityProviderStrategy: service.capacityProviderStrategy };
  const { arn: taskDefinition, container } = service.definition;
  const { region, account } = placeOf(service.arn);
  const network =
    service.definition.networkMode === 'awsvpc'
      ? {
          platformFamily: PLATFORM.family,
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: service.subnets,
              securityGroups: service.securityGroups,
              assignPublicIp: service.assignPublicIp,
            },
          },
        }
      : {};
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    loadBalancers: service.targetGroupArn
      ? [{ targetGroupArn: service.targetGroupArn, containerName: container.name, containerPort: container.port }]
      : [],
    serviceRegistries: [],
    status: statusOf(service),
    ...counts,
    ...runsOn,
    taskDefinition,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: false, rollback: false },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: 'ROLLING',
      bakeTimeInMinutes: 0,
    },
    deploymentController: { type: 'ECS' },
    deployments: [
      {
        id,
        status: 'PRIMARY',
        taskDefinition,
        ...counts,
        failedTasks: 0,
        createdAt,
        updatedAt,
        ...runsOn,
        ...network,
        // The service is told what was asked for, its deployment what came of it (observed).
        ...(service.platformVersion && { platformVersion: PLATFORM.version }),
        rolloutState: 'COMPLETED',
        rolloutStateReason: `ECS deployment ${id} completed.`,
      },
    ],
    ...network,
    ...(service.platformVersion && { platformVersion: service.platformVersion }),
    ...(service.targetGroupArn && {
      roleArn: `arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    }),
    currentServiceRevisions: [
      {
        arn: `arn:aws:ecs:${region}:${account}:service-revision/${service.cluster.name}/${service.name}/${id.slice(id.indexOf('/') + 1)}`,
        requestedTaskCount: counts.desiredCount,
        runningTaskCount: counts.runningCount,
        pendingTaskCount: counts.pendingCount,
      },
    ],
    events: [...service.events],
    createdAt: service.createdAt,
    createdBy: service.createdBy,
    placementConstraints: [],
    placementStrategy: service.placement,
    schedulingStrategy: 'REPLICA',
    healthCheckGracePeriodSeconds: 0,
    enableECSManagedTags: false,
    propagateTags: 'NONE',
    enableExecuteCommand: false,
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
    resourceManagementType: 'CUSTOMER',
    ...(include.includes('TAGS') && { tags: service.tags }),
  };
}

export function describeContainerInstance(
  cluster: Cluster,
  instance: ContainerInstance,
  include: readonly string[] = [],
): sdk.ContainerInstance {
  const here = tasksOn(cluster, instance);
  const used = (resource: 'cpu' | 'memory'): number =>
    here.reduce((sum, { definition }) => sum + definition[resource], 0);
  // Host ports that definitions name are reserved while their tasks are here; dynamic ones are not (ECS task definition parameters).
  const hostPorts = here.flatMap(({ definition }) => definition.container.hostPort || []);
  const resources = (cpu: number, memory: number, ports: readonly number[] = []): sdk.Resource[] => [
    { name: 'CPU', type: 'INTEGER', doubleValue: 0, longValue: 0, integerValue: cpu },
    { name: 'MEMORY', type: 'INTEGER', doubleValue: 0, longValue: 0, integerValue: memory },
    // The ports that the agent and SSH keep for themselves, as recorded.
    {
      name: 'PORTS',
      type: 'STRINGSET',
      doubleValue: 0,
      longValue: 0,
      integerValue: 0,
      stringSetValue: ['22', '2376', '2375', '51678', '51679', ...ports.map(String)],
    },
    { name: 'PORTS_UDP', type: 'STRINGSET', doubleValue: 0, longValue: 0, integerValue: 0, stringSetValue: [] },
  ];
  return {
    containerInstanceArn: instance.arn,
    ec2InstanceId: instance.ec2InstanceId,
    capacityProviderName: instance.capacityProvider,
    version: 1,
    versionInfo: { agentVersion: '1.96.0', agentHash: '00000000', dockerVersion: 'DockerVersion: 25.0.8' },
    registeredResources: resources(instance.cpu, instance.memory),
    remainingResources: resources(instance.cpu - used('cpu'), instance.memory - used('memory'), hostPorts),
    status: instance.status,
    agentConnected: true,
    runningTasksCount: runningCount(here),
    pendingTasksCount: pendingCount(here),
    attributes: attributesOf(instance),
    registeredAt: instance.registeredAt,
    attachments: [],
    tags: include.includes('TAGS') ? instance.tags : [],
  };
}

/** Region and account of an ARN. */
function placeOf(arn: string): { region: string; account: string } {
  const [, , , region = '', account = ''] = arn.split(':');
  return { region, account };
}

/** Those that ECS gives each instance (ECS developer guide, "Amazon ECS container instance attributes"), then those that were put. */
export const attributesOf = (instance: ContainerInstance): { name: string; value?: string }[] => [
  { name: 'ecs.availability-zone', value: instance.zone },
  { name: 'ecs.instance-type', value: instance.instanceType },
  { name: 'ecs.os-type', value: 'linux' },
  { name: 'ecs.os-family', value: 'LINUX' },
  { name: 'ecs.cpu-architecture', value: 'x86_64' },
  ...[...instance.attributes].map(([name, value]) => ({ name, value })),
];

/** What RegisterTaskDefinition took, with what ECS adds. */
export const describeTaskDefinition = (definition: TaskDefinition): sdk.TaskDefinition => ({
  ...structuredClone(definition.details),
  taskDefinitionArn: definition.arn,
  family: definition.family,
  revision: definition.revision,
  status: definition.status,
  registeredAt: definition.registeredAt,
  deregisteredAt: definition.deregisteredAt,
  compatibilities: definition.networkMode === 'awsvpc' ? ['EC2', 'FARGATE'] : ['EXTERNAL', 'EC2'],
});
