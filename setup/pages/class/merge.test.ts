/** Tests of reports put together: two people never become one, one person's runs are one row, and a clock that is wrong wins nothing. */
import { at } from './made-up';
import { freeId, merge, type Left, type OnRoster } from './merge';

const NOW = at(59);

/** Of a roster's report. */
const left = (id: string, name: string, minutes: number[], more: Partial<Left> = {}): Left => ({
  id,
  name,
  path: `${id} ${minutes.join()}`,
  attempts: minutes.map((minute) => ({ startedAt: at(minute), endedAt: at(minute) })),
  standing: minutes.length > 0 ? 'ended' : 'notRun',
  rostered: true,
  named: true,
  accounts: [],
  ...more,
});
/** Of a run without a roster. */
const alone = (id: string, name: string, minute: number, ...accounts: string[]): Left =>
  left(id, name, [minute], { rostered: false, accounts });

const merged = (found: Left[], roster?: OnRoster[]) => {
  const { attendees, warnings } = merge(found, { at: NOW, roster });
  return {
    rows: attendees.map(({ id, name, path, attempts }) => [id, name, path, attempts.length]),
    warnings: warnings.map(({ en }) => en),
  };
};

it('of two runs of one attendee the later counts, and what came before it is known', () => {
  const both = [left('a', '김민준', [1]), left('a', '김민준', [5, 7]), left('b', '이서연', [])];
  const expected = {
    rows: [
      ['a', '김민준', 'a 5,7', 3],
      ['b', '이서연', 'b ', 0],
    ],
    warnings: [],
  };
  expect(merged(both)).toEqual(expected);
  expect(merged([both[1]!, both[0]!, both[2]!])).toEqual(expected);
  const { attendees } = merge([both[1]!, both[0]!], { at: NOW });
  expect(attendees[0]!.attempts.map(({ startedAt }) => startedAt)).toEqual([at(1), at(5), at(7)]);
});

it('a run that two reports have is one', () => {
  const open = left('a', '김민준', [5], { standing: 'lost', attempts: [{ startedAt: at(5) }] });
  for (const order of [
    [open, left('a', '김민준', [5])],
    [left('a', '김민준', [5]), open],
  ]) {
    const [one] = merge(order, { at: NOW }).attendees;
    expect(one!.attempts).toEqual([{ startedAt: at(5), endedAt: at(5) }]);
  }
});

it('two are one only where id and name agree', () => {
  expect(merged([left('a', '김민준', [1]), left('a', '김하늘', [2]), left('A', '박도윤', [3])])).toEqual({
    rows: [
      ['a', '김민준', 'a 1', 1],
      ['a-2', '김하늘', 'a 2', 1],
      ['A-3', '박도윤', 'A 3', 1],
    ],
    warnings: [
      'Id a: their names or accounts differ, so they are kept apart as a, a-2.',
      'Id A: their names or accounts differ, so they are kept apart as A, A-3.',
    ],
  });
  // The same name as another system writes it.
  expect(merged([left('a', '김민준', [1]), left('a', '김민준'.normalize('NFD'), [2])]).rows).toHaveLength(1);
});

it('runs without a roster are one person’s where their account is not against it', () => {
  const [A, B] = ['111111111111', '222222222222'];
  expect(
    merged([
      alone('gimminjun', '김민준', 1, A),
      alone('gimminjun', '김민준', 2, B),
      alone('gimminjun', '김민준', 3, A),
    ]),
  ).toEqual({
    rows: [
      ['gimminjun', '김민준', 'gimminjun 3', 2],
      ['gimminjun-2222', '김민준', 'gimminjun 2', 1],
    ],
    warnings: ['Id gimminjun: their names or accounts differ, so they are kept apart as gimminjun, gimminjun-2222.'],
  });
  expect(merged([alone('gimminjun', '김민준', 1, A), alone('gimminjun', '김민준', 2)]).rows).toHaveLength(1);
  // The roster knows that the attendee has another account now.
  expect(
    merged([left('a', '김민준', [1], { accounts: [A] }), left('a', '김민준', [2], { accounts: [B] })]).rows,
  ).toHaveLength(1);
});

