/** What thirty attendees in one account ask of AWS while they watch their labs, beside what AWS publishes as its limits. */
import { clusterReadings } from '../fixtures/cluster-readings';
import type { Clients } from '../fixtures/clients';
import type { FoundCluster } from '../fixtures/cluster-autoscaling';
import { inhabited } from '../fixtures/in-memory';
import { readings } from '../fixtures/readings';
import { simulatedLab } from '../fixtures/simulated-lab';
import { minutes } from '../helpers/time';
import { Timeline } from '../helpers/timeline';
import { Watch, type Reading } from '../helpers/watch';
import { createParts } from '../simulator';

export const ATTENDEES = 30;
/** Long enough for every reading to come at its rhythm many times. */
const WATCHED = minutes(20);

/**
 * Calls a second that go on for ever, of the operations that share each. ECS developer guide, "Request throttling"; CloudWatch user guide,
 * "CloudWatch service quotas" (of two published figures the lower); Elastic Load Balancing user guide, "Quotas". Application Auto Scaling
 * and EC2 Auto Scaling publish none.
 */
const LIMITS: readonly { perSecond: number; of: RegExp }[] = [
  { perSecond: 20, of: /^(DescribeServices|ListServices)$/ },
  { perSecond: 20, of: /^(DescribeTasks|ListTasks|DescribeContainerInstances|ListContainerInstances)$/ },
  { perSecond: 20, of: /^(DescribeClusters|DescribeCapacityProviders)$/ },
  { perSecond: 9, of: /^DescribeAlarms$/ },
  { perSecond: 3, of: /^DescribeAlarmHistory$/ },
  { perSecond: 50, of: /^GetMetricData$/ },
  { perSecond: 10, of: /^(DescribeLoadBalancers|DescribeListeners|DescribeRules|DescribeTarget\w+)$/ },
];

/** By chapter, what is looked at. */
const watched = { service: readings, cluster: clusterReadings };

export interface Share {
  /** Names of the operations that share the limit, as a regular expression. */
  of: string;
  /** Of the limit: 1 is all of it. */
  share: number;
}

/** What part of each limit the attendees take who all watch this chapter. */
export async function sharesOf(chapter: keyof typeof watched): Promise<Share[]> {
  const perSecond = await rates(watched[chapter]);
  return LIMITS.map(({ perSecond: limit, of }) => {
    const all = [...perSecond].filter(([operation]) => of.test(operation)).map(([, rate]) => rate);
    return { of: of.source, share: (ATTENDEES * all.reduce((sum, rate) => sum + rate, 0)) / limit };
  });
}

interface Sender {
  send: (command: object) => unknown;
}

/** How often each operation is called in a second, by one attendee. */
async function rates(readingsOf: (clients: Clients, found: FoundCluster) => Reading[]): Promise<Map<string, number>> {
  const { lab, clients, cluster, configureService, configureCluster } = await inhabited(createParts(simulatedLab));
  await configureService();
  await configureCluster();
  const counts = new Map<string, number>();
  const { ecs, elb, cloudwatch, applicationAutoScaling, autoScaling } = clients;
  for (const client of [ecs, elb, cloudwatch, applicationAutoScaling, autoScaling] as object[] as Sender[]) {
    const send = client.send.bind(client);
    client.send = (command) => {
      const operation = command.constructor.name.replace(/Command$/, '');
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
      return send(command);
    };
  }
  const watch = new Watch(lab.clock, new Timeline(), readingsOf(clients, cluster));
  const end = watch.now + WATCHED * 1000;
  while (watch.now < end) await watch.look();
  return new Map([...counts].map(([operation, count]) => [operation, count / WATCHED]));
}
