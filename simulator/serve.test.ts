/** The simulator as a program: its command line, its one door, and what people do to a lab under `/_lab/`. */
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Labs } from './accounts';
import { readArguments, UsageError } from './arguments';
import { openDoor, run } from './serve';
import { CLUSTER, smallLab } from './testing';
import type { ApiServer } from './wire/server';

describe('the command line', () => {
  it('has a value for everything', () => {
    expect(readArguments([])).toEqual({
      port: 4566,
      trafficPort: 0,
      pace: 60,
      seed: undefined,
      scenario: undefined,
      state: undefined,
      host: '127.0.0.1',
    });
    const given = [
      '--port',
      '0',
      '--traffic-port=8080',
      '--pace=1',
      '--seed',
      '-7',
      '--scenario',
      'a#b',
      '--host',
      '::1',
    ];
    expect(readArguments(given)).toMatchObject({
      port: 0,
      trafficPort: 8080,
      pace: 1,
      seed: -7,
      scenario: 'a#b',
      host: '::1',
    });
  });

  it.each([
    [
      ['--ports', '1'],
      'Expected options out of --port, --traffic-port, --pace, --seed, --scenario, --state, --host, found --ports.',
    ],
    [['4566'], 'found 4566.'],
    [['--port'], 'Expected a value after --port, found none.'],
    [['--port='], 'Expected a value after --port, found none.'],
    [['--port', '70000'], 'Expected a port from 0 to 65535 for --port, found 70000.'],
    [['--traffic-port', '-1'], 'Expected a port from 0 to 65535 for --traffic-port, found -1.'],
    [['--pace', '1.5'], 'Expected a whole number from 0 to 3600 for --pace, found 1.5.'],
    [['--pace', 'fast'], 'found fast.'],
    [['--seed', '0x1'], 'Expected a whole number for --seed, found 0x1.'],
    [['--seed', '1', '--seed', '2'], 'Expected --seed once, found it again.'],
    [['--scenario', '#b'], 'Expected PATH#NAME of exported SimulationOptions for --scenario, found #b.'],
  ])('is not %j', (given, message) => {
    expect(() => readArguments(given)).toThrow(UsageError);
    expect(() => readArguments(given)).toThrow(message);
  });
});

