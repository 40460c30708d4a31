/** A run's folder as a service chapter leaves it, written by rule: for tests, and as long as a benchmark wants. */
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { alarmSeries } from '../../fixtures/cloudwatch-readings';
import { leaveDiagnosis } from '../../fixtures/left-files';
import { series } from '../../fixtures/readings';
import { beginChapter, noteRun, noteWatched } from '../../fixtures/run-file';
import { serviceTitles as titles } from '../../fixtures/titles';
import { Timeline } from '../../helpers/timeline';
import { beginSteps, type StepLine } from '../step-file';

export const CHAPTER = 'service-autoscaling';
export const ACCOUNT = '123456789012';

/** Lab time at which it begins. */
export const BEGAN = Date.UTC(2020, 2, 29, 9);
const MINUTE = 60_000;
const wall = (seconds: number): string => new Date(Date.UTC(2026, 10, 26, 4) + seconds * 1000).toISOString();

export interface Example {
  attendee?: string;
  /** Of the timeline. */
  minutes?: number;
  /** The message of the step that fails; without it all pass. */
  fails?: { message: string; told?: { ko: string; en: string }; verdict?: 'wrong' | 'not ready' };
  /** Before this step the run was killed. */
  until?: number;
  /** The words of a describe, a test and an activity beside the workshop's. */
  alien?: string;
}

/** @returns the folder */
export function exampleRun(folder: string, example: Example = {}): string {
  const { attendee, minutes = 40, fails, until, alien } = example;
  mkdirSync(join(folder, 'timeline'), { recursive: true });
  const id = basename(folder);
  beginChapter(folder, CHAPTER, { id, attendee, lab: 'simulator', depth: 'provision', began: wall(0) });
  noteRun(folder, { account: ACCOUNT, region: 'ap-northeast-2', cluster: 'DEMOGO-ECS' }, id);
  noteWatched(folder, CHAPTER, id);
  writeSteps(folder, { fails, until, alien });
  writeTimeline(new Timeline(join(folder, 'timeline', `${CHAPTER}.jsonl`)), minutes, alien);
  if (fails)
    leaveDiagnosis(folder, CHAPTER, {
      title: titles.inAlarm,
      link: 'alarm',
      step: 'threshold',
      text: {
        ko: `끊어진 고리: 알람 (3/7)\n확인된 것: ${fails.message}\n근거: arn:aws:iam::${ACCOUNT}:role/lab`,
        en: `Broken link: alarm (3/7)\nFound: ${fails.message}\nEvidence: arn:aws:iam::${ACCOUNT}:role/lab`,
      },
    });
  if (until === undefined) noteRun(folder, { ended: wall(120), exitCode: fails ? 1 : 0 }, id);
  return folder;
}

function writeSteps(folder: string, { fails, until, alien }: Example): void {
  const append = beginSteps(folder, CHAPTER);
  const inside = (group: string, ...all: string[]): { path: string[]; title: string }[] =>
    all.map((title) => ({ path: [titles.chapter, ...(group ? [group] : [])], title }));
  const tests = [
    ...inside('', titles.steady),
    ...inside(titles.configuring, titles.policy, titles.alarms),
    ...inside(titles.loadTest, titles.inAlarm, titles.scaledOut, titles.healthy),
    ...inside(titles.afterLoad, titles.lowAlarm, titles.scaledIn, titles.inRange),
    ...(alien ? inside(alien, alien) : []),
  ];
  append({ chapter: CHAPTER, at: wall(0), tests });
  tests.slice(0, until).forEach(({ title }, index) => {
    append({ started: index, at: wall(index * 10), lab: BEGAN + index * 4 * MINUTE });
    append({ ended: index, at: wall(index * 10 + 9), lab: BEGAN + (index + 1) * 4 * MINUTE, ...endOf(title, fails) });
  });
  if (until !== undefined) append({ started: until, at: wall(until * 10), lab: BEGAN + until * 4 * MINUTE });
  else append({ finished: true, at: wall(110) });
}

type End = Pick<Extract<StepLine, { ended: number }>, 'status' | 'verdict' | 'errors'>;

function endOf(title: string, fails: Example['fails']): End {
  if (!fails) return { status: 'passed', verdict: 'passed' };
  const { verdict = 'wrong', ...error } = fails;
  if (title === titles.inAlarm) return { status: 'failed', verdict, errors: [error] };
  if (title === titles.scaledOut)
    return { status: 'failed', verdict: 'blocked', errors: [{ message: 'AlarmHigh In alarm was not seen.' }] };
  return { status: 'passed', verdict: 'passed' };
}

/** What is looked at every 20 s and every minute, as the recorder has it. */
function writeTimeline(timeline: Timeline, minutes: number, alien?: string): void {
  for (let minute = 0; minute <= minutes; minute++) {
    const at = BEGAN + minute * MINUTE;
    const loaded = minute >= 3 && minute < 10;
    timeline.history(series.requests, String(minute), at, loaded ? 138_000 / (minute - 1) : 0);
    timeline.history(series.counted, String(minute), at, loaded ? 276_000 : 0);
    timeline.history(series.sent, String(minute), at, loaded ? 276_000 : 0);
    for (const second of [0, 20, 40]) {
      const tasks = minute < 7 ? 2 : minute < 27 ? 8 : 7;
      for (const name of [series.desired, series.running, series.healthy])
        timeline.sample(name, at + second * 1000, name === series.running && minute === 7 ? 4 : tasks);
      const states = Array.from({ length: tasks }, (_, task) => [`10.0.0.${task}:32768`, 'healthy']);
      timeline.sample(series.targets, at + second * 1000, Object.fromEntries(states));
    }
  }
  const change = (name: string, minute: number, state: string): void =>
    timeline.history(name, `${name}${minute}`, BEGAN + minute * MINUTE, state);
  change(alarmSeries.high, 0, 'INSUFFICIENT_DATA');
  change(alarmSeries.high, 2, 'OK');
  change(alarmSeries.high, 6, 'ALARM');
  change(alarmSeries.high, 14, 'OK');
  change(alarmSeries.low, 0, 'OK');
  change(alarmSeries.low, 26, 'ALARM');
  timeline.history(series.load, 'load', BEGAN + 3 * MINUTE, { label: titles.loadTest, to: BEGAN + 10 * MINUTE });
  const activity = (minute: number, description: string): void =>
    timeline.history(series.activities, description, BEGAN + minute * MINUTE, { description });
  if (alien) activity(1, alien);
  activity(7, 'Setting desired count to 8.');
  activity(27, `Setting desired count to 7. arn:aws:ecs:ap-northeast-2:${ACCOUNT}:service/web`);
}
