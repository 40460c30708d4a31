/** What the operations on scaling policies answer and refuse. */
import { asgLab, ASG, named, POLICY, refusal, uuid } from './testing';

describe('scaling policies', () => {
  it('are shown as the recorded answers do', async () => {
    const lab = asgLab();
    const answer = await lab.put();
    const { ScalingPolicies } = await lab.operations.DescribePolicies(named);
    const alarms = [lab.alarm('out'), lab.alarm('in')].map(({ name }) => ({
      AlarmName: name,
      AlarmARN: `arn:aws:cloudwatch:ap-northeast-2:132340445232:alarm:${name}`,
    }));
    expect(alarms[0]!.AlarmName).toMatch(new RegExp(`^TargetTracking-${ASG}-AlarmHigh-${uuid}$`));
    expect(answer.Alarms).toEqual(alarms);
    expect(ScalingPolicies).toEqual([
      {
        ...named,
        PolicyName: POLICY,
        PolicyARN: expect.stringMatching(
          `^arn:aws:autoscaling:ap-northeast-2:132340445232:scalingPolicy:${uuid}:autoScalingGroupName/${ASG}:policyName/${POLICY}$`,
        ) as string,
        PolicyType: 'TargetTrackingScaling',
        StepAdjustments: [],
        EstimatedInstanceWarmup: 10,
        Alarms: alarms,
        TargetTrackingConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' },
          TargetValue: 50_000,
          DisableScaleIn: false,
        },
        Enabled: true,
      },
    ]);
  });

  it('put again keep their ARN, and their alarms unless the target changes', async () => {
    const lab = asgLab();
    const first = await lab.put();
    expect(await lab.put()).toEqual(first);
    const changed = await lab.put('ASGAverageNetworkIn', POLICY, 60_000);
    expect(changed.PolicyARN).toBe(first.PolicyARN);
    expect(changed.Alarms).not.toEqual(first.Alarms);
    expect(lab.alarms.all.size).toBe(2);
    expect(lab.alarm('in').threshold).toBe(54_000);
  });

  it('have no alarms while they are disabled', async () => {
    const lab = asgLab();
    void lab.put();
    const { TargetTrackingConfiguration } = (await lab.operations.DescribePolicies(named)).ScalingPolicies![0]!;
    const { Alarms } = await lab.operations.PutScalingPolicy({
      ...named,
      PolicyName: POLICY,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: TargetTrackingConfiguration as { TargetValue: number },
      Enabled: false,
    });
    expect(Alarms).toEqual([]);
    expect(lab.alarms.all.size).toBe(0);
  });

  it.each<[string, object, string | RegExp]>([
    [
      'a second one on the same metric',
      { PolicyName: 'other' },
      'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
    ],
    [
      'a load balancer without its label',
      {
        TargetTrackingConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' },
          TargetValue: 1,
        },
      },
      'Resource label should be specified for predefined metric type ALBRequestCountPerTarget',
    ],
    ['an unknown group', { AutoScalingGroupName: 'none' }, 'Group none not found'],
    ['step scaling', { PolicyType: 'StepScaling' }, /StepScaling is not simulated/],
    ['no configuration', { TargetTrackingConfiguration: undefined }, /TargetTrackingConfiguration is required/],
    ['a target of 0', { TargetTrackingConfiguration: { TargetValue: 0 } }, /TargetValue must be a number above 0/],
    ['no metric', { TargetTrackingConfiguration: { TargetValue: 1 } }, /exactly one of/],
    ['a negative warm-up', { EstimatedInstanceWarmup: -1 }, /EstimatedInstanceWarmup must be a whole number/],
  ])('refuse %s', (_case, changes, message) => {
    const lab = asgLab();
    void lab.put();
    const input = {
      ...named,
      PolicyName: POLICY,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' as const },
        TargetValue: 50_000,
      },
      ...changes,
    };
    const refused = refusal(() => lab.operations.PutScalingPolicy(input));
    expect(refused?.name).toBe('ValidationError');
    expect(refused?.message).toMatch(message);
  });

  it('are deleted by name or ARN', async () => {
    const lab = asgLab();
    const { PolicyARN } = await lab.put();
    expect(refusal(() => lab.operations.DeletePolicy({ ...named, PolicyName: 'none' }))?.name).toBe('ValidationError');
    void lab.operations.DeletePolicy({ PolicyName: PolicyARN! });
    expect((await lab.operations.DescribePolicies(named)).ScalingPolicies).toEqual([]);
    expect(lab.alarms.all.size).toBe(0);
  });
});
