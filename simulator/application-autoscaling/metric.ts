/** The CloudWatch metric that a target tracking policy follows. */
import type { MetricIdentity, Statistic } from '../cloudwatch/model';
import type { TargetTracking } from './model';

/** The CloudWatch metric that a policy follows; ELB user guide, load-balancer-cloudwatch-metrics, and ECS developer guide, cloudwatch-metrics. */
export function metricOf(
  resourceId: string,
  configuration: TargetTracking,
): { metric: MetricIdentity; statistic: Statistic; unit?: string } {
  const custom = configuration.CustomizedMetricSpecification;
  if (custom) {
    const metric = { namespace: custom.Namespace, name: custom.MetricName, dimensions: custom.Dimensions ?? [] };
    return { metric, statistic: custom.Statistic, ...(custom.Unit && { unit: custom.Unit }) };
  }
  const { PredefinedMetricType: type, ResourceLabel: label = '' } = configuration.PredefinedMetricSpecification!;
  if (type === 'ALBRequestCountPerTarget') {
    const { loadBalancer, targetGroup } = labelParts(label)!;
    const dimensions = [
      { Name: 'LoadBalancer', Value: loadBalancer },
      { Name: 'TargetGroup', Value: targetGroup },
    ];
    return { metric: { namespace: 'AWS/ApplicationELB', name: 'RequestCountPerTarget', dimensions }, statistic: 'Sum' };
  }
  const [, cluster = '', service = ''] = resourceId.split('/');
  const name = type === 'ECSServiceAverageCPUUtilization' ? 'CPUUtilization' : 'MemoryUtilization';
  const dimensions = [
    { Name: 'ClusterName', Value: cluster },
    { Name: 'ServiceName', Value: service },
  ];
  return { metric: { namespace: 'AWS/ECS', name, dimensions }, statistic: 'Average', unit: 'Percent' };
}

/** The two ARN endings that a resource label joins; undefined for any other text. API reference, PredefinedMetricSpecification. */
export function labelParts(label: string): { loadBalancer: string; targetGroup: string } | undefined {
  const [, loadBalancer, targetGroup] = /^(app\/[^/]+\/[^/]+)\/(targetgroup\/[^/]+\/[^/]+)$/.exec(label) ?? [];
  return loadBalancer && targetGroup ? { loadBalancer, targetGroup } : undefined;
}

/** Equal for two configurations that follow the same metric. */
export function metricKey(resourceId: string, configuration: TargetTracking): string {
  const { metric, statistic, unit } = metricOf(resourceId, configuration);
  const dimensions = metric.dimensions.map(({ Name, Value }) => [Name, Value].join('=')).sort();
  return JSON.stringify([metric.namespace, metric.name, dimensions, statistic, unit]);
}
