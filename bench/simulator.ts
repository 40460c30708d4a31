/** What the simulator takes: many labs in one process, calls and requests a second, and whether a seed gives one lab. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { demogo } from '../fixtures/demogo';
import { inspectable } from '../fixtures/in-memory';
import { inspectCluster, inspectService } from '../fixtures/inspection/inspect';
import { rerun } from '../fixtures/recorded-run';
import { labDay } from './lab-day';
import { ab, autocannon, isMissing } from './other-tools';
import { report, skip } from './row';
import { startSimulator } from './stand-alone';

const root = join(__dirname, '..');
const ROUNDS = 5;
const LABS = 200;
const REPEATS = 20;
/** Of one measurement of a rate. */
const SECONDS = 5;

/** Rows: a lab day, many labs, one seed many times, and the two doors. */
export async function simulatorRows(): Promise<void> {
  const days: number[] = [];
  for (let i = 0; i < ROUNDS; i++) days.push(await labDay());
  report({ what: 'a lab day, no HTTP', unit: ' s', values: days, limit: { atMost: 5 } });

  // In a process of its own, whose memory is that of nothing else.
  const { stdout } = await promisify(execFile)(process.execPath, ['-r', 'esbuild-register', __filename], { cwd: root });
  const { seconds, megabytes } = JSON.parse(stdout) as { seconds: number; megabytes: number };
  const what = `${LABS} labs through the service chapter in one process, no HTTP`;
  report({ what, unit: ' s', values: [seconds], limit: { atMost: 60 } });
  report({ what: `${what}, memory at most`, unit: ' MB', values: [megabytes], limit: { atMost: 1000 } });

  const digests = new Set<string>();
  for (let i = 0; i < REPEATS; i++) digests.add(await digestOf((await rerun(7)).lab));
  report({ what: `different states after ${REPEATS} runs of one seed`, values: [digests.size], limit: { atMost: 1 } });

  await doors();
}

/** The stand-alone simulator, a process of one thread, and clients in other processes. */
async function doors(): Promise<void> {
  // Its time stands still: the lab answers at once, and its own limit of requests a second, a rate of lab time, does not count.
  const simulator = await startSimulator(0);
  try {
    const calls: number[] = [];
    const requests: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      calls.push(await callsPerSecond(simulator.endpoint));
      const found = await requestsPerSecond(simulator.url);
      if (found !== undefined) requests.push(found);
    }
    report({
      what: 'API calls (DescribeServices) over HTTP, one thread',
      unit: '/s',
      values: calls,
      limit: { atLeast: 2000 },
    });
    const what = 'requests to the load balancer, answered at once, a connection for each, one thread';
    if (requests.length === 0) skip(what, 'there is no ab here (Debian: apache2-utils)');
    else report({ what, unit: '/s', values: requests, limit: { atLeast: 10_000 } });
  } finally {
    await simulator.end();
  }
}

const callsPerSecond = (endpoint: string): Promise<number> =>
  autocannon(endpoint, 10, SECONDS, [
    ...['-m', 'POST', '-b', JSON.stringify({ cluster: demogo.cluster, services: ['web'] })],
    ...['-H', 'content-type=application/x-amz-json-1.1'],
    ...['-H', 'x-amz-target=AmazonEC2ContainerServiceV20141113.DescribeServices'],
  ]);

/** Undefined where there is no ab. */
const requestsPerSecond = (url: string): Promise<number | undefined> =>
  ab(`${url}/`, 100, SECONDS).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });

/** Of all that the lab shows of itself, and of all that an inspection of both chapters reads: histories, datapoints, targets, tasks. */
async function digestOf(lab: Awaited<ReturnType<typeof rerun>>['lab']): Promise<string> {
  const seen = inspectable(lab);
  const all = [lab, (await inspectService(seen)).facts, (await inspectCluster(seen)).facts];
  const text = inspect(all, { depth: Infinity, maxArrayLength: null, maxStringLength: null });
  return createHash('sha256').update(text).digest('hex');
}

/** All are kept, as by someone who looks at all of them afterwards. */
async function manyLabs(): Promise<{ seconds: number; megabytes: number }> {
  const start = performance.now();
  const labs: unknown[] = [];
  for (let seed = 1; seed <= LABS; seed++) labs.push(await rerun(seed));
  const seconds = (performance.now() - start) / 1000;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1024 };
}

if (require.main === module) void manyLabs().then((found) => process.stdout.write(JSON.stringify(found)));
