/** A defect of one lab stops that lab alone: its callers are told, and the others go on. */
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { Labs } from './accounts';
import { openDoor } from './serve';
import { CLUSTER, smallLab } from './testing';
import { wall } from './time';

it('a lab that breaks while it walks answers 500 until it is reset, and the others walk on', async () => {
  const reports: string[] = [];
  const labs = new Labs(smallLab, { pace: 60, report: (text) => reports.push(text) });
  const api = await openDoor(labs);
  try {
    const ask = (account: string) =>
      new ECSClient({
        region: smallLab.region,
        endpoint: api.endpoint,
        credentials: { accessKeyId: account, secretAccessKey: 'x' },
        maxAttempts: 1,
      }).send(new DescribeServicesCommand({ cluster: CLUSTER, services: ['shop'] }));
    const [broken, whole] = ['111122223333', '444455556666'] as const;
    await Promise.all([ask(broken), ask(whole)]);
    const name = { account: broken, region: smallLab.region };
    const lab = await labs.at(name);
    lab.parts.agenda.after(1, () => {
      throw new Error('a defect');
    });
    while (lab.clock.failure === undefined) await wall.pause(1);
    expect(reports).toEqual([expect.stringContaining(`account ${broken} in ap-northeast-2 has stopped by a defect`)]);
    expect(reports[0]).toContain('broken-lab.test');
    await expect(ask(broken)).rejects.toMatchObject({
      name: 'InternalFailure',
      message: expect.stringContaining('Error: a defect') as string,
      $metadata: { httpStatusCode: 500 },
    });
    const other = await labs.at({ ...name, account: whole });
    const then = other.parts.agenda.ms;
    while (other.parts.agenda.ms === then) await wall.pause(1);
    await ask(whole);
    const reset = await fetch(`${api.endpoint}/_lab/reset?account=${broken}`, { method: 'POST' });
    expect(reset.status).toBe(200);
    await ask(broken);
  } finally {
    await Promise.all([api.close(), labs.close()]);
  }
});
