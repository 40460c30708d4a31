/** The AWS CLI, which no one here wrote: it makes a lab and takes it down, and its waiters are content with what they see. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { simulate, type Simulation } from './index';
import { smallLab } from './testing';

const found = spawnSync('aws', ['--version']).status === 0;
/** Runs only where the AWS CLI is installed, and says so by the test's name where it is not. */
const withAws = (name: string, test: () => Promise<void>, ms: number): void =>
  found ? it(name, test, ms) : it.skip(`${name} (not run: there is no aws on this machine)`, test);

let simulation: Simulation;
beforeAll(async () => {
  simulation = await simulate(smallLab);
});
afterAll(() => simulation.close());

/** @returns what the command writes; rejects when it ends with an error, as a waiter does that gives up */
async function aws(line: string): Promise<string> {
  const { stdout } = await promisify(execFile)('aws', [...line.split(' '), '--output', 'text'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_DEFAULT_REGION: smallLab.region,
      AWS_ENDPOINT_URL: simulation.endpoint,
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
    },
  });
  return stdout.trim();
}

const pass = (seconds: number): Promise<void> => simulation.clock.sleep(seconds);

withAws(
  'makes a whole lab, waits for it, and takes it down',
  async () => {
    const userData = 'ECS_CLUSTER=pier';
    await aws('ecs create-cluster --cluster-name pier');
    await aws(
      `autoscaling create-launch-configuration --launch-configuration-name pier --image-id ami-1 --instance-type m5d.large --user-data ${userData}`,
    );
    await aws(
      'autoscaling create-auto-scaling-group --auto-scaling-group-name pier --min-size 0 --max-size 2 --desired-capacity 2 --launch-configuration-name pier --vpc-zone-identifier subnet-0a,subnet-0b',
    );
    const loadBalancer = await aws(
      'elbv2 create-load-balancer --name pier --subnets subnet-0a subnet-0b --query LoadBalancers[0].LoadBalancerArn',
    );
    const group = await aws(
      'elbv2 create-target-group --name boats --protocol HTTP --port 80 --vpc-id vpc-1 --query TargetGroups[0].TargetGroupArn',
    );
    await aws(
      `elbv2 create-listener --load-balancer-arn ${loadBalancer} --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=${group}`,
    );
    await aws(`elbv2 wait load-balancer-available --load-balancer-arns ${loadBalancer}`);
    await aws(
      'ecs register-task-definition --family boats --container-definitions [{"name":"boats","image":"nginx","memory":128,"portMappings":[{"containerPort":80}]}]',
    );
    await pass(300);
    await aws(
      `ecs create-service --cluster pier --service-name boats --task-definition boats --desired-count 2 --load-balancers targetGroupArn=${group},containerName=boats,containerPort=80`,
    );
    await pass(300);
    await aws('ecs wait services-stable --cluster pier --services boats');
    const tasks = await aws('ecs list-tasks --cluster pier --query taskArns');
    const named = tasks.split(/\s+/).join(' ');
    await aws(`ecs wait tasks-running --cluster pier --tasks ${named}`);
    await aws(`elbv2 wait target-in-service --target-group-arn ${group}`);
    await aws(
      'cloudwatch put-metric-alarm --alarm-name busy --namespace AWS/ECS --metric-name CPUUtilization --statistic Average --period 60 --evaluation-periods 1 --threshold 50 --comparison-operator GreaterThanThreshold --tags Key=of,Value=pier',
    );
    await aws('cloudwatch wait alarm-exists --alarm-names busy');
    await aws('cloudwatch delete-alarms --alarm-names busy');

    await aws('ecs delete-service --cluster pier --service boats --force');
    await pass(400);
    await aws('ecs wait services-inactive --cluster pier --services boats');
    await aws(`ecs wait tasks-stopped --cluster pier --tasks ${named}`);
    await aws(`elbv2 delete-load-balancer --load-balancer-arn ${loadBalancer}`);
    await aws(`elbv2 wait load-balancers-deleted --load-balancer-arns ${loadBalancer}`);
    await aws(`elbv2 delete-target-group --target-group-arn ${group}`);
    await aws('autoscaling delete-auto-scaling-group --auto-scaling-group-name pier --force-delete');
    await pass(120);
    await aws('autoscaling delete-launch-configuration --launch-configuration-name pier');
    await aws('ecs deregister-task-definition --task-definition boats:1');
    expect(await aws('ecs delete-cluster --cluster pier --query cluster.status')).toBe('INACTIVE');
  },
  300_000,
);
