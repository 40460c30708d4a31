/** CreateService and RunTask: platform, network and host ports, as they are asked for and shown. */
import { CLUSTER, testLab, type TestLab } from '../testing';

const cluster = CLUSTER;
const network = { subnets: ['subnet-9'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' } as const;
const onFargate = {
  cluster,
  taskDefinition: 'dock',
  launchType: 'FARGATE',
  networkConfiguration: {
    awsvpcConfiguration: { ...network, subnets: [...network.subnets], securityGroups: ['sg-1'] },
  },
} as const;

const create = (lab: TestLab, more: object) =>
  lab.operations.CreateService({ serviceName: 'new', desiredCount: 1, ...onFargate, ...more } as never);

it('shows the network and the platform that were asked for, and what LATEST is', async () => {
  const { service } = await create(testLab(), { platformVersion: '1.4.0' });
  expect(service).toMatchObject({
    platformVersion: '1.4.0',
    networkConfiguration: { awsvpcConfiguration: network },
    deployments: [{ platformVersion: '1.4.0', networkConfiguration: { awsvpcConfiguration: network } }],
  });
  expect((await create(testLab(), {})).service).toMatchObject({
    platformVersion: 'LATEST',
    deployments: [{ platformVersion: '1.4.0' }],
  });
});

it.each<[string, object[] | undefined, string]>([
  ['no strategy', undefined, 'ENABLED'],
  ['a spread over zones', [{ type: 'spread', field: 'attribute:ecs.availability-zone' }], 'ENABLED'],
  ['a spread over instances', [{ type: 'spread', field: 'instanceId' }], 'DISABLED'],
  ['binpack', [{ type: 'binpack', field: 'memory' }], 'DISABLED'],
])('has its zones rebalanced by default with %s', async (_, placementStrategy, expected) => {
  const onEc2 = { taskDefinition: 'shop', launchType: 'EC2', networkConfiguration: undefined, placementStrategy };
  const { service } = await create(testLab(), onEc2);
  expect(service!.availabilityZoneRebalancing).toBe(expected);
  const chosen = await create(testLab(), { ...onEc2, availabilityZoneRebalancing: 'DISABLED' });
  expect(chosen.service!.availabilityZoneRebalancing).toBe('DISABLED');
});

it.each<[string, object, string]>([
  [
    'a platform for EC2',
    { taskDefinition: 'shop', launchType: 'EC2', networkConfiguration: undefined, platformVersion: 'LATEST' },
    'The platform version must be null when specifying an EC2 launch type.',
  ],
  ['an old platform', { platformVersion: '1.3.0' }, 'The platform version 1.3.0 is not simulated'],
])('refuses %s', (_case, more, message) => {
  expect(() => create(testLab(), more)).toThrow(message);
  const { operations } = testLab();
  expect(() => operations.RunTask({ ...onFargate, ...more } as never)).toThrow(message);
});

it('reserves the host ports that a definition names while its task is there', async () => {
  const lab = testLab();
  const ports = async (): Promise<string[][]> => {
    const { containerInstanceArns: containerInstances = [] } = await lab.operations.ListContainerInstances({ cluster });
    const { containerInstances: found } = await lab.operations.DescribeContainerInstances({
      cluster,
      containerInstances,
    });
    return found!.map(
      ({ remainingResources }) => remainingResources!.find(({ name }) => name === 'PORTS')!.stringSetValue!,
    );
  };
  const own = ['22', '2376', '2375', '51678', '51679'];
  expect(await ports()).toEqual([own, own]);
  await lab.operations.RegisterTaskDefinition({
    family: 'fixed',
    containerDefinitions: [
      { name: 'c', image: 'i', memory: 10, portMappings: [{ containerPort: 80, hostPort: 8080 }] },
    ],
  });
  const { tasks } = await lab.operations.RunTask({ cluster, taskDefinition: 'fixed' });
  expect((await ports()).map((each) => each.slice(own.length)).sort()).toEqual([[], ['8080']]);
  await lab.operations.StopTask({ cluster, task: tasks![0]!.taskArn! });
  lab.pass(60);
  expect(await ports()).toEqual([own, own]);
});
