/** ECS's operations on task definitions. */
import * as sdk from '@aws-sdk/client-ecs';
import type { Operations } from '../wire/service';
import { invalid, listed } from './api';
import { tagsOf } from './api-tags';
import { describeTaskDefinition } from './describe';
import type { Ecs } from './index';
import type { TaskDefinition } from './model';
import { shapeOf } from './task-definition-input';

/** ECS API reference, DeleteTaskDefinitions. */
const DELETIONS_PER_CALL = 10;

export function taskDefinitionOperations(ecs: Ecs): Operations<typeof sdk> {
  const { definitions } = ecs;

  return {
    RegisterTaskDefinition: ({ tags: sent, ...input }) => {
      const { shape, details } = shapeOf(input);
      const tags = tagsOf(sent);
      const definition = definitions.add(shape, details, tags);
      return { taskDefinition: describeTaskDefinition(definition), tags };
    },

    DescribeTaskDefinition: ({ taskDefinition: name, include = [] }) => {
      const found = definitions.find(name);
      // Observed.
      if (!found) throw new sdk.ClientException({ message: 'Unable to describe task definition.', $metadata: {} });
      return {
        taskDefinition: describeTaskDefinition(found),
        ...(include.includes('TAGS') && { tags: found.tags }),
      };
    },

    DeregisterTaskDefinition: ({ taskDefinition: name }) => {
      const found = name.includes(':') ? definitions.find(name) : undefined;
      if (!found) throw notThere(name);
      definitions.deregister(found);
      return { taskDefinition: describeTaskDefinition(found) };
    },

    DeleteTaskDefinitions: ({ taskDefinitions: names }) => {
      if (names.length > DELETIONS_PER_CALL)
        throw invalid(`taskDefinitions cannot have more than ${DELETIONS_PER_CALL} elements.`);
      const deleted: TaskDefinition[] = [];
      const failures: sdk.Failure[] = [];
      for (const name of names) {
        const found = name.includes(':') ? definitions.find(name) : undefined;
        if (!found) throw notThere(name);
        if (found.status === 'ACTIVE')
          failures.push({
            arn: found.arn,
            reason:
              'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
          });
        else deleted.push(found);
      }
      for (const each of deleted) definitions.delete(each);
      return { taskDefinitions: deleted.map(describeTaskDefinition), failures };
    },

    /** By family, and then by revision, the newest last unless told (ECS API reference, ListTaskDefinitions). */
    ListTaskDefinitions: ({ familyPrefix, status = 'ACTIVE', sort = 'ASC', maxResults, nextToken }) => {
      const found = definitions
        .list()
        .filter((each) => each.status === status && (familyPrefix === undefined || each.family === familyPrefix));
      const key = ({ family, revision }: TaskDefinition): string => `${family} ${String(revision).padStart(9, '0')}`;
      const request = ['task definitions', familyPrefix, status, sort];
      const falling = sort === 'DESC';
      const { items, nextToken: next } = listed(request, found, key, maxResults, nextToken, 100, 100, falling);
      return { taskDefinitionArns: items.map(({ arn }) => arn), nextToken: next };
    },

    /** A family is ACTIVE while a revision of it is (ECS API reference, ListTaskDefinitionFamilies). */
    ListTaskDefinitionFamilies: ({ familyPrefix = '', status = 'ALL', maxResults, nextToken }) => {
      const all = definitions.list().filter(({ family }) => family.startsWith(familyPrefix));
      const active = new Set(all.filter((each) => each.status === 'ACTIVE').map(({ family }) => family));
      const families = [...new Set(all.map(({ family }) => family))].filter(
        (family) => status === 'ALL' || active.has(family) === (status === 'ACTIVE'),
      );
      const request = ['families', familyPrefix, status];
      const { items, nextToken: next } = listed(request, families, (family) => family, maxResults, nextToken);
      return { families: items, nextToken: next };
    },
  };
}

/** AWS's own words are not known. */
const notThere = (name: string): Error =>
  new sdk.ClientException({
    message: `Expected a task definition as family:revision or by its ARN, found ${name}. See ListTaskDefinitions.`,
    $metadata: {},
  });
