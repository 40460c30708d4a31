/** What ECS's operations answer and refuse. */
import { CLUSTER, smallLab, testLab, type TestLab } from '../testing';

const cluster = CLUSTER;
const arn = (resource: string): string => `arn:aws:ecs:ap-northeast-2:123456789012:${resource}`;
const failing = (name: string, message: string): Error => expect.objectContaining({ name, message }) as Error;
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `name-${i}`);

/** 105 tasks of `shop`: more than one page of any size. */
const crowded = (): TestLab =>
  testLab(
    {},
    {
      ...smallLab,
      instances: { ...smallLab.instances, memory: 10_000 },
      services: [{ ...smallLab.services[0]!, tasks: 105 }],
    },
  );

describe('refusals', () => {
  const { operations } = testLab();
  const noCluster = ['ClusterNotFoundException', 'Cluster not found.'] as const;
  const noService = ['ServiceNotFoundException', 'Service not found.'] as const;
  const invalid = (message: string) => ['InvalidParameterException', message] as const;

  it.each<[string, () => unknown, readonly [string, string]]>([
    [
      'DescribeServices of no cluster',
      () => operations.DescribeServices({ cluster: 'none', services: ['shop'] }),
      noCluster,
    ],
    [
      'the default cluster, which this lab has not',
      () => operations.DescribeServices({ services: ['shop'] }),
      noCluster,
    ],
    ['ListTasks of no cluster', () => operations.ListTasks({ cluster: 'none' }), noCluster],
    ['ListTasks of no service', () => operations.ListTasks({ cluster, serviceName: 'none' }), noService],
    [
      'UpdateService of no service',
      () => operations.UpdateService({ cluster, service: 'none', desiredCount: 1 }),
      noService,
    ],
    ['no services', () => operations.DescribeServices({ cluster, services: [] }), invalid('Services cannot be empty.')],
    [
      'eleven services',
      () => operations.DescribeServices({ cluster, services: many(11) }),
      invalid('Services cannot have more than 10 elements.'),
    ],
    ['no tasks', () => operations.DescribeTasks({ cluster, tasks: [] }), invalid('Tasks cannot be empty.')],
    [
      '101 tasks',
      () => operations.DescribeTasks({ cluster, tasks: many(101) }),
      invalid('Tasks cannot have more than 100 elements.'),
    ],
    [
      '101 instances',
      () => operations.DescribeContainerInstances({ cluster, containerInstances: many(101) }),
      invalid('Container Instances cannot have more than 100 elements.'),
    ],
    [
      'a page of nothing',
      () => operations.ListTasks({ cluster, maxResults: 0 }),
      invalid('maxResults must be between 1 and 100.'),
    ],
    [
      'a page of 101',
      () => operations.ListTasks({ cluster, maxResults: 101 }),
      invalid('maxResults must be between 1 and 100.'),
    ],
    ['a token of no page', () => operations.ListTasks({ cluster, nextToken: 'tomorrow' }), invalid('Invalid token.')],
    [
      'a negative desired count',
      () => operations.UpdateService({ cluster, service: 'shop', desiredCount: -1 }),
      invalid('desiredCount cannot be negative.'),
    ],
    [
      'StopTask of no task',
      () => operations.StopTask({ cluster, task: 'none' }),
      invalid('The referenced task was not found.'),
    ],
  ])('%s', (_case, ask, [name, message]) => {
    expect(ask).toThrow(failing(name, message));
  });

  it('of a new deployment says that it is not simulated', () => {
    expect(() => operations.UpdateService({ cluster, service: 'shop', forceNewDeployment: true })).toThrow(
      /A new deployment is not simulated/,
    );
  });

  it('are no errors for names among others: those are failures, MISSING', async () => {
    const services = await operations.DescribeServices({ cluster, services: ['shop', 'none'] });
    expect(services.services!.map(({ serviceName }) => serviceName)).toEqual(['shop']);
    expect(services.failures).toEqual([{ arn: arn('service/harbour/none'), reason: 'MISSING' }]);
    expect(await operations.DescribeTasks({ cluster, tasks: [arn('task/harbour/none')] })).toEqual({
      tasks: [],
      failures: [{ arn: arn('task/harbour/none'), reason: 'MISSING' }],
    });
    const clusters = await operations.DescribeClusters({ clusters: ['none'] });
    expect(clusters.failures).toEqual([{ arn: arn('cluster/none'), reason: 'MISSING' }]);
    const instances = await operations.DescribeContainerInstances({ cluster, containerInstances: ['none'] });
    expect(instances.failures).toEqual([{ arn: arn('container-instance/harbour/none'), reason: 'MISSING' }]);
  });
});

