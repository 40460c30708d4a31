/** The lab in memory: the list of its parts, and how they know each other. */
import { ApplicationAutoScaling } from './application-autoscaling';
import { CloudWatch } from './cloudwatch';
import { Drive, type Companion } from './drive';
import { Ec2AutoScaling } from './ec2-autoscaling';
import { Ecs, type AutoScalingGroups } from './ecs';
import { ElasticLoadBalancing } from './elb';
import { buildLab, type LabDescription } from './lab';
import { LabWeather } from './lab-weather';
import { servicesOf } from './services';
import { Agenda, wall, type Seconds } from './time';
import { DataPlane, type TrafficListener } from './traffic/data-plane';
import { serveTraffic, type Load } from './traffic/server';
import { listen } from './wire/server';
import type { Service } from './wire/service';
import type { WeatherDescription } from './wire/weather';
import { createWorld, seeded } from './world';

export type { LabDescription } from './lab';

type Decisions<Service extends abstract new (...args: never[]) => unknown, N extends number> = NonNullable<
  ConstructorParameters<Service>[N]
>;

export interface SimulationOptions {
  /** The same seed gives the same lab. */
  seed?: number;
  start?: Date;
  /** How long the lab has been up, undisturbed, when it is handed over. */
  uptime?: Seconds;
  account?: string;
  /** Ports of the API and of the load balancer on 127.0.0.1; 0 takes a free one. */
  apiPort?: number;
  trafficPort?: number;
  /** AWS's decisions and delays, to be replaced one by one where a lab is to be broken or slow. */
  decide?: {
    cloudwatch?: Decisions<typeof CloudWatch, 1>;
    applicationAutoScaling?: Decisions<typeof ApplicationAutoScaling, 2>;
    ecs?: Decisions<typeof Ecs, 2>;
    autoScaling?: Decisions<typeof Ec2AutoScaling, 2>;
  };
  timings?: {
    elb?: Decisions<typeof ElasticLoadBalancing, 2>;
    ecs?: Decisions<typeof Ecs, 3>;
    applicationAutoScaling?: Decisions<typeof ApplicationAutoScaling, 3>;
    autoScaling?: Decisions<typeof Ec2AutoScaling, 3>;
  };
  /** What goes wrong between AWS's API and its clients, and within the lab, from its start on. */
  weather?: WeatherDescription;
  /** What people and accidents do to the lab, once it is built: called with its parts before the doors open. */
  intervene?: (parts: Parts) => void;
  /** What people do there through AWS's API, which answers in its own time: awaited before the doors open. */
  prepare?: (parts: Parts & { loadBalancerArn: string }) => Promise<void>;
}

export interface Parts {
  agenda: Agenda;
  cloudwatch: CloudWatch;
  elb: ElasticLoadBalancing;
  ecs: Ecs;
  applicationAutoScaling: ApplicationAutoScaling;
  autoScaling: Ec2AutoScaling;
}

export interface Simulation extends Parts {
  /** Where every AWS client of the lab is to be pointed. */
  endpoint: string;
  /** The load balancer, for browsers and load. */
  url: string;
  clock: Drive;
  /** From now on lab time goes hand in hand with a load generator, and its requests count as told. */
  beginLoad(companion: Companion, load: Load): void;
  /** Lets lab time jump again, when the requests that the load has given up are out of the sockets. */
  endLoad(): Promise<void>;
  close(): Promise<void>;
}

