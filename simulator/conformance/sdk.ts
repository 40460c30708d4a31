/** The SDK for JavaScript as one of the clients: its five services, each in a protocol that it has. */
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import type { StaticOperationSchema } from '@smithy/types';
import type { ServiceName } from './story';

export const REGION = 'ap-northeast-2';
/** CloudWatch speaks three protocols; every other service has the one that it always had. */
export type Protocol = 'json' | 'smithy-rpc-v2-cbor' | 'query';

export interface SdkClient {
  send(command: object): Promise<object>;
  destroy(): void;
}
type Functions = Record<string, (...given: unknown[]) => unknown>;
type Classes<T> = Record<string, new (given: object) => T>;

const modules: Record<ServiceName, { sdk: object; client: string }> = {
  ecs: { sdk: ecs, client: 'ECSClient' },
  elbv2: { sdk: elb, client: 'ElasticLoadBalancingV2Client' },
  cloudwatch: { sdk: cloudwatch, client: 'CloudWatchClient' },
  autoscaling: { sdk: autoscaling, client: 'AutoScalingClient' },
  'application-autoscaling': { sdk: scaling, client: 'ApplicationAutoScalingClient' },
};

/** What the service's module exports by that name: a waiter or a paginator. */
export const exported = (service: ServiceName, name: string): Functions[string] =>
  (modules[service].sdk as Functions)[name]!;

/** The SDK's own schema of an operation: `[9, namespace, name, traits, input, output]`. */
export const schemaOf = (service: ServiceName, operation: string): StaticOperationSchema =>
  (modules[service].sdk as Record<string, unknown>)[`${operation}$`] as StaticOperationSchema;

export function clientOf(service: ServiceName, protocol: Protocol, endpoint: string): SdkClient {
  const own = { json: AwsJson1_0Protocol, 'smithy-rpc-v2-cbor': AwsSmithyRpcV2CborProtocol, query: AwsQueryProtocol };
  const { sdk, client } = modules[service];
  return new (sdk as Classes<SdkClient>)[client]!({
    region: REGION,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    endpoint,
    maxAttempts: 1,
    ...(service === 'cloudwatch' && { protocol: own[protocol] }),
  });
}

/** @throws the exceptions of the SDK */
export function send(client: SdkClient, service: ServiceName, operation: string, input: object): Promise<object> {
  return client.send(new (modules[service].sdk as Classes<object>)[`${operation}Command`]!(input));
}
