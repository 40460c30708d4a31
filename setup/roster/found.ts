/** What an attendee's run has come to: its exit code beside what it has left in its folder, neither of which is believed alone. */
import { readRun } from '../pages/read-run';
import { stuckOf, type Stuck } from '../pages/class/summary';
import { exitCodeOf, outcomeOf, type Outcome } from '../pages/outcome';
import type { RunRecord } from '../pages/run-record';
import type { Text } from '../../helpers/language';

export interface Found {
  /** As setup/reporters/exit-code.cjs has it; none where a signal ended the run. */
  exitCode?: number;
  verdict?: Outcome['verdict'];
  /** What stood in the way, in a line, where the lab was not judged for it. */
  reason?: Text;
  /** As far as the run came to know it. */
  account?: string;
  /** Account, region and cluster, of a lab on AWS. */
  lab?: string;
  stuck?: Stuck;
}

const LAB_FAILED = 1;
const TOOL_FAILED = 4;

/** @param exitCode of the process */
export function foundIn(report: string, exitCode: number | undefined): Found {
  const run = readOrNone(report);
  if (!run) return { ...codeOf(exitCode, undefined) };
  const { verdict, step } = outcomeOf(run);
  const { lab, account, region, cluster } = run;
  const reason = verdict === 'not ready' || verdict === 'tool error' ? step?.observed : undefined;
  return {
    ...codeOf(exitCode, run),
    verdict,
    ...(reason && { reason: { ko: inALine(reason.ko), en: inALine(reason.en) } }),
    ...(account && { account }),
    ...(lab === 'aws' && account && { lab: [account, region, cluster].join(', ') }),
    stuck: stuckOf(run),
  };
}

/** The first line, and of a list its first item too. */
function inALine(text: string): string {
  const [first = '', next = ''] = text.split('\n').filter((line) => line.trim() !== '');
  return first.endsWith(':') ? `${first} ${next.replace(/^[\s·•-]+/, '')}` : first;
}

/**
 * A process may end with 0 before anything was looked at, and one that crashes ends with 1: all hold only where the record says so too, and a
 * lab fails only by a step that has failed.
 */
function codeOf(exitCode: number | undefined, run: RunRecord | undefined): Pick<Found, 'exitCode'> {
  if (exitCode === undefined) return {};
  if (exitCode === 0) return { exitCode: run?.ended && outcomeOf(run).verdict === 'passed' ? 0 : TOOL_FAILED };
  if (exitCode === LAB_FAILED) return { exitCode: run && exitCodeOf(run) === LAB_FAILED ? LAB_FAILED : TOOL_FAILED };
  return { exitCode };
}

function readOrNone(report: string): RunRecord | undefined {
  try {
    return readRun(report);
  } catch {
    // It left nothing, which its exit code and its log say.
    return undefined;
  }
}