/** The lab's parts without a door to the outside: no port is opened, time moves by `agenda.advanceTo`. */
export function createParts(
  lab: LabDescription,
  options: SimulationOptions = {},
): Parts & { loadBalancerArn: string; requestId: () => string; weather: LabWeather } {
  const { uptime = 1800, start = new Date('2026-03-29T09:00:00Z'), decide = {}, timings = {} } = options;
  const agenda = new Agenda(new Date(start.getTime() - uptime * 1000));
  const { account = '123456789012', seed = 1 } = options;
  const world = createWorld({ account, region: lab.region, agenda, seed });
  const cloudwatch = new CloudWatch(world, decide.cloudwatch);
  const elb: ElasticLoadBalancing = new ElasticLoadBalancing(
    world,
    { metrics: cloudwatch, workload: { answer: (target, path) => ecs.answer(target, path) } },
    timings.elb,
  );
  const ecs: Ecs = new Ecs(world, elb, decide.ecs, timings.ecs, {
    groups: groupsOf(() => autoScaling),
    metrics: cloudwatch,
    alarms: cloudwatch,
  });
  const autoScaling = new Ec2AutoScaling(
    world,
    { alarms: cloudwatch, metrics: cloudwatch, host: ecs },
    decide.autoScaling,
    timings.autoScaling,
  );
  elb.onTraffic(({ target, bytesIn, bytesOut, weight }) => {
    ecs.recordTraffic(target, bytesIn * weight, bytesOut * weight);
    autoScaling.recordNetwork(target.id, bytesIn * weight, bytesOut * weight);
  });
  const applicationAutoScaling = new ApplicationAutoScaling(
    world,
    {
      alarms: cloudwatch,
      services: ecs,
      loadBalancers: { routes: (loadBalancer, targetGroup) => isRouted(elb, loadBalancer, targetGroup) },
    },
    decide.applicationAutoScaling,
    timings.applicationAutoScaling,
  );
  const { loadBalancerArn } = buildLab(lab, world, { elb, ecs, autoScaling });
  const parts = { agenda, cloudwatch, elb, ecs, applicationAutoScaling, autoScaling };
  agenda.advanceTo(start.getTime());
  options.intervene?.(parts);
  const weather = new LabWeather(world.conditions, { seed, now: () => agenda.ms, pause: (ms) => wall.pause(ms) });
  weather.change(options.weather ?? {});
  // A source of their own: every answer takes one, and reading is not to change the lab.
  const requestIds = seeded(~seed);
  return { ...parts, loadBalancerArn, weather, requestId: () => requestIds.uuid() };
}

/** A lab with everything behind its two doors, and neither of them open. */
export interface ClosedLab {
  parts: Parts;
  loadBalancerArn: string;
  /** What answers AWS's API. */
  services: Service[];
  /** What answers the load balancer's clients. */
  plane: DataPlane;
  weather: LabWeather;
}

/** @param heard is told of the load balancer's clients */
export function assemble(lab: LabDescription, options: SimulationOptions = {}, heard?: TrafficListener): ClosedLab {
  const { requestId, loadBalancerArn, weather, ...parts } = createParts(lab, options);
  const { agenda, elb } = parts;
  return {
    parts,
    loadBalancerArn,
    services: servicesOf(parts, lab.region, requestId, weather),
    plane: new DataPlane(elb, loadBalancerArn, { agenda, capacity: lab.capacity, heard }),
    weather,
  };
}

/** Builds the lab, waits (in lab time) until it is steady, and opens its two doors: AWS's API and the load balancer. */
export async function simulate(lab: LabDescription, options: SimulationOptions = {}): Promise<Simulation> {
  const { parts, loadBalancerArn, services, plane } = assemble(lab, options);
  await options.prepare?.({ ...parts, loadBalancerArn });
  const clock = new Drive(parts.agenda, wall, () => plane.held);
  let load: Load | undefined;

  const api = await listen(services, { port: options.apiPort });
  const traffic = await serveTraffic(plane, { port: options.trafficPort, load: () => load }).catch(
    async (error: unknown) => {
      await api.close();
      throw error;
    },
  );
  return {
    ...parts,
    clock,
    endpoint: api.endpoint,
    url: traffic.url,
    beginLoad: (companion, ofLoad) => {
      load = ofLoad;
      clock.accompany(companion);
    },
    endLoad: async () => {
      while (plane.held > 0) await wall.pause(1);
      load = undefined;
      clock.accompany(undefined);
    },
    close: async () => {
      clock.accompany(undefined);
      await Promise.all([api.close(), traffic.close()]);
    },
  };
}

/** EC2 Auto Scaling as ECS knows it: made before it, so asked for only when it is needed. */
function groupsOf(autoScaling: () => Ec2AutoScaling): AutoScalingGroups {
  return {
    find: (arnOrName) => {
      const group = autoScaling().find(arnOrName);
      return (
        group && {
          name: group.name,
          arn: group.arn,
          desired: group.desiredCapacity,
          min: group.minSize,
          max: group.maxSize,
          protectedFromScaleIn: group.newInstancesProtectedFromScaleIn,
        }
      );
    },
    setDesiredCapacity: (name, desired, cause) => {
      const group = autoScaling().find(name);
      if (group) autoScaling().setDesiredCapacity(group, desired, cause);
    },
  };
}

/** Whether a listener of the load balancer forwards to the target group; both named as in CloudWatch's dimensions. */
const isRouted = (elb: ElasticLoadBalancing, loadBalancer: string, targetGroup: string): boolean =>
  [...elb.configuration.targetGroups.values()].some(
    ({ arn, loadBalancerArn }) =>
      arn.endsWith(`:${targetGroup}`) && loadBalancerArn?.endsWith(`:loadbalancer/${loadBalancer}`),
  );
