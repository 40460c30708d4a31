/** Tests of until when the steps of each chapter held: in how many runs, and in whose labs. */
import { at, attendee, chapter, run, step } from './made-up';
import { columnsOf } from './summary';
import { timesOf } from './times';
import type { RunRecord, StepRecord } from '../run-record';

const MINUTE = 60_000;

/** Steps one after the other, each of which ended so many minutes after the lab's tenth. */
const timed = (...untils: (number | 'late' | undefined)[]): StepRecord[] => {
  let from = 10;
  return untils.map((until, i) => {
    const to = 10 + (typeof until === 'number' ? until : 99);
    const title = 'abcdef'[i]!;
    if (until === undefined) return step(title, { state: 'planned skip', verdict: undefined });
    const times = { labStartedAt: from * MINUTE, labEndedAt: to * MINUTE };
    from = to;
    return step(title, { ...times, ...(until === 'late' && { state: 'failed', verdict: 'late' }) });
  });
};

const timesIn = (...runs: RunRecord[]) => {
  const all = runs.map((each, i) => attendee(String(i), each));
  return timesOf(all, columnsOf(all));
};
const inMinutes = (times: ReturnType<typeof timesOf>) =>
  times.map(({ lab, runs, total, steps }) => ({
    lab,
    runs,
    total: total && [total.median / MINUTE, total.p90 / MINUTE],
    steps: steps.map(({ column, runs: of, median, p90 }) => [column.key, of, median / MINUTE, p90 / MINUTE]),
  }));

it('says until when each step held, counted from the chapter’s beginning', () => {
  expect(inMinutes(timesIn(run(timed(1, 4, 4, 30)), run(timed(3, 6, 6, 40))))).toEqual([
    {
      lab: 'aws',
      runs: 2,
      total: [35, 40],
      steps: [
        ['service / a', 2, 2, 3],
        ['service / b', 2, 5, 6],
        ['service / c', 2, 5, 6],
        ['service / d', 2, 35, 40],
      ],
    },
  ]);
});

it('begins with the first step that had a lab, and leaves out what did not pass and what is no part of the depth', () => {
  const noLab = step('z', { labEndedAt: undefined });
  expect(inMinutes(timesIn(run([noLab, ...timed(2, 'late', undefined, 5)])))).toEqual([
    {
      lab: 'aws',
      runs: 0,
      total: undefined,
      steps: [
        ['service / a', 1, 2, 2],
        ['service / d', 1, 5, 5],
      ],
    },
  ]);
});

it.each([
  [[4], 4, 4],
  [[1, 2], 1.5, 2],
  [[5, 1, 3], 3, 5],
  [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 5.5, 9],
])(
  'of runs in which a step held after %p minutes the median is %p, and 90 %% are done after %p',
  (untils, median, p90) => {
    expect(inMinutes(timesIn(...untils.map((until) => run(timed(until)))))).toMatchObject([
      { runs: untils.length, total: [median, p90], steps: [['service / a', untils.length, median, p90]] },
    ]);
  },
);

it('a run that only reads took no time, and one cut short has none for the whole', () => {
  expect(timesIn(run(timed(1), { depth: 'inspect' }), run([]))).toEqual([]);
  const short = run([], { chapters: [chapter('service', timed(3), { finished: false })] });
  expect(inMinutes(timesIn(run(timed(1)), short))).toMatchObject([
    { runs: 1, total: [1, 1], steps: [['service / a', 2, 2, 3]] },
  ]);
});

it('never mixes AWS and the simulator: where a chapter ran on AWS that alone counts', () => {
  const both = (lab: RunRecord['lab'], names: string[], until: number) =>
    run([], { lab, chapters: names.map((name) => chapter(name, timed(until))) });
  const times = timesIn(both('simulator', ['service', 'cluster'], 1), both('aws', ['service'], 9));
  expect(inMinutes(times)).toMatchObject([
    { lab: 'aws', runs: 1, steps: [['service / a', 1, 9, 9]] },
    { lab: 'simulator', runs: 1, steps: [['cluster / a', 1, 1, 1]] },
  ]);
  expect(times.map(({ chapter: name, title }) => [name, title.en])).toEqual([
    ['service', 'Service'],
    ['cluster', 'Cluster'],
  ]);
  const inspected = run(timed(1), { depth: 'inspect', began: at(0) });
  expect(inMinutes(timesIn(inspected, both('simulator', ['service'], 2)))).toMatchObject([
    { lab: 'simulator', runs: 1 },
  ]);
});
