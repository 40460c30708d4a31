/** A class made up for tests, pictures and benchmarks: attendees at every place that there is, the same each time. */
import { clusterTexts, serviceTexts } from '../../../fixtures/titles';
import type { StepId } from '../../../fixtures/inspection/setting';
import type { Text } from '../../../helpers/language';
import type { AttendeeRecord, ClassRecord } from './record';
import { stuckOf } from './summary';
import { findingOf } from '../finding';
import type { ChapterRecord, DiagnosisRecord, RunRecord, StepRecord } from '../run-record';

/** Of fixtures/titles.ts, and after how many minutes it holds; none of what is there only while the suite sets the chapter up. */
type Step = readonly [name: string, minutes?: number];

/** The tests of the chapters' specs, in their order. */
export const exampleSteps: Record<'service-autoscaling' | 'cluster-autoscaling', Step[]> = {
  'service-autoscaling': [
    ['steady', 0.2],
    ['policy', 0.3],
    ['alarms', 0.4],
    ['insufficient'],
    ['noScalingMeanwhile'],
    ['noAlarm', 4.5],
    ['inAlarm', 10],
    ['scaledOut', 10.5],
    ['events', 11],
    ['activating', 11.4],
    ['healthy', 12],
    ['loadTime', 13],
    ['lowAlarm', 30],
    ['scaledIn', 30.5],
    ['drained', 35.7],
    ['oneStopped', 36],
    ['inRange', 36.1],
  ],
  'cluster-autoscaling': [
    ['steady', 0.2],
    ['provider', 0.3],
    ['strategy', 0.3],
    ['limits', 0.4],
    ['policy', 0.4],
    ['alarms', 0.5],
    ['insufficient'],
    ['inAlarm', 6],
    ['scaledOut', 6.6],
    ['inService', 8],
    ['active', 9.2],
    ['empty', 9.3],
    ['loadTime', 10],
    ['spread'],
    ['metrics', 13],
    ['insights', 14],
    ['inRange', 14.1],
  ],
};

type Chapter = keyof typeof exampleSteps;
const chapters = Object.keys(exampleSteps) as Chapter[];
const textsOf: Record<Chapter, Record<string, Text>> = {
  'service-autoscaling': serviceTexts,
  'cluster-autoscaling': clusterTexts,
};
const CHAPTER_MINUTES = 40;

const START = Date.UTC(2026, 10, 26, 5);
const iso = (minute: number): string => new Date(START + minute * 60_000).toISOString();

const families = ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임'];
const given = ['민준', '서연', '도윤', '하은', '지호', '수아', '예준', '지우', '시우', '나은', '주원', '다인', '건우'];

interface Fault {
  /** The step of the chapter that does not hold. */
  at: readonly [Chapter, string];
  /** The step of the workshop to be set right. */
  step: StepId;
  link: string;
  verdict: 'misconfigured' | 'not yet' | 'late';
  /** As fixtures/inspection/verdict.ts has it. */
  found?: unknown;
  observed: Text;
}

const set = (at: Fault['at'], step: StepId, link: string, field: string, found: number): Fault => ({
  at,
  step,
  link,
  verdict: 'misconfigured',
  found: { kind: 'misconfigured', differences: [{ field, found }] },
  observed: { ko: `${field} = ${found}`, en: `${field} = ${found}` },
});

const faults: Fault[] = [
  set(['service-autoscaling', 'policy'], 'maximum', 'desired', 'MaxCapacity', 6),
  set(['service-autoscaling', 'policy'], 'maximum', 'desired', 'MaxCapacity', 10),
  set(
    ['service-autoscaling', 'policy'],
    'policyTarget',
    'activity',
    'TargetTrackingScalingPolicyConfiguration.TargetValue',
    400,
  ),
  {
    at: ['cluster-autoscaling', 'strategy'],
    step: 'strategy',
    link: 'placement',
    verdict: 'not yet',
    observed: { ko: '기본 용량 공급자 전략이 없습니다', en: 'there is no default capacity provider strategy' },
  },
  set(['cluster-autoscaling', 'limits'], 'groupMax', 'desired', 'MaxSize', 2),
  {
    at: ['service-autoscaling', 'scaledIn'],
    step: 'desired7',
    link: 'desired',
    verdict: 'late',
    observed: { ko: '8 → 7, 허용 시간이 지난 뒤', en: '8 → 7, after its time' },
  },
];

