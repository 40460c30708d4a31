/** What `npm run roster` was asked for. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Depth } from '../../fixtures/settings';
import { NotReady, messageOf } from '../../helpers/errors';
import { minutes, type Seconds } from '../../helpers/time';

export const USAGE = `npm run roster -- attendees.yaml [--depth inspect|verify|provision] [--only failed|<id>] [--concurrency <number>]
                                       [--limit <minutes>] [--report <folder>] [--matrix github|codebuild]`;

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
}

const depths: readonly string[] = ['inspect', 'verify', 'provision'];
const matrices: readonly string[] = ['github', 'codebuild'];

/** @throws NotReady with how it is to be called */
export function readArguments(args: readonly string[]): RosterArguments {
  const { values, positionals } = parsed(args);
  const { depth, only, concurrency, limit, report, matrix } = values;
  const [roster, ...more] = positionals;
  const complaints = [
    ...(roster === undefined || more.length > 0 ? ['one roster is to be named'] : []),
    ...(depths.includes(depth) ? [] : [`--depth ${depth} is none of ${depths.join(', ')}`]),
    ...(matrix === undefined || matrices.includes(matrix)
      ? []
      : [`--matrix ${matrix} is none of ${matrices.join(', ')}`]),
    ...(isWhole(concurrency) ? [] : [`--concurrency ${concurrency} is no number of attendees at a time`]),
    ...(limit === undefined || Number(limit) > 0 ? [] : [`--limit ${limit} is no number of minutes`]),
  ];
  if (complaints.length > 0) throw new NotReady(`${complaints.join('; ')}.\nUsage: ${USAGE}`);
  return {
    roster: roster!,
    depth: depth as Depth,
    concurrency: Number(concurrency),
    report: resolve(report),
    ...(only !== undefined && { only }),
    ...(limit !== undefined && { limit: minutes(Number(limit)) }),
    ...(matrix !== undefined && { matrix: matrix as 'github' | 'codebuild' }),
  };
}

const isWhole = (text: string): boolean => /^[1-9]\d{0,2}$/.test(text);

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
      },
    });
  } catch (error) {
    throw new NotReady(`${messageOf(error)}\nUsage: ${USAGE}`);
  }
}
