/** Runs one attendee's chapters in a process group of their own, with a time limit, and says how it ended. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../pages/outcome';
import { asIs, type Text } from '../../helpers/language';
import { lockReport } from '../report-lock';
import { wallAlarms, type Alarms, type Seconds } from '../../helpers/time';
import type { Cut } from './roster-log';

export interface Command {
  file: string;
  args: readonly string[];
  cwd: string;
  environment: Record<string, string>;
  /** The attendee's own report; what it prints goes to `run.log` there. */
  report: string;
  limit: Seconds;
  /** How long it has, once it is asked to end, to put back what it changed. */
  grace: Seconds;
  /** What the two are counted by. */
  alarms?: Alarms;
}

export interface Ended {
  exitCode?: number;
  cut?: Cut;
  /** What its record says, where it has left one. */
  verdict?: Outcome['verdict'];
  /** Why it could not even begin, or what stood in its way. */
  reason?: Text;
}

export interface RunningOne {
  readonly ended: Promise<Ended>;
  /** Passes a signal on; the run undoes what it did, and ends. */
  interrupt(signal: NodeJS.Signals): void;
  /** Ends it, whatever it does. */
  kill(): void;
}

/** The files that say what a run found; those of one before must not be taken for this one's. */
const OF_A_RUN = [
  'run.json',
  'steps',
  'diagnosis',
  'inspection',
  'statement.json',
  'attendee.ko.html',
  'attendee.en.html',
];

/** Codes of a run that came to its own end (setup/reporters/exit-code.cjs, jest.config.ts), whatever it was asked meanwhile. */
const OWN_END = [0, 1, 2, 3, 4];

/** @throws Occupied where another run has the report's folder, of which nothing was touched then */
export function runOne({
  file,
  args,
  cwd,
  environment,
  report,
  limit,
  grace,
  alarms = wallAlarms,
}: Command): RunningOne {
  const release = lockReport(report, '--report');
  for (const name of OF_A_RUN) rmSync(join(report, name), { recursive: true, force: true });
  const log = openSync(join(report, 'run.log'), 'w');
  release();
  // A group of its own: a terminal's Ctrl-C reaches it once, from here, and a kill takes all that it has started. By the channel it knows
  // when this process is gone (setup/run.ts).
  const child = spawn(file, args, { cwd, env: environment, stdio: ['ignore', log, log, 'ipc'], detached: true });
  closeSync(log);
  let cut: Cut | undefined;
  let over = false;
  const cancels: (() => void)[] = [];
  const later = (after: Seconds, what: () => void): void =>
    void cancels.push(alarms.at(alarms.now() + after * 1000, what));

  const send = (signal: NodeJS.Signals): void => {
    if (over || child.pid === undefined) return;
    try {
      process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal);
    } catch {
      // It is gone meanwhile, and says so itself.
    }
  };
  const end = (why: Cut, signal: NodeJS.Signals): void => {
    cut ??= why;
    send(signal);
    later(grace, () => send('SIGKILL'));
  };
  later(limit, () => end('time limit', 'SIGTERM'));

  const ended = new Promise<Ended>((done) => {
    const finish = (how: Ended): void => {
      over = true;
      for (const cancel of cancels) cancel();
      done(how);
    };
    child.once('error', (error) => finish({ cut: 'not started', reason: asIs(error.message) }));
    child.once('exit', (code) => {
      if (code === null) finish({ cut: cut ?? 'killed' });
      else finish({ exitCode: code, ...(cut && !OWN_END.includes(code) && { cut }) });
    });
  });
  return { ended, interrupt: (signal) => end('interrupted', signal), kill: () => send('SIGKILL') };
}
