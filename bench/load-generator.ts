/** A load in a process of its own, so that its CPU time and memory are the generator's: takes a LoadOrder, prints a LoadOutcome. */
import { CEILINGS } from '../helpers/load/safety';
import { startLoad } from '../helpers/load/start';
import { everyReal } from '../helpers/time';
import type { LoadOrder, LoadOutcome } from './load-order';

async function main({ plan, threads }: LoadOrder): Promise<void> {
  const hosts = plan.passes.map(({ url }) => new URL(url).host);
  const load = await startLoad(plan, { clock: { kind: 'wall' }, safety: { ...CEILINGS, hosts }, threads });
  const megabytes: number[] = [];
  const stopLooking = everyReal(1, () => megabytes.push(process.memoryUsage.rss() / 2 ** 20));
  const startedAt = performance.now();
  const before = process.cpuUsage();
  load.begin();
  const result = await load.done.finally(stopLooking);
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000 / (performance.now() - startedAt);
  process.stdout.write(JSON.stringify({ result, cpu, megabytes } satisfies LoadOutcome));
}

void main(JSON.parse(process.argv[2]!) as LoadOrder);
