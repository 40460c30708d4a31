/** Tests of a roster's restore: each attendee's journals, with the attendee's own credentials, and nobody else's. */
import { RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSimulator, type StandAlone } from '../../bench/stand-alone';
import { demogo } from '../../fixtures/demogo';
import { journalOf } from '../../fixtures/journal';
import { openTestAccount, type TestAccount } from '../../fixtures/test-account';
import { wallClock } from '../../helpers/time';
import type { Attendee } from './attendee';
import { keyOf, perhapsOf, toRestore } from './journals-of';

jest.setTimeout(120_000);

const PACE = 200;
const resourceId = `service/${demogo.cluster}/${demogo.services.web.name}`;

let simulator: StandAlone;
let folder: string;
let journals: string;
const accounts: TestAccount[] = [];
beforeAll(async () => {
  simulator = await startSimulator(PACE);
});
afterAll(() => simulator.end());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'restore-test-'));
  journals = join(folder, 'journals');
});
afterEach(() => {
  for (const account of accounts.splice(0)) account.close();
  rmSync(folder, { recursive: true, force: true });
});

const ownerOf = (account: string) => ({ account, region: demogo.region, cluster: demogo.cluster });

/** A lab that a run was killed in, and its state before. */
async function killedIn(): Promise<{ id: string; before: object; state: () => Promise<object> }> {
  const account = await openTestAccount(simulator.endpoint, { pace: PACE });
  accounts.push(account);
  const before = await account.state();
  journalOf(ownerOf(account.id), journals).write({ change: 'scalable target', resourceId, before: null });
  await account.clients.applicationAutoScaling.send(
    new RegisterScalableTargetCommand({
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: resourceId,
      MinCapacity: 2,
      MaxCapacity: 8,
    }),
  );
  expect(await account.state()).not.toEqual(before);
  return { id: account.id, before, state: () => account.state() };
}

const attendee = (name: string, account: string, access: Attendee['access']): Attendee => ({
  id: name,
  name,
  line: 1,
  lab: 'aws',
  accounts: [account],
  settings: {},
  ...(access && { access }),
});

