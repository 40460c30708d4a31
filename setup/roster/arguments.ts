/** What `npm run roster` was asked for. */
import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings, type Depth } from '../../fixtures/settings';
import { NotReady, messageOf } from '../../helpers/errors';
import { minutes, type Seconds } from '../../helpers/time';

export const USAGE = `npm run roster -- attendees.yaml [--depth inspect|verify|provision] [--only failed|<id>] [--concurrency <number>]
                                       [--limit <minutes>] [--report <folder>] [--matrix github|codebuild]
npm run roster -- attendees.yaml [--only <id>] --restore`;

export interface RosterArguments {
  roster: string;
  /** Reading alone is the default: it changes and loads nothing, and thirty attendees are a matter of minutes. */
  depth: Depth;
  /** `failed`, or an attendee's id. */
  only?: string;
  concurrency: number;
  /** Of one attendee, where it is not the depth's own. */
  limit?: Seconds;
  report: string;
  matrix?: 'github' | 'codebuild';
  /** Runs nothing, and puts back what killed runs have changed. */
  restore?: boolean;
}

const depths: readonly string[] = ['inspect', 'verify', 'provision'];
const matrices: readonly string[] = ['github', 'codebuild'];

/** More at a time would be more than any class has, and longer than a day more than any run takes. */
const [MOST_AT_A_TIME, LONGEST] = [999, 24 * 60];

/**
 * What the command was asked for, and whether its own environment can be used: no attendee gets that, but what it gets wrong would
 * be silently ignored (docs/settings.md).
 * @throws NotReady with how it is to be called
 */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): RosterArguments {
  const { values, positionals } = parsed(args);
  const { depth, only, concurrency, limit, report, matrix, restore } = values;
  const [roster, ...more] = positionals;
  const complaints = [
    ...(roster === undefined || more.length > 0 ? ['one roster is to be named'] : []),
    ...(depths.includes(depth) ? [] : [`--depth ${depth} is none of ${depths.join(', ')}`]),
    ...(matrix === undefined || matrices.includes(matrix)
      ? []
      : [`--matrix ${matrix} is none of ${matrices.join(', ')}`]),
    ...(restore && matrix !== undefined ? ['--restore and --matrix do not go together'] : []),
    ...(restore && only === 'failed'
      ? ['--restore and --only failed do not go together; name one attendee, or leave --only out']
      : []),
    ...(isWhole(concurrency)
      ? []
      : [`--concurrency ${concurrency} is no number of attendees at a time from 1 to ${MOST_AT_A_TIME}`]),
    ...(limit === undefined || (Number(limit) > 0 && Number(limit) <= LONGEST)
      ? []
      : [`--limit ${limit} is no number of minutes up to ${LONGEST}`]),
    ...refusedReport(report, { written: !restore && matrix === undefined }),
  ];
  if (complaints.length > 0) throw new NotReady(`${complaints.join('; ')}.\nUsage: ${USAGE}`);
  // The depth and the lab are said elsewhere; nothing is missing for others than these.
  readSettings({ ...environment, LAB: 'simulator', LAB_DEPTH: 'inspect' });
  return {
    roster: roster!,
    depth: depth as Depth,
    concurrency: Number(concurrency),
    report: resolve(report),
    ...(only !== undefined && { only }),
    ...(limit !== undefined && { limit: minutes(Number(limit)) }),
    ...(matrix !== undefined && { matrix: matrix as 'github' | 'codebuild' }),
    ...(restore && { restore }),
  };
}

const isWhole = (text: string): boolean => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_AT_A_TIME;

/**
 * What is wrong with the folder that `--report` names.
 * @param written whether anything is to be written there
 */
export function refusedReport(report: string, { written = true } = {}): string[] {
  const may = report !== '' && mayBeFolder(resolve(report), written);
  return may ? [] : [`--report ${report || '""'} is no folder that can be written to, and none can be made there`];
}

/** That folder, or what there is on the way to it, is tried: permissions alone do not say what root, or a file system such as /proc, refuses. */
function mayBeFolder(path: string, written: boolean): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return mayBeFolder(dirname(path), written);
    if (written && found.isDirectory()) rmdirSync(mkdtempSync(join(path, '.written-')));
    return found.isDirectory();
  } catch {
    return false;
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        depth: { type: 'string', default: 'inspect' },
        only: { type: 'string' },
        concurrency: { type: 'string', default: String(availableParallelism()) },
        limit: { type: 'string' },
        report: { type: 'string', default: 'report/class' },
        matrix: { type: 'string' },
        restore: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new NotReady(`${messageOf(error)}\nUsage: ${USAGE}`);
  }
}
