/** The whole lab: the same with the same seed, steady when it is handed over, and closed without a trace. */
import { get } from 'node:http';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { CLUSTER, smallLab, START, testLab, type TestLab } from './testing';
import { createParts, simulate } from './index';
import { wall } from './time';

const story = (lab: TestLab): unknown => [
  lab.tasks('shop').map(({ arn, target }) => [arn, target]),
  lab.toldAt('shop'),
  lab.toldAt('dock'),
];

it('is the same lab with the same seed, and another with another', () => {
  const first = story(testLab({ seed: 7 }));
  expect(story(testLab({ seed: 7 }))).toEqual(first);
  expect(story(testLab({ seed: 8 }))).not.toEqual(first);
});

it('is steady when it is handed over, at the moment asked for, whatever the seed', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const lab = testLab({ seed });
    expect(lab.agenda.ms).toBe(START);
    for (const name of ['shop', 'dock']) {
      expect(lab.states(name)).toEqual(['healthy', 'healthy']);
      expect(lab.told(name).at(-1)).toBe(`(service ${name}) has reached a steady state.`);
    }
  }
});

it('is handed to whoever intervenes, once it is steady', () => {
  const seen: number[] = [];
  testLab({ intervene: ({ agenda, ecs }) => seen.push(agenda.ms, ecs.find(`service/${CLUSTER}/shop`)!.running) });
  expect(seen).toEqual([START, 2]);
});

it('launches its instances from a configuration whose user data names the cluster', async () => {
  const { operations } = testLab().autoScaling;
  const { LaunchConfigurations } = await operations.DescribeLaunchConfigurations!({});
  expect(LaunchConfigurations).toHaveLength(1);
  expect(Buffer.from(LaunchConfigurations![0]!.UserData!, 'base64').toString()).toBe(
    `#!/bin/bash\necho ECS_CLUSTER=${CLUSTER} >> /etc/ecs/ecs.config\n`,
  );
});

it('needs one service that takes what no rule takes', () => {
  const ruled = smallLab.services.filter(({ rule }) => rule);
  expect(() => createParts({ ...smallLab, services: ruled })).toThrow('A lab needs one service without a rule');
});

const status = (url: string, userAgent = 'someone'): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false, headers: { 'user-agent': userAgent } }, (response) =>
      response.resume().on('end', () => resolve(response.statusCode)),
    ).on('error', reject);
  });

it('opens two doors on the loopback, counts each request for what it stands for, and shuts both', async () => {
  const lab = await simulate(smallLab);
  const counted: number[] = [];
  lab.elb.onTraffic(({ weight }) => counted.push(weight));
  try {
    expect([lab.url, lab.endpoint]).toEqual(Array(2).fill(expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/)));
    expect(await status(`${lab.url}/`)).toBe(200);
    const waitsFor = { answers: 1, until: Infinity };
    lab.beginLoad({ waitsFor, ring: () => {} }, { userAgent: 'load', weight: 40 });
    const begun = lab.agenda.ms;
    let answeredAt: number | undefined;
    const asked = status(`${lab.url}/dock`, 'load').then((code) => {
      answeredAt = lab.agenda.ms;
      waitsFor.answers = 0;
      return code;
    });
    // Lab time stands still between two sleeps: who is not the load is answered in no time, the load is not.
    expect(await status(`${lab.url}/dock`)).toBe(200);
    await wall.pause(20);
    expect([counted, answeredAt]).toEqual([[1, 1], undefined]);
    await lab.clock.sleep(1);
    expect(await asked).toBe(200);
    // 40 requests at 1000 a second.
    expect([counted, answeredAt! - begun]).toEqual([[1, 1, 40], 40]);
    await lab.endLoad();
    expect([await status(`${lab.url}/`, 'load'), counted.at(-1)]).toEqual([200, 1]);
  } finally {
    await lab.close();
  }
  await expect(status(`${lab.url}/`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(status(lab.endpoint)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('has the weather that it is told to have', async () => {
  const rules = [{ what: 'dropped', effect: 'none', service: 'ecs' } as const];
  const lab = await simulate(smallLab, { weather: { rules } });
  const client = new ECSClient({
    region: smallLab.region,
    endpoint: lab.endpoint,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  try {
    await expect(client.send(new ListClustersCommand({}))).rejects.toThrow('socket hang up');
    expect(await status(`${lab.url}/`)).toBe(200);
  } finally {
    client.destroy();
    await lab.close();
  }
});
