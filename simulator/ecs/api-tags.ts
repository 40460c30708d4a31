/** ECS's operations on tags: those of clusters, services, tasks, task definitions, container instances and capacity providers. */
import * as sdk from '@aws-sdk/client-ecs';
import type { Operations } from '../wire/service';
import { invalid } from './api';
import type { Ecs } from './index';
import type { Tag } from './model';

/** ECS API reference, TagResource. */
const MOST_TAGS = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

export function tagOperations(ecs: Ecs): Operations<typeof sdk> {
  return {
    TagResource: ({ resourceArn, tags }) => {
      const present = tagsAt(ecs, resourceArn);
      const keyed = new Map([...present, ...tagsOf(tags)].map((tag) => [tag.key, tag]));
      if (keyed.size > MOST_TAGS) throw tooMany(keyed.size);
      present.splice(0, present.length, ...keyed.values());
      return {};
    },

    UntagResource: ({ resourceArn, tagKeys }) => {
      const present = tagsAt(ecs, resourceArn);
      present.splice(0, present.length, ...present.filter(({ key }) => !tagKeys.includes(key)));
      return {};
    },

    ListTagsForResource: ({ resourceArn }) => ({ tags: [...tagsAt(ecs, resourceArn)] }),
  };
}

/** The tags that a request sends, checked; ECS API reference, Tag. @throws InvalidParameterException */
export function tagsOf(sent: readonly sdk.Tag[] = []): Tag[] {
  if (sent.length > MOST_TAGS) throw tooMany(sent.length);
  const tags = sent.map(({ key = '', value = '' }) => ({ key, value }));
  for (const { key, value } of tags) {
    if (key.length < 1 || key.length > LONGEST_KEY || value.length > LONGEST_VALUE)
      throw invalid(
        `Expected a tag's key of 1 to ${LONGEST_KEY} characters and a value of up to ${LONGEST_VALUE}, found "${key}". Shorten it.`,
      );
    if (/^aws:/i.test(key))
      throw invalid(`Expected a tag's key that does not begin with aws:, found ${key}. Rename it.`);
  }
  return tags;
}

/** The tags of a resource, to read and to change. @throws ResourceNotFoundException */
function tagsAt(ecs: Ecs, arn: string): Tag[] {
  const clusters = [...ecs.clusters.values()];
  const all = [
    ...clusters,
    ...clusters.flatMap(({ services, tasks, instances }) => [
      ...services.values(),
      ...tasks.values(),
      ...instances.values(),
    ]),
    ...ecs.definitions.list(),
    ...ecs.providers.all.values(),
  ];
  const found = all.find((resource) => resource.arn === arn);
  if (!found)
    throw new sdk.ResourceNotFoundException({
      message: `Expected the ARN of a resource of this lab, found ${arn}. Take it from a Describe operation.`,
      $metadata: {},
    });
  return found.tags;
}

const tooMany = (found: number): Error =>
  invalid(`A resource has at most ${MOST_TAGS} tags, found ${found}. Remove some.`);