const start = (args: string[], environment: Record<string, string> = {}) =>
  spawn(process.execPath, ['-r', 'esbuild-register', ...args], {
    cwd: resolve(__dirname, '../..'),
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      TMPDIR: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_ENDPOINT_URL: simulator.endpoint,
      ECS_ACCEPTANCE_JOURNALS: journals,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function restore(
  attendees: Attendee[],
  environment: Record<string, string> = {},
  { all = attendees, started = () => {} }: { all?: Attendee[]; started?: (child: ChildProcess) => void } = {},
) {
  const script = `require('./setup/roster/restore.ts').restoreRoster(JSON.parse(process.argv[1]), 'a.yaml', process.env)
    .then((code) => { process.exitCode = code; });`;
  const child = start(['-e', script, JSON.stringify({ attendees, all })], environment);
  started(child);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

const withKeys = (...ids: string[]): void =>
  writeFileSync(
    join(folder, 'credentials'),
    ids.map((id) => `[of-${id}]\naws_access_key_id = ${id}\naws_secret_access_key = simulator\n`).join(''),
  );

/** Answers AssumeRole as STS does (STS API reference, AssumeRole). */
async function startSts(accessKey: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(`<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>${accessKey}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

it('puts back what was left in each lab, by a role and by a profile, and leaves other labs alone', async () => {
  const [kim, lee, stranger] = [await killedIn(), await killedIn(), await killedIn()];
  withKeys('instructor', lee.id);
  const sts = await startSts(kim.id);
  const all = [
    attendee('kim', kim.id, { role: `arn:aws:iam::${kim.id}:role/r`, source: 'of-instructor' }),
    attendee('lee', lee.id, { profile: `of-${lee.id}` }),
    attendee('park', '999999999999', { profile: 'none' }),
  ];
  try {
    const { code, out, err } = await restore(all, { AWS_ENDPOINT_URL_STS: sts.url });
    expect([code, err]).toEqual([0, '']);
    expect(out.match(/^\w+: putting back\.$/gm)).toEqual(['kim: putting back.', 'lee: putting back.']);
    expect(out.match(/^Put back: /gm)).toHaveLength(2);
    expect([await kim.state(), await lee.state()]).toEqual([kim.before, lee.before]);
    expect(await stranger.state()).not.toEqual(stranger.before);
    expect(readdirSync(folder).filter((name) => name.startsWith('roster-'))).toEqual([]);

    const again = await restore(all);
    expect([again.code, again.out]).toEqual([0, 'Nothing is left to put back.\n']);
  } finally {
    sts.close();
  }
});

it('who can not be reached is no reason to leave out the others', async () => {
  const [kim, lee] = [await killedIn(), await killedIn()];
  withKeys(lee.id);
  const { code, out, err } = await restore([
    attendee('kim', kim.id, { profile: 'gone' }),
    attendee('lee', lee.id, { profile: `of-${lee.id}` }),
  ]);
  expect([code, out]).toEqual([1, expect.stringContaining('lee: putting back.\n')]);
  expect(err).toMatch(/kim: profile gone is neither in .*\nNot put back: kim\./s);
  expect(await kim.state()).not.toEqual(kim.before);
  expect(await lee.state()).toEqual(lee.before);
});

it('a signal ends it, and the journals stay', async () => {
  const labs = ['111111111111', '222222222222'].map((account) => journalOf(ownerOf(account), journals));
  for (const journal of labs) journal.write({ change: 'scalable target', resourceId, before: null });
  withKeys('kim');
  const profile = { profile: 'of-kim' };
  let child!: ChildProcess;
  // It answers nothing.
  const server = createServer(() => child.kill('SIGTERM'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { code, out, err } = await restore(
      [attendee('kim', '111111111111', profile), attendee('lee', '222222222222', profile)],
      { AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
      { started: (started) => (child = started) },
    );
    expect([code, out, err]).toEqual([130, 'kim: putting back.\n', expect.stringMatching(/^Not put back: kim\. /)]);
    expect(labs.map((journal) => journal.pending().length)).toEqual([1, 1]);
    expect(readdirSync(journals).filter((name) => name.endsWith('.lock'))).toEqual([]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

it('a signal that comes while the profiles are looked up ends it too', async () => {
  const kim = await killedIn();
  withKeys(kim.id);
  const config = join(folder, 'config');
  execFileSync('mkfifo', [config]);
  const restoring = restore(
    [attendee('kim', kim.id, { profile: `of-${kim.id}` })],
    {},
    {
      started: (child) =>
        child.stdout!.once('data', () => {
          child.kill('SIGTERM');
          void wallClock.sleep(0.2).then(async () => {
            // Opened once it is read, which its end then ends.
            const looked = await open(config, 'w');
            rmSync(config);
            await looked.close();
          });
        }),
    },
  );
  const { code, out, err } = await restoring;
  expect([code, out, err]).toEqual([130, 'kim: putting back.\n', expect.stringMatching(/^Not put back: kim\. /)]);
  expect(await kim.state()).not.toEqual(kim.before);
});

it('puts back whether or not anyone reads what it says', async () => {
  const kim = await killedIn();
  withKeys(kim.id);
  const roster = join(folder, 'a.yaml');
  writeFileSync(roster, `attendees: [{ name: kim, lab: aws, profile: of-${kim.id}, account: ${kim.id} }]`);
  const child = start(['setup/roster.ts', roster, '--restore']);
  child.stdout.destroy();
  child.stderr.destroy();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await kim.state()).toEqual(kim.before);
});

it('who has no account on the roster may have something left, unless it is another’s', async () => {
  const left = { change: 'scalable target', resourceId, before: null } as const;
  journalOf(ownerOf('111111111111'), journals).write(left);
  const without = (name: string): Attendee => ({ ...attendee(name, '', { profile: 'none' }), accounts: [] });
  const kim = without('kim');
  const { code, out, err } = await restore([kim, { ...without('lee'), cluster: 'OTHER' }]);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^Not known: kim\. .* in 111111111111 \(ap-northeast-2, DEMOGO-ECS\), .*add `account`/);

  const park = attendee('park', '111111111111', { profile: 'none' });
  const others = await restore([kim], {}, { all: [kim, park] });
  expect([others.code, others.out, others.err]).toEqual([0, 'Nothing is left to put back.\n', '']);
});

it('an attendee’s journals are those of the accounts, the cluster and the region that the roster says', () => {
  const owners = [
    { account: '111111111111', region: 'ap-northeast-2', cluster: 'DEMOGO-ECS' },
    { account: '111111111111', region: 'us-east-1', cluster: 'DEMOGO-ECS' },
    { account: '111111111111', region: 'ap-northeast-2', cluster: 'OTHER' },
    { account: '222222222222', region: 'ap-northeast-2', cluster: 'DEMOGO-ECS' },
    { account: '111111111111', region: 'eu-west-1', cluster: 'DEMOGO-ECS' },
  ];
  const all = owners.map((owner) => ({ owner, journal: journalOf(owner, journals) }));
  for (const { journal } of all) journal.write({ change: 'scalable target', resourceId, before: null });
  all[4]!.journal.write({ change: 'all undone', entries: 1 });
  const of = (more: Partial<Attendee>): string[] =>
    toRestore({ ...attendee('kim', '111111111111', undefined), ...more }, all).map(keyOf);
  expect(of({})).toEqual(owners.slice(0, 2).map(keyOf));
  expect(of({ region: 'us-east-1' })).toEqual([keyOf(owners[1]!)]);
  expect(of({ cluster: 'OTHER' })).toEqual([keyOf(owners[2]!)]);
  expect(of({ lab: 'simulator' })).toEqual([]);
  const perhaps = (roster: Partial<Attendee>[], more: Partial<Attendee> = {}): string[] =>
    perhapsOf(
      { ...attendee('lee', '', undefined), accounts: [], ...more },
      roster.map((one) => ({ ...attendee('kim', '111111111111', undefined), ...one })),
      all,
    ).map(keyOf);
  expect(perhaps([])).toEqual([owners[0]!, owners[1]!, owners[3]!].map(keyOf));
  expect(perhaps([{}])).toEqual([keyOf(owners[3]!)]);
  expect(perhaps([{ region: 'us-east-1' }])).toEqual([owners[0]!, owners[3]!].map(keyOf));
  expect(perhaps([], { region: 'us-east-1' })).toEqual([keyOf(owners[1]!)]);
  expect(perhaps([], { lab: 'simulator' })).toEqual([]);
  expect(perhaps([], { accounts: ['333333333333'] })).toEqual([]);
});
