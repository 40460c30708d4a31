/** Tests of what a class comes to: its columns, who is stuck at what, and since when. */
import { clusterTexts, serviceTexts } from '../../../fixtures/titles';
import type { Text } from '../../../helpers/language';
import type { Attempt } from '../../roster/roster-log';
import { at, attendee, chapter, failed, run, said, step } from './made-up';
import { cellsOf, columnsOf, keyOf, stuckOf, stuckSince, stucksOf } from './summary';

it('has a column for each step that any run has, a chapter’s together', () => {
  const other = run([step('c')], { chapters: [chapter('service', [step('c')]), chapter('cluster', [step('c')])] });
  const class_ = [attendee('a', run([step('a'), step('b')])), attendee('b', other), attendee('c')];
  expect(columnsOf(class_).map(({ key }) => key)).toEqual(['service / a', 'service / b', 'service / c', 'cluster / c']);
  expect([...cellsOf(class_[0]!.run)]).toEqual([
    ['service / a', 'passed'],
    ['service / b', 'passed'],
  ]);
});

it('and each where its own run has it, whichever run was met first', () => {
  const parts = [
    attendee('a', run([step('a'), step('d')])),
    attendee('b', run(['a', 'b', 'c', 'd'].map((t) => step(t)))),
  ];
  expect(columnsOf(parts).map(({ title }) => title.en)).toEqual(['a', 'b', 'c', 'd']);
  const first = [attendee('a', run([step('z'), step('b')])), attendee('b', run([step('a'), step('b')]))];
  expect(columnsOf(first).map(({ title }) => title.en)).toEqual(['z', 'a', 'b']);
  const chapters = (...names: string[]) => run([], { chapters: names.map((name) => chapter(name, [step('a')])) });
  const classes = [attendee('a', chapters('cluster')), attendee('b', chapters('service', 'cluster'))];
  expect(columnsOf(classes).map((column) => column.chapter)).toEqual(['service', 'cluster']);
});

it('the same step of the workshop is one column at any depth and in any language', () => {
  const { scaledOut, loadTest } = serviceTexts;
  const of = (title: Text, path: Text[] = []) =>
    run([], { chapters: [chapter('service-autoscaling', [{ path, title, state: 'passed' }])] });
  const { ko, en } = scaledOut;
  const all = [
    attendee('inspect', of(scaledOut)),
    attendee('verify', of(scaledOut, [loadTest])),
    attendee('korean', of({ ko, en: ko })),
    attendee('english', of({ ko: en, en })),
  ];
  expect(columnsOf(all)).toMatchObject([{ key: 'service-autoscaling / scaledOut', title: scaledOut }]);
  expect(stuckOf(of({ ko, en: ko }))).toBeUndefined();
  const stuck = run([], {
    chapters: [chapter('service-autoscaling', [{ ...failed('', 'wrong'), title: { ko, en: ko } }])],
  });
  expect(stuckOf(stuck)).toMatchObject({ key: 'service-autoscaling / scaledOut', title: scaledOut });
});

/** Titles of what tests stand in. */
const headings = ['chapter', 'configuring', 'singlePass', 'loadTest', 'afterLoad', 'review'];

it.each([
  ['service-autoscaling', serviceTexts],
  ['cluster-autoscaling', clusterTexts],
] as const)('no two steps of %s have one column', (name, texts) => {
  const steps = Object.entries<Text>(texts).filter(([id]) => !headings.includes(id));
  expect(steps.map(([, title]) => keyOf(name, { title }))).toEqual(steps.map(([id]) => `${name} / ${id}`));
});

it('an attendee is stuck at the step that the run’s verdict is of', () => {
  const of = run([step('a'), failed('b', 'blocked'), failed('c', 'not yet'), failed('d', 'misconfigured')]);
  expect(stuckOf(of)).toMatchObject({ key: 'service / d', verdict: 'misconfigured', at: at(9) });
  const chapters = [chapter('service', [failed('a', 'not yet')]), chapter('cluster', [failed('b', 'misconfigured')])];
  expect(stuckOf(run([], { chapters }))).toMatchObject({ key: 'cluster / b', verdict: 'misconfigured' });
  expect(stuckOf(run([failed('a', 'tool error'), failed('b', 'misconfigured')]))).toMatchObject({ key: 'service / b' });
  expect(stuckOf(run([step('a')]))).toBeUndefined();
});

