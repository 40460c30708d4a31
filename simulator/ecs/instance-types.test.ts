/** What the agent of each instance type registers. */
import { registeredResources } from './instance-types';

it.each<[string, { cpu: number; memory: number } | undefined]>([
  ['m5d.large', { cpu: 2048, memory: 7764 }],
  ['c5.xlarge', { cpu: 4096, memory: 7764 }],
  ['r6g.2xlarge', { cpu: 8192, memory: 62_112 }],
  ['t3.medium', { cpu: 2048, memory: 3882 }],
  ['t2.micro', { cpu: 1024, memory: 970 }],
  ['t2.medium', { cpu: 2048, memory: 3882 }],
  ['t3.4xlarge', undefined],
  ['m5.metal', undefined],
  ['p4d.24xlarge', undefined],
  ['large', undefined],
])('%s: %j', (type, resources) => {
  expect(registeredResources(type)).toEqual(resources);
});
