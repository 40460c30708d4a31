/** Task definitions through the API: revisions, what is refused, and what runs from them. */
import { A, clusterLab, refusal } from './testing';

const nginx = { name: 'web', image: 'nginx', memory: 128, portMappings: [{ containerPort: 80, hostPort: 0 }] };
const fargate = {
  family: 'dogs',
  requiresCompatibilities: ['FARGATE' as const],
  networkMode: 'awsvpc' as const,
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'dogs', image: 'nginx' }],
};

it('gives each registration of a family the next revision, also after one was deregistered', async () => {
  const { operations } = clusterLab();
  const register = async () =>
    (await operations.RegisterTaskDefinition({ family: 'boats', containerDefinitions: [nginx] })).taskDefinition!;
  expect((await register()).taskDefinitionArn).toMatch(/:task-definition\/boats:1$/);
  await operations.DeregisterTaskDefinition({ taskDefinition: 'boats:1' });
  expect(await register()).toMatchObject({ revision: 2, status: 'ACTIVE', networkMode: 'bridge' });
  expect((await operations.DescribeTaskDefinition({ taskDefinition: 'boats' })).taskDefinition!.revision).toBe(2);
  expect((await operations.DescribeTaskDefinition({ taskDefinition: 'boats:1' })).taskDefinition).toMatchObject({
    status: 'INACTIVE',
    containerDefinitions: [{ name: 'web', cpu: 0, essential: true, portMappings: [{ hostPort: 0, protocol: 'tcp' }] }],
  });
});

it('lists definitions by family and revision, and families by their state', async () => {
  const { operations } = clusterLab();
  for (const family of ['boats', 'boats', 'cranes'])
    await operations.RegisterTaskDefinition({ family, containerDefinitions: [nginx] });
  await operations.DeregisterTaskDefinition({ taskDefinition: 'cranes:1' });
  const list = async (asked: object) =>
    (await operations.ListTaskDefinitions(asked)).taskDefinitionArns!.map((arn) => arn.split('/')[1]);
  expect(await list({ familyPrefix: 'boats' })).toEqual(['boats:1', 'boats:2']);
  expect(await list({ familyPrefix: 'boats', sort: 'DESC' })).toEqual(['boats:2', 'boats:1']);
  expect(await list({ status: 'INACTIVE' })).toEqual(['cranes:1']);
  const families = async (asked: object) => (await operations.ListTaskDefinitionFamilies(asked)).families;
  expect(await families({})).toEqual(['boats', 'cranes', 'web']);
  expect(await families({ status: 'ACTIVE', familyPrefix: 'b' })).toEqual(['boats']);
  expect(await families({ status: 'INACTIVE' })).toEqual(['cranes']);
});

it('deletes only what was deregistered', async () => {
  const { operations } = clusterLab();
  for (let i = 0; i < 2; i++)
    await operations.RegisterTaskDefinition({ family: 'boats', containerDefinitions: [nginx] });
  await operations.DeregisterTaskDefinition({ taskDefinition: 'boats:1' });
  expect(await operations.DeleteTaskDefinitions({ taskDefinitions: ['boats:1', 'boats:2'] })).toMatchObject({
    taskDefinitions: [{ revision: 1, status: 'DELETE_IN_PROGRESS' }],
    failures: [{ reason: expect.stringMatching(/still in ACTIVE status/) as string }],
  });
});

