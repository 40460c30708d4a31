/** Tests of a roster under way, with stand-ins for the suite: what becomes of one touches no other, and a later run knows what is left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { wallClock, type Alarms, type Seconds } from '../../helpers/time';
import type { Attendee } from './attendee';
import { appendLog, hasPassed, isOpen, loggedIn, logIn, readLog } from './roster-log';
import type { Command } from './run-one';
import { RosterRun, exitCodeOf, type Standing } from './run-roster';

jest.setTimeout(120_000);

let report: string;
beforeEach(() => (report = mkdtempSync(join(tmpdir(), 'roster-test-'))));
let cleanUp: (() => void) | undefined;
afterEach(() => cleanUp?.());
afterEach(() => rmSync(report, { recursive: true, force: true, maxRetries: 5 }));

const attendees = (...ids: string[]): Attendee[] =>
  ids.map((id, i) => ({ id, name: id, line: i + 1, lab: 'simulator', accounts: [], settings: {} }));

/** What stands in for the suite, in JavaScript. */
type StandIn = (id: string) => string;

function roster(ids: string[], standIn: StandIn, more: Partial<Command> = {}, concurrency = ids.length): RosterRun {
  return new RosterRun({
    attendees: attendees(...ids),
    depth: 'inspect',
    report,
    concurrency,
    // What a stand-in says is true; found.test.ts is about those that it is not true of.
    found: (_, exitCode) => ({ exitCode }),
    commandOf: ({ id }, own) => ({
      file: process.execPath,
      args: ['-e', standIn(id)],
      cwd: own,
      environment: { PATH: process.env.PATH ?? '' },
      limit: 60,
      grace: 60,
      ...more,
    }),
  });
}

/** Time that goes on when it is told to. */
class ByHand implements Alarms {
  #now = 0;
  #set: { moment: number; what: () => void }[] = [];

  now = (): number => this.#now;

  at(moment: number, what: () => void): () => void {
    const alarm = { moment, what };
    this.#set.push(alarm);
    return () => void (this.#set = this.#set.filter((each) => each !== alarm));
  }

  advance(by: Seconds): void {
    this.#now += by * 1000;
    for (const { moment, what } of this.#set.filter((each) => each.moment <= this.#now)) {
      this.#set = this.#set.filter((each) => each.moment !== moment);
      what();
    }
  }
}

const undoes = `process.on('SIGINT', () => { require('node:fs').writeFileSync('undone', ''); process.exit(130); });
  require('node:fs').writeFileSync('begun', ''); require('node:net').createServer().listen(0, '127.0.0.1')`;

const inBoth = (words: string) => ({ ko: words, en: words });
const endings = (standings: readonly Standing[]): object =>
  Object.fromEntries(standings.map(({ attendee, ended }) => [attendee.id, ended]));

async function until(what: string, is: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !is(); i++) await wallClock.sleep(0.02);
  if (!is()) throw new Error(`Expected ${what}, found that it did not come.`);
}

it('a crash, a kill and a failure of one touch no other', async () => {
  const standIns: Record<string, string> = {
    passes: 'console.log("fine")',
    fails: 'process.exit(1)',
    crashes: 'throw new Error("broken")',
    killed: 'process.kill(process.pid, "SIGKILL")',
    notReady: 'process.exit(3)',
  };
  const run = roster(Object.keys(standIns), (id) => standIns[id]!, {}, 2);
  const standings = await run.run();
  expect(endings(standings)).toEqual({
    passes: { exitCode: 0 },
    fails: { exitCode: 1 },
    crashes: { exitCode: 1 },
    killed: { cut: 'killed' },
    notReady: { exitCode: 3 },
  });
  expect(readFileSync(join(report, 'passes/run.log'), 'utf8')).toBe('fine\n');
  expect(readFileSync(join(report, 'crashes/run.log'), 'utf8')).toContain('broken');
  expect(
    loggedIn(readLog(report))
      .filter(hasPassed)
      .map(({ id }) => id),
  ).toEqual(['passes']);
  expect(isOpen(readLog(report))).toBe(false);
});

it('runs so many at a time, and all of them', async () => {
  let running = 0;
  let most = 0;
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const run = new RosterRun({
    ...roster(ids, () => '', {}, 2).options,
    changed: ({ state }) => {
      running += state === 'running' ? 1 : -1;
      most = Math.max(most, running);
    },
  });
  expect((await run.run()).every(({ ended }) => ended?.exitCode === 0)).toBe(true);
  expect(most).toBe(2);
});

