/** The tags of groups: the operations on them, and the filters by them. */
import type { Filter } from '@aws-sdk/client-auto-scaling';
import type * as Sdk from '@aws-sdk/client-auto-scaling';
import type { Operations } from '../wire/service';
import { changeableGroup, invalid } from './checks';
import { shownTags } from './describe';
import type { AutoScalingGroup, Registry } from './model';
import { pageOf } from './paging';
import { inOurWords } from './texts';

export type SentTag = {
  ResourceId?: string;
  ResourceType?: string;
  Key: string;
  Value?: string;
  PropagateAtLaunch?: boolean;
};

export function setTags(group: AutoScalingGroup, tags: readonly SentTag[]): void {
  for (const { Key, Value = '', PropagateAtLaunch = false } of tags)
    group.tags.set(Key, { value: Value, propagateAtLaunch: PropagateAtLaunch });
}

/** Whether a group passes all filters of DescribeAutoScalingGroups; API reference, Filter. */
export function passesTagFilters(group: AutoScalingGroup, filters: readonly Filter[] = []): boolean {
  const tags = [...group.tags];
  return filters.every(({ Name: name = '', Values: values = [] }) => {
    if (name === 'tag-key') return tags.some(([key]) => values.includes(key));
    if (name === 'tag-value') return tags.some(([, { value }]) => values.includes(value));
    if (name.startsWith('tag:'))
      return tags.some(([key, { value }]) => key === name.slice('tag:'.length) && values.includes(value));
    throw invalid(inOurWords.filter(name));
  });
}

export function tagOperations(
  registry: Registry,
): Pick<Operations<typeof Sdk>, 'CreateOrUpdateTags' | 'DeleteTags' | 'DescribeTags'> {
  const groupOf = ({ ResourceId, ResourceType }: SentTag): AutoScalingGroup => {
    if (!ResourceId || (ResourceType ?? 'auto-scaling-group') !== 'auto-scaling-group')
      throw invalid(inOurWords.tagResource(ResourceType));
    return changeableGroup(registry, ResourceId);
  };

  return {
    CreateOrUpdateTags({ Tags }) {
      const groups = Tags.map(groupOf);
      groups.forEach((group, i) => setTags(group, [Tags[i]!]));
      return {};
    },

    DeleteTags({ Tags }) {
      const groups = Tags.map(groupOf);
      groups.forEach((group, i) => group.tags.delete(Tags[i]!.Key));
      return {};
    },

    DescribeTags(input) {
      const shown = [...registry.groups.values()].flatMap(shownTags);
      const found = shown.filter((tag) =>
        (input.Filters ?? []).every(({ Name, Values = [] }) => {
          if (Name === 'auto-scaling-group') return Values.includes(tag.ResourceId!);
          if (Name === 'key') return Values.includes(tag.Key!);
          if (Name === 'value') return Values.includes(tag.Value!);
          if (Name === 'propagate-at-launch') return Values.includes(String(tag.PropagateAtLaunch));
          throw invalid(inOurWords.filter(Name));
        }),
      );
      const { page, NextToken } = pageOf(found, ({ ResourceId, Key }) => `${ResourceId} ${Key}`, input);
      return { Tags: page, NextToken };
    },
  };
}
