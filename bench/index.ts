/** `npm run bench`: the figures that the docs quote, measured here and now. */
import { coldRun, took, type Run } from './chapter';
import { compareWithRecording } from './recorded-run';
import { machine } from './machine';
import { report } from './row';
import { simulatorRows } from './simulator';

const RUNS = 5;

async function main(): Promise<void> {
  console.log(`${machine()}; medians of ${RUNS} (least–most)\n`);

  await wholeRuns('the service chapter', ['specs/service-autoscaling'], { seconds: 12, megabytes: 700 });
  await wholeRuns('both chapters', [], { seconds: 15, megabytes: 1000 });
  for (const { chapter, labMinutes, calls } of took()) {
    console.log(`  ${chapter}: ${labMinutes.toFixed(1)} lab minutes covered`);
    report({ what: `  ${chapter}: SDK calls per lab minute`, values: [calls / labMinutes], limit: { atMost: 20 } });
  }
  for (const row of await compareWithRecording(20)) console.log(`  ${row}`);
  await simulatorRows();
}

/** Cold runs of `npx jest` over some specs. */
async function wholeRuns(what: string, specs: string[], limit: { seconds: number; megabytes: number }): Promise<void> {
  const runs: Run[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await coldRun(specs));
  report({
    what: `npx jest, ${what}, cold, wall`,
    unit: ' s',
    values: runs.map(({ seconds }) => seconds),
    limit: { atMost: limit.seconds },
  });
  report({
    what: `npx jest, ${what}, peak memory of all its processes`,
    unit: ' MB',
    values: runs.map(({ peakMegabytes }) => peakMegabytes),
    limit: { atMost: limit.megabytes },
  });
}

void main();