it('what can not be prepared or begun says why', async () => {
  const run = new RosterRun({
    ...roster(['a', 'b'], () => '').options,
    commandOf: ({ id }, own) => {
      if (id === 'a') throw new Error('no such file');
      return { file: join(own, 'nothing'), args: [], cwd: own, environment: {}, limit: 60, grace: 60 };
    },
  });
  expect(endings(await run.run())).toEqual({
    a: { cut: 'not started', reason: inBoth('no such file') },
    b: { cut: 'not started', reason: inBoth(expect.stringContaining('ENOENT') as string) },
  });
});

it('what can not be told or noted leaves no run alone, and is said once', async () => {
  mkdirSync(logIn(report), { recursive: true });
  const said: string[] = [];
  const run = new RosterRun({
    ...roster(['a', 'b'], () => '').options,
    changed: () => {
      throw new Error('no terminal');
    },
    warn: (line) => void said.push(line),
  });
  expect(endings(await run.run())).toEqual({ a: { exitCode: 0 }, b: { exitCode: 0 } });
  expect(said.sort()).toEqual([expect.stringContaining('EISDIR'), 'no terminal']);
});

it('waits for what a roster before has left running, and touches nothing of it until then', async () => {
  const other = spawn(process.execPath, ['-e', 'require("node:net").createServer().listen(0, "127.0.0.1")']);
  cleanUp = () => void other.kill('SIGKILL');
  for (const id of ['a', 'b']) {
    mkdirSync(join(report, id));
    writeFileSync(join(report, id, 'run.json'), 'of the other');
    writeFileSync(join(report, id, 'run.lock'), JSON.stringify({ pid: other.pid, host: hostname() }));
  }
  const said: string[] = [];
  const options = { warn: (line: string) => void said.push(line) };
  const impatient = new RosterRun({ ...roster(['b'], () => '').options, ...options, patience: 0 });
  expect(endings(await impatient.run())).toEqual({
    b: {
      cut: 'not started',
      reason: inBoth(expect.stringMatching(/One run at a time.*process \d+.* in --report/) as string),
    },
  });
  expect(readFileSync(join(report, 'b/run.json'), 'utf8')).toBe('of the other');
  // Whose end is not seen from here is not waited for.
  writeFileSync(join(report, 'b/run.lock'), JSON.stringify({ pid: other.pid, host: 'elsewhere' }));
  expect(endings(await roster(['b'], () => '').run())).toMatchObject({ b: { cut: 'not started' } });
  const run = new RosterRun({ ...roster(['a'], () => '').options, ...options });
  const ended = run.run();
  await until('it to be told', () => said.length > 0);
  expect(said).toEqual([expect.stringContaining(`process ${other.pid}`)]);
  expect(readFileSync(join(report, 'a/run.json'), 'utf8')).toBe('of the other');
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(endings(await ended)).toEqual({ a: { exitCode: 0 } });
  expect(existsSync(join(report, 'a/run.json'))).toBe(false);
});

it('two that were found in one lab are neither of them believed', async () => {
  const run = new RosterRun({
    ...roster(['a', 'b', 'c'], () => '').options,
    concurrency: 1,
    found: (own, exitCode) => ({ exitCode, lab: own.endsWith('b') ? 'of b' : 'of a and c' }),
  });
  const standings = await run.run();
  expect(endings(standings)).toEqual({
    a: { exitCode: 0, cut: 'same lab', reason: inBoth('c') },
    b: { exitCode: 0 },
    c: { exitCode: 0, cut: 'same lab', reason: inBoth('a') },
  });
  expect(exitCodeOf(standings, false)).toBe(4);
  // Nor one who is run again by himself.
  const [a] = run.options.attendees;
  const again = new RosterRun({ ...run.options, attendees: [a!], all: run.options.attendees });
  expect(endings(await again.run())).toEqual({ a: { exitCode: 0, cut: 'same lab', reason: inBoth('c') } });
  expect(
    loggedIn(readLog(report))
      .filter(hasPassed)
      .map(({ id }) => id),
  ).toEqual(['b']);
});

it('one that is interrupted while it waits for its folder has found nothing', async () => {
  mkdirSync(join(report, 'a'));
  writeFileSync(join(report, 'a', 'run.lock'), JSON.stringify({ pid: 1, host: hostname() }));
  let asked = 0;
  const run = new RosterRun({
    ...roster(['a'], () => '').options,
    found: () => ({ exitCode: asked++ }),
    warn: () => run.interrupt('SIGINT'),
  });
  expect(endings(await run.run())).toEqual({ a: { cut: 'interrupted' } });
  expect(asked).toBe(0);
});

