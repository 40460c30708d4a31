/** Tests of the line under a chart. */
import { whatItTook } from './what-it-took.cjs';

it('has time and calls alone where AWS was kind', () => {
  expect(whatItTook({ labMinutes: 41.6, calls: 300, retried: {}, waited: {}, missed: {} })).toBe(
    '42분 · lab minutes | 300 API calls',
  );
});

it('sums what was sent again, waited for and not read, by name, and lets no markup through', () => {
  const line = whatItTook({
    labMinutes: 1,
    calls: 2,
    retried: { 'ecs:DescribeServices': 2, 'ecs:ListTasks': 1 },
    waited: { 'ecs:PutClusterCapacityProviders': 4 },
    missed: { '<b>': 1 },
  });
  expect(line).toContain('sent again 3 (ecs:DescribeServices 2, ecs:ListTasks 1)');
  expect(line).toContain('refused for now, waited 4 (ecs:PutClusterCapacityProviders 4)');
  expect(line).toContain('no observations 1 (&#60;b&#62; 1)');
});
