/** What RegisterTaskDefinition asks for, checked: the shape that the lab works with, and all that is shown again. */
import * as sdk from '@aws-sdk/client-ecs';
import type { TaskShape } from './model';

type Input = Omit<sdk.RegisterTaskDefinitionRequest, 'tags' | 'family' | 'containerDefinitions'> & {
  family: string;
  containerDefinitions: sdk.ContainerDefinition[];
};

/** MiB that go with the CPU units of a Fargate task: from, to, step (ECS developer guide, "Task CPU and memory" of Fargate). */
const FARGATE: Readonly<Record<number, readonly [from: number, to: number, step: number]>> = {
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16384: [32_768, 122_880, 8192],
};

/** @throws ClientException, in AWS's words where they are known (observed) */
export function shapeOf(input: Input): { shape: TaskShape; details: sdk.TaskDefinition } {
  const { family, containerDefinitions: containers, requiresCompatibilities = [] } = input;
  if (!/^[\w-]{1,255}$/.test(family))
    throw refused(
      `Expected a family of up to 255 letters, digits, underscores and hyphens, found "${family}". Choose another.`,
    );
  if (containers.length === 0) throw refused('Container list cannot be empty.');
  const onFargate = requiresCompatibilities.includes('FARGATE');
  const networkMode = input.networkMode ?? 'bridge';
  if (onFargate && networkMode !== 'awsvpc') throw refused('Fargate only supports network mode ‘awsvpc’.');
  if (networkMode !== 'bridge' && networkMode !== 'awsvpc')
    throw refused(`The network mode ${networkMode} is not simulated: expected bridge or awsvpc.`);
  const size = { cpu: cpuOf(input.cpu), memory: memoryOf(input.memory) };
  if (onFargate) checkFargate(size);
  for (const container of containers) checkContainer(container, size.memory !== undefined, networkMode);
  if (containers.every(({ essential = true }) => !essential))
    throw refused('TaskDefinition must have at least one essential container.');
  const [front] = containers.filter(({ portMappings = [] }) => portMappings.length > 0);
  const { name = '', portMappings: [mapping] = [] } = front ?? containers[0]!;
  const sum = (of: (container: sdk.ContainerDefinition) => number | undefined): number =>
    containers.reduce((total, container) => total + (of(container) ?? 0), 0);
  return {
    shape: {
      family,
      networkMode,
      cpu: size.cpu ?? sum(({ cpu }) => cpu),
      memory: size.memory ?? sum(({ memory, memoryReservation }) => memoryReservation ?? memory),
      container: { name, port: mapping?.containerPort ?? 0, ...(mapping?.hostPort && { hostPort: mapping.hostPort }) },
    },
    details: {
      ...input,
      networkMode,
      containerDefinitions: containers.map(shown),
      volumes: input.volumes ?? [],
      placementConstraints: input.placementConstraints ?? [],
    },
  };
}

/** With the members that AWS fills in; AWS CLI, register-task-definition. */
const shown = (container: sdk.ContainerDefinition): sdk.ContainerDefinition => ({
  ...container,
  cpu: container.cpu ?? 0,
  essential: container.essential ?? true,
  environment: container.environment ?? [],
  mountPoints: container.mountPoints ?? [],
  volumesFrom: container.volumesFrom ?? [],
  portMappings: (container.portMappings ?? []).map((mapping) => ({ hostPort: 0, protocol: 'tcp', ...mapping })),
});

function checkContainer(
  { name, image, memory, memoryReservation, portMappings = [] }: sdk.ContainerDefinition,
  taskHasMemory: boolean,
  networkMode: TaskShape['networkMode'],
): void {
  if (!name) throw refused('Container.name should not be null or empty.');
  if (!/^[\w-]{1,255}$/.test(name))
    throw refused(
      `Expected a container name of up to 255 letters, digits, underscores and hyphens, found "${name}". Choose another.`,
    );
  if (!image) throw refused('Container.image should not be null or empty.');
  if (!taskHasMemory && memory === undefined && memoryReservation === undefined)
    throw refused(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  if (memory !== undefined && memoryReservation !== undefined && memory < memoryReservation)
    throw refused(
      `Invalid setting for container '${name}'. The memory must be greater than or equal to memoryReservation.`,
    );
  if (
    networkMode === 'awsvpc' &&
    portMappings.some(({ hostPort, containerPort }) => hostPort && hostPort !== containerPort)
  )
    throw refused('When networkMode=awsvpc, the host ports and container ports in port mappings must match.');
}

function checkFargate({ cpu, memory }: { cpu?: number; memory?: number }): void {
  if (cpu === undefined) throw refused("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) throw refused("Fargate requires that 'memory' be defined at the task level.");
  const [from, to, step] = FARGATE[cpu] ?? [];
  const fits =
    cpu === 256
      ? [512, 1024, 2048].includes(memory)
      : from !== undefined && to !== undefined && memory >= from && memory <= to && memory % step! === 0;
  if (!fits) throw refused('No Fargate configuration exists for given values.');
}

/** CPU units, or vCPUs as `1 vCPU` (ECS API reference, RegisterTaskDefinition). */
const cpuOf = (sent: string | undefined): number | undefined => numberOf('cpu', sent, /^([\d.]+) ?(vcpu)?$/i);

/** MiB, or GiB as `1 GB` (ECS API reference, RegisterTaskDefinition). */
const memoryOf = (sent: string | undefined): number | undefined => numberOf('memory', sent, /^([\d.]+) ?(gb)?$/i);

function numberOf(member: string, sent: string | undefined, form: RegExp): number | undefined {
  if (sent === undefined) return undefined;
  const [, number = '', unit] = form.exec(sent) ?? [];
  const value = Number(number) * (unit ? 1024 : 1);
  if (number === '' || !Number.isInteger(value)) throw refused(`Invalid '${member}' setting for task.`);
  return value;
}

const refused = (message: string): Error => new sdk.ClientException({ message, $metadata: {} });