describe('lists', () => {
  it.each([undefined, 1, 7, 100])('ListTasks shows every task once, in pages of %s', async (maxResults) => {
    const lab = crowded();
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const answer = await lab.operations.ListTasks({ cluster, serviceName: 'shop', maxResults, nextToken });
      expect(answer.taskArns!.length).toBeLessThanOrEqual(maxResults ?? 100);
      seen.push(...answer.taskArns!);
      nextToken = answer.nextToken;
    } while (nextToken !== undefined && seen.length < 200);
    expect(seen).toHaveLength(105);
    expect(new Set(seen)).toEqual(new Set(lab.tasks('shop').map(({ arn }) => arn)));
  });

  it('ListTasks shows those that are asked for', async () => {
    const lab = testLab();
    const { operations } = lab;
    const arns = async (asked: object): Promise<string[]> =>
      (await operations.ListTasks({ cluster, ...asked })).taskArns!;
    const [first] = lab.tasks('shop');
    expect(await arns({})).toHaveLength(4);
    expect((await arns({ launchType: 'FARGATE' })).sort()).toEqual(
      lab
        .tasks('dock')
        .map(({ arn }) => arn)
        .sort(),
    );
    expect(await arns({ family: 'dock' })).toHaveLength(2);
    expect(await arns({ containerInstance: first!.instance!.arn })).toEqual([first!.arn]);
    expect(await arns({ startedBy: lab.service('shop').deployment.id })).toHaveLength(2);
    expect(await arns({ desiredStatus: 'STOPPED' })).toEqual([]);
    await operations.StopTask({ cluster, task: first!.id });
    expect(await arns({ desiredStatus: 'STOPPED' })).toEqual([first!.arn]);
    expect(await arns({ serviceName: 'shop' })).not.toContain(first!.arn);
  });

  it('ListServices and ListContainerInstances name what there is', async () => {
    const { operations } = testLab();
    expect(await operations.ListClusters({})).toMatchObject({ clusterArns: [arn('cluster/harbour')] });
    expect((await operations.ListServices({ cluster })).serviceArns).toEqual([
      arn('service/harbour/dock'),
      arn('service/harbour/shop'),
    ]);
    expect((await operations.ListServices({ cluster, launchType: 'EC2' })).serviceArns).toHaveLength(1);
    expect((await operations.ListContainerInstances({ cluster })).containerInstanceArns).toHaveLength(2);
    expect((await operations.ListContainerInstances({ cluster, status: 'DRAINING' })).containerInstanceArns).toEqual(
      [],
    );
  });
});