it('and each chapter is where it does not hold first, which its diagnosis is of', () => {
  const chapters = [
    chapter('service', [failed('a', 'blocked'), failed('b', 'not yet'), failed('c', 'misconfigured')]),
    chapter('cluster', [step('a')]),
  ];
  expect(stucksOf(run([], { chapters }))).toMatchObject([{ key: 'service / b', verdict: 'not yet' }]);
  // What the tool failed at is no lab's fault, and hides none.
  expect(stucksOf(run([failed('a', 'tool error'), failed('b', 'misconfigured')]))).toMatchObject([
    { key: 'service / b' },
  ]);
  expect(stucksOf(run([failed('a', 'load insufficient'), failed('b', 'blocked')]))).toEqual([]);
});

describe('an attendee is there since', () => {
  const HERE = 'service / b';
  const record = run([failed('b', 'wrong', 50)]);
  /** Each began ten minutes after the one before, saw its step after four, and ended after five. */
  const since = (...attempts: Partial<Attempt>[]) =>
    stuckSince(
      {
        attempts: attempts.map((attempt, i) => ({
          startedAt: at(i * 10),
          ...(attempt.stuck && { stuckSeen: at(i * 10 + 4) }),
          endedAt: at(i * 10 + 5),
          ...attempt,
        })),
      },
      stuckOf(record)!,
    );
  const here: Partial<Attempt> = { exitCode: 1, stuck: HERE };
  const elsewhere: Partial<Attempt> = { exitCode: 1, stuck: 'service / a' };
  const passed: Partial<Attempt> = { exitCode: 0 };

  it.each<[string, Partial<Attempt>[], string]>([
    ['the moment that the only run saw it', [here], at(50)],
    ['the first of the runs in a row that did', [here, here, here], at(4)],
    ['the end of the first, where it did not say when', [{ ...here, stuckSeen: undefined }, here], at(5)],
    ['the first since another step', [here, elsewhere, here, here], at(24)],
    ['the first since all held', [here, passed, here], at(50)],
    ['the first, while another is under way', [here, { endedAt: undefined }], at(4)],
    ['the first, when another was lost', [here, { endedAt: undefined, lost: true }], at(4)],
    ['the first, when another was lost there', [here, { endedAt: undefined, stuck: HERE }], at(4)],
    ['the first, when one hit its limit', [here, { cut: 'time limit', exitCode: 143 }, here], at(4)],
    ['the first, when one was killed', [here, { cut: 'killed', stuck: 'service / a' }, here], at(4)],
    ['the first, when one was not begun', [here, { cut: 'not started' }, here], at(4)],
    ['the first, when the tool failed', [here, { exitCode: 4, stuck: 'service / a' }, here], at(4)],
    ['the first, when the lab was not ready', [here, { exitCode: 3, stuck: 'service / a' }, here], at(4)],
    ['the first, when one crashed', [here, { exitCode: 1 }, here], at(4)],
    ['the first, when one was another’s account', [here, { cut: 'other account', exitCode: 0 }, here], at(4)],
    ['now, when it was another’s account', [{ ...here, cut: 'other account' }, here], at(50)],
    ['now, when the log has nothing of it', [{ exitCode: 1 }, { endedAt: undefined }], at(50)],
  ])('%s', (_what, attempts, moment) => expect(since(...attempts)).toBe(moment));

  it('then too when one run inspected and the other verified', () => {
    const { scaledOut, loadTest } = serviceTexts;
    const of = (path: Text[]) =>
      stuckOf(
        run([], {
          chapters: [chapter('service-autoscaling', [{ ...failed('', 'wrong', 50), title: scaledOut, path }])],
        }),
      )!;
    const attempts = [
      { startedAt: at(0), endedAt: at(5), exitCode: 1, stuck: of([]).key, stuckSeen: at(4) },
      { startedAt: at(40), endedAt: at(55), exitCode: 1, stuck: of([loadTest]).key, stuckSeen: at(50) },
    ];
    expect(stuckSince({ attempts }, of([loadTest]))).toBe(at(4));
  });

  it('even where no run says when', () => {
    const { key, title, verdict } = { key: HERE, title: said('b'), verdict: 'wrong' as const };
    expect(stuckSince({ attempts: [] }, { key, title, verdict })).toBeUndefined();
    const attempts = [{ startedAt: at(0), endedAt: at(5), exitCode: 1, stuck: HERE }];
    expect(stuckSince({ attempts }, { key, title, verdict })).toBe(at(5));
  });
});
