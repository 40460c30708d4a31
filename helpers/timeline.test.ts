/** Tests of the timeline: the order of its moments, revised histories, and the file that it leaves. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Timeline, changes, type Moment } from './timeline';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'timeline-'));
  path = join(folder, 'story.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

const values = (timeline: Timeline, series: string): unknown[] => timeline.moments(series).map(({ value }) => value);

describe('moments', () => {
  it('are in the order of their times', () => {
    const timeline = new Timeline();
    timeline.sample('desired', 200, 8);
    timeline.sample('desired', 100, 2);
    timeline.sample('desired', 300, 7);
    expect(timeline.moments('desired')).toEqual([
      { at: 100, value: 2, source: 'sample' },
      { at: 200, value: 8, source: 'sample' },
      { at: 300, value: 7, source: 'sample' },
    ]);
  });

  it('of one time are in the order in which they came', () => {
    const timeline = new Timeline();
    for (const value of ['a', 'b', 'c']) timeline.sample('s', 100, value);
    timeline.sample('s', 50, 'before');
    expect(values(timeline, 's')).toEqual(['before', 'a', 'b', 'c']);
  });

  it('of a series that was never seen are none', () => {
    expect(new Timeline().moments('nothing')).toEqual([]);
  });

  it('keep each series apart, in the order in which they were first seen', () => {
    const timeline = new Timeline();
    timeline.sample('b', 1, 1);
    timeline.sample('a', 2, 2);
    timeline.history('b', 'x', 3, 3);
    expect(timeline.names).toEqual(['b', 'a']);
    expect([values(timeline, 'a'), values(timeline, 'b')]).toEqual([[2], [1, 3]]);
  });
});

describe('a history', () => {
  it('stands at its own times, between the samples', () => {
    const timeline = new Timeline();
    timeline.sample('alarm', 100, 'OK');
    timeline.sample('alarm', 200, 'ALARM');
    timeline.history('alarm', 'e1', 150, 'ALARM');
    expect(timeline.moments('alarm')).toEqual([
      { at: 100, value: 'OK', source: 'sample' },
      { at: 150, value: 'ALARM', source: 'history' },
      { at: 200, value: 'ALARM', source: 'sample' },
    ]);
  });

  it('read again adds nothing, neither here nor in the file', () => {
    const timeline = new Timeline(path);
    for (let i = 0; i < 3; i++) timeline.history('activities', 'a1', 100, { status: 'InProgress' });
    expect(timeline.moments('activities')).toHaveLength(1);
    expect(lines()).toHaveLength(1);
  });

  it('takes a revised entry in the place of the one known', () => {
    const timeline = new Timeline();
    timeline.history('activities', 'a1', 100, { status: 'InProgress' });
    timeline.history('activities', 'a2', 200, { status: 'InProgress' });
    timeline.history('activities', 'a1', 100, { status: 'Successful' });
    expect(values(timeline, 'activities')).toEqual([{ status: 'Successful' }, { status: 'InProgress' }]);
  });

  it('moves an entry whose time was revised', () => {
    const timeline = new Timeline();
    timeline.history('s', 'first', 100, 'a');
    timeline.history('s', 'second', 200, 'b');
    timeline.history('s', 'first', 300, 'a');
    expect(values(timeline, 's')).toEqual(['b', 'a']);
  });

  it('knows its entries by series and id together', () => {
    const timeline = new Timeline();
    timeline.history('s', 'x', 1, 'the same');
    timeline.history('t', 'x', 1, 'the same');
    expect([values(timeline, 's'), values(timeline, 't')]).toEqual([['the same'], ['the same']]);
  });
});

describe('the file', () => {
  it('has each line as soon as it was seen', () => {
    const timeline = new Timeline(path);
    timeline.sample('desired', 100, 2);
    expect(lines()).toEqual([{ observation: { at: 100, series: 'desired', value: 2, source: 'sample' } }]);
    timeline.missed({ at: 120, reading: 'the service', reason: 'no answer' });
    expect(lines()[1]).toEqual({ miss: { at: 120, reading: 'the service', reason: 'no answer' } });
  });

  it('gives the same series and misses when it is read back', () => {
    const timeline = new Timeline(path);
    timeline.sample('desired', 200, 8);
    timeline.sample('desired', 100, 2);
    timeline.missed({ at: 150, reading: 'the service', reason: 'a\n"line" break' });
    timeline.history('activities', 'a1', 120, { status: 'InProgress' });
    timeline.history('activities', 'a2', 130, { status: 'InProgress' });
    timeline.history('activities', 'a1', 120, { status: 'Successful' });
    timeline.history('activities', 'a1', 120, { status: 'Successful' });
    const back = Timeline.read(path);
    expect(back.names).toEqual(timeline.names);
    for (const name of timeline.names) expect(back.moments(name)).toEqual(timeline.moments(name));
    expect(back.misses).toEqual(timeline.misses);
  });

  it('is left as it was by what reads it', () => {
    new Timeline(path).sample('desired', 100, 2);
    const before = readFileSync(path, 'utf8');
    const back = Timeline.read(path);
    back.sample('desired', 200, 8);
    expect(values(back, 'desired')).toEqual([2, 8]);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('is not there for a timeline without one', () => {
    const timeline = new Timeline();
    timeline.missed({ at: 1, reading: 'r', reason: 'x' });
    expect(timeline.misses).toHaveLength(1);
    expect(timeline.path).toBeUndefined();
  });
});

describe('changes', () => {
  const moment = (at: number, value: unknown): Moment<unknown> => ({ at, value, source: 'sample' });

  it('are the moments that brought something new', () => {
    const all = [moment(1, 2), moment(2, 2), moment(3, 8), moment(4, 2), moment(5, 2)];
    expect(changes(all).map(({ at }) => at)).toEqual([1, 3, 4]);
  });

  it('compare what values hold', () => {
    expect(changes([moment(1, { a: [1] }), moment(2, { a: [1] }), moment(3, { a: [2] })])).toHaveLength(2);
  });

  it('of nothing are none', () => {
    expect(changes([])).toEqual([]);
  });
});

describe('texts that no report can hold', () => {
  it('are cut, and come without what XML cannot write', () => {
    const timeline = new Timeline();
    timeline.sample('s', 1, { message: 'x'.repeat(1_000_000), other: ['a\0b\u001bc\td'] });
    const [{ message, other }] = values(timeline, 's') as [{ message: string; other: string[] }];
    expect(message).toMatch(/^x{4096}… \(1000000 characters\)$/);
    expect(other).toEqual(['a\uFFFDb\uFFFDc\td']);
  });

  it('are known when they come again', () => {
    const timeline = new Timeline(path);
    for (let i = 0; i < 3; i++) timeline.history('s', 'one', 1, 'y\0'.repeat(10_000));
    expect(lines()).toHaveLength(1);
  });
});
