/** AWS's services as a lab offers them: the parts of the lab behind the SDK's own wire formats. */
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import * as applicationAutoScalingSdk from '@aws-sdk/client-application-auto-scaling';
import * as autoScalingSdk from '@aws-sdk/client-auto-scaling';
import * as cloudwatchSdk from '@aws-sdk/client-cloudwatch';
import * as ecsSdk from '@aws-sdk/client-ecs';
import * as elbSdk from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Parts } from './index';
import { service, type Service } from './wire/service';
import type { Weather } from './wire/weather';

/**
 * @param requestId gives each answer its id
 * @param weather what goes wrong between a client and the services; nothing does, if not told
 */
export function servicesOf(parts: Parts, region: string, requestId: () => string, weather?: Weather): Service[] {
  const anyone = { region, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } };
  const { ecs, elb, cloudwatch, autoScaling, applicationAutoScaling } = parts;
  const options = { requestId, weather };
  return [
    service(ecsSdk, new ecsSdk.ECSClient(anyone), ecs.operations, options),
    service(elbSdk, new elbSdk.ElasticLoadBalancingV2Client(anyone), elb.operations, options),
    service(cloudwatchSdk, new cloudwatchSdk.CloudWatchClient(anyone), cloudwatch.operations, options),
    service(autoScalingSdk, new autoScalingSdk.AutoScalingClient(anyone), autoScaling.operations, options),
    service(
      applicationAutoScalingSdk,
      new ApplicationAutoScalingClient(anyone),
      applicationAutoScaling.operations,
      options,
    ),
  ];
}
