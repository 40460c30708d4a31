/** A run as its pages need it: plain data, read from the files that it has left, complete or not. */
import type { StoryChart } from '../../helpers/chart/story';
import type { Text } from '../../helpers/language';
import type { Verdict } from '../../helpers/verdict';

export interface RunRecord {
  /** As LAB_ATTENDEE had it. */
  attendee?: string;
  lab: 'simulator' | 'aws';
  depth: 'provision' | 'verify' | 'inspect';
  /** Twelve digits; not known where the lab was not found. Pages mask it (mask.ts). */
  account?: string;
  region?: string;
  cluster?: string;
  /** ISO times of the machine's clock. */
  began: string;
  /** Not there: the run goes on, or was cut short. */
  ended?: string;
  /** As setup/reporters/exit-code.cjs has it, of a run that has ended. */
  exitCode?: number;
  /** When the last of its files' lines was written. */
  lastSeen: string;
  /** In the order in which they were begun, then those that were not. */
  chapters: ChapterRecord[];
  /** How the account was left, by chapter or by the end of a run that was cut short; empty on the simulator. */
  statements: { of: string; lines: Text[] }[];
  /** Files that are not there, and lines that could not be read: what the record lacks. */
  lacks: Text[];
}

export interface ChapterRecord {
  /** Of its files, such as `service-autoscaling`. */
  name: string;
  title: Text;
  /** Whether it came to its end, its undo included. */
  finished: boolean;
  /** The run was to have it, and has not begun it. */
  notReached?: true;
  /** Whether the lab was ready, and it has begun to watch it: before that it changes nothing. */
  watched?: boolean;
  steps: StepRecord[];
  diagnosis?: DiagnosisRecord;
  /** From the timeline; none where nothing was watched. */
  story?: StoryChart;
  /** Readings that failed; they count as no observation. */
  misses: number;
  /** What failed outside of the steps, such as the undo, or the loading of its file. */
  problems: Text[];
  /** Of an inspection: what is worth knowing beside. */
  remarks: Text[];
}

/** `planned skip`: this depth does not look at it. `skipped`: it could not be judged any more. */
export type StepState = 'passed' | 'failed' | 'skipped' | 'planned skip' | 'running' | 'not reached';

export interface StepRecord {
  /** Titles of what it is in, within the chapter. */
  path: Text[];
  title: Text;
  state: StepState;
  /** Of a step that has ended. */
  verdict?: Verdict;
  /** ISO times of the machine's clock. */
  startedAt?: string;
  endedAt?: string;
  /** Lab time in milliseconds since the epoch. */
  labStartedAt?: number;
  labEndedAt?: number;
  /** What was seen: of a step that failed its message, of one that passed what its expectations or the inspection have seen. */
  observed?: Text;
}

export interface DiagnosisRecord {
  /** Of the step that failed first; an inspection has none. */
  title?: Text;
  /** One of the seven links (fixtures/inspection/links.ts), and a step of the workshop (fixtures/demogo.ts). */
  link?: string;
  step?: string;
  /** Lines, most of them `label: words`. */
  text: Text;
  /** Not there: of a report that does not have it as data. */
  finding?: Finding;
}

/** What a diagnosis is about, so that attendees with the same fault are known by it. */
export interface Finding {
  kind: 'misconfigured' | 'not yet' | 'wrong';
  /** AWS's own path of a setting, or the name of the inspection's sentence (fixtures/inspection/phrases.ts). */
  about: string;
  /** `AlarmHigh` or `AlarmLow`, where it is about one of them. */
  alarm?: string;
  /** What was found, without moments, ids and amounts, which are another attendee's for the same fault; none where it says nothing. */
  said?: Text;
}
