/** A task as ECS's API shows it, with its container and, on Fargate, its network interface. */
import type * as sdk from '@aws-sdk/client-ecs';
import type { World } from '../world';
import type { Task } from './model';

/** What Fargate's LATEST is (AWS Fargate user guide, "Linux platform versions"). */
export const PLATFORM = { version: '1.4.0', family: 'Linux' } as const;

/** GiB that every Fargate task has (ECS developer guide, "Fargate task ephemeral storage"). */
const EPHEMERAL_STORAGE = 20;

/** Members and forms of ids: AWS CLI, describe-tasks. Ids that nothing looks up are made of the task's own. */
export function describeTask(world: World, task: Task, include: readonly string[] = []): sdk.Task {
  const onFargate = task.launchType === 'FARGATE';
  return {
    taskArn: task.arn,
    clusterArn: task.cluster.arn,
    taskDefinitionArn: task.definition.arn,
    containerInstanceArn: task.instance?.arn,
    availabilityZone: task.zone || undefined,
    lastStatus: task.status,
    desiredStatus: task.desiredStatus,
    launchType: task.launchType,
    capacityProviderName: task.capacityProvider,
    ...(onFargate && {
      platformVersion: PLATFORM.version,
      platformFamily: PLATFORM.family,
      ephemeralStorage: { sizeInGiB: EPHEMERAL_STORAGE },
    }),
    cpu: String(task.definition.cpu),
    memory: String(task.definition.memory),
    group: task.group,
    startedBy: task.startedBy,
    connectivity: 'CONNECTED',
    createdAt: task.createdAt,
    connectivityAt: task.createdAt,
    pullStartedAt: task.pullStartedAt,
    pullStoppedAt: task.pullStoppedAt,
    startedAt: task.startedAt,
    stoppingAt: task.stoppingAt,
    executionStoppedAt: task.stoppedAt,
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    healthStatus: 'UNKNOWN',
    enableExecuteCommand: false,
    version: 1,
    overrides: { containerOverrides: [{ name: task.definition.container.name }], inferenceAcceleratorOverrides: [] },
    attachments: onFargate ? [networkInterface(world, task)] : [],
    attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
    tags: include.includes('TAGS') ? task.tags : [],
    containers: [containerOf(world, task)],
  };
}

function containerOf(world: World, task: Task): sdk.Container {
  const { container, networkMode, details } = task.definition;
  const bridged = networkMode === 'bridge';
  const serving = task.startedAt !== undefined && task.status !== 'STOPPED';
  const defined = details.containerDefinitions?.find(({ name }) => name === container.name);
  return {
    containerArn: world.arn('ecs', `container/${task.cluster.name}/${task.id}/${uuidOf(task.id)}`),
    taskArn: task.arn,
    name: container.name,
    image: defined?.image,
    ...(task.startedAt && {
      runtimeId: bridged ? `${task.id}${reversed(task.id)}` : `${task.id}-${digitsOf(task.id)}`,
    }),
    lastStatus: serving ? 'RUNNING' : task.status === 'STOPPED' ? 'STOPPED' : 'PENDING',
    ...(task.stopCode === 'TaskFailedToStart' && { reason: task.stoppedReason }),
    networkBindings:
      bridged && serving
        ? [{ bindIP: '0.0.0.0', containerPort: container.port, hostPort: task.target.port, protocol: 'tcp' }]
        : [],
    networkInterfaces: bridged ? [] : [{ attachmentId: uuidOf(reversed(task.id)), privateIpv4Address: task.target.id }],
    healthStatus: 'UNKNOWN',
    cpu: String(defined?.cpu ?? 0),
    ...(defined?.memory !== undefined && { memory: String(defined.memory) }),
    ...(defined?.memoryReservation !== undefined && { memoryReservation: String(defined.memoryReservation) }),
  };
}

/** The elastic network interface of a Fargate task; its subnet where the service's are known, one a zone. */
function networkInterface({ region }: World, { id, zone, status, service, target }: Task): sdk.Attachment {
  const subnets = service?.subnets ?? [];
  const subnet = subnets[(zone.charCodeAt(zone.length - 1) - 97) % subnets.length];
  const address = target.id;
  return {
    id: uuidOf(reversed(id)),
    type: 'ElasticNetworkInterface',
    status: status === 'STOPPED' ? 'DELETED' : status === 'PROVISIONING' ? 'ATTACHING' : 'ATTACHED',
    details: [
      ...(subnet === undefined ? [] : [{ name: 'subnetId', value: subnet }]),
      { name: 'networkInterfaceId', value: `eni-0${id.slice(0, 16)}` },
      { name: 'macAddress', value: ['02', ...id.slice(0, 10).match(/../g)!].join(':') },
      { name: 'privateDnsName', value: `ip-${address.replaceAll('.', '-')}.${region}.compute.internal` },
      { name: 'privateIPv4Address', value: address },
    ],
  };
}

const reversed = (id: string): string => [...id].reverse().join('');

const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;

/** Ten digits out of an id's hexadecimal ones. */
const digitsOf = (hex: string): string => [...hex.slice(0, 10)].map((digit) => parseInt(digit, 16) % 10).join('');
