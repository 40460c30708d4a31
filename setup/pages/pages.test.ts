/** Tests of the small decisions of the pages: masks, hints, parts of messages, times, verdicts, words. */
import type { Text } from '../../helpers/language';
import { asSaid, bothOf, bothOfLines } from './both-languages';
import { hintOfStep, hintsOf } from './hints';
import { maskedText } from './mask';
import { exitCodeOf, outcomeOf, outcomeOfChapter } from './outcome';
import { messageParts } from './presentable';
import type { ChapterRecord, RunRecord, StepRecord } from './run-record';
import { storyWords, verdictWords, words } from './words';
import { lasting, when } from './when';

const same = (words: string): Text => ({ ko: words, en: words });

it.each([
  ['arn:aws:iam::123456789012:role/x', 'arn:aws:iam::****9012:role/x'],
  ['123456789012', '****9012'],
  ['account 123456789012, and 210987654321.', 'account ****9012, and ****4321.'],
  ['deployment ecs-svc/5613202960758455182', 'deployment ecs-svc/5613202960758455182'],
  ['task 21c6f1ad98ff02052b39ab0849db71c5 at 1774774800000', 'task 21c6f1ad98ff02052b39ab0849db71c5 at 1774774800000'],
  ['10902731.5 and 0.123456789012', '10902731.5 and 0.123456789012'],
  ['arn%3Aaws%3Aiam%3A%3A123456789012%3Arole', 'arn%3Aaws%3Aiam%3A%3A****9012%3Arole'],
  ['bucket_123456789012_x', 'bucket_****9012_x'],
  ['m123456789012m', 'm****9012m'],
  ['0000123456789012 and f123456789012', '0000123456789012 and f123456789012'],
])('masks account ids and nothing else: %s', (text, shown) => {
  expect(maskedText(text)).toBe(shown);
});

it('hints at each setting that a message names, else at the step itself, else at nothing', () => {
  const message = same('목표 값 · Target value: "TargetValue": 400, expected 4000.');
  expect(hintsOf(same('any'), message)[0]).toEqual({
    label: { ko: '목표 값', en: 'Target value' },
    quote: 'Target value: 4000',
  });
  expect(
    hintsOf(
      bothOf('Events 탭: 태스크 6개 시작, 타겟 등록 · Events tab: 6 tasks started, their targets registered'),
      same('x'),
    ),
  ).toEqual([{ label: { ko: 'Events 탭', en: 'Events tab' }, quote: 'Events탭에서 서비스 web의 상태를 확인합니다.' }]);
  expect(hintsOf(same('정상 타겟 8개'), same('x'))).toEqual([]);
  expect([hintOfStep('policyTarget')?.quote, hintOfStep('constructor'), hintOfStep(undefined)]).toEqual([
    'Target value: 4000',
    undefined,
    undefined,
  ]);
});

it.each([
  ['one\ntwo\n\nthree\n\nfour', 'one\ntwo', 'three\n\nfour'],
  ['one', 'one', ''],
  ['expect(received).toEqual(expected)\n\nExpected: 8\nReceived: 2', 'Expected: 8\nReceived: 2', ''],
])('opens a message with its first paragraph: %j', (message, first, rest) => {
  expect(messageParts(message)).toEqual({ first, rest });
});

it('folds a first paragraph that is too long, and loses nothing of it', () => {
  const message = 'x'.repeat(2000);
  const { first, rest } = messageParts(message);
  expect([first.length, rest]).toEqual([701, message]);
});

it('says when in Korea, and how long', () => {
  expect(when('2026-11-26T15:30:00.000Z')).toBe('2026-11-27 00:30');
  expect([4000, 192_000, 3_900_000, 0, -5].map((ms) => lasting(ms).en)).toEqual([
    '4 s',
    '3 min 12 s',
    '1 h 5 min',
    '0 s',
    '0 s',
  ]);
});

it('takes apart what stands side by side, and leaves other texts', () => {
  expect(bothOf('부하 · load')).toEqual({ ko: '부하', en: 'load' });
  for (const other of ['a · b · c', 'a · b', '가 · 나', 'a · 나']) expect(bothOf(other)).toEqual(same(other));
  expect(asSaid('되돌린 것: 없음 · nothing')).toEqual(same('되돌린 것: 없음 · nothing'));
  expect(bothOfLines('알람 · alarm: 알람 · alarm, 배치 · placement\nplain')).toEqual({
    ko: '알람: 알람, 배치\nplain',
    en: 'alarm: alarm, placement\nplain',
  });
});

