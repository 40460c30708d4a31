/** The workshop's service chapter by hand: the simulator in a process of its own, AWS's command line, and `ab`. */
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { demogo, serviceAutoscaling } from '../fixtures/demogo';

const ROOT = resolve(__dirname, '..');
/** Lab seconds a real second: ten minutes. */
const PACE = 600;
const runs = promisify(execFile);

const works = (command: string, ...version: string[]): boolean => spawnSync(command, version).status === 0;
const missing = [works('aws', '--version') ? [] : ['AWS CLI'], works('ab', '-V') ? [] : ['ab']].flat();
const byHand = missing.length === 0 ? it : it.skip;

let simulator: ChildProcess;
let settings: Record<string, string>;
let url: string;

beforeEach(async () => {
  const options = ['--port', '0', '--pace', String(PACE)];
  simulator = spawn(process.execPath, ['-r', 'esbuild-register', 'setup/simulator.ts', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  for await (const chunk of simulator.stdout!.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    told += String(chunk);
    if (told.includes('/_lab/labs\n')) break;
  }
  settings = {};
  for (const [, name, value] of told.matchAll(/^export (\w+)=(.*)$/gm)) settings[name!] = value!;
  url = /^The load balancer: (.*)$/m.exec(told)![1]!;
}, 30_000);

afterEach(async () => {
  const ended = once(simulator, 'exit');
  simulator.kill('SIGTERM');
  // It ends by itself, with a word of its own.
  expect(await ended).toEqual([0, null]);
});

async function aws<T = unknown>(service: string, command: string, ...options: string[]): Promise<T> {
  const env = { ...process.env, ...settings, AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' };
  const { stdout } = await runs('aws', [service, command, '--output', 'json', ...options], { env });
  return (stdout ? JSON.parse(stdout) : {}) as T;
}

/** The lab's clock, in milliseconds since the epoch. */
async function labTime(change?: { pace: number }): Promise<number> {
  const body = change && JSON.stringify(change);
  const response = await fetch(`${settings.AWS_ENDPOINT_URL}/_lab/clock`, { method: change ? 'POST' : 'GET', body });
  return Date.parse(((await response.json()) as { now: string }).now);
}

byHand(
  `scales web from 2 to 8 tasks under ab${missing.length > 0 ? ` (not here: ${missing.join(' and ')} missing)` : ''}`,
  async () => {
    const { service, policy, minTasks, maxTasks } = serviceAutoscaling;
    const web = async () =>
      (
        await aws<{ services: { desiredCount: number; runningCount: number }[] }>(
          ...(['ecs', 'describe-services', '--cluster', demogo.cluster, '--services', service.name] as const),
        )
      ).services[0];
    expect(await web()).toMatchObject({ desiredCount: minTasks, runningCount: minTasks });

    const { LoadBalancers } = await aws<{ LoadBalancers: { LoadBalancerArn: string }[] }>(
      ...(['elbv2', 'describe-load-balancers', '--names', demogo.loadBalancer] as const),
    );
    const { TargetGroups } = await aws<{ TargetGroups: { TargetGroupArn: string }[] }>(
      ...(['elbv2', 'describe-target-groups', '--names', service.name] as const),
    );
    const label = `${LoadBalancers[0]!.LoadBalancerArn.split(':loadbalancer/')[1]}/${TargetGroups[0]!.TargetGroupArn.split(':').at(-1)}`;
    const target = [
      ...['--service-namespace', 'ecs', '--scalable-dimension', 'ecs:service:DesiredCount'],
      ...['--resource-id', `service/${demogo.cluster}/${service.name}`],
    ];
    const limits = ['--min-capacity', String(minTasks), '--max-capacity', String(maxTasks)];
    await aws('application-autoscaling', 'register-scalable-target', ...target, ...limits);
    await aws(
      ...(['application-autoscaling', 'put-scaling-policy', ...target] as const),
      ...['--policy-name', policy.name, '--policy-type', 'TargetTrackingScaling'],
      '--target-tracking-scaling-policy-configuration',
      JSON.stringify({
        TargetValue: policy.target,
        ScaleOutCooldown: policy.scaleOutCooldown,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: label },
      }),
    );
    const { MetricAlarms } = await aws<{ MetricAlarms: { AlarmName: string; Threshold: number }[] }>(
      ...(['cloudwatch', 'describe-alarms', '--alarm-name-prefix', 'TargetTracking-'] as const),
    );
    expect(MetricAlarms).toHaveLength(2);

    const begun = await labTime();
    // The script's line, for as long as it takes the lab to see twenty minutes of it, however busy the machine is.
    while ((await labTime()) < begun + 20 * 60_000) await runs('ab', ['-c', '200', '-n', '200', '-t', '1', url]);
    await labTime({ pace: 0 });

    expect(await web()).toMatchObject({ desiredCount: maxTasks, runningCount: maxTasks });
    const { ScalingActivities } = await aws<{
      ScalingActivities: { StartTime: string | number; StatusMessage: string }[];
    }>(...(['application-autoscaling', 'describe-scaling-activities', ...target] as const));
    const [out] = ScalingActivities;
    expect(out!.StatusMessage).toContain(`Successfully set desired count to ${maxTasks}.`);
    // Version 1 of the command line writes seconds since the epoch, version 2 a date.
    const at = typeof out!.StartTime === 'number' ? out!.StartTime * 1000 : Date.parse(out!.StartTime);
    // Three minutes above the target, seen one to three minutes later, and the alarm's own phase.
    expect((at - begun) / 60_000).toBeGreaterThan(3);
    expect((at - begun) / 60_000).toBeLessThan(10);
  },
  60_000,
);
