/** Tests of what must hold of an input, by tables. */
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import { problems, refusal } from './input';

const datum = { MetricName: 'RequestCount', Value: 1 };

describe('problems', () => {
  const target = scaling.RegisterScalableTargetRequest$;
  const metrics = cloudwatch.PutMetricDataInput$;
  const id = { ServiceNamespace: 'ecs', ResourceId: 'service/a/b' };

  it.each([
    ['nothing missing', target, { ...id, ScalableDimension: 'ecs:service:DesiredCount' }, []],
    ['a required member', target, id, ['missing scalableDimension']],
    ['null for a required member', target, { ...id, ScalableDimension: null }, ['missing scalableDimension']],
    [
      'several, in the order of the schema',
      target,
      {},
      ['serviceNamespace', 'resourceId', 'scalableDimension'].map((m) => `missing ${m}`),
    ],
    [
      'one within a list',
      metrics,
      { Namespace: 'N', MetricData: [datum, { Value: 1 }] },
      ['missing metricData.2.member.metricName'],
    ],
    ['null for an optional member', target, { ...id, ScalableDimension: 'd', MinCapacity: null }, []],
    ['an unknown member', metrics, { Namespace: 'N', Colour: 'red' }, []],
    ['a text for a number', target, { ...id, ScalableDimension: 'd', MinCapacity: '2' }, ['mistyped minCapacity']],
    [
      'a fraction for a whole number',
      target,
      { ...id, ScalableDimension: 'd', MinCapacity: 1.5 },
      ['mistyped minCapacity'],
    ],
    ['a number that is none', target, { ...id, ScalableDimension: 'd', MinCapacity: NaN }, ['mistyped minCapacity']],
    [
      'no fault in a fraction for a real number',
      metrics,
      { Namespace: 'N', MetricData: [{ ...datum, Value: 0.5 }] },
      [],
    ],
    [
      'no fault in fractions for real numbers',
      metrics,
      { Namespace: 'N', MetricData: [{ ...datum, Values: [0.5], Counts: [1.5] }] },
      [],
    ],
    ['a text for a list', metrics, { Namespace: 'N', MetricData: 'm' }, ['mistyped metricData']],
    ['a list for a text', metrics, { Namespace: ['N'] }, ['mistyped namespace']],
    ['a list for a structure', target, [], ['mistyped ']],
    ['nothing at all', target, null, ['mistyped ']],
    ['nothing in a list', metrics, { Namespace: 'N', MetricData: [datum, null] }, ['mistyped metricData.2.member']],
    [
      'nothing in a map',
      ecs.RegisterTaskDefinitionRequest$,
      { family: 'a', containerDefinitions: [{ dockerLabels: { colour: null } }] },
      ['mistyped containerDefinitions.1.member.dockerLabels.colour.member'],
    ],
    [
      'a date that is none',
      metrics,
      { Namespace: 'N', MetricData: [{ ...datum, Timestamp: new Date(NaN) }] },
      ['mistyped metricData.1.member.timestamp'],
    ],
  ])('finds %s', (_, schema, value, found) => {
    expect(problems(schema, value).map(({ kind, path }) => `${kind} ${path}`)).toEqual(found);
  });
});

describe('refusal', () => {
  const missing = { kind: 'missing', path: 'name' } as const;

  it.each([
    ['ECS', ecs, 'InvalidParameterException', 'InvalidParameterException'],
    ['CloudWatch', cloudwatch, 'MissingRequiredParameterException', 'MissingParameter'],
    ['Application Auto Scaling', scaling, 'ValidationException', 'ValidationException'],
    ['Auto Scaling', autoscaling, 'ValidationError', 'ValidationError'],
  ])("takes %s's own exception for a missing member", (_, sdk, code, queryCode) => {
    expect(refusal([missing], sdk)).toMatchObject({ code, queryCode, status: 400 });
  });

  it('names every missing member', () => {
    expect(refusal([missing, { kind: 'missing', path: 'size' }], ecs)?.message).toBe(
      "2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value null at 'size' failed to satisfy constraint: Member must not be null",
    );
  });

  it('tells of a wrong type first: what is missing cannot be trusted then', () => {
    expect(refusal([missing, { kind: 'mistyped', path: 'size' }], ecs)).toMatchObject({
      code: 'SerializationException',
      message: expect.stringContaining("'size'") as string,
    });
  });

  it('refuses nothing without a problem', () => expect(refusal([], ecs)).toBeUndefined());
});
