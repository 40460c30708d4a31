/** The stand-alone simulator as its users start it: a program of its own, with a scenario in TypeScript. */
import { DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import { startSimulator } from '../bench/stand-alone';
import { openTestAccount } from '../fixtures/test-account';

// A process that loads all of the simulator, on a machine that may be slow.
jest.setTimeout(120_000);

it('makes every lab as the scenario says', async () => {
  const simulator = await startSimulator(60, 'fixtures/attendee-labs.ts#serviceConfigured');
  const account = await openTestAccount(simulator.endpoint, { pace: 60 });
  const { ScalableTargets = [] } = await account.clients.applicationAutoScaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }),
  );
  expect(ScalableTargets.map(({ ResourceId }) => ResourceId)).toEqual(['service/DEMOGO-ECS/web']);
  account.close();
  await simulator.end();
});
