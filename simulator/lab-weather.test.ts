/** Unkind AWS on demand: weather that is told over HTTP, to one lab or all, and comes back with a saved state. */
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { Labs } from './accounts';
import { everyAnswer } from './every-answer';
import { openDoor } from './serve';
import { CLUSTER, smallLab } from './testing';
import { wall } from './time';
import type { ApiServer } from './wire/server';

const ATTENDEE = '111122223333';

let labs: Labs;
let api: ApiServer;
const clients: ECSClient[] = [];
beforeEach(async () => {
  labs = new Labs(smallLab, { simulation: { weather: { rules: [] } } });
  api = await openDoor(labs);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await Promise.all([api.close(), labs.close()]);
});

async function call(method: string, path: string, body?: object): Promise<[number, Record<string, unknown>]> {
  const response = await fetch(`${api.endpoint}/_lab/${path}`, { method, body: body && JSON.stringify(body) });
  return [response.status, (await response.json()) as Record<string, unknown>];
}

function client(accessKeyId = 'anyone'): ECSClient {
  const credentials = { accessKeyId, secretAccessKey: 'x' };
  const made = new ECSClient({ region: smallLab.region, endpoint: api.endpoint, credentials, maxAttempts: 1 });
  clients.push(made);
  return made;
}

/** What a look at the service comes to: the name of the error, or OK. */
const look = (by: ECSClient): Promise<string> =>
  by.send(new DescribeServicesCommand({ cluster: CLUSTER, services: ['shop'] })).then(
    () => 'OK',
    ({ name }: Error) => name,
  );

const throttled = { what: 'fault', fault: 'throttled', service: 'ecs' };

it('comes, is shown, and goes', async () => {
  const [someone, attendee] = [client(), client(ATTENDEE)];
  expect([await look(someone), await look(attendee)]).toEqual(['OK', 'OK']);
  await call('POST', 'clock', { advance: 60 });
  const shown = {
    account: '123456789012',
    region: 'ap-northeast-2',
    since: '2026-03-29T09:01:00.000Z',
    rules: [{ ...throttled, from: 0, probability: 1 }],
    lab: [{ what: 'silent-agents', from: 0, probability: 1 }],
    struck: { rules: [0], lab: [0] },
  };
  const weather = { rules: [throttled], lab: [{ what: 'silent-agents' }] };
  expect(await call('POST', 'weather', weather)).toEqual([200, shown]);
  expect(await call('GET', 'weather')).toEqual([200, shown]);
  expect([await look(someone), await look(attendee)]).toEqual(['ThrottlingException', 'OK']);
  expect(await call('GET', 'weather')).toEqual([200, { ...shown, struck: { rules: [1], lab: [0] } }]);
  const none = { rules: [], lab: [] };
  expect(await call('DELETE', 'weather')).toEqual([200, { ...shown, ...none, struck: none }]);
  expect(await look(someone)).toBe('OK');
  await call('POST', 'weather', weather);
  await call('POST', 'weather', {});
  expect(await look(someone)).toBe('OK');
});

it('is for one lab, or for all that there are', async () => {
  const [someone, attendee] = [client(), client(ATTENDEE)];
  await Promise.all([look(someone), look(attendee)]);
  await call('POST', `weather?account=${ATTENDEE}`, { rules: [throttled] });
  expect([await look(someone), await look(attendee)]).toEqual(['OK', 'ThrottlingException']);
  const [, { labs: all }] = await call('POST', 'weather?labs=all', { rules: [throttled] });
  expect(all).toHaveLength(2);
  expect([await look(someone), await look(attendee)]).toEqual(['ThrottlingException', 'ThrottlingException']);
  await call('DELETE', 'weather?labs=all');
  expect([await look(someone), await look(attendee)]).toEqual(['OK', 'OK']);
});

it('is for its time, counted from the moment at which it was told', async () => {
  const someone = client();
  await call('POST', 'clock', { advance: 500 });
  await call('POST', 'weather', { rules: [{ ...throttled, from: 10, until: 20 }] });
  const seen = [await look(someone)];
  for (let i = 0; i < 2; i++) {
    await call('POST', 'clock', { advance: 10 });
    seen.push(await look(someone));
  }
  expect(seen).toEqual(['OK', 'ThrottlingException', 'OK']);
});

it('takes the same chances whenever it is told again', async () => {
  const someone = client();
  const fates = async (): Promise<string[]> => {
    await call('POST', 'weather', { rules: [{ ...throttled, probability: 0.5 }] });
    const seen: string[] = [];
    for (let i = 0; i < 12; i++) seen.push(await look(someone));
    return seen;
  };
  const first = await fates();
  expect(new Set(first)).toEqual(new Set(['OK', 'ThrottlingException']));
  expect(await fates()).toEqual(first);
});

it('is refused with all that is wrong, and stays as it was', async () => {
  await call('POST', 'weather', { rules: [throttled] });
  const [status, { message }] = await call('POST', 'weather', {
    rules: [{ what: 'hail' }, { ...throttled, probability: 2 }],
    lab: [
      { what: 'slow-tasks', seconds: -1 },
      { what: 'silent-agents', from: 9, until: 3 },
    ],
    sun: true,
  });
  expect(status).toBe(400);
  for (const place of ['rules.0.what', 'rules.1.probability', 'lab.0.seconds', 'lab.1.until', 'sun'])
    expect(message).toContain(place);
  expect(await look(client())).toBe('ThrottlingException');
  expect(await call('DELETE', 'weather?labs=some')).toMatchObject([400, { message: expect.any(String) as string }]);
  expect(await call('PUT', 'weather')).toMatchObject([405, { message: expect.any(String) as string }]);
});

it('comes back with a saved state, which waits for no late answer, and is gone after a reset', async () => {
  const someone = client();
  const want = (desiredCount: number): Promise<string> =>
    someone.send(new UpdateServiceCommand({ cluster: CLUSTER, service: 'shop', desiredCount })).then(
      () => 'OK',
      ({ name }: Error) => name,
    );
  await call('POST', 'weather', {
    rules: [
      { what: 'fault', fault: 'failing', operation: 'UpdateService', probability: 0.5 },
      { what: 'slow', operation: 'UpdateService', least: 5, most: 5 },
    ],
    lab: [{ what: 'failing-tasks', service: 'shop', probability: 0.5 }],
  });
  const fates: string[] = [];
  for (let count = 3; count < 13; count++) {
    fates.push(await want(count));
    await call('POST', 'clock', { advance: 120 });
  }
  expect(new Set(fates)).toEqual(new Set(['OK', 'ServerException']));
  const [, state] = await call('GET', 'state');
  const [, weather] = await call('GET', 'weather');
  const lab = await labs.at(labs.first);
  const answers = await everyAnswer(lab);
  expect(answers['ecs.ListTasks']).toMatch(/^200 /);
  await call('POST', 'reset');
  expect(await call('GET', 'weather')).toMatchObject([200, { rules: [], lab: [] }]);
  const pauses = jest.spyOn(wall, 'pause');
  expect((await call('POST', 'state', state))[0]).toBe(200);
  expect(pauses.mock.calls.filter(([ms]) => ms >= 5)).toEqual([]);
  pauses.mockRestore();
  expect(await call('GET', 'weather')).toEqual([200, weather]);
  expect(await everyAnswer(await labs.at(labs.first))).toEqual(answers);
  expect((await call('GET', 'state'))[1]).toEqual(state);
});
