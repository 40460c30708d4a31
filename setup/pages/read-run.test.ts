/** Tests of reading a run back: whole, killed at any byte, with parts missing, and refused where it is none. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thingOf, undoneLine, undoneWords } from '../../fixtures/change-words';
import { wrong } from '../../fixtures/inspection/verdict';
import { leaveDiagnosis, leaveStatement } from '../../fixtures/left-files';
import { readRunFile } from '../../fixtures/run-file';
import { statement } from '../../fixtures/statement';
import { attendeePage } from './attendee-page';
import { ACCOUNT, CHAPTER, exampleRun } from './example-run';
import { exitCodeOf, outcomeOf } from './outcome';
import { readRun } from './read-run';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fails = { message: 'not reached', told: { ko: '도달하지 않았습니다', en: 'not reached' } };

describe('a run that came to its end', () => {
  it('has its steps with their verdicts and times, and its story', () => {
    const run = readRun(exampleRun(folder, { fails }));
    const [chapter] = run.chapters;
    expect(chapter?.title).toEqual({ ko: '서비스 오토스케일링', en: 'Service auto scaling' });
    expect(chapter?.steps[3]).toMatchObject({
      path: [{ ko: '서비스 부하 테스트', en: 'Service load test' }],
      state: 'failed',
      verdict: 'wrong',
      observed: { ko: '도달하지 않았습니다', en: 'not reached' },
    });
    expect(chapter!.steps[3]!.labEndedAt! - chapter!.steps[3]!.labStartedAt!).toBe(240_000);
    expect(chapter?.story?.counts[0]?.points.length).toBeGreaterThan(100);
    expect(chapter?.diagnosis).toMatchObject({ link: 'alarm', step: 'threshold' });
    expect(run.lacks).toEqual([]);
    expect(outcomeOf(run)).toMatchObject({ verdict: 'wrong', passed: 7, of: 9, step: chapter?.steps[3] });
    expect(exitCodeOf(run)).toBe(1);
  });

  it('has passed where every step has', () => {
    const run = readRun(exampleRun(folder));
    expect([outcomeOf(run).verdict, exitCodeOf(run)]).toEqual(['passed', 0]);
  });
});

describe('what else a run says of itself', () => {
  const change = (to: object): void => {
    const path = join(folder, 'run.json');
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), ...to }));
  };

  it('is a chapter that it was to have and did not begin', () => {
    exampleRun(folder);
    change({ planned: [CHAPTER, 'cluster-autoscaling'] });
    const run = readRun(folder);
    expect(run.chapters[1]).toMatchObject({ title: { en: 'Cluster auto scaling' }, notReached: true, steps: [] });
    expect(outcomeOf(run).verdict).toBe('interrupted');
    expect(attendeePage(run, 'en')).not.toContain('Passed ·');
  });

  it('is a file that could not be loaded, with the reason', () => {
    exampleRun(folder);
    rmSync(join(folder, `steps/${CHAPTER}.jsonl`));
    change({ exitCode: 4, problems: [{ chapter: CHAPTER, message: 'Unexpected token' }] });
    const run = readRun(folder);
    expect(outcomeOf(run).verdict).toBe('tool error');
    expect(attendeePage(run, 'en')).toContain('Unexpected token');
  });

  it('is an end that its steps do not have', () => {
    exampleRun(folder, { until: 5 });
    change({ ended: '2026-11-26T05:00:00.000Z', exitCode: 0 });
    const run = readRun(folder);
    expect([outcomeOf(run).verdict, run.chapters[0]?.problems[0]?.en]).toEqual([
      'tool error',
      'The record of this chapter does not come to its end.',
    ]);
  });
});

describe('a run that was killed', () => {
  it('knows the step under way and those that were not reached', () => {
    const run = readRun(exampleRun(folder, { until: 5 }));
    expect(run.chapters[0]?.steps.map(({ state }) => state)).toEqual([
      ...Array<string>(5).fill('passed'),
      'running',
      ...Array<string>(3).fill('not reached'),
    ]);
    expect([run.ended, run.lastSeen, outcomeOf(run).verdict]).toEqual([
      undefined,
      '2026-11-26T04:00:50.000Z',
      'interrupted',
    ]);
  });

  it('was seen last where its timeline ends, if that is by the same clock', () => {
    exampleRun(folder, { until: 5 });
    const path = join(folder, 'run.json');
    writeFileSync(path, JSON.stringify({ ...readRunFile(folder), lab: 'aws' }));
    appendFileSync(
      join(folder, `timeline/${CHAPTER}.jsonl`),
      `${JSON.stringify({ miss: { at: Date.UTC(2026, 10, 26, 5), reading: 'alarms', reason: 'cut off' } })}\n`,
    );
    expect(readRun(folder).lastSeen).toBe('2026-11-26T05:00:00.000Z');
  });

  it('is read and drawn wherever its files end', () => {
    exampleRun(folder, { until: 5, minutes: 12 });
    for (const file of [`steps/${CHAPTER}.jsonl`, `timeline/${CHAPTER}.jsonl`]) {
      const path = join(folder, file);
      const whole = readFileSync(path);
      for (const share of [0.9, 0.5, 0.3, 0.01, 0]) {
        truncateSync(path, Math.floor(whole.length * share));
        const run = readRun(folder);
        expect(run.lacks).toEqual([]);
        expect(attendeePage(run, 'ko')).toContain('중단됨');
      }
      writeFileSync(path, whole);
    }
  });

  it('says how many lines it could not read, and reads the others', () => {
    exampleRun(folder);
    const path = join(folder, `timeline/${CHAPTER}.jsonl`);
    writeFileSync(path, `${readFileSync(path, 'utf8')}nonsense\n{"observation":{"at":"now"}}\n`);
    const run = readRun(folder);
    expect(run.lacks.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^timeline\/service-autoscaling.jsonl: 2 of \d+ lines could not be read\.$/),
    ]);
    expect(run.chapters[0]?.story).toBeDefined();
  });
});

it('has the finding of a diagnosis, where its verdict was written', () => {
  exampleRun(folder, { fails });
  expect(readRun(folder).chapters[0]?.diagnosis?.finding).toBeUndefined();
  const verdict = wrong({ say: 'noNewTask' }, { say: 'alarmIs', alarm: 'AlarmLow', state: 'OK', breachedAt: 0 });
  leaveDiagnosis(folder, CHAPTER, { title: 'a test', text: 'what broke', link: 'alarm', step: 'threshold', verdict });
  expect(readRun(folder).chapters[0]?.diagnosis?.finding).toMatchObject({
    kind: 'wrong',
    about: 'alarmIs',
    alarm: 'AlarmLow',
  });
});

it('goes without a diagnosis that can not be read, and says so', () => {
  exampleRun(folder, { fails });
  writeFileSync(join(folder, `diagnosis/${CHAPTER}.json`), '{');
  const run = readRun(folder);
  expect(run.chapters[0]?.diagnosis).toBeUndefined();
  expect(run.lacks[0]?.ko).toMatch(/^diagnosis\/service-autoscaling\.json을\(를\) 읽을 수 없습니다/);
});

it('refuses a folder without a run, by its name', () => {
  expect(() => readRun(folder)).toThrow(`Expected the report of a run in ${folder}, found no run.json there.`);
});

describe('the page', () => {
  it('is the same for the same run', () => {
    const run = readRun(exampleRun(folder, { fails }));
    expect(attendeePage(run, 'en')).toBe(attendeePage(run, 'en'));
  });

  it('masks the account everywhere, unless told otherwise', () => {
    const run = readRun(exampleRun(folder, { fails: { message: `arn:aws:ecs:x:${ACCOUNT}:y is not ${ACCOUNT}` } }));
    expect(attendeePage(run, 'en')).not.toContain(ACCOUNT);
    expect(attendeePage(run, 'en')).toContain('arn:aws:ecs:x:****9012:y');
    expect(attendeePage(run, 'en', { mask: false })).toContain(ACCOUNT);
  });

  it('masks an account that an escape stands beside, or within', () => {
    const other = '210987654321';
    const message = `\u001b[31m${other}\u001b[0m and ${other.slice(0, 6)}\u001b[1m${other.slice(6)}`;
    const page = attendeePage(readRun(exampleRun(folder, { fails: { message } })), 'en');
    expect(page).toContain('****4321 and ****4321');
  });

  it('says in the language of the page how the account was left', () => {
    exampleRun(folder);
    const path = join(folder, 'run.json');
    writeFileSync(path, JSON.stringify({ ...readRunFile(folder), lab: 'aws' }));
    const entry = { change: 'desired count', cluster: 'DEMOGO-ECS', service: 'web', before: 2 } as const;
    const restored = { done: [undoneLine(thingOf(entry), undoneWords.asBefore)], left: [] };
    leaveStatement(folder, CHAPTER, statement({ changed: [entry], restored, running: undefined }));
    const [ko, en] = (['ko', 'en'] as const).map((language) => attendeePage(readRun(folder), language));
    expect(ko).toContain('되돌린 것: web의 원하는 태스크 수: 이전과 같음.');
    expect(ko).not.toMatch(/Changed|Put back|Still runs/);
    expect(en).toContain('Put back: desired count of web: as before.');
    expect(en).not.toMatch(/되돌린|실행 중인 것/);
  });

  it('is in one language but for the workshop’s own sentences', () => {
    const run = readRun(exampleRun(folder, { fails, attendee: 'Hana' }));
    const foreign = attendeePage(run, 'en')
      .replace(/<q lang="ko">.*?<\/q>|<a class="no-print".*?<\/a>|<style>[\s\S]*?<\/style>/g, '')
      .match(/[가-힣]+/g);
    expect(foreign).toBeNull();
  });
});
