/** The whole lab: the same with the same seed, steady when it is handed over, and closed without a trace. */
import { get } from 'node:http';
import { CLUSTER, smallLab, START, testLab, type TestLab } from './testing';
import { createParts, simulate } from './index';

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

it('needs one service that takes what no rule takes', () => {
  const ruled = smallLab.services.filter(({ rule }) => rule);
  expect(() => createParts({ ...smallLab, services: ruled })).toThrow('A lab needs one service without a rule');
});

const status = (url: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => response.resume().on('end', () => resolve(response.statusCode))).on(
      'error',
      reject,
    );
  });

it('opens two doors on the loopback, counts each request as its pace says, and shuts both', async () => {
  const lab = await simulate(smallLab);
  const counted: number[] = [];
  lab.elb.onTraffic(({ weight }) => counted.push(weight));
  try {
    expect([lab.url, lab.endpoint]).toEqual(Array(2).fill(expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/)));
    expect(await status(`${lab.url}/`)).toBe(200);
    lab.clock.setPace(40);
    let answered: number | undefined;
    const asked = status(`${lab.url}/dock`).then((code) => (answered = code));
    // Lab time stands still between two sleeps, so the request is answered in one of them.
    while (answered === undefined) await lab.clock.sleep(1);
    expect(await asked).toBe(200);
    expect(counted).toEqual([1, 40]);
    await lab.endLoad();
    expect([lab.clock.pace, await status(`${lab.url}/`)]).toEqual([1, 200]);
  } finally {
    await lab.close();
  }
  await expect(status(`${lab.url}/`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(status(lab.endpoint)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
