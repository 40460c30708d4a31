/** The answers of a story beside what AWS's answers are made of, by recordings and by the SDK's own model. */
import type { DescribeTasksResponse } from '@aws-sdk/client-ecs';
import { recordedShapes } from './recorded-shapes';
import { schemaOf } from './sdk';
import { lacking, unmet, unmodelled } from './shape';
import { inJson, pass, withLab, type Told } from './telling';

/** What of an answer is as the recorded one: that of DescribeTasks is of a task on Fargate that has stopped. */
function alike(name: string, output: unknown): unknown {
  if (name !== 'ecs DescribeTasks') return output;
  const { tasks = [], failures } = output as DescribeTasksResponse;
  const stopped = tasks.filter(({ launchType, lastStatus }) => launchType === 'FARGATE' && lastStatus === 'STOPPED');
  return { tasks: stopped, failures };
}

/** By recorded operation: a sentence for each member that AWS sends and that an answer has not, and for each that none could show. */
export function missingMembers(told: readonly Told[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, shape] of Object.entries(recordedShapes)) {
    const answers = told
      .filter(({ part }) => 'operation' in part && `${part.service} ${part.operation}` === name)
      .map(({ output }) => alike(name, output));
    const empty = [...unmet(shape, answers)].map((path) => `${path}: expected an item, found an empty list`);
    found.set(name, [...new Set([...empty, ...answers.flatMap((answer) => [...lacking(shape, answer)])])]);
  }
  return found;
}

/** Asks everything again at a lab of its own: the members of its answers that AWS's model lacks, as `service Operation path`. */
export function strayMembers(told: readonly Told[]): Promise<string[]> {
  return withLab(async (endpoint) => {
    const found = new Set<string>();
    for (const { part } of told) {
      if ('pass' in part) {
        await pass(endpoint, part.pass);
        continue;
      }
      const { service, operation } = part;
      const answer = await inJson(endpoint, part);
      for (const path of unmodelled(schemaOf(service, operation)[5], answer))
        found.add(`${service} ${operation} ${path}`);
    }
    return [...found];
  });
}