describe('DescribeServices', () => {
  /** The keys of a recorded answer (2021). */
  const recorded = [
    'serviceArn serviceName clusterArn loadBalancers serviceRegistries status desiredCount runningCount pendingCount',
    'launchType taskDefinition deploymentConfiguration deployments events createdAt placementConstraints',
    'placementStrategy schedulingStrategy createdBy enableECSManagedTags propagateTags',
  ].flatMap((line) => line.split(' '));
  const recordedDeployment =
    'id status taskDefinition desiredCount pendingCount runningCount failedTasks createdAt updatedAt launchType rolloutState rolloutStateReason'.split(
      ' ',
    );
  /** What was not yet in the recording, or not of its service. */
  const since = [
    'availabilityZoneRebalancing',
    'currentServiceRevisions',
    'deploymentController',
    'enableExecuteCommand',
    'healthCheckGracePeriodSeconds',
    'resourceManagementType',
    'roleArn',
  ];

  it('has the keys of a recorded answer', async () => {
    const service = await testLab().described('shop');
    expect(Object.keys(service).sort()).toEqual([...recorded, ...since].sort());
    expect(Object.keys(service.deployments![0]!).sort()).toEqual([...recordedDeployment].sort());
    expect(Object.keys(service.events![0]!).sort()).toEqual(['createdAt', 'id', 'message']);
  });

  it('has the network of a Fargate service besides', async () => {
    const service = await testLab().described('dock');
    expect(Object.keys(service).sort()).toEqual(
      [...recorded, ...since, 'networkConfiguration', 'platformFamily', 'platformVersion'].sort(),
    );
    expect(service.networkConfiguration?.awsvpcConfiguration?.subnets).toHaveLength(2);
    expect(service).toMatchObject({
      platformVersion: 'LATEST',
      deployments: [{ platformVersion: '1.4.0', platformFamily: 'Linux' }],
    });
  });

  it('tells the counts, and a deployment that is complete', async () => {
    const service = await testLab().described('shop');
    const counts = { desiredCount: 2, runningCount: 2, pendingCount: 0 };
    expect(service).toMatchObject({ ...counts, status: 'ACTIVE', serviceArn: arn('service/harbour/shop') });
    expect(service.deployments).toMatchObject([{ ...counts, status: 'PRIMARY', rolloutState: 'COMPLETED' }]);
  });
});

it('UpdateService changes the desired count at once, in the same deployment', async () => {
  const lab = testLab();
  const before = await lab.described('shop');
  lab.pass(60);
  const { service } = await lab.operations.UpdateService({
    cluster,
    service: arn('service/harbour/shop'),
    desiredCount: 5,
  });
  expect(service).toMatchObject({ desiredCount: 5, runningCount: 2, pendingCount: 0 });
  const [deployment] = service!.deployments!;
  expect(deployment).toEqual({ ...before.deployments![0], desiredCount: 5, updatedAt: lab.agenda.now() });
});

