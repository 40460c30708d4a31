/** The same inputs make the same lab: what is kept of them, and that a lab made again answers the same, byte by byte. */
import { everyAnswer, request, type ServiceName } from './every-answer';
import { assemble } from './index';
import { ask, isReading, Recording, replay, type Inputs, type RecordedLab } from './recording';
import { readState, STATE_VERSION, type State } from './state';
import { smallLab, START, CLUSTER } from './testing';
import type { Arrival } from './traffic/data-plane';

const options = { seed: 5, start: new Date(START) };

function recorded(most?: number) {
  const recording: Recording = new Recording(() => lab.parts.agenda.ms, most);
  const lab: RecordedLab = { ...assemble(smallLab, options, recording), recording };
  const pass = (seconds: number): void => lab.parts.agenda.advanceTo(lab.parts.agenda.ms + seconds * 1000);
  const asking = async (service: ServiceName, operation: string, input: object): Promise<number> =>
    (await ask(lab, request(service, operation, input))).status;
  return { lab, recording, pass, ask: asking };
}

const arrival = (more: Partial<Arrival> = {}): Arrival => ({
  method: 'GET',
  path: '/',
  bytesIn: 83,
  keepAlive: false,
  weight: 60,
  held: true,
  ...more,
});

const target = {
  ServiceNamespace: 'ecs',
  ResourceId: `service/${CLUSTER}/shop`,
  ScalableDimension: 'ecs:service:DesiredCount',
};

