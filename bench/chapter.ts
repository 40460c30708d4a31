/** How long `npx jest` takes for whole chapters, cold, and how much memory all of its processes take at most. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

export interface Run {
  seconds: number;
  peakMegabytes: number;
}

/** One run from an empty cache, as after an install. */
export async function coldRun(specs: string[]): Promise<Run> {
  const cache = mkdtempSync(join(tmpdir(), 'bench-cache-'));
  const start = performance.now();
  const child = spawn('npx', ['jest', `--cacheDirectory=${cache}`, ...specs], { cwd: root, stdio: 'ignore' });
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, residentBytes(child.pid!))), 50);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearInterval(sampling);
  const seconds = (performance.now() - start) / 1000;
  rmSync(cache, { recursive: true, force: true });
  if (code !== 0)
    throw new Error(`npx jest ended with ${code}; its figures would say nothing. Run it alone to see why.`);
  return { seconds, peakMegabytes: peak / 2 ** 20 };
}

/** What the last run's chapters took: lab time covered, and SDK calls. */
export function took(): { chapter: string; labMinutes: number; calls: number }[] {
  const folder = join(root, 'report/timeline');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.took.json'))
    .map((file) => ({
      chapter: file.replace('.took.json', ''),
      ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as { labMinutes: number; calls: number }),
    }));
}

/** Of the process and all below it. Linux's /proc; pages that processes share count for each of them. */
function residentBytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const threads = readdirSync(`/proc/${pid}/task`);
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return children.reduce((sum, child) => sum + residentBytes(Number(child)), pages * 4096);
  } catch {
    // Gone between two reads.
    return 0;
  }
}