describe('the program', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'simulator-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs it; `meanwhile` is called with the API's address while it serves. */
  async function running(given: string[], meanwhile?: (endpoint: string) => Promise<void>) {
    let out = '';
    let err = '';
    const code = await run(smallLab, given, {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      stopped: async () => meanwhile?.(/AWS_ENDPOINT_URL=(\S+)/.exec(out)![1]!),
    });
    return { code, out, err };
  }

  it('serves until it is told to stop, and leaves no door open', async () => {
    let endpoint = '';
    const { code, out, err } = await running(['--port', '0', '--pace', '5'], async (at) => {
      endpoint = at;
      expect(await (await fetch(`${at}/_lab/clock`)).json()).toMatchObject({ pace: 5 });
    });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('The lab runs at 5 lab seconds a second.');
    expect(out).toMatch(/The load balancer: http:\/\/127\.0\.0\.1:\d+\/\n/);
    expect(out).toContain(
      `export AWS_ENDPOINT_URL=${endpoint}\nexport AWS_DEFAULT_REGION=ap-northeast-2\nexport AWS_ACCESS_KEY_ID=simulator\nexport AWS_SECRET_ACCESS_KEY=simulator\n`,
    );
    await expect(fetch(endpoint)).rejects.toThrow();
  });

  it('warns when others can reach it', async () => {
    const { code, err } = await running(['--port', '0', '--host', '0.0.0.0']);
    expect([code, err]).toEqual([
      0,
      'Warning: 0.0.0.0 is not the loopback: whoever reaches it can use and change the labs, without credentials.\n',
    ]);
  });

  it('goes on from a saved state', async () => {
    const file = join(folder, 'state.json');
    await running(['--port', '0', '--pace', '0', '--seed', '4'], async (at) => {
      await fetch(`${at}/_lab/clock`, { method: 'POST', body: '{"advance": 90}' });
      writeFileSync(file, await (await fetch(`${at}/_lab/state`)).text());
    });
    const { code } = await running(['--port', '0', '--pace', '0', '--state', file], async (at) => {
      expect(await (await fetch(`${at}/_lab/clock`)).json()).toMatchObject({ now: '2026-03-29T09:01:30.000Z' });
    });
    expect(code).toBe(0);
  });

  it('runs a scenario', async () => {
    const file = join(folder, 'scenario.js');
    writeFileSync(file, 'exports.late = { start: new Date("2030-01-01T00:00:00Z") };');
    const { code } = await running(['--port', '0', '--pace', '0', '--scenario', `${file}#late`], async (at) => {
      expect(await (await fetch(`${at}/_lab/clock`)).json()).toMatchObject({ now: '2030-01-01T00:00:00.000Z' });
      expect(await (await fetch(`${at}/_lab/state`)).json()).toMatchObject({ lab: { scenario: `${file}#late` } });
    });
    expect(code).toBe(0);
    expect(await running(['--scenario', `${file}#early`])).toMatchObject({
      code: 2,
      err: `Expected SimulationOptions exported as early by ${file} for --scenario, found none.\n`,
    });
  });

  it('says in a sentence what it can not follow, and helps', async () => {
    expect(await running(['--nothing'])).toMatchObject({ code: 2, out: '' });
    const missing = await running(['--port', '0', '--state', join(folder, 'none')]);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('Expected a saved state for --state')]);
    const unloadable = await running(['--scenario', join(folder, 'none')]);
    expect([unloadable.code, unloadable.err]).toEqual([2, expect.stringContaining("can't be loaded")]);
    expect(await running(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('--traffic-port') as string,
    });
  });

  it('ends with 1 when a port is taken', async () => {
    await running(['--port', '0'], async (at) => {
      const { port } = new URL(at);
      expect(await running(['--port', port])).toMatchObject({ code: 1, err: expect.stringContaining(port) as string });
    });
  });
});