/** Three hours of a lab: scaling is set up, load comes and goes, someone looks around, a task is stopped. */
async function aDay() {
  const day = recorded();
  const { lab, pass, ask } = day;
  const { loadBalancers, targetGroups } = lab.parts.elb.configuration;
  const label = `${[...loadBalancers.keys()][0]!.split(':loadbalancer/')[1]}/${[...targetGroups.keys()][0]!.split(':').at(-1)}`;
  const statuses = [
    await ask('applicationAutoScaling', 'RegisterScalableTarget', { ...target, MinCapacity: 2, MaxCapacity: 8 }),
  ];
  pass(17.3);
  statuses.push(
    await ask('applicationAutoScaling', 'PutScalingPolicy', {
      ...target,
      PolicyName: 'requests',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 4000,
        ScaleOutCooldown: 10,
        ScaleInCooldown: 10,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: label },
      },
    }),
  );
  // The load of five minutes, in uneven steps, with some clients that do not wait; and people beside it.
  for (let step = 0; step < 1200; step++) {
    pass(0.25 + (step % 7) / 1000);
    const ordinals = Array.from({ length: 5 }, () => lab.plane.take(arrival(), () => {}));
    if (step % 10 === 0) lab.plane.giveUp(ordinals[2]!);
    if (step % 50 === 0) lab.plane.take(arrival({ path: '/dock', weight: 1, held: false, keepAlive: true }), () => {});
    if (step % 100 === 0) await ask('ecs', 'DescribeServices', { cluster: CLUSTER, services: ['shop'] });
  }
  statuses.push(
    await ask('ecs', 'StopTask', {
      cluster: CLUSTER,
      task: [...day.lab.parts.ecs.clusters.get(CLUSTER)!.tasks.keys()][0],
    }),
  );
  pass(3600);
  statuses.push(await ask('ecs', 'UpdateService', { cluster: CLUSTER, service: 'nothing', desiredCount: 3 }));
  statuses.push(
    await ask('cloudwatch', 'PutMetricAlarm', {
      AlarmName: 'mine',
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCount',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  pass(2 * 3600 + 0.123);
  expect(statuses).toEqual([200, 200, 200, 400, 200]);
  return day;
}

const stateOf = ({ lab, recording }: ReturnType<typeof recorded>): State => ({
  version: STATE_VERSION,
  lab: {
    account: '123456789012',
    region: smallLab.region,
    seed: options.seed,
    start: options.start.toISOString(),
    uptime: 1800,
    scenario: null,
  },
  now: lab.parts.agenda.ms,
  ...recording.inputs!,
});

async function again(text: string) {
  const state = readState(JSON.parse(text));
  const copy = recorded();
  await replay(copy.lab, state, state.now);
  return copy;
}

describe('a lab that is saved and made again', () => {
  it('gives the same answer to everything, byte by byte, and goes on the same', async () => {
    const day = await aDay();
    const text = JSON.stringify(stateOf(day));
    const copy = await again(text);
    const answers = await everyAnswer(day.lab);
    // Most are answered, and the day has left its traces.
    expect(Object.values(answers).filter((answer) => answer.startsWith('200 ')).length).toBeGreaterThan(35);
    expect(answers['applicationAutoScaling.DescribeScalingActivities']).toContain(
      'Successfully set desired count to 8',
    );
    expect(await everyAnswer(copy.lab)).toEqual(answers);
    for (const { pass, lab } of [day, copy]) {
      lab.plane.take(arrival(), () => {});
      pass(7200);
    }
    expect(await everyAnswer(copy.lab)).toEqual(await everyAnswer(day.lab));
  }, 60_000);

  it('is saved again as the same text', async () => {
    const text = JSON.stringify(stateOf(await aDay()));
    // Compared as one truth: the text has hundreds of kilobytes.
    expect(JSON.stringify(stateOf(await again(text))) === text).toBe(true);
  }, 60_000);

  it('is the same in 20 of 20 runs', async () => {
    const first = await everyAnswer((await aDay()).lab);
    for (let run = 1; run < 20; run++) expect(await everyAnswer((await aDay()).lab)).toEqual(first);
  }, 60_000);

  it('does not depend on who has read it', async () => {
    const quiet = recorded();
    const watched = recorded();
    for (let i = 0; i < 50; i++) {
      await everyAnswer(watched.lab);
      for (const { pass } of [quiet, watched]) pass(60);
    }
    expect(await everyAnswer(watched.lab)).toEqual(await everyAnswer(quiet.lab));
    expect(watched.recording.inputs).toEqual({ shapes: [], inputs: [] });
  });
});

it('keeps equal requests of one moment as one entry, and each kind once', () => {
  const { lab, recording, pass } = recorded();
  const take = (more?: Partial<Arrival>): number => lab.plane.take(arrival(more), () => {});
  take();
  const second = take();
  take({ path: '/dock' });
  pass(0.01);
  lab.plane.giveUp(second);
  lab.plane.giveUp(second);
  take();
  expect(recording.inputs).toEqual({
    shapes: [arrival(), arrival({ path: '/dock' })],
    inputs: [
      { at: START, shape: 0, arrivals: 2 },
      { at: START, shape: 1, arrivals: 1 },
      { at: START + 10, gone: 1 },
      { at: START + 10, shape: 0, arrivals: 1 },
    ],
  });
});

it('keeps no more than it may, and says so', async () => {
  const { recording, ask } = recorded(2);
  for (const kept of [true, true, false, false]) {
    await ask('ecs', 'UpdateService', { cluster: CLUSTER, service: 'shop', desiredCount: 2 });
    expect(recording.inputs !== undefined).toBe(kept);
  }
});

it.each<[string, boolean]>([
  ['AmazonEC2ContainerServiceV20141113.DescribeServices', true],
  ['AmazonEC2ContainerServiceV20141113.ListTasks', true],
  ['AmazonEC2ContainerServiceV20141113.UpdateService', false],
  ['AnyScaleFrontendService.RegisterScalableTarget', false],
  ['GraniteServiceVersion20100801.GetMetricData', true],
  ['', false],
])('%s reads: %s', (name, reads) => {
  expect(isReading({ path: '/', headers: { 'x-amz-target': name }, body: new Uint8Array() })).toBe(reads);
});

it('tells what reads in every protocol', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const reads = (path: string, headers: Record<string, string>, body = ''): boolean =>
    isReading({ path, headers, body: Buffer.from(body) });
  expect(reads('/service/GraniteServiceVersion20100801/operation/DescribeAlarms', {})).toBe(true);
  expect(reads('/service/GraniteServiceVersion20100801/operation/PutMetricAlarm', {})).toBe(false);
  expect(reads('/service/GraniteServiceVersion20100801/operation/PutMetricData?/DescribeAlarms', {})).toBe(false);
  expect(reads('/service/GraniteServiceVersion20100801/operation/PutMetricData/DescribeAlarms', {})).toBe(false);
  expect(reads('/', form, 'Action=DescribeTags&Version=2011-01-01')).toBe(true);
  expect(reads('/', form, 'Action=DeleteTags&Version=2011-01-01&Tags.member.1.Key=DescribeTags')).toBe(false);
});

it('takes bodies that are no text', async () => {
  const { recording } = recorded();
  const body = Buffer.from([0xff, 0x00, 0xa1]);
  recording.asked({ path: '/service/GraniteServiceVersion20100801/operation/PutMetricData', headers: {}, body });
  expect(recording.inputs!.inputs).toMatchObject([{ request: { base64: body.toString('base64') } }]);
  const copy = recorded();
  await replay(copy.lab, recording.inputs!, START);
  expect(copy.recording.inputs).toEqual(recording.inputs);
});

it.each<[string, Inputs, string]>([
  ['an input after the end', { shapes: [], inputs: [{ at: START + 2000, gone: 0 }] }, `found it at ${START + 2000}`],
  [
    'inputs out of order',
    {
      shapes: [],
      inputs: [
        { at: START + 900, gone: 0 },
        { at: START + 800, gone: 0 },
      ],
    },
    'Expected input 1 between',
  ],
  ['a shape that is not there', { shapes: [], inputs: [{ at: START, shape: 0, arrivals: 1 }] }, 'found 0 shapes'],
])('does not play %s', async (_, inputs, message) => {
  await expect(replay(recorded().lab, inputs, START + 1000)).rejects.toThrow(message);
});
