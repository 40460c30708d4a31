/** The story of every operation, told to a lab by the SDK for JavaScript, with the answers that others are compared with. */
import { Labs, type OpenLab } from '../accounts';
import { request } from '../every-answer';
import { openDoor } from '../serve';
import { CLUSTER, smallLab } from '../testing';
import { clientOf, send } from './sdk';
import type { Call, Part, ServiceName, Teller } from './story';
import { tellApplicationAutoScaling } from './story-application-autoscaling';
import { tellAutoScaling } from './story-autoscaling';
import { tellCloudWatch } from './story-cloudwatch';
import { tellEcs } from './story-ecs';
import { tellElb } from './story-elb';

/** A part, and what came of it where it is a call. */
export interface Told {
  part: Part;
  output?: unknown;
}

/** A new small lab behind a door that has its clock as well; each is like the other. */
export async function withLab<T>(use: (endpoint: string, lab: OpenLab) => Promise<T>): Promise<T> {
  const labs = new Labs(smallLab);
  const door = await openDoor(labs);
  try {
    return await use(door.endpoint, await labs.at(labs.first));
  } finally {
    await Promise.all([door.close(), labs.close()]);
  }
}

/** Lets lab time pass, as anyone can who has the endpoint. */
export async function pass(endpoint: string, seconds: number): Promise<void> {
  const response = await fetch(`${endpoint}/_lab/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: seconds }),
  });
  if (!response.ok) throw new Error(`Expected the lab's clock to go on, found ${await response.text()}.`);
}

/** @throws Error that names the call which the simulator refused */
export function tellAll(): Promise<Told[]> {
  return withLab(async (endpoint, { parts }) => {
    const told: Told[] = [];
    const start = parts.agenda.ms;
    const clients: ReturnType<typeof clientOf>[] = [];
    const ask = async (service: ServiceName, operation: string, input: Call['input']): Promise<unknown> => {
      const client = clientOf(service, 'json', endpoint);
      clients.push(client);
      const output = await send(client, service, operation, input).catch((error: Error) => {
        throw new Error(`Expected ${service} ${operation} to be answered, found ${error.name}: ${error.message}`);
      });
      told.push({ part: { service, operation, input }, output });
      return output;
    };
    const teller = {
      to: (service: ServiceName) => (operation: string, input: Call['input']) => ask(service, operation, input),
      pass: async (seconds: number) => {
        await pass(endpoint, seconds);
        told.push({ part: { pass: seconds } });
      },
      at: (seconds: number) => new Date(start + seconds * 1000),
    } as unknown as Teller;
    try {
      await tellElb(teller);
      await tellAutoScaling(teller);
      await tellCloudWatch(teller);
      await tellApplicationAutoScaling(teller, `service/${CLUSTER}/shop`);
      await tellEcs(teller, CLUSTER);
    } finally {
      for (const client of clients) client.destroy();
    }
    return told;
  });
}

/** The simulator's own names. */
const NAMES = {
  ecs: 'ecs',
  elbv2: 'elb',
  cloudwatch: 'cloudwatch',
  autoscaling: 'autoScaling',
  'application-autoscaling': 'applicationAutoScaling',
} as const;

/** Simulated operations that the story does not have, as `service Operation`. */
export function untold(told: readonly Told[], { parts }: Pick<OpenLab, 'parts'>): string[] {
  const heard = new Set(told.map(({ part }) => ('operation' in part ? `${part.service} ${part.operation}` : '')));
  return Object.entries(NAMES)
    .flatMap(([service, name]) => Object.keys(parts[name].operations).map((operation) => `${service} ${operation}`))
    .filter((name) => !heard.has(name));
}

/** A call's answer as it goes over the wire in JSON 1.1, which every service of the simulator takes, read as it is. */
export async function inJson(endpoint: string, { service, operation, input }: Call): Promise<unknown> {
  const sent = Object.entries(input).map(([name, value]) => [
    name,
    value instanceof Date ? value.getTime() / 1000 : value,
  ]);
  const { headers, body } = request(NAMES[service], operation, Object.fromEntries(sent) as object);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: headers as Record<string, string>,
    body: Buffer.from(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Expected ${service} ${operation} to be answered in JSON, found ${text}`);
  return text ? JSON.parse(text) : {};
}
