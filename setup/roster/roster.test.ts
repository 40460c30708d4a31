/** Rosters as they are run: real attendees on the simulator, a role that is assumed and renewed, and what is refused before anything runs. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { startSimulator } from '../../bench/stand-alone';
import { openTestAccount } from '../../fixtures/test-account';
import { wallClock } from '../../helpers/time';
import type { ClassTable } from '../pages/class/row';
import { hasPassed, loggedIn, readLog } from './roster-log';

// Whole runs of the suite, on a machine that may be slow.
jest.setTimeout(300_000);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'roster-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

const start = (
  script: 'roster' | 'class',
  args: string[],
  environment: Record<string, string> = {},
): ChildProcessByStdio<null, Readable, Readable> =>
  spawn(process.execPath, ['-r', 'esbuild-register', `setup/${script}.ts`, ...args], {
    cwd: resolve(__dirname, '../..'),
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function run(...asked: Parameters<typeof start>): Promise<Ran> {
  const child = start(...asked);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

const rosterFile = (roster: object): string => {
  const path = join(folder, 'attendees.yaml');
  writeFileSync(path, stringify(roster));
  return path;
};
const tableIn = (report: string): ClassTable =>
  JSON.parse(readFileSync(join(report, 'class.json'), 'utf8')) as ClassTable;

const three = {
  attendees: [
    { name: '김민준', scenario: 'fixtures/attendee-labs.ts#done' },
    { name: '이서연', scenario: 'fixtures/class-labs.ts#service-maximum-6' },
    { name: '박도윤', scenario: 'fixtures/attendee-labs.ts#done', seed: 3 },
  ],
};

it('three attendees on the simulator, one with a mistake; then that one again, and the class put together', async () => {
  const roster = rosterFile(three);
  const report = join(folder, 'report');
  const { code, out, err } = await run('roster', [roster, '--report', report, '--concurrency', '2']);
  expect([code, out, err]).toEqual([1, expect.stringContaining('2 of 3 hold in every step.'), '']);
  expect(out.match(/^[✓✗▸] .*$/gm)!.sort()).toEqual([
    '▸ 김민준: running',
    '▸ 박도윤: running',
    '▸ 이서연: running',
    '✓ 김민준: all hold',
    '✓ 박도윤: all hold',
    '✗ 이서연: does not hold',
  ]);
  const { rows, mistakes, open } = tableIn(report);
  expect(rows.map(({ name, group, verdict }) => [name, group, verdict])).toEqual([
    ['김민준', 'hold', 'passed'],
    ['이서연', 'stuck', 'misconfigured'],
    ['박도윤', 'hold', 'passed'],
  ]);
  expect([open, mistakes[0]]).toEqual([
    false,
    expect.objectContaining({
      step: 'maximum',
      people: [{ id: 'iseoyeon', name: '이서연' }],
      found: [expect.objectContaining({ count: 1 })],
    }),
  ]);
  expect(readFileSync(join(report, 'class.ko.html'), 'utf8')).toContain('href="iseoyeon/attendee.ko.html"');
  expect(existsSync(join(report, 'iseoyeon/attendee.ko.html'))).toBe(true);

  const again = await run('roster', [roster, '--report', report, '--only', 'failed']);
  expect([again.code, again.out]).toEqual([1, expect.stringContaining('0 of 1 hold')]);
  expect(loggedIn(readLog(report)).map(({ id, attempts }) => [id, attempts.length])).toEqual([
    ['gimminjun', 1],
    ['iseoyeon', 2],
    ['bakdoyun', 1],
  ]);
  const stuck = tableIn(report).rows[1]!;
  expect([stuck.runs, stuck.since]).toEqual([2, loggedIn(readLog(report))[1]!.attempts[0]!.stuckSeen]);

  const merged = await run('class', ['--report', join(folder, 'page'), report]);
  expect([merged.code, merged.err]).toEqual([0, '']);
  expect(tableIn(join(folder, 'page')).rows.map(({ folder: of }) => of)).toEqual([
    '../report/gimminjun',
    '../report/iseoyeon',
    '../report/bakdoyun',
  ]);
});

async function until(what: string, is: () => boolean): Promise<void> {
  for (let i = 0; i < 6000 && !is(); i++) await wallClock.sleep(0.02);
  if (!is()) throw new Error(`Expected ${what}, found that it did not come.`);
}

it('another roster in its folder is refused; after a kill its runs end, and the next goes on at once', async () => {
  const roster = rosterFile({
    defaults: { scenario: 'fixtures/attendee-labs.ts#done' },
    attendees: [{ name: 'kim' }, { name: 'lee' }],
  });
  const report = join(folder, 'report');
  const first = start('roster', [roster, '--report', report, '--concurrency', '2']);
  await until('both to be under way', () => ['kim', 'lee'].every((id) => existsSync(join(report, id, 'run.lock'))));
  const second = await run('roster', [roster, '--report', report]);
  expect([second.code, second.err]).toEqual([
    3,
    expect.stringMatching(/One run at a time .* another folder in --report/),
  ]);
  const gone = once(first, 'close');
  first.kill('SIGKILL');
  await gone;
  const again = await run('roster', [roster, '--report', report, '--only', 'failed', '--concurrency', '2']);
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('2 of 2 hold')]);
  expect(tableIn(report).rows.map(({ group }) => group)).toEqual(['hold', 'hold']);

  const nobody = await run('roster', [roster, '--report', report, '--only', 'failed']);
  expect([nobody.code, nobody.out, nobody.err]).toEqual([
    0,
    expect.stringContaining('nobody'),
    expect.stringContaining('kim, lee'),
  ]);
  // Another lab under the same name has not passed.
  const changed = rosterFile({ attendees: [{ name: 'kim', scenario: 'fixtures/class-labs.ts#service-maximum-6' }] });
  const other = await run('roster', [changed, '--report', report, '--only', 'failed']);
  expect([other.code, other.out]).toEqual([1, expect.stringContaining('✗ kim: does not hold')]);
});

it('a run whose roster is gone ends as one that is interrupted', async () => {
  const report = join(folder, 'report');
  const child = spawn(process.execPath, ['-r', 'esbuild-register', 'setup/run.ts', 'provision', '--ci'], {
    cwd: resolve(__dirname, '../..'),
    env: { PATH: process.env.PATH, HOME: folder, LAB_REPORT: report },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit');
  await until('its first chapter to begin', () => existsSync(join(report, 'run.json')));
  child.disconnect();
  expect(await ended).toEqual([130, null]);
});

it('a class page that can not be written is told, and the roster goes on', async () => {
  const report = join(folder, 'report');
  mkdirSync(join(report, 'class.csv'), { recursive: true });
  const roster = rosterFile({ attendees: [{ name: 'kim', scenario: 'fixtures/attendee-labs.ts#done' }] });
  const { code, out, err } = await run('roster', [roster, '--report', report]);
  expect([code, out]).toEqual([0, expect.stringContaining('1 of 1 hold')]);
  expect(err.match(/The class page can't be written: .*class\.csv/g)).toHaveLength(1);
  expect(readdirSync(report).filter((name) => /\.\d+$/.test(name))).toEqual([]);
});

/** Answers AssumeRole as STS does (STS API reference, AssumeRole), with keys that are about to expire. */
async function startSts(accessKey: string): Promise<{ url: string; asked: URLSearchParams[]; close: () => void }> {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      asked.push(new URLSearchParams(body));
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(`<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>${accessKey}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
        <Expiration>2001-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => void server.close() };
}

it('assumes the role of an attendee with its external id, renews it, and leaves no file of it', async () => {
  // At AWS's own pace, for what is done longer than an hour ago can't be inspected whole any more.
  const simulator = await startSimulator(1, 'fixtures/attendee-labs.ts#done');
  const account = await openTestAccount(simulator.endpoint, { pace: 1 });
  const sts = await startSts(account.id);
  const role = `arn:aws:iam::${account.id}:role/instructor`;
  const otherRole = 'arn:aws:iam::999999999999:role/instructor';
  const { LAB_PACE, LAB_ALB_URL, AWS_ENDPOINT_URL } = account.environment;
  const roster = rosterFile({
    defaults: { lab: 'aws', externalId: 'class-7', settings: { LAB_PACE, LAB_ALB_URL } },
    attendees: [
      { name: '김민준', role, account: account.id },
      { name: '남의 계정', role: otherRole },
    ],
  });
  const report = join(folder, 'report');
  try {
    const { code, out } = await run('roster', [roster, '--report', report], {
      AWS_ENDPOINT_URL: AWS_ENDPOINT_URL!,
      AWS_ENDPOINT_URL_STS: sts.url,
      AWS_ACCESS_KEY_ID: 'instructor',
      AWS_SECRET_ACCESS_KEY: 'instructor',
      TMPDIR: folder,
    });
    expect([code, out]).toEqual([4, expect.stringContaining('✓ 김민준: all hold')]);
    expect(out).toContain('! 남의 계정: other account');
    expect(
      loggedIn(readLog(report))
        .filter(hasPassed)
        .map(({ id }) => id),
    ).toEqual(['gimminjun']);
    expect(sts.asked.length).toBeGreaterThan(4);
    for (const one of sts.asked) expect([one.get('Action'), one.get('ExternalId')]).toEqual(['AssumeRole', 'class-7']);
    expect(new Set(sts.asked.map((one) => one.get('RoleArn')))).toEqual(new Set([role, otherRole]));
    expect(readdirSync(folder).filter((name) => name.startsWith('roster-'))).toEqual([]);
  } finally {
    sts.close();
    account.close();
    await simulator.end();
  }
});

it('refuses what can not be used before anything runs', async () => {
  const report = join(folder, 'report');
  const bad = await run('roster', [
    rosterFile({ attendees: [{ name: 'kim' }, { name: 'kim', colour: 'red' }] }),
    '--report',
    report,
  ]);
  expect(bad.code).toBe(2);
  expect(bad.err).toMatch(/line 4: colour is no word of an attendee/);
  const nobody = await run('roster', [rosterFile(three), '--only', 'nobody', '--report', report]);
  expect([nobody.code, nobody.err]).toEqual([2, expect.stringMatching(/ids are gimminjun, iseoyeon, bakdoyun\./)]);
  expect(existsSync(report)).toBe(false);
  const noClass = await run('class', [folder]);
  expect([noClass.code, noClass.err]).toEqual([2, expect.stringMatching(/Expected reports of attendees in/)]);
});

it('prints its attendees as jobs, or one of them', async () => {
  const { code, out } = await run('roster', [rosterFile(three), '--matrix', 'github', '--only', 'iseoyeon']);
  expect([code, JSON.parse(out)]).toEqual([0, { include: [{ id: 'iseoyeon', name: '이서연' }] }]);
});
