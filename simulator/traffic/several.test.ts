/** Requests come to the load balancer that their Host names, to the lab's own where they name none, or to one that is left. */
import { get } from 'node:http';
import { smallLab } from '../elb/testing';
import { DataPlane } from './data-plane';
import { serveTraffic } from './server';

it('goes by the Host, else by what there is', async () => {
  const lab = smallLab();
  const { elb } = lab;
  const capacity = { requestsPerSecond: 100, latency: 0.01 };
  const plane = new DataPlane(elb, lab.loadBalancer.arn, { agenda: lab.agenda, capacity });
  const server = await serveTraffic(plane, { load: () => undefined });
  const asked = (host: string): Promise<string> =>
    new Promise((resolve) => {
      const request = get(server.url, { headers: { host } }, (response) => {
        response.resume().once('end', () => resolve(String(response.statusCode)));
      });
      request.once('error', () => resolve('cut'));
    });
  try {
    expect(await asked('any')).toBe('503');
    const other = elb.createLoadBalancer({ name: 'other', subnets: ['subnet-1'], vpcId: 'vpc-1' });
    const teapot = { type: 'fixed-response', status: 418 } as const;
    elb.createListener({ loadBalancerArn: other.arn, port: 80, protocol: 'HTTP', defaultAction: teapot });
    expect(await asked('any')).toBe('503');
    expect(await asked(other.dnsName.toUpperCase())).toBe('418');
    expect(await asked(`${other.dnsName}:80`)).toBe('418');
    elb.configuration.deleteLoadBalancer(lab.loadBalancer.arn);
    expect(await asked('any')).toBe('418');
    elb.configuration.deleteLoadBalancer(other.arn);
    expect(await asked('any')).toBe('cut');
  } finally {
    await server.close();
  }
});
