/** CloudWatch's operations on tags: those of alarms, as nothing else of the lab has an ARN in CloudWatch. */
import type * as sdk from '@aws-sdk/client-cloudwatch';
import { ResourceNotFoundException } from '@aws-sdk/client-cloudwatch';
import type { Operations } from '../wire/service';
import type { MetricAlarms } from './alarms';
import { checkAtMost, validationError } from './errors';

/** API reference, TagResource. */
const MOST_TAGS = 50;

export function tagOperations(alarms: MetricAlarms) {
  return {
    TagResource({ ResourceARN, Tags }) {
      const present = tagsAt(alarms, ResourceARN);
      const sent = tagsOf(Tags);
      const count = new Set([...present.keys(), ...sent.keys()]).size;
      if (count > MOST_TAGS)
        throw validationError(`A resource has at most ${MOST_TAGS} tags, found ${count}. Remove some.`);
      sent.forEach((value, key) => present.set(key, value));
      return {};
    },

    UntagResource({ ResourceARN, TagKeys }) {
      const present = tagsAt(alarms, ResourceARN);
      TagKeys.forEach((key) => present.delete(key));
      return {};
    },

    ListTagsForResource: ({ ResourceARN }) => ({
      Tags: [...tagsAt(alarms, ResourceARN)].map(([Key, Value]) => ({ Key, Value })),
    }),
  } satisfies Operations<typeof sdk>;
}

/** The tags that a request sends. @throws ValidationException for more than 50 */
export function tagsOf(sent: readonly { Key: string; Value: string }[] = []): Map<string, string> {
  checkAtMost('Tags', sent, MOST_TAGS);
  return new Map(sent.map(({ Key, Value }) => [Key, Value]));
}

function tagsAt(alarms: MetricAlarms, arn: string): Map<string, string> {
  const found = alarms.list().find((alarm) => alarm.arn === arn);
  if (!found)
    throw new ResourceNotFoundException({
      message: `Expected the ARN of an alarm of this lab, found ${arn}. Take it from DescribeAlarms.`,
      ResourceType: 'alarm',
      ResourceId: arn,
      $metadata: {},
    });
  return found.tags;
}
