/**
 * `npm run bench:roster`: a class of thirty on the simulator, six of them with a mistake, by one command; and the class page of two hundred.
 *
 * `--size 6` runs a smaller class, `--concurrency` more or fewer of them at a time.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { stepsOf } from '../fixtures/matrix/fault';
import { faults } from '../fixtures/matrix/faults';
import { everyReal } from '../helpers/time';
import { CHROMIUM, hasChromium, openChromium } from '../setup/pages/chromium';
import { classExample } from '../setup/pages/class/example';
import { writeClass } from '../setup/pages/class/files';
import type { ClassTable } from '../setup/pages/class/row';
import { machine } from './machine';
import { report, skip } from './row';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Of both chapters, and of different links; every fifth attendee has one. */
const SEEDED = [
  'service-maximum-6',
  'service-tracks-cpu',
  'service-no-policy',
  'cluster-no-strategy',
  'cluster-target-capacity-90',
  'cluster-managed-scaling-on',
];

const seededAt = (place: number): string | undefined => (place % 5 === 2 ? SEEDED[Math.floor(place / 5)] : undefined);

async function main(): Promise<void> {
  const options = {
    size: { type: 'string', default: '30' },
    concurrency: { type: 'string', default: String(cpus().length) },
  } as const;
  const { values } = parseArgs({ options });
  console.log(`${machine()}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'bench-roster-'));
  try {
    await runClass(folder, Number(values.size), values.concurrency);
    await openPage(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runClass(folder: string, size: number, concurrency: string): Promise<void> {
  const attendees = Array.from({ length: size }, (_, place) => {
    const fault = seededAt(place);
    const scenario = fault ? `fixtures/class-labs.ts#${fault}` : 'fixtures/attendee-labs.ts#done';
    return { name: `실습자 ${place + 1}`, id: `a${place + 1}`, scenario, seed: place + 1 };
  });
  const roster = join(folder, 'attendees.yaml');
  const out = join(folder, 'class');
  writeFileSync(roster, stringify({ attendees }));
  const began = performance.now();
  const args = ['-r', 'esbuild-register', 'setup/roster.ts', roster, '--report', out, '--concurrency', concurrency];
  const child = spawn(process.execPath, args, {
    cwd: resolve(__dirname, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const stop = everyReal(0.25, () => (peak = Math.max(peak, residentOf(child.pid!))));
  await once(child, 'close');
  stop();
  const time = (performance.now() - began) / 1000;

  const { rows, mistakes } = JSON.parse(readFileSync(join(out, 'class.json'), 'utf8')) as ClassTable;
  const found = attendees.map(({ id }, place) => {
    const fault = faults.find((one) => one.id === seededAt(place));
    if (!fault) return { seeded: false, right: rows.find((row) => row.id === id)?.group === 'hold' };
    const told = mistakes.filter(({ people }) => people.some((person) => person.id === id));
    return { seeded: true, right: told.some(({ step }) => stepsOf(fault).some((expected) => expected === step)) };
  });
  for (const [place, { right: is }] of found.entries()) if (!is) tellWrong(out, rows[place]!);
  const right = (all: typeof found): number => all.filter(({ right: is }) => is).length;
  const seeded = found.filter(({ seeded: is }) => is);
  const of = `roster of ${size}, ${concurrency} at a time`;
  report({ what: `${of}: time`, unit: ' s', values: [time], limit: { atMost: 180 } });
  report({ what: `${of}: memory of all processes`, unit: ' MB', values: [peak], limit: { atMost: 4096 } });
  report({ what: `${of}: right verdicts`, values: [right(found)], limit: { atLeast: size } });
  report({
    what: `${of}: seeded mistakes found, with the step`,
    values: [right(seeded)],
    limit: { atLeast: seeded.length },
  });
}

function tellWrong(out: string, { id, result, stuckAt }: ClassTable['rows'][number]): void {
  const log = readFileSync(join(out, id, 'run.log'), 'utf8');
  console.log(`${id}: ${result.en} ${stuckAt?.en ?? ''}\n${log.slice(0, 3000)}`);
}

/** Resident memory in MB of a process and of all that it has started (Linux, /proc). What is shared counts for each of them. */
function residentOf(pid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statusOf);
  const family = new Set([pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const each of processes) if (family.has(each.parent)) family.add(each.pid);
  }
  return processes.filter((each) => family.has(each.pid)).reduce((sum, { megabytes }) => sum + megabytes, 0);
}

function statusOf(name: string): { pid: number; parent: number; megabytes: number }[] {
  try {
    const status = readFileSync(`/proc/${name}/status`, 'utf8');
    const number = (of: string): number => Number(new RegExp(`^${of}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return [{ pid: Number(name), parent: number('PPid'), megabytes: number('VmRSS') / 1024 }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

async function openPage(folder: string): Promise<void> {
  const drawn = performance.now();
  const [page] = writeClass(classExample(200), join(folder, 'example'), { mask: true });
  report({
    what: 'class page of 200: both drawn, with CSV and JSON',
    unit: ' ms',
    values: [performance.now() - drawn],
  });
  report({
    what: 'class page of 200: size',
    unit: ' MB',
    values: [statSync(page!).size / 2 ** 20],
    limit: { atMost: 3 },
  });
  if (!hasChromium) return skip('class page of 200: until it answers', `there is no ${CHROMIUM}`);
  const browser = await openChromium();
  const times: { opened: number; sorted: number }[] = [];
  try {
    for (let i = 0; i < 5; i++) {
      const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await tab.goto(`file://${page}`);
      times.push(await tab.evaluate<{ opened: number; sorted: number }>(MEASURED));
      await tab.close();
    }
  } finally {
    await browser.close();
  }
  const limit = { atMost: 1000 };
  report({
    what: 'class page of 200: until it answers',
    unit: ' ms',
    values: times.map(({ opened }) => opened),
    limit,
  });
  report({
    what: 'class page of 200: sorted and drawn',
    unit: ' ms',
    values: times.map(({ sorted }) => sorted),
    limit,
  });
}

/** From the beginning of the navigation until the script has run; and from a click until the next picture but one. */
const MEASURED = `new Promise((done) => {
  const opened = performance.getEntriesByType('navigation')[0].loadEventEnd;
  const before = performance.now();
  document.querySelector('thead th.num button').click();
  requestAnimationFrame(() => requestAnimationFrame(() => done({ opened, sorted: performance.now() - before })));
})`;

void main();
