/** A class made up for tests, pictures and benchmarks: attendees at every place that there is, the same each time. */
import type { steps as workshop } from '../../fixtures/demogo';
import { clusterTexts, serviceTexts } from '../../fixtures/titles';
import type { Text } from '../../helpers/language';
import type { AttendeeRecord, ClassRecord } from './class-record';
import { stuckOf } from './class-summary';
import type { RunRecord, StepRecord } from './run-record';

const chapters: [string, Record<string, Text>][] = [
  ['service-autoscaling', serviceTexts],
  ['cluster-autoscaling', clusterTexts],
];

/** Titles of the chapter's sentences, as far as they are texts; the first is the chapter's own. */
const titlesOf = (texts: Record<string, Text>): Text[] => Object.values(texts).slice(1, 18);

const START = Date.UTC(2026, 10, 26, 5);
const iso = (minute: number): string => new Date(START + minute * 60_000).toISOString();

const families = ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임'];
const given = ['민준', '서연', '도윤', '하은', '지호', '수아', '예준', '지우', '시우', '나은', '주원', '다인', '건우'];

interface Fault {
  /** Of the steps of both chapters. */
  at: number;
  step: keyof typeof workshop;
  found: string;
  verdict: 'misconfigured' | 'not yet' | 'late';
}

const faults: Fault[] = [
  { at: 2, step: 'maximum', found: 'MaxCapacity = 6', verdict: 'misconfigured' },
  { at: 2, step: 'maximum', found: 'MaxCapacity = 10', verdict: 'misconfigured' },
  { at: 3, step: 'policyTarget', found: 'TargetValue = 400', verdict: 'misconfigured' },
  { at: 8, step: 'loadScript', found: '0 datapoints', verdict: 'not yet' },
  { at: 20, step: 'groupMax', found: 'MaxSize = 2', verdict: 'misconfigured' },
  { at: 13, step: 'desired7', found: '16:12', verdict: 'late' },
];

function runOf(name: string, minute: number, fault: Fault | undefined, place: number): RunRecord {
  let index = 0;
  return {
    attendee: name,
    lab: 'aws',
    depth: 'verify',
    account: String(100_000_000_000 + place),
    region: 'ap-northeast-2',
    cluster: 'DEMOGO-ECS',
    began: iso(minute),
    ended: iso(minute + 60),
    lastSeen: iso(minute + 60),
    chapters: chapters.map(([chapter, texts]) => {
      const from = index;
      const steps = titlesOf(texts).map((title) => stepOf(title, index++, minute, fault, place));
      const own = fault && fault.at >= from && fault.at < index ? fault : undefined;
      return {
        name: chapter,
        title: texts.chapter!,
        finished: true,
        steps,
        problems: [],
        misses: 0,
        remarks: [],
        ...(own && {
          diagnosis: {
            link: 'desired',
            step: own.step,
            text: { ko: `확인된 것: ${own.found}`, en: `Found: ${own.found}` },
          },
        }),
      };
    }),
    statements: [],
    lacks: [],
  };
}

function stepOf(title: Text, index: number, minute: number, fault: Fault | undefined, place: number): StepRecord {
  const from = START + (minute + index) * 60_000;
  const to = from + (30 + ((place * 7 + index * 13) % 90)) * 1000;
  const times = {
    startedAt: new Date(from).toISOString(),
    endedAt: new Date(to).toISOString(),
    labStartedAt: from,
    labEndedAt: to,
  };
  const step = { path: [], title };
  if (!fault || index < fault.at) return { ...step, ...times, state: 'passed', verdict: 'passed' };
  if (index === fault.at)
    return {
      ...step,
      ...times,
      state: 'failed',
      verdict: fault.verdict,
      observed: { ko: fault.found, en: fault.found },
    };
  return { ...step, ...times, state: 'failed', verdict: 'blocked' };
}

/** Every fourth has a fault; one waits, one runs, one was cut short, among each thirty. */
export function classExample(size: number): ClassRecord {
  const attendees = Array.from({ length: size }, (_, place): AttendeeRecord => {
    const name = `${families[place % families.length]}${given[(place * 5) % given.length]}${place >= 130 ? place : ''}`;
    const id = `attendee-${place + 1}`;
    const fault = place % 4 === 1 ? faults[Math.floor(place / 4) % faults.length] : undefined;
    const record = { id, name, folder: id, pages: true };
    const minute = place % 7;
    if (place % 30 === 28) return { ...record, standing: 'waiting', pages: false, attempts: [] };
    const run = runOf(name, minute, fault, place);
    const attempt = { startedAt: iso(minute), endedAt: iso(minute + 60) };
    if (place % 30 === 27) {
      const [first, second] = run.chapters as [(typeof run.chapters)[0], (typeof run.chapters)[0]];
      const steps = second.steps.map((step): StepRecord => ({
        path: step.path,
        title: step.title,
        state: 'not reached',
      }));
      steps[0] = { ...steps[0]!, state: 'running', startedAt: iso(minute + 30) };
      return {
        ...record,
        standing: 'running',
        pages: false,
        attempts: [{ startedAt: iso(minute) }],
        run: { ...run, ended: undefined, chapters: [first, { ...second, finished: false, steps }] },
      };
    }
    if (place % 30 === 26)
      return { ...record, standing: 'ended', pages: false, attempts: [{ ...attempt, cut: 'time limit' }] };
    const stuck = stuckOf(run)?.key;
    return { ...record, standing: 'ended', attempts: [{ ...attempt, exitCode: stuck ? 1 : 0, stuck }], run };
  });
  return { at: iso(75), open: true, attendees };
}