it('one that came to its own end while it was asked to end is not cut', async () => {
  const run = roster(['a'], () => `${undoes.replace('130', '0')}`);
  const ended = run.run();
  await until('it to have begun', () => existsSync(join(report, 'a/begun')));
  run.interrupt('SIGINT');
  expect(endings(await ended)).toEqual({ a: { exitCode: 0 } });
});

it('one that hangs is asked to end at its limit, and then killed with all that it has started', async () => {
  const hangs = `const { spawn } = require('node:child_process');
    process.on('SIGTERM', () => require('node:fs').writeFileSync('asked', ''));
    const other = spawn(process.execPath, ['-e', 'require("node:net").createServer().listen(0, "127.0.0.1")']);
    require('node:fs').writeFileSync('pid', String(other.pid)); require('node:net').createServer().listen(0, '127.0.0.1')`;
  const alarms = new ByHand();
  const run = roster(['hangs', 'passes'], (id) => (id === 'hangs' ? hangs : ''), { limit: 60, grace: 30, alarms });
  const ended = run.run();
  await until('it to hang', () => existsSync(join(report, 'hangs/pid')));
  await until('the other to have ended', () => run.standings[1]!.state === 'ended');
  alarms.advance(60);
  await until('it to be asked', () => existsSync(join(report, 'hangs/asked')));
  alarms.advance(30);
  expect(endings(await ended)).toEqual({ hangs: { cut: 'time limit' }, passes: { exitCode: 0 } });
  const other = Number(readFileSync(join(report, 'hangs/pid'), 'utf8'));
  await until('the other process to be gone', () => {
    try {
      process.kill(other, 0);
      // A zombie, which nobody here reaps, is gone too.
      return /^State:\s+Z/m.test(readFileSync(`/proc/${other}/status`, 'utf8'));
    } catch {
      return true;
    }
  });
});

it('an interruption is passed to those under way, waits for their undo, and begins no other', async () => {
  const run = roster(['a', 'b', 'c'], () => undoes, {}, 2);
  const ended = run.run();
  await until('two to have begun', () => ['a', 'b'].every((id) => existsSync(join(report, id, 'begun'))));
  run.interrupt('SIGINT');
  run.interrupt('SIGINT');
  const standings = await ended;
  const interrupted = { exitCode: 130, cut: 'interrupted' };
  expect(endings(standings)).toEqual({ a: interrupted, b: interrupted, c: undefined });
  expect(existsSync(join(report, 'a/undone'))).toBe(true);
  expect(exitCodeOf(standings, run.interrupted)).toBe(130);
  expect(loggedIn(readLog(report)).map(({ id, attempts }) => [id, attempts.length])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 0],
  ]);
});

it('a later run leaves out those that have passed, and has the files of none before', async () => {
  await roster(
    ['a', 'b'],
    (id) => `require('node:fs').writeFileSync('run.json', ''); process.exit(${id === 'a' ? 0 : 1})`,
  ).run();
  // As a roster that was killed while it ran one more leaves it.
  appendLog(report, { roster: [{ id: 'c', name: 'c' }], depth: 'inspect', at: '2026-11-26T05:00:00.000Z' });
  appendLog(report, { started: 'c', at: '2026-11-26T05:00:00.000Z' });
  writeFileSync(logIn(report), `${readFileSync(logIn(report), 'utf8')}{"ended":"c","at`);
  expect(isOpen(readLog(report))).toBe(true);
  const left = (): string[] =>
    loggedIn(readLog(report))
      .filter((one) => !hasPassed(one))
      .map(({ id }) => id);
  expect(left()).toEqual(['b', 'c']);
  await roster(left(), () => 'process.exit(require("node:fs").existsSync("run.json") ? 1 : 0)').run();
  expect(left()).toEqual([]);
});

it.each([
  [[0, 0], 0],
  [[0, 3, 4, 1], 1],
  [[0, 3, 4], 4],
  [[0, 3], 3],
  [[2, 0], 2],
  [[undefined, 0], 4],
  [[139], 4],
])('runs that ended with %p make the roster end with %p', (codes, code) => {
  const standings = codes.map((exitCode) => ({ ended: { exitCode } }) as Standing);
  expect(exitCodeOf(standings, false)).toBe(code);
});
