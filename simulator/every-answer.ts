/** For tests: all that can be read of a lab over the wire, byte by byte. */
import {
  ApplicationAutoScalingClient,
  type DescribeScalableTargetsCommandOutput,
} from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ClosedLab, Parts } from './index';
import { servicesOf } from './services';
import { CLUSTER } from './testing';
import type { Request } from './wire/protocols';
import { respond } from './wire/server';

const anyone = { region: 'ap-northeast-2', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } };
const clients = {
  ecs: new ECSClient(anyone),
  elb: new ElasticLoadBalancingV2Client(anyone),
  cloudwatch: new CloudWatchClient(anyone),
  autoScaling: new AutoScalingClient(anyone),
  applicationAutoScaling: new ApplicationAutoScalingClient(anyone),
};
export type ServiceName = keyof typeof clients;

/** A request as JSON 1.1, which every simulated service takes. */
export function request(service: ServiceName, operation: string, input: object): Request {
  const { serviceTarget } = clients[service].config.protocolSettings as { serviceTarget: string };
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${serviceTarget}.${operation}` };
  return { path: '/', headers, body: Buffer.from(JSON.stringify(input)) };
}

const NONE = { tasks: new Map(), instances: new Map(), services: new Map(), arn: '' };

/** The input of each operation that needs one to say anything. */
function inputsOf({ parts, loadBalancerArn }: ClosedLab): Partial<Record<ServiceName, Record<string, object>>> {
  const { ecs, elb, agenda } = parts;
  const cluster = { cluster: CLUSTER };
  // Whoever asks may have deleted anything.
  const { tasks, instances, services, arn } = ecs.clusters.get(CLUSTER) ?? NONE;
  const targetGroups = [...elb.configuration.targetGroups.keys()];
  const [listener] = elb.configuration.loadBalancers.get(loadBalancerArn)?.listeners.values() ?? [];
  const ecsNamespace = { ServiceNamespace: 'ecs' };
  const period = { StartTime: agenda.ms / 1000 - 43_200, EndTime: agenda.ms / 1000 };
  const metric = { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCountPerTarget' };
  const dimensions = [{ Name: 'TargetGroup', Value: targetGroups[0]?.split(':').at(-1) ?? 'none' }];
  return {
    ecs: {
      DescribeServices: { ...cluster, services: [...services.keys()] },
      ListServices: cluster,
      ListTasks: cluster,
      DescribeTasks: { ...cluster, tasks: [...tasks.keys()].slice(0, 100) },
      DescribeClusters: { clusters: [CLUSTER] },
      ListContainerInstances: cluster,
      DescribeContainerInstances: { ...cluster, containerInstances: [...instances.keys()] },
      DescribeTaskDefinition: { taskDefinition: 'shop' },
      ListAttributes: { ...cluster, targetType: 'container-instance' },
      ListTagsForResource: { resourceArn: arn },
    },
    elb: {
      DescribeListeners: { LoadBalancerArn: loadBalancerArn },
      DescribeRules: { ListenerArn: listener?.arn },
      DescribeTargetHealth: { TargetGroupArn: targetGroups[0] },
      DescribeTargetGroupAttributes: { TargetGroupArn: targetGroups[0] },
      DescribeLoadBalancerAttributes: { LoadBalancerArn: loadBalancerArn },
      DescribeTags: { ResourceArns: [loadBalancerArn] },
    },
    cloudwatch: {
      DescribeAlarmsForMetric: { ...metric, Dimensions: dimensions },
      GetMetricStatistics: { ...metric, ...period, Dimensions: dimensions, Period: 60, Statistics: ['Sum'] },
      GetMetricData: {
        ...period,
        MetricDataQueries: [
          { Id: 'a', MetricStat: { Metric: { ...metric, Dimensions: dimensions }, Period: 60, Stat: 'Sum' } },
        ],
      },
    },
    applicationAutoScaling: {
      DescribeScalableTargets: ecsNamespace,
      DescribeScalingPolicies: ecsNamespace,
      DescribeScalingActivities: ecsNamespace,
      ListTagsForResource: { ResourceARN: targetArn(parts) },
    },
  };
}

/** Of the one scalable target, if there is one. */
function targetArn({ applicationAutoScaling }: Parts): string {
  const described = applicationAutoScaling.operations.DescribeScalableTargets!({ ServiceNamespace: 'ecs' });
  return (described as DescribeScalableTargetsCommandOutput).ScalableTargets?.[0]?.ScalableTargetARN ?? '';
}

/** What the lab answers to each operation that reads, by `service.Operation`: status and body. */
export async function everyAnswer(lab: ClosedLab): Promise<Record<string, string>> {
  const services = servicesOf(lab.parts, 'ap-northeast-2', () => 'an-id');
  const inputs = inputsOf(lab);
  const answers: Record<string, string> = {};
  for (const service of Object.keys(clients) as ServiceName[])
    for (const operation of Object.keys(lab.parts[service].operations)) {
      if (!/^(Describe|List|Get)/.test(operation)) continue;
      const input = inputs[service]?.[operation] ?? {};
      const { status, body } = await respond(services, request(service, operation, input));
      answers[`${service}.${operation}`] = `${status} ${Buffer.from(body).toString('utf8')}`;
    }
  return answers;
}
