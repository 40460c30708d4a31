/** Tests of what goes wrong most often in a class: who counts, what is told apart, what adds up, and in which order. */
import type { Text } from '../../../helpers/language';
import type { Verdict } from '../../../helpers/verdict';
import type { AttendeeRecord } from './record';
import { mistakesOf } from './mistakes';
import { findingOf } from '../finding';
import type { ChapterRecord, DiagnosisRecord, RunRecord } from '../run-record';

const both = (word: string): Text => ({ ko: `${word} 한글`, en: word });
const AT = '2026-11-26T05:00:00.000Z';

const diagnosed = (step: string, verdict: unknown): DiagnosisRecord => ({
  step,
  text: both('lines'),
  finding: findingOf(step, verdict),
});
const set = (step: string, field: string, found: unknown): DiagnosisRecord =>
  diagnosed(step, { kind: 'misconfigured', differences: [{ step, field, expected: 0, found }] });
const line = { alarm: 'AlarmHigh', metric: 'RequestCountPerTarget', side: '>', threshold: 4000, datapoints: 3 };
const noLoad = (have: number): DiagnosisRecord =>
  diagnosed('loadScript', { kind: 'not yet', missing: { say: 'neverBreached', line, have }, next: { say: 'x' } });

const chapter = (verdict: Verdict, diagnosis?: DiagnosisRecord, name = 'service-autoscaling'): ChapterRecord => ({
  name,
  title: both(name),
  finished: true,
  steps: [{ path: [], title: both('step'), state: verdict === 'passed' ? 'passed' : 'failed', verdict }],
  problems: [],
  misses: 0,
  remarks: [],
  ...(diagnosis && { diagnosis }),
});

let count = 0;
function attendee(name: string, chapters: ChapterRecord[], cut?: AttendeeRecord['attempts'][0]['cut']): AttendeeRecord {
  const id = `id-${++count}`;
  const run: RunRecord = {
    lab: 'aws',
    depth: 'inspect',
    began: AT,
    ended: AT,
    lastSeen: AT,
    chapters,
    statements: [],
    lacks: [],
  };
  const attempts = [{ startedAt: AT, endedAt: AT, exitCode: 1, ...(cut && { cut }) }];
  return { id, name, standing: 'ended', folder: id, pages: true, attempts, run };
}
beforeEach(() => (count = 0));

const shown = (attendees: AttendeeRecord[]) =>
  mistakesOf(attendees).map(({ step, verdict, people }) => [step, verdict, people.map(({ name }) => name).join(' ')]);
const maximum6 = () => chapter('misconfigured', set('maximum', 'MaxCapacity', 6));

it('two attendees of one name are two', () => {
  const [mistake] = mistakesOf([attendee('김민준', [maximum6()]), attendee('김민준', [maximum6()])]);
  expect(mistake?.people).toEqual([
    { id: 'id-1', name: '김민준' },
    { id: 'id-2', name: '김민준' },
  ]);
  expect(mistake?.found).toEqual([
    { said: { ko: 'Maximum number of tasks 6', en: 'Maximum number of tasks 6' }, count: 2 },
  ]);
});

it('a run that found the lab of someone else is no mistake of the attendee', () => {
  expect(mistakesOf([attendee('a', [maximum6()], 'other account')])).toEqual([]);
  expect(shown([attendee('a', [maximum6()], 'time limit')])).toEqual([['maximum', 'misconfigured', 'a']]);
});

it.each<Verdict>(['passed', 'blocked', 'not ready', 'load insufficient', 'tool error', 'skipped'])(
  '%s is no mistake of the attendee',
  (verdict) => {
    expect(mistakesOf([attendee('a', [chapter(verdict, set('maximum', 'MaxCapacity', 6))])])).toEqual([]);
    expect(mistakesOf([attendee('a', [chapter(verdict)])])).toEqual([]);
  },
);

it('verdicts of one step are told apart, and each has its own sentence', () => {
  const all = mistakesOf([
    attendee('a', [chapter('misconfigured', set('maximum', 'MaxCapacity', 6))]),
    attendee('b', [
      chapter('wrong', diagnosed('maximum', { kind: 'wrong', found: { say: '?' }, expected: { say: '?' } })),
    ]),
    attendee('c', [chapter('not yet', diagnosed('maximum', { kind: 'not yet', missing: { say: '?' } }))]),
  ]);
  expect(all.map(({ verdict }) => verdict)).toEqual(['misconfigured', 'wrong', 'not yet']);
  expect(new Set(all.map(({ say }) => say.ko)).size).toBe(3);
});

