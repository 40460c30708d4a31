/** That pages show everything once, whatever happens between them. */
import fc from 'fast-check';
import { fakeLab, labWithPolicy, refusal, WEB, web } from './fake-lab';

const ecs = { ServiceNamespace: 'ecs' } as const;

describe('pages', () => {
  it('show every target once, also when targets come and go in between', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 25 }), async (MaxResults, count) => {
        const { RegisterScalableTarget, DeregisterScalableTarget, DescribeScalableTargets } = fakeLab().operations;
        const name = (i: number): string => `${WEB}-${i}`;
        for (let i = 0; i < count; i++)
          void RegisterScalableTarget({ ...web, ResourceId: name(i), MinCapacity: 1, MaxCapacity: 2 });
        const seen: string[] = [];
        let NextToken: string | undefined;
        let pages = 0;
        do {
          const answer = await DescribeScalableTargets({ ...ecs, MaxResults, NextToken });
          const ids = (answer.ScalableTargets ?? []).map(({ ResourceId }) => ResourceId!);
          expect(ids.length).toBeLessThanOrEqual(MaxResults);
          if (seen.length === 0) void DeregisterScalableTarget({ ...web, ResourceId: ids[0]! });
          seen.push(...ids);
          NextToken = answer.NextToken;
          pages++;
        } while (NextToken && pages <= count);
        expect(seen).toEqual(Array.from({ length: count }, (_, i) => name(i)));
        expect(pages).toBe(Math.ceil(count / MaxResults));
      }),
    ));

  it('of activities go on where they stopped while new ones begin', async () => {
    const lab = labWithPolicy({ desired: 8 });
    const page = (NextToken?: string) => lab.operations.DescribeScalingActivities({ ...web, MaxResults: 1, NextToken });
    for (let i = 0; i < 3; i++) {
      lab.fire('in', 0);
      lab.pass(600);
    }
    const first = await page();
    lab.fire('in', 0);
    const second = await page(first.NextToken);
    expect([first, second].map(({ ScalingActivities }) => ScalingActivities?.[0]?.Description)).toEqual([
      'Setting desired count to 5.',
      'Setting desired count to 6.',
    ]);
  });

  it.each([0, 51, 1.5])('refuse %d results', (MaxResults) =>
    expect(refusal(() => labWithPolicy().operations.DescribeScalableTargets({ ...ecs, MaxResults }))).toMatchObject({
      name: 'ValidationException',
    }),
  );

  it('refuse a token of their own making or of another list', async () => {
    const lab = fakeLab();
    for (const ResourceId of [`${WEB}-1`, `${WEB}-2`])
      void lab.operations.RegisterScalableTarget({ ...web, ResourceId, MinCapacity: 1, MaxCapacity: 2 });
    const { NextToken } = await lab.operations.DescribeScalableTargets({ ...ecs, MaxResults: 1 });
    expect(NextToken).toBeDefined();
    for (const token of [NextToken, '', 'x', 'YWN0aXZpdGllcyA'])
      expect(refusal(() => lab.operations.DescribeScalingActivities({ ...ecs, NextToken: token }))?.name).toBe(
        'InvalidNextTokenException',
      );
  });
});
