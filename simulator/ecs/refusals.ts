/** How ECS refuses what concerns capacity providers: exceptions, in AWS's words where those are known. */
import * as sdk from '@aws-sdk/client-ecs';

const client = (message: string): Error => new sdk.ClientException({ message, $metadata: {} });
const parameter = (message: string): Error => new sdk.InvalidParameterException({ message, $metadata: {} });

/** Seen in reports of these errors: containers-roadmap 631 and 632, and issues and sources of the Terraform AWS provider. */
export const refused = {
  groupTaken: () =>
    client(
      'The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.',
    ),
  protectionWithoutGroup: () =>
    client(
      'The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.',
    ),
  inUse: () =>
    new sdk.ResourceInUseException({
      message: 'The specified capacity provider is in use and cannot be removed.',
      $metadata: {},
    }),
  unknown: () => client('The specified capacity provider does not exist. Specify a valid name or ARN and try again.'),
  both: () =>
    parameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    ),
  mixed: () =>
    parameter(
      'A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers. Specify one or the other and try again.',
    ),
};

/** AWS checks these as well (ECS API reference); its words are not known, so these are the simulator's own. */
export const refusedInOurWords = {
  name: (name: string) =>
    parameter(
      `Expected a capacity provider name of up to 255 letters, digits, underscores and hyphens that does not begin with aws, ecs or fargate; found "${name}".`,
    ),
  taken: (name: string) =>
    client(`There is a capacity provider ${name} already. Choose another name, or use UpdateCapacityProvider.`),
  noGroup: () => client('Expected an autoScalingGroupProvider: no other kind of capacity provider is simulated.'),
  unknownGroup: (arn: string) =>
    client(`Expected the name or ARN of an Auto Scaling group, found ${arn}. Create the group first.`),
  protectionWithoutScaling: () =>
    client(
      'The managed termination protection setting for the capacity provider is invalid. To enable it, enable managed scaling too.',
    ),
  range: (what: string, min: number, max: number, found: number) =>
    parameter(`Expected ${what} from ${min} to ${max}, found ${found}.`),
  steps: (min: number, max: number) =>
    parameter(`Expected a minimumScalingStepSize of at most the maximumScalingStepSize ${max}, found ${min}.`),
  builtIn: (name: string) => client(`${name} is AWS's own capacity provider: it can be neither changed nor deleted.`),
  notInCluster: (name: string, cluster: string) =>
    parameter(
      `The capacity provider ${name} of the strategy is not associated with the cluster ${cluster}. Add it with PutClusterCapacityProviders first.`,
    ),
  twice: (name: string) => parameter(`Expected each capacity provider once in a strategy, found ${name} twice.`),
  bases: () => parameter('Expected one capacity provider with a base at most, found more in the strategy.'),
  noWeight: () => parameter('Expected a capacity provider with a weight above 0 in the strategy, found none.'),
};
