/** Tests of the progress line: its width in columns, and how often it is written. */
import { columns } from './chart/display-width';
import { liveProgress, progressLine, type Waiting } from './progress';

const waiting: Waiting = { awaited: 'AlarmHigh', latest: 'OK', goal: 'ALARM', left: 200, at: '06:48' };

describe('progress line', () => {
  it('says what is awaited, how it stands, what would end it, and what is left of the budget', () => {
    expect(progressLine(waiting)).toBe('06:48 AlarmHigh: OK → ALARM, 03:20 left');
  });

  it('says how late it is, once the budget is spent', () => {
    expect(progressLine({ ...waiting, left: -72.9 })).toBe('06:48 AlarmHigh: OK → ALARM, 01:12 late');
  });

  it.each([120, 80, 60, 45, 30, 20, 10, 3, 0])('fits %i columns, Hangul counted as two', (width) => {
    const awaited = '서비스 오토스케일링 정책 request-tracking의 AlarmHigh 상태';
    const line = progressLine({ ...waiting, awaited, latest: '데이터 부족', goal: '알람 상태' }, width);
    expect(columns(line)).toBeLessThanOrEqual(width);
    if (width >= 30) expect(line).toMatch(/^06:48 .*03:20 left$/);
  });

  it('shortens the values too, when they alone are too long', () => {
    const line = progressLine({ ...waiting, latest: '값'.repeat(200) }, 60);
    expect(columns(line)).toBeLessThanOrEqual(60);
    expect(line).toMatch(/^06:48 AlarmHigh: 값+…, 03:20 left$/);
  });

  it('stays one line, whatever the values contain', () => {
    const line = progressLine({ ...waiting, latest: 'a\r\nb\u001b[2Jc\u0000' });
    expect(line).toBe('06:48 AlarmHigh: a bc  → ALARM, 03:20 left');
  });
});

describe('live progress', () => {
  const start = (terminal: { isTTY?: boolean; columns?: number }, everySeconds?: number) => {
    const written: string[] = [];
    const clock = { ms: 0 };
    const out = { ...terminal, write: (s: string) => written.push(s) };
    return { written, clock, progress: liveProgress(out, { everySeconds, now: () => clock.ms }) };
  };

  it('redraws one line of a terminal in place, at most ten times a second', () => {
    const { written, clock, progress } = start({ isTTY: true, columns: 80 });
    for (; clock.ms < 1000; clock.ms += 10) progress.show(waiting);
    expect(written).toHaveLength(10);
    for (const text of written) expect(text).toBe('\r\x1b[2K06:48 AlarmHigh: OK → ALARM, 03:20 left');
  });

  it('leaves the last column of a terminal free', () => {
    const { written, progress } = start({ isTTY: true, columns: 40 });
    progress.show({ ...waiting, awaited: 'x'.repeat(100) });
    expect(written[0]).toHaveLength('\r\x1b[2K'.length + 39);
  });

  it('writes on a terminal that says it has no columns', () => {
    const { written, progress } = start({ isTTY: true, columns: 0 });
    progress.show(waiting);
    expect(written[0]).toContain('AlarmHigh');
  });

  it('erases its line once', () => {
    const { written, progress } = start({ isTTY: true, columns: 80 });
    progress.clear();
    progress.show(waiting);
    progress.clear();
    progress.clear();
    expect(written.slice(1)).toEqual(['\r\x1b[2K']);
  });

  it('writes a plain line to a log at once, and then one in twenty seconds', () => {
    const { written, clock, progress } = start({});
    for (; clock.ms < 60_000; clock.ms += 500) progress.show(waiting);
    progress.clear();
    expect(written).toEqual(Array(3).fill('06:48 AlarmHigh: OK → ALARM, 03:20 left\n'));
  });

  it('keeps another pace when asked', () => {
    const { written, clock, progress } = start({}, 5);
    for (; clock.ms < 60_000; clock.ms += 500) progress.show(waiting);
    expect(written).toHaveLength(12);
  });
});
