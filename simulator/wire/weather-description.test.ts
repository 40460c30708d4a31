/** Tests of the rules of the weather: what they are about, and what they decide. */
import { seeded } from '../world';
import { outcomeOf, type Outcome } from './weather';
import { concerns, readWeather, type WeatherDescription } from './weather-description';

describe('what becomes of a request', () => {
  const outcomes = (description: WeatherDescription, seconds: number[], seed = 1): Outcome[] => {
    const { rules } = readWeather(description);
    const random = seeded(seed);
    let buckets: Outcome['buckets'] = [];
    return seconds.map((second) => {
      const outcome = outcomeOf(rules, second, () => random.next(), buckets);
      ({ buckets } = outcome);
      return outcome;
    });
  };
  const troubles = (...given: Parameters<typeof outcomes>) => outcomes(...given).map(({ trouble }) => trouble ?? '-');

  it('is throttled where its bucket is empty, until lab time has filled it', () => {
    const limit: WeatherDescription = { rules: [{ what: 'rate-limit', capacity: 2, refill: 0.5 }] };
    expect(troubles(limit, [0, 0, 0, 1, 2, 3, 100, 100, 100])).toEqual([
      '-',
      '-',
      'throttled',
      'throttled',
      '-',
      'throttled',
      '-',
      '-',
      'throttled',
    ]);
  });

  it('is decided by the first rule that fails it, as often as the rules say', () => {
    const rules: WeatherDescription = {
      rules: [
        { what: 'fault', fault: 'failing', probability: 0.25 },
        { what: 'fault', fault: 'throttled' },
      ],
    };
    const seen = troubles(
      rules,
      Array.from({ length: 4000 }, () => 0),
    );
    expect(seen.filter((trouble) => trouble === 'failing').length / 4000).toBeCloseTo(0.25, 1);
    expect(seen).not.toContain('-');
  });

  it('is late by all rules together', () => {
    const [outcome] = outcomes(
      {
        rules: [
          { what: 'slow', least: 10, most: 10 },
          { what: 'slow', least: 5, most: 5 },
        ],
      },
      [0],
    );
    expect(outcome).toMatchObject({ delay: 15 });
  });
});

describe('a description', () => {
  it.each([
    [{ service: 'ecs' }, 'ecs', 'ListTasks', 0, true],
    [{ service: 'ecs' }, 'cloudwatch', 'ListTasks', 0, false],
    [{ operation: 'List*' }, 'ecs', 'ListTasks', 0, true],
    [{ operation: 'List*' }, 'ecs', 'DescribeTasks', 0, false],
    [{ operation: 'ListTasks' }, 'ecs', 'ListTaskDefinitions', 0, false],
    [{ operation: '*' }, 'ecs', 'ListTasks', 0, true],
    [{ from: 5, until: 9 }, 'ecs', 'ListTasks', 4, false],
    [{ from: 5, until: 9 }, 'ecs', 'ListTasks', 5, true],
    [{ from: 5, until: 9 }, 'ecs', 'ListTasks', 9, false],
  ] as const)('%j concerns %s %s at %d: %s', (where, name, operation, second, expected) => {
    const [rule] = readWeather({ rules: [{ what: 'fault', fault: 'failing', ...where }] }).rules;
    expect(concerns(rule!, name, operation, second)).toBe(expected);
  });

  it.each([
    [{ operation: 'List' }, 'Expected an operation of any of the services, found List, which never comes'],
    [{ service: 'ecs' as const, operation: 'DescribeAlarms' }, 'Expected an operation of ecs, found DescribeAlarms'],
    [{ operation: 'Descibe*' }, 'found Descibe*, which never comes'],
  ])('is refused with a name that nothing has: %j', (where, message) => {
    expect(() => readWeather({ rules: [{ what: 'fault', fault: 'failing', ...where }] })).toThrow(message);
  });

  it('is refused with all that is wrong', () => {
    const wrong = {
      rules: [
        { what: 'slow', least: 5, most: 1 },
        { what: 'fault', fault: 'sulking', service: 'dynamodb', probability: 2 },
        { what: 'rate-limit', capacity: 0, refill: 1, from: 9, until: 3, much: 1 },
        { what: 'hail' },
        { what: 'stale', seconds: 5, operation: 'describe services' },
      ],
    };
    const refused = ((): string => {
      try {
        readWeather(wrong);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(refused).toContain('found 9 problems in it');
    for (const place of ['rules.0.most', 'rules.1.fault', 'rules.1.service', 'rules.1.probability', 'rules.2.capacity'])
      expect(refused).toContain(`  ${place}: `);
  });
});