const diagnosisOf = ({ link, step, found, observed }: Fault): DiagnosisRecord => ({
  link,
  step,
  text: { ko: `확인된 것: ${observed.ko}`, en: `Found: ${observed.en}` },
  finding: findingOf(step, found),
});

function runOf(name: string, minute: number, fault: Fault | undefined, place: number): RunRecord {
  return {
    attendee: name,
    lab: 'aws',
    depth: 'verify',
    account: String(100_000_000_000 + place),
    region: 'ap-northeast-2',
    cluster: 'DEMOGO-ECS',
    began: iso(minute),
    ended: iso(minute + 2 * CHAPTER_MINUTES),
    lastSeen: iso(minute + 2 * CHAPTER_MINUTES),
    chapters: chapters.map((chapter, i) =>
      chapterOf(chapter, minute + i * CHAPTER_MINUTES, fault?.at[0] === chapter ? fault : undefined, place),
    ),
    statements: [],
    lacks: [],
  };
}

function chapterOf(name: Chapter, minute: number, fault: Fault | undefined, place: number): ChapterRecord {
  const texts = textsOf[name];
  const all = exampleSteps[name];
  const broken = all.findIndex(([step]) => step === fault?.at[1]);
  let from = minute;
  const steps = all.map(([step, after], index): StepRecord => {
    const title = texts[step]!;
    if (after === undefined) return { path: [], title, state: 'planned skip' };
    const to = Math.max(from, minute + after + ((place * 7 + index * 13) % 90) / 60);
    const times = {
      startedAt: iso(from),
      endedAt: iso(to),
      labStartedAt: START + from * 60_000,
      labEndedAt: START + to * 60_000,
    };
    from = to;
    const done = { path: [], title, ...times };
    if (fault && index === broken)
      return { ...done, state: 'failed', verdict: fault.verdict, observed: fault.observed };
    // What only came too late stands in nothing's way.
    if (fault && index > broken && fault.verdict !== 'late') return { ...done, state: 'failed', verdict: 'blocked' };
    return { ...done, state: 'passed', verdict: 'passed' };
  });
  return {
    name,
    title: texts.chapter!,
    finished: true,
    steps,
    problems: [],
    misses: 0,
    remarks: [],
    ...(fault && { diagnosis: diagnosisOf(fault) }),
  };
}

/** Under way in its second chapter. */
function half(run: RunRecord, minute: number): RunRecord {
  const [first, second] = run.chapters as [ChapterRecord, ChapterRecord];
  const steps = second.steps.map(({ path, title, state }): StepRecord => ({
    path,
    title,
    state: state === 'planned skip' ? state : 'not reached',
  }));
  steps[0] = { ...steps[0]!, state: 'running', startedAt: iso(minute) };
  return { ...run, ended: undefined, lastSeen: iso(minute), chapters: [first, { ...second, finished: false, steps }] };
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
    const attempt = { startedAt: iso(minute), endedAt: iso(minute + 2 * CHAPTER_MINUTES) };
    if (place % 30 === 27)
      return {
        ...record,
        standing: 'running',
        pages: false,
        attempts: [{ startedAt: iso(minute) }],
        run: half(run, minute + CHAPTER_MINUTES),
      };
    if (place % 30 === 26)
      return { ...record, standing: 'ended', pages: false, attempts: [{ ...attempt, cut: 'time limit' }] };
    const stuck = stuckOf(run)?.key;
    return { ...record, standing: 'ended', attempts: [{ ...attempt, exitCode: stuck ? 1 : 0, stuck }], run };
  });
  return { at: iso(90), open: true, attendees };
}
