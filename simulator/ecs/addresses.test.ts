/** Fargate tasks have an address each, as many as there are in the subnets, and are told where there is none. */
import { CLUSTER, START, testLab } from '../testing';
import { seeded } from '../world';
import { addressAt, ADDRESSES_PER_ZONE, freeAddress } from './addresses';

const ZONE = 'ap-northeast-2a';
const all = (zone: string): string[] => Array.from({ length: ADDRESSES_PER_ZONE }, (_, i) => addressAt(zone, i));

it('a subnet has 4091 addresses, and none of another zone’s', () => {
  const addresses = [...all('ap-northeast-2a'), ...all('ap-northeast-2b')];
  expect(new Set(addresses).size).toBe(2 * 4091);
  expect(addressAt(ZONE, 0)).toBe('10.0.0.4');
  expect(addressAt(ZONE, ADDRESSES_PER_ZONE - 1)).toBe('10.0.15.254');
});

it('the one free address is found, and where there is none it is said', () => {
  const taken = new Set(all(ZONE));
  taken.delete('10.0.7.9');
  expect(freeAddress(ZONE, taken, seeded(1))).toBe('10.0.7.9');
  expect(freeAddress(ZONE, new Set(all(ZONE)), seeded(1))).toBeUndefined();
});

it('six hundred tasks of a service all run, each at an address of its own', () => {
  const lab = testLab();
  lab.service('dock').desired = 600;
  lab.agenda.advanceTo(START + 300_000);
  const tasks = lab.tasks('dock');
  expect(tasks.filter(({ status }) => status === 'RUNNING')).toHaveLength(600);
  expect(new Set(tasks.map(({ target }) => target.id)).size).toBe(600);
  // At most 500 a minute.
  const early = tasks.filter(({ createdAt }) => createdAt.getTime() - START < 60_000);
  expect(early.length).toBeLessThanOrEqual(500);
});

it('five thousand are the most that a service can be asked for', async () => {
  const lab = testLab();
  const want = (desiredCount: number) =>
    lab.operations.UpdateService({ cluster: CLUSTER, service: 'dock', desiredCount });
  expect(() => want(5001)).toThrow('up to 5000 tasks');
  expect(() => want(1.5)).toThrow('up to 5000 tasks');
  expect(await want(5000)).toMatchObject({ service: { desiredCount: 5000 } });
});

it('a task that has stopped leaves its address to others; a service that finds none tells of it', () => {
  const lab = testLab();
  const cluster = lab.service('dock').cluster;
  const [holder] = lab.tasks('dock');
  for (const zone of ['ap-northeast-2a', 'ap-northeast-2b'])
    for (const id of all(zone))
      cluster.tasks.set(id, { ...holder!, id, group: 'others', service: undefined, target: { id, port: 80, zone } });
  lab.service('dock').desired = 3;
  lab.pass(60);
  expect(lab.tasks('dock')).toHaveLength(2);
  expect(lab.told('dock', START)).toEqual([
    expect.stringContaining('(service dock) was unable to place a task. Reason: '),
  ]);
  cluster.tasks.get('10.0.0.77')!.status = 'STOPPED';
  cluster.tasks.get('10.0.20.77')!.status = 'STOPPED';
  lab.pass(60);
  expect(['10.0.0.77', '10.0.20.77']).toContain(lab.tasks('dock').at(-1)!.target.id);
});