it('a folder’s name says nothing of whose the run is', () => {
  const nameless = (minute: number, ...accounts: string[]) => ({
    ...alone('report', 'report', minute, ...accounts),
    named: false,
  });
  expect(merged([nameless(1), nameless(2)]).rows.map(([id]) => id)).toEqual(['report', 'report-2']);
  expect(merged([nameless(1, '111111111111'), nameless(2, '111111111111')]).rows).toEqual([
    ['report', 'report', 'report 2', 2],
  ]);
});

it('a run without a roster is that of the roster’s attendee of its name, whatever the id there', () => {
  const found = [alone('iseoyeon', '이서연', 5), left('seoyeon', '이서연', [1]), alone('x', '박도윤', 2)];
  expect(merged(found)).toEqual({
    rows: [
      ['seoyeon', '이서연', 'iseoyeon 5', 2],
      ['x', '박도윤', 'x 2', 1],
    ],
    warnings: [],
  });
});

it('with the roster’s file everyone of it is told, in its order, then who else has a result', () => {
  const roster = [
    { id: 'c', name: '다', accounts: [] },
    { id: 'b', name: '나', accounts: ['111111111111'] },
    { id: 'a', name: '가', accounts: [] },
  ];
  const found = [
    left('a', '가', [1]),
    alone('b', '나', 2, '222222222222'),
    left('z', '하', [3]),
    left('old', '옛 이름', []),
  ];
  const { attendees, warnings } = merge(found, { at: NOW, roster });
  expect(attendees.map(({ id, name, standing }) => [id, name, standing])).toEqual([
    ['c', '다', 'noResult'],
    ['b', '나', 'noResult'],
    ['a', '가', 'ended'],
    ['b-2222', '나', 'ended'],
    ['z', '하', 'ended'],
  ]);
  expect(warnings.map(({ en }) => en)).toEqual([
    'Id b: their names or accounts differ, so they are kept apart as b, b-2222.',
    'Not on the roster: 나, 하',
  ]);
});

it('who has not been run is what the report says that was to run them', () => {
  const none = left('a', '가', [], { standing: 'noResult' });
  for (const order of [
    [none, left('a', '가', [])],
    [left('a', '가', []), none],
  ])
    expect(merge(order, { at: NOW }).attendees[0]!.standing).toBe('notRun');
});

it('a run that began in the future wins over none', () => {
  const future = (startedAt: string): Left =>
    left('a', '가', [], { path: 'future', standing: 'ended', attempts: [{ startedAt }] });
  for (const order of [
    [future('2099-01-01T00:00:00.000Z'), left('a', '가', [1])],
    [left('a', '가', [1]), future('2099-01-01T00:00:00.000Z')],
  ]) {
    expect(merged(order)).toEqual({
      rows: [['a', '가', 'a 1', 2]],
      warnings: ['가: a run that began at 2099-01-01 09:00, which is later than now, does not count as the latest.'],
    });
    expect(merge(order, { at: NOW }).attendees[0]!.attempts.at(-1)!.startedAt).toBe(at(1));
  }
  // Clocks of two machines differ some.
  expect(merged([future('2026-11-26T06:03:00.000Z'), left('a', '가', [1])])).toEqual({
    rows: [['a', '가', 'future', 2]],
    warnings: [],
  });
  expect(merged([future('2026-11-26T06:05:00.000Z'), left('a', '가', [1])]).warnings).toHaveLength(1);
});

it('an id is free once, whatever its letters’ case', () => {
  const taken = new Set<string>();
  const next = (id: string, account?: string) => freeId(id, account, taken);
  expect([next('a'), next('A'), next('a', '9012'), next('a', '9012')]).toEqual(['a', 'A-2', 'a-9012', 'a-3']);
});