it.each<[string, object, string]>([
  [
    'a container without a size',
    { containerDefinitions: [{ name: 'web', image: 'nginx' }] },
    "At least one of 'memory'",
  ],
  [
    'a container without an image',
    { containerDefinitions: [{ ...nginx, image: '' }] },
    'Container.image should not be',
  ],
  ['no containers', { containerDefinitions: [] }, 'Container list cannot be empty.'],
  ['nothing essential', { containerDefinitions: [{ ...nginx, essential: false }] }, 'at least one essential container'],
  ['a bad family', { family: 'a b' }, 'found "a b"'],
  ['the network mode host', { networkMode: 'host' }, 'host is not simulated'],
  ['Fargate with bridge', { ...fargate, networkMode: 'bridge' }, 'Fargate only supports network mode'],
  ['Fargate without cpu', { ...fargate, cpu: undefined }, "Fargate requires that 'cpu' be defined"],
  ['Fargate of a size that there is not', { ...fargate, memory: '4096' }, 'No Fargate configuration exists'],
  ['a memory that is no number', { memory: 'much' }, "Invalid 'memory' setting for task."],
])('refuses %s', (_case, changes, message) => {
  const { operations } = clusterLab();
  const input = { family: 'boats', containerDefinitions: [nginx], ...changes };
  expect(refusal(() => operations.RegisterTaskDefinition(input))).toMatchObject({
    name: 'ClientException',
    message: expect.stringContaining(message) as string,
  });
});

it('takes sizes in vCPU and GB', async () => {
  const { operations, ecs } = clusterLab();
  await operations.RegisterTaskDefinition({ ...fargate, cpu: '.5 vCPU', memory: '1 GB' });
  expect(ecs.definitions.find('dogs')).toMatchObject({ cpu: 512, memory: 1024 });
});

describe('a service', () => {
  const start = (changes: object = {}, container: object = {}) => {
    const lab = clusterLab();
    lab.old(A);
    void lab.operations.RegisterTaskDefinition({ family: 'boats', containerDefinitions: [{ ...nginx, ...container }] });
    const input = { cluster: 'DEMOGO-ECS', serviceName: 'boats', taskDefinition: 'boats', desiredCount: 2, ...changes };
    return { ...lab, create: () => lab.operations.CreateService(input) };
  };

  it.each<[string, object, string]>([
    ['an unknown definition', { taskDefinition: 'ships' }, 'TaskDefinition not found.'],
    [
      'a container that is not there',
      { loadBalancers: [{ targetGroupArn: 'tg', containerName: 'x', containerPort: 80 }] },
      'The container x does not exist in the task definition.',
    ],
    [
      'a port that is not there',
      { loadBalancers: [{ targetGroupArn: 'tg', containerName: 'web', containerPort: 81 }] },
      'The container web did not have a container port 81 defined.',
    ],
    ['a daemon', { schedulingStrategy: 'DAEMON' }, 'DAEMON is not simulated'],
    ['Fargate for a bridge definition', { launchType: 'FARGATE' }, 'Fargate needs a task definition with awsvpc'],
    ['a bad name', { serviceName: 'a b' }, 'found "a b"'],
  ])('refuses %s', (_case, changes, message) => {
    expect(refusal(start(changes).create).message).toContain(message);
  });

  it('has one task an instance where the host port is fixed', () => {
    const lab = start({}, { portMappings: [{ containerPort: 80, hostPort: 8080 }] });
    void lab.create();
    lab.pass(90);
    expect(lab.tasks('RUNNING').map(({ target }) => target.port)).toEqual([8080]);
  });

  it('can be made again under its name once its tasks have stopped, and not before', async () => {
    const lab = start();
    void lab.create();
    lab.pass(90);
    await lab.operations.DeleteService({ cluster: 'DEMOGO-ECS', service: 'boats', force: true });
    expect(refusal(lab.create).message).toBe('Unable to Start a service that is still Draining.');
    lab.pass(90);
    expect(await lab.create()).toMatchObject({ service: { status: 'ACTIVE' } });
  });

  it('is described for an hour after its end, then MISSING', async () => {
    const lab = start();
    void lab.create();
    await lab.operations.DeleteService({ cluster: 'DEMOGO-ECS', service: 'boats', force: true });
    lab.pass(3599);
    const described = () => lab.operations.DescribeServices({ cluster: 'DEMOGO-ECS', services: ['boats'] });
    expect(await described()).toMatchObject({ services: [{ status: 'INACTIVE' }], failures: [] });
    lab.pass(2);
    expect(await described()).toMatchObject({ services: [], failures: [{ reason: 'MISSING' }] });
  });
});
