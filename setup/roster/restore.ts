/** `npm run roster -- attendees.yaml --restore`: puts back what killed runs have changed, each attendee's with the attendee's own credentials. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Owner } from '../../fixtures/journal';
import { messageOf } from '../../helpers/errors';
import { spoken, type Messages, type Text } from '../../helpers/language';
import type { Attendee } from './attendee';
import { restoreCommandOf } from './command';
import { perhapsOf, toRestore } from './journals-of';
import { assertReachable } from './profiles';

const words = {
  begins: (name: string): Text => ({ ko: `${name}: 되돌립니다.`, en: `${name}: putting back.` }),
  left: (names: string): Text => ({
    ko: `되돌리지 못했습니다: ${names}. 기록은 그대로 있으니 같은 명령을 다시 실행하십시오.`,
    en: `Not put back: ${names}. Their journals stay; run the same command again.`,
  }),
  unknown: (names: string, labs: string): Text => ({
    ko: `확인할 수 없습니다: ${names}. ${labs}에 되돌릴 것이 있으나, 명단에 계정이 없어 누구의 것인지 알 수 없습니다. 명단에 account를 적고 같은 명령을 다시 실행하십시오.`,
    en: `Not known: ${names}. Something is left to put back in ${labs}, and the roster does not say whose account that is; add \`account\` to these rows and run the same command again.`,
  }),
  nothing: { ko: '되돌릴 것이 없습니다.', en: 'Nothing is left to put back.' },
} as const satisfies Messages;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One attendee after the other; what can't be put back of one is no reason to leave out the others.
 * @param whom those whose labs are to be put back, and all that are on the roster
 * @param roster its path
 * @returns 0 where nothing is left to put back, 1 where something is or may be, 130 after a signal, which is passed on
 */
export async function restoreRoster(
  { attendees, all }: { attendees: readonly Attendee[]; all: readonly Attendee[] },
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
        if (interrupted) {
          left.push(attendee);
          break;
        }
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
  const unknown = attendees
    .map((attendee) => ({ attendee, labs: perhapsOf(attendee, all) }))
    .filter(({ labs }) => labs.length > 0);
  if (begun.length + unknown.length === 0) process.stdout.write(`${spoken(words.nothing)}\n`);
  if (left.length > 0) process.stderr.write(`${spoken(words.left(namesOf(left)))}\n`);
  if (unknown.length > 0) {
    const names = namesOf(unknown.map(({ attendee }) => attendee));
    // What may be one's may as well be another's.
    const labs = new Set(unknown.flatMap((one) => one.labs.map(inWords)));
    process.stderr.write(`${spoken(words.unknown(names, [...labs].join(', ')))}\n`);
  }
  if (interrupted) return 130;
  return left.length + unknown.length > 0 ? 1 : 0;
}

const namesOf = (attendees: readonly Attendee[]): string => attendees.map(({ name }) => name).join(', ');

const inWords = ({ account, region, cluster }: Owner): string => `${account} (${region}, ${cluster})`;