describe('the outcome of a chapter', () => {
  const step = (state: StepRecord['state'], verdict?: StepRecord['verdict']): StepRecord => ({
    path: [],
    title: same('x'),
    state,
    verdict,
  });
  const chapter = (steps: StepRecord[], rest: Partial<ChapterRecord> = {}): ChapterRecord => ({
    name: 'x',
    title: same('x'),
    finished: true,
    steps,
    misses: 0,
    problems: [],
    remarks: [],
    ...rest,
  });

  it.each<[string, ChapterRecord, string, number]>([
    ['all passed', chapter([step('passed', 'passed'), step('planned skip', 'skipped')]), 'passed', 0],
    ['one failed', chapter([step('failed', 'misconfigured'), step('passed', 'passed')]), 'misconfigured', 1],
    ['blocked before another', chapter([step('failed', 'blocked'), step('failed', 'late')]), 'late', 1],
    ['blocked alone', chapter([step('failed', 'blocked')]), 'blocked', 1],
    ['not ready', chapter([step('failed', 'not ready'), step('skipped', 'skipped')]), 'not ready', 3],
    ['the tool failed', chapter([step('failed', 'tool error')]), 'tool error', 4],
    ['a load too thin', chapter([step('failed', 'load insufficient')]), 'load insufficient', 4],
    ['an undo that failed', chapter([step('passed', 'passed')], { problems: [same('undo')] }), 'tool error', 4],
    ['a file that was not loaded', chapter([]), 'tool error', 4],
    ['one left out', chapter([step('passed', 'passed'), step('skipped', 'skipped')]), 'skipped', 0],
    ['all left out', chapter([step('planned skip', 'skipped')]), 'skipped', 0],
    ['not begun', chapter([], { finished: false, notReached: true }), 'interrupted', 4],
    ['a graver one later', chapter([step('failed', 'not yet'), step('failed', 'misconfigured')]), 'misconfigured', 1],
    [
      'the tool before what is not yet',
      chapter([step('failed', 'not yet'), step('failed', 'tool error')]),
      'tool error',
      1,
    ],
    ['wrong before an undo that failed', chapter([step('failed', 'wrong')], { problems: [same('undo')] }), 'wrong', 1],
    ['cut short', chapter([step('passed', 'passed'), step('running')], { finished: false }), 'interrupted', 4],
  ])('%s', (_what, given, verdict, code) => {
    expect(outcomeOfChapter(given).verdict).toBe(verdict);
    expect(exitCodeOf({ chapters: [given] } as unknown as RunRecord)).toBe(code);
  });
});

describe('the outcome of a run', () => {
  const step: StepRecord = { path: [], title: same('x'), state: 'passed', verdict: 'passed' };
  const passed: ChapterRecord = {
    name: 'x',
    title: same('x'),
    finished: true,
    steps: [step],
    misses: 0,
    problems: [],
    remarks: [],
  };
  const failed = (verdict: StepRecord['verdict']): ChapterRecord => ({
    ...passed,
    steps: [{ ...step, state: 'failed', verdict }],
  });
  const ended = '2026-11-26T04:00:00.000Z';

  it.each<[string, Partial<RunRecord>, string]>([
    ['all passed', { ended, exitCode: 0, chapters: [passed] }, 'passed'],
    ['all passed, and it goes on', { chapters: [passed] }, 'interrupted'],
    ['all passed, and Jest failed', { ended, exitCode: 4, chapters: [passed] }, 'tool error'],
    [
      'a chapter was not begun',
      { ended, exitCode: 0, chapters: [passed, { ...passed, finished: false, steps: [], notReached: true }] },
      'interrupted',
    ],
    ['no chapter', { ended, exitCode: 0, chapters: [] }, 'interrupted'],
    ['the second is graver', { ended, exitCode: 1, chapters: [failed('not yet'), failed('late')] }, 'late'],
    ['of equals', { ended, exitCode: 1, chapters: [failed('wrong'), failed('misconfigured')] }, 'wrong'],
  ])('%s', (_what, run, verdict) => {
    expect(outcomeOf(run as RunRecord).verdict).toBe(verdict);
  });
});

it('has every word in both languages', () => {
  const texts = [
    ...Object.values(words).map((entry) =>
      typeof entry === 'function' ? (entry as (...all: unknown[]) => Text)(same('가'), 1) : entry,
    ),
    ...Object.values(verdictWords).flatMap(({ name, means }) => [name, means]),
    ...Object.values(storyWords),
  ];
  for (const { ko, en } of texts) {
    expect(ko.trim().length).toBeGreaterThan(0);
    expect(en.trim().length).toBeGreaterThan(0);
  }
});
