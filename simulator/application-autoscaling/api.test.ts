/** What the operations answer and refuse. */
import type {
  PutScalingPolicyCommandInput,
  RegisterScalableTargetCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { fakeLab, labWithPolicy, LABEL, POLICY, refusal, START, tracking, WEB, web, type FakeLab } from './fake-lab';

const put = (lab: FakeLab, changes: Partial<PutScalingPolicyCommandInput> = {}) =>
  lab.operations.PutScalingPolicy({
    ...web,
    PolicyName: POLICY,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: tracking,
    ...changes,
  } as Parameters<FakeLab['operations']['PutScalingPolicy']>[0]);
const configured = (changes: object): Partial<PutScalingPolicyCommandInput> => ({
  TargetTrackingScalingPolicyConfiguration: { ...tracking, ...changes },
});
const predefined = (type: string, label?: string): Partial<PutScalingPolicyCommandInput> =>
  configured({ PredefinedMetricSpecification: { PredefinedMetricType: type, ResourceLabel: label } });
const policies = async (lab: FakeLab) => (await lab.operations.DescribeScalingPolicies(web)).ScalingPolicies ?? [];
const target = async (lab: FakeLab) => (await lab.operations.DescribeScalableTargets(ecs)).ScalableTargets?.[0];
const ecs = { ServiceNamespace: 'ecs' } as const;
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

describe('RegisterScalableTarget', () => {
  it('is shown as it was registered', async () => {
    const lab = labWithPolicy();
    expect(await target(lab)).toEqual({
      ...web,
      MinCapacity: 2,
      MaxCapacity: 8,
      RoleARN:
        'arn:aws:iam::132340445232:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService',
      CreationTime: new Date(START),
      SuspendedState: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
      ScalableTargetARN: expect.stringMatching(
        /^arn:aws:application-autoscaling:ap-northeast-2:132340445232:scalable-target\/[0-9a-f]{34}$/,
      ) as string,
    });
  });

  it('again changes what is sent, and nothing else', async () => {
    const lab = labWithPolicy();
    const before = await target(lab);
    const answer = await lab.operations.RegisterScalableTarget({ ...web, MaxCapacity: 6 });
    expect(answer.ScalableTargetARN).toBe(before?.ScalableTargetARN);
    expect(await target(lab)).toEqual({ ...before, MaxCapacity: 6 });
  });

  it.each<[string, Partial<RegisterScalableTargetCommandInput>, RegExp]>([
    ['a minimum above the maximum', { MinCapacity: 8, MaxCapacity: 2 }, /MinCapacity 8 and MaxCapacity 2/],
    ['no maximum', { MinCapacity: 2 }, /MaxCapacity must be a whole number.*undefined/],
    ['more than a service can have', { MinCapacity: 2, MaxCapacity: 5001 }, /MaxCapacity above 5000/],
    ['a negative minimum', { MinCapacity: -1, MaxCapacity: 2 }, /MinCapacity must be a whole number.*-1/],
    [
      'an unknown service',
      { ResourceId: 'service/DEMOGO-ECS/none', MinCapacity: 1, MaxCapacity: 2 },
      /^ECS service doesn't exist: service\/DEMOGO-ECS\/none$/,
    ],
    [
      'another namespace',
      { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits' },
      /^ServiceNamespace dynamodb is not simulated/,
    ],
    [
      'another dimension',
      { ScalableDimension: 'ec2:spot-fleet-request:TargetCapacity' },
      /^Unsupported service namespace, resource type or scalable dimension$/,
    ],
    [
      'a resource of another form',
      { ResourceId: 'DEMOGO-ECS/web', MinCapacity: 1, MaxCapacity: 2 },
      /^Unsupported service namespace, resource type or scalable dimension$/,
    ],
    [
      'what is in no list',
      { ServiceNamespace: 'ecss' as 'ecs', RoleARN: '', MinCapacity: 1, MaxCapacity: 2 },
      /^2 validation errors detected: Value 'ecss' at 'serviceNamespace' failed to satisfy constraint: Member must satisfy enum value set: \[.*\becs\b.*\]; Value '' at 'roleARN' failed to satisfy constraint: Member must have length greater than or equal to 1$/,
    ],
  ])('refuses %s', (_case, changes, message) => {
    const input = { ...web, ...changes } as Parameters<FakeLab['operations']['RegisterScalableTarget']>[0];
    const refused = refusal(() => fakeLab().operations.RegisterScalableTarget(input));
    expect(refused).toMatchObject({ name: 'ValidationException', message: expect.stringMatching(message) as string });
  });
});

describe('PutScalingPolicy', () => {
  it('answers the policy and its alarms, high first', async () => {
    const lab = labWithPolicy();
    const [policy] = await policies(lab);
    expect(policy).toEqual({
      ...web,
      PolicyARN: expect.stringMatching(
        `^arn:aws:autoscaling:ap-northeast-2:132340445232:scalingPolicy:${uuid}:resource/ecs/${WEB}:policyName/${POLICY}$`,
      ) as string,
      PolicyName: POLICY,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: tracking,
      Alarms: [lab.alarm('out'), lab.alarm('in')].map(({ name }) => ({
        AlarmName: name,
        AlarmARN: `arn:aws:cloudwatch:ap-northeast-2:132340445232:alarm:${name}`,
      })),
      CreationTime: new Date(START),
    });
    expect(lab.alarm('out').name).toMatch(new RegExp(`^TargetTracking-${WEB}-AlarmHigh-${uuid}$`));
    expect(await put(lab)).toEqual({ PolicyARN: policy?.PolicyARN, Alarms: policy?.Alarms });
  });

  it.each<[string, Partial<PutScalingPolicyCommandInput>, boolean]>([
    ['another target', configured({ TargetValue: 5000 }), true],
    ['another metric', predefined('ECSServiceAverageCPUUtilization'), true],
    ['no scale-in', configured({ DisableScaleIn: true }), true],
    ['another cooldown', configured({ ScaleOutCooldown: 20 }), false],
  ])(
    'again with %s keeps the policy; new alarms take the place of the old ones: %#',
    async (_case, changes, renewed) => {
      const lab = labWithPolicy();
      const [before] = await policies(lab);
      await put(lab, changes);
      const after = await policies(lab);
      expect(after).toHaveLength(1);
      expect(after[0]?.PolicyARN).toBe(before?.PolicyARN);
      expect(after[0]?.Alarms?.[0]?.AlarmName !== before?.Alarms?.[0]?.AlarmName).toBe(renewed);
      expect([...lab.alarms.all.keys()]).toEqual(after[0]?.Alarms?.map(({ AlarmName }) => AlarmName));
    },
  );

  it.each<[string, Partial<PutScalingPolicyCommandInput>, string]>([
    [
      'a label that no listener routes',
      predefined('ALBRequestCountPerTarget', LABEL.replace('web', 'cats')),
      'The load balancer does not route traffic to the target group',
    ],
    [
      'no label',
      predefined('ALBRequestCountPerTarget'),
      'Resource label should be specified for predefined metric type ALBRequestCountPerTarget',
    ],
    ['a label that is none', predefined('ALBRequestCountPerTarget', 'web'), 'A resource label has the form'],
    ['a label for CPU', predefined('ECSServiceAverageCPUUtilization', LABEL), 'A resource label belongs to'],
    [
      'a metric of another service',
      predefined('RDSReaderAverageCPUUtilization'),
      'PredefinedMetricType RDSReaderAverageCPUUtilization is not simulated',
    ],
    ['a target of 0', configured({ TargetValue: 0 }), 'TargetValue must be a number above 0'],
    ['a negative cooldown', configured({ ScaleInCooldown: -1 }), 'ScaleInCooldown must be a whole number'],
    [
      'two metrics',
      configured({ CustomizedMetricSpecification: {} }),
      'A target tracking configuration needs exactly one',
    ],
    [
      'no metric',
      configured({ PredefinedMetricSpecification: undefined }),
      'A target tracking configuration needs exactly one',
    ],
    [
      'metric math',
      configured({ PredefinedMetricSpecification: undefined, CustomizedMetricSpecification: { Metrics: [] } }),
      'Metric math (Metrics) is not simulated',
    ],
    [
      'no configuration',
      { TargetTrackingScalingPolicyConfiguration: undefined },
      'A TargetTrackingScaling policy needs',
    ],
    ['step scaling', { PolicyType: 'StepScaling' }, 'PolicyType StepScaling is not simulated'],
    ['a new policy without type', { PolicyName: 'another', PolicyType: undefined }, 'PolicyType is required'],
    [
      'both configurations',
      { StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity' } },
      'A TargetTrackingScaling policy has a TargetTrackingScalingPolicyConfiguration alone; found a StepScalingPolicyConfiguration.',
    ],
    [
      'a target beyond all',
      configured({ TargetValue: 2 ** 361 }),
      'TargetValue must be a number above 0 and up to 2^360',
    ],
    [
      'a policy type that is none',
      { PolicyType: 'Tracking' as 'StepScaling' },
      "1 validation error detected: Value 'Tracking' at 'policyType' failed to satisfy constraint: Member must satisfy enum value set: [",
    ],
    [
      'a metric that is none',
      predefined('ECSServiceMood'),
      "1 validation error detected: Value 'ECSServiceMood' at 'targetTrackingScalingPolicyConfiguration.predefinedMetricSpecification.predefinedMetricType' failed to satisfy constraint: Member must satisfy enum value set: [",
    ],
    [
      'no name',
      { PolicyName: '' },
      "2 validation errors detected: Value '' at 'policyName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{Print}+",
    ],
    [
      'a second policy for the same metric',
      { PolicyName: 'another' },
      'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
    ],
  ])('refuses %s, and leaves everything as it was', async (_case, changes, message) => {
    const lab = labWithPolicy();
    const before = [await policies(lab), [...lab.alarms.all.keys()]];
    expect(refusal(() => put(lab, changes))).toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(new RegExp(`^${message.replace(/[.()[\]{}+^$\\]/g, '\\$&')}`)) as string,
    });
    expect([await policies(lab), [...lab.alarms.all.keys()]]).toEqual(before);
  });

  it('follows a single metric of its own', async () => {
    const lab = labWithPolicy();
    const CustomizedMetricSpecification = {
      MetricName: 'Backlog',
      Namespace: 'Shop',
      Dimensions: [{ Name: 'Queue', Value: 'orders' }],
      Statistic: 'Average',
      Unit: 'Count',
    };
    await put(lab, {
      PolicyName: 'backlog',
      ...configured({ PredefinedMetricSpecification: undefined, CustomizedMetricSpecification }),
    });
    expect(lab.alarm('in', 'backlog')).toMatchObject({ metric: { name: 'Backlog' }, unit: 'Count' });
  });
});

describe('what is not there', () => {
  const key = `service namespace: ecs, resource ID: ${WEB}, scalable dimension: ecs:service:DesiredCount`;

  it.each<[string, (lab: FakeLab) => unknown, string]>([
    ['PutScalingPolicy', (lab) => put(lab), `No scalable target registered for ${key}`],
    [
      'DeregisterScalableTarget',
      (lab) => lab.operations.DeregisterScalableTarget(web),
      `No scalable target found for ${key}`,
    ],
    [
      'DeleteScalingPolicy',
      (lab) => lab.operations.DeleteScalingPolicy({ ...web, PolicyName: 'p' }),
      `No scaling policy found for ${key}, policy name: p`,
    ],
  ])('%s says so', (_operation, act, message) =>
    expect(refusal(() => act(fakeLab()))).toMatchObject({ name: 'ObjectNotFoundException', message }),
  );

  it('is an empty list in the other namespaces', async () => {
    const { DescribeScalableTargets, DescribeScalingPolicies, DescribeScalingActivities } = labWithPolicy().operations;
    const other = { ServiceNamespace: 'dynamodb' } as const;
    expect((await DescribeScalableTargets(other)).ScalableTargets).toEqual([]);
    expect((await DescribeScalingPolicies(other)).ScalingPolicies).toEqual([]);
    expect((await DescribeScalingActivities(other)).ScalingActivities).toEqual([]);
  });
});

describe('deleting', () => {
  it('a policy takes its alarms along', async () => {
    const lab = labWithPolicy();
    await lab.operations.DeleteScalingPolicy({ ...web, PolicyName: POLICY });
    expect(lab.alarms.all.size).toBe(0);
    expect(await policies(lab)).toEqual([]);
    expect(await target(lab)).toBeDefined();
  });

  it('a target takes its policies and alarms along, and leaves the activities', async () => {
    const lab = labWithPolicy();
    lab.fire('out', 138_000);
    await lab.operations.DeregisterScalableTarget(web);
    expect(lab.alarms.all.size).toBe(0);
    expect(await policies(lab)).toEqual([]);
    expect(await target(lab)).toBeUndefined();
    expect((await lab.operations.DescribeScalingActivities(web)).ScalingActivities).toHaveLength(1);
  });
});

describe('activities', () => {
  it('are shown newest first, for six weeks', async () => {
    const lab = labWithPolicy({ desired: 8 });
    const days = (count: number): void => lab.pass(count * 24 * 3600);
    const counts = async () =>
      (await lab.operations.DescribeScalingActivities(web)).ScalingActivities?.map(({ Description }) => Description);
    lab.fire('in', 0);
    days(41);
    lab.fire('in', 0);
    expect(await counts()).toEqual(['Setting desired count to 6.', 'Setting desired count to 7.']);
    days(1);
    expect(await counts()).toEqual(['Setting desired count to 6.']);
  });
});

describe('questions', () => {
  it.each<[string, (lab: FakeLab) => unknown]>([
    [
      'a dimension alone',
      (lab) => lab.operations.DescribeScalingActivities({ ...ecs, ScalableDimension: 'ecs:service:DesiredCount' }),
    ],
    ['policy names alone', (lab) => lab.operations.DescribeScalingPolicies({ ...ecs, PolicyNames: [POLICY] })],
  ])('refuse %s', (_case, act) =>
    expect(refusal(() => act(labWithPolicy()))).toMatchObject({ name: 'ValidationException' }),
  );
});

describe('tags', () => {
  it('are set with the target, added and taken away', async () => {
    const lab = fakeLab();
    const { RegisterScalableTarget, TagResource, UntagResource, ListTagsForResource } = lab.operations;
    const { ScalableTargetARN } = await RegisterScalableTarget({
      ...web,
      MinCapacity: 2,
      MaxCapacity: 8,
      Tags: { chapter: 'autoscaling' },
    });
    const ResourceARN = ScalableTargetARN!;
    await TagResource({ ResourceARN, Tags: { owner: 'demogo' } });
    expect((await ListTagsForResource({ ResourceARN })).Tags).toEqual({ chapter: 'autoscaling', owner: 'demogo' });
    await UntagResource({ ResourceARN, TagKeys: ['chapter'] });
    expect((await ListTagsForResource({ ResourceARN })).Tags).toEqual({ owner: 'demogo' });
    const Tags = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key-${i}`, '']));
    expect(refusal(() => TagResource({ ResourceARN, Tags }))?.name).toBe('TooManyTagsException');
    expect((await ListTagsForResource({ ResourceARN })).Tags).toEqual({ owner: 'demogo' });
  });

  it('belong to a registered target', () =>
    expect(refusal(() => fakeLab().operations.ListTagsForResource({ ResourceARN: 'arn:aws:x' }))).toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceName: 'arn:aws:x',
    }));
});

it('changes nothing by reading', async () => {
  const lab = labWithPolicy();
  lab.fire('out', 138_000);
  const read = async () => [
    await lab.operations.DescribeScalableTargets(ecs),
    await lab.operations.DescribeScalingPolicies(ecs),
    await lab.operations.DescribeScalingActivities({ ...ecs, IncludeNotScaledActivities: true }),
  ];
  const [first, second] = [await read(), await read()];
  expect(second).toEqual(first);
  expect(lab.agenda.next).toBeUndefined();
  const shown = (await policies(lab))[0]!;
  shown.TargetTrackingScalingPolicyConfiguration!.TargetValue = 1;
  expect((await policies(lab))[0]?.TargetTrackingScalingPolicyConfiguration?.TargetValue).toBe(4000);
});
