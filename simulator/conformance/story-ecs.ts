/** Every simulated operation of ECS, in an order in which each has something to do. */
import type { Teller } from './story';

/** @param owner the cluster whose first container instance is taken out in the end */
export async function tellEcs({ to, pass }: Teller, owner: string): Promise<void> {
  const ecs = to('ecs');
  const groups = await to('autoscaling')('DescribeAutoScalingGroups', {});
  const autoScalingGroupArn = groups.AutoScalingGroups![0]!.AutoScalingGroupARN!;
  const tags = [{ key: '이름', value: '값 <&"\'>' }];
  const cluster = 'pier';

  const created = await ecs('CreateCluster', { clusterName: cluster, tags });
  const resourceArn = created.cluster.clusterArn!;
  const family = {
    family: 'boats',
    tags,
    containerDefinitions: [
      {
        name: 'boats',
        image: 'nginx',
        memory: 64,
        portMappings: [{ containerPort: 80, hostPort: 0, protocol: 'tcp' as const }],
        environment: [{ name: 'COLOUR', value: 'red' }],
      },
    ],
  };
  const { taskDefinition } = await ecs('RegisterTaskDefinition', family);
  const taskDefinitionArn = taskDefinition.taskDefinitionArn!;
  await ecs('CreateService', {
    cluster: owner,
    serviceName: 'boats',
    taskDefinition: 'boats',
    desiredCount: 1,
    placementStrategy: [{ type: 'spread', field: 'instanceId' }],
    tags,
  });
  const { tasks } = await ecs('RunTask', { cluster: owner, taskDefinition: taskDefinitionArn, startedBy: 'someone' });
  const task = tasks[0]!.taskArn!;
  await ecs('UpdateService', { cluster: owner, service: 'boats', desiredCount: 2 });
  await ecs('CreateCapacityProvider', {
    name: 'pier-provider',
    autoScalingGroupProvider: { autoScalingGroupArn, managedScaling: { status: 'DISABLED', targetCapacity: 90 } },
    tags,
  });
  const autoScalingGroupProvider = { managedScaling: { status: 'DISABLED' as const, targetCapacity: 100 } };
  await ecs('UpdateCapacityProvider', { name: 'pier-provider', autoScalingGroupProvider });
  await ecs('PutClusterCapacityProviders', {
    cluster,
    capacityProviders: ['pier-provider'],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'pier-provider', weight: 1, base: 0 }],
  });
  const settings = [{ name: 'containerInsights' as const, value: 'enabled' }];
  await ecs('UpdateClusterSettings', { cluster, settings });
  await ecs('UpdateCluster', { cluster, settings: [{ name: 'containerInsights', value: 'disabled' }] });
  await ecs('TagResource', { resourceArn, tags: [{ key: 'of', value: 'attendee' }] });
  await ecs('PutAccountSetting', { name: 'containerInsights', value: 'enabled' });
  await ecs('PutAccountSettingDefault', { name: 'awsvpcTrunking', value: 'enabled' });
  const { containerInstanceArns } = await ecs('ListContainerInstances', { cluster: owner });
  const containerInstance = containerInstanceArns[0]!;
  const attribute = { name: 'colour', targetId: containerInstance, targetType: 'container-instance' as const };
  await ecs('PutAttributes', { cluster: owner, attributes: [{ ...attribute, value: 'red' }] });
  await pass(120);

  await ecs('ListClusters', {});
  await ecs('DescribeClusters', { clusters: [owner, cluster, 'none'], include: ['SETTINGS', 'STATISTICS', 'TAGS'] });
  const { serviceArns } = await ecs('ListServices', { cluster: owner });
  await ecs('DescribeServices', { cluster: owner, services: serviceArns, include: ['TAGS'] });
  const { taskArns } = await ecs('ListTasks', { cluster: owner });
  const described = await ecs('DescribeTasks', { cluster: owner, tasks: taskArns, include: ['TAGS'] });
  const onFargate = described.tasks.find(({ launchType }) => launchType === 'FARGATE')!.taskArn!;
  await ecs('DescribeContainerInstances', { cluster: owner, containerInstances: containerInstanceArns });
  await ecs('DescribeTaskDefinition', { taskDefinition: 'boats', include: ['TAGS'] });
  await ecs('ListTaskDefinitions', {});
  await ecs('ListTaskDefinitionFamilies', {});
  await ecs('DescribeCapacityProviders', { include: ['TAGS'] });
  await ecs('ListAttributes', { cluster: owner, targetType: 'container-instance' });
  await ecs('ListTagsForResource', { resourceArn });
  await ecs('ListAccountSettings', { effectiveSettings: true });

  await ecs('DeleteAttributes', { cluster: owner, attributes: [attribute] });
  await ecs('UntagResource', { resourceArn, tagKeys: ['of'] });
  await ecs('DeleteAccountSetting', { name: 'containerInsights' });
  await ecs('StopTask', { cluster: owner, task, reason: '끝' });
  await ecs('StopTask', { cluster: owner, task: onFargate });
  await ecs('DeleteService', { cluster: owner, service: 'boats', force: true });
  // As long as the one behind a load balancer is drained.
  await pass(420);
  await ecs('DescribeTasks', { cluster: owner, tasks: [task, onFargate] });
  await ecs('DescribeServices', { cluster: owner, services: ['boats'] });
  const containerInstances = [containerInstance];
  await ecs('UpdateContainerInstancesState', { cluster: owner, containerInstances, status: 'DRAINING' });
  await ecs('DeregisterContainerInstance', { cluster: owner, containerInstance, force: true });
  await ecs('PutClusterCapacityProviders', { cluster, capacityProviders: [], defaultCapacityProviderStrategy: [] });
  await ecs('DeleteCapacityProvider', { capacityProvider: 'pier-provider' });
  await ecs('DeregisterTaskDefinition', { taskDefinition: taskDefinitionArn });
  await ecs('DeleteTaskDefinitions', { taskDefinitions: [taskDefinitionArn] });
  await ecs('DeleteCluster', { cluster });
}
