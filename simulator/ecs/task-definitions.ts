/** The account's task definitions: families of revisions that only ever grow. */
import type * as sdk from '@aws-sdk/client-ecs';
import type { World } from '../world';
import type { Tag, TaskDefinition, TaskShape } from './model';

export class TaskDefinitions {
  readonly #all = new Map<string, TaskDefinition>();
  /** The newest revision that each family ever had: no number is given twice (ECS API reference, RegisterTaskDefinition). */
  readonly #revisions = new Map<string, number>();

  constructor(private readonly world: World) {}

  /**
   * Adds the next revision of its family.
   * @param details what was sent; for a lab that is built, what amounts to the shape
   */
  add(shape: TaskShape, details: sdk.TaskDefinition = detailsOf(shape), tags: Tag[] = []): TaskDefinition {
    const revision = (this.#revisions.get(shape.family) ?? 0) + 1;
    const definition: TaskDefinition = {
      ...shape,
      revision,
      arn: this.world.arn('ecs', `task-definition/${shape.family}:${revision}`),
      status: 'ACTIVE',
      registeredAt: this.world.agenda.now(),
      tags,
      details,
    };
    this.#revisions.set(shape.family, revision);
    this.#all.set(definition.arn, definition);
    return definition;
  }

  /** Those that have not been deleted. */
  list(): TaskDefinition[] {
    return [...this.#all.values()].filter(({ status }) => status !== 'DELETE_IN_PROGRESS');
  }

  /** By its ARN, by `family:revision`, or by the family alone, which is its newest active revision. */
  find(name: string): TaskDefinition | undefined {
    const wanted = name.slice(name.lastIndexOf('/') + 1);
    if (wanted.includes(':'))
      return [...this.#all.values()].find(({ family, revision }) => wanted === `${family}:${revision}`);
    return this.list().findLast(({ family, status }) => family === wanted && status === 'ACTIVE');
  }

  /** It can be used for nothing new; what runs goes on (ECS API reference, DeregisterTaskDefinition). */
  deregister(definition: TaskDefinition): void {
    if (definition.status !== 'ACTIVE') return;
    definition.status = 'INACTIVE';
    definition.deregisteredAt = this.world.agenda.now();
  }

  delete(definition: TaskDefinition): void {
    definition.status = 'DELETE_IN_PROGRESS';
  }
}

/** The image's name is the family's: a lab that is built knows its pages, not its images. */
function detailsOf({ family, networkMode, cpu, memory, container }: TaskShape): sdk.TaskDefinition {
  const fargate = networkMode === 'awsvpc';
  return {
    containerDefinitions: [
      {
        name: container.name,
        image: family,
        cpu: fargate ? 0 : cpu,
        ...(!fargate && { memory }),
        portMappings: [{ containerPort: container.port, hostPort: fargate ? container.port : 0, protocol: 'tcp' }],
        essential: true,
        environment: [],
        mountPoints: [],
        volumesFrom: [],
      },
    ],
    networkMode,
    volumes: [],
    placementConstraints: [],
    ...(fargate && { requiresCompatibilities: ['FARGATE'], cpu: String(cpu), memory: String(memory) }),
  };
}
