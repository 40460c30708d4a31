/** `npm run bench:pages`: how large the attendee's page of a 60-minute run is, and how long it takes to draw. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attendeePage } from '../setup/pages/attendee-page';
import { exampleRun } from '../setup/pages/example-run';
import { readRun } from '../setup/pages/read-run';
import { machine } from './machine';
import { report } from './row';

const RUNS = 5;
const MINUTES = 60;

function main(): void {
  console.log(`${machine()}; medians of ${RUNS} (least–most)\n`);
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  try {
    exampleRun(folder, {
      minutes: MINUTES,
      fails: { message: 'Expected AlarmHigh to reach ALARM\nFound    not reached' },
    });
    const [seconds, megabytes]: [number[], number[]] = [[], []];
    for (let i = 0; i < RUNS; i++) {
      const began = performance.now();
      const page = attendeePage(readRun(folder), i % 2 === 0 ? 'ko' : 'en');
      seconds.push((performance.now() - began) / 1000);
      megabytes.push(Buffer.byteLength(page) / 1e6);
    }
    const what = `the attendee's page of a ${MINUTES}-minute timeline`;
    // The first one makes the script of the pages too.
    report({ what: `${what}, drawn the first time`, unit: ' s', values: seconds.slice(0, 1), limit: { atMost: 1 } });
    report({ what: `${what}, drawn`, unit: ' s', values: seconds, limit: { atMost: 1 } });
    report({ what: `${what}, size`, unit: ' MB', values: megabytes, limit: { atMost: 1.5 } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
