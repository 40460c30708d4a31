/** `npm run bench`: the figures that the docs quote, measured here and now. */
import { cpus, release, totalmem } from 'node:os';
import { coldRun, took, type Run } from './chapter';
import { labDay } from './lab-day';
import { compareWithRecording } from './recorded-run';

const RUNS = 5;

async function main(): Promise<void> {
  const [cpu] = cpus();
  console.log(
    `${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}; medians of ${RUNS} (least–most)\n`,
  );

  await wholeRuns('the service chapter', ['specs/service-autoscaling'], { seconds: 12, megabytes: 700 });
  await wholeRuns('both chapters', [], { seconds: 15, megabytes: 1000 });
  for (const { chapter, labMinutes, calls } of took()) {
    console.log(`  ${chapter}: ${labMinutes.toFixed(1)} lab minutes covered`);
    report(`  ${chapter}: SDK calls per lab minute`, '', [calls / labMinutes], 20);
  }
  for (const row of await compareWithRecording(20)) console.log(`  ${row}`);
  report('a lab day, no HTTP', 's', Array.from({ length: RUNS }, labDay), 10);
}

/** Cold runs of `npx jest` over some specs. */
async function wholeRuns(what: string, specs: string[], limit: { seconds: number; megabytes: number }): Promise<void> {
  const runs: Run[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await coldRun(specs));
  report(
    `npx jest, ${what}, cold, wall`,
    's',
    runs.map(({ seconds }) => seconds),
    limit.seconds,
  );
  report(
    `npx jest, ${what}, peak memory of all its processes`,
    'MB',
    runs.map(({ peakMegabytes }) => peakMegabytes),
    limit.megabytes,
  );
}

/** @param limit what it must stay under */
function report(what: string, unit: string, values: number[], limit: number): void {
  const sorted = [...values].sort((a, b) => a - b);
  const shown = (value: number): string => value.toFixed(value < 100 ? 2 : 0);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const range = sorted.length > 1 ? ` (${shown(sorted[0]!)}–${shown(sorted.at(-1)!)})` : '';
  console.log(`${what}: ${shown(median)} ${unit}${range}; limit ${limit}${median <= limit ? '' : '  MISSED'}`);
  if (median > limit) process.exitCode = 1;
}

void main();