describe('DescribeTasks', () => {
  const shown = async (lab: TestLab, name: string) =>
    (await lab.operations.DescribeTasks({ cluster, tasks: lab.tasks(name).map(({ arn }) => arn) })).tasks!;

  it('shows a task of an EC2 service on its instance, at its dynamic port', async () => {
    const lab = testLab();
    const [task] = await shown(lab, 'shop');
    expect(task).toMatchObject({
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      launchType: 'EC2',
      group: 'service:shop',
      startedBy: lab.service('shop').deployment.id,
      containerInstanceArn: lab.tasks('shop')[0]!.instance!.arn,
      containers: [{ networkBindings: [{ containerPort: 80, hostPort: 32768, protocol: 'tcp' }] }],
    });
  });

  it('shows a Fargate task at an address of its own, on no instance', async () => {
    const tasks = await shown(testLab(), 'dock');
    const addresses = tasks.map(({ containers }) => containers![0]!.networkInterfaces![0]!.privateIpv4Address);
    expect(new Set(addresses).size).toBe(2);
    expect(tasks[0]).toMatchObject({
      platformVersion: '1.4.0',
      platformFamily: 'Linux',
      ephemeralStorage: { sizeInGiB: 20 },
      attachments: [
        {
          id: tasks[0]!.containers![0]!.networkInterfaces![0]!.attachmentId,
          status: 'ATTACHED',
          details: [
            { name: 'subnetId', value: expect.stringMatching(/^subnet-/) as string },
            { name: 'networkInterfaceId', value: expect.stringMatching(/^eni-[0-9a-f]{17}$/) as string },
            { name: 'macAddress', value: expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/) as string },
            { name: 'privateDnsName', value: expect.stringMatching(/\.ap-northeast-2\.compute\.internal$/) as string },
            { name: 'privateIPv4Address', value: addresses[0] },
          ],
        },
      ],
    });
    for (const task of tasks) expect(task.containerInstanceArn).toBeUndefined();
    expect(tasks.map(({ availabilityZone }) => availabilityZone).sort()).toEqual([
      'ap-northeast-2a',
      'ap-northeast-2b',
    ]);
  });

  it('has the members that AWS shows of a task and its container', async () => {
    const [task] = await shown(testLab(), 'shop');
    const members = (of: object): string[] =>
      Object.entries(of)
        .filter(([, value]) => value !== undefined)
        .map(([name]) => name)
        .sort();
    expect(members(task!)).toEqual(
      'attachments attributes availabilityZone clusterArn connectivity connectivityAt containerInstanceArn containers cpu createdAt desiredStatus enableExecuteCommand group healthStatus lastStatus launchType memory overrides pullStartedAt pullStoppedAt startedAt startedBy tags taskArn taskDefinitionArn version'.split(
        ' ',
      ),
    );
    expect(members(task!.containers![0]!)).toEqual(
      'containerArn cpu healthStatus image lastStatus memory name networkBindings networkInterfaces runtimeId taskArn'.split(
        ' ',
      ),
    );
    expect(task!.containers![0]!.runtimeId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows a task that was stopped by hand, with the reason, while another takes its place', async () => {
    const lab = testLab();
    const [task] = lab.tasks('shop');
    const { task: answered } = await lab.operations.StopTask({ cluster, task: task!.arn, reason: 'a test' });
    const stop = { desiredStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'a test' };
    expect(answered).toMatchObject({ ...stop, lastStatus: 'DEACTIVATING' });
    lab.pass(60);
    expect(await lab.described('shop')).toMatchObject({ desiredCount: 2, runningCount: 2 });
    lab.pass(300);
    const tasks = await shown(lab, 'shop');
    expect(tasks.find(({ taskArn }) => taskArn === task!.arn)).toMatchObject({ ...stop, lastStatus: 'STOPPED' });
    expect(tasks).toHaveLength(3);
  });

  it('gives a reason for a stop by hand that named none', async () => {
    const lab = testLab();
    const { task } = await lab.operations.StopTask({ cluster, task: lab.tasks('shop')[0]!.id });
    expect(task).toMatchObject({ stoppedReason: 'Task stopped by user' });
  });
});

it('DescribeClusters counts what runs, and shows settings when asked', async () => {
  const { operations } = testLab();
  const counts = {
    registeredContainerInstancesCount: 2,
    runningTasksCount: 4,
    pendingTasksCount: 0,
    activeServicesCount: 2,
  };
  const plain = await operations.DescribeClusters({ clusters: [cluster] });
  expect(plain.clusters).toMatchObject([{ ...counts, clusterArn: arn('cluster/harbour'), settings: [] }]);
  const more = await operations.DescribeClusters({ clusters: [arn('cluster/harbour')], include: ['SETTINGS'] });
  expect(more.clusters![0]!.settings).toEqual([{ name: 'containerInsights', value: 'disabled' }]);
});

it('DescribeContainerInstances tells what is left on an instance', async () => {
  const { operations, ecs } = testLab();
  const [instance] = ecs.clusters.get(cluster)!.instances.values();
  const { containerInstances } = await operations.DescribeContainerInstances({
    cluster,
    containerInstances: [instance!.arn],
  });
  const { registeredResources, remainingResources, ...rest } = containerInstances![0]!;
  const amount = (resources: typeof registeredResources, name: string) =>
    resources!.find((resource) => resource.name === name)!.integerValue;
  expect(rest).toMatchObject({ status: 'ACTIVE', agentConnected: true, runningTasksCount: 1, pendingTasksCount: 0 });
  expect([amount(registeredResources, 'MEMORY'), amount(remainingResources, 'MEMORY')]).toEqual([1000, 900]);
  expect([amount(registeredResources, 'CPU'), amount(remainingResources, 'CPU')]).toEqual([2048, 2048]);
});