describe('the door', () => {
  let labs: Labs;
  let api: ApiServer;
  beforeEach(async () => {
    labs = new Labs(smallLab, { most: 3 });
    api = await openDoor(labs);
  });
  afterEach(() => Promise.all([api.close(), labs.close()]));

  const at = (accessKeyId: string, region = smallLab.region) => ({
    region,
    endpoint: api.endpoint,
    credentials: { accessKeyId, secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const client = (...who: Parameters<typeof at>): ECSClient => new ECSClient(at(...who));
  const want = (ecs: ECSClient, desiredCount: number) =>
    ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: 'shop', desiredCount }));
  const desired = async (ecs: ECSClient): Promise<number | undefined> =>
    (await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: ['shop'] }))).services![0]!.desiredCount;
  const call = async (method: string, path: string, body?: string): Promise<[number, Record<string, unknown>]> => {
    const response = await fetch(`${api.endpoint}/_lab/${path}`, { method, body });
    return [response.status, (await response.json()) as Record<string, unknown>];
  };

  it('leads each caller to the lab of its account and region', async () => {
    const [someone, attendee, abroad] = [client('AKIAEXAMPLE'), client('111122223333'), client('x', 'eu-west-1')];
    await want(attendee, 5);
    expect([await desired(someone), await desired(attendee), await desired(abroad)]).toEqual([2, 5, 2]);
    // In the protocol of the caller: once as JSON, once as XML.
    const fourth = {
      name: 'RefusedBySimulator',
      message: expect.stringContaining('Expected at most 3 labs') as string,
    };
    await expect(desired(client('999999999999'))).rejects.toMatchObject(fourth);
    const groups = new AutoScalingClient(at('999999999999')).send(new DescribeAutoScalingGroupsCommand({}));
    await expect(groups).rejects.toMatchObject({ ...fourth, $metadata: { httpStatusCode: 400 } });
    const [, list] = await call('GET', 'labs');
    expect(list.labs).toMatchObject([
      { account: '111122223333', region: 'ap-northeast-2', url: expect.stringMatching(/^http:\/\/127/) as string },
      { account: '123456789012', region: 'ap-northeast-2', pace: 0 },
      { account: '123456789012', region: 'eu-west-1', now: '2026-03-29T09:00:00.000Z' },
    ]);
  });

  it('moves and paces the clock of one lab', async () => {
    expect(await call('POST', 'clock', '{"advance": 1.5}')).toEqual([
      200,
      { now: '2026-03-29T09:00:01.500Z', pace: 0 },
    ]);
    expect(await call('GET', 'clock?account=111122223333')).toEqual([
      200,
      { now: '2026-03-29T09:00:00.000Z', pace: 0 },
    ]);
    expect(await call('POST', 'clock', '{"pace": 7}')).toMatchObject([200, { pace: 7 }]);
    expect(await call('POST', 'clock', '{"pace": 0}')).toMatchObject([200, { pace: 0 }]);
  });

  it('resets, saves and loads', async () => {
    const ecs = client('111122223333');
    await want(ecs, 6);
    const saved = await call('GET', 'state?account=111122223333');
    expect(await call('POST', 'reset?account=111122223333')).toMatchObject([200, { account: '111122223333' }]);
    expect(await desired(ecs)).toBe(2);
    expect(await call('POST', 'state', JSON.stringify(saved[1]))).toMatchObject([200, { account: '111122223333' }]);
    expect(await desired(ecs)).toBe(6);
    expect(await call('GET', 'state?account=111122223333')).toEqual(saved);
    expect(await call('POST', 'state?account=222222222222', JSON.stringify(saved[1]))).toEqual([
      400,
      {
        message:
          'Expected a state of account 222222222222, found one of 111122223333: a state goes to the lab that it was saved from. Leave account out.',
      },
    ]);
  });

  it('refuses what web pages ask for', async () => {
    const headers = { origin: 'http://example.com' };
    const response = await fetch(`${api.endpoint}/_lab/reset`, { method: 'POST', headers });
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('of a web page')]);
  });

  const CLOCK =
    'Expected {"pace": N}, a whole number from 0 to 3600 lab seconds a real second, or {"advance": SECONDS}';
  it.each<[string, string, string | undefined, number, string]>([
    [
      'GET',
      'nothing',
      undefined,
      404,
      'Expected one of /_lab/labs, /_lab/reset, /_lab/clock, /_lab/weather, /_lab/state, found /_lab/nothing.',
    ],
    ['GET', 'toString', undefined, 404, 'Expected one of'],
    ['GET', 'reset', undefined, 405, 'Expected POST for /_lab/reset, found GET.'],
    ['PUT', 'clock', '{}', 405, 'Expected GET or POST for /_lab/clock, found PUT.'],
    ['GET', 'clock?account=1', undefined, 400, 'Expected an account of 12 digits, found "1".'],
    ['GET', 'clock?region=moon', undefined, 400, 'Expected a region such as ap-northeast-2, found "moon".'],
    ['POST', 'clock', '{', 400, "Expected a body of JSON, found one that can't be read"],
    ['POST', 'clock', '', 400, "Expected a body of JSON, found one that can't be read"],
    ['POST', 'clock', 'null', 400, `${CLOCK}, from 0 to 604800; found null.`],
    ['POST', 'clock', '{"pace":1.5}', 400, CLOCK],
    ['POST', 'clock', '{"pace":-1}', 400, CLOCK],
    ['POST', 'clock', '{"pace":1,"advance":1}', 400, CLOCK],
    ['POST', 'clock', '{"pace":1,"speed":1}', 400, CLOCK],
    ['POST', 'clock', '{"advance":-1}', 400, CLOCK],
    ['POST', 'clock', '{"advance":604801}', 400, CLOCK],
    ['POST', 'clock', '{"advance":"1"}', 400, CLOCK],
    [
      'POST',
      'state',
      '{"version":1}',
      400,
      'Expected the state of a lab as GET /_lab/state gives it, found another thing (version: ',
    ],
    ['POST', 'state', '[]', 400, 'Expected the state of a lab'],
  ])('refuses %s %s with %s', async (method, path, body, status, message) => {
    const [given, { message: said }] = await call(method, path, body);
    expect([given, said]).toEqual([status, expect.stringContaining(message)]);
  });
});