it('also where the sentence is the same', () => {
  const all = mistakesOf(['late', 'wrong'].map((verdict) => attendee(verdict, [chapter(verdict as Verdict)])));
  expect(all.map(({ verdict, people }) => [verdict, people.length])).toEqual([
    ['late', 1],
    ['wrong', 1],
  ]);
  expect(all[0]?.say).toEqual(all[1]?.say);
});

it('what came late is not said to have failed', () => {
  const seven = diagnosed('desired7', { kind: 'wrong', found: { say: '?' }, expected: { say: '?' } });
  const [late, wrong] = mistakesOf(
    ['late', 'wrong'].map((verdict) => attendee(verdict, [chapter(verdict as Verdict, seven)])),
  );
  expect([late?.say.en, wrong?.say.en]).toEqual([
    expect.stringContaining('It did happen, but it took longer than it may.'),
    expect.stringContaining('and did not.'),
  ]);
});

it('where one step stands for different faults, each is its own', () => {
  const faults = [set('maximum', 'MaxCapacity', 6), set('maximum', 'SuspendedState.ScheduledScalingSuspended', true)];
  const all = mistakesOf(faults.map((fault) => attendee('a', [chapter('misconfigured', fault)])));
  expect(all.map(({ label, found }) => [label.en, found[0]?.said.en])).toEqual([
    ['Maximum number of tasks', 'Maximum number of tasks 6'],
    ['A setting that the form does not show', 'ScheduledScalingSuspended true'],
  ]);
});

it('its badge is of what the diagnosis found, not of the test that met it first', () => {
  const wrong = {
    kind: 'wrong',
    found: { say: 'capacityWasSet', what: both('count'), all: [2] },
    expected: { say: '?' },
  };
  expect(
    shown([
      attendee('waited', [chapter('late', noLoad(0))]),
      attendee('before', [chapter('not yet', set('maximum', 'MaxCapacity', 6))]),
      attendee('late', [chapter('late', diagnosed('desired7', wrong))]),
      attendee('none', [chapter('late')]),
    ]),
  ).toEqual([
    ['maximum', 'misconfigured', 'before'],
    ['desired7', 'late', 'late'],
    [undefined, 'late', 'none'],
    ['loadScript', 'not yet', 'waited'],
  ]);
});

it('the commonest comes first, and of equals what is only not done yet last', () => {
  const loads = (have: number) => [chapter('not yet', noLoad(have))];
  const maximum = (found: number) => [chapter('misconfigured', set('maximum', 'MaxCapacity', found))];
  const all = mistakesOf([
    attendee('i', [chapter('not yet', diagnosed('providerName', { kind: 'not yet', missing: { say: '?' } }))]),
    attendee('a', loads(0)),
    attendee('b', [chapter('wrong')]),
    attendee('c', maximum(10)),
    attendee('d', maximum(6)),
    attendee('e', maximum(6)),
    attendee('f', loads(2)),
    attendee('g', loads(0)),
    attendee('h', loads(0)),
  ]);
  expect(all.map(({ step, label, people }) => [step, label.en, people.length])).toEqual([
    ['loadScript', 'Service load test', 4],
    ['maximum', 'Maximum number of tasks', 3],
    [undefined, 'step', 1],
    ['providerName', 'Capacity provider name', 1],
  ]);
  expect(all.map(({ found }) => found.map(({ said, count: of }) => `${said.en}: ${of}`))).toEqual([
    [
      'no datapoint with RequestCountPerTarget > 4000: 3',
      'no more than 2 of 3 datapoints in a row with RequestCountPerTarget > 4000: 1',
    ],
    ['Maximum number of tasks 6: 2', 'Maximum number of tasks 10: 1'],
    [],
    [],
  ]);
});

it('each chapter of an attendee may have a mistake', () => {
  const cluster = chapter('misconfigured', set('groupMax', 'MaxSize', 2), 'cluster-autoscaling');
  expect(shown([attendee('a', [maximum6(), cluster])])).toEqual([
    ['maximum', 'misconfigured', 'a'],
    ['groupMax', 'misconfigured', 'a'],
  ]);
});

it.each([
  ['확인된 것: 무엇', 'Found: what', ['무엇', 'what']],
  ['다음 고리: 부하\n아직: 없음\n다음에 할 일: 부하', 'Next link: load\nNot yet: none\nNext: load', ['없음', 'none']],
  ['다른 말', 'other words', undefined],
])('of a report that has it in lines alone, %s is read', (ko, en, expected) => {
  const [mistake] = mistakesOf([attendee('a', [chapter('not yet', { step: 'loadScript', text: { ko, en } })])]);
  const [found] = mistake!.found;
  expect(found && [found.said.ko, found.said.en]).toEqual(expected);
});
