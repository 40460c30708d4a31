/** `npm run roster -- attendees.yaml --restore`: puts back what killed runs have changed, each attendee's with the attendee's own credentials. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../helpers/errors';
import { spoken, type Messages, type Text } from '../../helpers/language';
import type { Attendee } from './attendee';
import { restoreCommandOf } from './command';
import { toRestore } from './journals-of';
import { assertReachable } from './profiles';

const words = {
  begins: (name: string): Text => ({ ko: `${name}: 되돌립니다.`, en: `${name}: putting back.` }),
  left: (names: string): Text => ({
    ko: `되돌리지 못했습니다: ${names}. 기록은 그대로 있으니 같은 명령을 다시 실행하십시오.`,
    en: `Not put back: ${names}. Their journals stay; run the same command again.`,
  }),
  nothing: { ko: '되돌릴 것이 없습니다.', en: 'Nothing is left to put back.' },
} as const satisfies Messages;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One attendee after the other; what can't be put back of one is no reason to leave out the others.
 * @param roster its path
 * @returns 0 where nothing is left to put back, 1 where something is, 130 after a signal, which is passed on
 */
export async function restoreRoster(
  attendees: readonly Attendee[],
  roster: string,
  machine: NodeJS.ProcessEnv,
): Promise<number> {
  const passing = mkdtempSync(join(tmpdir(), 'roster-'));
  let running: ChildProcess | undefined;
  let interrupted = false;
  const pass = (signal: NodeJS.Signals): void => {
    interrupted = true;
    running?.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  const begun: Attendee[] = [];
  const left: Attendee[] = [];
  try {
    for (const attendee of attendees) {
      const owners = toRestore(attendee);
      if (owners.length === 0) continue;
      if (interrupted) break;
      begun.push(attendee);
      process.stdout.write(`${spoken(words.begins(attendee.name))}\n`);
      try {
        await assertReachable([attendee], roster, machine);
        const { file, args, cwd, environment } = restoreCommandOf(attendee, owners, { passing, machine });
        running = spawn(file, args, { cwd, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
        const [code] = (await once(running, 'exit')) as [number | null];
        if (code !== 0) left.push(attendee);
      } catch (error) {
        left.push(attendee);
        process.stderr.write(`${messageOf(error)}\n`);
      }
    }
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass);
    rmSync(passing, { recursive: true, force: true });
  }
  if (begun.length === 0) process.stdout.write(`${spoken(words.nothing)}\n`);
  if (left.length > 0) process.stderr.write(`${spoken(words.left(left.map(({ name }) => name).join(', ')))}\n`);
  if (interrupted) return 130;
  return left.length > 0 ? 1 : 0;
}
