/** That pages show everything once, whatever happens between them. */
import { InvalidNextToken } from '@aws-sdk/client-auto-scaling';
import fc from 'fast-check';
import { ASG, asgLab, named, refusal } from './testing';

it('every group, instance and tag is shown once, whatever the page size', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 15 }), async (MaxRecords, count) => {
      const { operations, group } = asgLab({ max: 2 });
      const names = [group.name, ...Array.from({ length: count }, (_, i) => `group-${count - i}`)];
      for (const name of names.slice(1))
        void operations.CreateAutoScalingGroup({
          AutoScalingGroupName: name,
          MinSize: 0,
          MaxSize: 1,
          LaunchConfigurationName: `${ASG}-launch-configuration`,
          AvailabilityZones: ['ap-northeast-2a'],
          Tags: [{ Key: 'name', Value: name }],
        });
      const all = async <T>(page: (token?: string) => Promise<{ found: T[]; NextToken?: string }>): Promise<T[]> => {
        const seen: T[] = [];
        for (let token: string | undefined, first = true; first || token; first = false) {
          const { found, NextToken } = await page(token);
          expect(found.length).toBeLessThanOrEqual(MaxRecords);
          seen.push(...found);
          token = NextToken;
        }
        return seen;
      };
      const groups = await all(async (NextToken) => {
        const answer = await operations.DescribeAutoScalingGroups({ MaxRecords, NextToken });
        return { ...answer, found: answer.AutoScalingGroups!.map(({ AutoScalingGroupName }) => AutoScalingGroupName) };
      });
      expect(groups).toEqual(names);
      const instances = await all(async (NextToken) => {
        const answer = await operations.DescribeAutoScalingInstances({ MaxRecords, NextToken });
        return { ...answer, found: answer.AutoScalingInstances!.map(({ InstanceId }) => InstanceId) };
      });
      expect(instances).toEqual(group.instances.map(({ id }) => id));
      const tags = await all(async (NextToken) => {
        const answer = await operations.DescribeTags({ MaxRecords, NextToken });
        return { ...answer, found: answer.Tags!.map(({ Value }) => Value) };
      });
      expect(tags.sort()).toEqual(names.slice(1).sort());
    }),
    { numRuns: 30 },
  ));

it('activities go on where they stopped while new ones begin, and policies come once each', async () => {
  const lab = asgLab({ min: 0 });
  void lab.put();
  void lab.put('ASGAverageNetworkOut', 'out');
  const order = async (token?: string) =>
    lab.operations.DescribeScalingActivities({ ...named, MaxRecords: 1, NextToken: token });
  const before = (await lab.activities()).map(({ ActivityId }) => ActivityId);
  const first = await order();
  void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 4 });
  lab.pass(60);
  const second = await order(first.NextToken);
  expect([first, second].map(({ Activities }) => Activities![0]!.ActivityId)).toEqual(before);
  expect(second.NextToken).toBeUndefined();

  const one = await lab.operations.DescribePolicies({ MaxRecords: 1 });
  const other = await lab.operations.DescribePolicies({ MaxRecords: 1, NextToken: one.NextToken });
  expect([one, other].map(({ ScalingPolicies }) => ScalingPolicies![0]!.PolicyName)).toEqual([
    'cluster-as-policy',
    'out',
  ]);
  expect(other.NextToken).toBeUndefined();
});

it('a page is 50 groups long, and 100 activities', async () => {
  const lab = asgLab({ min: 0, max: 120, desired: 0 });
  void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 110 });
  lab.pass(60);
  expect(await lab.activities()).toHaveLength(100);
  const { AutoScalingInstances } = await lab.operations.DescribeAutoScalingInstances({});
  expect(AutoScalingInstances).toHaveLength(50);
});

it.each([0, 101, 1.5])('%d records are refused', (MaxRecords) =>
  expect(refusal(() => asgLab().operations.DescribeAutoScalingGroups({ MaxRecords }))?.name).toBe('ValidationError'),
);

it('a token of another request is refused', async () => {
  const lab = asgLab();
  const { NextToken } = await lab.operations.DescribeScalingActivities({ ...named, MaxRecords: 1 });
  expect(NextToken).toBeDefined();
  for (const token of [NextToken, '', 'x'])
    expect(refusal(() => lab.operations.DescribeAutoScalingGroups({ NextToken: token }))).toBeInstanceOf(
      InvalidNextToken,
    );
});
